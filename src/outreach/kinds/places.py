"""Places of the site by name → links that call each by its title or number."""

from __future__ import annotations

from collections.abc import Iterable

from outreach.library import Library
from outreach.page import Link, Rich, Text


def links(library: Library, targets: Iterable[str]) -> Rich:
    """Links to pages by their names, with a comma between; words that say so where there is none."""
    spans: list[Text | Link] = []
    for target in targets:
        link = Link(label(library, target), target)
        spans += [Text(library.say("comma")), link] if spans else [link]
    return tuple(spans) or (Text(library.say("not-yet")),)


def label(library: Library, target: str) -> str:
    """How a place is called in a list of places."""
    kind, _, name = target.partition(":")
    match kind:
        case "section":
            return library.sections[name].title
        case "scenario":
            return library.scenarios[name.rpartition("/")[2]].title
        case "question":
            return name.rpartition("/")[2]
        case "checklist":
            return library.checklists[name].number
        case "clause":
            return library.say("clause-number", number=name.split(":")[1])
        case "guideline":
            return library.editions[name].label
        case _:
            return library.say(kind)
