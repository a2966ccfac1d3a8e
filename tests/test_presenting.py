"""What a trainer shows to a room: what can be shown, what is refused in plain words, the tables of results."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import outreach
from outreach import presenting
from outreach.faults import OutreachError
from outreach.outputs.scripts import ELEMENTS, PRESENTING, built_on, names, script

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
VOTED = {"single-choice": "pp13", "multiple-choice": "pp27", "picture-choice": "pp45", "true-false": "pp52"}


@LANGUAGES
@pytest.mark.parametrize("name", VOTED.values())
def test_every_type_with_options_can_be_voted_on(libraries, language: str, name: str) -> None:
    widget = presenting.vote(libraries[language], name)
    page = BeautifulSoup(widget.html, "html.parser")
    rows = page.select(".o-ballot > li")
    assert [row.select_one(".o-letter").text for row in rows] == list("ABCDEFGH"[: len(rows)])
    assert [row["data-option"] for row in rows] == [choice.id for choice in widget.asked.choices]
    # What tells the answer stands in the fold alone, whether or not a script runs.
    shown = page.select_one(".o-answers").extract()
    assert len(shown.select(".o-reason")) == len(rows)
    assert not page.select("[data-key], .o-reason, .o-verdict")
    # Fields that do nothing without a script are not to be seen without one.
    assert all(field.find_parent(hidden=True) for field in page.select("input, .o-buttons button"))
    assert (widget.counts, widget.people, widget.round, widget.revealed) == ([], [], 1, False)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: outreach.vote("pp38"), r"'pp38' is of type order, which cannot be voted on by hand.*race\('pp38'\)"),
        (lambda: outreach.vote("pp49"), "'pp49' is of type number, which cannot be voted on by hand"),
        (lambda: outreach.vote("pp130"), "there is no question 'pp130'"),
        (lambda: outreach.race("pp13"), "'pp13' is of type single-choice, which has no order.*pp38.*doffing"),
        (lambda: outreach.race("doffin"), "there is no 'doffin'; choose one of .*doffing"),
        (lambda: outreach.race("pp38", teams="一组"), "give a list"),
        (lambda: outreach.race("pp38", teams=["一组", "一组"]), "two teams are called '一组'"),
        (lambda: outreach.race("pp38", teams=["一组", " "]), "a team has no name"),
        (lambda: outreach.race("pp38", teams=["一\u200b组"]), r"invisible character U\+200B"),
        (lambda: outreach.race("pp38", teams=["组" * 21]), "21 characters; use at most 20"),
        (lambda: outreach.race("pp38", teams=map(str, range(9))), "9 teams; at most 8"),
        (lambda: outreach.walk("mixin"), "there is no scenario 'mixin'; did you mean 'mixing'"),
        (lambda: outreach.breathe("grounding"), "'grounding' is no breathing exercise; choose one of calm-breathing"),
        (lambda: outreach.breathe(minutes=0), "minutes is 0; breathe together for 1 to 30 minutes"),
    ],
)
def test_what_cannot_be_shown_is_told_in_plain_words(call, said: str) -> None:
    with pytest.raises(OutreachError, match=said):
        call()


@LANGUAGES
@pytest.mark.parametrize("name", ["pp38", "doffing", "hand-washing", "doffing-coverall"])
def test_a_race_is_of_a_question_or_of_a_procedure(libraries, language: str, name: str) -> None:
    library = libraries[language]
    page = BeautifulSoup(presenting.race(library, name).html, "html.parser")
    sequence = library.sequences["doffing" if name == "pp38" else name]
    steps = [row["data-step"] for row in page.select(".o-lettered > li")]
    assert sorted(steps) == sorted(step.id for step in sequence.steps)
    assert sequence.broken_rules(tuple(steps)), "untouched they would be right"
    rules = json.loads(page.select_one("outreach-race")["data-rules"])
    assert [rule["id"] for rule in rules] == [rule.id for rule in sequence.rules]
    assert len(page.select(".o-teams > li")) == 2
    trained = library.say("trained-staff-only") in page.select_one(".o-stem").text
    assert trained == (sequence.audience == "trained-staff")


def test_a_teams_name_is_words_and_nothing_else(libraries) -> None:
    html = presenting.race(libraries["zh"], "pp38", ["<b>一组", '"二"']).html
    page = BeautifulSoup(html, "html.parser")
    assert [row["data-team"] for row in page.select(".o-teams > li")] == ["<b>一组", '"二"']
    assert "<b>" not in html


@LANGUAGES
def test_a_case_and_breathing_are_the_elements_that_pages_have(libraries, language: str) -> None:
    case = presenting.walk(libraries[language], "mixing")
    assert re.match(r'<outreach-presenter class="o-presenter"[^>]*><outreach-scenario ', case.html)
    breathing = presenting.breathe(libraries[language], "calm-breathing", 2)
    page = BeautifulSoup(breathing.html, "html.parser")
    assert [option["value"] for option in page.select("select option")] == ["2"]
    for widget, tag in ((case, "outreach-scenario"), (breathing, "outreach-breathing")):
        assert widget._esm.count(f'customElements.define("{tag}"') == 1
        assert f".o-{tag.split('-')[1]}" in widget._css or tag in widget._css


def test_a_vote_as_a_table(libraries) -> None:
    widget = presenting.vote(libraries["en"], "pp13")
    names = [choice.id for choice in widget.asked.choices]
    assert list(outreach.vote_table(widget).columns) == ["letter", "words"]
    widget.counts = [dict(zip(names, (9, 3, 14, 4), strict=True)), dict(zip(names, (2, 0, 27, 1), strict=True))]
    widget.people = [0, 0]
    assert "right" not in outreach.vote_table(widget), "a table on the same screen would tell the answer"
    widget.revealed = True
    table = outreach.vote_table(widget)
    assert list(table["letter"]) == list("ABCD")
    assert table.loc["mask-after", "right"]
    assert list(table["hands 2"]) == [2, 0, 27, 1]
    assert table.loc["mask-after", ["share 1", "share 2"]].tolist() == pytest.approx([14 / 30, 0.9])
    assert table["change"].sum() == pytest.approx(0)


def test_shares_of_a_vote_on_several_options_are_of_the_people(libraries) -> None:
    widget = presenting.vote(libraries["zh"], "pp27")
    counts = {choice.id: 15 for choice in widget.asked.choices}
    widget.counts, widget.people = [counts], [0]
    assert outreach.vote_table(widget)["share 1"].isna().all()
    widget.people = [30]
    assert set(outreach.vote_table(widget)["share 1"]) == {0.5}


def test_a_race_as_a_table(libraries) -> None:
    widget = presenting.race(libraries["zh"], "pp38", ["一组", "二组"])
    empty = outreach.race_table(widget)
    assert empty.empty
    widget.results = [
        {"team": "一组", "order": ["a", "b"], "seconds": 83.4, "outcome": "wrong", "broken": ["r", "s"]},
        {"team": "二组", "order": ["b", "a"], "seconds": None, "outcome": "right", "broken": []},
    ]
    table = outreach.race_table(widget)
    assert list(table.columns) == list(empty.columns)
    assert table.loc["一组", "broken"] == "r, s"
    assert pd.isna(table.loc["二组", "seconds"])


def test_trainers_elements_are_no_readers_burden() -> None:
    files = {path.stem for path in (ELEMENTS / "trainer").glob("outreach-*.js")}
    assert PRESENTING.keys() <= files
    assert not PRESENTING.keys() & set(names())
    assert all(script(part) for tag in PRESENTING for part in built_on(tag))
