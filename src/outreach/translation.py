"""The words of a record: taken out, joined from another language, and their fingerprint. Knows records, no files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from outreach.records import Record, WordsMark

Path = tuple[str, ...]
R = TypeVar("R", bound=Record)


def _parts(record: Record) -> Iterator[tuple[str, Any, bool]]:
    """Each field of a record that can hold words: its name, its value, and whether it is words itself."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if any(isinstance(mark, WordsMark) for mark in info.metadata):
            yield name, value, True
        elif isinstance(value, Record) or (
            isinstance(value, tuple) and any(isinstance(part, Record) for part in value)
        ):
            yield name, value, False


def words_of(record: Record) -> dict[Path, str]:
    """Every run of words by its path: field names, and ids where a field is a list of records. Empty ones left out."""
    found: dict[Path, str] = {}
    for name, value, is_words in _parts(record):
        if is_words:
            if value:
                found[(name,)] = value
        elif isinstance(value, Record):
            found |= {(name, *path): text for path, text in words_of(value).items()}
        else:
            for part in value:
                found |= {(name, part.id, *path): text for path, text in words_of(part).items()}
    return found


def fingerprint(record: Record) -> str:
    """Twelve hexadecimal digits of the SHA-256 of a record's words; changes when any of them does."""
    words = sorted(("/".join(path), text) for path, text in words_of(record).items())
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:12]


def with_words(record: R, words: Mapping[Path, str]) -> R:
    """The record with each run of words replaced by the one of the same path; those not given stay."""
    changed: dict[str, Any] = {}
    for name, value, is_words in _parts(record):
        if is_words:
            changed[name] = words.get((name,), value)
        elif isinstance(value, Record):
            changed[name] = with_words(value, _below(words, name))
        else:
            changed[name] = tuple(with_words(part, _below(words, name, part.id)) for part in value)
    return record.model_copy(update=changed)


def flat(data: Mapping[str, Any]) -> dict[Path, Any]:
    """A translation's nested mappings as paths."""
    found: dict[Path, Any] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            found |= {(key, *path): text for path, text in flat(value).items()}
        else:
            found[(key,)] = value
    return found


def _below(words: Mapping[Path, str], *start: str) -> dict[Path, str]:
    return {path[len(start) :]: text for path, text in words.items() if path[: len(start)] == start}
