"""Files of a folder → entries: slips as JSON or as chat text, what "My learning" exports, tables.

Every file is mistrusted: what cannot be read is reported with its file and line, and the rest goes on. A folder below
the first is a group.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from outreach import observed, slips, spreadsheet
from outreach.faults import OutreachError
from outreach.library import Library
from outreach.results import exports, tallies
from outreach.results.entries import Course, Found, Report, of_slip

SLIP_LIMIT = 256 * 1024
"""Bytes of one slip; a whole test has some 3 KB."""
FILE_LIMIT = 20 * 1024 * 1024
"""Bytes of one file but one of a slip a line, which may be of any length."""
_BEGINS = re.compile(r"OUTREACH\d+\s*\.", re.IGNORECASE)


def listed(folder: Path, without: Path | None = None) -> list[Path]:
    """The files of a folder and those below it, in order; hidden ones, a README and the folder `without` left out.

    Raises OutreachError for a folder that is not there or holds nothing.
    """
    if not folder.is_dir():
        raise OutreachError(f"there is no folder '{folder}'; name the folder with the slips and tables")
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith((".", "~$", "README")) for part in path.relative_to(folder).parts)
        and (without is None or not path.is_relative_to(without))
    ]
    if not found:
        raise OutreachError(f"{folder} holds no files; put the slips and tables into it")
    return found


@dataclass(frozen=True)
class Piece:
    """A file, or the part of one with a slip a line that begins at byte `start` with line `line`; `size` in bytes."""

    path: Path
    size: int
    start: int = 0
    line: int = 1


def pieces(path: Path, size: int) -> Iterator[Piece]:
    """A file in pieces of about `size` bytes where its lines stand for themselves, else whole."""
    try:
        whole = path.stat().st_size
        if whole <= size or _READERS.get(path.suffix.lower()) is not _lines:
            yield Piece(path, whole)
            return
        with path.open("rb") as file:
            start, line = 0, 1
            while start < whole:
                block = file.read(size)
                block += file.readline(SLIP_LIMIT + 1)
                yield Piece(path, len(block), start, line)
                start, line = start + len(block), line + block.count(b"\n")
    except OSError:
        yield Piece(path, 0)


def read(piece: Piece, folder: Path, library: Library, course: Course) -> Iterator[Found]:
    """Everything that stands in one piece, an entry or a report for each thing that was handed in."""
    path = piece.path
    place = path.relative_to(folder)
    name, group = place.as_posix(), place.parts[0] if len(place.parts) > 1 else ""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        kinds = ", ".join(_READERS)
        yield Report(name, 1, "", f"is no slip and no table; hand in one of {kinds}")
        return
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT and reader is not _lines:
            raise OutreachError(f"has {size / 1048576:.0f} MB; a slip has a few KB, a table less than 20 MB")
        if size == 0:
            raise OutreachError("is empty; ask for it again")
        if reader in (_json, _chat) and _is_observation(path):
            yield Report(name, 1, "", "is an observation of practice; outreach readiness reads it", refused=False)
            return
        yield from reader(piece, name, group, library, course)
    except OSError as error:
        yield Report(name, 1, "", f"cannot be read ({error.strerror}); check it")
    except OutreachError as error:
        yield Report(name, 1, "", _without_name(str(error), path.name))


def _is_observation(path: Path) -> bool:
    """Whether a file holds what an observer saw, and no test."""
    text = path.read_bytes().decode("utf-8", "replace").lower()
    return (observed.HEAD.lower() in text and not _BEGINS.search(text)) or '"outreach-observed-' in text


def _without_name(text: str, name: str) -> str:
    """A fault that begins with the file's name, which is said already."""
    return re.sub(rf"^{re.escape(name)}(:\d+)?:? ", "", text)


# --- slips ---


def _json(piece: Piece, name: str, group: str, _library: Library, _course: Course) -> Iterator[Found]:
    text = _decoded(piece.path.read_bytes())
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise OutreachError(f"is no whole JSON ({error}); ask for the file again") from error
        for place, one in enumerate(found, 1):
            yield _slip(lambda one=one: slips.of(one), name, place, group)  # type: ignore[misc]
        if not found:
            yield Report(name, 1, "", "is an empty list; ask for the file again")
    elif exports.is_export(text):
        yield from exports.log(text, name, group, piece.path.stem)
    elif len(text) > SLIP_LIMIT:
        yield Report(name, 1, "", f"has {len(text) / 1048576:.1f} MB; a slip has a few KB; ask for the file again")
    else:
        yield _slip(lambda: slips.read(text), name, 1, group)


def _lines(piece: Piece, name: str, group: str, _library: Library, _course: Course) -> Iterator[Found]:
    with piece.path.open("rb") as file:
        file.seek(piece.start)
        block = io.BytesIO(file.read(piece.size))
        for number, line in enumerate(iter(lambda: block.readline(SLIP_LIMIT + 1), b""), piece.line):
            if len(line) > SLIP_LIMIT:
                yield Report(name, number, "", "is longer than any slip; ask for the file again")
                return
            if line.strip():
                yield _slip(lambda line=line: slips.read(_decoded(line)), name, number, group)  # type: ignore[misc]


def _chat(piece: Piece, name: str, group: str, _library: Library, _course: Course) -> Iterator[Found]:
    text = unicodedata.normalize("NFKC", _decoded(piece.path.read_bytes()))
    starts = [found.start() for found in _BEGINS.finditer(text)] or [0]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield _slip(lambda a=start, b=end: slips.read(text[a:b]), name, text.count("\n", 0, start) + 1, group)  # type: ignore[misc]


def _slip(read_one: Callable[[], slips.Slip], name: str, line: int, group: str) -> Found:
    try:
        return of_slip(read_one(), name, line, group)
    except (OutreachError, ValueError, TypeError, RecursionError) as error:
        text = str(error) if isinstance(error, OutreachError) else "is no result slip; ask for it again"
        return Report(name, line, "", text)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise OutreachError("is neither UTF-8 nor GB 18030; save it as UTF-8")


# --- tables ---


def _table(piece: Piece, name: str, group: str, library: Library, course: Course) -> Iterator[Found]:
    table = spreadsheet.read(piece.path, tallies.FIELDS, (), rest=True)
    if not table.rows:
        raise OutreachError("has a line of headers and no row below it")
    heads = set(table.fields)
    if {"item", "response", "sitting"} <= heads:
        yield from exports.rows(table.rows, name, group, piece.path.stem)
    elif {"item", "response"} <= heads:
        yield from tallies.answers(table.rows, name, group, course)
    elif "procedure" in heads:
        yield Report(name, 1, "", "is a tally of observed practice; outreach readiness reads it", refused=False)
    elif "name" in heads:
        yield from tallies.tally(table.rows, table.unknown, name, group, library, course)
    else:
        raise OutreachError("has neither a column 'name' with answers beside it nor 'item' and 'response'")


_READERS: dict[str, Callable[[Piece, str, str, Library, Course], Iterator[Found]]] = {
    ".json": _json,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".txt": _chat,
    ".csv": _table,
    ".xlsx": _table,
}
