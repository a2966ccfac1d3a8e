"""The door: what notebooks and trainers use. `outreach/__init__.py` opens it when the first thing is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from outreach import observed, presenting, slips
from outreach.desk import SheetDesk
from outreach.faults import ContentError, OutreachError, named, one_of
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
from outreach.presenting import BreatheWidget, RaceWidget, VoteWidget, WalkWidget
from outreach.publishing import CONTENT, Published, publish, publish_sheets
from outreach.reading import load as _load
from outreach.reading import load_all
from outreach.results.room import RoomResults
from outreach.results.room import read_results as _read_results
from outreach.slips import Slip
from outreach.tables import checklist_table, module_map, question_table
from outreach.tables import form_table as _form_table
from outreach.tables import observation_table as _observation_table
from outreach.tables import race_table as _race_table
from outreach.tables import slip_table as _slip_table
from outreach.tables import vote_table as _vote_table
from outreach.widgets import ElementWidget, LivePage

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
    "breathe",
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
    "race",
    "race_table",
    "read_observations",
    "read_results",
    "read_slip",
    "read_tally",
    "scenario",
    "sheet_desk",
    "sitting",
    "slip_table",
    "vote",
    "vote_table",
    "walk",
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
    record = named(name, library.questions, "question", "see question_table(load(), '<module>')")
    return _alone(library, _question.ask(library, record))


def sitting(module: str, language: str = "zh", seed: str = _sitting.SEED) -> ElementWidget:
    """A module's test before and after as a live widget, its forms drawn with a seed. Raises OutreachError.

    Its `answer` is the result slip as soon as a test is done: `slip_table(read_slip(widget.answer))`.
    """
    library = load(language)
    return _alone(library, _sitting.sitting(library, named(module, library.modules, "module"), seed))


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
    return _alone(library, _scenario.story(library, named(name, library.scenarios, "scenario")))


def activity(name: str, language: str = "zh") -> ElementWidget:
    """One activity (breathing, walk-through, check-in, dilution) as a live widget. Raises OutreachError."""
    library = load(language)
    return _alone(library, _activity.block(library, named(name, library.activities, "activity")))


def vote(name: str, language: str = "zh") -> VoteWidget:
    """A question to put on the projector: hands are counted and typed, bars grow, the answer waits for a key.

    Its `counts` holds the hands of each option, round by round. Raises OutreachError for what cannot be voted on.
    """
    return presenting.vote(load(language), name)


def vote_table(shown: VoteWidget) -> pd.DataFrame:
    """A vote's hands and shares, option by option, and how they changed; which is right, once the room knows it."""
    return _vote_table(shown.asked, shown.counts, shown.people, shown.revealed)


def race(name: str, teams: Iterable[str] = (), language: str = "zh") -> RaceWidget:
    """An ordering race for the projector: a clock, and for each team a field for the letters that it calls.

    `name` is an ordering question or a procedure; without `teams` there are two. Its `results` holds what each team
    called, when, and the rules that it broke. Raises OutreachError for anything without an order, and for odd teams.
    """
    return presenting.race(load(language), name, teams)


def race_table(shown: RaceWidget) -> pd.DataFrame:
    """A race's results: one row a team, with its time, its order, its outcome and the rules that it broke."""
    return _race_table(shown.results)


def walk(name: str, language: str = "zh") -> WalkWidget:
    """A branching case in presenter size; its `answer` holds the way the room took last. Raises OutreachError."""
    return presenting.walk(load(language), name)


def breathe(name: str = "calm-breathing", minutes: int = 2, language: str = "zh") -> BreatheWidget:
    """Paced breathing for the whole room, for so many minutes. Raises OutreachError for any other activity."""
    return presenting.breathe(load(language), name, minutes)


def sheet_desk(language: str = "zh", address: str = "") -> SheetDesk:
    """Where checklists are chosen, seen with the organisation's name and logo, and taken away as files.

    `address` is where the site is published; the sheets' QR codes lead there. Raises OutreachError for faulty content.
    """
    libraries = load_all(os.environ.get(CONTENT))
    return SheetDesk(libraries, one_of(language, tuple(libraries), "language"), address)


def _alone(library: Library, block: Practice) -> ElementWidget:
    """A block as a widget of its own; its links are those of a page in `notebooks/`, where the site shows it."""
    page = Page("file:notebooks/alone.html", library.language, "", (block,))
    widget = LivePage(page, Voice.of(page, library.say)).show(block.id)
    assert isinstance(widget, ElementWidget)
    return widget
