"""What uses what: each clause and each source with the sections, items and checklists that rest on it.

Knows the library and the markup. The review counts with it, pages show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from outreach.library import Library
from outreach.markup import POINTERS, body, cited, directives, inline
from outreach.page import Cite, Span
from outreach.records import Record, Section
from outreach.references import names_in
from outreach.translation import words_of


@dataclass(frozen=True)
class Uses:
    """Where one clause or source is used, each place by the name of its page, in the order of the content."""

    sections: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    scenarios: list[str] = field(default_factory=list)
    checklists: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def acted_on(self) -> bool:
        """Whether a question or scenario asks about it, or a checklist acts on it."""
        return bool(self.questions or self.scenarios or self.checklists)


def uses_of_clauses(library: Library) -> dict[str, Uses]:
    """The uses of every clause, by its name. A section teaches the clauses that it names or shows."""
    found = {name: Uses() for name in library.clauses}
    for name, section, shown in _sections(library):
        for clause in dict.fromkeys((*section.clauses, *shown["clause"])):
            found[clause].sections.append(f"section:{name}")
        for question in shown["questions"]:
            for clause in library.questions[question].clauses:
                found[clause].questions.append(f"question:{name}/{question}")
        for scenario in shown["scenario"]:
            for clause in library.scenarios[scenario].clauses:
                found[clause].scenarios.append(f"scenario:{name}/{scenario}")
    for name, checklist in library.checklists.items():
        for clause in named(checklist, "clause"):
            found[clause].checklists.append(f"checklist:{name}")
    return found


def uses_of_sources(library: Library) -> dict[str, Uses]:
    """The uses of every source, by its id: what cites it."""
    found = {name: Uses() for name in library.sources}

    def add(record: Record, kind: str, place: str) -> None:
        for source in _sources(record):
            places: list[str] = getattr(found[source], kind)
            # One place's words come together: where it stands already, it stands last.
            if places[-1:] != [place]:
                places.append(place)

    for name, section, shown in _sections(library):
        add(section, "sections", f"section:{name}")
        for sequence in shown["procedure"]:
            add(library.sequences[sequence], "sections", f"section:{name}")
        for activity in shown["activity"]:
            add(library.activities[activity], "sections", f"section:{name}")
        for helpline in shown["helplines"]:
            add(library.helplines[helpline], "sections", f"section:{name}")
        for question in shown["questions"]:
            add(library.questions[question], "questions", f"question:{name}/{question}")
        for scenario in shown["scenario"]:
            add(library.scenarios[scenario], "scenarios", f"scenario:{name}/{scenario}")
    for name, checklist in library.checklists.items():
        add(checklist, "checklists", f"checklist:{name}")
    for name, edition in library.editions.items():
        add(edition, "others", f"guideline:{name}")
    for name, clause in library.clauses.items():
        add(clause, "others", f"clause:{name}")
    for term in library.terms.values():
        add(term, "others", "glossary:")
    return found


def _sections(library: Library) -> Iterator[tuple[str, Section, dict[str, list[str]]]]:
    """Every section in the order of its module, with the ids that its blocks show, by block."""
    for module in library.modules.values():
        for part in module.sections:
            name = f"{module.id}/{part}"
            section = library.sections[name]
            shown: dict[str, list[str]] = {block: [] for block in POINTERS}
            for directive in directives(body(section.body)):
                shown.get(directive.name, []).extend(directive.ids)
            yield name, section, shown


def _sources(record: Record) -> Iterator[str]:
    """The sources that a record names in its fields or cites in its words."""
    yield from named(record, "source")
    for span in _spans(record):
        if isinstance(span, Cite):
            yield from (identifier for identifier in span.ids if ":" not in identifier)


def _spans(record: Record) -> Iterator[Span]:
    for path, text in words_of(record).items():
        yield from cited(body(text)) if path == ("body",) else inline(text)


def named(record: Record, kind: str) -> tuple[str, ...]:
    """What a record and the records inside it name of a kind (`source`, `clause`, `picture` …), each once."""
    return tuple(dict.fromkeys(target for _, found, target in names_in(record) if found == kind))
