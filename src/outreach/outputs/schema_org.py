"""Pages → what a search engine reads of them (schema.org, as JSON-LD): courses, lessons, tests, checklists as steps.

Nothing stands here that the page does not show.
"""

from __future__ import annotations

from typing import Any

from outreach.page import Items, Marked, Page, Sitting, Steps, Ticks, inside, words

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TYPES = {"module": "Course", "section": "LearningResource", "test": "Quiz", "checklist": "HowTo"}


def described(page: Page, tag: str) -> dict[str, Any]:
    """The page as one schema.org thing; `tag` is its language (BCP 47). Empty for pages that only lead to others."""
    kind = page.id.partition(":")[0]
    if kind not in _TYPES or not page.id.partition(":")[2]:
        return {}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["LearningResource", "HowTo"] if kind == "checklist" else _TYPES[kind],
        "name": page.title,
        "description": page.description,
        "inLanguage": tag,
        "license": LICENCE,
        "isAccessibleForFree": True,
    }
    if page.checked:
        found["dateModified"] = page.checked.isoformat()
    if page.minutes:
        found["timeRequired"] = f"PT{page.minutes}M"
    if page.place and kind == "section":
        found["learningResourceType"] = "lesson"
        found["isPartOf"] = {"@type": "Course", "name": page.place.label}
    blocks = tuple(inside(page.blocks))
    found |= {"module": _course, "section": _lesson, "test": _quiz, "checklist": _how_to}[kind](blocks)
    return found


def _course(blocks: tuple[Any, ...]) -> dict[str, Any]:
    goals = next((block for block in blocks if isinstance(block, Items) and not block.ordered), None)
    return {"teaches": [words(goal) for goal in goals.items]} if goals else {}


def _lesson(blocks: tuple[Any, ...]) -> dict[str, Any]:
    names = [block.name for block in blocks if isinstance(block, Marked)]
    steps = [block for block in blocks if isinstance(block, Steps)]
    parts: list[dict[str, Any]] = [
        {
            "@type": "HowTo",
            "name": block.title,
            "step": [_step(step.number, words(step.action)) for step in block.steps],
        }
        for block in steps
    ]
    if names:
        parts.append({"@type": "Quiz", "educationalUse": "self-assessment", "about": list(dict.fromkeys(names))})
    return {"hasPart": parts} if parts else {}


def _quiz(blocks: tuple[Any, ...]) -> dict[str, Any]:
    found = next(block for block in blocks if isinstance(block, Sitting))
    return {
        "educationalUse": "assessment",
        "about": {"@type": "Course", "name": found.title},
        "teaches": [words(aim.text) for aim in found.aims],
    }


def _how_to(blocks: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "step": [
            {
                "@type": "HowToSection",
                "name": block.title,
                "itemListElement": [_step(t.number, words(t.text)) for t in block.ticks],
            }
            for block in blocks
            if isinstance(block, Ticks)
        ]
    }


def _step(number: int, text: str) -> dict[str, Any]:
    return {"@type": "HowToStep", "position": number, "text": text}
