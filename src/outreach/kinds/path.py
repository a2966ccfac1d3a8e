"""Learning paths → one page: for each role what to study, in what order, how long, and which checklists to take."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.library import Library
from outreach.markup import inline
from outreach.page import Block, Heading, Items, Link, Note, Page, Prose, Rich, Text
from outreach.records import LearningPath, Stage


def pages(library: Library) -> Iterator[Page]:
    """The page of all paths; none where the content has no path."""
    if not library.paths:
        return
    blocks: list[Block] = [Prose(inline(library.say("paths-intro")))]
    for path in library.paths.values():
        blocks += _path(library, path)
    yield Page("paths:", library.language, library.say("paths"), tuple(blocks), description=library.say("paths-intro"))


def minutes(library: Library, path: LearningPath) -> int:
    """How long the path takes: the minutes of its sections, each counted once."""
    names = dict.fromkeys(name for stage in path.stages for name in stage.sections)
    return sum(library.sections[name].minutes for name in names)


def _path(library: Library, path: LearningPath) -> Iterator[Block]:
    yield Heading(path.title, path.id)
    count = library.say("minutes", count=minutes(library, path))
    yield Prose((Text(count, strong=True), Text(" "), *inline(path.summary)))
    for stage in path.stages:
        yield Note("info", stage.title, (Items(tuple(_lines(library, stage)), ordered=False),))


def _lines(library: Library, stage: Stage) -> Iterator[Rich]:
    for name in stage.sections:
        section = library.sections[name]
        module = library.modules[name.split("/")[0]]
        told = library.say("module-and-minutes", module=module.title, minutes=section.minutes)
        yield (Link(section.title, f"section:{name}"), Text(library.say("in-brackets", words=told)))
    for name in stage.checklists:
        checklist = library.checklists[name]
        yield (
            Text(library.say("checklist-to-take")),
            Link(f"{checklist.number} {checklist.title}", f"checklist:{name}"),
        )
