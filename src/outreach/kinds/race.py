"""A procedure → the order that teams race for: an ordering of the bank, or the procedure itself."""

from __future__ import annotations

from outreach.kinds import question
from outreach.kinds.bibliography import basis
from outreach.lettering import scrambled
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Arrange
from outreach.records import Ordering, Sequence


def arrange(library: Library, found: Ordering | Sequence) -> Arrange:
    """The steps in scrambled order with the rules that mark them; a procedure is asked for by its title alone."""
    if isinstance(found, Ordering):
        asked = question.ask(library, found)
        assert isinstance(asked, Arrange)
        return asked
    steps, rules = question.movable(found)
    stem = library.say("race-stem", title=found.title)
    if found.audience == "trained-staff":
        stem = library.say("joined", first=stem, second=library.say("trained-staff-only"))
    return Arrange(
        id=found.id,
        revision=found.revision,
        name=found.title,
        stem=inline(stem),
        hint=(),
        right=(),
        wrong=(),
        partly=(),
        basis=basis(library, found.sources, found.clauses),
        safety_critical=False,
        objective="",
        steps=steps,
        start=scrambled(found.id, found),
        rules=rules,
    )
