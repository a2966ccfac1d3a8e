"""What the reviewing room finds: each check is shown a fault that it must see, in a copy of the small package."""

from __future__ import annotations

from collections import Counter
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
    "a clause that is taught nowhere": (
        [
            ("modules/storm/sections/windows.md", ":::{clause} st-2030:1.1 st-2030:1.2", ":::{clause} st-2030:1.1"),
            (
                "translations/en/modules/storm/sections/windows.md",
                ":::{clause} st-2030:1.1 st-2030:1.2",
                ":::{clause} st-2030:1.1",
            ),
        ],
        "guideline/st-2030/section-1.yaml:16 st-2030:1.2: is taught in no section",
    ),
    "a duty that nothing asks about": (
        [("scenarios/gust.yaml", "clauses: [st-2030:1.1, st-2030:1.2]", "clauses: [st-2030:1.1]")],
        "guideline/st-2030/section-1.yaml:16 st-2030:1.2: asks something of somebody, but no question asks about it",
    ),
    "a scenario that is shown nowhere": (
        [
            ("modules/storm/sections/windows.md", ":::{scenario} gust\n:::\n", ""),
            ("translations/en/modules/storm/sections/windows.md", ":::{scenario} gust\n:::\n", ""),
        ],
        "scenarios/gust.yaml:1 gust: is shown nowhere",
    ),
    "a scene with two best choices": (
        [("scenarios/gust.yaml", "text: 问邻居, points: 1", "text: 问邻居, points: 2")],
        "scenarios/gust.yaml:13 gust: scene 'start' has 2 choices with 2 points",
    ),
    "a scenario that always ends well": (
        [("scenarios/gust.yaml", "outcome: bad", "outcome: good")],
        "scenarios/gust.yaml:24 gust: needs a good ending and one that is not",
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
    """The figures by which the content is known to be whole."""
    figures = summary(libraries)
    assert figures["languages"] == "zh, en"
    assert figures["clauses taught"] == "55/55 (100%)"
    assert figures["duty clauses assessed or acted on"] == "54/54 (100%)"
    assert figures["facts without a source"] == "0"
    assert figures["missing or stale translations"] == "0"
    assert int(figures["questions"]) >= 75
    assert int(figures["scenarios"]) >= 10
    assert int(figures["terms"]) >= 60
    assert int(figures["items per objective"].removeprefix("at least ")) >= 3


def test_the_right_option_is_neither_the_longest_nor_in_one_place(libraries) -> None:
    for library in libraries.values():
        singles = [question for question in library.questions.values() if question.type == "single-choice"]
        longest = [
            question
            for question in singles
            for key in question.key
            if all(
                len(next(o for o in question.options if o.id == key).text) > len(o.text)
                for o in question.options
                if o.id != key
            )
        ]
        assert len(longest) / len(singles) <= 0.35
    places = Counter(next(i for i, o in enumerate(q.options) if o.right) for q in singles)
    four = [count for place, count in places.items() if place < 4]
    assert len(four) == 4
    assert max(four) < 2 * min(four)
