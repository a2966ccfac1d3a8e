"""Pages → what a search can find: one entry for each heading, question, case, checklist, clause and term."""

from __future__ import annotations

import posixpath
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
_NOT_ENTERED = ("sources", "coverage", "learning")
"""Pages that only point to others."""


@dataclass(frozen=True)
class Entry:
    """Something to find: where it stands (relative to the language's folder), how it is called, its plain words."""

    url: str
    title: str
    heading: str
    kind: Kind
    module: str
    text: str


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
    for block in _flat(page.blocks):
        if isinstance(block, Heading):
            yield Entry(_at(path, anchor), page.title, heading, kind, module, _joined(said))
            heading, anchor, said = block.text, block.anchor, []
        elif isinstance(block, Marked):
            # Not what tempts and is wrong: who looks for that is looking for something else.
            text = _joined([words(block.stem), *_right(block)])
            inside.append(Entry(_at(path, f"q-{block.id}"), page.title, block.name, "question", module, text))
        elif isinstance(block, Story):
            text = _joined(_words(block))
            inside.append(Entry(_at(path, f"s-{block.id}"), page.title, block.title, "question", module, text))
        elif isinstance(block, Items) and block.anchors:
            for term, found in zip(block.anchors, block.items, strict=True):
                named = next(span.text for span in found if isinstance(span, Text))
                inside.append(Entry(_at(path, term), page.title, named, kind, module, _joined(_words(found))))
        elif not isinstance(block, Sitting | Progress):
            said += _words(block)
    yield Entry(_at(path, anchor), page.title, heading, kind, module, _joined(said))
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
