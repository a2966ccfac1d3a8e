"""A scenario → the branching case on a page."""

from __future__ import annotations

from outreach.kinds.bibliography import basis
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Story, StoryEnding, StoryScene, Turn
from outreach.records import Scenario


def story(library: Library, scenario: Scenario) -> Story:
    """The case in one language."""
    return Story(
        id=scenario.id,
        revision=scenario.revision,
        title=scenario.title,
        opening=inline(scenario.opening),
        scenes=tuple(
            StoryScene(
                scene.id,
                inline(scene.text),
                tuple(
                    Turn(choice.id, inline(choice.text), choice.points, inline(choice.result), choice.to)
                    for choice in scene.choices
                ),
            )
            for scene in scenario.scenes
        ),
        endings=tuple(
            StoryEnding(ending.id, ending.title, inline(ending.text), ending.outcome) for ending in scenario.endings
        ),
        debrief=inline(scenario.debrief),
        basis=basis(library, scenario.sources, scenario.clauses),
        best=scenario.best,
        safety_critical=scenario.safety_critical,
    )
