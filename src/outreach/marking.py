"""How a response is marked. The rules of `elements/marked.js` and `outreach-scenario.js`, in Python."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Listed
from dataclasses import dataclass
from typing import Literal

from outreach.records import BEST, PrecedenceRule, Question, Scenario, Sequence

Outcome = Literal["right", "partly", "wrong"]


def outcome(question: Question, response: Iterable[str]) -> Outcome:
    """Whether the chosen option ids are exactly the key, share something with it, or neither.

    A question with one right option is never partly right. Raises ValueError for an option that it has not.
    """
    chosen = frozenset(response)
    if unknown := chosen - {option.id for option in question.options}:
        raise ValueError(f"{question.id} has no option {', '.join(sorted(unknown))}")
    if chosen == question.key:
        return "right"
    return "partly" if len(question.key) > 1 and chosen & question.key else "wrong"


def broken_rules(sequence: Sequence, response: Iterable[str]) -> tuple[PrecedenceRule, ...]:
    """The precedence rules that an order of all the steps breaks, weighty or not; none: it is right.

    Raises ValueError for an order that is not one of exactly these steps.
    """
    order = tuple(response)
    if sorted(order) != sorted(step.id for step in sequence.steps):
        raise ValueError(f"an order of {sequence.id} has each of its {len(sequence.steps)} steps once")
    return sequence.broken_rules(order)


def ordered(sequence: Sequence, response: Iterable[str]) -> Outcome:
    """Right if the order breaks no rule; a rule that only warns is said, and breaks nothing."""
    return "wrong" if any(rule.severity == "wrong" for rule in broken_rules(sequence, response)) else "right"


@dataclass(frozen=True)
class Way:
    """A way through a branching case: its points (of `Scenario.best`), its outcome, and where it ended."""

    points: int
    outcome: Outcome
    ending: str


def way(scenario: Scenario, response: Listed[str]) -> Way:
    """The way that the chosen ids, one a scene, lead: right if every choice was the best, wrong if it ends badly.

    Raises ValueError for a choice that its scene has not, and for a way that stops short of an ending or goes past it.
    """
    scenes = {scene.id: scene for scene in scenario.scenes}
    here, points, best = scenario.scenes[0].id, 0, True
    for step, chosen in enumerate(response):
        if here not in scenes:
            raise ValueError(f"{scenario.id} has ended at '{here}' after {step} choices; '{chosen}' is one too many")
        choice = next((choice for choice in scenes[here].choices if choice.id == chosen), None)
        if choice is None:
            raise ValueError(f"scene '{here}' of {scenario.id} has no choice '{chosen}'")
        points += choice.points
        best = best and choice.points == BEST
        here = choice.to
    ending = next((ending for ending in scenario.endings if ending.id == here), None)
    if ending is None:
        raise ValueError(f"{scenario.id} is not at an end after {len(response)} choices, but in scene '{here}'")
    return Way(points, "right" if best else "wrong" if ending.outcome == "bad" else "partly", ending.id)
