"""The coverage map: clause × what teaches it, asks about it and acts on it, as a page whose links lead both ways."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.coverage import uses_of_clauses
from outreach.kinds.places import links
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Block, Heading, Link, Page, Prose, Rich, Table, Text
from outreach.records import FRAME


def pages(library: Library) -> Iterator[Page]:
    """One page: for each edition a table of its clauses, and what is still open."""
    every = uses_of_clauses(library)
    blocks: list[Block] = [Prose(inline(library.say("coverage-intro")))]
    header = tuple(_words(library.say(name)) for name in ("clause", "sections", "items", "checklists"))
    for edition in library.editions.values():
        names = [n for n, c in library.clauses.items() if n.startswith(f"{edition.id}:") and c.kind not in FRAME]
        taught = sum(bool(every[name].sections) for name in names)
        acted = sum(every[name].acted_on for name in names)
        rows = tuple(
            (
                (Link(name.split(":")[1], f"clause:{name}"),),
                links(library, every[name].sections),
                links(library, (*every[name].questions, *every[name].scenarios)),
                links(library, every[name].checklists),
            )
            for name in names
        )
        blocks += [
            Heading(edition.label, f"edition-{edition.id}"),
            Prose(_words(library.say("coverage-figures", clauses=len(names), taught=taught, acted=acted))),
            Table(header, rows, library.say("coverage")),
        ]
    yield Page("coverage:", library.language, library.say("coverage"), tuple(blocks))


def _words(text: str) -> Rich:
    return (Text(text),)
