"""A module's workshop → its slides: little and large for the room, and what to say for the one who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from outreach.agenda import Slot
from outreach.kinds import helpline, sequence
from outreach.kinds.bibliography import reference
from outreach.kinds.kit import Kit
from outreach.kinds.test_paper import vote
from outreach.kinds.workshop import RULES
from outreach.lettering import lettered
from outreach.markup import inline
from outreach.page import (
    Block,
    Cite,
    Deck,
    Items,
    Note,
    Prose,
    Reference,
    References,
    Rich,
    Slide,
    Text,
    Vote,
    spans,
)
from outreach.records import Exercise, Question, WorkshopPart

KEYS = ("speaker", "notes", "full", "print")
"""What keys a speaker should know, by the ends of their phrases' names."""


def deck(kit: Kit) -> Deck:
    """The slides of a workshop, in the order of its agenda, with the sources of what stands on them at the end."""
    say = kit.library.say
    slides = [*_beginning(kit)]
    for slot in kit.agenda.slots:
        slides += _slot(kit, slot)
    ids = dict.fromkeys(
        name
        for slide in slides
        for block in slide.blocks
        for span in spans(block)  # type: ignore[arg-type]
        if isinstance(span, Cite)
        for name in span.ids
    )
    entries = tuple(Reference(name, reference(kit.library, name)) for name in ids)
    if entries:
        notes = (Prose((Text(say("workshop-sources-say")),)),)
        slides.append(Slide("sources", say("sources"), (References(say("sources"), entries),), notes))
    title = say("workshop-slides", module=kit.module.title, count=kit.agenda.minutes)
    return Deck(kit.library.language, title, tuple(slides), entries)


def _beginning(kit: Kit) -> Iterator[Slide]:
    library = kit.library
    say = library.say
    said = (_said([say(f"workshop-opening-{name}") for name in ("welcome", "agenda", "rules")]),)
    keys = Items(tuple((Text(say(f"workshop-key-of-{name}")),) for name in KEYS))
    length = say("workshop-length", count=kit.agenda.minutes)
    yield Slide(
        "title", kit.module.title, (Prose((Text(length),)),), (*said, Note("info", say("workshop-keys"), (keys,))),
        label=say("site-title"), opening=True,
    )  # fmt: skip
    shown = [slot for slot in kit.agenda.slots if slot.kind in ("part", "before", "break", "after")]
    lines = tuple(_planned(kit, slot) for slot in shown)
    yield Slide("agenda", say("workshop-agenda"), (Items(lines),), (Prose(inline(say("workshop-opening-agenda"))),))
    rules = Items(tuple(inline(say(f"workshop-rule-{name}")) for name in RULES))
    safety = tuple(inline(line.text) for line in kit.agenda.workshop.safety)
    told = Note("danger", say("workshop-safety"), (Items(safety),))
    yield Slide("rules", say("workshop-rules"), (rules,), (Prose(inline(say("workshop-opening-rules"))), told))
    yield from _helplines(kit, "helplines")


def _helplines(kit: Kit, name: str) -> Iterator[Slide]:
    """Whom to call, where the module has numbers: after the rules, and left standing at the end."""
    if kit.module.helplines:
        lines = helpline.lines(kit.library, kit.module.helplines, short=True)
        say = kit.library.say
        yield Slide(name, say("workshop-helplines"), (lines,), (Prose(inline(say("workshop-helplines-say"))),))


def _planned(kit: Kit, slot: Slot) -> Rich:
    return (Text(kit.when(slot), strong=True), Text(f"　{kit.title_of(slot)}"))


def _slot(kit: Kit, slot: Slot) -> Iterator[Slide]:
    say = kit.library.say
    match slot.kind:
        case "part":
            assert slot.part is not None
            yield from _part(kit, slot, slot.part)
        case "exercise":
            assert slot.part is not None
            assert slot.part.exercise is not None
            yield from _exercise(kit, slot, slot.part.exercise)
        case "before" | "after":
            yield _test(kit, slot)
        case "break" | "questions":
            how = Prose(inline(say(f"workshop-{slot.kind}-how")))
            room = Prose(inline(say(f"workshop-{slot.kind}-room")))
            yield Slide(f"{slot.kind}-{slot.begin}", kit.title_of(slot), (room,), (how,), label=_length(kit, slot))
        case "closing":
            said = [say(f"workshop-closing-{name}") for name in ("handout", "results", "stay")]
            notes = (_said(said),)
            words = Prose(inline(kit.agenda.workshop.closing))
            yield Slide("closing", say("workshop-closing-words"), (words,), notes, code=kit.link("module"))
            yield from _helplines(kit, "helplines-end")


def _part(kit: Kit, slot: Slot, part: WorkshopPart) -> Iterator[Slide]:
    library = kit.library
    say = library.say
    number = kit.agenda.parts.index(part) + 1
    label = say("workshop-part", number=number, of=len(kit.agenda.parts), count=slot.minutes)
    points = Items(tuple(inline(line.text) for line in part.points))
    notes: list[Block] = [Items(tuple(inline(line.text) for line in part.say))]
    if part.watch:
        watch = Items(tuple(inline(line.text) for line in part.watch))
        notes.append(Note("care", say("workshop-watch"), (watch,)))
    if part.scenario:
        notes.append(Prose(inline(say("workshop-scenario", title=library.scenarios[part.scenario].title))))
    if part.activity:
        notes.append(Prose(inline(say("workshop-activity", title=library.activities[part.activity].title))))
    yield Slide(f"part-{part.id}", part.title, (points,), tuple(notes), label=label)
    if part.sequence:
        shown = sequence.steps(library, library.sequences[part.sequence])
        lines = Items(tuple((Text(f"{step.number}. "), *step.action, Text(" "), *step.why) for step in shown.steps))
        yield Slide(f"steps-{part.id}", shown.title, (shown,), (Prose(shown.source), lines))
    for place, name in enumerate(part.questions, 1):
        item = library.questions[name]
        asked = vote(library, item, kit.forms.seed)
        answer = Text(say("workshop-answer", answer=asked.answer), strong=True)
        told = (Prose(inline(say("workshop-vote-say"))), Prose((answer, *asked.why)))
        label = say("workshop-vote")
        title = item.name
        yield Slide(f"vote-{part.id}-{place}", title, (asked,), told, label=label)
        opened: tuple[Vote, ...] = (vote(library, item, kit.forms.seed, is_open=True),)
        reasons = _reasons(kit, name)
        yield Slide(f"answer-{part.id}-{place}", title, opened, reasons or told, label=say("workshop-answered"))


def _reasons(kit: Kit, name: str) -> tuple[Block, ...]:
    """Why each option is right or wrong, for the one who speaks: somebody in the room has chosen it."""
    item = kit.library.questions[name]
    if not isinstance(item, Question):
        return ()
    options = {option.id: option for option in item.options}
    names = lettered(item, kit.library.sequences, kit.forms.seed)
    lines = tuple(
        (Text(f"{letter}  ", strong=True), *inline(options[option].feedback))
        for letter, option in zip(ascii_uppercase, names, strict=False)
    )
    return (Items(lines),)


def _exercise(kit: Kit, slot: Slot, exercise: Exercise) -> Iterator[Slide]:
    say = kit.library.say
    steps = Items(tuple(inline(step.text) for step in exercise.steps), ordered=True)
    notes = (Prose(inline(say("workshop-exercise-say"))), Prose(inline(exercise.setup)))
    yield Slide(
        f"exercise-{exercise.id}", exercise.title, (Prose(inline(exercise.setup)), steps), notes,
        label=_length(kit, slot, "workshop-exercise"), stepwise=True,
    )  # fmt: skip
    questions = Items(tuple(inline(one.question) for one in exercise.debrief))
    answers: list[Block] = []
    for one in exercise.debrief:
        answers += [Prose((Text(one.question, strong=True),)), Prose(inline(one.answer))]
    yield Slide(f"debrief-{exercise.id}", say("workshop-debrief"), (questions,), tuple(answers), label=exercise.title)


def _test(kit: Kit, slot: Slot) -> Slide:
    say = kit.library.say
    form = "A" if slot.kind == "before" else "B"
    lines = [say("workshop-test-room", form=form, count=len(kit.forms.a)), say("workshop-test-honest")]
    if kit.on_screen:
        lines.insert(1, say("workshop-test-phone"))
    notes = (Prose(inline(say(f"workshop-test-{slot.kind}-say"))),)
    code = kit.link("test") if kit.on_screen else ""
    return Slide(
        f"test-{form.lower()}", kit.title_of(slot), (Items(tuple(inline(line) for line in lines)),), notes,
        label=_length(kit, slot), code=code,
    )  # fmt: skip


def _length(kit: Kit, slot: Slot, phrase: str = "workshop-minutes") -> str:
    return kit.library.say(phrase, count=slot.minutes)


def _said(lines: list[str]) -> Items:
    return Items(tuple(inline(line) for line in lines))
