"""Clause × what teaches it, asks about it and acts on it: for each clause's entry, and as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from outreach.library import Library
from outreach.markup import Directive, body, inline
from outreach.page import Block, Heading, Link, Page, Prose, Rich, Table, Text
from outreach.records import DUTIES


@dataclass(frozen=True)
class Uses:
    """Where one clause is used: links to sections, questions and checklists, in the order of the modules."""

    sections: list[Link] = field(default_factory=list)
    questions: list[Link] = field(default_factory=list)
    checklists: list[Link] = field(default_factory=list)


def uses(library: Library) -> dict[str, Uses]:
    """The uses of every clause, by its name."""
    found = {name: Uses() for name in library.clauses}
    for module in library.modules.values():
        for section_name in module.sections:
            name = f"{module.id}/{section_name}"
            section = library.sections[name]
            pointers = [node for node in body(section.body) if isinstance(node, Directive)]
            shown = [i for node in pointers if node.name == "clause" for i in node.ids]
            for clause in dict.fromkeys((*section.clauses, *shown)):
                found[clause].sections.append(Link(section.title, f"section:{name}"))
            for question in (i for node in pointers if node.name == "questions" for i in node.ids):
                for clause in library.questions[question].clauses:
                    found[clause].questions.append(Link(question, f"question:{name}/{question}"))
    for name, checklist in library.checklists.items():
        items = (clause for item in checklist.items for clause in item.clauses)
        for clause in dict.fromkeys((*checklist.clauses, *items)):
            found[clause].checklists.append(Link(checklist.number, f"checklist:{name}"))
    return found


def pages(library: Library) -> Iterator[Page]:
    """One page: for each edition a table of its clauses, and what is still open."""
    every = uses(library)
    blocks: list[Block] = [Prose(inline(library.say("coverage-intro")))]
    header = tuple(_words(library.say(name)) for name in ("clause", "sections", "questions", "checklists"))
    for edition in library.editions.values():
        names = [n for n, c in library.clauses.items() if n.startswith(f"{edition.id}:") and c.kind in DUTIES]
        taught = sum(bool(every[name].sections) for name in names)
        acted = sum(bool(every[name].questions or every[name].checklists) for name in names)
        rows = tuple(
            (
                (Link(name.split(":")[1], f"clause:{name}"),),
                _links(library, every[name].sections),
                _links(library, every[name].questions),
                _links(library, every[name].checklists),
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


def _links(library: Library, links: Iterable[Link]) -> Rich:
    spans: list[Text | Link] = []
    for link in links:
        spans += [Text(library.say("comma")), link] if spans else [link]
    return tuple(spans) or _words(library.say("not-yet"))
