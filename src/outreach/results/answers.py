"""Entries → two tables, marked by the one marking rule: who sat when, and what each answered. Knows no files.

Both are made in batches that can be worked out anywhere and joined: a folder of 200,000 slips fits into memory, and
so does a batch on each machine of a cluster.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from outreach.library import BASE, Library
from outreach.marking import mark
from outreach.records import Item, Ordering
from outreach.results.entries import Answer, Entry, Found, Report, packed

OUTCOMES = ("right", "partly", "wrong", "empty")
SITTING = ["person", "name", "group", "module", "test", "form", "seed", "language", "day", "file", "line"]
"""Columns of the table of sittings, besides `digest` (of what was handed in)."""
ANSWER = ["sitting", "item", "response", "outcome", "share", "sure"]


@dataclass
class Batch:
    """Sittings (index: their number), answers (a row each), reports, and how many entries were read."""

    sittings: pd.DataFrame
    answers: pd.DataFrame
    reports: list[Report] = field(default_factory=list)
    read: int = 0

    @property
    def refused(self) -> int:
        """Entries that could not be used; `read` is this and the number of sittings."""
        return sum(report.refused for report in self.reports)


class _Marked(NamedTuple):
    outcome: str
    share: float
    note: str


class Marker:
    """Marks answers by today's content, each different one once; written words by the language they were asked in."""

    def __init__(self, libraries: Mapping[str, Library]) -> None:
        self.libraries = libraries
        self.library = libraries[BASE]
        self._known: dict[tuple[str, str, int | None, str], _Marked] = {}

    def __call__(self, answer: Answer, response: str, language: str) -> _Marked:
        """The mark of an answer; its outcome is "" where it can't be marked, and then the note says why."""
        key = (language, answer.item, answer.revision, response)
        if key not in self._known:
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[key] = self._mark(answer, self.libraries.get(language, self.library))
        return self._known[key]

    def _mark(self, answer: Answer, library: Library) -> _Marked:
        item = library.questions.get(answer.item)
        if item is None:
            return _Marked("", 0.0, f"'{answer.item}' is no question of this content")
        if answer.revision is not None and answer.revision != item.revision:
            said = f"'{item.id}' has changed since (revision {answer.revision}, now {item.revision})"
            return _Marked("", 0.0, said)
        if answer.response is None:
            return _Marked("empty", 0.0, "")
        try:
            found = mark(item, answer.response, library.sequences)
        except (ValueError, KeyError, TypeError) as error:
            return _Marked("", 0.0, str(error))
        return _Marked(found.outcome, found.share, "")


def marked(found: Iterable[Found], marker: Marker) -> Batch:
    """Entries and reports as a batch. An entry of which no answer can be marked is refused."""
    sittings: list[tuple[object, ...]] = []
    answers: list[tuple[object, ...]] = []
    reports: list[Report] = []
    read = 0
    for one in found:
        read += isinstance(one, Entry) or one.refused
        if isinstance(one, Report):
            reports.append(one)
            continue
        rows, notes = _rows(one, marker, len(sittings))
        problem = _problem(one, marker.library) or ("" if rows else "; ".join(notes) or "holds no answer")
        if problem:
            reports.append(Report(one.file, one.line, one.name, problem))
            continue
        reports += [Report(one.file, one.line, one.name, note, refused=False) for note in notes]
        handed = "|".join(f"{row[1]}.{row[2]}" for row in rows)
        digest = hashlib.blake2b(f"{one.day}|{one.form}|{handed}".encode(), digest_size=8).hexdigest()
        sittings.append((one.person, *(getattr(one, name) for name in SITTING[1:]), digest))
        answers += rows
    made = pd.DataFrame(sittings, columns=[*SITTING, "digest"])
    return Batch(_light(made), _coded(pd.DataFrame(answers, columns=ANSWER)), reports, read)


def _problem(entry: Entry, library: Library) -> str:
    if entry.module not in library.modules:
        known = ", ".join(library.modules)
        return f"there is no module '{entry.module}' in this content ({known})"
    if entry.test not in ("before", "after"):
        return f"'{entry.test}' is neither before nor after"
    return ""


def _rows(entry: Entry, marker: Marker, place: int) -> tuple[list[tuple[object, ...]], list[str]]:
    """The entry's answers as rows, and what is to be said of those that are none."""
    rows: list[tuple[object, ...]] = []
    notes = list(entry.faults)
    seen: set[str] = set()
    for answer in entry.answers:
        if answer.item in seen:
            notes.append(f"answers '{answer.item}' twice; the first counts")
            continue
        seen.add(answer.item)
        response = _same(marker.library.questions.get(answer.item), answer)
        found = marker(answer, response, entry.language)
        if not found.outcome:
            notes.append(found.note)
            continue
        if answer.claimed is not None and answer.claimed != found.outcome:
            notes.append(f"says that '{answer.item}' is {answer.claimed}; it is {found.outcome}")
        rows.append((place, answer.item, response, found.outcome, found.share, answer.sure or 0))
    return rows, notes


def _same(item: Item | None, answer: Answer) -> str:
    """A response as text, alike for the same choice in whatever order it was made."""
    response = answer.response
    if isinstance(response, Sequence) and not isinstance(response, str) and not isinstance(item, Ordering):
        response = sorted(response)
    return packed(response)


def _light(sittings: pd.DataFrame) -> pd.DataFrame:
    few = ("group", "module", "test", "form", "seed", "language", "day", "file")
    return sittings.astype(dict.fromkeys(few, "category"))


def _coded(answers: pd.DataFrame) -> pd.DataFrame:
    answers["outcome"] = pd.Categorical(answers["outcome"], categories=OUTCOMES)
    return answers.astype(
        {"sitting": np.int32, "item": "category", "response": "category", "share": np.float32, "sure": np.int8}
    )


def joined(batches: Sequence[Batch], *, latest: bool = False) -> Batch:
    """Batches as one, in their order. What was handed in twice, or sat twice, counts once: the first, or the latest."""
    sittings = _together([batch.sittings for batch in batches], SITTING[2:10])
    offsets = np.cumsum([0, *(len(batch.sittings) for batch in batches[:-1])])
    parts = [
        batch.answers.assign(sitting=batch.answers["sitting"] + np.int32(offset))
        for batch, offset in zip(batches, offsets, strict=True)
    ]
    answers = _together(parts, ["item", "response"])
    reports = [report for batch in batches for report in batch.reports]
    kept, more = _once(sittings, latest=latest)
    answers = answers[answers["sitting"].isin(kept.index)] if len(kept) < len(sittings) else answers
    return Batch(kept, answers.reset_index(drop=True), [*reports, *more], sum(batch.read for batch in batches))


def _together(parts: Sequence[pd.DataFrame], categorical: Sequence[str]) -> pd.DataFrame:
    """Tables below each other; their categories become one list, so that no column turns into text."""
    if len(parts) > 1:
        for name in categorical:
            every = pd.Index(sorted(set().union(*(part[name].cat.categories for part in parts))))
            parts = [part.assign(**{name: part[name].cat.set_categories(every)}) for part in parts]
    return pd.concat(parts, ignore_index=True)


def _once(sittings: pd.DataFrame, *, latest: bool) -> tuple[pd.DataFrame, list[Report]]:
    reports = []
    whose = ["person", "group", "module", "test"]
    twice = sittings.duplicated([*whose, "digest"])
    in_time = sittings[~twice]
    if latest:
        in_time = in_time.iloc[np.argsort(in_time["day"].astype(str).to_numpy(), kind="stable")[::-1]]
    again = ~twice & in_time.duplicated(whose).reindex(sittings.index, fill_value=False)
    counts = "latest" if latest else "first"
    for mask, text in (
        (twice, "was handed in before; it counts once"),
        (again, f"is another test of the same kind by this name; the {counts} one counts"),
    ):
        rows = sittings[mask]
        found = zip(rows["file"], rows["line"], rows["name"], strict=True)
        reports += [Report(str(file), int(line), str(name), text) for file, line, name in found]
    return sittings[~(twice | again)], reports
