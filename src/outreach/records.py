"""What content is: frozen records, checked by pydantic. Knows no files, no HTML, no language but the base one.

A record's words are marked as `Words`; nothing else in a record is translated. The library replaces them when it
joins a translation, so that every room after it sees plain records in one language.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError


class WordsMark:
    """Marks a field as words that a translation replaces."""


Words = Annotated[str, WordsMark()]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]
SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$", max_length=64)]
ClauseRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*:[0-9]+\.[0-9]+$")]
ClauseNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+$")]
Revision = Annotated[int, Field(ge=1)]

Role = Literal["community-volunteer", "hotline-counsellor", "home-visitor", "coordinator", "trainer"]
Obliged = Literal["nobody", "orgs", "orgs+people", "orgs>people", "people", "people>public", "industry", "command"]
ClauseKind = Literal[
    "title", "heading", "purpose", "principle", "must", "must-not", "not-in-principle", "should", "encouraged",
    "statement",
]  # fmt: skip
ClauseStatus = Literal["durable", "durable-structure", "durable-idea", "part-historical", "historical", "context"]
DUTIES = ("must", "must-not", "not-in-principle", "should", "encouraged", "principle")
"""The kinds of clause that ask something of somebody."""
Audience = Literal["everyone", "trained-staff"]


class Record(BaseModel):
    """The base of all records: frozen, no unknown fields, nothing converted silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


# --- the guideline ---------------------------------------------------------------------------------------------


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


# --- a module --------------------------------------------------------------------------------------------------


class Objective(Record):
    """What a learner can do afterwards; its questions show whether they can."""

    id: Id
    text: Words
    clauses: tuple[ClauseRef, ...] = ()


class Module(Record):
    """A training module: its map. The prose of each section is a `Section`."""

    id: Id
    revision: Revision
    title: Words
    summary: Words
    checked: date
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1)]
    sections: Annotated[tuple[Id, ...], Field(min_length=1)]
    checklists: tuple[Id, ...] = ()


class Section(Record):
    """A section of a module; `minutes` of study; `body` in the declared markup."""

    id: Id
    title: Words
    goal: Words
    minutes: Annotated[int, Field(ge=1, le=60)]
    objectives: Annotated[tuple[Id, ...], Field(min_length=1)]
    clauses: tuple[ClauseRef, ...] = ()
    body: Words


# --- questions -------------------------------------------------------------------------------------------------


class Option(Record):
    """An answer to choose, with the reason why it is right or wrong."""

    id: Id
    text: Words
    right: bool
    feedback: Annotated[Words, StringConstraints(min_length=1)]
    fixed: bool = False


class ItemFeedback(Record):
    """What is said below the options after marking."""

    right: Words
    wrong: Words
    partly: Words = ""


class Question(Record):
    """An item of the question bank; single choice or multiple choice."""

    id: Id
    revision: Revision
    type: Literal["single-choice", "multiple-choice"]
    name: Annotated[Words, StringConstraints(max_length=200)]
    objective: Id
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()
    difficulty: Literal["basic", "apply", "judge"]
    safety_critical: bool
    status: Literal["durable", "practice-now", "guideline-2022"]
    stem: Annotated[Words, StringConstraints(min_length=1)]
    hint: Annotated[Words, StringConstraints(min_length=1)]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    feedback: ItemFeedback
    points: Annotated[float, Field(gt=0, strict=False)] = 1.0
    partial: Literal["all-or-none", "by-part"] = "all-or-none"
    shuffle: bool = True

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


# --- procedures and checklists ---------------------------------------------------------------------------------


class SequenceStep(Record):
    """A step of a procedure: the action, and one line how and why."""

    id: Id
    action: Annotated[Words, StringConstraints(min_length=1)]
    why: Words = ""
    picture: Id | None = None
    stop: bool = False
    sources: tuple[SourceId, ...] = ()


class PrecedenceRule(Record):
    """Each step of `before` comes before each step of `after`; `warn` is said but not marked wrong."""

    id: Id
    before: Annotated[tuple[Id, ...], Field(min_length=1)]
    after: Annotated[tuple[Id, ...], Field(min_length=1)]
    why: Annotated[Words, StringConstraints(min_length=1)]
    sources: tuple[SourceId, ...] = ()
    severity: Literal["wrong", "warn"] = "wrong"


class Sequence(Record):
    """An ordered procedure: one canonical order, and the rules that every safe order keeps."""

    id: Id
    revision: Revision
    title: Words
    protocol: Words
    audience: Audience = "everyone"
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()
    steps: Annotated[tuple[SequenceStep, ...], Field(min_length=2)]
    rules: tuple[PrecedenceRule, ...] = ()

    def broken_rules(self, order: tuple[str, ...]) -> tuple[PrecedenceRule, ...]:
        """The rules that `order` (step ids, all of them or some) breaks, in the sequence's own order."""
        place = {step: index for index, step in enumerate(order)}
        return tuple(
            rule
            for rule in self.rules
            if any(
                place[first] > place[later]
                for first in rule.before
                for later in rule.after
                if first in place and later in place
            )
        )


class ChecklistItem(Record):
    """A line to tick; a stop item (不满足即停) means: not met, do not go on."""

    id: Id
    text: Annotated[Words, StringConstraints(min_length=1)]
    stop: bool = False
    communication: bool = False
    picture: Id | None = None
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()


class PausePoint(Record):
    """The moment at which the checklist is read, and its items."""

    id: Id
    title: Words
    items: Annotated[tuple[ChecklistItem, ...], Field(min_length=1)]


class AnyTime(Record):
    """What to do whenever it happens; stands in a box beside the items."""

    id: Id
    text: Annotated[Words, StringConstraints(min_length=1)]
    sources: tuple[SourceId, ...] = ()


class Checklist(Record):
    """A checklist for screen and paper."""

    id: Id
    number: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9]{2}(-[A-Z])?$")]
    revision: Revision
    title: Words
    type: Literal["read-do", "do-confirm"]
    audience: Audience = "everyone"
    when: Words
    checked: date
    clauses: tuple[ClauseRef, ...] = ()
    sources: tuple[SourceId, ...] = ()
    sequence: Id | None = None
    pauses: Annotated[tuple[PausePoint, ...], Field(min_length=1)]
    anytime: tuple[AnyTime, ...] = ()
    anytime_first: bool = False
    """Whether the "at any time" box is read before the items: emergencies come before everything else."""
    sign_off: tuple[Literal["operator", "observer", "lead", "date-time"], ...] = ("operator", "date-time")
    remark: Words = ""

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        return tuple(item for pause in self.pauses for item in pause.items)


# --- reference data --------------------------------------------------------------------------------------------


class Source(Record):
    """An entry of the bibliography; grade A official page seen, B faithful repost, C summary, D title page only."""

    id: SourceId
    title: Words
    issuer: Words
    date: str = ""
    address: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    grade: Literal["A", "B", "C", "D"]
    kind: Literal["law", "official", "guidance", "research", "press", "secondary"]


class Topic(Record):
    """What clauses are about; a closed list."""

    id: Id
    label: Words


class Picture(Record):
    """A drawing made for this project; `alt` says what is seen and meant."""

    id: Id
    alt: Annotated[Words, StringConstraints(min_length=1)]


class Term(Record):
    """An entry of the glossary: the term, how the Chinese is read (pinyin with tones), and what it means here."""

    id: Id
    term: Annotated[Words, StringConstraints(min_length=1)]
    pinyin: Annotated[str, StringConstraints(min_length=1)]
    definition: Annotated[Words, StringConstraints(min_length=1)]
    sources: tuple[SourceId, ...] = ()


class Phrase(Record):
    """One of the site's own words; `{name}` in it is filled in by the code that shows it. Spaces around it count."""

    model_config = ConfigDict(str_strip_whitespace=False)

    id: Id
    text: Annotated[Words, StringConstraints(min_length=1)]


AnyRecord = (
    Edition | Clause | Module | Section | Question | Sequence | Checklist | Source | Topic | Picture | Term | Phrase
)


def schema() -> dict[str, Any]:
    """JSON Schemas for editors, by the name of the kind of file: `question`, `checklist` … (JSON Schema 2020-12)."""
    kinds: tuple[type[Record], ...] = (
        Edition, Clause, Module, Section, Question, Sequence, Checklist, Source, Topic, Picture, Term, Phrase,
    )  # fmt: skip
    return {kind.__name__.lower(): kind.model_json_schema() for kind in kinds}
