"""A block for observers: somebody does a procedure, and somebody else says of each step how it went."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.page.blocks import Steps
from outreach.page.questions import Before


@dataclass(frozen=True)
class Observe:
    """A procedure done under an observer's eyes; `id` is the procedure's, `revision` that of its words.

    Its order is not told by the steps alone: whatever breaks none of the rules is safe.
    """

    id: str
    title: str
    revision: int
    steps: Steps
    rules: tuple[Before, ...]
