"""A page of the waist → pages of A4, through typst: prose, tables, boxes, charts, questions to be answered by hand.

Knows the waist and no content. Checklists are set by `sheet`, which makes each fit its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_uppercase
from typing import Any

import segno

from outreach.outputs.press import places, press
from outreach.outputs.sheet import REGIONS, Imprint, logo_data
from outreach.outputs.voice import Voice
from outreach.page import (
    Arrange,
    Ask,
    Block,
    Cite,
    Count,
    Figure,
    Group,
    Heading,
    Helplines,
    Items,
    Marked,
    Note,
    Page,
    Prose,
    References,
    Rich,
    SignOff,
    Sort,
    Steps,
    Table,
    Text,
    Write,
    words,
)

Json = dict[str, Any]
LETTERS = ascii_uppercase
"""What options, goals and steps are called on paper, in the order in which they stand."""


@dataclass(frozen=True)
class Setting:
    """How a document is set: `size` of its text in points, in how many `columns`, a `code` (an address) on top."""

    size: float = 10.5
    code: str = ""
    landscape: bool = False
    columns: int = 1


def pdf(page: Page, voice: Voice, imprint: Imprint, made: date, setting: Setting | None = None) -> bytes:
    """The page as a PDF, equal for equal arguments. Raises OutreachError for a character that the font has not."""
    return press("document.typ", data(page, voice, imprint, setting or Setting()), "pdf", made)[0]


def densest(page: Page, voice: Voice, imprint: Imprint, setting: Setting, sizes: Sequence[float]) -> Setting:
    """The setting with the first of `sizes` (from large to small) that takes as few pages as the smallest does."""
    settings = [replace(setting, size=size) for size in sizes]
    lengths = [places("document.typ", data(page, voice, imprint, one), "<end>")[0] for one in settings]
    return settings[lengths.index(lengths[-1])]


def pictures(
    page: Page, voice: Voice, imprint: Imprint, setting: Setting | None = None, ppi: float = 144
) -> list[bytes]:
    """The same as PNG pictures, one a page of paper. Raises OutreachError as `pdf` does."""
    return press("document.typ", data(page, voice, imprint, setting or Setting()), "png", ppi=ppi)


def data(page: Page, voice: Voice, imprint: Imprint, setting: Setting) -> Json:
    """What stands in the document, as JSON can carry it."""
    return {
        "lang": page.language,
        "region": REGIONS.get(page.language, ""),
        "title": page.title,
        "description": page.description,
        "organisation": imprint.organisation,
        "contact": imprint.contact,
        "logo": logo_data(imprint),
        "badge": page.badge,
        "facts": list(page.facts),
        "goal": _rich(page.goal, voice),
        "remark": _rich(page.remark, voice),
        "blocks": list(_blocks(page.blocks, voice)),
        "size": setting.size,
        "landscape": setting.landscape,
        "columns": setting.columns,
        "code": _code(setting.code) if setting.code else "",
        "code-alt": setting.code,
    }


def _code(text: str) -> str:
    return segno.make(text, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff")


def _blocks(found: Iterable[Block], voice: Voice) -> Iterable[Json]:
    for part in found:
        yield from _block(part, voice)


def _block(part: Block, voice: Voice) -> Iterable[Json]:
    match part:
        case Heading(text, _, level):
            yield {"is": "heading", "text": text, "level": level}
        case Prose(spans, quiet):
            yield {"is": "prose", "text": _rich(spans, voice), "quiet": quiet}
        case Items(items, ordered, _, first):
            shown = [_rich(item, voice) for item in items]
            yield {"is": "items", "items": shown, "ordered": ordered, "first": first}
        case Table():
            yield _table(part, voice)
        case Figure(svg, alt, caption):
            yield {"is": "figure", "picture": svg.replace("currentColor", "#000"), "alt": alt, "caption": caption}
        case Note(tone, label, inner, _):
            yield {"is": "note", "tone": tone, "label": label, "blocks": list(_blocks(inner, voice))}
        case Group(_, inner, label, _):
            # What is folded on a screen is open on paper; references say their label themselves.
            if label and not isinstance(inner[0], References):
                yield {"is": "heading", "text": label, "level": 3}
            yield from _blocks(inner, voice)
        case Steps():
            yield _steps(part, voice)
        case Helplines():
            lines = [[line.number, line.name, words(line.hours)] for line in part.lines]
            yield {"is": "helplines", "label": part.label, "lines": lines}
        case SignOff(fields):
            yield {"is": "fields", "names": list(fields)}
        case References(label, entries):
            yield {"is": "references", "label": label, "entries": [_rich(entry.rich, voice) for entry in entries]}
        case Marked():
            yield _question(part, voice)
        case _:
            raise TypeError(f"{type(part).__name__} is not for paper documents")


def _table(part: Table, voice: Voice) -> Json:
    cells = [[_rich(cell, voice) for cell in row] for row in part.rows]
    figures = [
        all(_numeric(words(row[column])) for row in part.rows) and bool(part.rows) and column > 0 and not part.shares
        for column in range(len(part.header))
    ]
    widths = [
        max([_width(words(part.header[column])) / 2, *(_width(words(row[column])) for row in part.rows)], default=1)
        for column in range(len(part.header))
    ]
    header = [_rich(cell, voice) for cell in part.header]
    return {"is": "table", "header": header, "rows": cells, "figures": figures, "widths": widths, "name": part.name} | {
        "shares": list(part.shares)
    }


def _numeric(text: str) -> bool:
    kept = text.strip(" %–-+−±.,()[]/~<>≥≤")
    return not kept or all(char.isdigit() or char in " %–-+−±.,()[]/:～~" for char in kept)


def _width(text: str) -> float:
    """About how wide words are, in Latin letters."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


def _steps(part: Steps, voice: Voice) -> Json:
    rows = [
        {
            "number": step.number,
            "action": _rich(step.action, voice),
            "why": _rich(step.why, voice),
            "stop": voice.say("stop-item") if step.stop else "",
            "picture": step.figure.svg.replace("currentColor", "#000") if step.figure else None,
            "alt": step.figure.alt if step.figure else "",
        }
        for step in part.steps
    ]
    return {
        "is": "steps",
        "title": part.title,
        "source": _rich(part.source, voice),
        "warning": part.warning,
        "rows": rows,
    }


# --- questions to be answered by hand ---


def _question(part: Marked, voice: Voice) -> Json:
    found = _ANSWERED[type(part)](part, voice)
    return {"is": "question", "number": part.number, "stem": _rich(part.stem, voice), "lines": [], "goals": []} | found


def _choices(part: Ask, voice: Voice) -> Json:
    several = part.type == "multiple-choice"
    lines = [
        {
            "letter": letter,
            "text": _rich(choice.text, voice),
            "picture": choice.figure.svg.replace("currentColor", "#000") if choice.figure else None,
            "alt": choice.figure.alt if choice.figure else "",
        }
        for letter, choice in zip(LETTERS, part.choices, strict=False)
    ]
    return {"lines": lines, "ask": voice.say("paper-several" if several else "paper-one"), "room": 1}


def _arrange(part: Arrange, voice: Voice) -> Json:
    texts = {step.id: step.text for step in part.steps}
    lines = [
        {"letter": letter, "text": _rich(texts[name], voice), "picture": None, "alt": ""}
        for letter, name in zip(LETTERS, part.start, strict=False)
    ]
    return {"lines": lines, "ask": voice.say("paper-order"), "room": 2}


def _sort(part: Sort, voice: Voice) -> Json:
    lines = [
        {"letter": str(number), "text": _rich(piece.text, voice), "picture": None, "alt": ""}
        for number, piece in enumerate(part.pieces, 1)
    ]
    goals = [
        {"letter": letter, "text": _rich(goal.text, voice)} for letter, goal in zip(LETTERS, part.goals, strict=False)
    ]
    return {"lines": lines, "goals": goals, "ask": voice.say("paper-pairs"), "room": 2}


def _count(part: Count, voice: Voice) -> Json:
    unit = part.units[0].name if part.units else ""
    return {"ask": voice.say("paper-number", unit=unit) if unit else voice.say("paper-number-alone"), "room": 2}


def _write(part: Write, voice: Voice) -> Json:
    return {"ask": voice.say("paper-words"), "room": 3}


_ANSWERED: dict[type[Marked], Callable[[Any, Voice], Json]] = {
    Ask: _choices,
    Arrange: _arrange,
    Sort: _sort,
    Count: _count,
    Write: _write,
}


def _rich(spans: Rich, voice: Voice) -> list[Json]:
    """Words as a template takes them; a citation is the number that the references at the end give it."""
    found: list[Json] = []
    for span in spans:
        if isinstance(span, Cite):
            marks = ", ".join(str(voice.numbers[name]) for name in span.ids if name in voice.numbers)
            if marks:
                found.append({"text": marks, "strong": False, "raised": True})
        else:
            found.append({"text": span.text, "strong": isinstance(span, Text) and span.strong, "raised": False})
    return found
