"""A module → its first page: for whom, what one can do afterwards, the way through, the checklists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from outreach.kinds import checklist, helpline, sitting
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Block, Card, Heading, Items, Link, Page, Prose, Rich, Text
from outreach.records import Module


def page(library: Library, module: Module, sections: Sequence[str] | None = None) -> Page:
    """The module's own page in one language; `sections` are the ones that this edition keeps, in order."""
    kept = tuple(sections or module.sections)
    found = [library.sections[f"{module.id}/{name}"] for name in kept]
    objectives = {name for section in found for name in section.objectives}
    ways: tuple[Rich, ...] = tuple(
        (
            Link(section.title, f"section:{module.id}/{section.id}"),
            Text(library.say("in-brackets", words=library.say("minutes", count=section.minutes))),
        )
        for section in found
    )
    goals = tuple(inline(goal.text) for goal in module.objectives if goal.id in objectives)
    blocks: list[Block] = [
        Prose(inline(module.summary)),
        *([helpline.lines(library, module.helplines, short=True)] if module.helplines else []),
        Heading(library.say("objectives"), "objectives"),
        Items(goals),
        Heading(library.say("sections"), "sections"),
        Items(ways, ordered=True),
    ]
    if sitting.is_tested(library, module, kept):
        title = library.say("test-of", module=module.title)
        blocks.append(Card(title, inline(library.say("test-goal")), f"test:{module.id}"))
    if module.checklists:
        blocks.append(Heading(library.say("checklists"), "checklists"))
        blocks += [checklist.card(library, library.checklists[name]) for name in module.checklists]
    minutes = sum(section.minutes for section in found)
    roles = library.say("comma").join(library.say(f"role-{role}") for role in module.roles)
    return Page(
        f"module:{module.id}",
        library.language,
        module.title,
        tuple(blocks),
        facts=(
            library.say("minutes", count=minutes),
            library.say("questions-count", count=sum(q.objective in objectives for q in library.bank(module.id))),
            library.say("checked", date=library.day(module.checked)),
        ),
        goal=(Text(library.say("for-roles", roles=roles)),),
        description=module.summary,
        minutes=minutes,
        checked=module.checked,
    )


def pages(library: Library) -> Iterator[Page]:
    """The first page of each module."""
    for module in library.modules.values():
        yield page(library, module)
