"""Content → pages. One file a kind; a new kind is one file and one line in `PAGES` (whole pages) or `BLOCKS` (blocks
inside a section). Kinds know records and the waist, and no output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from outreach.kinds import (
    bibliography,
    checklist,
    coverage,
    glossary,
    guideline,
    learning,
    module,
    observe,
    path,
    question,
    section,
    sequence,
    sitting,
)
from outreach.library import Library
from outreach.page import Page

PAGES: dict[str, Callable[[Library], Iterator[Page]]] = {
    "path": path.pages,
    "module": module.pages,
    "section": section.pages,
    "test": sitting.pages,
    "learning": learning.pages,
    "guideline": guideline.pages,
    "checklist": checklist.pages,
    "observe": observe.pages,
    "coverage": coverage.pages,
    "glossary": glossary.pages,
    "sources": bibliography.pages,
}

__all__ = [
    "PAGES",
    "bibliography",
    "checklist",
    "guideline",
    "module",
    "observe",
    "question",
    "section",
    "sequence",
    "sitting",
]
