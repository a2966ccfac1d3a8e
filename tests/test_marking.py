"""The marking rule: what is right, partly right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.marking import Way, broken_rules, ordered, outcome, way
from outreach.reading import load


def test_single_choice(libraries) -> None:
    question = libraries["zh"].questions["pp13"]
    (key,) = question.key
    assert outcome(question, [key]) == "right"
    assert all(outcome(question, [option.id]) == "wrong" for option in question.options if option.id != key)


def test_multiple_choice(libraries) -> None:
    question = next(q for q in libraries["zh"].questions.values() if len(q.key) > 1)
    wrong = [option.id for option in question.options if not option.right]
    assert outcome(question, question.key) == "right"
    assert outcome(question, [next(iter(question.key))]) == "partly"
    assert outcome(question, [*question.key, wrong[0]]) == "partly"
    assert outcome(question, wrong) == "wrong"


def test_an_option_that_is_not_there(libraries) -> None:
    with pytest.raises(ValueError, match="has no option nothing"):
        outcome(libraries["zh"].questions["pp13"], ["nothing"])


@pytest.fixture
def gust(small: Path):
    return load(small).scenarios["gust"]


def test_the_best_way(gust) -> None:
    assert way(gust, ["shut", "away"]) == Way(4, "right", "safe")
    assert gust.best == 4


def test_a_way_that_is_not_the_best_but_ends_well(gust) -> None:
    assert way(gust, ["ask", "away"]) == Way(3, "partly", "safe")


def test_a_way_that_ends_badly(gust) -> None:
    assert way(gust, ["watch"]) == Way(0, "wrong", "broken")


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ([], "is not at an end after 0 choices"),
        (["shut"], "is not at an end after 1 choices"),
        (["fly"], "has no choice 'fly'"),
        (["watch", "away"], "'away' is one too many"),
    ],
)
def test_a_way_that_is_none(gust, response: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        way(gust, response)


def test_every_safe_order_is_right(libraries) -> None:
    doffing = libraries["zh"].sequences["doffing"]
    assert ordered(doffing, [step.id for step in doffing.steps]) == "right"
    assert ordered(doffing, ["stop", "gloves", "eye", "gown", "leave", "mask", "wash", "newmask"]) == "right"


def test_an_unsafe_order_names_its_rule(libraries) -> None:
    doffing = libraries["zh"].sequences["doffing"]
    unsafe = ["stop", "mask", "gloves", "gown", "leave", "eye", "wash", "newmask"]
    assert ordered(doffing, unsafe) == "wrong"
    assert all("mask" in (*rule.before, *rule.after) for rule in broken_rules(doffing, unsafe))


@pytest.mark.parametrize("response", [[], ["mask"], ["mask", "mask"], ["nothing"]])
def test_an_order_that_is_none(libraries, response: list[str]) -> None:
    with pytest.raises(ValueError, match="each of its 8 steps once"):
        broken_rules(libraries["zh"].sequences["doffing"], response)
