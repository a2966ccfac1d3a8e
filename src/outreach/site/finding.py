"""Makes a built site searchable: everything that was entered, in each language, and the words of the search itself."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt

from outreach import search
from outreach.library import Library
from outreach.outputs.entries import Entry
from outreach.outputs.voice import path_of
from outreach.records import Asked
from outreach.search.index import KINDS

PHRASES = (
    "search-words", "search-kind", "search-module", "search-all-kinds", "search-all-modules", "search-close",
    "search-found", "search-meant", "search-lacking", "search-nothing", "search-near", "search-urgent",
)  # fmt: skip


def entered(folder: Path) -> list[Entry]:
    """What the pages of a folder entered (`entries.json`); nothing where there is none."""
    file = folder / "entries.json"
    return [Entry(**row) for row in json.loads(file.read_text("utf-8"))] if file.is_file() else []


def entered_by_hand(folder: Path) -> list[Entry]:
    """The pages that are written by hand, heading by heading."""
    return [entry for path in sorted(folder.rglob("*.md")) for entry in _headings(path, folder)]


def _headings(path: Path, folder: Path) -> list[Entry]:
    url = path.relative_to(folder).with_suffix(".html").as_posix()
    title, heading, said = "", "", []  # type: str, str, list[str]
    found: list[Entry] = []
    tokens = MarkdownIt().parse(path.read_text("utf-8"))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline":
            continue
        text = "".join(part.content for part in token.children or [] if part.type in ("text", "code_inline"))
        if before is not None and before.type == "heading_open":
            if title:
                found.append(Entry(url, title, heading, "page", "", " ".join(said)))
            title, heading, said = title or text, text if title else "", []
        else:
            said.append(text)
    return [*found, Entry(url, title, heading, "page", "", " ".join(said))]


def with_asked(entries: Sequence[Entry], asked: Iterable[Asked]) -> list[Entry]:
    """The entries, each with the ways in which people ask for it."""
    said: dict[str, list[str]] = defaultdict(list)
    for one in asked:
        place, _, anchor = one.at.partition("#")
        kind, _, name = place.partition(":")
        # A case stands on the page that tells it, a term in the glossary.
        path = {"scenario": f"#s-{name}", "term": f"#term-{name}"}.get(kind) or path_of(place)
        said[path + (f"#{anchor}" if anchor else "")] += one.words.split("|")
    found = []
    for entry in entries:
        own = said.get(entry.url) or said.get("#" + entry.url.partition("#")[2], [])
        found.append(replace(entry, asked=tuple(own)))
    return found


def write(site: Path, libraries: Mapping[str, Library], entries: Mapping[str, list[Entry]]) -> None:
    """Writes the index of each language into the site's folder of that language."""
    entries = {language: with_asked(found, libraries[language].asked.values()) for language, found in entries.items()}
    for language, library in libraries.items():
        kinds = {entry.kind for entry in entries[language]}
        modules = {entry.module for entry in entries[language]}
        told = {
            "words": {phrase: library.say(phrase) for phrase in PHRASES},
            "kindNames": [[kind, library.say(f"search-kind-{kind}")] for kind in KINDS if kind in kinds],
            "urgent": [word for group in library.synonyms.values() if group.urgent for word in group.words.split("|")],
            "moduleNames": [[name, module.title] for name, module in library.modules.items() if name in modules],
        }
        others = {other: found for other, found in entries.items() if other != language}
        groups = {other: _groups(libraries[other]) for other in others} | {"": _groups(library)}
        terms = {other: _terms(libraries[other]) for other in others} | {"": _terms(library)}
        search.write(site / language / "search", entries[language], others, groups, terms, told)


def _groups(library: Library) -> list[str]:
    return [group.words for group in library.synonyms.values()]


def _terms(library: Library) -> list[str]:
    """The words of the trade: what the glossary explains, what people call things by."""
    called = [word for group in library.synonyms.values() for word in group.words.split("|")]
    return [*(term.term for term in library.terms.values()), *called]
