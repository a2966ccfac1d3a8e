"""Figures and rules on the pages are those of the facts: each number belongs to the source that it cites, the figures
on which safety rests stand where they must, and a rule of 2022 that has ended never stands without its label.

`numbers.yaml` holds, for each source, every number that the facts give for it. A number that is new there must first
be read in its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from outreach.library import Library
from outreach.markup import Directive, Node, body, directives, inline
from outreach.page import Cite, Items, Prose, Rich, Table, words
from outreach.records import Question, Record, Section
from outreach.translation import words_of

GIVEN = {
    source: {float(number) for number in numbers}
    for source, numbers in YAML(typ="safe").load(Path(__file__).with_name("numbers.yaml").read_text("utf-8")).items()
}
NUMBER = re.compile(r"\d+(?:[ ,]\d{3})+(?!\d)|\d+(?:\.\d+)?")
# Names of things and places in the text, no figures.
NAMES = re.compile(
    r"(?<!\d)(?:12356|12355|12345|12338|12320|110|120|119|114)(?!\d)|CL\d\d(?:-[A-Z])?|K?N95|FFP\d|COVID-19|PHQ-\d|GAD-\d"
    r"|(?:[Cc]lauses?|[Gg]uideline|指引|条款|第)\s?\d+\.\d+(?:(?:–|-|、|, | and |和| to |至)\d+\.\d+)*"
    r"|(?:[Ss]teps?|[Pp]arts?|[Ss]ections?|[Ii]tems?|[Bb]ox|[Cc]ards?|[Qq]uestions?)\s\d+(?:(?:–|-| to | and )\d+)?"
    r"|第\d+[步条项节张款]|核对\d+–\d+|5-4-3-2-1|1–\d and|\d+–\d+[.,。，；]$"
)
# A clause by its bare number, as it stands in tables and brackets; a unit behind it makes it a figure.
CLAUSE = re.compile(r"(?<![\d.])[0-6]\.\d{1,2}(?![\d.]|\s?(?:%|℃|°|毫|mg|ml|米|m\b))")
# Figures of an example or of arithmetic, and what they are; nothing that a source would have to say.
OURS: dict[str, set[float]] = {
    "section ppe-protocol/disinfection": {20, 25, 40, 60},  # g/L of 2, 4 and 6 %, and 500 mg/L from 2 %
    "activity dilution": {60},  # g/L of 6 %
    "question pp17": {2500, 25000},  # what the wrong mixtures come to
    "question pp22": {34.1},  # the reading in the case
    "question st34": {3},  # the hour of a promised call
    "question st38": {100},  # the yuan in the case
    "section ppe-protocol/masks": {2019},  # the year in a standard's own number
    "section policy-explanation/what-it-is": {0, 1, 6},  # the guideline's sections
    "section ppe-protocol/doffing": {1},  # "example 1" is a title
}


@dataclass(frozen=True)
class Said:
    """Something said in one place: its words, and the sources and clauses that it rests on."""

    place: str
    text: str
    rests_on: frozenset[str]
    boxes: tuple[str, ...] = ()


def _rich(found: Rich, place: str, more: frozenset[str] = frozenset(), boxes: tuple[str, ...] = ()) -> Said:
    cited = {name for span in found if isinstance(span, Cite) for name in span.ids}
    return Said(place, words(found), more | cited, boxes)


def _nodes(nodes: tuple[Node, ...], place: str, boxes: tuple[str, ...] = ()) -> Iterator[Said]:
    for node in nodes:
        match node:
            case Directive():
                yield from _nodes(node.nodes, place, (*boxes, node.name))
            case Prose():
                yield _rich(node.rich, place, boxes=boxes)
            case Items():
                for item in node.items:
                    yield _rich(item, place, boxes=boxes)
            case Table():
                for row in node.rows:
                    yield _rich(tuple(span for cell in row for span in (*cell, *inline(" ; "))), place, boxes=boxes)
            case _:
                pass


def _rests_on(record: Record, path: tuple[str, ...]) -> frozenset[str]:
    """The sources and clauses of a record, and of the records inside it down to those words."""
    found = {*getattr(record, "sources", ()), *getattr(record, "clauses", ())}
    if len(path) > 1:
        value = getattr(record, path[0])
        inner = value if isinstance(value, Record) else next(part for part in value if part.id == path[1])
        found |= _rests_on(inner, path[1:] if isinstance(value, Record) else path[2:])
    return frozenset(found)


def said(library: Library) -> Iterator[Said]:
    """Everything that content says as a fact. A question's wrong options are no facts; their feedback is."""
    for kind in ("section", "question", "scenario", "sequence", "checklist", "activity", "helpline", "term", "path"):
        for name, record in library.records[kind].items():
            place = f"{library.language} {kind} {name}"
            if isinstance(record, Section):
                yield from _nodes(body(record.body), place)
                continue
            for path, text in words_of(record).items():
                if isinstance(record, Question) and path[0] == "options" and path[2] == "text":
                    option = next(o for o in record.options if o.id == path[1])
                    if not option.right:
                        continue
                yield _rich(inline(text), f"{place} {'.'.join(path)}", _rests_on(record, path))


def figures(text: str) -> set[float]:
    return {float(re.sub(r"[ ,]", "", found)) for found in NUMBER.findall(CLAUSE.sub(" ", NAMES.sub(" ", text)))}


def known(library: Library, names: frozenset[str]) -> set[float]:
    """The numbers that the facts give for these sources and clauses."""
    found: set[float] = set()
    for name in names:
        if ":" not in name:
            found |= GIVEN[name]
            continue
        clause = library.clauses[name]
        found |= figures(clause.quote) | {2022.0, 4.0}
        if clause.practice_now:
            since = clause.practice_now.since
            found |= figures(clause.practice_now.text) | known(library, frozenset(clause.practice_now.sources))
            found |= {float(part) for part in (since.year, since.month, since.day)} if since else set()
        for duty in clause.duties:
            found |= GIVEN[duty.source]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_belongs_to_a_source_that_it_rests_on(libraries, language: str) -> None:
    library = libraries[language]
    strange = []
    for part in said(library):
        wrong_words = _wrong_options(library, part.place)
        ours = OURS.get(" ".join(part.place.split(" ")[1:3]), set())
        allowed = known(library, part.rests_on) | figures(wrong_words) | ours
        if lost := figures(part.text) - allowed:
            numbers = ", ".join(f"{number:g}" for number in sorted(lost))
            strange.append(f"{part.place}: {numbers} in “{part.text[:70]}” [{', '.join(sorted(part.rests_on))}]")
    assert strange == []


def _wrong_options(library: Library, place: str) -> str:
    """A question's wrong options and stem: its feedback may name their numbers."""
    _, kind, name, *_ = place.split(" ")
    if kind != "question":
        return ""
    question = library.questions[name]
    options = question.options if isinstance(question, Question) else ()
    return " ; ".join(option.text for option in options if not option.right)


# Figures on which safety or trust rests: the page that must hold each, and how each language says it.
MUST: list[tuple[str, str, str]] = [
    ("section:ppe-protocol/masks", r"4小时", r"4 hours"),
    ("section:ppe-protocol/masks", r"8小时", r"8 hours"),
    ("section:ppe-protocol/hand-hygiene", r"20–30秒", r"20–30 seconds"),
    ("section:ppe-protocol/hand-hygiene", r"40–60秒", r"40–60 seconds"),
    ("section:ppe-protocol/hand-hygiene", r"60%", r"60%"),
    ("section:ppe-protocol/disinfection", r"500毫克/升", r"500 mg/L"),
    ("section:ppe-protocol/disinfection", r"1000毫克/升", r"1,000 mg/L"),
    ("section:ppe-protocol/disinfection", r"30分钟", r"30 minutes"),
    ("section:ppe-protocol/exposure", r"15分钟", r"15 minutes"),
    ("section:stress-relief/helplines", r"12356", r"12356"),
    ("section:stress-relief/helplines", r"18小时", r"18 hours"),
    ("section:stress-relief/danger-signs", r"110", r"110"),
    ("section:stress-relief/danger-signs", r"120", r"120"),
    ("section:policy-explanation/timeline", r"2023年1月8日|2023-01-08", r"8 January 2023|2023-01-08"),
]


@pytest.mark.parametrize(("name", "zh", "en"), MUST)
def test_the_figures_that_matter_stand_on_their_page(libraries, name: str, zh: str, en: str) -> None:
    for language, pattern in (("zh", zh), ("en", en)):
        library = libraries[language]
        section = library.sections[name.removeprefix("section:")]
        shown = " ".join(
            " ".join([line.number, line.hours, line.since])
            for directive in directives(body(section.body))
            if directive.name == "helplines"
            for line in (library.helplines[identifier] for identifier in directive.ids)
        )
        assert re.search(pattern, section.body + shown), f"{language} {name} lacks {pattern}"


RULES_OF_2022 = {
    "zh": re.compile(
        r"动态清零|健康码|粤康码|行程卡|扫码|查码|全员核酸|核酸检测|隔离观察|集中隔离|跨区域|离粤"
        r"|高风险.{0,8}(?:网购|商品)|风险区"
    ),
    "en": re.compile(
        r"dynamic zero|health code|travel code|scan(?:ning|s)? (?:a |the )?(?:health )?code|mass testing"
        r"|nucleic[- ]acid|isolat\w+ and observ|centralised quarantine|cross(?:ing)?[- ]region"
        r"|leav\w+ Guangdong|risk area",
        re.IGNORECASE,
    ),
}
LABELS = {
    "zh": re.compile(
        r"2022|2023|当年|当时|那时|那年|结束|现在|如今|今天|历史|取消|不再|不用|下线|停了|指引（|原文|这个词|以前"
    ),
    "en": re.compile(
        r"2022|2023|at the time|then\b|ended|now\b|today|histor|no longer|abolish|not needed|stopped"
        r"|the guideline|the text|these days|old sign|went offline|used to",
        re.IGNORECASE,
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_rule_of_2022_stands_without_its_label(libraries, language: str) -> None:
    library = libraries[language]
    bare = []
    for part in said(library):
        kind, name, *_ = part.place.split(" ")[1:]
        question = library.questions.get(name) if kind == "question" else None
        labelled = (
            "historical" in part.boxes
            or LABELS[language].search(part.text)
            or (question is not None and LABELS[language].search(question.stem))
            or _is_historical(library, kind, part.place)
            or (kind == "term" and part.place.endswith(" term"))  # the word itself; its definition has the label
        )
        if RULES_OF_2022[language].search(part.text) and not labelled:
            bare.append(f"{part.place}: “{part.text[:90]}”")
    assert bare == []


def _is_historical(library: Library, kind: str, place: str) -> bool:
    """Whether the words are those of a checklist's item that is labelled as a whole."""
    name, *path = place.split(" ")[2:]
    return kind == "checklist" and any(
        item.historical and f".{item.id}." in path[0] for item in library.checklists[name].items
    )


def test_the_label_check_sees_a_bare_rule() -> None:
    assert RULES_OF_2022["zh"].search("进门要查健康码。")
    assert not LABELS["zh"].search("进门要查健康码。")
