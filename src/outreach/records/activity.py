"""Activities: something to do on a page, never marked and never kept. A family of records told apart by `type`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from outreach.records.base import ClauseRef, Id, Record, Revision, SomeWords, SourceId, Words

Percent = Annotated[float, Field(gt=0, le=100, strict=False)]
Millilitres = Annotated[int, Field(gt=0, le=1_000_000)]
MilligramsPerLitre = Annotated[int, Field(gt=0, le=1_000_000)]


class Activity(Record):
    """What all activities have: what it is for, when to stop, and how it ends."""

    id: Id
    revision: Revision
    title: SomeWords
    intro: SomeWords
    caution: SomeWords
    close: SomeWords
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()


class Phase(Record):
    """A part of one round of breathing."""

    id: Id
    text: SomeWords
    seconds: Annotated[int, Field(ge=1, le=20)]


class Breathing(Activity):
    """Paced breathing: rounds of phases for as many minutes as are chosen."""

    type: Literal["breathing"]
    phases: Annotated[tuple[Phase, ...], Field(min_length=2)]
    minutes: Annotated[tuple[Annotated[int, Field(ge=1, le=15)], ...], Field(min_length=1)]


class Prompt(Record):
    """One thing to do now, and a hint how."""

    id: Id
    text: SomeWords
    hint: Words = ""


class WalkThrough(Activity):
    """Prompts, one after the other, at one's own pace."""

    type: Literal["walk-through"]
    steps: Annotated[tuple[Prompt, ...], Field(min_length=2)]


class Sign(Record):
    """Something one may notice in oneself, or may choose to do."""

    id: Id
    text: SomeWords


class SignGroup(Record):
    """Signs of one kind."""

    id: Id
    title: SomeWords
    signs: Annotated[tuple[Sign, ...], Field(min_length=1)]


class CheckIn(Activity):
    """An unscored look at oneself. Whatever is ticked, the same helplines stand at the end."""

    type: Literal["check-in"]
    groups: Annotated[tuple[SignGroup, ...], Field(min_length=1)]
    plans: Annotated[tuple[Sign, ...], Field(min_length=1)]
    helplines: Annotated[tuple[Id, ...], Field(min_length=1)]


class DilutionTask(Record):
    """An exercise: so much of the target strength (`total` ml) from a stock of `strength` percent."""

    id: Id
    text: SomeWords
    strength: Percent
    total: Millilitres


class Dilution(Activity):
    """A disinfectant to mix: stock in ml = target in mg/L × total in ml ÷ stock in mg/L.

    One percent available chlorine is 10 000 mg/L. A target above `limit` is refused with `over_limit`.
    """

    type: Literal["dilution"]
    target: MilligramsPerLitre
    limit: MilligramsPerLitre
    over_limit: SomeWords
    strengths: Annotated[tuple[Percent, ...], Field(min_length=1)]
    totals: Annotated[tuple[Millilitres, ...], Field(min_length=1)]
    tasks: tuple[DilutionTask, ...] = ()

    @model_validator(mode="after")
    def _target_within_limit(self) -> Dilution:
        if self.target > self.limit:
            raise PydanticCustomError("outreach", f"target {self.target} is above the limit {self.limit}; lower it")
        return self


class Reflection(Activity):
    """A question without a mark: what is written stays on the device; `pointers` say what one might think of."""

    type: Literal["reflection"]
    prompt: SomeWords
    pointers: Annotated[tuple[Prompt, ...], Field(min_length=1)]


ACTIVITIES: dict[str, type[Record]] = {
    "breathing": Breathing,
    "walk-through": WalkThrough,
    "check-in": CheckIn,
    "dilution": Dilution,
    "reflection": Reflection,
}
"""The family, by its `type`."""
AnyActivity = Breathing | WalkThrough | CheckIn | Dilution | Reflection
