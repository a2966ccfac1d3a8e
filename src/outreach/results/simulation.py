"""A room that never was: slips drawn from learners and items whose truth is known. For examples and for tests.

Two-parameter logistic learners (Birnbaum 1968) with guessing: P(right) = g + (1 − g) / (1 + exp(−a (θ + gain − b))).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outreach.forms import draw
from outreach.library import Library
from outreach.records import Item, Numeric, Ordering, Question, Sorting, TrueFalse
from outreach.slips import Slip, SlipAnswer

Numbers = NDArray[np.float64]
_HARDNESS = {"basic": -0.8, "apply": 0.0, "judge": 0.7}


@dataclass(frozen=True)
class Truth:
    """What a simulation was drawn with: an item's difficulty `b`, discrimination `a` and chance `g`; the gain."""

    items: tuple[str, ...]
    difficulty: Numbers
    discrimination: Numbers
    guess: Numbers
    gain: float

    def chance(self, ability: Numbers) -> Numbers:
        """The probability of a right answer: a row an ability, a column an item."""
        exponent = -self.discrimination * (np.asarray(ability, float)[:, None] - self.difficulty)
        found: Numbers = self.guess + (1 - self.guess) / (1 + np.exp(exponent))
        return found


@dataclass(frozen=True)
class Room:
    """How many there are, in which groups, what they gain, and which share sits both tests."""

    people: int
    groups: Sequence[str] = ("",)
    gain: float = 1.2
    both: float = 0.9
    seed: int = 1


def truth(library: Library, names: Sequence[str], gain: float, seed: int) -> Truth:
    """Items as hard as their difficulty says, give or take; each tells learners apart more or less well."""
    dice = np.random.default_rng(seed)
    found = [library.questions[name] for name in names]
    hard = np.array([_HARDNESS[item.difficulty] for item in found]) + dice.normal(0, 0.5, len(found))
    apart = dice.uniform(0.7, 1.8, len(found))
    return Truth(tuple(names), hard, apart, np.array([_guess(item) for item in found]), gain)


def _guess(item: Item) -> float:
    match item:
        case TrueFalse():
            return 0.5
        case Question() if len(item.key) == 1:
            return 1 / len(item.options)
        case _:
            return 0.02


def simulate(library: Library, module: str, room: Room, form_seed: str = "site") -> Iterator[tuple[str, Slip]]:
    """The slips of a room with the group of each: form A before, form B after."""
    drawn = draw(library, module, form_seed)
    dice = np.random.default_rng(room.seed)
    chance = random.Random(room.seed)  # noqa: S311 - a simulation
    ability = dice.normal(0, 1, room.people)
    for test, form, names, gain in (("before", "A", drawn.a, 0.0), ("after", "B", drawn.b, room.gain)):
        known = truth(library, names, room.gain, room.seed)
        right = dice.random((room.people, len(names))) < known.chance(ability + gain)
        sits = dice.random(room.people) < (1.0 if test == "before" else room.both)
        found = [library.questions[name] for name in names]
        for person in np.flatnonzero(sits):
            answers = tuple(
                SlipAnswer(
                    item=item.id,
                    revision=item.revision,
                    response=response_of(library, item, bool(right[person, place]), chance),
                    sure=_sure(bool(right[person, place]), chance),
                )
                for place, item in enumerate(found)
            )
            yield (
                room.groups[int(person) % len(room.groups)],
                Slip(
                    module=module,
                    test="before" if test == "before" else "after",
                    form="A" if form == "A" else "B",
                    seed=form_seed,
                    language=library.language,
                    day="2026-11-27",
                    name=f"V{person + 1}",
                    answers=answers,
                ),
            )


def _sure(right: bool, chance: random.Random) -> int:
    return chance.choices((1, 2, 3), (1, 3, 6) if right else (4, 4, 2))[0]


def response_of(library: Library, item: Item, right: bool, chance: random.Random) -> list[str] | dict[str, str] | str:
    """A right or a wrong response to an item; of the wrong ones the first listed are the likeliest."""
    match item:
        case TrueFalse():
            return ["true" if item.answer == right else "false"]
        case Question():
            if right:
                return sorted(item.key)
            wrong = [option.id for option in item.options if not option.right]
            picked = chance.choices(wrong, [2.0**-place for place in range(len(wrong))])[0]
            return [picked] if len(item.key) == 1 else sorted({picked, *sorted(item.key)[:1]})
        case Ordering():
            procedure = library.sequences[item.sequence]
            steps = [step.id for step in procedure.steps]
            while not right and not any(rule.severity == "wrong" for rule in procedure.broken_rules(tuple(steps))):
                one, other = chance.sample(range(len(steps)), 2)
                steps[one], steps[other] = steps[other], steps[one]
            return steps
        case Sorting():
            found = dict(item.key)
            if not right:
                part = chance.choice(list(found))
                found[part] = chance.choice([target.id for target in item.targets if target.id != found[part]])
            return found
        case Numeric():
            value = item.value if right else item.value * chance.choice((2, 10, 0.5))
            return {"value": f"{value:g}", "unit": item.units[0].id}
        case _:
            return item.accepted[0].text if right else "?"  # type: ignore[attr-defined]
