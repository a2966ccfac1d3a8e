"""Two parallel forms of a module's test, drawn from its bank by objective and difficulty. Knows the library.

The same seed draws the same forms, on every machine and in every language.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

from outreach.faults import OutreachError, meant
from outreach.library import Library
from outreach.records import Item

SIZE = 12
"""Items of one form, unless there are more objectives than that."""
_HARDNESS = {"basic": 0, "apply": 1, "judge": 2}


@dataclass(frozen=True)
class Forms:
    """Two forms of equal length: item ids in the order in which they are asked. No item stands in both."""

    module: str
    seed: str
    a: tuple[str, ...]
    b: tuple[str, ...]


def draw(
    library: Library, module: str, seed: str, size: int = SIZE, objectives: Collection[str] | None = None
) -> Forms:
    """Forms A and B of a module: a pair of like items for each objective, then more pairs up to `size` a form.

    Of each pair one item goes into A and one into B: of the same difficulty, and both safety-critical or neither,
    wherever the bank has such a pair. An objective with fewer than two items is left out; `objectives` narrows the
    draw to some of the module's. Raises OutreachError for a module that is not there.
    """
    if module not in library.modules:
        raise OutreachError(f"there is no module '{module}'; {meant(module, library.modules, 'see its name')}")
    dice = random.Random(f"{module}/{seed}")  # noqa: S311 - no secret: the same draw every time is what is wanted
    bank = library.bank(module)
    left = {
        objective.id: [item for item in bank if item.objective == objective.id]
        for objective in library.modules[module].objectives
        if objectives is None or objective.id in objectives
    }
    order = list(left)
    dice.shuffle(order)
    pairs: list[tuple[Item, Item]] = []
    while wanting := [name for name in order if len(left[name]) > 1]:
        # Each objective once, and then again the ones on which safety hangs.
        if pairs:
            wanting.sort(key=lambda name: -sum(item.safety_critical for item in left[name]))
        for name in wanting if not pairs else wanting[: max(0, size - len(pairs))]:
            pair = _likest(left[name], dice)
            pairs.append(pair)
            left[name] = [item for item in left[name] if item not in pair]
        if len(pairs) >= size:
            break
    return Forms(module, seed, *_dealt(pairs, dice))


def _likest(items: list[Item], dice: random.Random) -> tuple[Item, Item]:
    """Two items that ask as alike as the bank has them; by chance among those that are equally alike."""
    pairs = list(combinations(items, 2))
    dice.shuffle(pairs)
    return min(pairs, key=lambda pair: _unlikeness(*pair))


def _unlikeness(one: Item, other: Item) -> tuple[int, bool, bool]:
    apart = abs(_HARDNESS[one.difficulty] - _HARDNESS[other.difficulty])
    return apart, one.safety_critical != other.safety_critical, one.type != other.type


def _dealt(pairs: list[tuple[Item, Item]], dice: random.Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """One of each pair to each form, so that neither form grows harder than the other."""
    a: list[str] = []
    b: list[str] = []
    ahead = 0
    for one, other in pairs:
        if dice.random() < 0.5:
            one, other = other, one  # noqa: PLW2901 - the pair turned round
        apart = _HARDNESS[one.difficulty] - _HARDNESS[other.difficulty]
        if abs(ahead + apart) > abs(ahead - apart):
            one, other, apart = other, one, -apart  # noqa: PLW2901
        ahead += apart
        a.append(one.id)
        b.append(other.id)
    return tuple(a), tuple(b)
