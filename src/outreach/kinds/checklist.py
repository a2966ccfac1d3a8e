"""A checklist → its page, which is also its sheet."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.kinds.bibliography import basis, with_references
from outreach.kinds.sequence import figure
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Block, Card, Cite, Group, Items, Note, Page, Prose, Rich, SignOff, Text, Tick, Ticks
from outreach.records import Checklist


def card(library: Library, checklist: Checklist) -> Card:
    """The way from another page to the checklist."""
    badge = library.say(f"checklist-{checklist.type}")
    return Card(f"{checklist.number} {checklist.title}", inline(checklist.when), f"checklist:{checklist.id}", badge)


def page(library: Library, checklist: Checklist, historical: bool = False) -> Page:
    """One checklist in one language, for screen and paper.

    Its historical items (rules of 2022 that have ended) stand after all others under their label if `historical`;
    else they are left out, and a closed box says what they were.
    """
    blocks: list[Block] = []
    if checklist.audience == "trained-staff":
        warning = library.say("trained-staff-only")
        blocks.append(Note("care", warning, (Prose((Text(library.say("trained-staff-why")),)),)))
    box = _anytime(library, checklist)
    if checklist.anytime_first:
        blocks += box
    number = 0
    for pause in checklist.pauses:
        ticks = []
        for item in pause.items:
            if not item.historical:
                number += 1
                ticks.append(Tick(item.id, number, inline(item.text), item.stop, figure(library, item.picture)))
        blocks.append(Ticks(pause.id, pause.title, tuple(ticks)))
    if not checklist.anytime_first:
        blocks += box
    ended = [item for item in checklist.items if item.historical]
    label = library.say("historical-items")
    if ended and historical:
        lines = (Tick(item.id, number + place, inline(item.text)) for place, item in enumerate(ended, 1))
        blocks.append(Ticks("historical", label, tuple(lines)))
    elif ended:
        note = Note("historical", label, (Items(tuple(inline(item.text) for item in ended)),))
        blocks.append(Group("fold", (note,), library.say("historical-items-fold")))
    blocks.append(SignOff(tuple(library.say(f"sign-{field}") for field in checklist.sign_off)))
    remark: Rich = (*inline(checklist.remark), Text(" ")) if checklist.remark else ()
    remark = (
        *remark,
        Text(library.say("for-training")),
        Text(" "),
        *basis(library, checklist.sources, checklist.clauses),
    )
    blocks.append(Prose(remark, quiet=True))
    every = (
        checklist.sources,
        *(item.sources for item in checklist.items),
        *(line.sources for line in checklist.anytime),
    )
    cited = tuple(dict.fromkeys(source for sources in every for source in sources))
    blocks.append(Prose((Text(library.say("sources-of-items")), Cite((*cited, *checklist.clauses))), quiet=True))
    editions = dict.fromkeys(clause.split(":")[0] for clause in checklist.clauses)
    return Page(
        f"checklist:{checklist.id}",
        library.language,
        checklist.title,
        with_references(library, tuple(blocks)),
        facts=(
            checklist.number,
            library.say("revision", revision=checklist.revision),
            library.say("checked", date=library.day(checklist.checked)),
        ),
        goal=(Text(library.say("when"), strong=True), *inline(checklist.when)),
        description=checklist.when,
        badge=library.say(f"checklist-{checklist.type}"),
        number=checklist.number,
        edition=" ".join(editions),
        remark=remark,
        checked=checklist.checked,
    )


def _anytime(library: Library, checklist: Checklist) -> list[Note]:
    lines = tuple(Prose(inline(line.text)) for line in checklist.anytime)
    return [Note("danger", library.say("any-time"), lines, anchor="any-time")] if lines else []


def pages(library: Library) -> Iterator[Page]:
    """The overview of all checklists, and a page for each."""
    ordered = sorted(library.checklists.values(), key=lambda checklist: checklist.number)
    cards = tuple(card(library, checklist) for checklist in ordered)
    intro = Prose(inline(library.say("checklists-intro")))
    yield Page("checklists:", library.language, library.say("checklists"), (intro, *cards))
    for checklist in ordered:
        yield page(library, checklist)
