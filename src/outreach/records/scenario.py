"""A branching case: scenes with choices, their consequences, endings, and a debrief."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from outreach.records.base import Assessed, Id, Record, SomeWords

BEST = 2
"""The points of what a good volunteer does; 1 is not harmful but not best, 0 is harmful."""


class SceneChoice(Record):
    """What one can do in a scene: its points, what comes of it and why, and where it leads."""

    id: Id
    text: SomeWords
    points: Annotated[int, Field(ge=0, le=BEST)]
    result: SomeWords
    to: Id


class Scene(Record):
    """A moment of the case."""

    id: Id
    text: SomeWords
    choices: Annotated[tuple[SceneChoice, ...], Field(min_length=2, max_length=4)]


class Ending(Record):
    """How the case ends."""

    id: Id
    title: SomeWords
    text: SomeWords
    outcome: Literal["good", "mixed", "bad"]


class Scenario(Assessed):
    """A branching case. The first scene is the start; a choice leads to a later scene or to an ending."""

    title: SomeWords
    module: Id
    opening: SomeWords
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]
    endings: Annotated[tuple[Ending, ...], Field(min_length=2)]
    debrief: SomeWords
    stand_ins: tuple[Id, ...] = ()
    """Questions that ask the same where branching cannot go (a quiz format, a printed test)."""

    @model_validator(mode="after")
    def _leads_to_an_end(self) -> Scenario:
        order = {scene.id: place for place, scene in enumerate(self.scenes)}
        endings = {ending.id for ending in self.endings}
        if both := order.keys() & endings:
            raise PydanticCustomError("outreach", f"'{min(both)}' is a scene and an ending; rename one")
        reached = {self.scenes[0].id}
        for place, scene in enumerate(self.scenes):
            for choice in scene.choices:
                if choice.to not in order and choice.to not in endings:
                    said = f"choice '{choice.id}' of scene '{scene.id}' leads to '{choice.to}', which is not there"
                    raise PydanticCustomError("outreach", f"{said}; name a scene or an ending")
                if order.get(choice.to, place + 1) <= place:
                    said = f"choice '{choice.id}' of scene '{scene.id}' leads back to '{choice.to}'"
                    raise PydanticCustomError("outreach", f"{said}; lead on to a later scene or an ending")
                if scene.id in reached:
                    reached.add(choice.to)
        if lost := [name for name in (*order, *sorted(endings)) if name not in reached]:
            raise PydanticCustomError("outreach", f"'{lost[0]}' is never reached; lead a choice to it or take it out")
        return self

    @property
    def best(self) -> int:
        """The most points that one way through can give."""
        worth = {ending.id: 0 for ending in self.endings}
        for scene in reversed(self.scenes):
            worth[scene.id] = max(choice.points + worth[choice.to] for choice in scene.choices)
        return worth[self.scenes[0].id]
