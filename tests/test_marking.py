"""The marking rule: what is right, partly right and wrong."""

from __future__ import annotations

import pytest

from outreach.marking import outcome


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
