"""Broken content and what is said of it: each case is a prose file in `broken/` that a content author can read.

A case names one file of the small package, what is replaced in it by what, and the exact lines that `outreach check`
prints then (all of them). Without a replacement the file is taken away.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from outreach.__main__ import app
from outreach.faults import ContentError
from outreach.reading import load_all
from outreach.review import review

CASES = sorted((Path(__file__).parent / "broken").glob("*.md"))
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(case: Path) -> tuple[str, str, str, list[str]]:
    text = case.read_text("utf-8")
    file = re.search(r"^File: `(.+)`$", text, re.MULTILINE)
    assert file, f"{case.name} does not name its file"
    blocks = dict(_BLOCK.findall(text))
    before, after = (blocks.get(name, "").removesuffix("\n") for name in ("before", "after"))
    return file[1], before, after, blocks["said"].splitlines()


def break_it(content: Path, case: Path) -> list[str]:
    """Breaks the package as the case says; returns what is to be said."""
    file, before, after, said = read(case)
    path = content / file
    if not before:
        path.unlink()
        return said
    text = path.read_text("utf-8")
    assert text.count(before) == 1, f"{case.name}: what is replaced stands {text.count(before)} times in {file}"
    path.write_text(text.replace(before, after), "utf-8")
    return said


def test_the_small_package_is_sound_but_for_its_size(small: Path) -> None:
    findings = [str(fault) for fault in review(load_all(small))]
    assert findings == ["modules/storm/module.yaml:9 storm: objective 'shut-windows' has 2 items; write at least 3"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_broken_content_is_said_in_full(case: Path, small: Path) -> None:
    said = break_it(small, case)
    with pytest.raises(ContentError) as raised:
        load_all(small)
    assert [str(fault) for fault in raised.value.faults] == said


def test_there_are_cases_for_every_kind_that_is_promised() -> None:
    promised = {
        "broken-yaml", "unknown-field", "missing-id", "duplicate-id", "reference-to-nothing", "no-right-option",
        "missing-translation", "missing-picture", "duplicate-key", "wrong-kind-of-value",
    }  # fmt: skip
    assert promised <= {case.stem for case in CASES}


def test_all_faults_come_in_one_run(small: Path) -> None:
    for name in ("unknown-field", "missing-picture", "duplicate-key"):
        break_it(small, next(case for case in CASES if case.stem == name))
    with pytest.raises(ContentError) as raised:
        load_all(small)
    assert len({fault.file for fault in raised.value.faults}) >= 3


def test_the_command_line_prints_them_without_a_traceback(small: Path) -> None:
    said = break_it(small, next(case for case in CASES if case.stem == "no-right-option"))
    result = CliRunner().invoke(app, ["check", "--content", str(small)])
    assert isinstance(result.exception, ContentError)
    assert [str(fault) for fault in result.exception.faults] == said
