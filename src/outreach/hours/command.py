"""The command `outreach hours`: reads the table, tells what is wrong by line, writes papers and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from outreach import reading, spreadsheet
from outreach.faults import OutreachError, one_of
from outreach.hours import checking, folder, papers, table, totals
from outreach.hours.checking import by_key
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
    first: Annotated[int, typer.Option("--number-from", min=1, help="The first certificate's number.")] = 1,
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
        run(file, library, issuer, first, output)


def run(file: Path, library: Library, issuer: Issuer, first: int, output: Path) -> None:
    """Writes everybody's papers and the totals; certificates are numbered from `first`.

    Raises OutreachError for a table that can't be read, and at the end if rows have to be mended.
    """
    services, of_rows, unknown = table.read(file, issuer.day)
    if unknown:
        console.print(f"{file.name}: left alone the columns {', '.join(unknown)}", style="dim", markup=False)
    findings = checking.checked(services, of_rows)
    for finding in findings:
        mark = "" if finding.serious else " (look)"
        console.print(f"{file.name}:{finding.line}{mark} {finding.name}: {finding.text}", markup=False)
    told = [(one.line, one.name, "wrong" if one.serious else "look", one.text) for one in findings]
    write_whole(output / "report.csv", spreadsheet.csv_bytes(("line", "name", "kind", "what"), told))
    held = checking.held(services, findings)
    kept = [service for service in services if service.key not in held]
    people = _people(services, findings, held, issuer, first)
    files = _papers(library, kept, people, issuer)
    folder.put(output, files | _summaries(library, kept, people))
    spent = papers.length(library, sum(service.minutes for service in kept))
    console.print(f"{output}: {len(files) // 2} volunteers, {len(kept)} services, {spent}", markup=False)
    if wrong := {finding.line for finding in findings if finding.serious}:
        raise OutreachError(
            f"rows to mend: {len(wrong)}; volunteers without papers until then: {len(held)} "
            f"(see {output / 'report.csv'})"
        )


@dataclass(frozen=True)
class _Person:
    """One volunteer of the table: the certificate's number, the papers' file name, the lines to mend first."""

    name: str
    id: str
    number: str
    file: str
    lines: Sequence[int]


def _people(
    services: Sequence[Service],
    findings: Sequence[Finding],
    held: Mapping[str, Sequence[int]],
    issuer: Issuer,
    first: int,
) -> dict[str, _Person]:
    """Everybody by key, in the table's order; who has rows to mend is counted too, so that numbers stay as they are."""
    known = {one.key: (one.name, one.id) for one in reversed(services)}
    found = [(one.line, one.key, one.name) for one in services]
    found += [(one.line, one.key, one.name) for one in findings]
    people: dict[str, _Person] = {}
    taken: set[str] = set()
    for _, key, told in sorted(found):
        if key in people or not (key in known or key in held):
            continue
        name, number = known.get(key, (told, ""))
        wish = safe_file_name("-".join(part for part in (name, number) if part))
        file, again = wish, 1
        while file.casefold() in taken:
            again += 1
            file = f"{wish}-{again}"
        taken.add(file.casefold())
        people[key] = _Person(name, number, papers.number(issuer, first + len(people)), file, held.get(key, ()))
    return people


def _papers(
    library: Library, services: Sequence[Service], people: Mapping[str, _Person], issuer: Issuer
) -> dict[str, bytes]:
    """Each volunteer's two papers by their places in the folder."""
    files: dict[str, bytes] = {}
    for key, found in track(
        by_key(services).items(), "setting", console=console, transient=True, disable=not console.is_terminal
    ):
        person = people[key]
        files[f"{RECORDS}/{person.file}.pdf"] = papers.record(library, found, issuer)
        files[f"{CERTIFICATES}/{person.file}.pdf"] = papers.certificate(library, found, issuer, person.number)
    return files


def _summaries(library: Library, services: Sequence[Service], people: Mapping[str, _Person]) -> dict[str, bytes]:
    """The totals by volunteer and by month as tables that a spreadsheet opens; the first is a list of certificates too.

    Who has rows to mend stands there without a total: one that is wrong is worse than none.
    """
    say = library.say
    volunteers, months = totals.by_volunteer(services), totals.by_month(services)
    totals.agreed(services, volunteers, months)
    counted = {str(key): row for key, row in volunteers.iterrows()}
    rows: list[tuple[object, ...]] = []
    for key, one in people.items():
        if one.lines:
            lines = say("hours-to-mend", lines=say("comma").join(map(str, one.lines)))
            rows.append((one.name, one.id, "", "", "", "", "", "", lines))
        else:
            row = counted[key]
            spent = int(row.minutes)
            days = (row["first"], row["last"])
            told = (int(row.services), spent, _decimal(spent), *days, one.number, f"{one.file}.pdf")
            rows.append((one.name, one.id, *told))
    columns = (
        "volunteer",
        "number-short",
        "times",
        "minutes",
        "decimal",
        "first",
        "last",
        "certificate-number",
        "paper",
    )
    header = tuple(say(f"hours-{name}") for name in columns)
    monthly = [
        (str(month), int(row.volunteers), int(row.services), int(row.minutes), _decimal(int(row.minutes)))
        for month, row in months.iterrows()
    ]
    month_header = tuple(say(f"hours-{name}") for name in ("month", "people", "times", "minutes", "decimal"))
    sheets: dict[str, tuple[Sequence[str], Sequence[Sequence[object]]]]
    sheets = {say("hours-by-volunteer"): (header, rows), say("hours-by-month"): (month_header, monthly)}
    return {
        "hours-summary.csv": spreadsheet.csv_bytes(header, rows),
        "hours-summary.xlsx": spreadsheet.workbook(sheets),
    }


def _decimal(minutes: int) -> float:
    return round(minutes / 60, 2)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise OutreachError(f"'{text}' is no day; write it as 2026-11-27") from error
