"""The content that is shipped: the safety rules that no edit may break, held against what the facts say."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "outreach"
DOFFING = ("stop", "gloves", "gown", "leave", "eye", "mask", "wash", "newmask")


def breaks(libraries, sequence: str, *order: str) -> set[str]:
    return {rule.id for rule in libraries["zh"].sequences[sequence].broken_rules(order)}


def test_the_canonical_orders_are_the_ones_of_the_protocols(libraries) -> None:
    found = libraries["zh"].sequences
    assert tuple(step.id for step in found["doffing"].steps) == DOFFING
    assert [step.id for step in found["donning"].steps] == [
        "ready", "check", "hands", "gown", "mask", "eye", "gloves", "buddy", "name",
    ]  # fmt: skip
    assert [step.id for step in found["hand-washing"].steps][:2] == ["wet", "soap"]


def test_unsafe_doffing_breaks_a_rule(libraries) -> None:
    assert breaks(libraries, "doffing", "mask", "eye")
    assert breaks(libraries, "doffing", "mask", "gown")
    assert breaks(libraries, "doffing", "mask", "gloves")
    assert breaks(libraries, "doffing", "newmask", "wash")


def test_what_authorities_do_differently_breaks_none(libraries) -> None:
    assert not breaks(libraries, "doffing", "gloves", "eye", "gown", "mask")
    assert not breaks(libraries, "doffing", "gloves", "gown", "eye", "mask")
    assert not breaks(libraries, "donning", "check", "hands", "mask", "gown", "eye", "gloves")
    assert not breaks(libraries, "donning", "check", "hands", "gown", "mask", "gloves", "eye")


def test_the_seven_rubs_may_come_in_any_order(libraries) -> None:
    rubs = ("palms", "backs", "between", "knuckles", "thumbs", "tips", "wrists")
    orders = list(permutations(rubs))[::97]
    assert not any(breaks(libraries, "hand-washing", "wet", "soap", *order, "rinse", "dry", "tap") for order in orders)


def test_coverall_work_is_for_trained_staff(libraries) -> None:
    for kind in ("sequences", "checklists"):
        for name, record in getattr(libraries["zh"], kind).items():
            assert (record.audience == "trained-staff") == ("coverall" in name), name


def test_a_checklist_follows_its_procedure(libraries) -> None:
    checklists = libraries["zh"].checklists
    assert {"donning", "doffing", "exposure"} <= {name for name, found in checklists.items() if found.sequence}
    for name, checklist in checklists.items():
        if checklist.sequence:
            sequence = libraries["zh"].sequences[checklist.sequence]
            assert [item.id for item in checklist.items] == [step.id for step in sequence.steps], name
        assert checklist.audience == "trained-staff" or any(item.stop for item in checklist.items), name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_volunteers_mix_500_and_nothing_stronger(libraries, language: str) -> None:
    """The bleach amounts for one litre are the arithmetic of 500 mg/L: ml = 500 ÷ (10 × per cent)."""
    text = libraries[language].sections["ppe-protocol/disinfection"].body
    rows = re.findall(r"(\d+) ?% ?(?:[（(]\d+ ?(?:克/升|g/L)[）)])?\s*\|\s*([\d.]+)", text)
    assert len(rows) >= 4
    for percent, millilitres in rows:
        assert float(millilitres) == pytest.approx(500 / (10 * float(percent)), abs=0.05)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dangerous_advice_stays_out(libraries, language: str) -> None:
    every = "\n".join(
        text
        for kind in ("sections", "sequences", "checklists")
        for record in getattr(libraries[language], kind).values()
        for text in [str(record.model_dump())]
    )
    assert not re.search(r"PHQ-9|PHQ9(?!-ZH)", every)  # PHQ9-ZH is a source that is cited, no form
    # Inducing vomiting is only ever forbidden.
    for found in re.finditer(r".{0,12}(?:催吐|vomiting\b)", every):
        if "催吐" in found.group():
            assert re.search(r"[不别勿]", found.group()), found.group()


def test_every_phrase_of_the_interface_is_said_somewhere(libraries) -> None:
    code = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    said = set(re.findall(r"""["']([a-z][a-z0-9-]*)["']""", code))
    begun = tuple(re.findall(r'f"([a-z-]+-)\{', code))
    unsaid = [name for name in libraries["zh"].records["phrase"] if name not in said and not name.startswith(begun)]
    assert unsaid == []
