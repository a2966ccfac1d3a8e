"""A module's bank → the page of its test before and after, on two parallel forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach import forms
from outreach.kinds import question
from outreach.library import Library
from outreach.markup import body, directives, inline
from outreach.page import Aim, Form, Page, Place, Sitting, Studied
from outreach.records import Module

SEED = "site"
"""What the forms on the site are drawn with; a trainer draws others with a seed of their own."""


def sitting(library: Library, module: Module, seed: str = SEED, sections: Sequence[str] | None = None) -> Sitting:
    """The test of a module, or of the `sections` that an edition of it keeps."""
    found = aims(library, module, sections)
    drawn = forms.draw(library, module.id, seed, objectives=[aim.id for aim in found])
    asked = {library.questions[name].objective for name in drawn.a}
    return Sitting(
        id=f"test-{module.id}",
        module=module.id,
        title=module.title,
        seed=seed,
        aims=tuple(aim for aim in found if aim.id in asked),
        forms=(_form(library, "A", drawn.a), _form(library, "B", drawn.b)),
        bank=studied(library, module),
    )


def studied(library: Library, module: Module) -> tuple[Studied, ...]:
    """The module's questions that stand in a section, each with the place where it stands."""
    where = {
        name: f"question:{module.id}/{section}/{name}"
        for section in module.sections
        for directive in directives(body(library.sections[f"{module.id}/{section}"].body))
        if directive.name == "questions"
        for name in directive.ids
    }
    return tuple(
        Studied(item.id, item.revision, item.name, item.objective, item.safety_critical, where[item.id])
        for item in library.bank(module.id)
        if item.id in where
    )


def _form(library: Library, name: str, items: tuple[str, ...]) -> Form:
    asks = tuple(
        question.ask(library, library.questions[item], number, len(items)) for number, item in enumerate(items, 1)
    )
    return Form("A" if name == "A" else "B", asks)


def aims(library: Library, module: Module, sections: Sequence[str] | None = None) -> tuple[Aim, ...]:
    """The module's objectives, each with the first section that teaches it; those of no kept section are left out."""
    found = []
    for objective in module.objectives:
        for name in sections or module.sections:
            section = library.sections[f"{module.id}/{name}"]
            if objective.id in section.objectives:
                target = f"section:{module.id}/{name}"
                found.append(Aim(objective.id, inline(objective.text), section.title, target))
                break
    return tuple(found)


def is_tested(library: Library, module: Module, sections: Sequence[str] | None = None) -> bool:
    """Whether the module, or an edition of it, has a test: the bank has two items for one of its objectives."""
    found = aims(library, module, sections)
    return bool(forms.draw(library, module.id, SEED, objectives=[aim.id for aim in found]).a)


def page(library: Library, module: Module, sections: Sequence[str] | None = None) -> Page | None:
    """The page of the module's test; None where the bank has no two items for any objective."""
    found = sitting(library, module, sections=sections)
    if not found.aims:
        return None
    count = len(found.forms[0].asks)
    return Page(
        f"test:{module.id}",
        library.language,
        library.say("test-of", module=module.title),
        (found,),
        place=Place(module.title),
        facts=(library.say("questions-count", count=count),),
        goal=inline(library.say("test-goal")),
        description=library.say("test-goal"),
        checked=module.checked,
    )


def pages(library: Library) -> Iterator[Page]:
    """The test of each module."""
    for module in library.modules.values():
        if (found := page(library, module)) is not None:
            yield found
