"""The waist: a page and its blocks. Frozen data that knows no content kind above and no output below.

Words inside a block are `Rich`: a tuple of spans. A link's target is a name (`section:ppe-protocol/doffing`,
`clause:gd-2022:4.7`, `source:WRHA`) or an `https:` address; outputs turn names into addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from outreach.page.blocks import (
    Card,
    Figure,
    Group,
    Heading,
    Helpline,
    Helplines,
    Items,
    Note,
    OwnSheet,
    Prose,
    Reference,
    References,
    Round,
    SignOff,
    Step,
    Steps,
    Table,
    Tick,
    Ticks,
    Tone,
)
from outreach.page.observing import Observe
from outreach.page.practice import (
    Aim,
    Breath,
    BreathPhase,
    Check,
    Course,
    Form,
    Lead,
    Mix,
    MixTask,
    Noticed,
    NoticedGroup,
    Pointer,
    Practice,
    Progress,
    Reflect,
    Sitting,
    Story,
    StoryEnding,
    StoryScene,
    Studied,
    Turn,
    Walk,
    WalkStep,
)
from outreach.page.questions import (
    Arrange,
    Ask,
    Before,
    Choice,
    Count,
    Goal,
    Marked,
    Measure,
    Mistake,
    Movable,
    Piece,
    Sort,
    Write,
)
from outreach.page.slides import Deck, Slide, Vote, VoteLine
from outreach.page.spans import Cite, Link, Rich, Span, Text, words

Block = (
    Heading
    | Prose
    | Items
    | Table
    | Figure
    | Note
    | Group
    | Steps
    | Ticks
    | SignOff
    | Round
    | OwnSheet
    | Observe
    | Card
    | References
    | Helplines
    | Practice
)

__all__ = [
    "Aim",
    "Arrange",
    "Ask",
    "Before",
    "Block",
    "Breath",
    "BreathPhase",
    "Card",
    "Check",
    "Choice",
    "Cite",
    "Count",
    "Course",
    "Deck",
    "Figure",
    "Form",
    "Goal",
    "Group",
    "Heading",
    "Helpline",
    "Helplines",
    "Items",
    "Lead",
    "Link",
    "Marked",
    "Measure",
    "Mistake",
    "Mix",
    "MixTask",
    "Movable",
    "Note",
    "Noticed",
    "NoticedGroup",
    "Observe",
    "OwnSheet",
    "Page",
    "Piece",
    "Place",
    "Pointer",
    "Practice",
    "Progress",
    "Prose",
    "Reference",
    "References",
    "Reflect",
    "Rich",
    "Round",
    "SignOff",
    "Sitting",
    "Slide",
    "Sort",
    "Span",
    "Step",
    "Steps",
    "Story",
    "StoryEnding",
    "StoryScene",
    "Studied",
    "Table",
    "Text",
    "Tick",
    "Ticks",
    "Tone",
    "Turn",
    "Vote",
    "VoteLine",
    "Walk",
    "WalkStep",
    "Write",
    "inside",
    "spans",
    "words",
]


@dataclass(frozen=True)
class Place:
    """Where the reader is: part n of m of something."""

    label: str
    part: int = 0
    of: int = 0


@dataclass(frozen=True)
class Page:
    """A page in one language. `id` is its name (`section:ppe-protocol/doffing`); `facts` are the quiet line.

    `minutes` is how long it takes to study, `checked` the day on which its content was last checked.
    """

    id: str
    language: str
    title: str
    blocks: tuple[Block, ...]
    place: Place | None = None
    facts: tuple[str, ...] = ()
    goal: Rich = ()
    description: str = ""
    badge: str = ""
    number: str = ""
    edition: str = ""
    remark: Rich = ()
    minutes: int = 0
    checked: date | None = None


def inside(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks, also those inside boxes, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Note | Group | Round):
            yield from inside(block.blocks)


def spans(block: Block) -> Iterator[Span]:
    """All spans of one block (not of the blocks inside it), in reading order."""
    if not isinstance(block, Note | Group | Round | OwnSheet):
        yield from _spans(block)


def _spans(value: Any) -> Iterator[Span]:
    if isinstance(value, Text | Link | Cite):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))
