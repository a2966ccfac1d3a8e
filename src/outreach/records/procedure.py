"""Ordered procedures with their precedence rules, and checklists."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from outreach.records.base import Audience, ClauseRef, Id, Record, Revision, SomeWords, SourceId, Words


class SequenceStep(Record):
    """A step of a procedure: the action, and one line how and why."""

    id: Id
    action: SomeWords
    why: Words = ""
    picture: Id | None = None
    stop: bool = False
    sources: tuple[SourceId, ...] = ()


class PrecedenceRule(Record):
    """Each step of `before` comes before each step of `after`; `warn` is said but not marked wrong."""

    id: Id
    before: Annotated[tuple[Id, ...], Field(min_length=1)]
    after: Annotated[tuple[Id, ...], Field(min_length=1)]
    why: SomeWords
    sources: tuple[SourceId, ...] = ()
    severity: Literal["wrong", "warn"] = "wrong"


class Sequence(Record):
    """An ordered procedure: one canonical order, and the rules that every safe order keeps."""

    id: Id
    revision: Revision
    title: Words
    protocol: Words
    audience: Audience = "everyone"
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()
    steps: Annotated[tuple[SequenceStep, ...], Field(min_length=2)]
    rules: tuple[PrecedenceRule, ...] = ()
    observed: bool = False
    """Whether it is practised under an observer's eyes: then it has an observer's page and sheet."""

    def broken_rules(self, order: tuple[str, ...]) -> tuple[PrecedenceRule, ...]:
        """The rules that `order` (step ids, all of them or some) breaks, in the sequence's own order."""
        place = {step: index for index, step in enumerate(order)}
        return tuple(
            rule
            for rule in self.rules
            if any(
                place[first] > place[later]
                for first in rule.before
                for later in rule.after
                if first in place and later in place
            )
        )


class ChecklistItem(Record):
    """A line to tick; a stop item (不满足即停) means: not met, do not go on.

    A historical item is a rule of 2022 that has ended: it is labelled, and left out unless it is asked for.
    """

    id: Id
    text: SomeWords
    stop: bool = False
    communication: bool = False
    historical: bool = False
    picture: Id | None = None
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()


class PausePoint(Record):
    """The moment at which the checklist is read, and its items."""

    id: Id
    title: Words
    items: Annotated[tuple[ChecklistItem, ...], Field(min_length=1)]


class AnyTime(Record):
    """What to do whenever it happens; stands in a box beside the items."""

    id: Id
    text: SomeWords
    sources: tuple[SourceId, ...] = ()


class Checklist(Record):
    """A checklist for screen and paper."""

    id: Id
    number: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9]{2}(-[A-Z])?$")]
    revision: Revision
    title: Words
    type: Literal["read-do", "do-confirm"]
    audience: Audience = "everyone"
    when: Words
    checked: date
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()
    sequence: Id | None = None
    pauses: Annotated[tuple[PausePoint, ...], Field(min_length=1)]
    anytime: tuple[AnyTime, ...] = ()
    anytime_first: bool = False
    """Whether the "at any time" box is read before the items: emergencies come before everything else."""
    sign_off: tuple[Literal["operator", "observer", "lead", "date-time"], ...] = ("operator", "date-time")
    remark: Words = ""

    @property
    def review_by(self) -> date:
        """The day from which a printed sheet should be compared with the current one: a year after it was checked."""
        return self.checked.replace(year=self.checked.year + 1, day=min(self.checked.day, 28))

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        return tuple(item for pause in self.pauses for item in pause.items)


class OwnItem(Record):
    """An item that an organisation adds to a checklist, in each language that it prints: `{zh: …, en: …}`.

    It stands after the item named `after`, or else at the end.
    """

    id: Id
    words: Annotated[dict[str, Annotated[str, StringConstraints(min_length=1, max_length=80)]], Field(min_length=1)]
    after: Id | None = None


class Adaptation(Record):
    """What an organisation changes in the checklist of that id: items that it leaves out, items that it adds."""

    id: Id
    hide: tuple[Id, ...] = ()
    add: tuple[OwnItem, ...] = ()
