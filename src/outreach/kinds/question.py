"""A question → the block that asks it."""

from __future__ import annotations

from outreach.kinds.bibliography import basis
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Ask, Choice
from outreach.records import Question


def ask(library: Library, question: Question, number: int = 0, total: int = 0) -> Ask:
    """The question as question `number` of `total` on its page (0: it stands alone)."""
    choices = tuple(
        Choice(option.id, inline(option.text), option.right, inline(option.feedback), option.fixed)
        for option in question.options
    )
    return Ask(
        id=question.id,
        revision=question.revision,
        type=question.type,
        name=question.name,
        stem=inline(question.stem),
        choices=choices,
        hint=inline(question.hint),
        right=inline(question.feedback.right),
        wrong=inline(question.feedback.wrong),
        partly=inline(question.feedback.partly) if question.feedback.partly else (),
        basis=basis(library, question.sources, question.clauses),
        safety_critical=question.safety_critical,
        shuffle=question.shuffle,
        number=number,
        total=total,
    )
