"""The door: what notebooks and trainers use. `outreach/__init__.py` opens it when the first thing is asked for."""

from __future__ import annotations

import os

from outreach.faults import ContentError, OutreachError
from outreach.kinds import PAGES
from outreach.kinds import question as _question
from outreach.library import Library
from outreach.marking import outcome
from outreach.outputs.voice import Voice
from outreach.page import Page
from outreach.publishing import CONTENT, Published, publish
from outreach.reading import load as _load
from outreach.tables import module_map, question_table
from outreach.widgets import LivePage, QuestionWidget

__all__ = [
    "ContentError",
    "Library",
    "LivePage",
    "OutreachError",
    "Published",
    "QuestionWidget",
    "live_page",
    "load",
    "module_map",
    "outcome",
    "publish",
    "question",
    "question_table",
]


def load(language: str = "zh") -> Library:
    """The content in one language (`zh`, `en`). Raises ContentError with every fault, or OutreachError."""
    return _load(os.environ.get(CONTENT), language)


def live_page(name: str, language: str = "zh") -> LivePage:
    """A page of the site, live: `live_page("section:ppe-protocol/doffing").show("pp13")`.

    Raises OutreachError for a page that is not there.
    """
    library = load(language)
    found = next((p for kind in PAGES.values() for p in kind(library) if p.id == name), None)
    if found is None:
        raise OutreachError(f"there is no page '{name}'; a section's page is 'section:<module>/<section>'")
    return LivePage(found, Voice.of(found, library.say))


def question(name: str, language: str = "zh") -> QuestionWidget:
    """One question of the bank as a live widget; its `answer` holds what was answered last. Raises OutreachError."""
    library = load(language)
    if name not in library.questions:
        raise OutreachError(f"there is no question '{name}'; see question_table(load(), '<module>')")
    ask = _question.ask(library, library.questions[name])
    # Its links are those of a page in `notebooks/`, where the site shows it.
    alone = Page("file:notebooks/question.html", language, ask.name, (ask,))
    widget = LivePage(alone, Voice.of(alone, library.say)).show(name)
    assert isinstance(widget, QuestionWidget)
    return widget
