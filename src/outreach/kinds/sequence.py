"""An ordered procedure → its steps with pictures."""

from __future__ import annotations

from outreach.library import Library
from outreach.markup import inline
from outreach.page import Figure, Step, Steps, Text
from outreach.records import Sequence


def figure(library: Library, picture: str | None) -> Figure | None:
    """A drawing with its alternative, or none where no picture is named."""
    return Figure(library.drawings[picture], library.pictures[picture].alt) if picture else None


def steps(library: Library, sequence: Sequence) -> Steps:
    """The procedure in its canonical order; one for trained staff says so first."""
    return Steps(
        id=sequence.id,
        title=sequence.title,
        source=(Text(library.say("order-of", protocol=sequence.protocol)),),
        steps=tuple(
            Step(
                id=step.id,
                number=number,
                action=inline(step.action),
                why=inline(step.why) if step.why else (),
                stop=step.stop,
                figure=figure(library, step.picture),
            )
            for number, step in enumerate(sequence.steps, 1)
        ),
        warning=library.say("trained-staff-only") if sequence.audience == "trained-staff" else "",
    )
