"""The command line as a person uses it: in a process of its own, its words and its exit status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from outreach.__main__ import app
from tests.conftest import ROOT, outreach


def test_check_says_every_fault_and_ends_with_one(small: Path) -> None:
    (small / "pictures" / "window.svg").unlink()
    path = small / "questions" / "storm.yaml"
    path.write_text(path.read_text("utf-8").replace("sources: [GUIDE]", "sources: [GUIDES]"), "utf-8")
    done = outreach("check", "--content", str(small))
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "pictures/pictures.yaml:1 window: the picture pictures/window.svg is not there; draw it or take the entry out",
        "questions/storm.yaml:7 st01: names the source 'GUIDES', which is not in sources.yaml; did you mean 'GUIDE'?",
    ]
    assert "Traceback" not in done.stderr


def test_check_of_the_packaged_content_ends_with_nothing_to_mend() -> None:
    done = outreach("check")
    assert done.returncode == 0, done.stdout
    assert "no faults" in done.stdout


def test_print_writes_the_sheet_and_says_where(tmp_path: Path) -> None:
    done = outreach(
        "print", "doffing", "--language", "zh", "--organisation", "某某社工服务站", "-o", str(tmp_path / "out")
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "CL05-doffing-zh.pdf").read_bytes().startswith(b"%PDF-")
    assert "CL05-doffing-zh.pdf" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("print", "dofing"), "there is no checklist 'dofing'; did you mean 'doffing'?"),
        (("print", "doffing", "--language", "fr"), "there is no language 'fr'; choose one of zh, en"),
        (("print", "doffing", "--organisation", "站\u202e"), "has the invisible character U+202E"),
        (("print", "doffing", "-o", "/dev/null/out"), "cannot write /dev/null/out/CL05-doffing-zh.pdf"),
        (("check", "--content", "/nowhere"), "there is no content folder at '/nowhere'"),
        (("translation", "confirm", "nothing"), "there is no 'nothing' to confirm"),
        (("translation", "confirm", "-l", "zh"), "'zh' is not a translated language; choose one of en"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    done = outreach(*arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_schemas_are_written(tmp_path: Path) -> None:
    assert outreach("schema", "-o", str(tmp_path)).returncode == 0
    assert (tmp_path / "checklist.json").is_file()


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_readme_names_commands_that_are_there(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    known = CliRunner().invoke(app, ["--help"]).output
    commands = set(re.findall(r"(?:`|bin/)outreach ([a-z]+)", text))
    assert {"build", "check", "serve", "print"} <= commands
    for command in commands:
        assert re.search(rf"│ {command}\s", known), command
    targets = set(re.findall(r"^make (\w+)", text, re.MULTILINE)) | set(re.findall(r"`make (\w+)`", text))
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    for path in re.findall(r"\]\(((?!http)[^)#]+)\)|src=\"([^\"]+)\"", text):
        assert (ROOT / (path[0] or path[1])).exists(), path
    optioned = ("print", "build", "hours", "workshop", "results", "readiness")
    told = "".join(outreach(command, "--help").stdout for command in optioned)
    for option in re.findall(r"(--[a-z]+)", text):
        assert option in told
