"""How a build and a search grow with the content: the same build of a multiplied content folder, phase by phase.

Knows the site's build from outside: it is run as it is, but for the generator notebooks, which would each read all the
content again in a kernel of their own; what they would write is written here, in this process, and counted. Reading is
counted once. Seconds are of the clock, and of the processors in all processes, which a busy machine changes less.
"""

from __future__ import annotations

import importlib
import json
import resource
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import Browser

from outreach import kinds
from outreach.library import Library
from outreach.publishing import Writer
from outreach.reading import load_all
from outreach.site.generators import Ran
from tests.bench.judging import Judged, judge
from tests.bench.multiplied import multiply
from tests.bench.peers import Built
from tests.bench.serving import served

ROOT = Path(__file__).parents[2]
SPHINX = "building the books"
INDEX = "writing the search"
QUERIES_EACH = 4
"""Of the query list every fourth is asked: it is the time that is looked at here."""


@dataclass
class Phases:
    """A clock that tells phases apart."""

    taken: dict[str, Built] = field(default_factory=dict)
    _now: tuple[str, float, float] | None = None

    def begin(self, name: str) -> None:
        """Ends the phase that runs, and begins another; a phase may come more than once."""
        clock, cpu = time.monotonic(), _cpu()
        if self._now is not None:
            last, begun, used = self._now
            before = self.taken.get(last, Built(0, 0))
            self.taken[last] = Built(before.seconds + clock - begun, before.cpu + cpu - used)
        self._now = (name, clock, cpu) if name else None

    def end(self) -> None:
        self.begin("")


@dataclass(frozen=True)
class Grown:
    """A site of so many sections: what its phases took, and what its search weighs and takes."""

    sections: int
    pages: int
    entries: int
    phases: dict[str, Built]
    start: int
    searches: dict[str, Judged]

    @property
    def total(self) -> Built:
        return Built(sum(p.seconds for p in self.phases.values()), sum(p.cpu for p in self.phases.values()))


def grow(sections: int, work: Path, browser: Browser | None = None) -> Grown:
    """Builds the site of so many sections (of the packaged content, if 0) in `work`, and searches it in `browser`."""
    content = None
    if sections:
        content = work / f"content-{sections}"
        shutil.rmtree(content, ignore_errors=True)
        multiply(content, sections)
    site = work / f"grown-{sections}"
    shutil.rmtree(site, ignore_errors=True)
    phases = Phases()
    libraries = _built(content, site, phases)
    base = next(iter(libraries.values()))
    searches: dict[str, Judged] = {}
    if browser is not None:
        with served(work) as server:
            for language, library in libraries.items():
                place = f"{site.name}/{language}"
                searches[language] = judge(browser, server, "ours", place, language, library, QUERIES_EACH)
    pages = sum(1 for _ in (site / base.language).rglob("*.html"))
    start = site / base.language / "search" / "start.js"
    entries = len(json.loads(start.read_text("utf-8").partition(",")[2].rpartition(")")[0])["kinds"])
    return Grown(len(base.sections), pages, entries, phases.taken, start.stat().st_size, searches)


def _built(content: Path | None, site: Path, phases: Phases) -> dict[str, Library]:
    build = importlib.import_module("outreach.site.build")
    phases.begin("reading content")
    libraries = load_all(content)
    phases.begin("writing pages")
    made = site.with_name(f"{site.name}-made")
    shutil.rmtree(made, ignore_errors=True)
    ran = _made(libraries, made)
    write = build.finding.write

    def timed_write(*arguments: object) -> None:
        phases.begin(INDEX)
        write(*arguments)
        phases.begin("putting the site together")

    def tell(line: str) -> None:
        phases.begin("writing pages" if line.startswith("writing pages") else line)

    with (
        patch.object(build, "load_all", lambda _content: libraries),
        patch.object(build.generators, "run_all", lambda *_arguments: [ran]),
        patch.object(build.finding, "write", timed_write),
    ):
        build.build(ROOT, site, content, tell)
    phases.end()
    for idle in ("running notebooks",):
        phases.taken.pop(idle, None)
    shutil.rmtree(made)
    return libraries


def _made(libraries: Mapping[str, Library], folder: Path) -> Ran:
    """What the notebooks of all modules would have made."""
    for language, library in libraries.items():
        writer = Writer(library, folder / "made" / language)
        for kind in ("module", "section", "test"):
            for page in kinds.PAGES[kind](library):
                writer.notebook(page)
        writer.finish()
    executed = folder / "executed.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Modules", id="title")]), executed)
    return Ran("modules", executed, folder / "made", kept=False)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
