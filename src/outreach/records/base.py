"""The base of all records, and the small words they share: ids, references, words that are translated."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class WordsMark:
    """Marks a field as words that a translation replaces."""


Words = Annotated[str, WordsMark()]
SomeWords = Annotated[Words, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]
SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=64)]
ClauseRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*:[0-9]+\.[0-9]+$")]
SectionRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$")]
ClauseNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+$")]
Revision = Annotated[int, Field(ge=1)]

Role = Literal["community-volunteer", "hotline-counsellor", "home-visitor", "coordinator", "trainer"]
Audience = Literal["everyone", "trained-staff"]
Difficulty = Literal["basic", "apply", "judge"]
Teaches = Literal["durable", "practice-now", "guideline-2022"]
"""Of what an item teaches: whether it lasts, is practice now, or asks for the text of April 2022."""


class Record(BaseModel):
    """The base of all records: frozen, no unknown fields, nothing converted silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class Assessed(Record):
    """What an item of the bank and a branching case have in common: what they assess, on which grounds, how hard."""

    id: Id
    revision: Revision
    objective: Id
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()
    difficulty: Difficulty
    safety_critical: bool
    status: Teaches
