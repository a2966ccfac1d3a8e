"""How a fault in content is said: file, line, thing, fault, remedy. Knows nothing of what the content is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

R = TypeVar("R")


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: `questions/ppe.yaml:41 pp06: cites 'CDC-SEL', which is not in sources.yaml; did you mean …?`"""

    file: str
    line: int
    thing: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where} {self.thing}: {self.text}" if self.thing else f"{where}: {self.text}"


class ContentError(Exception):
    """Content that cannot be used; carries every fault found in one run, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class OutreachError(Exception):
    """Something other than content that stops a command: one plain sentence with its remedy."""


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for a name that is not known: the nearest known one, or `otherwise`."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else otherwise


def one_of(value: str, known: Sequence[str], what: str) -> str:
    """The value, if it is a known one. Raises OutreachError that names the nearest, or all."""
    if value in known:
        return value
    raise OutreachError(f"there is no {what} '{value}'; {meant(value, known, 'choose one of ' + ', '.join(known))}")


def named(name: str, records: Mapping[str, R], kind: str, remedy: str = "") -> R:
    """The record of that name. Raises OutreachError with `remedy`, or with the nearest name, or with all."""
    if name not in records:
        raise OutreachError(f"there is no {kind} '{name}'; {remedy or meant(name, records, ', '.join(records))}")
    return records[name]
