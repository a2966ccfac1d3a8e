"""What a trainer shows to a room from a notebook: a vote, an ordering race, a case, a breathing exercise.

Everything is put up in presenter size by one host element; what was counted and called is read in Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import traitlets

from outreach.faults import OutreachError, named
from outreach.kinds import activity, question, scenario
from outreach.kinds import race as races
from outreach.library import Library
from outreach.naming import spoken
from outreach.outputs import html, presenting
from outreach.outputs.practice import TAGS
from outreach.outputs.scripts import style
from outreach.outputs.voice import Voice
from outreach.page import Arrange, Ask, Breath, Page, Practice, Story
from outreach.records import Breathing, Ordering
from outreach.widgets import ElementWidget, module

TEAMS = 2
"""Teams of a race where none are named."""
MOST_TEAMS, MOST_MINUTES = 8, 30


class VoteWidget(ElementWidget):
    """A question that a room votes on with its hands.

    `counts` holds a dict for each round, option id → hands: `[{"mask-first": 9, "mask-after": 21}, …]`, `people` how
    many voted in each (0 where that was not typed; only multiple choice asks). Both are empty until something is
    typed. `round` is 1 or 2, `revealed` says whether the room sees what is right. All can be observed.
    """

    _esm = module(presenting.HOST, presenting.VOTE)
    _css = style(presenting.VOTE, presenting.HOST)
    counts = traitlets.List(traitlets.Dict()).tag(sync=True)
    people = traitlets.List(traitlets.Int()).tag(sync=True)
    round = traitlets.Int(1, min=1, max=2).tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)
    asked: Ask


class RaceWidget(ElementWidget):
    """An ordering race. `results` holds a dict for each team that has called an order, in the order of the teams:

    `{"team": "一组", "order": ["stop", …], "seconds": 83.4, "outcome": "wrong", "broken": ["gloves-before-gown"]}`;
    `seconds` is None where no clock had run. `clock` is the clock as it stands: `{"elapsed": 83.4, "since": 0}`.
    """

    _esm = module(presenting.HOST, presenting.RACE)
    _css = style(presenting.RACE, presenting.HOST)
    results = traitlets.List(traitlets.Dict()).tag(sync=True)
    clock = traitlets.Dict().tag(sync=True)
    revealed = traitlets.Bool(False).tag(sync=True)


class WalkWidget(ElementWidget):
    """A branching case in presenter size; its `answer` holds the way that the room took last."""

    _esm = module(presenting.HOST, TAGS[Story])
    _css = style(TAGS[Story], presenting.HOST)


class BreatheWidget(ElementWidget):
    """Paced breathing for the whole room."""

    _esm = module(presenting.HOST, TAGS[Breath])
    _css = style(TAGS[Breath], presenting.HOST)


def vote(library: Library, name: str) -> VoteWidget:
    """The question of that id, to be voted on. Raises OutreachError for one without options to raise a hand for."""
    item = named(name, library.questions, "question", "see question_table(load(), '<module>')")
    asked = question.ask(library, item)
    if not isinstance(asked, Ask):
        fit = "single-choice, multiple-choice, picture-choice, true-false"
        remedy = f"race('{name}') has teams race for it" if isinstance(asked, Arrange) else "question() asks it"
        raise OutreachError(
            f"'{name}' is of type {item.type}, which cannot be voted on by hand; choose one of type {fit}, or: {remedy}"
        )
    widget = VoteWidget(html=presenting.vote(asked, _voice(library, asked)), lang=library.language)
    widget.asked = asked
    return widget


def race(library: Library, name: str, teams: Iterable[str] = ()) -> RaceWidget:
    """An ordering question or a procedure as a race of teams. Raises OutreachError for anything else, or odd teams."""
    item = library.questions.get(name)
    found = item if isinstance(item, Ordering) else library.sequences.get(name)
    if found is None:
        orders = [one.id for one in library.questions.values() if isinstance(one, Ordering)]
        what = f"'{name}' is of type {item.type}, which has no order to race for" if item else f"there is no '{name}'"
        raise OutreachError(f"{what}; choose one of {', '.join([*orders, *library.sequences])}")
    arranged = races.arrange(library, found)
    names = _teams(teams) or tuple(library.say("race-teams").split("|")[:TEAMS])
    return RaceWidget(html=presenting.race(arranged, names, _voice(library, arranged)), lang=library.language)


def walk(library: Library, name: str) -> WalkWidget:
    """A branching case to walk through with the room. Raises OutreachError for a case that is not there."""
    part = scenario.story(library, named(name, library.scenarios, "scenario"))
    return WalkWidget(html=_hosted(library, part, part.title), lang=library.language)


def breathe(library: Library, name: str, minutes: int) -> BreatheWidget:
    """A breathing exercise for that many minutes. Raises OutreachError for any other activity, or an odd length."""
    found = named(name, library.activities, "activity")
    part = activity.block(library, found)
    if not isinstance(part, Breath):
        fit = ", ".join(one.id for one in library.activities.values() if isinstance(one, Breathing))
        raise OutreachError(f"'{name}' is no breathing exercise; choose one of {fit}")
    if not 1 <= minutes <= MOST_MINUTES:
        raise OutreachError(f"minutes is {minutes}; breathe together for 1 to {MOST_MINUTES} minutes")
    part = replace(part, minutes=(minutes,))
    return BreatheWidget(html=_hosted(library, part, part.lead.title), lang=library.language)


def _hosted(library: Library, part: Story | Breath, label: str) -> str:
    """An element that pages have too, in the presenter's host."""
    voice = _voice(library, part)
    return presenting.present(html.block(part, voice), label, voice)


def _voice(library: Library, part: Practice) -> Voice:
    return Voice.of(Page("file:notebooks/alone.html", library.language, "", (part,)), library.say)


def _teams(teams: Iterable[str]) -> tuple[str, ...]:
    """Names that a screen bears, each once. Raises OutreachError for others."""
    if isinstance(teams, str):
        raise OutreachError(f"teams is the text '{teams}'; give a list: [\"{teams}\", …]")
    names = tuple(spoken(str(team), "a team's name", presenting.TEAM_LIMIT) for team in teams)
    if len(names) > MOST_TEAMS:
        raise OutreachError(f"there are {len(names)} teams; at most {MOST_TEAMS} fit on a screen")
    if "" in names:
        raise OutreachError("a team has no name; give each one")
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise OutreachError(f"two teams are called '{twice}'; give each a name of its own")
    return names
