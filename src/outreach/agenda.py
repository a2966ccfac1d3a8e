"""A workshop and the minutes that there are → an agenda: what is done when, and what there is no time for.

Opening, tests and closing have their minutes first. Then parts and exercises are chosen by priority, and stand in the
order of the content. Knows records, and no words of any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from outreach.faults import OutreachError
from outreach.records import Workshop, WorkshopPart

Kind = Literal["opening", "before", "part", "exercise", "break", "questions", "after", "closing"]
_OPENING, _TEST, _BREAK, _CLOSING = range(4)
FIXED: dict[int, tuple[int, int, int, int]] = {45: (3, 5, 0, 4), 90: (5, 10, 0, 5), 180: (7, 10, 10, 7)}
"""Minutes of a workshop → those of its opening, of each of its two tests, of its break, of its closing."""
MINUTES = tuple(FIXED)
SHORT = 45
"""The workshop whose tests are short."""
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")
_DAY = 24 * 60


@dataclass(frozen=True)
class Slot:
    """Something that is done: it begins `begin` minutes after the start; `part` is what is taught or exercised."""

    kind: Kind
    begin: int
    minutes: int
    part: WorkshopPart | None = None


@dataclass(frozen=True)
class Dropped:
    """A part, or the exercise of one, that has no place: for want of `time`, or because its `part` has none."""

    part: WorkshopPart
    exercise: bool
    priority: int
    why: Literal["time", "part"]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.part.exercise.title if self.exercise and self.part.exercise else self.part.title


@dataclass(frozen=True)
class Agenda:
    """A workshop of so many minutes: its slots in order, which fill the time, and what was dropped."""

    workshop: Workshop
    minutes: int
    slots: tuple[Slot, ...]
    dropped: tuple[Dropped, ...]

    @property
    def parts(self) -> tuple[WorkshopPart, ...]:
        """The parts that are taught, in order."""
        return tuple(slot.part for slot in self.slots if slot.kind == "part" and slot.part)

    @property
    def short(self) -> bool:
        """Whether its tests are short ones."""
        return self.minutes == SHORT

    def exercised(self, part: WorkshopPart) -> bool:
        """Whether there is time for the part's exercise."""
        return any(slot.kind == "exercise" and slot.part == part for slot in self.slots)

    def slot(self, kind: Kind, part: WorkshopPart | None = None) -> Slot:
        """The slot of that kind (and part). Raises StopIteration where there is none."""
        return next(slot for slot in self.slots if slot.kind == kind and slot.part == part)


@dataclass(frozen=True)
class _Thing:
    """A part without its exercise, or the exercise: what is chosen or dropped as one."""

    part: WorkshopPart
    exercise: bool
    place: int
    minutes: int
    priority: int


def agenda(workshop: Workshop, minutes: int) -> Agenda:
    """The agenda of `minutes` (45, 90 or 180). Raises OutreachError for another length.

    A thing of lower priority is taken only where all of a higher one has its place; within one priority parts come
    before exercises, in the content's order, and what does not fit any more is left out.
    """
    if minutes not in FIXED:
        known = ", ".join(map(str, MINUTES))
        raise OutreachError(f"there is no workshop of {minutes} minutes; choose one of {known}")
    fixed = FIXED[minutes]
    left = minutes - fixed[_OPENING] - 2 * fixed[_TEST] - fixed[_BREAK] - fixed[_CLOSING]
    things = list(_things(workshop))
    taken: list[_Thing] = []
    dropped: list[Dropped] = []
    reached = 3
    for thing in sorted(things, key=lambda one: (one.priority, one.exercise, one.place)):
        alone = thing.exercise and not any(one.part == thing.part for one in taken)
        if thing.priority <= reached and thing.minutes <= left and not alone:
            taken.append(thing)
            left -= thing.minutes
        else:
            # From here on nothing of a lower priority comes in, however short it is.
            reached = min(reached, thing.priority)
            dropped.append(Dropped(thing.part, thing.exercise, thing.priority, "part" if alone else "time"))
    taken.sort(key=lambda one: (one.place, one.exercise))
    dropped.sort(key=lambda one: (workshop.parts.index(one.part), one.exercise))
    return Agenda(workshop, minutes, tuple(_slots(taken, fixed, left)), tuple(dropped))


def _things(workshop: Workshop) -> Iterator[_Thing]:
    for place, part in enumerate(workshop.parts):
        yield _Thing(part, False, place, part.minutes, part.priority)
        if part.exercise:
            # An exercise is never more important than what it exercises.
            priority = max(part.priority, part.exercise.priority)
            yield _Thing(part, True, place, part.exercise.minutes, priority)


def _slots(taken: list[_Thing], fixed: tuple[int, int, int, int], spare: int) -> Iterator[Slot]:
    rows: list[tuple[Kind, int, WorkshopPart | None]] = [("opening", fixed[_OPENING], None)]
    rows.append(("before", fixed[_TEST], None))
    pause = _pause(taken) if fixed[_BREAK] else -1
    for place, thing in enumerate(taken):
        if place == pause:
            rows.append(("break", fixed[_BREAK], None))
        rows.append(("exercise" if thing.exercise else "part", thing.minutes, thing.part))
    if fixed[_BREAK] and pause < 0:
        rows.append(("break", fixed[_BREAK], None))
    if spare:
        rows.append(("questions", spare, None))
    rows += [("after", fixed[_TEST], None), ("closing", fixed[_CLOSING], None)]
    begin = 0
    for kind, minutes, part in rows:
        yield Slot(kind, begin, minutes, part)
        begin += minutes


def _pause(taken: list[_Thing]) -> int:
    """Before which thing the break comes: before a part, as near to the middle as can be; -1 where there is none."""
    whole = sum(thing.minutes for thing in taken)
    gone, found = 0, (_DAY, -1)
    for place, thing in enumerate(taken):
        if place and not thing.exercise:
            found = min(found, (abs(whole - 2 * gone), place))
        gone += thing.minutes
    return found[1]


def clock(text: str) -> int | None:
    """`14:00` as minutes of the day, None for "". Raises OutreachError for anything else."""
    if not text.strip():
        return None
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise OutreachError(f"'{text}' is no time of day; write it as 14:00")
    return int(found[1]) * 60 + int(found[2])


def told(start: int | None, begin: int, minutes: int) -> str:
    """When something is done: `14:05–14:15` by the clock, or the minutes since the start: `5–15`."""
    if start is None:
        return f"{begin}–{begin + minutes}"
    return "–".join(f"{at // 60:02}:{at % 60:02}" for at in ((start + begin) % _DAY, (start + begin + minutes) % _DAY))
