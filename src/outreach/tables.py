"""Content → pandas tables, for trainers and editors. Knows the library, no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

import pandas as pd

from outreach import observed, slips
from outreach.forms import Forms
from outreach.library import Library
from outreach.markup import Directive, body, cited
from outreach.observed import Observation
from outreach.page import Ask, Cite, words
from outreach.slips import Slip


def module_map(library: Library, module: str) -> pd.DataFrame:
    """A module's map: one row a section, with its minutes, objectives, clauses, questions (counts) and sources.

    Index: the section's id. Raises KeyError for a module that is not there.
    """
    rows = []
    for name in library.modules[module].sections:
        section = library.sections[f"{module}/{name}"]
        nodes = body(section.body)
        pointed = [node for node in nodes if isinstance(node, Directive)]
        asked = [identifier for node in pointed if node.name == "questions" for identifier in node.ids]
        shown = [identifier for node in pointed if node.name == "clause" for identifier in node.ids]
        sources = {i for span in cited(nodes) if isinstance(span, Cite) for i in span.ids if ":" not in i}
        rows.append(
            {
                "section": name,
                "title": section.title,
                "minutes": section.minutes,
                "objectives": ", ".join(section.objectives),
                "clauses": ", ".join(dict.fromkeys(c.split(":")[1] for c in (*section.clauses, *shown))),
                "questions": len(asked),
                "safety_critical": sum(library.questions[identifier].safety_critical for identifier in asked),
                "sources": len(sources),
            }
        )
    return pd.DataFrame(rows).set_index("section")


def checklist_table(library: Library) -> pd.DataFrame:
    """All checklists: one row each, with its items and stop items (counts), edition and the day it was checked."""
    rows = [
        {
            "number": checklist.number,
            "checklist": checklist.id,
            "title": checklist.title,
            "type": checklist.type,
            "items": sum(not item.historical for item in checklist.items),
            "stop_items": sum(item.stop and not item.historical for item in checklist.items),
            "revision": checklist.revision,
            "checked": checklist.checked.isoformat(),
        }
        for checklist in sorted(library.checklists.values(), key=lambda one: one.number)
    ]
    return pd.DataFrame(rows).set_index("number")


def question_table(library: Library, module: str) -> pd.DataFrame:
    """The module's question bank: one row an item, with objective, type, difficulty and what it cites."""
    rows = [
        {
            "item": question.id,
            "name": question.name,
            "objective": question.objective,
            "type": question.type,
            "difficulty": question.difficulty,
            "safety_critical": question.safety_critical,
            "clauses": ", ".join(question.clauses),
            "sources": ", ".join(question.sources),
        }
        for question in library.bank(module)
    ]
    return pd.DataFrame(rows).set_index("item")


def form_table(library: Library, drawn: Forms) -> pd.DataFrame:
    """Two parallel forms side by side: one row a pair of items, with their objective, names, types and difficulties.

    Index: the place in the test, from 1.
    """
    rows = []
    for one, other in zip(drawn.a, drawn.b, strict=True):
        a, b = library.questions[one], library.questions[other]
        row = {"objective": a.objective}
        for form, item in (("A", a), ("B", b)):
            row |= {
                form: item.id,
                f"{form} name": item.name,
                f"{form} type": item.type,
                f"{form} difficulty": item.difficulty,
            }
        rows.append(row)
    return pd.DataFrame(rows, index=pd.RangeIndex(1, len(rows) + 1, name="place"))


def slip_table(library: Library, slip: Slip) -> pd.DataFrame:
    """A result slip, marked again: one row an answer, with its objective, outcome, share of the points and any note.

    Index: the item. `outcome` is missing where the answer cannot be marked; `note` says why.
    """
    rows = [
        {
            "item": found.item,
            "objective": found.objective,
            "outcome": found.outcome,
            "share": found.share,
            "sure": found.sure,
            "note": found.note,
        }
        for found in slips.again(library, slip)
    ]
    columns = ["item", "objective", "outcome", "share", "sure", "note"]
    return pd.DataFrame(rows, columns=columns).set_index("item")


def observation_table(library: Library, observations: Iterable[Observation]) -> pd.DataFrame:
    """Observed practice: one row an observation, with name, day, observer, procedure, whether it passed, and what not.

    `wrong`, `missed` and `late` are steps, `broken_rules` the rules of the procedure; ids, with commas between.
    `passed` is missing where it cannot be judged by today's content; `note` says why.
    """
    rows = []
    for one in observations:
        found = observed.judged(library, one)
        rows.append(
            {
                "name": one.name,
                "day": one.day,
                "observer": one.observer,
                "procedure": one.procedure,
                "passed": found.passed,
                "wrong": ", ".join(found.wrong),
                "missed": ", ".join(found.missed),
                "late": ", ".join(found.late),
                "broken_rules": ", ".join(rule.id for rule in found.broken),
                "note": found.note,
            }
        )
    columns = ["name", "day", "observer", "procedure", "passed", "wrong", "missed", "late", "broken_rules", "note"]
    return pd.DataFrame(rows, columns=columns).astype({"passed": "boolean"})


def vote_table(
    asked: Ask, counts: Sequence[Mapping[str, int]], people: Sequence[int], revealed: bool = True
) -> pd.DataFrame:
    """A vote: one row an option, with its letter, words, hands and share of each round; `right` once it is `revealed`.

    `share` is of all hands; where several may be chosen, of the `people`, and missing where their number is.
    `change` (with a second round) is in shares. Index: the option.
    """
    rows: dict[str, list[Any]] = {
        "letter": list(ascii_uppercase[: len(asked.choices)]),
        "words": [words(choice.text) or (choice.figure.alt if choice.figure else "") for choice in asked.choices],
    }
    if revealed:
        rows["right"] = [choice.right for choice in asked.choices]
    for turn, hands in enumerate(counts, 1):
        several = asked.type == "multiple-choice"
        whole = (people[turn - 1] if len(people) >= turn else 0) if several else sum(hands.values())
        found = [hands.get(choice.id, 0) for choice in asked.choices]
        rows[f"hands {turn}"] = found
        rows[f"share {turn}"] = [count / whole if whole else float("nan") for count in found]
    table = pd.DataFrame(rows, index=pd.Index([choice.id for choice in asked.choices], name="option"))
    if len(counts) > 1:
        table["change"] = table["share 2"] - table["share 1"]
    return table


def race_table(results: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A race: one row a team that has called, with seconds, outcome, broken rules and order. Index: the team."""
    rows = [
        {
            "team": found["team"],
            "seconds": found["seconds"],
            "outcome": found["outcome"],
            "broken": ", ".join(found["broken"]),
            "order": ", ".join(found["order"]),
        }
        for found in results
    ]
    return pd.DataFrame(rows, columns=["team", "seconds", "outcome", "broken", "order"]).set_index("team")
