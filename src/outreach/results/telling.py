"""Figures and responses in words. Knows items, no table."""

from __future__ import annotations

import textwrap
from math import isnan

from outreach.library import Library
from outreach.markup import inline
from outreach.outputs.press import glyphs
from outreach.page import words
from outreach.records import Item, Ordering, Question, ShortText, Sorting, TrueFalse

GETA = "〓"
LINE = 17
"""Han characters in a line of a chart's label."""


def said(library: Library, item: Item, response: str) -> str:
    """A response in the words of its item."""
    if not response:
        return "–"
    match item:
        case TrueFalse():
            return library.say(f"statement-{response}")
        case Question():
            texts = {option.id: words(inline(option.text)) for option in item.options}
            return " + ".join(texts.get(name, name) for name in response.split("+"))
        case Sorting():
            parts = {part.id: words(inline(part.text)) for part in item.parts}
            goals = {target.id: words(inline(target.text)) for target in item.targets}
            wrong = [pair.split("=", 1) for pair in response.split(";")]
            told = (f"{parts[a]} → {goals[b]}" for a, b in wrong if a in parts and item.key[a] != b and b in goals)
            return "; ".join(told) or response
        case ShortText():
            return printable(response.removeprefix(":"))
        case Ordering():
            return response.replace("+", " → ")
        case _:
            found = dict(pair.split("=", 1) for pair in response.split(";") if "=" in pair)
            return " ".join(part for part in (found.get("value", response), found.get("unit", "")) if part)


def printable(text: str) -> str:
    """Words that somebody typed, on one line; a character that no font of ours has is a geta mark, as printers do."""
    return "".join(char if ord(char) in glyphs() else GETA for char in " ".join(text.split()))


def options(item: Question | TrueFalse) -> tuple[str, ...]:
    """What can be chosen alone; () where several are right."""
    if isinstance(item, TrueFalse):
        return ("true", "false")
    return tuple(option.id for option in item.options) if len(item.key) == 1 else ()


def named(library: Library, name: str) -> str:
    """An item by its id and its plain name."""
    return f"{name} {library.questions[name].name}"


def percent(share: float) -> str:
    """A share (0 to 1) in whole percent; a dash where there is none."""
    return "–" if isnan(share) else f"{100 * share:.0f}%"


def with_bounds(estimate: float, low: float, high: float) -> str:
    """A share in percent with its interval in brackets, where it has one."""
    if isnan(low):
        return percent(estimate)
    return f"{100 * estimate:.0f}% [{100 * low:.0f}, {100 * high:.0f}]"


def wrapped(label: str) -> str:
    """A label in lines that leave the chart its room: between words, or between Han characters."""
    if label.isascii():
        return textwrap.fill(label, 2 * LINE)
    lines, width = [""], 0.0
    for char in label:
        size = 1.0 if ord(char) > 0x2E80 else 0.55
        if width + size > LINE and char not in "，。；、：）”":
            lines.append("")
            width = 0.0
        lines[-1] += char
        width += size
    return "\n".join(lines)
