"""Tables → entries: a row an answer, or tallies of paper tests with a row a person. Knows no files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from outreach import observed
from outreach.forms import Forms, draw
from outreach.lettering import response as lettered_response
from outreach.library import Library
from outreach.results.entries import Answer, Course, Entry, Found, Report, unpacked
from outreach.spreadsheet import Row

_TEST = {
    "before": ("before", "pre", "学前", "前测", "前", "培训前"),
    "after": ("after", "post", "学后", "后测", "后", "培训后"),
}
_PAPER = {
    "name": ("姓名", "昵称", "名字", "称呼", "学员", "nickname", "participant", "learner"),
    "group": ("组", "组别", "班", "班级", "单位", "class"),
    "test": ("测试", "前后", "哪次", "when"),
    "form": ("卷", "试卷", "卷别", "paper"),
    "module": ("模块", "课程"),
    "seed": ("卷号", "种子"),
    "day": ("日期", "date"),
    "procedure": observed.FIELDS["procedure"],
}
FIELDS = {
    **_PAPER,
    "language": ("语言",),
    "item": ("题", "题号", "question"),
    "revision": ("版次",),
    "response": ("答案", "回答", "answer"),
    "sure": ("把握", "confidence"),
    "try": (),
    "sitting": (),
}
"""By which headers each field of a table is known."""
_COLUMN = re.compile(
    r"(?:(?P<form>[ab])(?=[0-9]))?(?:第?(?P<number>[0-9]{1,3})题?)?[^0-9a-z]*(?P<item>[a-z][a-z0-9-]*)?[^0-9a-z]*",
    re.IGNORECASE,
)
_PREFILLED = ("module", "seed", "group", "day")
"""What a tally may have in rows that nobody has filled in yet."""


def answers(rows: Iterable[Row], name: str, group: str, course: Course) -> Iterator[Found]:
    """A table with a row an answer: rows of one person, module, test and form that stand together are one entry."""

    def test_of(row: Row) -> tuple[str, ...]:
        return tuple(row[field] for field in ("name", "group", "module", "test", "form", "seed", "language", "day"))

    for key, together in groupby(rows, key=test_of):
        found = list(together)
        person, own_group, module, test, form, seed, language, day = key
        given, faults = [], []
        for row in found:
            try:
                given.append(_answer(row))
            except ValueError as error:
                faults.append(f"line {row.line}: {error}")
        which = which_test(test)
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
            tuple(given),
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


def tally(
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
    which = which_test(row["test"])
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
    given, faults = [], []
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
            given.append(Answer(item, None, found))
        except ValueError as error:
            faults.append(f"column '{head}': {error}")
    if not any(answer.response is not None for answer in given):
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
        tuple(given),
        tuple(faults),
    )


def which_test(text: str) -> str | None:
    """`before` or `after`, in whichever words; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return next((which for which, names in _TEST.items() if plain in names), None)
