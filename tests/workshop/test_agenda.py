"""A workshop's agenda: never over time, the important first, and what has no place is said."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.agenda import MINUTES, Agenda, agenda, clock, told
from outreach.faults import OutreachError
from outreach.records import Workshop

MODULES = ("ppe-protocol", "stress-relief", "policy-explanation")
FIXED = {45: 17, 90: 30, 180: 44}


def made_up(parts: list[tuple[int, int, tuple[int, int] | None]]) -> Workshop:
    """A workshop of parts with (minutes, priority, exercise with minutes and priority)."""
    lines = [{"id": "one", "text": "text"}, {"id": "two", "text": "text"}]
    debrief = [{"id": "why", "question": "Why?", "answer": "So."}]
    found = [
        {
            "id": f"part-{place}", "section": "some", "title": f"part {place}", "minutes": minutes,
            "priority": priority, "points": lines, "say": lines,
            "exercise": exercise and {
                "id": "do", "title": f"exercise {place}", "minutes": exercise[0], "priority": exercise[1],
                "setup": "In pairs.", "steps": lines, "debrief": debrief,
            },
        }
        for place, (minutes, priority, exercise) in enumerate(parts)
    ]  # fmt: skip
    lists = dict.fromkeys(("materials", "room", "safety", "adapt"), lines)
    told_of = {"id": "some", "revision": 1, "checked": date(2026, 11, 27), "aim": "aim", "closing": "closing"}
    return Workshop.model_validate({**told_of, **lists, "parts": found}, strict=False)


def check(found: Agenda, minutes: int) -> None:
    """What holds of every agenda."""
    slots = found.slots
    assert sum(slot.minutes for slot in slots) == minutes
    assert [slot.begin for slot in slots] == [sum(one.minutes for one in slots[:n]) for n in range(len(slots))]
    assert all(slot.minutes > 0 for slot in slots)
    kinds = [slot.kind for slot in slots]
    assert (kinds[0], kinds[1], kinds[-2], kinds[-1]) == ("opening", "before", "after", "closing")
    assert kinds.count("break") == (minutes == 180)
    fixed = [slot.minutes for slot in slots if slot.kind not in ("part", "exercise", "questions")]
    assert sum(fixed) == FIXED[minutes]
    # Everything is either done or dropped, once; an exercise follows its own part.
    things = {(part.id, False) for part in found.workshop.parts}
    things |= {(part.id, True) for part in found.workshop.parts if part.exercise}
    done = [(slot.part.id, slot.kind == "exercise") for slot in slots if slot.part]
    left = [(one.part.id, one.exercise) for one in found.dropped]
    assert len(done) + len(left) == len(things)
    assert {*done, *left} == things
    for before, slot in itertools.pairwise(slots):
        if slot.kind == "exercise":
            assert (before.kind, before.part) == ("part", slot.part)
    order = [part.id for part in found.workshop.parts]
    assert [order.index(name) for name, exercise in done if not exercise] == sorted(
        order.index(name) for name, exercise in done if not exercise
    )
    # Nothing of a lower priority has a place that something of a higher one has not, unless its own part was dropped.
    ranks = [
        max(slot.part.priority, slot.part.exercise.priority)
        if slot.kind == "exercise" and slot.part.exercise
        else slot.part.priority
        for slot in slots
        if slot.part
    ]
    lacking = [one.priority for one in found.dropped if one.why == "time"]
    assert max(ranks, default=1) <= min(lacking, default=3)
    # What was left out for want of time did not fit when its turn came, or something more important did not.
    for one in found.dropped:
        assert one.why == "time" or one.part.id in {name for name, exercise in left if not exercise}


exercises = some.none() | some.tuples(some.integers(2, 45), some.integers(1, 3))


@given(some.lists(some.tuples(some.integers(2, 45), some.integers(1, 3), exercises), min_size=1, max_size=14))
def test_an_agenda_of_any_workshop_keeps_its_time_and_its_priorities(parts) -> None:
    workshop = made_up(parts)
    for minutes in MINUTES:
        check(agenda(workshop, minutes), minutes)


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("minutes", MINUTES)
def test_the_modules_fit_as_their_authors_reckoned(libraries, module: str, minutes: int) -> None:
    workshop = libraries["zh"].workshops[module]
    found = agenda(workshop, minutes)
    check(found, minutes)
    reach = {45: 1, 90: 2, 180: 3}[minutes]
    assert all(one.priority > reach for one in found.dropped)
    assert {part.id for part in found.parts} == {part.id for part in workshop.parts if part.priority <= reach}
    # The same in every language: the words differ, the workshop does not.
    other = agenda(libraries["en"].workshops[module], minutes)
    assert [(slot.kind, slot.begin) for slot in other.slots] == [(slot.kind, slot.begin) for slot in found.slots]


def test_the_break_comes_between_parts_near_the_middle() -> None:
    found = agenda(made_up([(20, 1, (20, 1)), (20, 1, (20, 1)), (20, 1, (20, 1))]), 180)
    kinds = [slot.kind for slot in found.slots]
    assert kinds[kinds.index("break") + 1] == "part"
    assert found.slot("break").begin == 57


def test_a_workshop_of_another_length_is_refused() -> None:
    with pytest.raises(OutreachError, match="45, 90, 180"):
        agenda(made_up([(5, 1, None)]), 60)


def test_the_clock() -> None:
    assert (clock(""), clock("9:05"), clock("14：00")) == (None, 545, 840)
    assert told(840, 5, 10) == "14:05–14:15"
    assert told(23 * 60 + 50, 5, 10) == "23:55–00:05"
    assert told(None, 5, 10) == "5–15"
    for wrong in ("14", "24:00", "noon", "14:60"):
        with pytest.raises(OutreachError, match="14:00"):
            clock(wrong)
