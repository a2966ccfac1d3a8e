"""A workshop: what a trainer needs to teach a module to a room, apart from what the module itself says."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from outreach.records.base import Id, Record, Revision, SomeWords, Words

Minutes = Annotated[int, Field(ge=2, le=45)]
Priority = Annotated[int, Field(ge=1, le=3)]
"""1: even in the shortest workshop; 3: only where there is time."""


class Line(Record):
    """One line of a list."""

    id: Id
    text: SomeWords


class Debrief(Record):
    """A question to the room after an exercise, and what should come out."""

    id: Id
    question: SomeWords
    answer: SomeWords


class Exercise(Record):
    """Something the room does, in groups or all together, with the time it takes."""

    id: Id
    title: SomeWords
    minutes: Minutes
    priority: Priority
    setup: SomeWords
    """Groups, material, places."""
    steps: Annotated[tuple[Line, ...], Field(min_length=1)]
    debrief: Annotated[tuple[Debrief, ...], Field(min_length=1)]


class Part(Record):
    """What is taught of one section: `points` stand on the slides, `say` and `watch` are the trainer's alone.

    `questions` are shown to the room to vote on; `sequence` is a procedure whose pictures stand on slides.
    """

    id: Id
    section: Id
    title: SomeWords
    minutes: Minutes
    priority: Priority
    points: Annotated[tuple[Line, ...], Field(min_length=2, max_length=5)]
    say: Annotated[tuple[Line, ...], Field(min_length=1)]
    watch: tuple[Line, ...] = ()
    questions: tuple[Id, ...] = ()
    sequence: Id | None = None
    scenario: Id | None = None
    activity: Id | None = None
    exercise: Exercise | None = None


class Workshop(Record):
    """A module's workshop. Its id is the module's; its parts stand in the order in which they are taught."""

    id: Id
    revision: Revision
    checked: date
    aim: SomeWords
    closing: SomeWords
    """What everybody takes along, said at the end."""
    materials: Annotated[tuple[Line, ...], Field(min_length=1)]
    room: Annotated[tuple[Line, ...], Field(min_length=1)]
    safety: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What to do where a topic distresses somebody, and what is never done in an exercise."""
    adapt: Annotated[tuple[Line, ...], Field(min_length=1)]
    note: Words = ""
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
