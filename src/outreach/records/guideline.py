"""The guideline: its editions, and its clauses with everything that is known of each."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from outreach.records.base import ClauseNumber, Id, Record, SourceId, Words

Obliged = Literal["nobody", "orgs", "orgs+people", "orgs>people", "people", "people>public", "industry", "command"]
ClauseKind = Literal[
    "title", "heading", "purpose", "principle", "must", "must-not", "not-in-principle", "should", "encouraged",
    "statement",
]  # fmt: skip
ClauseStatus = Literal["durable", "durable-structure", "durable-idea", "part-historical", "historical", "context"]
DUTIES = ("must", "must-not", "not-in-principle", "should", "encouraged", "principle")
"""The kinds of clause that ask something of somebody."""
FRAME = ("title", "heading", "purpose")
"""The kinds that are the guideline's frame: they are records, and no clauses to be taught."""


class Duty(Record):
    """What a law makes compulsory today; `article` as `17(2)`: article 17, paragraph 2."""

    source: SourceId
    article: Annotated[str, StringConstraints(min_length=1)]
    id: Id
    says: Words


class PracticeNow(Record):
    """What is done today in place of the clause, since when (None: no fixed date), and by which sources."""

    text: Words
    since: date | None
    sources: tuple[SourceId, ...] = ()
    inference: bool = False


class Clause(Record):
    """One clause of an edition: the exact quote and everything that is known of it."""

    id: ClauseNumber
    quote: Words
    obliged: Obliged
    reading: bool
    kind: ClauseKind
    status: ClauseStatus
    duties: tuple[Duty, ...] = ()
    practice_now: PracticeNow | None = None
    topics: tuple[Id, ...] = ()
    note: Words = ""

    @model_validator(mode="after")
    def _historical_has_practice_now(self) -> Clause:
        if self.status not in ("durable", "context") and self.practice_now is None:
            raise PydanticCustomError(
                "outreach", f"status is '{self.status}' but there is no 'practice_now'; say what is done today"
            )
        return self

    @property
    def section(self) -> int:
        return int(self.id.split(".")[0])


class Edition(Record):
    """An edition of the guideline, without its clauses."""

    id: Id
    title: Words
    label: Words
    issuer: Words
    reported: date
    source: SourceId
    sections: tuple[Annotated[int, Field(ge=0)], ...]
