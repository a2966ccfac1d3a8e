"""Questions: what each asks, its key, and the reason for every answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from outreach.page.blocks import Figure
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
