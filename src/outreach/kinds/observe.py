"""A procedure that is practised under an observer's eyes → the observer's page, and the observer's sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from outreach.kinds import sequence as procedure
from outreach.kinds.bibliography import with_references
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Before, Block, Cite, Items, Note, Observe, Page, Prose, Rich, SignOff, Text
from outreach.records import PrecedenceRule, Sequence


def observed(library: Library) -> tuple[Sequence, ...]:
    """The procedures that are practised under an observer's eyes."""
    return tuple(found for found in library.sequences.values() if found.observed)


def page(library: Library, sequence: Sequence, more: tuple[Block, ...] = ()) -> Page:
    """The observer's page, with `more` before its references; a plain list of steps and rules without a script."""
    blocks = (_block(library, sequence), _rules(library, sequence), *more, _cited(library, sequence))
    return Page(
        f"observe:{sequence.id}",
        library.language,
        library.say("observe-title", title=sequence.title),
        with_references(library, blocks),
        facts=(library.say("revision", revision=sequence.revision),),
        goal=(Text(library.say("observe-goal")),),
        description=library.say("observe-goal"),
    )


def sheet(library: Library, sequence: Sequence) -> Page:
    """The same on paper: a column for each learner, a row for each step."""
    shown = _block(library, sequence)
    steps = replace(shown.steps, steps=tuple(replace(step, why=()) for step in shown.steps.steps))
    warning = (Note("care", shown.steps.warning, ()),) if shown.steps.warning else ()
    fields = ("observe-observer", "hours-day", "observe-signature")
    return Page(
        f"observe:{sequence.id}",
        library.language,
        sequence.title,
        (
            *warning,
            replace(shown, steps=steps),
            _rules(library, sequence),
            SignOff(tuple(library.say(field) for field in fields)),
            _cited(library, sequence),
        ),
        facts=(
            library.say("revision", revision=sequence.revision),
            library.say("order-of", protocol=sequence.protocol),
        ),
        goal=(Text(library.say("observe-on-paper")),),
        description=sequence.title,
        badge=library.say("variant-observe"),
        remark=(Text(library.say("for-training")),),
        checked=library.checked,
    )


def pages(library: Library) -> Iterator[Page]:
    """The observer's page of each procedure."""
    for sequence in observed(library):
        yield page(library, sequence)


def _block(library: Library, sequence: Sequence) -> Observe:
    rules = (Before(rule.id, rule.before, rule.after, inline(rule.why), rule.severity) for rule in sequence.rules)
    return Observe(sequence.id, sequence.title, sequence.revision, procedure.steps(library, sequence), tuple(rules))


def _rules(library: Library, sequence: Sequence) -> Note:
    lines = tuple(_rule(library, sequence, rule) for rule in sequence.rules)
    return Note("info", library.say("order-rules"), (Items(lines),), anchor="rules")


def _rule(library: Library, sequence: Sequence, rule: PrecedenceRule) -> Rich:
    """A rule in words, its steps by their numbers: `先做第2步，再做第5、6步：……`."""
    places = {step.id: number for number, step in enumerate(sequence.steps, 1)}
    before, after = (_numbers(library, [places[step] for step in side]) for side in (rule.before, rule.after))
    return (Text(library.say("observe-rule", before=before, after=after), strong=True), *inline(rule.why))


def _numbers(library: Library, numbers: list[int]) -> str:
    """Numbers as they are said, three or more in a row as a range: `1、3–5`."""
    found = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        found += [f"{row[0]}–{row[-1]}"] if len(row) > 2 else [str(number) for number in row]
    return library.say("comma").join(found)


def _cited(library: Library, sequence: Sequence) -> Prose:
    every = (*sequence.sources, *(source for rule in sequence.rules for source in rule.sources))
    cited = Cite((*dict.fromkeys(every), *sequence.clauses))
    return Prose((Text(library.say("sources-of-items")), cited), quiet=True)
