"""What a good editor would ask of content that is well-formed. Knows the library; finds faults, changes nothing.

Each check is one function in `CHECKS`; a finding is a `Fault` with file, line, id and remedy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from outreach.coverage import named, uses_of_clauses
from outreach.faults import Fault
from outreach.library import BASE, Library
from outreach.markup import Directive, Node, body, directives
from outreach.page import Cite, Items, Prose, Rich, Table, words
from outreach.records import BEST, DUTIES, FRAME, Checklist, Item, Question, Sequence
from outreach.translation import words_of

ITEMS_PER_OBJECTIVE = 3
ITEMS_PER_PAUSE = 9
LONGEST_IS_RIGHT = 0.35
LONGEST_MINIMUM = 10
"""A bank of fewer single-choice items than this says nothing about a habit."""

_NUMBER = re.compile(r"\d")
_NOT_A_FACT = re.compile(
    r"(?<!\d)(?:12356|12345|12355|110|120|119)(?!\d)|CL\d\d|K?N95|COVID-19|(?:[Cc]lauses?|[Gg]uideline|指引|条款)\s?\d\.\d+"
)


def review(libraries: Mapping[str, Library]) -> list[Fault]:
    """Every finding in every language, in the order of files and lines."""
    base = libraries[BASE]
    findings = [fault for check in CHECKS for fault in check(base)]
    for language, library in libraries.items():
        findings += library.stale
        if language != BASE:
            findings += _same_structure(base, library)
        findings += _unequal_lengths(library)
    return sorted(set(findings))


def summary(libraries: Mapping[str, Library]) -> dict[str, str]:
    """The figures that `outreach check` prints: what there is, how far it is covered, and how the bank is made."""
    base = libraries[BASE]
    clauses = {name for name, clause in base.clauses.items() if clause.kind not in FRAME}
    duties = {name for name in clauses if base.clauses[name].kind in DUTIES}
    uses = uses_of_clauses(base)
    taught = sum(bool(uses[name].sections) for name in clauses)
    acted = sum(uses[name].acted_on for name in duties)
    uncited = len([*uncited_numbers(base), *uncited_records(base)])
    counts = [len(items) for items in _by_objective(base).values()]
    return {
        "languages": ", ".join(libraries),
        "clauses taught": _share(taught, len(clauses)),
        "duty clauses assessed or acted on": _share(acted, len(duties)),
        "facts without a source": str(uncited),
        "missing or stale translations": str(sum(len(library.stale) for library in libraries.values())),
        "modules": str(len(base.modules)),
        "sections": str(len(base.sections)),
        "questions": str(len(base.questions)),
        "items per objective": f"at least {min(counts)}" if counts else "none",
        **{
            f"longest option is the right one ({language})": _share(len(_longest_right(singles)), len(singles))
            for language, library in libraries.items()
            if (singles := _singles(library.questions.values()))
        },
        "place of the right option": ", ".join(
            f"{place + 1}: {count}" for place, count in sorted(_places(_singles(base.questions.values())).items())
        ),
        "scenarios": str(len(base.scenarios)),
        "activities": str(len(base.activities)),
        "checklists": str(len(base.checklists)),
        "pictures": str(len(base.pictures)),
        "terms": str(len(base.terms)),
        "sources": str(len(base.sources)),
    }


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}" + (f" ({part / whole:.0%})" if whole else "")


def _by_objective(library: Library) -> dict[tuple[str, str], list[Item]]:
    """The items of each objective, by module and objective."""
    return {
        (name, objective.id): [question for question in library.bank(name) if question.objective == objective.id]
        for name, module in library.modules.items()
        for objective in module.objectives
    }


def _same_structure(base: Library, library: Library) -> Iterator[Fault]:
    """A translated section has the same blocks, heading ids and citations as its base, in the same order."""
    for name, section in library.sections.items():
        mine, theirs = _structure(body(base.sections[name].body)), _structure(body(section.body))
        for ours, other in zip([*mine, "the end"], [*theirs, "the end"], strict=False):
            if ours != other:
                file = f"translations/{library.language}/{base.origins['section', name].file}"
                yield Fault(file, 1, section.id, f"has {other} where the base has {ours}; bring the two into line")
                break


def _structure(nodes: tuple[Node, ...]) -> list[str]:
    found: list[str] = []
    for node in nodes:
        match node:
            case Directive():
                found.append(
                    f"the block '{node.name} {' '.join(node.ids)}'".replace(" '", "'").replace("block'", "block '")
                )
                found += _structure(node.nodes)
            case Prose() | Items() | Table():
                found += [
                    f"the citation {'; '.join(s.ids)}" for rich in _riches(node) for s in rich if isinstance(s, Cite)
                ]
            case _:
                found.append(f"the heading '{node.anchor}'")
    return found


def _riches(node: Prose | Items | Table) -> tuple[Rich, ...]:
    match node:
        case Prose():
            return (node.rich,)
        case Items():
            return node.items
        case Table():
            return tuple(cell for row in (node.header, *node.rows) for cell in row)


def uncited_numbers(library: Library) -> Iterator[Fault]:
    """A paragraph, list item or table with a number that is a fact names its source."""
    for name, section in library.sections.items():
        origin = library.origins["section", name]
        for node in _words(body(section.body)):
            for rich in _facts(node):
                text = words(rich)
                if _NUMBER.search(_NOT_A_FACT.sub("", text)) and not any(isinstance(span, Cite) for span in rich):
                    line = section.body[: max(section.body.find(text[:12]), 0)].count("\n") + 1
                    said = f"the number in “{text[:24]}” has no source; end the sentence with [@ID]"
                    yield Fault(origin.file, origin.body + line, section.id, said)


def _words(nodes: tuple[Node, ...]) -> Iterator[Prose | Items | Table]:
    for node in nodes:
        if isinstance(node, Directive):
            yield from _words(node.nodes)
        elif isinstance(node, Prose | Items | Table):
            yield node


def _facts(node: Prose | Items | Table) -> Iterator[Rich]:
    """The runs of words that each need a source of their own; a table needs one in a row."""
    match node:
        case Prose():
            yield node.rich
        case Items():
            yield from node.items
        case Table():
            for row in node.rows:
                yield tuple(span for cell in row for span in cell)


def uncited_records(library: Library) -> Iterator[Fault]:
    """A question and a procedure name a source or a clause; so does a checklist."""
    kinds: tuple[tuple[str, Mapping[str, Item | Sequence | Checklist]], ...] = (
        ("question", library.questions),
        ("sequence", library.sequences),
        ("checklist", library.checklists),
    )
    for kind, records in kinds:
        for name, record in records.items():
            if not record.sources and not record.clauses:
                yield library.fault(kind, name, (), "cites neither a source nor a clause; add 'sources' or 'clauses'")
            elif not record.clauses:
                yield library.fault(
                    kind, name, (), "serves no clause; add 'clauses', or [] with the reason in a comment"
                )


def weak_sources(library: Library) -> Iterator[Fault]:
    """A safety-critical question does not stand on sources of which only the title was seen."""
    for name, question in library.questions.items():
        grades = {library.sources[source].grade for source in question.sources}
        if question.safety_critical and grades == {"D"}:
            yield library.fault(
                "question", name, ("sources",), "is safety-critical on grade D alone; find a better source"
            )


def thin_objectives(library: Library) -> Iterator[Fault]:
    """Each objective has at least three items, at two difficulties or more."""
    for (name, objective), items in _by_objective(library).items():
        if len(items) < ITEMS_PER_OBJECTIVE:
            said = f"objective '{objective}' has {len(items)} items; write at least {ITEMS_PER_OBJECTIVE}"
            yield library.fault("module", name, ("objectives", objective), said)
        elif len({question.difficulty for question in items}) < 2:
            level = items[0].difficulty
            said = f"all items of objective '{objective}' are {level}; write one of another difficulty"
            yield library.fault("module", name, ("objectives", objective), said)


def uncovered_clauses(library: Library) -> Iterator[Fault]:
    """Every clause is taught; one that asks something of somebody is also assessed or acted on."""
    for name, uses in uses_of_clauses(library).items():
        clause = library.clauses[name]
        if clause.kind in FRAME:
            continue
        if not uses.sections:
            yield library.fault("clause", name, (), "is taught in no section; show it in one with ':::{clause}'")
        if clause.kind in DUTIES and not uses.acted_on:
            said = "asks something of somebody, but no question asks about it and no checklist acts on it; add one"
            yield library.fault("clause", name, (), said)


def unused_records(library: Library) -> Iterator[Fault]:
    """What is made is shown: an activity, a scenario and a picture stand somewhere."""
    shown = {
        ("picture", picture)
        for kind in ("sequence", "checklist", "question")
        for record in library.records[kind].values()
        for picture in named(record, "picture")
    } | {
        (directive.name, identifier)
        for section in library.sections.values()
        for directive in directives(body(section.body))
        for identifier in directive.ids
    }
    for kind in ("activity", "scenario", "picture"):
        for name in library.records[kind]:
            if (kind, name) not in shown:
                yield library.fault(kind, name, (), f"is shown nowhere; name it in a '{kind}' block of a section")


def crooked_scenarios(library: Library) -> Iterator[Fault]:
    """A scene has one best choice, the best way is never harmful, and a case can end well and otherwise."""
    for name, scenario in library.scenarios.items():
        for index, scene in enumerate(scenario.scenes):
            best = [choice for choice in scene.choices if choice.points == BEST]
            if len(best) != 1:
                said = f"scene '{scene.id}' has {len(best)} choices with {BEST} points; give exactly one"
                yield library.fault("scenario", name, ("scenes", index), said)
        outcomes = {ending.outcome for ending in scenario.endings}
        if "good" not in outcomes or len(outcomes) < 2:
            yield library.fault("scenario", name, ("endings",), "needs a good ending and one that is not; add it")


def unasked_questions(library: Library) -> Iterator[Fault]:
    """Each question stands in a section."""
    asked = {
        identifier
        for section in library.sections.values()
        for node in directives(body(section.body))
        if node.name == "questions"
        for identifier in node.ids
    }
    for name in library.questions:
        if name not in asked:
            yield library.fault("question", name, (), "stands in no section; name it in a 'questions' block")


def long_checklists(library: Library) -> Iterator[Fault]:
    """At most nine items a pause point, and somebody says something to somebody."""
    for name, checklist in library.checklists.items():
        for index, pause in enumerate(checklist.pauses):
            if (count := sum(not item.historical for item in pause.items)) > ITEMS_PER_PAUSE:
                said = f"pause point '{pause.id}' has {count} items; keep {ITEMS_PER_PAUSE} at most"
                yield library.fault("checklist", name, ("pauses", index), said)
        if not any(item.communication for item in checklist.items):
            yield library.fault("checklist", name, (), "nobody speaks to anybody; mark an item 'communication: true'")


def unsafe_words(library: Library) -> Iterator[Fault]:
    """The literature's word for a stop item stays out of sight."""
    for kind, records in library.records.items():
        for name, record in records.items():
            for path, text in words_of(record).items():
                if re.search(r"杀手项|killer item", text, re.IGNORECASE):
                    yield library.fault(
                        kind, name, path, "has the word for a stop item that is not shown; write 不满足即停"
                    )


def _unequal_lengths(library: Library) -> Iterator[Fault]:
    """The longest option is the right one no more often than chance would have it, nor the right one in one place."""
    for module in library.modules:
        singles = _singles(library.bank(module))
        if len(singles) < LONGEST_MINIMUM:
            continue
        longest = _longest_right(singles)
        origin = library.origins["question", singles[0].id]
        if len(longest) / len(singles) > LONGEST_IS_RIGHT:
            names = ", ".join(question.id for question in longest)
            said = f"the longest option is the right one in {len(longest)} of {len(singles)}"
            yield Fault(origin.file, 1, module, f"{said} ({library.language}: {names}); even the lengths out")
        place, count = _places(singles).most_common(1)[0]
        if count / len(singles) > 0.5:
            said = f"the right option is number {place + 1} in {count} of {len(singles)} items; spread it"
            yield Fault(origin.file, 1, module, said)


def _singles(items: Iterable[Item]) -> list[Question]:
    return [item for item in items if isinstance(item, Question) and item.type == "single-choice"]


def _longest_right(singles: list[Question]) -> list[Question]:
    return [question for question in singles if _longest(question) in question.key]


def _places(singles: list[Question]) -> Counter[int]:
    """How often the right option is the first (0), the second … of its question."""
    return Counter(next(i for i, option in enumerate(q.options) if option.right) for q in singles)


def _longest(question: Question) -> str | None:
    """The id of the one option that is longer than every other, if there is one."""
    lengths = sorted(((len(option.text), option.id) for option in question.options), reverse=True)
    return lengths[0][1] if lengths[0][0] > lengths[1][0] else None


CHECKS: tuple[Callable[[Library], Iterator[Fault]], ...] = (
    uncited_numbers,
    uncited_records,
    weak_sources,
    thin_objectives,
    uncovered_clauses,
    unused_records,
    crooked_scenarios,
    unasked_questions,
    long_checklists,
    unsafe_words,
)
