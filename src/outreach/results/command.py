"""The command `outreach results`: a folder of slips and tallies → reports and tables, and what could not be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.progress import Progress

from outreach import reading, spreadsheet
from outreach.faults import OutreachError, meant, one_of
from outreach.library import BASE, Library
from outreach.logos import read_logo
from outreach.outputs import document
from outreach.outputs.document_html import standalone
from outreach.outputs.sheet import Imprint
from outreach.outputs.voice import Voice
from outreach.results import files, gathering, items, learning
from outreach.results.answers import Batch
from outreach.results.files import Course
from outreach.results.report import Audience, page, suppressed
from outreach.sheets import contact_line, organisation_name, write_whole

console = Console(highlight=False, soft_wrap=True)
AUDIENCES: tuple[Audience, ...] = ("trainer", "funder")
ROWS_LIMIT = 1_000_000
"""Rows of a table that a spreadsheet opens."""
Tables = dict[str, pd.DataFrame]


def results(
    folder: Annotated[Path, typer.Argument(help="Slips, pasted texts and tables; a folder below it is a group.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("report"),
    module: Annotated[str, typer.Option("--module", "-m", help="Only this module; what tallies are of.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="zh, en, or both.")] = BASE,
    audience: Annotated[str, typer.Option("--for", help="trainer, or funder: no row for a person.")] = "trainer",
    seed: Annotated[str, typer.Option("--seed", help="What the paper tests were drawn with.")] = "site",
    organisation: Annotated[str, typer.Option("--organisation", help="The name that stands on the report.")] = "",
    logo: Annotated[Path | None, typer.Option("--logo", help="Its logo: SVG, PNG or JPEG.")] = None,
    contact: Annotated[str, typer.Option("--contact", help="How to reach it, in one line.")] = "",
    workers: Annotated[int, typer.Option("--workers", min=0, help="So many Dask processes on this machine.")] = 0,
    scheduler: Annotated[str, typer.Option("--scheduler", help="A Dask cluster: tcp://host:8786.")] = "",
    content: Annotated[Path | None, typer.Option("--content", help="A content folder of one's own.")] = None,
) -> None:
    """Says what a room learned: before and after, question by question, who must practise again."""
    libraries = reading.load_all(content)
    languages = tuple(libraries) if language == "both" else (one_of(language, tuple(libraries), "language"),)
    who = next(one for one in AUDIENCES if one == one_of(audience, AUDIENCES, "audience"))
    if module and module not in libraries[BASE].modules:
        remedy = meant(module, libraries[BASE].modules, f"choose one of {', '.join(libraries[BASE].modules)}")
        raise OutreachError(f"there is no module '{module}'; {remedy}")
    imprint = Imprint(organisation_name(organisation), "", contact_line(contact), read_logo(logo) if logo else None)
    course, without = Course(module, seed), output.resolve()
    with _progress(folder, output) as tell:
        if workers or scheduler:
            where: str | int = scheduler or workers
            batch = gathering.gather_on(where, folder.resolve(), content, course, without, tell)
        else:
            batch = gathering.gather(folder.resolve(), libraries, course, without, tell)
    run(batch, {name: libraries[name] for name in languages}, who, imprint, output, module)


@contextmanager
def _progress(folder: Path, output: Path):  # type: ignore[no-untyped-def]
    total = sum(path.stat().st_size for path in files.listed(folder.resolve(), output.resolve()))
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=total)
        tell: Callable[[int], None] = lambda done: bar.advance(task, done)  # noqa: E731
        yield tell


def run(
    batch: Batch, libraries: Mapping[str, Library], audience: Audience, imprint: Imprint, output: Path, only: str = ""
) -> None:
    """Writes a report a module and language, the tables, and prints what was used.

    Raises OutreachError where nothing could be used.
    """
    base = next(iter(libraries.values()))
    found = [name for name in base.modules if name in set(batch.sittings["module"]) and name in (only or name)]
    told = [(one.file, one.line, one.name, "not used" if one.refused else "look", one.text) for one in batch.reports]
    if audience == "trainer":
        write_whole(output / "reports.csv", spreadsheet.csv_bytes(("file", "line", "name", "kind", "what"), told))
    for one in batch.reports[:20]:
        console.print(str(one), markup=False)
    if len(batch.reports) > 20:
        console.print(f"… {len(batch.reports) - 20} more")
    used = batch.read - batch.refused
    console.print(f"{batch.read} handed in: {used} used, {batch.refused} not")
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
            write_whole(output / f"{stem}.html", standalone(shown, voice, imprint, made))
            write_whole(output / f"{stem}.pdf", document.pdf(shown, voice, imprint, made))
            console.print(f"{output / stem}.html, .pdf", markup=False)
        for table, content in tables(base, name, part, audience).items():
            write_whole(output / f"{name}-{table}.csv", _csv(content))


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
