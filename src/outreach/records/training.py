"""A training module: its map, its sections, and the learning paths through all modules."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from outreach.records.base import ClauseRef, Id, Record, Revision, Role, SectionRef, SomeWords, Words


class Objective(Record):
    """What a learner can do afterwards; its questions show whether they can."""

    id: Id
    text: Words
    clauses: tuple[ClauseRef, ...] = ()


class Module(Record):
    """A training module: its map. The prose of each section is a `Section`. Modules stand in the order of `number`."""

    id: Id
    number: Annotated[int, Field(ge=1)]
    revision: Revision
    title: Words
    summary: Words
    checked: date
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    sections: Annotated[tuple[Id, ...], Field(min_length=1)]
    checklists: tuple[Id, ...] = ()
    helplines: tuple[Id, ...] = ()
    """Numbers that stand in a short box on every page of the module."""
    roster: bool = True
    """Whether its results stand on an organisation's roster; what one answers about distress is nobody's business."""


class Section(Record):
    """A section of a module; `minutes` of study; `body` in the declared markup."""

    id: Id
    title: Words
    goal: Words
    minutes: Annotated[int, Field(ge=1, le=60)]
    objectives: Annotated[tuple[Id, ...], Field(min_length=1)]
    clauses: tuple[ClauseRef, ...] = ()
    body: Words


class Stage(Record):
    """A part of a learning path: sections (`module/section`) to study and checklists to have at hand."""

    id: Id
    title: SomeWords
    sections: tuple[SectionRef, ...] = ()
    checklists: tuple[Id, ...] = ()


class LearningPath(Record):
    """What one role studies, in order; the minutes are counted from the sections."""

    id: Id
    role: Role
    title: SomeWords
    summary: SomeWords
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
