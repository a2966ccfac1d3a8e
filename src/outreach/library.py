"""All content in one language, by name: what every room above asks. Knows records, and no file but their origins.

`reading.py` makes it from a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeVar, cast

from outreach.faults import Fault
from outreach.records import (
    Activity,
    Asked,
    Checklist,
    Clause,
    Edition,
    Helpline,
    Item,
    LearningPath,
    Module,
    Phrase,
    Picture,
    Record,
    Scenario,
    Section,
    Sequence,
    Source,
    Synonyms,
    Term,
    Topic,
    Workshop,
)
from outreach.yamlfile import Origin

BASE = "zh"
R = TypeVar("R", bound=Record)
Key = tuple[str, str]


@dataclass(frozen=True)
class Library:
    """All content in one language, by name; frozen. A clause's name is `gd-2022:4.7`, a section's `module/section`."""

    language: str
    records: Mapping[str, Mapping[str, Record]]
    drawings: Mapping[str, str]
    origins: Mapping[Key, Origin]
    stale: tuple[Fault, ...] = ()
    unread: frozenset[Key] = frozenset()
    """Records that are there and could not be read, by kind and name; the name `*` stands for any of a kind."""

    def _all(self, kind: str, record: type[R]) -> Mapping[str, R]:
        return cast("Mapping[str, R]", self.records[kind])

    @property
    def sources(self) -> Mapping[str, Source]:
        return self._all("source", Source)

    @property
    def topics(self) -> Mapping[str, Topic]:
        return self._all("topic", Topic)

    @property
    def pictures(self) -> Mapping[str, Picture]:
        return self._all("picture", Picture)

    @property
    def terms(self) -> Mapping[str, Term]:
        return self._all("term", Term)

    @property
    def editions(self) -> Mapping[str, Edition]:
        return self._all("edition", Edition)

    @property
    def clauses(self) -> Mapping[str, Clause]:
        return self._all("clause", Clause)

    @cached_property
    def modules(self) -> Mapping[str, Module]:
        found = self._all("module", Module)
        return dict(sorted(found.items(), key=lambda entry: entry[1].number))

    @property
    def sections(self) -> Mapping[str, Section]:
        return self._all("section", Section)

    @property
    def questions(self) -> Mapping[str, Item]:
        return self._all("question", Item)

    @property
    def sequences(self) -> Mapping[str, Sequence]:
        return self._all("sequence", Sequence)

    @property
    def checklists(self) -> Mapping[str, Checklist]:
        return self._all("checklist", Checklist)

    @property
    def activities(self) -> Mapping[str, Activity]:
        return self._all("activity", Activity)

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        return self._all("scenario", Scenario)

    @property
    def workshops(self) -> Mapping[str, Workshop]:
        return self._all("workshop", Workshop)

    @property
    def paths(self) -> Mapping[str, LearningPath]:
        return self._all("path", LearningPath)

    @property
    def helplines(self) -> Mapping[str, Helpline]:
        return self._all("helpline", Helpline)

    @property
    def synonyms(self) -> Mapping[str, Synonyms]:
        return self._all("synonyms", Synonyms)

    @property
    def asked(self) -> Mapping[str, Asked]:
        return self._all("asked", Asked)

    def lacks(self, kind: str, name: str) -> bool:
        """Whether nothing of that name is there: neither read, nor there and faulty (that is said elsewhere)."""
        return name not in self.records[kind] and not self.unread & {(kind, name), (kind, "*")}

    def say(self, phrase: str, /, **values: object) -> str:
        """One of the interface's own phrases, its `{names}` filled in. Raises KeyError for one that is not there."""
        text = self._all("phrase", Phrase)[phrase].text
        return text.format(**values) if values else text

    def day(self, day: date) -> str:
        """A day as people of this language write it: `2026年11月23日`, `23 November 2026`."""
        month = self.say("months").split("|")[day.month - 1]
        return self.say("day", year=day.year, month=month, day=day.day)

    @property
    def checked(self) -> date | None:
        """The last day on which any of the content was checked; None where there is neither module nor checklist."""
        modules, checklists = self.modules.values(), self.checklists.values()
        return max([*(one.checked for one in modules), *(one.checked for one in checklists)], default=None)

    def bank(self, module: str) -> tuple[Item, ...]:
        """The questions of one module, in the order of their file."""
        return tuple(self._banks.get(module, ()))

    @cached_property
    def _banks(self) -> Mapping[str, list[Item]]:
        """The questions of every module, sorted once: with many modules each would look through all the others'."""
        found: dict[str, list[Item]] = {}
        for name, item in self.questions.items():
            found.setdefault(self.module_of(name), []).append(item)
        return found

    def module_of(self, question: str) -> str:
        """The module whose bank holds the question."""
        return PurePosixPath(self.origins["question", question].file).stem

    def fault(self, kind: str, name: str, location: tuple[str | int, ...], text: str) -> Fault:
        """A fault of the record, with the file and line at which its part `location` stands."""
        origin = self.origins[kind, name]
        return Fault(origin.file, origin.line(location), name, text)
