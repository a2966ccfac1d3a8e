"""What the reviewing room finds: each check is shown a fault that it must see, in a copy of the small package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from outreach.reading import load_all
from outreach.review import review, summary

Edit = tuple[str, str, str]

CASES: dict[str, tuple[list[Edit], str]] = {
    "a number without a source": (
        [
            ("modules/storm/sections/windows.md", "2小时[@GUIDE]", "2小时"),
            ("translations/en/modules/storm/sections/windows.md", "least [@GUIDE]", "least"),
        ],
        "modules/storm/sections/windows.md:9 windows: the number in “先看风向，再关窗，至少提前2小时。” has no source",
    ),
    "a question without source and clause": (
        [("questions/storm.yaml", "  clauses: [st-2030:1.1]\n  sources: [GUIDE]\n", "")],
        "questions/storm.yaml:1 st01: cites neither a source nor a clause",
    ),
    "a safety-critical question on a title page alone": (
        [("sources.yaml", "grade: A", "grade: D")],
        "questions/storm.yaml:7 st01: is safety-critical on grade D alone",
    ),
    "a question in no section": (
        [
            ("modules/storm/sections/windows.md", ":::{questions} st01\n:::\n", ""),
            ("translations/en/modules/storm/sections/windows.md", ":::{questions} st01\n:::\n", ""),
        ],
        "questions/storm.yaml:1 st01: stands in no section",
    ),
    "a checklist in which nobody speaks": (
        [("checklists/leaving.yaml", "        communication: true\n", "")],
        "checklists/leaving.yaml:1 leaving: nobody speaks to anybody",
    ),
    "the word that stays out of sight": (
        [("checklists/leaving.yaml", "以当地通知为准。", "杀手项以当地通知为准。")],
        "checklists/leaving.yaml:26 leaving: has the word for a stop item that is not shown",
    ),
    "too many items at a pause point": (
        [
            (
                "checklists/leaving.yaml",
                "      - id: neighbour\n",
                "".join(f"      - id: more{n}\n        text: 更多{n}\n" for n in range(8)) + "      - id: neighbour\n",
            ),
            (
                "translations/en/checklists/leaving.yaml",
                "      neighbour:",
                "".join(f"      more{n}: {{text: more {n}}}\n" for n in range(8)) + "      neighbour:",
            ),
        ],
        "checklists/leaving.yaml:12 leaving: pause point 'door' has 10 items; keep 9 at most",
    ),
}


@pytest.fixture
def edited(small: Path) -> Callable[[list[Edit]], Path]:
    def edit(edits: list[Edit]) -> Path:
        for file, before, after in edits:
            text = (small / file).read_text("utf-8")
            assert text.count(before) == 1, (file, before)
            (small / file).write_text(text.replace(before, after), "utf-8")
        return small

    return edit


@pytest.mark.parametrize("name", CASES)
def test_each_check_sees_its_fault(name: str, edited: Callable[[list[Edit]], Path]) -> None:
    edits, said = CASES[name]
    findings = [str(fault) for fault in review(load_all(edited(edits)))]
    assert any(finding.startswith(said) for finding in findings), findings


def test_the_packaged_content_has_no_faults(libraries) -> None:
    assert [str(fault) for fault in review(libraries)] == []


def test_the_summary_counts_what_is_there(libraries) -> None:
    figures = summary(libraries)
    assert figures["clauses"] == "65"
    assert int(figures["questions"]) >= 20
    assert figures["languages"] == "zh, en"
