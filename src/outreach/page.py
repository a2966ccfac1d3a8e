"""The waist: a page and its blocks. Frozen data that knows no content kind above and no output below.

Words inside a block are `Rich`: a tuple of spans. A link's target is a name (`section:ppe-protocol/doffing`,
`clause:gd-2022:4.7`, `source:WRHA`) or an `https:` address; outputs turn names into addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# --- spans -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Link:
    text: str
    target: str


@dataclass(frozen=True)
class Cite:
    """A mark in the text that points to its sources and clauses (ids)."""

    ids: tuple[str, ...]


Span = Text | Link | Cite
Rich = tuple[Span, ...]
Tone = Literal["guideline", "now", "danger", "care", "differs", "historical", "info"]

# --- blocks ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    text: str
    anchor: str
    level: int = 2


@dataclass(frozen=True)
class Prose:
    rich: Rich
    quiet: bool = False


@dataclass(frozen=True)
class Items:
    items: tuple[Rich, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    header: tuple[Rich, ...]
    rows: tuple[tuple[Rich, ...], ...]
    name: str = ""


@dataclass(frozen=True)
class Figure:
    """A drawing: SVG text without size, and its alternative in the page's language ("" where it repeats the words)."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Note:
    """A box with a meaning; its label says the meaning in words, never the colour alone."""

    tone: Tone
    label: str
    blocks: tuple[Block, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Group:
    """Blocks that stand together: a `pair` is a quote above and practice now below; `fold` is closed at first."""

    role: Literal["pair", "fold"]
    blocks: tuple[Block, ...]
    label: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Step:
    id: str
    number: int
    action: Rich
    why: Rich
    stop: bool = False
    figure: Figure | None = None


@dataclass(frozen=True)
class Steps:
    """An ordered procedure; `title` names it, `source` says whose order it is."""

    id: str
    title: str
    source: Rich
    steps: tuple[Step, ...]
    warning: str = ""


@dataclass(frozen=True)
class Choice:
    id: str
    text: Rich
    right: bool
    feedback: Rich
    fixed: bool = False


@dataclass(frozen=True)
class Ask:
    """A question with everything a page needs to ask it, mark it and explain it."""

    id: str
    revision: int
    type: Literal["single-choice", "multiple-choice"]
    name: str
    stem: Rich
    choices: tuple[Choice, ...]
    hint: Rich
    right: Rich
    wrong: Rich
    partly: Rich
    basis: Rich
    safety_critical: bool
    shuffle: bool = True
    number: int = 0
    total: int = 0


@dataclass(frozen=True)
class Tick:
    id: str
    number: int
    text: Rich
    stop: bool = False
    figure: Figure | None = None


@dataclass(frozen=True)
class Ticks:
    """The items of one pause point."""

    id: str
    title: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class SignOff:
    """The lines at the foot of a sheet: who, and when."""

    fields: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """A way on to another page or file."""

    title: str
    text: Rich
    target: str
    badge: str = ""
    file: str = ""


@dataclass(frozen=True)
class Reference:
    id: str
    rich: Rich


@dataclass(frozen=True)
class References:
    """The sources of a page, numbered in the order in which they are first cited."""

    label: str
    entries: tuple[Reference, ...]


Block = (
    Heading | Prose | Items | Table | Figure | Note | Group | Steps | Ask | Ticks | SignOff | Card | References
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where the reader is: part n of m of something."""

    label: str
    part: int = 0
    of: int = 0


@dataclass(frozen=True)
class Page:
    """A page in one language. `id` is its name (`section:ppe-protocol/doffing`); `facts` are the quiet line."""

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


def inside(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks, also those inside boxes, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Note | Group):
            yield from inside(block.blocks)


def spans(block: Block) -> Iterator[Span]:
    """All spans of one block (not of the blocks inside it), in reading order."""
    match block:
        case Prose():
            yield from block.rich
        case Items():
            for item in block.items:
                yield from item
        case Table():
            for row in (block.header, *block.rows):
                for cell in row:
                    yield from cell
        case Steps():
            yield from block.source
            for step in block.steps:
                yield from step.action
                yield from step.why
        case Ticks():
            for tick in block.ticks:
                yield from tick.text
        case Ask():
            yield from block.stem
            for choice in block.choices:
                yield from choice.text
                yield from choice.feedback
            for rich in (block.hint, block.right, block.wrong, block.partly, block.basis):
                yield from rich
        case Card():
            yield from block.text
        case References():
            for entry in block.entries:
                yield from entry.rich
        case _:
            pass


def words(rich: Rich) -> str:
    """The plain words of a run of spans, without its citations."""
    return "".join(span.text for span in rich if not isinstance(span, Cite))
