"""An ordered procedure → its steps with pictures."""

from __future__ import annotations

from outreach.library import Library
from outreach.markup import inline
from outreach.page import Card, Cite, Figure, Note, Page, Prose, Step, Steps, Text
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


def poster(library: Library, sequence: Sequence) -> Page:
    """The procedure as a page of its own, for a poster; it leads to the section in which it is taught."""
    shown = steps(library, sequence)
    warning = (Note("care", shown.warning, ()),) if shown.warning else ()
    clauses_and_sources = Cite(
        (*dict.fromkeys((*sequence.sources, *(s for step in sequence.steps for s in step.sources))),)
    )
    return Page(
        _taught(library, sequence),
        library.language,
        sequence.title,
        (*warning, shown, Prose((clauses_and_sources,), quiet=True)),
        facts=(library.say("revision", revision=sequence.revision),),
        goal=shown.source,
        description=sequence.title,
        remark=(Text(library.say("for-training")),),
        checked=library.checked,
    )


def card(library: Library, sequence: Sequence) -> Card:
    """The way to the section in which the procedure is taught."""
    return Card(
        sequence.title, (Text(library.say("order-of", protocol=sequence.protocol)),), _taught(library, sequence)
    )


def _taught(library: Library, sequence: Sequence) -> str:
    """The section that shows the procedure; the page of all checklists where none does."""
    taught = (name for name, section in library.sections.items() if f"{{procedure}} {sequence.id}\n" in section.body)
    section = next(taught, "")
    return f"section:{section}" if section else "checklists:"
