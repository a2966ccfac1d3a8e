"""Sheets for a whole table of organisations: a folder and a zip for each row, one bad row stops no other.

What is done is kept in the folder (`done.json`, by what the row asks for): the next run goes on where one was stopped.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import cast

from rich.console import Console
from rich.progress import track

from outreach import adaptations, spreadsheet
from outreach.faults import ContentError, OutreachError, one_of
from outreach.library import Library
from outreach.logos import read_logo
from outreach.naming import safe_file_name, shown
from outreach.outputs.sheet import VARIANTS, Imprint, Variant
from outreach.sheets import (
    FORMATS,
    Format,
    Order,
    contact_line,
    organisation_name,
    print_files,
    printable,
    write_whole,
    zipped,
)
from outreach.spreadsheet import Row

FIELDS = {
    "organisation": ("机构名称", "机构", "单位", "名称", "name"),
    "logo": ("标志", "徽标"),
    "contact": ("联系方式", "联系电话", "电话"),
    "checklists": ("清单", "检查表", "表"),
    "language": ("语言",),
    "variant": ("版式",),
    "format": ("格式",),
    "own": ("自定项目", "自定"),
}
DONE = "done.json"
_PRINTED = ("checklist", "sequence")
_ALL = ("all", "全部", "所有")


@dataclass(frozen=True)
class Result:
    """What became of a row: the folder written, or why not."""

    row: Row
    folder: Path | None
    fault: str = ""
    kept: bool = False
    """Whether it was there already, from an earlier run."""


def run(
    table: Path, libraries: Mapping[str, Library], names: list[str], order: Order, output: Path, console: Console
) -> None:
    """Prints for every row; says which rows could not be printed. Raises OutreachError at the end if there were any."""
    read = spreadsheet.read(table, FIELDS, ("organisation",))
    if read.unknown:
        console.print(f"{table.name}: left alone the columns {', '.join(read.unknown)}", style="dim")
    results = [
        one_row(row, table, libraries, names, order, output)
        for row in track(read.rows, description="printing", console=console, transient=True)
    ]
    bad = [result for result in results if result.fault]
    header = ("line", "organisation", "folder", "fault")
    told = [
        (result.row.line, shown(result.row["organisation"]), result.folder.name if result.folder else "", result.fault)
        for result in results
    ]
    write_whole(output / "report.csv", spreadsheet.csv_bytes(header, told))
    for result in bad:
        console.print(
            f"{table.name}:{result.row.line} {shown(result.row['organisation'])}: {result.fault}", markup=False
        )
    done = [result for result in results if result.folder]
    kept = sum(result.kept for result in done)
    console.print(f"{output}: {len(done)} organisations ({kept} were there already), {len(bad)} rows with faults")
    if bad:
        raise OutreachError(f"{len(bad)} of {len(results)} rows were not printed; mend them and run it again")


def one_row(
    row: Row, table: Path, libraries: Mapping[str, Library], names: list[str], order: Order, output: Path
) -> Result:
    """One organisation's folder and zip, written whole or not at all."""
    folder = output / f"{row.line:03d}-{safe_file_name(row['organisation'], 40)}"
    try:
        wanted, mine = _order(row, table, libraries, names, order)
        key = _key(wanted, mine, libraries)
        if _done(folder) == key and folder.with_suffix(".zip").is_file():
            return Result(row, folder, kept=True)
        files = {file: made for name in wanted for file, made in print_files(libraries, name, mine).items()}
        _put(folder, files, key)
    except ContentError as error:
        return Result(row, None, "; ".join(map(str, error.faults)))
    except OutreachError as error:
        return Result(row, None, str(error))
    return Result(row, folder)


def _order(
    row: Row, table: Path, libraries: Mapping[str, Library], names: list[str], order: Order
) -> tuple[list[str], Order]:
    """What the row asks for; an empty cell means what the command asked for."""
    if not row["organisation"]:
        raise OutreachError("the organisation has no name; write it into the row or take the row out")
    language, variant, kind = (row[field] for field in ("language", "variant", "format"))
    languages = order.languages
    if language:
        both = language in ("both", "双语")
        languages = tuple(libraries) if both else (one_of(language, tuple(libraries), "language"),)
    imprint = Imprint(
        organisation_name(row["organisation"]),
        order.imprint.address,
        contact_line(row["contact"]) or order.imprint.contact,
        read_logo(table.parent / row["logo"]) if row["logo"] else order.imprint.logo,
    )
    own = adaptations.read(table.parent / row["own"], libraries[languages[0]], languages) if row["own"] else None
    mine = replace(
        order,
        imprint=imprint,
        languages=languages,
        variant=cast(Variant, one_of(variant, VARIANTS, "variant")) if variant else order.variant,
        format=cast(Format, one_of(kind, FORMATS, "format")) if kind else order.format,
        adaptations=order.adaptations if own is None else own,
    )
    known = printable(libraries[languages[0]], mine.variant)
    asked = (
        row["checklists"].replace("；", " ").replace("，", " ").replace("、", " ").replace(";", " ").replace(",", " ")
    )
    wanted = list(dict.fromkeys(asked.split())) or names
    if any(name in _ALL for name in wanted):
        wanted = list(known)
    for name in wanted:
        one_of(name, known, "checklist")
    if not wanted:
        raise OutreachError("no checklist is named; give them in the row, or on the command line, or --all")
    return wanted, mine


def _key(wanted: list[str], order: Order, libraries: Mapping[str, Library]) -> str:
    """By what a row's folder is known to be the one that is asked for: the wish, the content, the edition of ours."""
    records = [
        libraries[one].records[kind].get(name) for one in order.languages for name in wanted for kind in _PRINTED
    ]
    return hashlib.sha256(repr((version("outreach"), wanted, order, records)).encode()).hexdigest()


def _done(folder: Path) -> str:
    try:
        found = json.loads((folder / DONE).read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(found.get("key", "")) if all((folder / name).is_file() for name in found.get("files", [])) else ""


def _put(folder: Path, files: Mapping[str, bytes], key: str) -> None:
    """A new folder in the place of an old one, then its zip; the note of what is done stands in it from the first."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as aside:
            new = Path(aside) / "new"
            new.mkdir()
            for name, content in files.items():
                (new / name).write_bytes(content)
            (new / DONE).write_text(json.dumps({"key": key, "files": sorted(files)}), "utf-8")
            write_whole(folder.with_suffix(".zip"), zipped(files, folder.name))
            if folder.exists():
                folder.rename(Path(aside) / "old")
            new.rename(folder)
    except OSError as error:
        raise OutreachError(f"cannot write {folder} ({error.strerror}); choose another folder with -o") from error
