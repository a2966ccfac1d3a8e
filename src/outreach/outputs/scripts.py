"""The files of `elements/`: what an element builds on, and how each file is delivered to a page or a notebook."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

import rjsmin

from outreach.outputs import questions

ELEMENTS = Path(__file__).parents[1] / "elements"
_QUESTIONS = ("marked", *sorted(set(questions.TAGS.values())))
NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(questions.TAGS.values(), ("marked",)),
    "outreach-sitting": (*_QUESTIONS, "outreach-handing", "qr", "outreach-slip"),
    "outreach-progress": (*_QUESTIONS, "outreach-handing"),
    "outreach-round": ("outreach-handing", "outreach-ticks", "qr"),
    "outreach-observe": ("outreach-handing", "qr"),
}
"""The files that an element needs before its own, by their names without ending."""
PRESENTING: dict[str, tuple[str, ...]] = {
    "outreach-presenter": (),
    "outreach-vote": (),
    "outreach-race": ("marked",),
}
"""Elements of `elements/trainer` that only notebooks use, with the files that each needs before its own."""
TRAINERS = tuple(sorted({path.stem for path in (ELEMENTS / "trainer").glob("outreach-*.js")} - PRESENTING.keys()))
"""Elements for trainers on pages of their own: no learner's page loads them, nor their look."""
LATER = ("outreach-own",)
"""Elements whose file comes when somebody opens what they are for (`outreach-later`)."""
_WITHIN = {
    "outreach-sitting": ("run",),
    "outreach-progress": ("run",),
    "outreach-slip": ("chat",),
    "outreach-observe": ("chat",),
}
"""Files that travel in front of an element, as one: no page has two elements that use the same."""


def script(name: str) -> str:
    """An element's file, or one that elements build on, as it is delivered: without comments, for slow networks."""
    found = "".join(_file(f"{part}.js").read_text("utf-8") for part in (*_WITHIN.get(name, ()), name))
    return minified(found)


def address(name: str) -> str:
    """How a page names a file that it fetches later: by what is in it too, so that none is of another version."""
    return f"{name}.js?v={hashlib.sha256(script(name).encode()).hexdigest()[:8]}"


def minified(source: str) -> str:
    """A script without its comments and needless spaces."""
    return f"{rjsmin.jsmin(source)}\n"


def names() -> tuple[str, ...]:
    """Every file that is delivered, in an order in which each comes after what it builds on."""
    elements = sorted(path.stem for path in ELEMENTS.glob("outreach-*.js"))
    built_on = dict.fromkeys(part for needed in NEEDS.values() for part in needed)
    return tuple(dict.fromkeys((*built_on, *elements, *TRAINERS)))


def wanted(html: str, among: Collection[str]) -> set[str]:
    """Of these files the ones that a page with this HTML uses: those of its elements, and what they build on."""
    tags = {name for name in among if f"<{name}" in html}
    return tags | {part for tag in tags for part in NEEDS.get(tag, ())}


def style(*tags: str) -> str:
    """The colours, the look of a card, and that of the elements and what they build on."""
    paths = (_file(f"{name}.css") for name in ("tokens", "practice", *built_on(*tags)))
    return "".join(path.read_text("utf-8") for path in paths if path.is_file())


def built_on(*tags: str) -> tuple[str, ...]:
    """The files of these elements, each once, behind those that it needs."""
    needed = {**NEEDS, **PRESENTING}
    return tuple(dict.fromkeys(part for tag in tags for part in (*needed.get(tag, ()), tag)))


def _file(name: str) -> Path:
    """A file of `elements/`, or of what is the trainers' alone."""
    path = ELEMENTS / name
    return path if path.is_file() else ELEMENTS / "trainer" / name
