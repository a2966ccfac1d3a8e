"""A record that is not well-formed, said in words an author understands. Knows records and YAML lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from outreach.faults import Fault, meant
from outreach.markup import MarkupError, inline
from outreach.records import Record
from outreach.translation import words_of
from outreach.yamlfile import Location, Origin

_EXPECTED = {
    "string_type": "words (in quotes, if they look like a number or a date)",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "date_type": "a date such as 2026-11-23",
    "model_type": "a mapping with names and values",
}


def said(error: ValidationError, origin: Origin, thing: str, record: type[Record]) -> list[Fault]:
    """The faults that pydantic found, each with its line, its part and its remedy."""
    return [
        Fault(origin.file, origin.line(detail["loc"]), thing, _sentence(detail, record)) for detail in error.errors()
    ]


def faults_of_record(record: Record, origin: Origin, thing: str) -> list[Fault]:
    """What pydantic cannot see: ids given twice inside a record, markup that is not the declared one."""
    faults = [
        Fault(
            origin.file,
            origin.line((*location, "id")),
            thing,
            f"has the id '{identifier}' twice in {location[0]}; rename one",
        )
        for location, identifier in _twice(record, ())
    ]
    for path, text in words_of(record).items():
        if path == ("body",):
            continue
        try:
            inline(text)
        except MarkupError as error:
            faults.append(Fault(origin.file, origin.line(path), thing, f"'{'.'.join(path)}' {error}"))
    return faults


def _twice(record: Record, location: Location) -> Iterator[tuple[Location, str]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        parts = value if isinstance(value, tuple) else ()
        seen: set[str] = set()
        for index, part in enumerate(parts):
            if isinstance(part, Record):
                identifier = str(getattr(part, "id", ""))
                if identifier and identifier in seen:
                    yield (*location, name, index), identifier
                seen.add(identifier)
                yield from _twice(part, (*location, name, index))


def _sentence(detail: ErrorDetails, record: type[Record]) -> str:
    location = detail["loc"]
    part = ".".join(str(step) for step in location)
    value = detail["input"]
    match detail["type"]:
        case "outreach":
            return (f"'{part}' " if part else "") + detail["msg"]
        case "missing":
            return f"has no '{part}'; add it"
        case "extra_forbidden":
            known = _fields_at(record, location[:-1])
            remedy = meant(str(location[-1]), known, f"take it out; known: {', '.join(known)}")
            return f"has the unknown field '{part}'; {remedy}"
        case "literal_error":
            choices = [choice.strip(" '") for choice in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")]
            return f"'{part}' is '{value}'; {meant(str(value), choices, 'use one of ' + ', '.join(choices))}"
        case "string_pattern_mismatch":
            return f"'{part}' is '{value}', which does not fit the pattern {detail['ctx']['pattern']}; correct it"
        case (
            "string_too_long"
            | "string_too_short"
            | "too_short"
            | "too_long"
            | "greater_than"
            | "greater_than_equal"
            | ("less_than_equal")
        ):
            return f"'{part}': {detail['msg'][0].lower()}{detail['msg'][1:]}; change it"
        case kind if kind in _EXPECTED:
            return f"'{part}' is {_shown(value)}; it must be {_EXPECTED[kind]}"
        case _:
            return f"'{part}': {detail['msg']}; correct it"


def _shown(value: Any) -> str:
    return (
        f"'{value}'"
        if isinstance(value, str | int | float | bool)
        else type(value).__name__.replace("NoneType", "empty")
    )


def _fields_at(record: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The known fields of the record at a location inside `record`."""
    model = record
    for step in location:
        if isinstance(step, str) and step in model.model_fields:
            inner = _model_in(model.model_fields[step].annotation)
            if inner is None:
                return []
            model = inner
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _model_in(argument)) is not None:
            return found
    return None
