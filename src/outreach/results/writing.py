"""A batch → reports, tables, and what could not be used, in a folder. Knows the outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from outreach import spreadsheet
from outreach.faults import OutreachError
from outreach.library import Library
from outreach.outputs import document
from outreach.outputs.document_html import standalone
from outreach.outputs.sheet import Imprint
from outreach.outputs.voice import Voice
from outreach.results import items, learning
from outreach.results.answers import Batch
from outreach.results.report import Audience, page, suppressed
from outreach.sheets import write_whole

SHOWN = 20
"""Reports on the screen; all stand in `reports.csv`."""
AUDIENCES: tuple[Audience, ...] = ("trainer", "funder")
Tables = dict[str, pd.DataFrame]


def run(
    batch: Batch,
    libraries: Mapping[str, Library],
    audience: Audience,
    imprint: Imprint,
    output: Path,
    only: str = "",
    tell: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """Writes a report a module and language, and the tables, and tells what was used; the files that it wrote.

    Raises OutreachError where nothing could be used.
    """
    written: list[Path] = []

    def write(name: str, content: bytes) -> None:
        write_whole(output / name, content)
        written.append(output / name)

    base = next(iter(libraries.values()))
    found = [name for name in base.modules if name in set(batch.sittings["module"]) and name in (only or name)]
    told = [(one.file, one.line, one.name, "not used" if one.refused else "look", one.text) for one in batch.reports]
    if audience == "trainer":
        write("reports.csv", spreadsheet.csv_bytes(("file", "line", "name", "kind", "what"), told))
    for one in batch.reports[:SHOWN]:
        tell(str(one))
    if len(batch.reports) > SHOWN:
        tell(f"… {len(batch.reports) - SHOWN} more")
    used = batch.read - batch.refused
    tell(f"{batch.read} handed in: {used} used, {batch.refused} not")
    if not found:
        raise OutreachError("nothing could be used; see the reasons above")
    days = sorted(str(day) for day in set(batch.sittings["day"]) if str(day))
    made = _day(days[-1] if days else "")
    for name in found:
        part = learning.of_module(batch, name)
        for language, library in libraries.items():
            shown = page(library, name, part, audience)
            voice = Voice.of(shown, library.say)
            stem = f"{name}-{language}" + ("" if audience == "trainer" else f"-{audience}")
            write(f"{stem}.html", standalone(shown, voice, imprint, made))
            write(f"{stem}.pdf", document.pdf(shown, voice, imprint, made))
            tell(f"{output / stem}.html, .pdf")
        for table, content in tables(base, name, part, audience).items():
            write(f"{name}-{table}.csv", _csv(content))
    return written


def tables(library: Library, module: str, batch: Batch, audience: Audience) -> Tables:
    """The tables of a module, for a spreadsheet: gains; for the trainer items, what was chosen, every answer too."""
    aimed = learning.aims(library, module)
    gains = learning.gains(batch, aimed)
    if audience == "funder":
        return {"gains-funder": suppressed(gains)}
    by_form = []
    for test, form in sorted(
        {(str(a), str(b)) for a, b in zip(batch.sittings["test"], batch.sittings["form"], strict=True)}
    ):
        by_form.append(items.item_table(learning.scores(batch, test, form)).reset_index().assign(test=test, form=form))
    chosen = [learning.chosen(batch, test).assign(test=test) for test in ("before", "after")]
    return {
        "gains": gains,
        "items": pd.concat(by_form, ignore_index=True),
        "chosen": pd.concat(chosen, ignore_index=True),
        "not-mastered": learning.not_mastered(batch, aimed).drop(columns="person"),
        "answers": every_answer(batch),
    }


def every_answer(batch: Batch) -> pd.DataFrame:
    """Every answer with who gave it: a table that `outreach results` reads again."""
    columns = ["name", "group", "module", "test", "form", "seed", "language", "day"]
    found = batch.answers.join(batch.sittings[columns], on="sitting")
    return found[[*columns, "item", "response", "outcome", "share", "sure"]]


def _csv(table: pd.DataFrame) -> bytes:
    text = table.round(4).astype(object).where(table.notna(), "")
    return spreadsheet.csv_bytes([str(name) for name in table.columns], text.to_numpy().tolist())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date(1980, 1, 1)
