"""How a response is marked. The rules of `elements/marked.js` and `outreach-scenario.js`, in Python.

A response is what the elements hand over: a list of ids (options, or steps in their order), a mapping (part → target;
`value` and `unit` of a number), or a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Sequence as Listed
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import opencc

from outreach.records import (
    BEST,
    Item,
    Numeric,
    Ordering,
    PrecedenceRule,
    Question,
    Scenario,
    Sequence,
    ShortText,
    Sorting,
    TrueFalse,
)

Outcome = Literal["right", "partly", "wrong"]
Response = Listed[str] | Mapping[str, str] | str

_SPACE = re.compile("[\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]")
_END_MARKS = "。、.,!?;:\"'“”‘’「」『』《》()"
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_DECIMAL = re.compile(r"[0-9]+([.,][0-9]+)?")
_AMOUNT = re.compile(r"([+-]?)([0-9.,]+)(.*)", re.DOTALL)
CLOSE = 1e-9
"""What binary fractions may be off by, as a share of the value."""


@dataclass(frozen=True)
class Mark:
    """The outcome of one response, and the share of the item's points that it earns (0 to 1)."""

    outcome: Outcome
    share: float


def mark(item: Item, response: Response, sequences: Mapping[str, Sequence]) -> Mark:
    """The mark of a response to an item; `sequences` are the procedures that orderings name.

    Raises ValueError for a response that the item cannot have: an unknown id, a part left out, no number.
    """
    return _RULES[type(item)](item, response, sequences)


def outcome(question: Question | TrueFalse, response: Iterable[str]) -> Outcome:
    """Whether the chosen option ids are exactly the key, share something with it, or neither.

    A question with one right option is never partly right. Raises ValueError for an option that it has not.
    """
    return _choice(question, tuple(response), {}).outcome


def _choice(item: Question | TrueFalse, response: Response, _sequences: Mapping[str, Sequence]) -> Mark:
    known = {"true", "false"} if isinstance(item, TrueFalse) else {option.id for option in item.options}
    chosen = frozenset(_listed(item, response))
    if unknown := chosen - known:
        raise ValueError(f"{item.id} has no option {', '.join(sorted(unknown))}")
    hits = len(chosen & item.key)
    return _share(item, hits, len(chosen) - hits, len(item.key))


def _order(item: Ordering, response: Response, sequences: Mapping[str, Sequence]) -> Mark:
    found = ordered(sequences[item.sequence], _listed(item, response))
    return Mark(found, float(found == "right"))


def _sort(item: Sorting, response: Response, _sequences: Mapping[str, Sequence]) -> Mark:
    if not isinstance(response, Mapping):
        raise ValueError(f"a response to {item.id} is a target for each part, not {type(response).__name__}")
    if response.keys() != item.key.keys():
        raise ValueError(f"a response to {item.id} has each of its {len(item.key)} parts once")
    if unknown := set(response.values()) - {target.id for target in item.targets}:
        raise ValueError(f"{item.id} has no target {', '.join(sorted(unknown))}")
    hits = sum(item.key[part] == target for part, target in response.items())
    return _share(item, hits, 0, len(item.key))


def _number(item: Numeric, response: Response, _sequences: Mapping[str, Sequence]) -> Mark:
    found = value_of(item, response)
    right = abs(found - item.value) <= item.margin + CLOSE * max(1.0, abs(item.value))
    return Mark("right", 1.0) if right else Mark("wrong", 0.0)


def _text(item: ShortText, response: Response, _sequences: Mapping[str, Sequence]) -> Mark:
    if not isinstance(response, str):
        raise ValueError(f"a response to {item.id} is a text, not {type(response).__name__}")
    fold = fold_of(item)
    right = plain(response, fold) in {plain(form.text, fold) for form in item.accepted}
    return Mark("right", 1.0) if right else Mark("wrong", 0.0)


def _share(item: Item, hits: int, misses: int, whole: int) -> Mark:
    if hits == whole and misses == 0:
        return Mark("right", 1.0)
    share = max(0, hits - misses) / whole if item.partial == "by-part" else 0.0
    return Mark("partly" if hits > 0 and whole > 1 else "wrong", share)


def _listed(item: Item, response: Response) -> Listed[str]:
    if isinstance(response, str | Mapping):
        raise ValueError(f"a response to {item.id} is a list of ids, not {type(response).__name__}")
    return response


# --- numbers and words as people type them ---------------------------------------------------------------------


def value_of(item: Numeric, response: Response) -> float:
    """A typed number in the item's own unit: full-width digits, a comma for the point or between thousands, a unit.

    `response` is `{"value": "1,5 升", "unit": "ml"}`; a unit typed behind the number goes before the chosen one.
    Raises ValueError for what is no number in one of the item's units.
    """
    if not isinstance(response, Mapping) or response.keys() != {"value", "unit"}:
        raise ValueError(f"a response to {item.id} is a mapping of 'value' and 'unit'")
    units = {unit.id: unit for unit in item.units}
    typed = _AMOUNT.fullmatch(_typed(response["value"]).replace("。", "."))
    if response["unit"] not in units or typed is None:
        raise ValueError(f"'{response['value']}' {response['unit']} is no number in a unit of {item.id}")
    sign, digits, behind = typed[1], typed[2].removesuffix("."), typed[3]
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    elif not _DECIMAL.fullmatch(digits):
        raise ValueError(f"'{response['value']}' is no number")
    unit = units[response["unit"]]
    if behind:
        named = [one for one in item.units if behind in {_typed(form) for form in one.forms}]
        if not named:
            raise ValueError(f"'{behind}' is no unit of {item.id}")
        unit = named[0]
    return float(sign + digits.replace(",", ".")) * unit.factor


def plain(text: str, fold: Mapping[str, str]) -> str:
    """A short answer without what makes no difference: width, case, spaces, marks at its ends, traditional forms."""
    return "".join(fold.get(char, char) for char in _typed(text)).strip(_END_MARKS)


def _typed(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


def fold_of(item: ShortText) -> dict[str, str]:
    """The traditional characters (and other variants) of those that the item's forms are written with."""
    forms = [form.text for form in item.accepted] + [form.text for form in item.mistakes]
    used = {char for form in forms for char in _typed(form)}
    return {variant: char for variant, char in _simplified().items() if char in used and variant not in used}


@cache
def _simplified() -> dict[str, str]:
    """Every character that OpenCC writes otherwise in Simplified Chinese, with what it writes."""
    han = [chr(code) for code in range(0x3400, 0xA000)]
    written = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {before: after for before, after in zip(han, written, strict=True) if before != after}


# --- orders and ways -------------------------------------------------------------------------------------------


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


_RULES: dict[type[Item], Callable[[Any, Response, Mapping[str, Sequence]], Mark]] = {
    Question: _choice,
    TrueFalse: _choice,
    Ordering: _order,
    Sorting: _sort,
    Numeric: _number,
    ShortText: _text,
}
