"""Follows every reference in a library: what a record names must be there. Knows records and markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from outreach.faults import Fault, meant
from outreach.library import Library
from outreach.markup import LINK_KINDS, Directive, MarkupError, body, cited, directives, inline
from outreach.page import Cite, Link, Span
from outreach.records import Asked, Item, Module, Record, Scenario, Section, Sequence, Stage, Workshop
from outreach.translation import words_of

Location = tuple[str | int, ...]
Reference = tuple[Location, str, str]
"""Where a record names something: the location, the kind of thing, and its name."""

_FILES = {
    "source": "sources.yaml",
    "topic": "topics.yaml",
    "picture": "pictures/pictures.yaml",
    "clause": "guideline/",
    "question": "questions/",
    "sequence": "sequences/",
    "checklist": "checklists/",
    "section": "modules/",
    "module": "modules/",
    "edition": "guideline/",
    "activity": "activities/",
    "scenario": "scenarios/",
    "helpline": "helplines.yaml",
    "term": "glossary.yaml",
    "workshop": "workshops/",
}
_POINTED_AT = {
    "clause": "clause",
    "procedure": "sequence",
    "questions": "question",
    "checklist": "checklist",
    "picture": "picture",
    "activity": "activity",
    "scenario": "scenario",
    "helplines": "helpline",
}


_FIELDS = {
    "source": "source",
    "sources": "source",
    "clauses": "clause",
    "picture": "picture",
    "topics": "topic",
    "sequence": "sequence",
    "checklists": "checklist",
    "helplines": "helpline",
    "stand_ins": "question",
    "questions": "question",
    "scenario": "scenario",
    "activity": "activity",
}


def faults_of_references(library: Library) -> list[Fault]:
    """A fault for each name that leads to nothing."""
    faults: list[Fault] = []
    for kind, records in library.records.items():
        for name, record in records.items():
            for location, target, reference in names_in(record):
                if library.lacks(target, reference):
                    remedy = meant(
                        reference, library.records[target], f"add it to {_FILES[target]} or correct the name"
                    )
                    text = f"names the {target} '{reference}', which is not in {_FILES[target]}; {remedy}"
                    faults.append(library.fault(kind, name, location, text))
            if isinstance(record, Section):
                faults += faults_of_body(library, name, record)
            else:
                faults += _faults_of_words(library, kind, name, record)
    for name, asked in library.asked.items():
        faults += _faults_of_asked(library, name, asked)
    for name, module in library.modules.items():
        faults += _faults_of_module(library, name, module)
    for name, sequence in library.sequences.items():
        faults += _faults_of_sequence(library, name, sequence)
    for name, question in library.questions.items():
        faults += _faults_of_question(library, name, question)
    for name, scenario in library.scenarios.items():
        faults += _faults_of_scenario(library, name, scenario)
    for name, workshop in library.workshops.items():
        faults += _faults_of_workshop(library, name, workshop)
    return faults


def faults_of_body(library: Library, name: str, section: Section) -> Iterator[Fault]:
    """The faults of a section's body: markup, and what its blocks, links and citations name."""
    origin = library.origins["section", name]
    try:
        nodes = body(section.body)
    except MarkupError as error:
        yield Fault(origin.file, origin.body + error.line, section.id, str(error))
        return
    for directive in directives(nodes):
        for text in _faults_of_directive(library, directive):
            yield Fault(origin.file, origin.body + directive.line, section.id, text)
    for named, text in _faults_of_spans(library, cited(nodes)):
        line = section.body[: section.body.find(named)].count("\n") + 1
        yield Fault(origin.file, origin.body + line, section.id, text)


def names_in(record: Record) -> Iterator[Reference]:
    """What the fields of a record name, those of the records inside it too."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        parts = value if isinstance(value, tuple) else (value,)
        for index, part in enumerate(parts):
            location: Location = (name, index) if isinstance(value, tuple) else (name,)
            if isinstance(part, Record):
                yield from (((*location, *inner), kind, target) for inner, kind, target in names_in(part))
            elif part is not None and (kind := _kind_of_field(record, name)) is not None:
                yield location, kind, str(part)


def _kind_of_field(record: Record, name: str) -> str | None:
    """What a field of that name names; `sections` are named in full on a learning path only."""
    if name == "sections":
        return "section" if isinstance(record, Stage) else None
    return _FIELDS.get(name)


def _faults_of_words(library: Library, kind: str, name: str, record: Record) -> Iterator[Fault]:
    for path, text in words_of(record).items():
        try:
            spans = inline(text)
        except MarkupError:
            continue  # said already where the record was read
        for _, fault in _faults_of_spans(library, spans):
            yield library.fault(kind, name, path, fault)


def _faults_of_spans(library: Library, spans: Iterable[Span]) -> Iterator[tuple[str, str]]:
    """What is wrongly named by spans: the name, and the fault."""
    for span in spans:
        if isinstance(span, Cite):
            for identifier in span.ids:
                kind = "clause" if ":" in identifier else "source"
                if library.lacks(kind, identifier):
                    remedy = meant(identifier, library.records[kind], f"add it to {_FILES[kind]}")
                    yield identifier, f"cites '{identifier}', which is not in {_FILES[kind]}; {remedy}"
        elif isinstance(span, Link) and not span.target.startswith("https://"):
            kind, _, target = span.target.partition(":")
            if kind not in LINK_KINDS:
                known = ", ".join(f"{kind}:…" for kind in LINK_KINDS)
                yield span.target, f"links to '{span.target}'; write one of {known} or https:"
            elif library.lacks(kind, target):
                remedy = meant(target, library.records[kind], "correct the name")
                yield span.target, f"links to the {kind} '{target}', which is not there; {remedy}"


def _faults_of_directive(library: Library, directive: Directive) -> Iterator[str]:
    kind = _POINTED_AT.get(directive.name)
    for identifier in directive.ids:
        if kind is not None and library.lacks(kind, identifier):
            remedy = meant(identifier, library.records[kind], "correct the name or add it")
            yield f"block '{directive.name}' names '{identifier}', which is not in {_FILES[kind]}; {remedy}"


def _faults_of_asked(library: Library, name: str, asked: Asked) -> Iterator[Fault]:
    place, _, anchor = asked.at.partition("#")
    kind, _, target = place.partition(":")
    if library.lacks(kind, target):
        remedy = meant(target, library.records[kind], f"add it to {_FILES[kind]} or correct the name")
        text = f"leads to the {kind} '{target}', which is not in {_FILES[kind]}; {remedy}"
        yield library.fault("asked", name, ("at",), text)
    elif anchor and (section := library.sections.get(target)) is not None:
        anchors = re.findall(r"\{#([a-z0-9-]+)\}", section.body)
        if kind != "section" or anchor not in anchors:
            remedy = meant(anchor, anchors, f"use one of {', '.join(anchors)}")
            text = f"leads to '#{anchor}', which is no heading of the {kind} '{target}'; {remedy}"
            yield library.fault("asked", name, ("at",), text)


_TAKEN = ("index", "test")
"""Pages that a module has besides its sections."""


def _faults_of_module(library: Library, name: str, module: Module) -> Iterator[Fault]:
    for index, section in enumerate(module.sections):
        if section in _TAKEN:
            text = f"has a section '{section}', which is the name of another page of the module; rename it"
            yield library.fault("module", name, ("sections", index), text)
    for index, section in enumerate(module.sections):
        if library.lacks("section", f"{name}/{section}"):
            text = f"lists the section '{section}', but modules/{name}/sections/{section}.md is not there; write it"
            yield library.fault("module", name, ("sections", index), text)
    objectives = {objective.id for objective in module.objectives}
    for key, record in library.sections.items():
        if not key.startswith(f"{name}/"):
            continue
        if record.id not in module.sections:
            yield library.fault(
                "section", key, ("id",), f"is in no module; add it to 'sections' of modules/{name}/module.yaml"
            )
        for index, objective in enumerate(record.objectives):
            if objective not in objectives:
                remedy = meant(objective, objectives, "add it")
                text = f"names the objective '{objective}', which the module has not; {remedy}"
                yield library.fault("section", key, ("objectives", index), text)


def _faults_of_sequence(library: Library, name: str, sequence: Sequence) -> Iterator[Fault]:
    steps = tuple(step.id for step in sequence.steps)
    for index, rule in enumerate(sequence.rules):
        for side in ("before", "after"):
            for step in getattr(rule, side):
                if step not in steps:
                    remedy = meant(step, steps, "correct it")
                    text = f"rule '{rule.id}' names the step '{step}', which is not there; {remedy}"
                    yield library.fault("sequence", name, ("rules", index, side), text)
    for rule in sequence.broken_rules(steps):
        text = f"its own order breaks its rule '{rule.id}' ({rule.why}); reorder the steps or correct the rule"
        yield library.fault("sequence", name, ("rules", rule.id), text)


def _faults_of_question(library: Library, name: str, question: Item) -> Iterator[Fault]:
    module_name = library.module_of(name)
    module = library.modules.get(module_name)
    if module is None:
        if not library.lacks("module", module_name):
            return
        text = f"stands in questions/{module_name}.yaml, but there is no module '{module_name}'; rename the file"
        yield library.fault("question", name, ("id",), text)
        return
    yield from _faults_of_objective(library, ("question", name), module, question.objective)


def _faults_of_scenario(library: Library, name: str, scenario: Scenario) -> Iterator[Fault]:
    module = library.modules.get(scenario.module)
    if module is not None:
        yield from _faults_of_objective(library, ("scenario", name), module, scenario.objective)
    elif library.lacks("module", scenario.module):
        remedy = meant(scenario.module, library.modules, "correct it")
        text = f"names the module '{scenario.module}', which is not there; {remedy}"
        yield library.fault("scenario", name, ("module",), text)


def _faults_of_workshop(library: Library, name: str, workshop: Workshop) -> Iterator[Fault]:
    module = library.modules.get(name)
    if module is None:
        if library.lacks("module", name):
            text = f"stands in workshops/{name}.yaml, but there is no module '{name}'; rename the file"
            yield library.fault("workshop", name, ("id",), text)
        return
    for part in workshop.parts:
        if part.section not in module.sections:
            remedy = meant(part.section, module.sections, f"add it to modules/{name}/module.yaml")
            text = f"teaches the section '{part.section}', which the module has not; {remedy}"
            yield library.fault("workshop", name, ("parts", part.id, "section"), text)
        for question in part.questions:
            if question in library.questions and library.module_of(question) != name:
                text = f"asks '{question}', which is a question of {library.module_of(question)}; take one of {name}"
                yield library.fault("workshop", name, ("parts", part.id, "questions"), text)


def _faults_of_objective(library: Library, key: tuple[str, str], module: Module, objective: str) -> Iterator[Fault]:
    objectives = [found.id for found in module.objectives]
    if objective not in objectives:
        remedy = meant(objective, objectives, f"add it to modules/{module.id}/module.yaml")
        text = f"names the objective '{objective}', which the module has not; {remedy}"
        yield library.fault(*key, ("objective",), text)
