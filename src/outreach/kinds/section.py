"""A section of a module → its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from outreach.kinds import activity, checklist, guideline, helpline, question, scenario, sequence
from outreach.kinds.bibliography import with_references
from outreach.library import Library
from outreach.markup import Directive, Node, body, inline
from outreach.page import Block, Figure, Heading, Helplines, Note, Page, Place, Table, Tone
from outreach.records import Module, Section

POINTERS: dict[str, Callable[[Library, str], Block]] = {
    "clause": guideline.pair,
    "procedure": lambda library, name: sequence.steps(library, library.sequences[name]),
    "checklist": lambda library, name: checklist.card(library, library.checklists[name]),
    "activity": lambda library, name: activity.block(library, library.activities[name]),
    "scenario": lambda library, name: scenario.story(library, library.scenarios[name]),
    "picture": lambda library, name: Figure(
        library.drawings[name], library.pictures[name].alt, library.pictures[name].caption
    ),
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
    found = blocks(library, section)
    if module.helplines and not any(isinstance(block, Helplines) for block in found):
        found = (helpline.lines(library, module.helplines, short=True), *found)
    clauses = library.say("clause-number", number=library.say("comma").join(_ranges(section.clauses)))
    facts = [library.say("minutes", count=section.minutes), library.say("checked", date=library.day(module.checked))]
    return Page(
        f"section:{module.id}/{section.id}",
        library.language,
        section.title,
        with_references(library, found),
        place=Place(module.title, place + 1, len(kept)),
        facts=(*facts, clauses) if section.clauses else tuple(facts),
        goal=inline(section.goal),
        description=section.goal,
        minutes=section.minutes,
        checked=module.checked,
    )


def _ranges(clauses: Sequence[str]) -> Iterator[str]:
    """Clauses by their numbers, those that follow each other as a range: `4.7–4.13`."""
    pairs = [tuple(map(int, clause.split(":")[1].split("."))) for clause in clauses]
    starts = [i for i, (part, number) in enumerate(pairs) if i == 0 or pairs[i - 1] != (part, number - 1)]
    for start, end in zip(starts, [*starts[1:], len(pairs)], strict=True):
        first, last = (".".join(map(str, pairs[i])) for i in (start, end - 1))
        yield first if start == end - 1 else f"{first}–{last}"


def blocks(library: Library, section: Section) -> tuple[Block, ...]:
    """The section's body as blocks, its questions counted through, its tables named after what they stand under."""
    nodes = body(section.body)
    total = sum(len(node.ids) for node in nodes if isinstance(node, Directive) and node.name == "questions")
    return tuple(_blocks(library, nodes, total, section.title))


def _blocks(library: Library, nodes: Sequence[Node], total: int, heading: str) -> Iterator[Block]:
    asked = tables = 0
    for node in nodes:
        if isinstance(node, Table):
            tables += 1
            yield replace(node, name=heading if tables == 1 else f"{heading} ({tables})")
        elif isinstance(node, Heading):
            heading, tables = node.text, 0
            yield node
        elif not isinstance(node, Directive):
            yield node
        elif node.name == "questions":
            for identifier in node.ids:
                asked += 1
                yield question.ask(library, library.questions[identifier], asked, total)
        elif node.name == "helplines":
            yield helpline.lines(library, node.ids)
        elif node.name in POINTERS:
            for identifier in node.ids:
                yield POINTERS[node.name](library, identifier)
        else:
            yield Note(TONES[node.name], node.title, tuple(_blocks(library, node.nodes, total, node.title)))


def pages(library: Library) -> Iterator[Page]:
    """Every section of every module, in order."""
    for module in library.modules.values():
        for section in module.sections:
            yield page(library, module, library.sections[f"{module.id}/{section}"])
