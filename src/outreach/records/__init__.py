"""What content is: frozen records, checked by pydantic. Knows no files, no HTML, no language but the base one.

A record's words are marked as `Words`; nothing else in a record is translated. The library replaces them when it
joins a translation, so that every room after it sees plain records in one language.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from outreach.records.activity import (
    ACTIVITIES,
    Activity,
    AnyActivity,
    Breathing,
    CheckIn,
    Dilution,
    Reflection,
    WalkThrough,
)
from outreach.records.base import Record, Words, WordsMark
from outreach.records.guideline import DUTIES, FRAME, Clause, Duty, Edition, PracticeNow
from outreach.records.procedure import (
    Adaptation,
    AnyTime,
    Checklist,
    ChecklistItem,
    OwnItem,
    PausePoint,
    PrecedenceRule,
    Sequence,
    SequenceStep,
)
from outreach.records.question import (
    ITEMS,
    AcceptedForm,
    AnyItem,
    Item,
    ItemFeedback,
    KnownForm,
    KnownValue,
    Numeric,
    Option,
    Ordering,
    Part,
    Question,
    ShortText,
    Sorting,
    Target,
    TrueFalse,
    Unit,
)
from outreach.records.reference import Asked, Helpline, Phrase, Picture, Source, Synonyms, Term, Topic
from outreach.records.scenario import BEST, Ending, Scenario, Scene, SceneChoice
from outreach.records.training import LearningPath, Module, Objective, Section, Stage
from outreach.records.workshop import Debrief, Exercise, Line, Workshop
from outreach.records.workshop import Part as WorkshopPart

__all__ = [
    "ACTIVITIES",
    "BEST",
    "DUTIES",
    "FRAME",
    "ITEMS",
    "AcceptedForm",
    "Activity",
    "Adaptation",
    "AnyActivity",
    "AnyItem",
    "AnyTime",
    "Asked",
    "Breathing",
    "CheckIn",
    "Checklist",
    "ChecklistItem",
    "Clause",
    "Debrief",
    "Dilution",
    "Duty",
    "Edition",
    "Ending",
    "Exercise",
    "Helpline",
    "Item",
    "ItemFeedback",
    "KnownForm",
    "KnownValue",
    "LearningPath",
    "Line",
    "Module",
    "Numeric",
    "Objective",
    "Option",
    "Ordering",
    "OwnItem",
    "Part",
    "PausePoint",
    "Phrase",
    "Picture",
    "PracticeNow",
    "PrecedenceRule",
    "Question",
    "Record",
    "Reflection",
    "Scenario",
    "Scene",
    "SceneChoice",
    "Section",
    "Sequence",
    "SequenceStep",
    "ShortText",
    "Sorting",
    "Source",
    "Stage",
    "Synonyms",
    "Target",
    "Term",
    "Topic",
    "TrueFalse",
    "Unit",
    "WalkThrough",
    "Words",
    "WordsMark",
    "Workshop",
    "WorkshopPart",
    "schema",
]


def schema() -> dict[str, Any]:
    """JSON Schemas for editors, by the name of the kind of file: `question`, `checklist` … (JSON Schema 2020-12)."""
    kinds: tuple[type[Record], ...] = (
        Edition, Clause, Module, Section, LearningPath, Scenario, Sequence, Checklist, Source, Topic, Picture,
        Term, Helpline, Phrase, Synonyms, Asked, Adaptation, Workshop,
    )  # fmt: skip
    schemas = {kind.__name__.lower(): kind.model_json_schema() for kind in kinds}
    families: dict[str, TypeAdapter[Any]] = {
        "question": TypeAdapter(Annotated[AnyItem, Field(discriminator="type")]),
        "activity": TypeAdapter(Annotated[AnyActivity, Field(discriminator="type")]),
    }
    return {**schemas, **{name: family.json_schema() for name, family in families.items()}}
