"""A section of a module → its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from outreach.kinds import checklist, guideline, question, sequence
from outreach.kinds.bibliography import with_references
from outreach.library import Library
from outreach.markup import Directive, Node, body, inline
from outreach.page import Block, Figure, Note, Page, Place, Tone
from outreach.records import Module, Section

POINTERS: dict[str, Callable[[Library, str], Block]] = {
    "clause": guideline.pair,
    "procedure": lambda library, name: sequence.steps(library, library.sequences[name]),
    "checklist": lambda library, name: checklist.card(library, library.checklists[name]),
    "picture": lambda library, name: Figure(library.drawings[name], library.pictures[name].alt),
}
TONES: dict[str, Tone] = {
    "danger": "danger",
    "care": "care",
    "differs": "differs",
    "now": "now",
    "historical": "historical",
    "info": "info",
}


def page(library: Library, module: Module, section: Section, sections: Sequence[str] | None = None) -> Page:
    """One section in one language; `sections` are the ones that this edition of the module keeps, in order."""
    kept = tuple(sections or module.sections)
    place = kept.index(section.id)
    clauses = [library.say("clause-number", number=clause.split(":")[1]) for clause in section.clauses]
    facts = [library.say("minutes", count=section.minutes), library.say("checked", date=module.checked.isoformat())]
    return Page(
        f"section:{module.id}/{section.id}",
        library.language,
        section.title,
        with_references(library, blocks(library, section)),
        place=Place(module.title, place + 1, len(kept)),
        facts=(*facts, library.say("comma").join(clauses)) if clauses else tuple(facts),
        goal=inline(section.goal),
        description=section.goal,
    )


def blocks(library: Library, section: Section) -> tuple[Block, ...]:
    """The section's body as blocks, its questions counted through."""
    nodes = body(section.body)
    total = sum(len(node.ids) for node in nodes if isinstance(node, Directive) and node.name == "questions")
    return tuple(_blocks(library, nodes, total))


def _blocks(library: Library, nodes: Sequence[Node], total: int) -> Iterator[Block]:
    asked = 0
    for node in nodes:
        if not isinstance(node, Directive):
            yield node
        elif node.name == "questions":
            for identifier in node.ids:
                asked += 1
                yield question.ask(library, library.questions[identifier], asked, total)
        elif node.name in POINTERS:
            for identifier in node.ids:
                yield POINTERS[node.name](library, identifier)
        else:
            yield Note(TONES[node.name], node.title, tuple(_blocks(library, node.nodes, total)))


def pages(library: Library) -> Iterator[Page]:
    """Every section of every module, in order."""
    for module in library.modules.values():
        for section in module.sections:
            yield page(library, module, library.sections[f"{module.id}/{section}"])
