"""Blocks that show: words, tables, boxes, drawings, procedures, lines to tick, cards, references."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from outreach.page.spans import Rich

if TYPE_CHECKING:
    from outreach.page import Block, Page

Tone = Literal["guideline", "now", "danger", "care", "differs", "historical", "info"]


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
    """A list; `anchors` name its items, each by its place, where links lead to them.

    `first` is the number with which an ordered one begins.
    """

    items: tuple[Rich, ...]
    ordered: bool = False
    anchors: tuple[str, ...] = ()
    first: int = 1


@dataclass(frozen=True)
class Table:
    """A table; `shares` of the width for its columns where paper is to be written on, else each output reckons them."""

    header: tuple[Rich, ...]
    rows: tuple[tuple[Rich, ...], ...]
    name: str = ""
    shares: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A drawing: SVG text without size, and its alternative in the page's language ("" where it repeats the words)."""

    svg: str
    alt: str
    caption: str = ""


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
class Tick:
    id: str
    number: int
    text: Rich
    stop: bool = False
    figure: Figure | None = None
    own: bool = False
    """Whether an organisation added it."""


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
class Round:
    """A checklist to go through on screen: `blocks` hold its items, `roles` (id and words) those who sign.

    `id` is the checklist's, `revision` that of its words; `sheet` is the page as it is without anything for a screen.
    """

    id: str
    revision: int
    roles: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    sheet: Page


@dataclass(frozen=True)
class OwnSheet:
    """A checklist that an organisation makes its own in the browser; `id` and `sheet` as in `Round`."""

    id: str
    sheet: Page


@dataclass(frozen=True)
class Card:
    """A way on to another page or file.

    `picture` is a small picture of it (a target), `files` are downloads that belong to it: their names and targets.
    """

    title: str
    text: Rich
    target: str
    badge: str = ""
    file: str = ""
    picture: str = ""
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Reference:
    id: str
    rich: Rich


@dataclass(frozen=True)
class References:
    """The sources of a page, numbered in the order in which they are first cited."""

    label: str
    entries: tuple[Reference, ...]


@dataclass(frozen=True)
class Helpline:
    """A telephone number for help, with what it is for, when it answers and since when."""

    number: str
    name: str
    what: Rich
    hours: Rich
    since: Rich


@dataclass(frozen=True)
class Helplines:
    """Numbers to call; `short` in the few lines that stand on every page of a module, else in full."""

    label: str
    lines: tuple[Helpline, ...]
    short: bool = False
