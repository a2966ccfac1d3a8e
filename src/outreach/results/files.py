"""Files of a folder → entries: slips as JSON or as chat text, tables of answers, tallies of paper tests.

Every file is mistrusted: what cannot be read is reported with its file and line, and the rest goes on. A folder below
the first is a group.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from outreach import observed, slips, spreadsheet
from outreach.faults import OutreachError
from outreach.forms import Forms, draw
from outreach.lettering import response as lettered_response
from outreach.library import Library
from outreach.results.entries import Answer, Entry, Report, Response, of_slip
from outreach.spreadsheet import Row

Found = Entry | Report
SLIP_LIMIT = 256 * 1024
"""Bytes of one slip; a whole test has some 3 KB."""
FILE_LIMIT = 20 * 1024 * 1024
"""Bytes of one file but one of a slip a line, which may be of any length."""
_BEGINS = re.compile(r"OUTREACH\d+\s*\.", re.IGNORECASE)
_TEST = {
    "before": ("before", "pre", "学前", "前测", "前", "培训前"),
    "after": ("after", "post", "学后", "后测", "后", "培训后"),
}
_TALLY = {
    "name": ("姓名", "昵称", "名字", "称呼", "学员", "nickname", "participant", "learner"),
    "group": ("组", "组别", "班", "班级", "单位", "class"),
    "test": ("测试", "前后", "哪次", "when"),
    "form": ("卷", "试卷", "卷别", "paper"),
    "module": ("模块", "课程"),
    "seed": ("卷号", "种子"),
    "day": ("日期", "date"),
    "procedure": observed.FIELDS["procedure"],
}
_ANSWERS = {
    **_TALLY,
    "language": ("语言",),
    "item": ("题", "题号", "question"),
    "revision": ("版次",),
    "response": ("答案", "回答", "answer"),
    "sure": ("把握", "confidence"),
}
_COLUMN = re.compile(
    r"(?:(?P<form>[ab])(?=[0-9]))?(?:第?(?P<number>[0-9]{1,3})题?)?[^0-9a-z]*(?P<item>[a-z][a-z0-9-]*)?[^0-9a-z]*",
    re.IGNORECASE,
)
_PREFILLED = ("module", "seed", "group", "day")
"""What a tally may have in rows that nobody has filled in yet."""


@dataclass(frozen=True)
class Course:
    """What a tally does not say of itself: the module and the seed with which its forms were drawn."""

    module: str = ""
    seed: str = "site"


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
    table = spreadsheet.read(piece.path, _ANSWERS, (), rest=True)
    if not table.rows:
        raise OutreachError("has a line of headers and no row below it")
    heads = set(table.fields)
    if {"item", "response"} <= heads:
        yield from _answers(table.rows, name, group, course)
    elif "procedure" in heads:
        yield Report(name, 1, "", "is a tally of observed practice; outreach readiness reads it", refused=False)
    elif "name" in heads:
        yield from _tally(table.rows, table.unknown, name, group, library, course)
    else:
        raise OutreachError("has neither a column 'name' with answers beside it nor 'item' and 'response'")


def _answers(rows: Iterable[Row], name: str, group: str, course: Course) -> Iterator[Found]:
    """A table with a row an answer: rows of one person, module, test and form that stand together are one entry."""

    def test_of(row: Row) -> tuple[str, ...]:
        return tuple(row[field] for field in ("name", "group", "module", "test", "form", "seed", "language", "day"))

    for key, together in groupby(rows, key=test_of):
        found = list(together)
        person, own_group, module, test, form, seed, language, day = key
        answers, faults = [], []
        for row in found:
            try:
                answers.append(_answer(row))
            except ValueError as error:
                faults.append(f"line {row.line}: {error}")
        which = _which(test)
        if which is None:
            yield Report(name, found[0].line, person, f"'{test}' is neither before nor after; write one of them")
            continue
        yield Entry(
            name,
            found[0].line,
            own_group or group,
            person,
            module or course.module,
            which,
            form.upper() or ("A" if which == "before" else "B"),
            seed or course.seed,
            language or "zh",
            day,
            tuple(answers),
            tuple(faults),
        )


def _answer(row: Row) -> Answer:
    revision, sure = row["revision"], row["sure"]
    if revision and not revision.isdecimal():
        raise ValueError(f"'{revision}' is no revision")
    if sure not in ("", "0", "1", "2", "3"):
        raise ValueError(f"'{sure}' is no degree of sureness (1 to 3)")
    return Answer(
        row["item"],
        int(revision) if revision else None,
        unpacked(row["response"]) if row["response"] else None,
        None,
        int(sure or 0) or None,
    )


def packed(response: Response | None) -> str:
    """A response as one cell: `a+b`, `part=target;part=target`, words behind a colon; "" for none."""
    if response is None:
        return ""
    if isinstance(response, str):
        return f":{response}"
    if isinstance(response, Mapping):
        return ";".join(f"{part}={target}" for part, target in sorted(response.items()))
    return "+".join(response)


def unpacked(cell: str) -> Response:
    """What `packed` wrote; an apostrophe that a spreadsheet needed is taken off."""
    text = cell.removeprefix("'")
    if text.startswith(":"):
        return text[1:]
    if "=" in text:
        return dict(pair.split("=", 1) for pair in text.split(";") if "=" in pair)
    return text.split("+")


def _tally(
    rows: Iterable[Row], columns: Iterable[str], name: str, group: str, library: Library, course: Course
) -> Iterator[Found]:
    """A tally of paper tests: a row a person and test, a column a question by its number or its id."""
    asked = {head: found for head in columns if (found := _column(head, library)) is not None}
    drawn = cache(lambda module, seed: draw(library, module, seed))
    for row in rows:
        if not any(value for field, value in row.cells.items() if field not in _PREFILLED):
            continue
        yield _tallied(row, asked, name, group, library, course, drawn)


@dataclass(frozen=True)
class _Column:
    """The question that a column is of: its number in the form, or its id; "" or the `form` that alone has it."""

    place: int | str
    form: str = ""


def _column(head: str, library: Library) -> _Column | None:
    """What a column's head names: `1`, `第1题`, `pp13`, `1 pp13`, or `A1 pp13` where a table has both forms."""
    plain = unicodedata.normalize("NFKC", head).strip().lower()
    if plain in library.questions:
        return _Column(plain)
    found = _COLUMN.fullmatch(plain)
    if found is None:
        return None
    form = (found["form"] or "").upper()
    if found["item"] in library.questions:
        return _Column(found["item"], form)
    return _Column(int(found["number"]), form) if found["number"] and not found["item"] else None


def _tallied(
    row: Row,
    asked: Mapping[str, _Column],
    name: str,
    group: str,
    library: Library,
    course: Course,
    forms: Callable[[str, str], Forms],
) -> Found:
    module, seed, person = row["module"] or course.module, row["seed"] or course.seed, row["name"]
    which = _which(row["test"])
    if not person:
        return Report(name, row.line, "", "has no name; where cells were merged, write the name into each row")
    if which is None:
        said = row["test"]
        return Report(name, row.line, person, f"'{said}' is neither before nor after; write 学前/before or 学后/after")
    if module not in library.modules:
        known = ", ".join(library.modules)
        return Report(name, row.line, person, f"there is no module '{module}'; name one with --module: {known}")
    form = unicodedata.normalize("NFKC", row["form"]).strip().upper()[-1:] or ("A" if which == "before" else "B")
    if form not in ("A", "B"):
        return Report(name, row.line, person, f"'{row['form']}' is no form; write A or B")
    drawn = forms(module, seed)
    items = drawn.a if form == "A" else drawn.b
    answers, faults = [], []
    for head, column in asked.items():
        place = column.place
        if column.form and column.form != form:
            if row[head]:
                faults.append(f"column '{head}': the row is of form {form}; write the answer into its own column")
            continue
        if isinstance(place, int) and not 1 <= place <= len(items):
            faults.append(f"the form has no question {place}")
            continue
        item = items[place - 1] if isinstance(place, int) else place
        cell = row[head]
        try:
            found = lettered_response(library, library.questions[item], cell, seed)
            answers.append(Answer(item, None, found))
        except ValueError as error:
            faults.append(f"column '{head}': {error}")
    if not any(answer.response is not None for answer in answers):
        text = "; ".join(["holds no answer", *faults])
        return Report(name, row.line, person, text)
    day = row["day"]
    return Entry(
        name,
        row.line,
        row["group"] or group,
        person,
        module,
        which,
        form,
        seed,
        library.language,
        day,
        tuple(answers),
        tuple(faults),
    )


def _which(text: str) -> str | None:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return next((which for which, names in _TEST.items() if plain in names), None)


_READERS: dict[str, Callable[[Piece, str, str, Library, Course], Iterator[Found]]] = {
    ".json": _json,
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".txt": _chat,
    ".csv": _table,
    ".xlsx": _table,
}
