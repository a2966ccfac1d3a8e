"""Blocks that one does something with: cases, activities, tests; questions stand in `questions.py`.

Each can be shown alone by its `id`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from outreach.page.blocks import Helplines
from outreach.page.questions import Arrange, Ask, Count, Marked, Sort, Write
from outreach.page.spans import Rich


@dataclass(frozen=True)
class Turn:
    """What one can do in a scene; `to` is the id of a scene or an ending."""

    id: str
    text: Rich
    points: int
    result: Rich
    to: str


@dataclass(frozen=True)
class StoryScene:
    id: str
    text: Rich
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class StoryEnding:
    id: str
    title: str
    text: Rich
    outcome: Literal["good", "mixed", "bad"]


@dataclass(frozen=True)
class Story:
    """A branching case; `best` is the most points that one way through gives."""

    id: str
    revision: int
    title: str
    opening: Rich
    scenes: tuple[StoryScene, ...]
    endings: tuple[StoryEnding, ...]
    debrief: Rich
    basis: Rich
    best: int
    safety_critical: bool


@dataclass(frozen=True)
class Lead:
    """What stands around every activity: its name, what it is for, when to stop, and how it ends."""

    title: str
    intro: Rich
    caution: Rich
    close: Rich


@dataclass(frozen=True)
class BreathPhase:
    id: str
    text: str
    seconds: int


@dataclass(frozen=True)
class Breath:
    """Paced breathing, for one of `minutes`."""

    id: str
    lead: Lead
    phases: tuple[BreathPhase, ...]
    minutes: tuple[int, ...]


@dataclass(frozen=True)
class WalkStep:
    id: str
    text: Rich
    hint: Rich


@dataclass(frozen=True)
class Walk:
    """Prompts, one after the other."""

    id: str
    lead: Lead
    steps: tuple[WalkStep, ...]


@dataclass(frozen=True)
class Noticed:
    """Something to tick about oneself."""

    id: str
    text: Rich


@dataclass(frozen=True)
class NoticedGroup:
    id: str
    title: str
    signs: tuple[Noticed, ...]


@dataclass(frozen=True)
class Check:
    """An unscored look at oneself; the same helplines whatever is ticked."""

    id: str
    lead: Lead
    groups: tuple[NoticedGroup, ...]
    plans: tuple[Noticed, ...]
    helplines: Helplines


@dataclass(frozen=True)
class MixTask:
    """An exercise: `total` ml from a stock of `strength` percent; `answer` in ml."""

    id: str
    text: Rich
    strength: float
    total: int
    answer: float


@dataclass(frozen=True)
class Mix:
    """A dilution: `table` gives stock in ml by strength (percent, rows) and total (ml, columns)."""

    id: str
    lead: Lead
    target: int
    limit: int
    over_limit: Rich
    strengths: tuple[float, ...]
    totals: tuple[int, ...]
    table: tuple[tuple[float, ...], ...]
    tasks: tuple[MixTask, ...]


@dataclass(frozen=True)
class Pointer:
    """What one might think of."""

    id: str
    text: Rich
    hint: Rich


@dataclass(frozen=True)
class Reflect:
    """A question without a mark; what is written stays on the device."""

    id: str
    lead: Lead
    prompt: Rich
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True)
class Aim:
    """An objective of a module, and where it is taught: a section's title and name."""

    id: str
    text: Rich
    title: str
    section: str


@dataclass(frozen=True)
class Form:
    """One of two parallel forms: questions in the order in which they are asked."""

    name: Literal["A", "B"]
    asks: tuple[Marked, ...]


@dataclass(frozen=True)
class Studied:
    """A question as the learner's own page knows it."""

    id: str
    revision: int
    name: str
    objective: str
    safety_critical: bool
    target: str


@dataclass(frozen=True)
class Sitting:
    """A test before and a test after, on two parallel forms of one module; `seed` is what they were drawn with.

    `bank` names all questions of the module: mastery rests on them, not on the test alone.
    """

    id: str
    module: str
    title: str
    seed: str
    aims: tuple[Aim, ...]
    forms: tuple[Form, Form]
    bank: tuple[Studied, ...]


@dataclass(frozen=True)
class Course:
    """A module as the learner's own page knows it: what is to be reached, and by which questions."""

    id: str
    title: str
    test: str
    """The name of its test's page, "" where it has none."""
    aims: tuple[Aim, ...]
    questions: tuple[Studied, ...]


@dataclass(frozen=True)
class Progress:
    """What the learner has done so far, module by module; the device knows, the page only has the names."""

    id: str
    courses: tuple[Course, ...]


Practice = Ask | Sort | Count | Write | Arrange | Story | Breath | Walk | Check | Mix | Reflect | Sitting | Progress
