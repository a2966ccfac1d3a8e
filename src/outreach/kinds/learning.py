"""All modules → the learner's own page: what is to be reached, and by which questions.

What was done, only the learner's device knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.kinds import sitting
from outreach.library import Library
from outreach.markup import inline
from outreach.page import Course, Page, Progress, Prose
from outreach.records import Module


def pages(library: Library) -> Iterator[Page]:
    """The page "My learning"; none where there is no module."""
    courses = tuple(_course(library, module) for module in library.modules.values())
    if courses:
        intro = library.say("learning-intro")
        blocks = (Prose(inline(intro)), Progress("learning", courses))
        yield Page("learning:", library.language, library.say("learning"), blocks, description=intro)


def _course(library: Library, module: Module) -> Course:
    test = f"test:{module.id}" if sitting.is_tested(library, module) else ""
    return Course(module.id, module.title, test, sitting.aims(library, module), sitting.studied(library, module))
