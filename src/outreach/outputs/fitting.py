"""How large the words of a slide can be, and which lists go on on another one. Reckoned, not measured.

Lengths are CSS pixels of a slide of 1280 × 720.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from outreach.outputs.setting import ems
from outreach.page import Block, Helplines, Items, Prose, Reference, References, Rich, Slide, Steps, Vote, words

WIDTH, HEIGHT = 1152, 720
TOP, FOOT = 40, 52
"""Above the title, and below the words (where progress and number stand)."""
TITLES = (52, 44, 38)
SIZES = (44, 40, 36, 32, 30, 28)
LEADING = 1.4
CODE = 320
"""A QR code's side, and the gap beside it."""
GRID = 6
"""Steps with their pictures on one slide."""
ENTRIES = 20
"""Size of a source's words."""
_SPARE = 0.96


def fitted(slide: Slide, language: str) -> Iterator[tuple[Slide, int, int]]:
    """The slide, or the slides that its list takes, each with the size of its words and of its title."""
    asian = language == "zh"
    title = next((one for one in TITLES if _rows(slide.title, one, WIDTH, asian, bold=True) == 1), TITLES[-1])
    room = HEIGHT - TOP - FOOT - _rows(slide.title, title, WIDTH, asian, bold=True) * title * 1.25 - 20
    room -= 36 if slide.label else 0
    width = WIDTH - (CODE + 40 if slide.code else 0)
    if any(isinstance(block, Steps) for block in slide.blocks):
        yield from ((part, SIZES[-1], title) for part in _by_steps(slide))
        return
    if any(isinstance(block, References) for block in slide.blocks):
        yield from ((part, ENTRIES, title) for part in _by_entries(slide, room * _SPARE, asian))
        return
    for size in SIZES:
        if _height(slide.blocks, size, width, asian) <= room * _SPARE:
            yield slide, size, title
            return
    if any(isinstance(block, Vote) and block.open for block in slide.blocks):
        yield from ((part, SIZES[-1], title) for part in _by_answer(slide))
        return
    if len(slide.blocks) == 1 and isinstance(alone := slide.blocks[0], Items):
        size, parts = _evenly(alone, room * _SPARE, width, asian)
        yield from ((replace(slide, blocks=(part,)), size, title) for part in parts)
        return
    size = SIZES[-2] if any(isinstance(block, Items) for block in slide.blocks) else SIZES[-1]
    yield from ((part, size, title) for part in _by_lines(slide, room * _SPARE, size, width, asian))


def _evenly(block: Items, room: float, width: float, asian: bool) -> tuple[int, list[Items]]:
    """A list on as few slides as can be, about as many lines on each, and as large as those slides let it be."""
    for slides in range(1, len(block.items) + 1):
        each = ceil(len(block.items) / slides)
        parts = [
            replace(block, items=block.items[start : start + each], first=start + 1)
            for start in range(0, len(block.items), each)
        ]
        for size in SIZES:
            if all(_block(part, size, width, asian) <= room for part in parts):
                return size, parts
    return SIZES[-1], [replace(block, items=(item,), first=place) for place, item in enumerate(block.items, 1)]


def _rows(text: str, size: float, width: float, asian: bool, bold: bool = False) -> int:
    """How many lines words take."""
    return max(1, ceil(ems(text, bold, asian) * size * (1.04 if asian else 0.95) / width))


def _item(spans: Rich, size: int, width: float, asian: bool) -> float:
    return _rows(words(spans), size, width - 1.4 * size, asian) * size * LEADING + 0.45 * size


def _block(block: Block | Vote, size: int, width: float, asian: bool) -> float:
    match block:
        case Items(items):
            return sum(_item(item, size, width, asian) for item in items)
        case Prose(spans):
            return _rows(words(spans), size, width, asian) * size * LEADING + 0.6 * size
        case Helplines():
            called = (f"{line.number}  {words(line.what)}" for line in block.lines)
            return 60 + 28 * LEADING + sum(_rows(line, 28, width - 60, asian) * 28 * LEADING + 6 for line in called)
        case Vote():
            return _vote(block, size, width, asian)
        case _:
            return HEIGHT


def _vote(vote: Vote, size: int, width: float, asian: bool) -> float:
    pictured = any(line.figure for line in vote.lines)
    lines = 300.0 if pictured else sum(_item(line.text, size, width - size, asian) + 13 for line in vote.lines)
    if not vote.open:
        return lines + _rows(words(vote.stem), size, width, asian, bold=True) * size * LEADING + 0.8 * size
    reason = _rows(f"{vote.answer}{words(vote.why)}", size, width - 40, asian) * size * LEADING + 40
    return lines + reason + (_rows(words(vote.basis), 22, width, asian) * 22 * LEADING + 10 if vote.basis else 0)


def _height(blocks: tuple[Block | Vote, ...], size: int, width: float, asian: bool) -> float:
    return sum(_block(block, size, width, asian) for block in blocks)


def _by_lines(slide: Slide, room: float, size: int, width: float, asian: bool) -> Iterator[Slide]:
    """The blocks in order, a list broken between its lines; its numbers go on."""
    here: list[Block | Vote] = []
    left = room
    for block in slide.blocks:
        if not isinstance(block, Items):
            needed = _block(block, size, width, asian)
            if here and needed > left:
                yield replace(slide, blocks=tuple(here))
                here, left = [], room
            here.append(block)
            left -= needed
            continue
        kept: list[Rich] = []
        first = 1
        for place, item in enumerate(block.items, 1):
            needed = _item(item, size, width, asian)
            if needed > left and (here or kept):
                if kept:
                    here.append(replace(block, items=tuple(kept), first=first))
                yield replace(slide, blocks=tuple(here))
                here, kept, left, first = [], [], room, place
            kept.append(item)
            left -= needed
        here.append(replace(block, items=tuple(kept), first=first))
    if here:
        yield replace(slide, blocks=tuple(here))


def _by_answer(slide: Slide) -> Iterator[Slide]:
    """An answer whose reasons are long: what is right, and then why."""
    for block in slide.blocks:
        if isinstance(block, Vote):
            yield replace(slide, blocks=(replace(block, why=(), basis=()),))
            yield replace(slide, blocks=(replace(block, lines=()),))


def _by_steps(slide: Slide) -> Iterator[Slide]:
    """A procedure a few pictures at a time, as evenly as can be."""
    for block in slide.blocks:
        if isinstance(block, Steps):
            slides = ceil(len(block.steps) / GRID)
            each = ceil(len(block.steps) / slides)
            for start in range(0, len(block.steps), each):
                yield replace(slide, blocks=(replace(block, steps=block.steps[start : start + each]),))


def _by_entries(slide: Slide, room: float, asian: bool) -> Iterator[Slide]:
    """The sources a slide at a time."""
    for block in slide.blocks:
        if not isinstance(block, References):
            continue
        kept: list[Reference] = []
        left = room
        for entry in block.entries:
            needed = _rows(words(entry.rich), ENTRIES, WIDTH - 60, asian) * ENTRIES * LEADING + 8
            if needed > left and kept:
                yield replace(slide, blocks=(replace(block, entries=tuple(kept)),))
                kept, left = [], room
            kept.append(entry)
            left -= needed
        yield replace(slide, blocks=(replace(block, entries=tuple(kept)),))
