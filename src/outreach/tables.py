"""Content → pandas tables, for trainers and editors. Knows the library, no page."""

from __future__ import annotations

import pandas as pd

from outreach.library import Library
from outreach.markup import Directive, body, cited
from outreach.page import Cite


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
