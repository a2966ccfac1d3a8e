"""Slides for a room: what stands on each, and what only the one who speaks sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outreach.page.blocks import Figure, Reference
from outreach.page.spans import Rich

if TYPE_CHECKING:
    from outreach.page import Block


@dataclass(frozen=True)
class VoteLine:
    """Something to choose, by its letter (or its number, where it is to be sorted)."""

    letter: str
    text: Rich
    right: bool = False
    figure: Figure | None = None


@dataclass(frozen=True)
class Vote:
    """A question to a room: `stem`, what there is to choose, and once it is `open` the answer, why, and who says so."""

    stem: Rich
    lines: tuple[VoteLine, ...]
    answer: str
    why: Rich
    basis: Rich
    open: bool = False


@dataclass(frozen=True)
class Slide:
    """One slide, or as many as its list needs; `label` says what kind of thing it is, `notes` are the speaker's.

    `code` is an address shown as a QR code; `stepwise` shows a list line by line; `opening` is the first of all.
    """

    id: str
    title: str
    blocks: tuple[Block | Vote, ...]
    notes: tuple[Block, ...]
    label: str = ""
    code: str = ""
    stepwise: bool = False
    opening: bool = False


@dataclass(frozen=True)
class Deck:
    """The slides of one event in one language; `references` are what they cite, in the order of the numbers."""

    language: str
    title: str
    slides: tuple[Slide, ...]
    references: tuple[Reference, ...]
