"""Blocks that one does something with: questions, branching cases, activities. Each can be shown alone by its `id`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from outreach.page.blocks import Figure, Helplines
from outreach.page.spans import Rich


@dataclass(frozen=True)
class Choice:
    """An option; with a `figure` it is chosen by what it shows."""

    id: str
    text: Rich
    right: bool
    feedback: Rich
    fixed: bool = False
    figure: Figure | None = None


@dataclass(frozen=True, kw_only=True)
class Marked:
    """What every question needs to be asked, marked and explained; `number` of `total` on its page (0: alone)."""

    id: str
    revision: int
    name: str
    stem: Rich
    hint: Rich
    right: Rich
    wrong: Rich
    partly: Rich
    basis: Rich
    safety_critical: bool
    objective: str
    by_part: bool = False
    number: int = 0
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class Ask(Marked):
    """A question with options."""

    type: Literal["single-choice", "multiple-choice", "picture-choice", "true-false"]
    choices: tuple[Choice, ...]
    shuffle: bool = True


@dataclass(frozen=True)
class Goal:
    """What a part is matched with, or the category that it belongs to."""

    id: str
    text: Rich


@dataclass(frozen=True)
class Piece:
    """Something to match or to sort, the goal it belongs to, and why."""

    id: str
    text: Rich
    to: str
    feedback: Rich


@dataclass(frozen=True, kw_only=True)
class Sort(Marked):
    """Pieces to match (each has a goal of its own) or to sort into categories."""

    type: Literal["match", "categorise"]
    goals: tuple[Goal, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Measure:
    """A unit: how it is called, how it may be typed, and what a number in it is multiplied by."""

    id: str
    name: str
    forms: tuple[str, ...]
    factor: float


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that has a reason: a number, or words as they are compared."""

    id: str
    answer: float | str
    feedback: Rich


@dataclass(frozen=True, kw_only=True)
class Count(Marked):
    """A number to work out: right within `margin` of `value`, both in the first of `units`."""

    value: float
    margin: float
    units: tuple[Measure, ...]
    mistakes: tuple[Mistake, ...]
    solution: Rich


@dataclass(frozen=True, kw_only=True)
class Write(Marked):
    """A few words to write: `accepted` and `mistakes` as they are compared, `fold` from each variant of a character."""

    accepted: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    fold: tuple[tuple[str, str], ...]
    shown: str
    solution: Rich


@dataclass(frozen=True)
class Movable:
    """A step to be put in its place."""

    id: str
    text: Rich
    why: Rich


@dataclass(frozen=True)
class Before:
    """A precedence rule: each of `before` comes before each of `after`, and why."""

    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    why: Rich
    severity: Literal["wrong", "warn"]


@dataclass(frozen=True, kw_only=True)
class Arrange(Marked):
    """Steps to put in order: `start` is how they stand at first, `steps` one order that breaks no rule."""

    steps: tuple[Movable, ...]
    start: tuple[str, ...]
    rules: tuple[Before, ...]


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
