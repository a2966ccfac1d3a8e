"""The marking table (`tests/marking/`) in Python; `tests/browser/test_marking_table.py` runs the same in Chromium."""

from __future__ import annotations

import json
from itertools import combinations, permutations, product

import pytest
from ruamel.yaml import YAML

from outreach.marking import mark
from outreach.records import ITEMS, Item, Numeric, Question, Sequence, ShortText, Sorting, TrueFalse
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "marking"
SHARED = {
    "revision": 1, "objective": "x", "difficulty": "basic", "safety_critical": False, "status": "durable",
    "name": "表", "stem": "问", "hint": "想", "feedback": {"right": "对", "wrong": "不对", "partly": "一部分"},
}  # fmt: skip


def _read(name: str):
    return YAML(typ="safe").load((FOLDER / name).read_text("utf-8"))


ROWS = {row["id"]: ITEMS[row["type"]].model_validate_json(json.dumps(SHARED | row)) for row in _read("items.yaml")}
STEPS = {"steps": Sequence.model_validate_json(json.dumps(_read("steps.yaml")))}
WRITTEN = [
    (name, response, outcome, share)
    for name, cases in _read("cases.yaml").items()
    for response, outcome, share in cases
]


def generated() -> list[tuple[str, object]]:
    """Every response that can be given to the items of the table which have a finite number of them."""
    found: list[tuple[str, object]] = []
    for name, item in ROWS.items():
        match item:
            case Question(type="multiple-choice"):
                ids = [option.id for option in item.options]
                found += [(name, list(some)) for size in range(1, len(ids) + 1) for some in combinations(ids, size)]
            case Question():
                found += [(name, [option.id]) for option in item.options]
            case TrueFalse():
                found += [(name, ["true"]), (name, ["false"])]
            case Sorting():
                targets = [target.id for target in item.targets]
                parts = [part.id for part in item.parts]
                found += [(name, dict(zip(parts, some, strict=True))) for some in product(targets, repeat=len(parts))]
            case Numeric() | ShortText():
                pass
            case _:
                found += [(name, list(order)) for order in permutations("abcd")]
    return found


def marked(item: Item, response) -> tuple[str, float]:
    try:
        found = mark(item, response, STEPS)
    except ValueError:
        return "unreadable", 0
    return found.outcome, found.share


def test_the_table_is_large_enough() -> None:
    assert len(WRITTEN) >= 120
    assert len(WRITTEN) + len(generated()) >= 200
    assert {item.type for item in ROWS.values()} == set(ITEMS)


@pytest.mark.parametrize(("name", "response", "outcome", "share"), WRITTEN, ids=lambda part: str(part)[:30])
def test_a_row_of_the_table(name: str, response, outcome: str, share: float) -> None:
    assert marked(ROWS[name], response) == (outcome, pytest.approx(share))


@pytest.mark.parametrize(
    ("name", "response"),
    [
        ("one", ["z"]), ("one", "b"), ("line", ["a", "b"]), ("line", ["a", "a", "b", "c"]), ("pairs", {"a": "x"}),
        ("pairs", {"a": "x", "b": "q"}), ("pairs", {"a": "x", "b": "y", "c": "z"}), ("pairs", ["x", "y"]),
        ("stock", "50"), ("stock", {"value": "50"}), ("stock", {"value": "50", "unit": "kg"}), ("word", ["离开"]),
        ("yes", ["perhaps"]),
    ],
)  # fmt: skip
def test_a_response_that_an_item_cannot_have_is_refused(name: str, response) -> None:
    with pytest.raises(ValueError, match=r"."):
        mark(ROWS[name], response, STEPS)
