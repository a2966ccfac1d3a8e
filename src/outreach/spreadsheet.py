"""Tables that people make in Excel or a text editor → rows that know their lines; nothing of what they mean."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from outreach.faults import OutreachError

BYTES_LIMIT = 20 * 1024 * 1024
UNPACKED_LIMIT = 200 * 1024 * 1024
ROWS_LIMIT = 100_000
COLUMNS_LIMIT = 200
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula; a Chinese Excel takes the full-width signs for the same."""
_ENCODINGS = ("utf-8-sig", "gb18030")
DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
"""A day as people write it: `2026-11-27`, `2026/11/27`, `2026年11月27日`."""
_WHOLE_DAY = re.compile(rf"{DAY}(?:[ t]00:00(?::00)?)?")


@dataclass(frozen=True)
class Row:
    """One row: the line of the file (or of the sheet) on which it begins, and its cells by the fields' names."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.cells.get(field, "")


@dataclass(frozen=True)
class Table:
    """The rows that hold anything, in order; the headers that no field goes by; the fields that have a column."""

    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    fields: tuple[str, ...] = ()


def read(path: Path, fields: Mapping[str, Sequence[str]], needed: Collection[str], *, rest: bool = False) -> Table:
    """The rows of a csv (UTF-8 or GB 18030; comma, semicolon or tab) or xlsx file, by its header line.

    `fields` gives the headers by which each field is known, `needed` the fields that must have a column; with `rest`
    the rows hold the other columns too, by their headers.
    Raises OutreachError for a file that can't be read, is too large, or lacks a column.
    """
    lines = list(_lines(path))
    place = next((n for n, (_, cells) in enumerate(lines) if any(cells)), None)
    if place is None:
        raise OutreachError(f"{path.name} is empty; give it a line of headers and a row for each entry")
    line, headers = lines[place]
    known = {_plain(header): field for field, names in fields.items() for header in (field, *names)}
    found: dict[int, str] = {}
    for column, header in enumerate(headers):
        field = known.get(_plain(header))
        if field in found.values():
            raise OutreachError(f"{path.name}:{line} has two columns for '{header}'; keep one of them")
        if field is not None:
            found[column] = field
    if lacking := [f"'{fields[field][0]}'" for field in needed if field not in found.values()]:
        there = ", ".join(f"'{header}'" for header in headers if header)
        raise OutreachError(f"{path.name}:{line} has no column {', '.join(lacking)}; its columns are {there}")
    unknown = {column: header for column, header in enumerate(headers) if header and column not in found}
    kept = found | unknown if rest else found
    rows = [
        Row(at, {field: cells[column] for column, field in kept.items() if column < len(cells)})
        for at, cells in lines[place + 1 :]
        if any(cells)
    ]
    return Table(tuple(rows), tuple(unknown.values()), tuple(found.values()))


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows as text: one that would be a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A csv file that Excel opens as UTF-8, its text cells harmless."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + made.getvalue().encode()


def day(text: str) -> date | None:
    """The day that a cell says; None for anything else, and for a day that no calendar has."""
    found = _WHOLE_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip().lower())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def workbook(sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[object]]]]) -> bytes:
    """An xlsx file of sheets by their names, each a header and rows; words stay words, however they begin."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (header, rows) in sheets.items():
        sheet = book.create_sheet(name)
        for place, row in enumerate([header, *rows], 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(place, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
        for column, cells in enumerate(sheet.iter_cols(values_only=True), 1):
            widest = max(sum(2 if ord(char) > 0x2E80 else 1 for char in str(cell or "")) for cell in cells)
            sheet.column_dimensions[get_column_letter(column)].width = min(widest, 40) + 2
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _plain(header: str) -> str:
    return "".join(unicodedata.normalize("NFKC", header).lower().split())


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= BYTES_LIMIT else b""
    except OSError as error:
        raise OutreachError(f"cannot read {path} ({error.strerror}); check its path") from error
    if size > BYTES_LIMIT:
        raise OutreachError(f"{path.name} has {size / 1048576:.0f} MB; split it into files below 20 MB")
    read = _xlsx if content.startswith(b"PK") else _csv
    for count, (line, cells) in enumerate(read(path, content), 1):
        if count > ROWS_LIMIT:
            raise OutreachError(f"{path.name} has more than {ROWS_LIMIT} rows; split it")
        yield line, [" ".join(cell.split()) for cell in cells[:COLUMNS_LIMIT]]


def _csv(path: Path, content: bytes) -> Iterator[tuple[int, list[str]]]:
    if content.startswith((b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")) or b"\0" in content:
        raise OutreachError(f"{path.name} is no csv file and no xlsx; save it as xlsx, or as csv in UTF-8")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise OutreachError(f"{path.name} is neither UTF-8 nor GB 18030; save it as csv in UTF-8")
    first = text.partition("\n")[0]
    delimiter = max(",;\t，", key=first.count)
    if delimiter == "，":
        raise OutreachError(f"{path.name}:1 has full-width commas between its columns; use ',' or save it from Excel")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise OutreachError(f"{path.name}:{line} is no csv ({error}); check the quotes") from error


def _xlsx(path: Path, content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_LIMIT:
                raise OutreachError(f"{path.name} unpacks to more than 200 MB; split it")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.active
        if sheet is None:
            raise OutreachError(f"{path.name} has no sheet; put the table on the first one")
        for line, row in enumerate(sheet.iter_rows(values_only=True, max_col=COLUMNS_LIMIT), 1):
            yield line, [_said(cell) for cell in row]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise OutreachError(f"{path.name} is no whole xlsx file ({error}); save it again from Excel") from error


def _said(cell: object) -> str:
    """A cell as somebody would have typed it."""
    match cell:
        case None:
            return ""
        case datetime():
            # A day alone is kept as midnight, a time alone as a time.
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat("minutes")
        case timedelta():
            # Excel keeps 24:00 as a length of time.
            hours, minutes = divmod(round(cell / timedelta(minutes=1)), 60)
            return f"{hours}:{minutes:02}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
