"""How generously a sheet is set where somebody else's program sets it: Word, a browser. Knows what `sheet` prints.

They can't be asked how much room words take, and have fonts of their own; so it is reckoned, rather too much than too
little. Lengths are in mm, sizes of type in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from outreach.outputs.sheet import FITS, Fit

WIDTH, HEIGHT = 174, 269
"""Between the margins of an A4 page."""
CODE, LOGO = 24, (30, 20)
NUMBER, AROUND_TICK, BETWEEN_SIGNS, BESIDE = 10, 9.5, 6, 8
SIGN_OFF, BOX_PADDING, GAP, PAUSE = 9, 2.2, 2.6, 3
GUTTER = 3
"""Between what is to be done and its picture."""
LABEL = 3
"""Characters' width that a label's frame takes, with one to spare for other fonts."""
_POINT = 25.4 / 72
_NARROW, _WIDE = "iljtfrI.,:;'|!()[] -", "mwMWGOQ@%—"
_SPARE = 0.93
"""How much of each page but the only one can be filled: rows are not broken."""


def ems(text: str, bold: bool = False, asian: bool = False) -> float:
    """How wide words are, in widths of a Han character; quotation marks and arrows are as wide where `asian`."""
    full = "WFA" if asian else "WF"
    plain = sum(1.0 if east_asian_width(char) in full else _latin(char) for char in text)
    return plain * 1.06 if bold else plain


def _latin(char: str) -> float:
    if char in _NARROW:
        return 0.31
    if char in _WIDE:
        return 0.86
    return 0.68 if char.isupper() else 0.56


def lines(width: float, size: float, room: float) -> int:
    """How many lines words of that width (in ems) take."""
    return max(1, ceil(width * size * _POINT / room))


def said(spans: Iterable[Mapping[str, Any]] | str | None) -> str:
    """The words of spans, or of nothing."""
    return spans if isinstance(spans, str) else "".join(span["text"] for span in spans or ())


def head_width(found: Mapping[str, Any]) -> float:
    """What the code, and a logo, leave to the words at the head of a sheet."""
    return WIDTH - CODE - BESIDE - (LOGO[0] + 5 if found.get("logo") else 0)


def action_width(found: Mapping[str, Any], fit: Fit) -> float:
    """How wide the column of what is to be done is, its gutter with it."""
    return WIDTH - NUMBER - fit.tick - AROUND_TICK - (fit.picture + 1 if found["pictured"] else 0)


def words_width(found: Mapping[str, Any], fit: Fit) -> float:
    """How wide the words in that column can be."""
    return action_width(found, fit) - GUTTER


def title_size(found: Mapping[str, Any], fit: Fit) -> float:
    """As large as fits one line, down to six tenths; then the title is broken."""
    wide = ems(found["title"], bold=True, asian=found["lang"] == "zh") * _POINT
    return max(0.6 * fit.title, min(fit.title, head_width(found) / max(wide, 0.01)))


def breaks(words: str, label: str, size: float, label_size: float, room: float, asian: bool, bold: bool) -> bool:
    """Whether a label behind these words would be broken at the end of their last line."""
    wide = ems(words, bold, asian) * size * _POINT
    needed = (ems(label, True, asian) + LABEL) * label_size * _POINT
    left = room * lines(wide / size / _POINT, size, room) - wide
    return needed > left


def settled(found: Mapping[str, Any], line: float) -> Fit:
    """The most generous of a sheet's fits that keeps it on the fewest pages; `line` is a line's height in ems."""
    for pages in range(1, 9):
        room = HEIGHT if pages == 1 else HEIGHT * pages * _SPARE
        for group in FITS["standard"]:
            for fit in group:
                if height(found, fit, line) <= room:
                    return fit
    return FITS["standard"][-1][-1]


def height(found: Mapping[str, Any], fit: Fit, line: float) -> float:
    """What the whole sheet takes."""
    asian = "zh" in (found["lang"], found.get("also-lang"))

    def block(words: Any, size: float, room: float, bold: bool = False) -> float:
        text = said(words)
        return lines(ems(text, bold, asian), size, room) * size * line * _POINT if text else 0

    facts, text, aside = fit.small * 1.1, fit.small * 1.3, head_width(found)
    title = title_size(found, fit)
    head = sum(
        (
            block("　".join(found["owner"]), facts, aside),
            block("　".join(found["facts"]) + found["badge"] + "　" * LABEL, facts, aside),
            block(found["title"], title, aside, True) + 2.2,
            block(found.get("also-title"), fit.title * 0.56, aside),
            block(found["when"], text, aside),
            block(found.get("also-when"), text * 0.86, aside),
        )
    )
    boxes = 0.0
    for warning in found["warnings"]:
        boxes += 2 * BOX_PADDING + block(warning["label"], text, WIDTH - 8, True) + GAP
        boxes += sum(block(words, text, WIDTH - 8) for words in (*warning.get("lines", ()), warning.get("also")))
    if found["anytime"]:
        boxes += 2 * BOX_PADDING + block(found["anytime-label"], fit.box, WIDTH - 8, True) + GAP
        boxes += sum(block(one["text"], fit.box, WIDTH - 8) for one in found["anytime"])
        boxes += sum(block(one.get("also"), fit.box * 0.88, WIDTH - 8) for one in found["anytime"])
    rows = 0.0
    for pause in found["pauses"]:
        rows += block("x", fit.small, 100) + 0.4
        if len(found["pauses"]) > 1:
            rows += PAUSE + 0.6 + block(pause["title"], fit.small * 1.35, WIDTH)
        for item in pause["items"]:
            label = "　" * 7 if item["stop"] or item.get("own") else ""
            words = said(item["text"]) + label
            text_height = block(words, fit.size, words_width(found, fit), item["stop"])
            text_height += block(item.get("why"), fit.also, words_width(found, fit))
            text_height += block(item.get("also"), fit.also, words_width(found, fit))
            tall = max(text_height, fit.picture if item["picture"] else 0) + 2 * fit.padding
            rows += max(tall, fit.tick * 1.4) + 0.2
    foot = SIGN_OFF + 2 * facts * line * _POINT + 2
    foot += block(found["remark"], fit.small, WIDTH) + block(found["sources"], fit.small, WIDTH)
    foot += block(found.get("also-remark"), fit.small, WIDTH)
    return max(head, CODE) + 3.5 + boxes + rows + foot
