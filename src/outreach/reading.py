"""Folder → Library: reads content, joins translations, follows references, and reports every fault at once.

The only room that knows the layout on disk (it stands in `content/README.md`). Knows no page and no output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from outreach import translation, yamlfile
from outreach.faults import ContentError, Fault, OutreachError, meant
from outreach.library import BASE, Key, Library
from outreach.records import (
    ACTIVITIES,
    ITEMS,
    Asked,
    Checklist,
    Clause,
    Edition,
    Helpline,
    LearningPath,
    Module,
    Phrase,
    Picture,
    Record,
    Scenario,
    Section,
    Sequence,
    Source,
    Synonyms,
    Term,
    Topic,
    Workshop,
)
from outreach.references import faults_of_references
from outreach.validation import faults_of_record, said
from outreach.yamlfile import MappingNode, Origin, SequenceNode

PACKAGED = Path(__file__).parent / "content"


@dataclass(frozen=True)
class FileKind:
    """A kind of content file: where it stands, what is in it, and the name by which a record of it is known.

    A family of records is told apart by its field `type`.
    """

    name: str
    pattern: str
    record: type[Record] | Mapping[str, type[Record]]
    many: bool
    key: Callable[[Path, str], str] = field(default=lambda path, identifier: identifier)


FILE_KINDS = (
    FileKind("source", "sources.yaml", Source, True),
    FileKind("topic", "topics.yaml", Topic, True),
    FileKind("term", "glossary.yaml", Term, True),
    FileKind("phrase", "interface.yaml", Phrase, True),
    FileKind("picture", "pictures/pictures.yaml", Picture, True),
    FileKind("edition", "guideline/*/edition.yaml", Edition, False),
    FileKind("clause", "guideline/*/section-*.yaml", Clause, True, lambda path, number: f"{path.parent.name}:{number}"),
    FileKind("module", "modules/*/module.yaml", Module, False),
    FileKind("section", "modules/*/sections/*.md", Section, False, lambda path, name: f"{path.parts[-3]}/{name}"),
    FileKind("question", "questions/*.yaml", ITEMS, True),
    FileKind("sequence", "sequences/*.yaml", Sequence, False),
    FileKind("checklist", "checklists/*.yaml", Checklist, False),
    FileKind("activity", "activities/*.yaml", ACTIVITIES, False),
    FileKind("scenario", "scenarios/*.yaml", Scenario, False),
    FileKind("workshop", "workshops/*.yaml", Workshop, False),
    FileKind("path", "paths.yaml", LearningPath, True),
    FileKind("helpline", "helplines.yaml", Helpline, True),
    FileKind("synonyms", "synonyms.yaml", Synonyms, True),
    FileKind("asked", "asked.yaml", Asked, True),
)


def load(content: Path | str | None = None, language: str = BASE) -> Library:
    """Reads the content package (the packaged one, if none is given) in one language.

    Raises ContentError with every fault of every language, OutreachError for a language that is not there.
    """
    libraries = load_all(content)
    if language not in libraries:
        raise OutreachError(f"there is no language '{language}'; choose one of {', '.join(libraries)}")
    return libraries[language]


def load_all(content: Path | str | None = None) -> dict[str, Library]:
    """The content in each of its languages, the base language first. Raises ContentError with every fault.

    A folder in which no file has changed is not read again: a notebook asks for it with every cell.
    """
    folder = PACKAGED if content is None else Path(content)
    if not folder.is_dir():
        raise OutreachError(f"there is no content folder at '{folder}'; check the path after --content")
    return dict(_read(folder.resolve(), tuple(_mark(path) for path in dict.fromkeys((folder, PACKAGED)))))


def _mark(folder: Path) -> int:
    """Changes when a file of the folder does: its name, its size, or when it was written."""
    found = ((str(path), path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return hash(tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in found))


@lru_cache(maxsize=4)
def _read(folder: Path, _marks: tuple[int, ...]) -> Mapping[str, Library]:
    reader = _Reader(folder)
    base = reader.base()
    libraries = {BASE: base}
    for translated in sorted(path for path in (folder / "translations").glob("*") if path.is_dir()):
        libraries[translated.name] = reader.translated(base, translated)
    if reader.faults:
        raise ContentError(reader.faults)
    return libraries


def drawing_is_safe(svg: str) -> bool:
    """Whether a drawing holds nothing that runs, loads or carries its own style."""
    lowered = svg.lower()
    return lowered.lstrip().startswith("<svg") and not any(
        word in lowered for word in ("<script", "<style", "style=", "href", "url(", "<foreignobject", " on", "<!entity")
    )


class _Reader:
    """One reading of a content folder; collects faults as it goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.unread: set[Key] = set()

    # --- the base language ---

    def base(self) -> Library:
        records: dict[str, dict[str, Record]] = {kind.name: {} for kind in FILE_KINDS}
        origins: dict[Key, Origin] = {}
        for kind in FILE_KINDS:
            for path in self._files(self.folder, kind):
                for raw, origin in self._raw_records(path, kind):
                    self._add(kind, path, raw, origin, records, origins)
        drawings = self._drawings(records["picture"], origins)
        library = Library(
            BASE, _frozen(records), MappingProxyType(drawings), MappingProxyType(origins), unread=frozenset(self.unread)
        )
        self.faults += faults_of_references(library)
        return library

    def _add(
        self,
        kind: FileKind,
        path: Path,
        raw: dict[str, Any],
        origin: Origin,
        records: dict[str, dict[str, Record]],
        origins: dict[Key, Origin],
    ) -> None:
        identifier = str(raw.get("id", ""))
        name = kind.key(path, identifier if kind.many else _named_by_path(kind, path))
        record = self._validated(kind, path, raw, origin)
        if record is None:
            self.unread.add((kind.name, name if identifier else "*"))
            return
        if (kind.name, name) in origins:
            other = origins[kind.name, name]
            text = f"the id stands already at {other.file}:{other.line(('id',))}; give one of the two another id"
            self.faults.append(Fault(origin.file, origin.line(("id",)), identifier, text))
            return
        if not kind.many and identifier != (expected := _named_by_path(kind, path)):
            text = f"the id is not the name of its place '{expected}'; rename one of the two"
            self.faults.append(Fault(origin.file, origin.line(("id",)), identifier, text))
        self.faults += faults_of_record(record, origin, identifier)
        records[kind.name][name] = record
        origins[kind.name, name] = origin

    def _validated(self, kind: FileKind, path: Path, raw: dict[str, Any], origin: Origin) -> Record | None:
        """The record, or None where it is ill-formed, and then its faults are said."""
        thing = str(raw.get("id", "")) or path.stem
        found = str(raw.get("type", ""))
        if not isinstance(kind.record, type) and found not in kind.record:
            remedy = meant(found, kind.record, f"use one of {', '.join(kind.record)}")
            text = f"has the type '{found}', which no {kind.name} has; {remedy}"
            self.faults.append(Fault(origin.file, origin.line(("type",)), thing, text))
            return None
        model = kind.record if isinstance(kind.record, type) else kind.record[found]
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.faults += said(error, origin, thing, model)
            return None

    def _drawings(self, pictures: Mapping[str, Record], origins: Mapping[Key, Origin]) -> dict[str, str]:
        drawings: dict[str, str] = {}
        for name in pictures:
            path = self.folder / "pictures" / f"{name}.svg"
            origin = origins["picture", name]
            if not path.is_file():
                text = f"the picture pictures/{name}.svg is not there; draw it or take the entry out"
                self.faults.append(Fault(origin.file, origin.line(("id",)), name, text))
            elif not drawing_is_safe(svg := path.read_text(encoding="utf-8")):
                text = "holds a script, style, link or event; a drawing has shapes only"
                self.faults.append(Fault(f"pictures/{name}.svg", 1, name, text))
            else:
                drawings[name] = svg.strip()
        return drawings

    # --- another language ---

    def translated(self, base: Library, folder: Path) -> Library:
        language = folder.name
        records: dict[str, dict[str, Record]] = {}
        stale: list[Fault] = []
        for kind in FILE_KINDS:
            found = self._words(kind, folder)
            records[kind.name] = {}
            for name, record in base.records[kind.name].items():
                origin = base.origins[kind.name, name]
                file = f"translations/{language}/{origin.file}"
                words, where = found.pop(name, ({}, None))
                if where is None and translation.words_of(record):
                    text = f"is not translated; add it (base words at {origin.file}:{origin.line()})"
                    self.faults.append(Fault(file, 1, record.id, text))  # type: ignore[attr-defined]
                    continue
                if where is not None:
                    stale += self._join_faults(record, words, where)
                records[kind.name][name] = translation.with_words(record, words)
            for name, (_, where) in found.items():
                if where is not None and base.lacks(kind.name, name):
                    remedy = meant(name, base.records[kind.name], "take it out, or add the base record first")
                    self.faults.append(Fault(where.file, where.line(), name, f"translates nothing; {remedy}"))
        return replace(base, language=language, records=_frozen(records), stale=tuple(stale))

    def _words(self, kind: FileKind, folder: Path) -> dict[str, tuple[dict[translation.Path, str], Origin | None]]:
        """The words of every record of a kind in another language, by the record's name."""
        found: dict[str, tuple[dict[translation.Path, str], Origin | None]] = {}
        for path in self._files(folder, kind):
            for raw, origin in self._raw_translations(path, kind):
                identifier = str(raw.pop("id"))
                flat = translation.flat(raw)
                found[kind.key(path, identifier)] = (
                    {key: value for key, value in flat.items() if isinstance(value, str)},
                    origin,
                )
                for key, value in flat.items():
                    if not isinstance(value, str):
                        text = f"'{'.'.join(key)}' is {type(value).__name__}, not words; put it in quotes"
                        self.faults.append(Fault(origin.file, origin.line(key), identifier, text))
        return found

    def _join_faults(self, record: Record, words: dict[translation.Path, str], where: Origin) -> list[Fault]:
        """Adds what is missing or unknown to the faults; returns what is stale."""
        base_words = translation.words_of(record)
        thing = str(record.id)  # type: ignore[attr-defined]
        confirmed = words.pop(("of",), None)
        for path in base_words.keys() - words.keys():
            text = f"lacks '{'.'.join(path)}'; translate it (base: “{base_words[path][:24]}”)"
            self.faults.append(Fault(where.file, where.line(path), thing, text))
        for path in words.keys() - base_words.keys():
            known = [".".join(key) for key in base_words]
            remedy = meant(".".join(path), known, "take it out")
            self.faults.append(
                Fault(where.file, where.line(path), thing, f"has '{'.'.join(path)}', which the base has not; {remedy}")
            )
        if confirmed == translation.fingerprint(record):
            return []
        what = "was never confirmed" if confirmed is None else "is older than its base words"
        text = f"the translation {what}; read both, then run 'outreach translation confirm {thing}'"
        return [Fault(where.file, where.line(), thing, text)]

    # --- files ---

    def _files(self, folder: Path, kind: FileKind) -> list[Path]:
        """The files of a kind; the interface's words are the packaged ones where the content brings none."""
        found = sorted(folder.glob(kind.pattern))
        if not found and kind.name == "phrase":
            return sorted((PACKAGED / folder.relative_to(self.folder)).glob(kind.pattern))
        return found

    def _raw_records(self, path: Path, kind: FileKind) -> Iterator[tuple[dict[str, Any], Origin]]:
        if (read := self._read(path, kind)) is None:
            return
        node, origin, text = read
        if kind.many:
            if not isinstance(node, SequenceNode):
                self.unread.add((kind.name, "*"))
                self.faults.append(Fault(origin.file, 1, "", f"is not a list of {kind.name}s; start each with '- id:'"))
                return
            for part in node.value:
                if isinstance(part, MappingNode):
                    yield yamlfile.plain(part), replace(origin, node=part)
                else:
                    line = yamlfile.line_of(part)
                    self.faults.append(Fault(origin.file, line, "", f"is not a {kind.name}; start it with '- id:'"))
        elif isinstance(node, MappingNode):
            yield yamlfile.plain(node) | ({"body": text} if text is not None else {}), origin
        else:
            self.faults.append(Fault(origin.file, 1, "", f"is not a {kind.name}; start it with 'id:'"))

    def _raw_translations(self, path: Path, kind: FileKind) -> Iterator[tuple[dict[str, Any], Origin]]:
        if (read := self._read(path, kind)) is None:
            return
        node, origin, text = read
        if not isinstance(node, MappingNode):
            self.faults.append(Fault(origin.file, 1, "", "is not a mapping of ids to words; see content/README.md"))
        elif kind.many:
            for key, part in yamlfile.entries(node):
                if isinstance(part, MappingNode):
                    yield {**yamlfile.plain(part), "id": key}, replace(origin, node=part)
                else:
                    text = "holds no words; write them as 'name: words' below it"
                    self.faults.append(Fault(origin.file, origin.line((key,)), key, text))
        else:
            body = {"body": text} if text is not None else {}
            yield {**yamlfile.plain(node), **body, "id": _named_by_path(kind, path)}, origin

    def _read(self, path: Path, kind: FileKind) -> tuple[Any, Origin, str | None] | None:
        """A file's data, where it stands, and for Markdown the text below the front matter."""
        home = self.folder if path.is_relative_to(self.folder) else PACKAGED
        name = path.relative_to(home).as_posix()
        text, head, offset = None, None, 0
        if path.suffix == ".md":
            whole = path.read_text(encoding="utf-8")
            parts = whole.split("---\n", 2)
            if len(parts) != 3 or parts[0]:
                self.faults.append(Fault(name, 1, path.stem, "has no front matter; begin with '---', 'id: …', '---'"))
                self.unread.add((kind.name, "*"))
                return None
            head, text, offset = parts[1], parts[2], 1
        node, fault = yamlfile.read(path, name, head, offset)
        if fault is not None:
            self.faults.append(fault)
            self.unread.add((kind.name, "*"))
            return None
        ends = head.count("\n") + 2 if head is not None else 0
        return node, Origin(name, node, offset, ends), text


def _named_by_path(kind: FileKind, path: Path) -> str:
    """The id that a file with one record must have: its own name, or its folder's."""
    return path.parent.name if path.stem in ("module", "edition") else path.stem


def _frozen(records: Mapping[str, dict[str, Record]]) -> Mapping[str, Mapping[str, Record]]:
    return MappingProxyType({kind: MappingProxyType(found) for kind, found in records.items()})
