"""Words inside a block: a run of spans. A link's target is a name or an `https:` address."""

from __future__ import annotations

from dataclasses import dataclass


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


def words(rich: Rich) -> str:
    """The plain words of a run of spans, without its citations."""
    return "".join(span.text for span in rich if not isinstance(span, Cite))
