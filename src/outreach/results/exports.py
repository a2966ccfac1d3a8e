"""What "My learning" on the site exports, JSON or CSV → entries: the first try of each question of each test.

An export has no name in it; the file's name stands for the learner's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from outreach.results.entries import Answer, Entry, Found, Report
from outreach.spreadsheet import Row

_SITTING = re.compile(r"(?P<module>[a-z][a-z0-9-]*)-(?P<test>before|after)-[0-9]+")
"""How the site names a test that was sat: the module, which test, and a number."""
_FORMS = {"before": "A", "after": "B"}
Line = tuple[int, Mapping[str, Any]]
"""An exported answer, and the line on which it stands."""


def is_export(text: str) -> bool:
    """Whether a JSON file is a whole log of answers, and no slip."""
    return text.lstrip().startswith("{") and '"tests"' in text and '"answers"' in text and '"sitting"' in text


def log(text: str, file: str, group: str, name: str) -> Iterator[Found]:
    """The tests of an exported log. What is no test (a question on a page, a review) is left out."""
    try:
        data = json.loads(text)
        answers = [one for one in data["answers"] if isinstance(one, dict)]
        forms = {str(one["id"]): one for one in data["tests"] if isinstance(one, dict) and "id" in one}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        yield Report(file, 1, "", f"is no whole export ({error}); ask for it again")
        return
    yield from _entries(((1, one) for one in answers), forms, file, group, name)


def rows(found: Iterable[Row], file: str, group: str, name: str) -> Iterator[Found]:
    """The tests of an exported table."""
    yield from _entries(((row.line, row.cells) for row in found), {}, file, group, name)


def _entries(
    answers: Iterable[Line], tests: Mapping[str, Mapping[str, Any]], file: str, group: str, name: str
) -> Iterator[Found]:
    together: dict[str, list[Line]] = {}
    for line, one in answers:
        sitting = str(one.get("sitting", "") or "")
        if sitting and str(one.get("try", 1) or 1) == "1" and not _true(one.get("again")):
            together.setdefault(sitting, []).append((line, one))
    if not together:
        text = "holds no test, only questions of pages; ask for the slip of the test"
        yield Report(file, 1, name, text, refused=False)
    for sitting, found in together.items():
        named = _SITTING.fullmatch(sitting)
        line = found[0][0]
        if named is None:
            yield Report(file, line, name, f"'{sitting}' is no test of the site")
            continue
        test = tests.get(sitting, {})
        given, faults = [], []
        for place, one in found:
            try:
                given.append(_answer(one))
            except (ValueError, TypeError, RecursionError):
                faults.append(f"line {place}: '{one.get('item', '')}' cannot be read")
        form = str(test.get("form", "")) or _FORMS[named["test"]]
        day = str(found[0][1].get("day", "") or "")
        yield Entry(
            file,
            line,
            group,
            name,
            named["module"],
            named["test"],
            form,
            str(test.get("seed", "")) or "site",
            "zh",
            day,
            tuple(given),
            tuple(faults),
        )


def _answer(one: Mapping[str, Any]) -> Answer:
    response = one["response"]
    if isinstance(response, str) and response[:1] in ("[", "{", '"'):
        response = json.loads(response)
    if isinstance(response, dict):
        response = {str(part): str(target) for part, target in response.items()}
    elif isinstance(response, list):
        response = [str(part) for part in response]
    elif not isinstance(response, str):
        raise TypeError("no response")
    sure = one.get("sure") or 0
    return Answer(
        str(one["item"]), int(one["revision"]), response, str(one.get("outcome") or "") or None, int(sure) or None
    )


def _true(cell: object) -> bool:
    return cell is True or cell == "true"
