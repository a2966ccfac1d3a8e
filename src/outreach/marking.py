"""How a response to a question is marked. The rule of `elements/outreach-question.js`, said once more in Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from outreach.records import Question

Outcome = Literal["right", "partly", "wrong"]


def outcome(question: Question, response: Iterable[str]) -> Outcome:
    """Whether the chosen option ids are exactly the key, share something with it, or neither.

    A question with one right option is never partly right. Raises ValueError for an option that it has not.
    """
    chosen = frozenset(response)
    if unknown := chosen - {option.id for option in question.options}:
        raise ValueError(f"{question.id} has no option {', '.join(sorted(unknown))}")
    if chosen == question.key:
        return "right"
    return "partly" if len(question.key) > 1 and chosen & question.key else "wrong"
