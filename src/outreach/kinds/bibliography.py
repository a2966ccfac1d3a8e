"""Sources → the references of a page, and the page of all sources."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.coverage import Uses, uses_of_sources
from outreach.kinds.places import links
from outreach.library import Library
from outreach.page import (
    Block,
    Cite,
    Group,
    Heading,
    Link,
    Page,
    Prose,
    Reference,
    References,
    Rich,
    Text,
    inside,
    spans,
)
from outreach.records import Source


def reference(library: Library, identifier: str) -> Rich:
    """One entry in full: a clause with its edition, or a source with title, issuer, date, grade and address."""
    if ":" in identifier:
        edition, number = identifier.split(":")
        name = library.editions[edition]
        return (Link(library.say("clause-of", edition=name.title, number=number), f"clause:{identifier}"),)
    return _entry(library, library.sources[identifier])


def _entry(library: Library, source: Source) -> Rich:
    title = library.say("quoted-title", title=source.title)
    facts = [source.issuer, *([source.date] if source.date else []), library.say(f"grade-{source.grade.lower()}")]
    rest = Text(library.say("source-facts", facts=library.say("comma").join(facts)))
    if source.address and source.grade in ("A", "B"):
        return (Link(title, source.address), rest)
    return (Text(title), rest)


def with_references(library: Library, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, followed by everything they cite, numbered in reading order; unchanged if they cite nothing."""
    ids = dict.fromkeys(
        identifier
        for block in inside(blocks)
        for span in spans(block)
        if isinstance(span, Cite)
        for identifier in span.ids
    )
    if not ids:
        return blocks
    entries = tuple(Reference(identifier, reference(library, identifier)) for identifier in ids)
    label = library.say("sources-of-page", count=len(entries))
    return (*blocks, Group("fold", (References(label, entries),), label, anchor="references"))


def basis(library: Library, sources: tuple[str, ...], clauses: tuple[str, ...]) -> Rich:
    """The line below a question or a step: who says so, and which clauses ask for it."""
    spans: list[Text | Link] = []
    seen: set[str] = set()
    for identifier in sources:
        issuer = library.sources[identifier].issuer
        if issuer in seen:
            continue
        spans += [Text(library.say("comma") if seen else library.say("basis")), Link(issuer, f"source:{identifier}")]
        seen.add(issuer)
    for index, identifier in enumerate(clauses):
        number = identifier.split(":")[1]
        between = library.say("comma") if index else (library.say("semicolon") if seen else library.say("basis"))
        spans += [Text(between), Link(library.say("clause-number", number=number), f"clause:{identifier}")]
    return tuple(spans)


def pages(library: Library) -> Iterator[Page]:
    """The page of all sources, by what kind of paper they are, each with what it was used for."""
    blocks: list[Block] = [Prose((Text(library.say("sources-intro")),))]
    used = uses_of_sources(library)
    for kind in ("law", "official", "guidance", "research", "press", "secondary"):
        found = [source for source in library.sources.values() if source.kind == kind]
        if found:
            title = library.say(f"source-kind-{kind}")
            entries = tuple(
                Reference(source.id, (*_entry(library, source), *_used_for(library, used[source.id])))
                for source in found
            )
            blocks += [Heading(title, f"kind-{kind}"), References(title, entries)]
    yield Page("sources:", library.language, library.say("sources"), tuple(blocks))


def _used_for(library: Library, uses: Uses) -> Rich:
    """The places that rest on a source: each section once, with its questions and cases counted as its own."""
    sections = [f"section:{place.partition(':')[2].rpartition('/')[0]}" for place in (*uses.questions, *uses.scenarios)]
    places = dict.fromkeys((*uses.sections, *sections, *uses.checklists, *uses.others))
    if not places:
        return (Text(library.say("used-for-nothing-yet")),)
    return (Text(library.say("used-for")), *links(library, places))
