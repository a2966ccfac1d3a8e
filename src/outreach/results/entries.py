"""What was handed in: one entry a test of one person, as it was read, and what could not be. Knows no statistics."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from outreach.slips import Slip

Response = Sequence[str] | Mapping[str, str] | str


class Answer(NamedTuple):
    """One answer; `revision` None where paper cannot tell, `response` None where it was left empty."""

    item: str
    revision: int | None
    response: Response | None
    claimed: str | None = None
    sure: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A test as it was handed in; `file` and `line` say where it stands, `faults` what of it could not be read."""

    file: str
    line: int
    group: str
    name: str
    module: str
    test: str
    form: str
    seed: str
    language: str
    day: str
    answers: tuple[Answer, ...]
    faults: tuple[str, ...] = ()

    @property
    def person(self) -> str:
        """By what two tests of one person are brought together; unlike any other where no name was given."""
        return plain(self.name) or f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be said of a line of a file. `refused`: the whole entry could not be used."""

    file: str
    line: int
    name: str
    text: str
    refused: bool = True

    def __str__(self) -> str:
        who = f" {self.name}" if self.name else ""
        return f"{self.file}:{self.line}{who}: {self.text}"


Found = Entry | Report


@dataclass(frozen=True)
class Course:
    """What a tally does not say of itself: the module and the seed with which its forms were drawn."""

    module: str = ""
    seed: str = "site"


def of_slip(slip: Slip, file: str, line: int, group: str) -> Entry:
    """A result slip as an entry."""
    answers = tuple(Answer(one.item, one.revision, one.response, one.outcome, one.sure) for one in slip.answers)
    return Entry(
        file,
        line,
        group,
        slip.name,
        slip.module,
        slip.test,
        slip.form,
        slip.seed,
        slip.language,
        slip.day,
        answers,
    )


def plain(name: str) -> str:
    """A nickname as it is compared: full and half width, capitals and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


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
