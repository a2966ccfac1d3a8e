"""A question → the block that asks it. One function a type, one line in the table."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from outreach.kinds.bibliography import basis
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Arrange, Ask, Before, Choice, Movable
from outreach.records import Item, Ordering, Question, Sequence


def ask(library: Library, item: Item, number: int = 0, total: int = 0) -> Ask | Arrange:
    """The item as question `number` of `total` on its page (0: it stands alone)."""
    return _BLOCKS[type(item)](library, item, {**_marked(library, item), "number": number, "total": total})


def _marked(library: Library, item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "revision": item.revision,
        "name": item.name,
        "stem": inline(item.stem),
        "hint": inline(item.hint),
        "right": inline(item.feedback.right),
        "wrong": inline(item.feedback.wrong),
        "partly": inline(item.feedback.partly) if item.feedback.partly else (),
        "basis": basis(library, item.sources, item.clauses),
        "safety_critical": item.safety_critical,
    }


def _choices(_library: Library, item: Question, marked: dict[str, Any]) -> Ask:
    choices = tuple(
        Choice(option.id, inline(option.text), option.right, inline(option.feedback), option.fixed)
        for option in item.options
    )
    return Ask(type=item.type, choices=choices, shuffle=item.shuffle, **marked)


def _order(library: Library, item: Ordering, marked: dict[str, Any]) -> Arrange:
    sequence = library.sequences[item.sequence]
    steps = tuple(Movable(step.id, inline(step.action), inline(step.why)) for step in sequence.steps)
    rules = tuple(Before(rule.id, rule.before, rule.after, inline(rule.why), rule.severity) for rule in sequence.rules)
    return Arrange(steps=steps, start=scrambled(item.id, sequence), rules=rules, **marked)


def scrambled(name: str, sequence: Sequence) -> tuple[str, ...]:
    """The steps out of order, the same at every build, and so that untouched they would be wrong."""
    steps = [step.id for step in sequence.steps]
    dice = random.Random(name)  # noqa: S311 - no secret: the same scramble every time is what is wanted
    for _ in range(100):
        dice.shuffle(steps)
        if any(rule.severity == "wrong" for rule in sequence.broken_rules(tuple(steps))):
            break
    return tuple(steps)


_BLOCKS: dict[type[Item], Callable[[Library, Any, dict[str, Any]], Ask | Arrange]] = {
    Question: _choices,
    Ordering: _order,
}
