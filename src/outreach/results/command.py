"""The command `outreach results`: a folder of slips and tallies → reports and tables, and what could not be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from outreach import reading
from outreach.faults import OutreachError, meant, one_of
from outreach.library import BASE
from outreach.logos import read_logo
from outreach.outputs.sheet import Imprint
from outreach.results import files
from outreach.results.entries import Course
from outreach.sheets import contact_line, organisation_name

console = Console(highlight=False, soft_wrap=True)


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
    from outreach.results import gathering, writing  # noqa: PLC0415 - pandas, SciPy and Matplotlib take seconds to load

    libraries = reading.load_all(content)
    languages = tuple(libraries) if language == "both" else (one_of(language, tuple(libraries), "language"),)
    who = next(one for one in writing.AUDIENCES if one == one_of(audience, writing.AUDIENCES, "audience"))
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

    def tell_line(line: str) -> None:
        console.print(line, markup=False)

    writing.run(batch, {name: libraries[name] for name in languages}, who, imprint, output, module, tell_line)


@contextmanager
def _progress(folder: Path, output: Path) -> Iterator[Callable[[int], None]]:
    total = sum(path.stat().st_size for path in files.listed(folder.resolve(), output.resolve()))
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda done: bar.advance(task, done)
