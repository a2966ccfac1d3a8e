"""A checklist → its page, which is also its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outreach.kinds.bibliography import basis, with_references
from outreach.kinds.sequence import figure
from outreach.library import Library
from outreach.markup import inline
from outreach.page import (
    Block,
    Card,
    Cite,
    Group,
    Items,
    Note,
    OwnSheet,
    Page,
    Prose,
    Rich,
    Round,
    SignOff,
    Text,
    Tick,
    Ticks,
    words,
)
from outreach.records import Adaptation, Checklist, OwnItem, PausePoint


def card(library: Library, checklist: Checklist) -> Card:
    """The way from another page to the checklist."""
    badge = library.say(f"checklist-{checklist.type}")
    return Card(f"{checklist.number} {checklist.title}", inline(checklist.when), f"checklist:{checklist.id}", badge)


def page(
    library: Library, checklist: Checklist, historical: bool = False, adaptation: Adaptation | None = None
) -> Page:
    """One checklist in one language, for screen and paper.

    Its historical items (rules of 2022 that have ended) stand after all others under their label if `historical`;
    else they are left out, and a closed box says what they were. What an organisation changed is said on the page.
    """
    hidden = adaptation.hide if adaptation else ()
    blocks: list[Block] = _without_stop(library, checklist, hidden)
    if checklist.audience == "trained-staff":
        warning = library.say("trained-staff-only")
        blocks.append(Note("care", warning, (Prose((Text(library.say("trained-staff-why")),)),)))
    box = _anytime(library, checklist)
    if checklist.anytime_first:
        blocks += box
    number = 0
    for pause in checklist.pauses:
        ticks = []
        last = pause is checklist.pauses[-1]
        for tick in _ticks(library, pause, adaptation, last):
            number += 1
            ticks.append(replace(tick, number=number))
        if ticks:
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
    training = library.say("for-training")
    gap: Rich = () if training.endswith("。") else (Text(" "),)
    remark: Rich = (
        *((*inline(checklist.remark), *gap) if checklist.remark else ()),
        *_changed(library, checklist, adaptation),
        Text(training),
        *gap,
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
            library.say("review-by", date=library.day(checklist.review_by)),
        ),
        goal=(Text(library.say("when"), strong=True), *inline(checklist.when)),
        description=checklist.when,
        badge=library.say(f"checklist-{checklist.type}"),
        number=checklist.number,
        edition=" ".join(editions),
        remark=remark,
        checked=checklist.checked,
    )


def on_screen(library: Library, checklist: Checklist, more: tuple[Block, ...] = ()) -> Page:
    """The checklist's page for a browser: its items as a round to go through, the sheet to make one's own, and `more`.

    The references stay last. What is printed, and what a search finds, is `page`.
    """
    sheet = page(library, checklist)
    places = [place for place, block in enumerate(sheet.blocks) if isinstance(block, Ticks | SignOff)]
    first, last = places[0], places[-1]
    roles = tuple((field, library.say(f"sign-{field}")) for field in checklist.sign_off if field != "date-time")
    run = Round(checklist.id, checklist.revision, roles, sheet.blocks[first : last + 1], sheet)
    after = sheet.blocks[last + 1 :]
    sources = after[-1:] if isinstance(after[-1], Group) else ()
    below = after[: len(after) - len(sources)]
    blocks = (*sheet.blocks[:first], run, *below, OwnSheet(checklist.id, sheet), *more, *sources)
    return replace(sheet, blocks=blocks)


def _ticks(library: Library, pause: PausePoint, adaptation: Adaptation | None, last: bool) -> Iterator[Tick]:
    """The lines of one pause point, the organisation's own among them; their numbers are given later."""
    hidden, added = (adaptation.hide, adaptation.add) if adaptation else ((), ())
    for item in pause.items:
        if not item.historical and item.id not in hidden:
            yield Tick(item.id, 0, inline(item.text), item.stop, figure(library, item.picture))
        for own in added:
            if own.after == item.id:
                yield _own(library, own)
    for own in added:
        if last and own.after is None:
            yield _own(library, own)


def _own(library: Library, own: OwnItem) -> Tick:
    # An organisation's words are words: no markup is read in them.
    return Tick(f"own-{own.id}", 0, (Text(own.words[library.language]),), own=True)


def _without_stop(library: Library, checklist: Checklist, hidden: tuple[str, ...]) -> list[Block]:
    """A box that says which stop items an organisation left out: that is never silent."""
    gone = [item for item in checklist.items if item.id in hidden and item.stop]
    if not gone:
        return []
    lines = Items(tuple(inline(item.text) for item in gone))
    return [Note("care", library.say("without-stop"), (lines,), anchor="without-stop")]


def _changed(library: Library, checklist: Checklist, adaptation: Adaptation | None) -> Rich:
    """What else an organisation changed, in one sentence."""
    if adaptation is None:
        return ()
    gone = [words(inline(item.text)) for item in checklist.items if item.id in adaptation.hide and not item.stop]
    said = [library.say("own-added", count=len(adaptation.add))] if adaptation.add else []
    said += [library.say("own-left-out", items=library.say("list-comma").join(gone))] if gone else []
    return tuple(Text(f"{one} ") for one in said)


def _anytime(library: Library, checklist: Checklist) -> list[Note]:
    lines = tuple(Prose(inline(line.text)) for line in checklist.anytime)
    return [Note("danger", library.say("any-time"), lines, anchor="any-time")] if lines else []


def overview(library: Library, more: tuple[Block, ...] = ()) -> Page:
    """The page of all checklists, and what else is printed."""
    ordered = sorted(library.checklists.values(), key=lambda checklist: checklist.number)
    cards = more or tuple(card(library, checklist) for checklist in ordered)
    intro = Prose(inline(library.say("checklists-intro")))
    return Page("checklists:", library.language, library.say("checklists"), (intro, *cards))


def pages(library: Library) -> Iterator[Page]:
    """The overview of all checklists, and a page for each."""
    yield overview(library)
    for checklist in sorted(library.checklists.values(), key=lambda checklist: checklist.number):
        yield page(library, checklist)
