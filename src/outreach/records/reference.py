"""Reference data: sources, topics, pictures, terms, helplines, and the site's own words."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints

from outreach.records.base import Id, Record, SomeWords, SourceId, Words


class Source(Record):
    """An entry of the bibliography; grade A official page seen, B faithful repost, C summary, D title page only."""

    id: SourceId
    title: Words
    issuer: Words
    date: str = ""
    address: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    grade: Literal["A", "B", "C", "D"]
    kind: Literal["law", "official", "guidance", "research", "press", "secondary"]


class Topic(Record):
    """What clauses are about; a closed list."""

    id: Id
    label: Words


class Picture(Record):
    """A drawing made for this project; `alt` says what is seen and meant, `caption` stands below it in a text."""

    id: Id
    alt: SomeWords
    caption: Words = ""


class Term(Record):
    """An entry of the glossary: the term, how the Chinese is read (pinyin with tones), and what it means here."""

    id: Id
    term: SomeWords
    pinyin: Annotated[str, StringConstraints(min_length=1)]
    definition: SomeWords
    sources: tuple[SourceId, ...] = ()


class Phrase(Record):
    """One of the site's own words; `{name}` in it is filled in by the code that shows it. Spaces around it count."""

    model_config = ConfigDict(str_strip_whitespace=False)

    id: Id
    text: SomeWords


class Synonyms(Record):
    """Words that people use for one thing, with `|` between them: a search for one finds the others.

    Who types one of an `urgent` group may need help now: the numbers to call stand above the results.
    """

    id: Id
    words: SomeWords
    urgent: bool = False


class Asked(Record):
    """How people ask for what one place answers, with `|` between: a search finds the place by these words too.

    `at` names the place: `section:ppe-protocol/masks#when`, `checklist:doffing`, `clause:gd-2022:4.7`.
    """

    id: Id
    at: Annotated[
        str, StringConstraints(pattern=r"^(module|section|checklist|clause|scenario|term):[a-z0-9./:-]+(#[a-z0-9-]+)?$")
    ]
    words: SomeWords


class Helpline(Record):
    """A telephone number for help: what it is for, when it answers, since when, and the day it was last checked."""

    id: Id
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{3,12}$")]
    name: SomeWords
    what: SomeWords
    hours: SomeWords
    since: Words = ""
    checked: date
    sources: tuple[SourceId, ...] = ()
