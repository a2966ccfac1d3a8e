"""The command `outreach hours`: reads the table, tells what is wrong by line, writes papers and totals."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from openpyxl import Workbook
from rich.console import Console

from outreach import reading, spreadsheet
from outreach.faults import OutreachError, one_of
from outreach.hours import papers, table, totals
from outreach.hours.papers import Issuer
from outreach.hours.table import Finding, Service
from outreach.library import BASE, Library
from outreach.logos import read_logo
from outreach.naming import safe_file_name, spoken
from outreach.outputs.sheet import Imprint
from outreach.sheets import contact_line, organisation_name, write_whole

console = Console(highlight=False, soft_wrap=True)
RECORDS, CERTIFICATES = "records", "certificates"


def hours(
    file: Annotated[Path | None, typer.Argument(help="Who served when: csv or xlsx.", metavar="FILE")] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="zh or en.")] = BASE,
    organisation: Annotated[str, typer.Option("--organisation", help="Who certifies.")] = "",
    logo: Annotated[Path | None, typer.Option("--logo", help="Its logo: SVG, PNG or JPEG.")] = None,
    contact: Annotated[str, typer.Option("--contact", help="How to reach it, in one line.")] = "",
    person_in_charge: Annotated[str, typer.Option("--person-in-charge", help="Whose name signs.")] = "",
    handler: Annotated[str, typer.Option("--handler", help="Who made the papers.")] = "",
    prefix: Annotated[
        str, typer.Option("--number-prefix", help="Numbers the certificates; without it there is a line to fill in.")
    ] = "",
    issued: Annotated[str, typer.Option("--date", help="The day on the papers, 2026-11-27; today if not given.")] = "",
    blank: Annotated[bool, typer.Option("--blank", help="An empty sheet to record service by hand.")] = False,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("out"),
    content: Annotated[Path | None, typer.Option("--content", help="A content folder of one's own.")] = None,
) -> None:
    """Makes records and certificates of volunteer service from a table of who served when."""
    libraries = reading.load_all(content)
    library = libraries[one_of(language, tuple(libraries), "language")]
    issuer = Issuer(
        Imprint(organisation_name(organisation), "", contact_line(contact), read_logo(logo) if logo else None),
        spoken(person_in_charge, "the person in charge", 40),
        spoken(handler, "the handler", 40),
        _day(issued),
        spoken(prefix, "the number's prefix", 20),
    )
    if blank:
        path = output / f"hours-blank-{library.language}.pdf"
        write_whole(path, papers.blank(library, issuer))
        console.print(str(path))
    elif file is None:
        raise OutreachError("name the table of hours (csv or xlsx), or give --blank for an empty sheet")
    if file is not None:
        _run(file, library, issuer, output)


def _run(file: Path, library: Library, issuer: Issuer, output: Path) -> None:
    services, findings, unknown = table.read(file, issuer.day)
    if unknown:
        console.print(f"{file.name}: left alone the columns {', '.join(unknown)}", style="dim", markup=False)
    findings += [*table.clashes(services), *table.doubts(services)]
    findings = sorted(set(findings))
    wrong = {finding.line for finding in findings if finding.serious}
    named = {finding.name for finding in findings if finding.serious}
    held = {service.key for service in services if service.line in wrong or service.name in named}
    kept = [service for service in services if service.key not in held]
    for finding in findings:
        mark = "" if finding.serious else " (look)"
        console.print(f"{file.name}:{finding.line}{mark} {finding.name}: {finding.text}", markup=False)
    files = _files(library, kept, issuer)
    _put(output, files)
    for name, made in _summaries(services, kept, findings, held).items():
        write_whole(output / name, made)
    spent = papers.length(library, sum(service.minutes for service in kept))
    people = len({service.key for service in kept})
    console.print(f"{output}: {people} volunteers, {len(kept)} services, {spent}")
    if wrong:
        raise OutreachError(
            f"{len(wrong)} rows to mend; {len(named)} volunteers got no paper until then (see {output / 'report.csv'})"
        )


def _files(library: Library, services: Sequence[Service], issuer: Issuer) -> dict[str, bytes]:
    """Each volunteer's two papers by their places in the folder."""
    by_key: dict[str, list[Service]] = {}
    for service in services:
        by_key.setdefault(service.key, []).append(service)
    files: dict[str, bytes] = {}
    taken: set[str] = set()
    for number, found in enumerate(by_key.values(), 1):
        wish = safe_file_name("-".join(part for part in (found[0].name, found[0].id) if part))
        name, again = wish, 1
        while name.lower() in taken:
            again += 1
            name = f"{wish}-{again}"
        taken.add(name.lower())
        files[f"{RECORDS}/{name}.pdf"] = papers.record(library, found, issuer)
        files[f"{CERTIFICATES}/{name}.pdf"] = papers.certificate(library, found, issuer, number)
    return files


def _put(output: Path, files: Mapping[str, bytes]) -> None:
    """New folders of papers in the place of old ones; nothing of an earlier run stays among them."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=output, prefix=".") as scratch:
            aside = Path(scratch)
            for folder in (RECORDS, CERTIFICATES):
                (aside / folder).mkdir()
            for name, made in files.items():
                (aside / name).write_bytes(made)
            for folder in (RECORDS, CERTIFICATES):
                if (output / folder).exists():
                    shutil.move(output / folder, aside / f"old-{folder}")
                (aside / folder).rename(output / folder)
    except OSError as error:
        raise OutreachError(f"cannot write {output} ({error.strerror}); choose another folder with -o") from error


def _summaries(
    services: Sequence[Service], kept: Sequence[Service], findings: Sequence[Finding], held: set[str]
) -> dict[str, bytes]:
    """The totals by volunteer and by month, and what was found, as tables that a spreadsheet opens."""
    header = ("name", "id", "services", "minutes", "hours", "first", "last", "papers")
    rows: list[tuple[object, ...]] = []
    for _, row in totals.by_volunteer(kept).iterrows():
        minutes = int(row.minutes)
        spent = round(minutes / 60, 2)
        rows.append((row["name"], row["id"], int(row.services), minutes, spent, row["first"], row["last"], "yes"))
    # Who has a row to mend stands there without a total: one that is wrong is worse than none.
    people = {service.key: service for service in services if service.key in held}
    rows += [(one.name, one.id, "", "", "", "", "", "no") for one in people.values()]
    months = [
        (str(month), int(row.volunteers), int(row.services), int(row.minutes), round(int(row.minutes) / 60, 2))
        for month, row in totals.by_month(kept).iterrows()
    ]
    told = [(finding.line, finding.name, "wrong" if finding.serious else "look", finding.text) for finding in findings]
    month_header = ("month", "volunteers", "services", "minutes", "hours")
    return {
        "hours-summary.csv": spreadsheet.csv_bytes(header, rows),
        "hours-summary.xlsx": _book({"volunteers": (header, rows), "months": (month_header, months)}),
        "report.csv": spreadsheet.csv_bytes(("line", "name", "kind", "what"), told),
    }


def _book(sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[object]]]]) -> bytes:
    """Sheets of a workbook; words are words there, whatever they begin with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (header, rows) in sheets.items():
        sheet = book.create_sheet(name)
        for place, row in enumerate([header, *rows], 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(place, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise OutreachError(f"'{text}' is no day; write it as 2026-11-27") from error
