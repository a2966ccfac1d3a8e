"""Helplines → the numbers on a page: a few lines on every page of a module, or the whole list."""

from __future__ import annotations

from collections.abc import Iterable

from outreach.library import Library
from outreach.markup import inline
from outreach.page import Cite, Helpline, Helplines, Rich


def lines(library: Library, names: Iterable[str], short: bool = False) -> Helplines:
    """The numbers in the order given; `short` without when and since."""
    found = []
    for name in names:
        line = library.helplines[name]
        cites: Rich = (Cite(line.sources),) if line.sources and not short else ()
        since = (*inline(line.since), *cites) if line.since else ()
        hours = inline(line.hours) if since else (*inline(line.hours), *cites)
        found.append(Helpline(line.number, line.name, inline(line.what), hours, since))
    return Helplines(library.say("helplines-label"), tuple(found), short)
