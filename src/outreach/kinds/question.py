"""A question → the block that asks it. One function a type, one line in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from outreach import marking
from outreach.kinds.bibliography import basis
from outreach.kinds.sequence import figure
from outreach.lettering import scrambled
from outreach.library import Library
from outreach.markup import inline
from outreach.page import (
    Arrange,
    Ask,
    Before,
    Choice,
    Count,
    Goal,
    Measure,
    Mistake,
    Movable,
    Piece,
    Sort,
    Write,
)
from outreach.records import Item, Numeric, Ordering, Question, Sequence, ShortText, Sorting, TrueFalse

Asked = Ask | Arrange | Sort | Count | Write


def ask(library: Library, item: Item, number: int = 0, total: int = 0) -> Asked:
    """The item as question `number` of `total` on its page (0: it stands alone)."""
    return _BLOCKS[type(item)](library, item, {**_marked(library, item), "number": number, "total": total})


def _marked(library: Library, item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "revision": item.revision,
        "name": item.name,
        "stem": inline(item.stem),
        "hint": inline(item.hint),
        "right": inline(item.feedback.right),
        "wrong": inline(item.feedback.wrong),
        "partly": inline(item.feedback.partly) if item.feedback.partly else (),
        "basis": basis(library, item.sources, item.clauses),
        "safety_critical": item.safety_critical,
        "objective": item.objective,
        "by_part": item.partial == "by-part",
    }


def _choices(library: Library, item: Question, marked: dict[str, Any]) -> Ask:
    choices = tuple(
        Choice(
            option.id,
            inline(option.text),
            option.right,
            inline(option.feedback),
            option.fixed,
            figure(library, option.picture),
        )
        for option in item.options
    )
    return Ask(type=item.type, choices=choices, shuffle=item.shuffle, **marked)


def _true_false(library: Library, item: TrueFalse, marked: dict[str, Any]) -> Ask:
    choices = tuple(
        Choice(name, inline(library.say(f"statement-{name}")), right, inline(item.reason if right else item.refutation))
        for name, right in (("true", item.answer), ("false", not item.answer))
    )
    return Ask(type=item.type, choices=choices, shuffle=False, **marked)


def _order(library: Library, item: Ordering, marked: dict[str, Any]) -> Arrange:
    sequence = library.sequences[item.sequence]
    steps, rules = movable(sequence)
    return Arrange(steps=steps, start=scrambled(item.id, sequence), rules=rules, **marked)


def _sort(_library: Library, item: Sorting, marked: dict[str, Any]) -> Sort:
    goals = tuple(Goal(target.id, inline(target.text)) for target in item.targets)
    pieces = tuple(Piece(part.id, inline(part.text), part.to, inline(part.feedback)) for part in item.parts)
    return Sort(type=item.type, goals=goals, pieces=pieces, **marked)


def _count(_library: Library, item: Numeric, marked: dict[str, Any]) -> Count:
    return Count(
        value=item.value,
        margin=item.margin,
        units=tuple(Measure(unit.id, unit.name, unit.forms, unit.factor) for unit in item.units),
        mistakes=tuple(Mistake(known.id, known.value, inline(known.feedback)) for known in item.mistakes),
        solution=inline(item.solution),
        **marked,
    )


def _write(_library: Library, item: ShortText, marked: dict[str, Any]) -> Write:
    fold = marking.fold_of(item)
    return Write(
        accepted=tuple(marking.plain(form.text, fold) for form in item.accepted),
        mistakes=tuple(
            Mistake(known.id, marking.plain(known.text, fold), inline(known.feedback)) for known in item.mistakes
        ),
        fold=tuple(sorted(fold.items())),
        shown=item.accepted[0].text,
        solution=inline(item.solution),
        **marked,
    )


def movable(sequence: Sequence) -> tuple[tuple[Movable, ...], tuple[Before, ...]]:
    """The steps of a procedure to be put in order, and the rules that an order is held against."""
    steps = tuple(Movable(step.id, inline(step.action), inline(step.why)) for step in sequence.steps)
    rules = tuple(Before(rule.id, rule.before, rule.after, inline(rule.why), rule.severity) for rule in sequence.rules)
    return steps, rules


_BLOCKS: dict[type[Item], Callable[[Library, Any, dict[str, Any]], Asked]] = {
    Question: _choices,
    TrueFalse: _true_false,
    Ordering: _order,
    Sorting: _sort,
    Numeric: _count,
    ShortText: _write,
}
