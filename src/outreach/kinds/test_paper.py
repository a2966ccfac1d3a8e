"""A test on paper: its questions lettered as a tally reads them, and the key with the reason for each answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import ascii_uppercase

from outreach.kinds import question
from outreach.kinds.bibliography import basis
from outreach.kinds.kit import Kit
from outreach.kinds.question import Asked
from outreach.kinds.sequence import figure
from outreach.lettering import key_of, lettered
from outreach.library import Library
from outreach.markup import inline
from outreach.page import (
    Ask,
    Block,
    Cite,
    Heading,
    Items,
    Page,
    Prose,
    Rich,
    SignOff,
    Sort,
    Span,
    Table,
    Text,
    Vote,
    VoteLine,
    words,
)
from outreach.records import Item, Numeric, Ordering, Question, ShortText, Sorting, TrueFalse

TESTS = {"A": "before", "B": "after"}


def asked(library: Library, item: Item, seed: str, number: int = 0, total: int = 0) -> Asked:
    """The question with its options in the order in which paper letters them."""
    found = question.ask(library, item, number, total)
    names = lettered(item, library.sequences, seed)
    match found:
        case Ask():
            choices = {choice.id: choice for choice in found.choices}
            return replace(found, choices=tuple(choices[name] for name in names))
        case Sort():
            goals = {goal.id: goal for goal in found.goals}
            return replace(found, goals=tuple(goals[name] for name in names))
        case _:
            return found


def vote(library: Library, item: Item, seed: str, is_open: bool = False) -> Vote:
    """The question as a room is asked it, or, once `is_open`, with its answer."""
    return Vote(
        inline(item.stem),
        tuple(_lines(library, item, seed)),
        key_of(library, item, seed),
        why(library, item, seed),
        basis(library, item.sources, item.clauses),
        is_open,
    )


def _lines(library: Library, item: Item, seed: str) -> Iterator[VoteLine]:
    names = lettered(item, library.sequences, seed)
    match item:
        case Question():
            options = {option.id: option for option in item.options}
            for letter, name in zip(ascii_uppercase, names, strict=False):
                option = options[name]
                yield VoteLine(letter, inline(option.text), option.right, figure(library, option.picture))
        case TrueFalse():
            for letter, name in zip(ascii_uppercase, names, strict=False):
                yield VoteLine(letter, inline(library.say(f"statement-{name}")), name in item.key)
        case Ordering():
            actions = {step.id: step.action for step in library.sequences[item.sequence].steps}
            for letter, name in zip(ascii_uppercase, names, strict=False):
                yield VoteLine(letter, inline(actions[name]))
        case Sorting():
            for number, part in enumerate(item.parts, 1):
                yield VoteLine(str(number), inline(part.text))
            targets = {target.id: target for target in item.targets}
            for letter, name in zip(ascii_uppercase, names, strict=False):
                yield VoteLine(letter, inline(targets[name].text))
        case _:
            return


def why(library: Library, item: Item, seed: str) -> Rich:
    """Why the right answer is right, without who says so; where there are several, each by its letter."""
    names = lettered(item, library.sequences, seed)
    match item:
        case Question():
            right = [(ascii_uppercase[names.index(one.id)], one.feedback) for one in item.options if one.right]
            return inline(right[0][1]) if len(right) == 1 else _together(sorted(right))
        case TrueFalse():
            return inline(item.reason)
        case Sorting():
            letters = (ascii_uppercase[names.index(part.to)] for part in item.parts)
            pairs = enumerate(zip(letters, item.parts, strict=True), 1)
            return _together([(f"{number}{letter}", part.feedback) for number, (letter, part) in pairs])
        case Ordering():
            return inline(item.feedback.right)
        case Numeric() | ShortText():
            return inline(item.solution)
        case _:
            raise TypeError(type(item).__name__)


def _together(reasons: Iterable[tuple[str, str]]) -> Rich:
    found: list[Span] = []
    for letter, reason in reasons:
        found += [Text(f"{' ' if found else ''}{letter} ", strong=True), *inline(reason)]
    return tuple(found)


def paper(kit: Kit, form: str) -> Page:
    """A form of the test (A before, B after) as a page to be answered by hand, with its code on top."""
    library, names = kit.library, kit.forms.a if form == "A" else kit.forms.b
    say = library.say
    questions = (
        asked(library, library.questions[name], kit.forms.seed, number, len(names))
        for number, name in enumerate(names, 1)
    )
    blocks: list[Block] = [
        SignOff((say("workshop-test-name"), say("workshop-test-day"))),
        Prose(inline(say("workshop-test-how"))),
        *questions,
    ]
    return Page(
        f"test:{kit.module.id}",
        library.language,
        say(f"workshop-paper-{TESTS[form]}", module=kit.module.title),
        tuple(blocks),
        facts=(kit.code, say("questions-count", count=len(names)), say("minutes", count=_minutes(kit))),
        badge=say("workshop-form", form=form),
        remark=inline(say("workshop-test-thanks")),
        description=say(f"workshop-paper-{TESTS[form]}", module=kit.module.title),
        checked=kit.module.checked,
    )


def _minutes(kit: Kit) -> int:
    return kit.agenda.slot("before").minutes


def key(kit: Kit) -> Page:
    """The answers of both forms, each with its reason and who says so; not for participants."""
    library = kit.library
    say = library.say
    blocks: list[Block] = [Items(tuple(inline(say(f"workshop-key-{rule}")) for rule in ("names", "marks", "tally")))]
    for form, names in (("A", kit.forms.a), ("B", kit.forms.b)):
        rows = tuple(_answer(kit, number, library.questions[name]) for number, name in enumerate(names, 1))
        header = tuple((Text(say(f"workshop-key-{column}")),) for column in ("number", "answer", "why"))
        title = say("workshop-form-of", form=say("workshop-form", form=form), test=say(f"workshop-{TESTS[form]}"))
        blocks += [Heading(title, f"form-{form.lower()}"), Table(header, rows, shares=(6, 10, 60))]
    title = say("workshop-key", module=kit.module.title)
    return Page(
        f"key:{kit.module.id}",
        library.language,
        title,
        tuple(blocks),
        facts=(kit.code,),
        badge=say("workshop-for-trainers"),
        description=title,
        checked=kit.module.checked,
    )


def _answer(kit: Kit, number: int, item: Item) -> tuple[Rich, ...]:
    library = kit.library
    found = basis(library, item.sources, item.clauses)
    told = Text(f"{item.name}{library.say('colon')}", strong=True)
    source = (Text(library.say("in-brackets", words=words(found))),) if found else ()
    plain = tuple(span for span in why(library, item, kit.forms.seed) if not isinstance(span, Cite))
    answer = (Text(key_of(library, item, kit.forms.seed), strong=True),)
    return (Text(str(number)),), answer, (told, *plain, *source)
