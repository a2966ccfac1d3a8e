"""The question bank: a family of items told apart by `type`, and what is said after marking."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from outreach.records.base import Assessed, Id, Record, SomeWords, Words


class Option(Record):
    """An answer to choose, with the reason why it is right or wrong."""

    id: Id
    text: Words
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
    """An item with options: `single-choice` (one right) or `multiple-choice` (one or more)."""

    type: Literal["single-choice", "multiple-choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]

    @model_validator(mode="after")
    def _right_options(self) -> Question:
        right = sum(option.right for option in self.options)
        if right == 0:
            raise PydanticCustomError("outreach", "has no right option; set 'right: true' on the key")
        if self.type == "single-choice" and right > 1:
            raise PydanticCustomError(
                "outreach", f"is single-choice with {right} right options; keep one, or make it multiple-choice"
            )
        if self.type == "multiple-choice" and not self.feedback.partly:
            raise PydanticCustomError("outreach", "is multiple-choice without 'feedback.partly'; add it")
        return self

    @property
    def key(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.right)


class Ordering(Item):
    """An item that asks for the order of a procedure's steps; every order that breaks none of its rules is right."""

    type: Literal["order"]
    sequence: Id


ITEMS: dict[str, type[Record]] = {"single-choice": Question, "multiple-choice": Question, "order": Ordering}
"""The family, by its `type`."""
AnyItem = Question | Ordering
