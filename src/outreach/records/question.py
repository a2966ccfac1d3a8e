"""The question bank: a family of items told apart by `type`, and what is said after marking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from outreach.records.base import Assessed, Id, Record, SomeWords, Words


class Option(Record):
    """An answer to choose, in words or as a picture, with the reason why it is right or wrong."""

    id: Id
    text: Words = ""
    picture: Id | None = None
    right: bool
    feedback: SomeWords
    fixed: bool = False


class ItemFeedback(Record):
    """What is said below the options after marking."""

    right: Words
    wrong: Words
    partly: Words = ""


class Item(Assessed):
    """What every item of the bank carries, whatever its type."""

    type: str
    name: Annotated[Words, StringConstraints(max_length=200)]
    stem: SomeWords
    hint: SomeWords
    feedback: ItemFeedback
    points: Annotated[float, Field(gt=0, strict=False)] = 1.0
    partial: Literal["all-or-none", "by-part"] = "all-or-none"
    shuffle: bool = True


class Question(Item):
    """An item with options: `single-choice`, `picture-choice` (one right) or `multiple-choice` (one or more)."""

    type: Literal["single-choice", "multiple-choice", "picture-choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]

    @model_validator(mode="after")
    def _right_options(self) -> Question:
        right = sum(option.right for option in self.options)
        if right == 0:
            raise PydanticCustomError("outreach", "has no right option; set 'right: true' on the key")
        if self.type != "multiple-choice" and right > 1:
            raise PydanticCustomError(
                "outreach", f"is {self.type} with {right} right options; keep one, or make it multiple-choice"
            )
        if self.type == "multiple-choice" and not self.feedback.partly:
            raise PydanticCustomError("outreach", "is multiple-choice without 'feedback.partly'; add it")
        for option in self.options:
            if self.type == "picture-choice" and option.picture is None:
                raise PydanticCustomError(
                    "outreach", f"is picture-choice, but option '{option.id}' has no picture; add one"
                )
            if not option.text and option.picture is None:
                raise PydanticCustomError("outreach", f"option '{option.id}' has neither text nor picture; add one")
        return self

    @property
    def key(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.right)


class TrueFalse(Item):
    """A statement that is `true` or `false`. Who takes it for what it is not reads the `refutation`, and at once."""

    type: Literal["true-false"]
    answer: bool
    reason: SomeWords
    refutation: SomeWords

    @property
    def key(self) -> frozenset[str]:
        return frozenset({"true" if self.answer else "false"})


class Ordering(Item):
    """An item that asks for the order of a procedure's steps; every order that breaks none of its rules is right."""

    type: Literal["order"]
    sequence: Id


class Target(Record):
    """What something is matched with, or the category that it belongs to."""

    id: Id
    text: SomeWords


class Part(Record):
    """Something to match or to sort, the target it belongs to, and why."""

    id: Id
    text: SomeWords
    to: Id
    feedback: SomeWords


class Sorting(Item):
    """`match`: each part has a target of its own, and some targets may be over; `categorise`: parts share targets."""

    type: Literal["match", "categorise"]
    targets: Annotated[tuple[Target, ...], Field(min_length=2, max_length=8)]
    parts: Annotated[tuple[Part, ...], Field(min_length=2, max_length=8)]

    @model_validator(mode="after")
    def _each_part_has_its_target(self) -> Sorting:
        known = {target.id for target in self.targets}
        for part in self.parts:
            if part.to not in known:
                raise PydanticCustomError(
                    "outreach", f"part '{part.id}' goes to '{part.to}', which is not a target; add it or correct it"
                )
        used = [part.to for part in self.parts]
        if self.type == "match" and len(set(used)) < len(used):
            twice = next(name for name in used if used.count(name) > 1)
            raise PydanticCustomError("outreach", f"matches '{twice}' twice; give each part its own, or categorise")
        if not self.feedback.partly:
            raise PydanticCustomError("outreach", f"is {self.type} without 'feedback.partly'; add it")
        return self

    @property
    def key(self) -> Mapping[str, str]:
        """The target of each part."""
        return {part.id: part.to for part in self.parts}


class Unit(Record):
    """A unit that an answer may be given in: `factor` × a number in it is the number in the item's own unit.

    `forms` are the ways in which it is typed behind a number, the same in every language.
    """

    id: Id
    name: SomeWords
    forms: tuple[str, ...] = ()
    factor: Annotated[float, Field(gt=0, strict=False)] = 1.0


class KnownValue(Record):
    """A wrong number that has a reason: what was confused, and why it is wrong."""

    id: Id
    value: Annotated[float, Field(strict=False)]
    feedback: SomeWords


class Numeric(Item):
    """A number to work out, in one of `units` (the first is the item's own), right within `tolerance`.

    The tolerance is `absolute`, in the item's own unit, or `relative`, a share of the value.
    """

    type: Literal["number"]
    value: Annotated[float, Field(strict=False)]
    tolerance: Annotated[float, Field(ge=0, strict=False)] = 0.0
    measured: Literal["absolute", "relative"] = "absolute"
    units: Annotated[tuple[Unit, ...], Field(min_length=1)]
    mistakes: tuple[KnownValue, ...] = ()
    solution: SomeWords
    """How one gets there; stands with the answer."""

    @property
    def margin(self) -> float:
        """How far from the value is still right, in the item's own unit."""
        return self.tolerance if self.measured == "absolute" else abs(self.value) * self.tolerance

    @model_validator(mode="after")
    def _mistakes_are_wrong(self) -> Numeric:
        if self.units[0].factor != 1:
            raise PydanticCustomError("outreach", "measures in its first unit; give that unit the factor 1")
        for mistake in self.mistakes:
            if abs(mistake.value - self.value) <= self.margin:
                raise PydanticCustomError("outreach", f"mistake '{mistake.id}' is within the tolerance; correct it")
        return self


class AcceptedForm(Record):
    """A form of a short answer that is right."""

    id: Id
    text: SomeWords


class KnownForm(Record):
    """A wrong short answer that has a reason."""

    id: Id
    text: SomeWords
    feedback: SomeWords


class ShortText(Item):
    """A few words to write. Width, case, spaces, end marks and traditional characters make no difference."""

    type: Literal["short-text"]
    accepted: Annotated[tuple[AcceptedForm, ...], Field(min_length=1)]
    mistakes: tuple[KnownForm, ...] = ()
    solution: SomeWords


AnyItem = Question | TrueFalse | Ordering | Sorting | Numeric | ShortText
ITEMS: dict[str, type[Record]] = {
    "single-choice": Question,
    "multiple-choice": Question,
    "picture-choice": Question,
    "true-false": TrueFalse,
    "order": Ordering,
    "match": Sorting,
    "categorise": Sorting,
    "number": Numeric,
    "short-text": ShortText,
}
"""The family, by its `type`."""
