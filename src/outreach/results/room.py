"""What a room learned, for a notebook: the tables one by one, the charts, and the report. Knows no command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from outreach.faults import OutreachError, meant
from outreach.library import BASE, Library
from outreach.outputs.sheet import Imprint
from outreach.page import Figure
from outreach.results import gathering, learning
from outreach.results import items as statistics
from outreach.results.answers import Batch
from outreach.results.entries import Course
from outreach.results.report import page
from outreach.results.telling import named
from outreach.results.writing import run
from outreach.sheets import organisation_name


@dataclass(frozen=True, repr=False)
class Chart:
    """A chart that a notebook shows."""

    svg: str

    def __repr__(self) -> str:
        return "Chart"

    def _repr_svg_(self) -> str:
        return self.svg


class RoomResults:
    """The results of one module in one folder; every table anew for each call, to be worked on."""

    def __init__(self, batch: Batch, libraries: Mapping[str, Library], module: str, language: str) -> None:
        self.library = libraries[language]
        self.module = module
        self.batch = learning.of_module(batch, module)
        self._aims = learning.aims(self.library, module)

    @property
    def handed_in(self) -> pd.DataFrame:
        """Who sat what: a row a test that is used, with its group, form, day and score (share of the points)."""
        score = self.batch.answers.groupby("sitting")["share"].mean().astype(float).round(3)
        columns = ["name", "group", "test", "form", "day", "file"]
        return self.batch.sittings[columns].assign(score=score).reset_index(drop=True)

    @property
    def reports(self) -> pd.DataFrame:
        """What could not be used, or should be looked at: a row each, with file, line and reason."""
        rows = [(one.file, one.line, one.name, one.text, one.refused) for one in self.batch.reports]
        return pd.DataFrame(rows, columns=["file", "line", "name", "text", "refused"])

    def gains(self) -> pd.DataFrame:
        """Before and after by group and objective, with the normalised gain and its 95 % interval."""
        return learning.gains(self.batch, self._aims)

    def items(self, test: str = "before") -> pd.DataFrame:
        """Moodle's statistics of each item of the test (`before`, `after`), with its plain name."""
        found = statistics.item_table(learning.scores(self.batch, test))
        return found.assign(name=[self.library.questions[str(name)].name for name in found.index])

    def alpha(self, test: str = "before") -> statistics.Interval:
        """Cronbach's alpha of the whole tests, with its interval; NaN where it cannot be worked out."""
        return statistics.alpha(learning.scores(self.batch, test))

    def chosen(self, test: str = "after") -> pd.DataFrame:
        """What was answered, how often, and whether it is right."""
        return learning.chosen(self.batch, test)

    def confidently_wrong(self) -> pd.DataFrame:
        """Items answered wrongly by people who were very sure."""
        found = learning.confidently_wrong(self.batch)
        return found.assign(name=[self.library.questions[str(name)].name for name in found.index])

    def not_mastered(self) -> pd.DataFrame:
        """Who missed a safety-critical item in the test after: a row a person, with the items to teach again."""
        found = learning.not_mastered(self.batch, self._aims)
        found = found.assign(item=[named(self.library, item) for item in found["item"]])
        whose = found.groupby(["group", "name"], observed=True)["item"]
        return whose.agg("; ".join).rename("to learn again").reset_index()

    def charts(self) -> list[Chart]:
        """The charts of the report, in its order: by objective, then the items of each form."""
        found = page(self.library, self.module, self.batch, "trainer")
        return [Chart(block.svg) for block in found.blocks if isinstance(block, Figure)]

    def write(self, folder: str | Path, audience: str = "trainer", organisation: str = "") -> list[str]:
        """Writes the report (HTML, PDF) and the tables: the files by name.

        Raises OutreachError for a name that cannot be printed.
        """
        if audience not in ("trainer", "funder"):
            raise OutreachError(f"'{audience}' is no audience; choose trainer or funder")
        imprint = Imprint(organisation_name(organisation))
        libraries = {self.library.language: self.library}
        who = "funder" if audience == "funder" else "trainer"
        return [path.name for path in run(self.batch, libraries, who, imprint, Path(folder), self.module)]  # type: ignore[arg-type]


def read_results(
    folder: str | Path, libraries: Mapping[str, Library], module: str, language: str = BASE, seed: str = "site"
) -> RoomResults:
    """Reads a folder of slips and tallies. Raises OutreachError for a module, language or folder that is not there."""
    if module not in libraries[BASE].modules:
        remedy = meant(module, libraries[BASE].modules, ", ".join(libraries[BASE].modules))
        raise OutreachError(f"there is no module '{module}'; {remedy}")
    if language not in libraries:
        raise OutreachError(f"there is no language '{language}'; choose one of {', '.join(libraries)}")
    batch = gathering.gather(Path(folder).resolve(), libraries, Course(module, seed))
    return RoomResults(batch, libraries, module, language)
