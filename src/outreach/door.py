"""The door: what notebooks and trainers use. `outreach/__init__.py` opens it when the first thing is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import pandas as pd

from outreach import observed, slips
from outreach.desk import SheetDesk
from outreach.faults import ContentError, OutreachError, meant, one_of
from outreach.forms import SIZE, draw
from outreach.kinds import PAGES
from outreach.kinds import activity as _activity
from outreach.kinds import question as _question
from outreach.kinds import scenario as _scenario
from outreach.kinds import sitting as _sitting
from outreach.library import BASE, Library
from outreach.marking import outcome
from outreach.observed import Observation, Tally
from outreach.outputs.voice import Voice
from outreach.page import Page, Practice
from outreach.publishing import CONTENT, Published, publish, publish_sheets
from outreach.reading import load as _load
from outreach.reading import load_all
from outreach.results.room import RoomResults
from outreach.results.room import read_results as _read_results
from outreach.slips import Slip
from outreach.tables import checklist_table, module_map, question_table
from outreach.tables import form_table as _form_table
from outreach.tables import observation_table as _observation_table
from outreach.tables import slip_table as _slip_table
from outreach.widgets import ElementWidget, LivePage

R = TypeVar("R")

__all__ = [
    "ContentError",
    "ElementWidget",
    "Library",
    "LivePage",
    "Observation",
    "OutreachError",
    "Published",
    "RoomResults",
    "Slip",
    "Tally",
    "activity",
    "checklist_table",
    "form_table",
    "live_page",
    "load",
    "module_map",
    "observation_table",
    "outcome",
    "publish",
    "publish_sheets",
    "question",
    "question_table",
    "read_observations",
    "read_results",
    "read_slip",
    "read_tally",
    "scenario",
    "sheet_desk",
    "sitting",
    "slip_table",
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


def question(name: str, language: str = "zh") -> ElementWidget:
    """One question of the bank as a live widget; its `answer` holds what was answered last. Raises OutreachError."""
    library = load(language)
    record = _named(name, library.questions, "question", "see question_table(load(), '<module>')")
    return _alone(library, _question.ask(library, record))


def sitting(module: str, language: str = "zh", seed: str = _sitting.SEED) -> ElementWidget:
    """A module's test before and after as a live widget, its forms drawn with a seed. Raises OutreachError.

    Its `answer` is the result slip as soon as a test is done: `slip_table(read_slip(widget.answer))`.
    """
    library = load(language)
    return _alone(library, _sitting.sitting(library, _named(module, library.modules, "module"), seed))


def form_table(module: str, language: str = "zh", seed: str = _sitting.SEED, size: int = SIZE) -> pd.DataFrame:
    """Two parallel forms of a module's test side by side, the same for the same seed. Raises OutreachError."""
    library = load(language)
    return _form_table(library, draw(library, module, seed, size))


def read_slip(source: str | Mapping[str, object]) -> Slip:
    """A learner's result slip from its file's content, its chat text, or a widget's `answer`. Raises OutreachError."""
    return slips.read(source) if isinstance(source, str) else slips.of(source)


def read_results(folder: str, module: str, language: str = "zh", seed: str = _sitting.SEED) -> RoomResults:
    """What a room learned of a module, from a folder of slips, pasted texts and paper tallies. Raises OutreachError.

    `seed` is what paper tests were drawn with, where a tally does not say so.
    """
    return _read_results(folder, load_all(os.environ.get(CONTENT)), module, language, seed)


def slip_table(slip: Slip) -> pd.DataFrame:
    """The slip's answers, marked again by the same rules: one row an answer. Raises OutreachError."""
    return _slip_table(load(slip.language), slip)


def read_observations(text: str) -> tuple[Observation, ...]:
    """What observers saw, from a chat with any number of their texts, or from one file's content.

    Raises OutreachError for a text that is cut off or none.
    """
    return observed.read_all(text)


def read_tally(path: Path | str, language: str = BASE) -> Tally:
    """What observers wrote on paper, from the table it was typed into (csv, xlsx): `observations` and `faults`.

    Raises OutreachError for a table that can't be read.
    """
    return observed.read_table(Path(path), load(language))


def observation_table(observations: Iterable[Observation], language: str = BASE) -> pd.DataFrame:
    """Observed practice, judged by the procedures' rules: one row an observation, from a phone or from paper."""
    return _observation_table(load(language), observations)


def scenario(name: str, language: str = "zh") -> ElementWidget:
    """One branching case as a live widget; its `answer` holds the way that was taken last. Raises OutreachError."""
    library = load(language)
    return _alone(library, _scenario.story(library, _named(name, library.scenarios, "scenario")))


def activity(name: str, language: str = "zh") -> ElementWidget:
    """One activity (breathing, walk-through, check-in, dilution) as a live widget. Raises OutreachError."""
    library = load(language)
    return _alone(library, _activity.block(library, _named(name, library.activities, "activity")))


def sheet_desk(language: str = "zh", address: str = "") -> SheetDesk:
    """Where checklists are chosen, seen with the organisation's name and logo, and taken away as files.

    `address` is where the site is published; the sheets' QR codes lead there. Raises OutreachError for faulty content.
    """
    libraries = load_all(os.environ.get(CONTENT))
    return SheetDesk(libraries, one_of(language, tuple(libraries), "language"), address)


def _named(name: str, records: Mapping[str, R], kind: str, remedy: str = "") -> R:
    if name not in records:
        raise OutreachError(f"there is no {kind} '{name}'; {remedy or meant(name, records, ', '.join(records))}")
    return records[name]


def _alone(library: Library, block: Practice) -> ElementWidget:
    """A block as a widget of its own; its links are those of a page in `notebooks/`, where the site shows it."""
    page = Page("file:notebooks/alone.html", library.language, "", (block,))
    widget = LivePage(page, Voice.of(page, library.say)).show(block.id)
    assert isinstance(widget, ElementWidget)
    return widget
