"""How a test's options, steps and pairs are lettered on paper, and what letters in a cell mean.

The same seed letters alike on every machine and in every language. Knows the library, and no page.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from outreach.library import Library
from outreach.marking import Response, mark
from outreach.records import Item, Numeric, Ordering, Question, ShortText, Sorting, TrueFalse
from outreach.records import Sequence as Procedure

_BETWEEN = re.compile(r"[\s,;、，；./|→>-]+")
_PAIR = re.compile(r"([0-9]{1,2})[\s:=.–-]*([A-Z])")
_TRUE, _FALSE = (
    ("T", "TRUE", "YES", "✓", "√", "对", "是", "正确"),
    ("F", "FALSE", "NO", "✗", "×", "X", "错", "否", "不对"),
)


def scrambled(name: str, procedure: Procedure) -> tuple[str, ...]:
    """The steps out of order, the same at every build, and so that untouched they would be wrong."""
    steps = [step.id for step in procedure.steps]
    dice = random.Random(name)  # noqa: S311 - no secret: the same scramble every time is what is wanted
    for _ in range(100):
        dice.shuffle(steps)
        if any(rule.severity == "wrong" for rule in procedure.broken_rules(tuple(steps))):
            break
    return tuple(steps)


def lettered(item: Item, procedures: Mapping[str, Procedure], seed: str) -> tuple[str, ...]:
    """The ids that paper calls A, B, C …: options, steps, or what parts are matched with; () where words are written.

    Options keep their place where they are `fixed` or the item is not to be shuffled.
    """
    match item:
        case Question():
            names = [option.id for option in item.options]
            if not item.shuffle:
                return tuple(names)
            moving = [option.id for option in item.options if not option.fixed]
            random.Random(f"{seed}/{item.id}").shuffle(moving)  # noqa: S311 - as above
            left = iter(moving)
            return tuple(option.id if option.fixed else next(left) for option in item.options)
        case TrueFalse():
            return ("true", "false")
        case Ordering():
            return scrambled(item.id, procedures[item.sequence])
        case Sorting():
            names = [target.id for target in item.targets]
            if item.type == "match":
                # Each part has a target of its own, and they are written side by side.
                random.Random(f"{seed}/{item.id}").shuffle(names)  # noqa: S311 - as above
            return tuple(names)
        case _:
            return ()


def response(library: Library, item: Item, cell: str, seed: str) -> Response | None:
    """What a cell of a tally says, as the marking rule takes it; None for an empty one.

    Letters may be small, full-width, with commas or spaces between them. Raises ValueError for what the item can't
    have: a letter too many, a pair left out, no number.
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    if text in {"", "-", "–", "—", "/", "无"}:
        return None
    names = lettered(item, library.sequences, seed)
    match item:
        case TrueFalse() if text.upper() in _TRUE or text.upper() in _FALSE:
            found: Response = ["true" if text.upper() in _TRUE else "false"]
        case Question() | TrueFalse() | Ordering():
            found = _letters(text, names)
            if len(found) > 1 and item.type not in ("multiple-choice", "order"):
                raise ValueError(f"'{cell}' are several letters, and the question has one answer")
        case Sorting():
            found = _pairs(text, [part.id for part in item.parts], names)
        case Numeric():
            found = {"value": text, "unit": item.units[0].id}
        case _:
            found = text
    mark(item, found, library.sequences)
    return found


def letters_of(library: Library, item: Item, answer: Response, seed: str) -> str:
    """A response as it would be written into a cell: `B`, `ACD`, `1A 2C 3B`, `10 ml`, words."""
    names = lettered(item, library.sequences, seed)
    if isinstance(answer, str):
        return answer
    if isinstance(answer, Mapping):
        if isinstance(item, Sorting):
            places = [part.id for part in item.parts]
            return " ".join(f"{place}{_letter(names, answer[part])}" for place, part in enumerate(places, 1))
        return " ".join(part for part in (answer.get("value", ""), answer.get("unit", "")) if part)
    found = [_letter(names, one) for one in answer]
    return "".join(found if isinstance(item, Ordering) else sorted(found))


def key_of(library: Library, item: Item, seed: str) -> str:
    """The right answer as it would be written into a cell."""
    match item:
        case Question() | TrueFalse():
            return letters_of(library, item, sorted(item.key), seed)
        case Ordering():
            return letters_of(library, item, [step.id for step in library.sequences[item.sequence].steps], seed)
        case Sorting():
            return " ".join(
                f"{place}{_letter(lettered(item, library.sequences, seed), item.key[part.id])}"
                for place, part in enumerate(item.parts, 1)
            )
        case Numeric():
            return f"{item.value:g} {item.units[0].name}".strip()
        case ShortText():
            return item.accepted[0].text
        case _:
            raise TypeError(type(item).__name__)


def _letter(names: Sequence[str], name: str) -> str:
    return ascii_uppercase[names.index(name)]


def _letters(text: str, names: Sequence[str]) -> list[str]:
    plain = _BETWEEN.sub("", text).upper()
    known = ascii_uppercase[: len(names)]
    if wrong := [letter for letter in plain if letter not in known]:
        raise ValueError(f"'{text}' has '{wrong[0]}', and the question has {known[0]} to {known[-1]}")
    if len(set(plain)) < len(plain):
        raise ValueError(f"'{text}' has a letter twice")
    return [names[known.index(letter)] for letter in plain]


def _pairs(text: str, parts: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, letter in _PAIR.findall(text.upper()):
        place, target = int(number) - 1, ascii_uppercase.index(letter)
        if place not in range(len(parts)) or target not in range(len(names)):
            raise ValueError(f"'{number}{letter}' is no pair of this question")
        if parts[place] in found:
            raise ValueError(f"'{text}' pairs {number} twice")
        found[parts[place]] = names[target]
    if len(found) < len(parts):
        raise ValueError(f"'{text}' pairs {len(found)} of {len(parts)}; write them as 1A 2C …")
    return found
