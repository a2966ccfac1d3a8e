"""Blocks that one does something with: questions, branching cases, activities. Each can be shown alone by its `id`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from outreach.page.blocks import Helplines
from outreach.page.spans import Rich


@dataclass(frozen=True)
class Choice:
    id: str
    text: Rich
    right: bool
    feedback: Rich
    fixed: bool = False


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
    number: int = 0
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class Ask(Marked):
    """A question with options."""

    type: Literal["single-choice", "multiple-choice"]
    choices: tuple[Choice, ...]
    shuffle: bool = True


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


Practice = Ask | Arrange | Story | Breath | Walk | Check | Mix
