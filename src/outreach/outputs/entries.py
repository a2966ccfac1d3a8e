"""Pages → what a search can find: one entry for each heading, question, case, checklist, clause and term."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from outreach.outputs.voice import path_of
from outreach.page import (
    Arrange,
    Ask,
    Cite,
    Count,
    Figure,
    Group,
    Heading,
    Items,
    Link,
    Marked,
    Note,
    Observe,
    Page,
    Progress,
    Sitting,
    Sort,
    Story,
    Text,
    Write,
    words,
)
from outreach.page import Block as PageBlock

Kind = Literal["module", "checklist", "guideline", "question", "term", "page"]
_KINDS: dict[str, Kind] = {
    "module": "module", "section": "module", "test": "module", "checklist": "checklist", "guideline": "guideline",
    "glossary": "term",
}  # fmt: skip
_LEADING_ON = {"module": 0.5, "test": 0.4, "paths": 0.6, "checklists": 0.5, "observe": 0.4, "guideline": 1.0}
_PRACTICE = 0.6
"""What is practised says again, in short, what the section says; warnings most of all."""
_NOT_ENTERED = ("sources", "coverage", "learning")
"""Pages that only point to others."""


@dataclass(frozen=True)
class Entry:
    """Something to find: where it stands (relative to the language's folder), how it is called, its plain words.

    `names` are other names that it goes by, `also` what stands there beside what is shown, `asked` the ways in which
    people ask for it; none of them is shown. `worth` is how much it answers beside others of its kind: what only leads
    on to other places answers little.
    """

    url: str
    title: str
    heading: str
    kind: Kind
    module: str
    text: str
    names: str = ""
    also: str = ""
    asked: tuple[str, ...] = ()
    worth: float = 1.0


def entries(page: Page) -> Iterator[Entry]:
    """What can be found on a page; the page itself first."""
    prefix, _, name = page.id.partition(":")
    if prefix in _NOT_ENTERED:
        return
    path = path_of(page.id)
    kind = _KINDS.get(prefix, "page")
    module = name.split("/")[0] if prefix in ("module", "section", "test") else ""
    heading, anchor = "", ""
    said: list[str] = [words(page.goal), page.description]
    inside: list[Entry] = []
    worth = _LEADING_ON.get(prefix, 1.0)
    named, also = page.number, words(page.remark)
    for block in _flat(page.blocks):
        if isinstance(block, Heading):
            yield Entry(
                _at(path, anchor),
                page.title,
                heading,
                kind,
                module,
                _joined(said),
                named,
                also,
                worth=_of(anchor, worth),
            )
            named, also, heading, anchor, said = "", "", block.text, block.anchor, []
        elif isinstance(block, Marked):
            # What tempts and is wrong is not shown as an answer; but who looks for it is answered here.
            text = _joined([words(block.stem), *_right(block)])
            tempting = _joined(_wrong(block))
            inside.append(
                Entry(_at(path, f"q-{block.id}"), page.title, block.name, "question", module, text, "", tempting)
            )
        elif isinstance(block, Story):
            text = _joined(_words(block))
            inside.append(Entry(_at(path, f"s-{block.id}"), page.title, block.title, "question", module, text))
        elif isinstance(block, Items) and block.anchors:
            for term, found in zip(block.anchors, block.items, strict=True):
                said_of = _joined(_words(found))
                called = next(span.text for span in found if isinstance(span, Text))
                inside.append(Entry(_at(path, term), page.title, called, kind, module, said_of, _initials(called)))
        elif not isinstance(block, Sitting | Progress | Observe):
            said += _words(block)
    yield Entry(
        _at(path, anchor), page.title, heading, kind, module, _joined(said), named, also, worth=_of(anchor, worth)
    )
    yield from inside


def _right(asked: Marked) -> list[str]:
    """What a question says that is so: its key with the reasons."""
    match asked:
        case Ask(choices=choices):
            return [words(part) for one in choices if one.right for part in (one.text, one.feedback)]
        case Sort(pieces=pieces):
            return [words(part) for piece in pieces for part in (piece.text, piece.feedback)]
        case Count(solution=solution) | Write(solution=solution):
            return [words(solution)]
        case Arrange(steps=steps):
            return [words(step.text) for step in steps]
        case _:
            return []


def _wrong(asked: Marked) -> list[str]:
    """What somebody may think who does not know it yet."""
    return [words(one.text) for one in asked.choices if not one.right] if isinstance(asked, Ask) else []


def _initials(term: str) -> str:
    """PFA for psychological first aid; nothing for a term of two words, or of Chinese ones."""
    parts = re.findall(r"[A-Za-z]+", term)
    return "".join(part[0] for part in parts) if term.isascii() and len(parts) > 2 else ""


def _of(anchor: str, worth: float) -> float:
    return worth * _PRACTICE if anchor == "practice" else worth


def _at(path: str, anchor: str) -> str:
    return posixpath.normpath(path) + (f"#{anchor}" if anchor else "")


def _flat(blocks: tuple[PageBlock, ...]) -> Iterator[PageBlock]:
    """Blocks in reading order, those inside boxes too; the references at the end are no part of the text."""
    for block in blocks:
        if isinstance(block, Group) and block.anchor == "references":
            continue
        if isinstance(block, Note | Group):
            if isinstance(block, Note):
                yield Items(((Text(block.label),),))
            yield from _flat(block.blocks)
        else:
            yield block


def _words(value: Any) -> list[str]:
    """All words that a block shows, in reading order."""
    match value:
        case Text() | Link():
            return [value.text]
        case Cite():
            return []
        case Figure():
            return [value.alt, value.caption]
        case tuple() if value and all(isinstance(part, Text | Link | Cite) for part in value):
            return [words(value)]
        case tuple():
            return [text for part in value for text in _words(part)]
        case str():
            return []
        case _ if is_dataclass(value):
            own = [getattr(value, name) for name in ("title", "label", "name") if hasattr(value, name)]
            return [*own, *(text for field in fields(value) for text in _words(getattr(value, field.name)))]
        case _:
            return []


def _joined(parts: list[str]) -> str:
    return " ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part and part.strip()))
