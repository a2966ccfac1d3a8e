"""A module's workshop → the trainer's guide, the handout and the attendance sheet.

Tests (`test_paper.py`) and slides (`deck.py`) are made from the same kit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outreach.agenda import Dropped, Slot
from outreach.kinds import helpline, sequence
from outreach.kinds.bibliography import with_references
from outreach.kinds.kit import Kit
from outreach.kinds.test_paper import vote
from outreach.markup import inline
from outreach.page import (
    Block,
    Heading,
    Items,
    Note,
    Page,
    Prose,
    Rich,
    SignOff,
    Table,
    Text,
)
from outreach.records import Exercise, WorkshopPart
from outreach.records.workshop import Line

ROWS = 30
"""Rows of an attendance sheet."""
RULES = ("leave", "own", "kind", "outside")
"""What a room agrees on before it begins, by the ends of its phrases' names."""


# --- the trainer's guide ---


def guide(kit: Kit) -> Page:
    """Everything that a trainer needs: agenda, materials, room, what to say and to watch for, exercises, answers."""
    library, workshop = kit.library, kit.agenda.workshop
    say = library.say
    blocks: list[Block] = [
        Heading(say("workshop-agenda"), "agenda"),
        _agenda(kit),
        *_dropped(kit),
        Heading(say("workshop-prepare"), "prepare"),
        Heading(say("workshop-materials"), "materials", 3),
        _lines(workshop.materials),
        Heading(say("workshop-room"), "room", 3),
        _lines(workshop.room),
        Note("danger", say("workshop-safety"), (_lines(workshop.safety),)),
        *([helpline.lines(library, kit.module.helplines, short=True)] if kit.module.helplines else []),
        Heading(say("workshop-adapt"), "adapt", 3),
        _lines(workshop.adapt),
        *([Prose(inline(workshop.note))] if workshop.note else []),
    ]
    for slot in kit.agenda.slots:
        blocks += _slot(kit, slot)
    title = say("workshop-guide", module=kit.module.title)
    return Page(
        f"guide:{kit.module.id}",
        library.language,
        title,
        with_references(library, tuple(blocks)),
        facts=(say("workshop-length", count=kit.agenda.minutes), say("checked", date=library.day(workshop.checked))),
        goal=inline(workshop.aim),
        remark=(Text(say("for-training")),),
        badge=say("workshop-for-trainers"),
        description=title,
        checked=workshop.checked,
    )


def _agenda(kit: Kit) -> Table:
    say = kit.library.say
    rows = tuple(
        (
            (Text(kit.when(slot)),),
            (Text(str(slot.minutes)),),
            (Text(kit.title_of(slot), strong=slot.kind == "part"),),
        )
        for slot in kit.agenda.slots
    )
    header = tuple((Text(say(f"workshop-agenda-{column}")),) for column in ("when", "minutes", "what"))
    return Table(header, rows, shares=(22, 12, 88))


def why_dropped(kit: Kit, dropped: Dropped) -> str:
    """A line that says what was left out, and why."""
    say = kit.library.say
    title = say("workshop-exercise-of", title=dropped.title) if dropped.exercise else dropped.title
    return say(f"workshop-dropped-{dropped.why}", title=title, priority=dropped.priority)


def _dropped(kit: Kit) -> Iterator[Block]:
    if kit.agenda.dropped:
        found = tuple((Text(why_dropped(kit, one)),) for one in kit.agenda.dropped)
        label = kit.library.say("workshop-dropped", minutes=kit.agenda.minutes)
        yield Note("info", label, (Items(found),))


def _slot(kit: Kit, slot: Slot) -> Iterator[Block]:
    say = kit.library.say
    if slot.kind == "exercise" and slot.part is not None and slot.part.exercise is not None:
        yield from _exercise(kit, slot, slot.part.exercise)
        return
    yield Heading(kit.title_of(slot), f"{slot.kind}-{slot.begin}")
    yield _time(kit, slot)
    match slot.kind:
        case "part":
            assert slot.part is not None
            yield from _part(kit, slot.part)
        case "opening":
            yield Items(tuple(inline(say(f"workshop-opening-{name}")) for name in ("welcome", "agenda", "rules")))
            yield Items(rules(kit))
        case "before" | "after":
            yield Items(tuple(_testing(kit, slot.kind)))
        case "break" | "questions":
            yield Prose(inline(say(f"workshop-{slot.kind}-how")))
        case "closing":
            yield _label(kit, "say")
            yield Prose(inline(kit.agenda.workshop.closing))
            yield Items(tuple(inline(say(f"workshop-closing-{name}")) for name in ("handout", "results", "stay")))


def rules(kit: Kit) -> tuple[Rich, ...]:
    """What the room agrees on."""
    return tuple(inline(kit.library.say(f"workshop-rule-{name}")) for name in RULES)


def _testing(kit: Kit, test: str) -> Iterator[Rich]:
    say = kit.library.say
    form = "A" if test == "before" else "B"
    yield inline(say("workshop-test-hand-out", form=form, count=len(kit.forms.a)))
    if kit.on_screen:
        yield inline(say("workshop-test-screen"))
    elif kit.agenda.short:
        yield inline(say("workshop-test-short", count=len(kit.forms.a)))
    yield inline(say(f"workshop-test-{test}-say"))


def _part(kit: Kit, part: WorkshopPart) -> Iterator[Block]:
    library = kit.library
    say = library.say
    yield _label(kit, "points")
    yield _lines(part.points)
    yield _label(kit, "say")
    yield _lines(part.say)
    if part.watch:
        yield Note("care", say("workshop-watch"), (_lines(part.watch),))
    if part.sequence:
        yield Prose(inline(say("workshop-shows-steps", title=library.sequences[part.sequence].title)))
    if part.scenario:
        yield Prose(inline(say("workshop-scenario", title=library.scenarios[part.scenario].title)))
    if part.activity:
        yield Prose(inline(say("workshop-activity", title=library.activities[part.activity].title)))
    for name in part.questions:
        yield from _question(kit, name)


def _question(kit: Kit, name: str) -> Iterator[Block]:
    say = kit.library.say
    found = vote(kit.library, kit.library.questions[name], kit.forms.seed)
    yield _label(kit, "vote")
    yield Prose(found.stem)
    if found.lines:
        gap = Text("　　")
        lines = ((gap, Text(f"{line.letter} ", strong=True), *line.text) for line in found.lines)
        yield Prose(tuple(span for line in lines for span in line)[1:])
    yield Prose((Text(say("workshop-answer", answer=found.answer), strong=True), *found.why))


def _exercise(kit: Kit, slot: Slot, exercise: Exercise) -> Iterator[Block]:
    say = kit.library.say
    yield Heading(kit.title_of(slot), f"exercise-{exercise.id}")
    yield _time(kit, slot)
    yield Prose(inline(exercise.setup))
    yield Items(tuple(inline(step.text) for step in exercise.steps), ordered=True)
    debrief: list[Block] = []
    for one in exercise.debrief:
        debrief += [Prose((Text(one.question, strong=True),)), Prose(inline(one.answer))]
    yield Note("info", say("workshop-debrief"), tuple(debrief))


def _time(kit: Kit, slot: Slot) -> Prose:
    told = kit.library.say("workshop-time", when=kit.when(slot), count=slot.minutes)
    return Prose((Text(told),), quiet=True)


def _label(kit: Kit, name: str) -> Heading:
    return Heading(kit.library.say(f"workshop-{name}"), "", 3)


def _lines(found: Iterable[Line]) -> Items:
    return Items(tuple(inline(line.text) for line in found))


# --- what participants take home, and the sheet that they sign ---


def handout(kit: Kit) -> Page:
    """What is taught, point by point with its sources; the procedures with their pictures; whom to call."""
    library, workshop = kit.library, kit.agenda.workshop
    say = library.say
    blocks: list[Block] = []
    for part in kit.agenda.parts:
        blocks += [Heading(part.title, f"part-{part.id}"), _lines(part.points)]
    if kit.module.helplines:
        blocks.append(helpline.lines(library, kit.module.helplines))
    blocks += [Heading(say("workshop-closing-words"), "closing"), Prose(inline(workshop.closing))]
    shown = dict.fromkeys(part.sequence for part in kit.agenda.parts if part.sequence)
    blocks += [sequence.steps(library, library.sequences[name]) for name in shown]
    title = say("workshop-handout", module=kit.module.title)
    return Page(
        f"handout:{kit.module.id}",
        library.language,
        title,
        with_references(library, tuple(blocks)),
        facts=(say("checked", date=library.day(workshop.checked)),),
        goal=inline(workshop.aim),
        remark=(Text(say("for-training")), *_online(kit)),
        description=title,
        checked=workshop.checked,
    )


def _online(kit: Kit) -> Rich:
    """Where there is more, after a sentence: with a space before it where the language has one."""
    if not kit.address:
        return ()
    between = "" if kit.library.language == "zh" else " "
    return (Text(between + kit.library.say("workshop-online", address=kit.link("module"))),)


def attendance(kit: Kit) -> Page:
    """A sheet on which everybody signs when they come and when they go; it stays with the organisation."""
    say = kit.library.say
    columns = ("number", "name", "organisation", "before", "after")
    header = tuple((Text(say(f"workshop-attendance-{column}")),) for column in columns)
    rows: tuple[tuple[Rich, ...], ...] = tuple(((Text(str(n)),), (), (), (), ()) for n in range(1, ROWS + 1))
    title = say("workshop-attendance", module=kit.module.title)
    return Page(
        f"attendance:{kit.module.id}",
        kit.library.language,
        title,
        (
            SignOff(tuple(say(f"workshop-attendance-{name}") for name in ("day", "place", "trainer"))),
            Table(header, rows, shares=(8, 30, 40, 28, 28)),
        ),
        remark=(Text(say("workshop-attendance-remark")),),
        description=title,
        checked=kit.module.checked,
    )
