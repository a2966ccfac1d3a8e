"""The guideline → its pages, and the pair in which a clause is always shown: its words, and practice now."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.coverage import Uses, uses_of_clauses
from outreach.kinds.bibliography import with_references
from outreach.kinds.places import links
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Block, Card, Cite, Group, Heading, Items, Link, Note, Page, Place, Prose, Rich, Text
from outreach.records import Clause

ENDED = ("historical", "part-historical")


def pair(library: Library, name: str) -> Group:
    """A clause's exact words above, what holds now below; never the one without the other where it has ended."""
    edition_id, number = name.split(":")
    clause = library.clauses[name]
    label = library.say("clause-label", edition=library.editions[edition_id].label, number=number)
    if clause.status in ENDED:
        label = library.say("joined", first=label, second=_status(library, name))
    words: Rich = (
        Text(clause.quote),
        Text(" "),
        Link(library.say("in-context"), f"clause:{name}"),
    )
    quote = Note("historical" if clause.status in ENDED else "guideline", label, (Prose(words),))
    now = _now(library, clause)
    return Group("pair", (quote, now) if now else (quote,), anchor="")


def _status(library: Library, name: str) -> str:
    edition = library.editions[name.split(":", maxsplit=1)[0]]
    return library.say(f"status-{library.clauses[name].status}", year=edition.reported.year)


def _now(library: Library, clause: Clause) -> Note | None:
    practice = clause.practice_now
    if practice is None:
        if clause.status != "durable":
            return None
        return Note("now", library.say("practice-now"), (Prose((Text(library.say("still-applies")),)),))
    label = library.say("practice-now")
    if practice.since:
        label = library.say("practice-now-since", date=library.day(practice.since))
    ending: Rich = (Cite(practice.sources),) if practice.sources else ()
    if practice.inference:
        ending = (*ending, Text(library.say("our-reading")))
    return Note("now", label, (Prose((*inline(practice.text), *ending)),))


def pages(library: Library) -> Iterator[Page]:
    """For each edition an overview, and a page for each of its sections with every clause of it."""
    for edition in library.editions.values():
        clauses = [(name, c) for name, c in library.clauses.items() if name.startswith(f"{edition.id}:")]
        names = {n: _section_title(library, edition.id, n) for n in edition.sections}
        cards = tuple(
            Card(
                title,
                (Text(library.say("clauses-in", count=sum(c.section == n for _, c in clauses))),),
                f"guideline:{edition.id}/{n}",
            )
            for n, title in names.items()
        )
        facts = (edition.issuer, library.say("reported", date=library.day(edition.reported)))
        intro = Prose((*inline(library.say("guideline-intro")), Cite((edition.source,))))
        blocks: tuple[Block, ...] = (intro, *cards)
        yield Page(
            f"guideline:{edition.id}", library.language, edition.title, with_references(library, blocks), facts=facts
        )
        used = uses_of_clauses(library)
        for place, number in enumerate(edition.sections):
            found = [(name, clause) for name, clause in clauses if clause.section == number]
            section_blocks = tuple(
                block for name, clause in found for block in _clause(library, name, clause, used[name])
            )
            yield Page(
                f"guideline:{edition.id}/{number}",
                library.language,
                names[number],
                with_references(library, section_blocks),
                place=Place(library.say("guideline"), place + 1, len(edition.sections)),
                facts=facts,
            )


def _section_title(library: Library, edition: str, number: int) -> str:
    heading = library.clauses.get(f"{edition}:{number}.0")
    return heading.quote if heading else library.say("guideline-opening")


def _clause(library: Library, name: str, clause: Clause, used: Uses) -> Iterator[Block]:
    if clause.kind == "heading":
        return
    number = name.split(":")[1]
    yield Heading(library.say("clause-number", number=number), f"c-{number.replace('.', '-')}")
    yield pair(library, name)
    who = library.say(f"obliged-{clause.obliged.replace('+', '-and-').replace('>', '-to-')}")
    if clause.reading:
        who += library.say("in-brackets", words=library.say("obliged-is-our-reading"))
    lines: list[Rich] = [
        (Text(library.say("who"), strong=True), Text(who)),
        (Text(library.say("force"), strong=True), Text(library.say(f"clause-kind-{clause.kind}"))),
        (Text(library.say("state"), strong=True), Text(_status(library, name))),
    ]
    if clause.topics:
        labels = library.say("comma").join(library.topics[topic].label for topic in clause.topics)
        lines.append((Text(library.say("topics"), strong=True), Text(labels)))
    for duty in clause.duties:
        article = library.say("law-article", article=duty.article)
        head = Link(f"{library.sources[duty.source].title} {article}", f"source:{duty.source}")
        lines.append(
            (Text(library.say("law-today"), strong=True), head, Text(library.say("colon")), *inline(duty.says))
        )
    if clause.note:
        lines.append((Text(library.say("note"), strong=True), *inline(clause.note)))
    places = [*used.sections, *used.scenarios, *used.checklists]
    if places:
        lines.append((Text(library.say("used-in"), strong=True), *links(library, places)))
    yield Items(tuple(lines))
