"""Confirms translations: writes into a translated record which base words it translates. Changes that line alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from outreach import reading, translation
from outreach.faults import OutreachError
from outreach.library import BASE
from outreach.sheets import write_whole


def confirm(content: Path | None, language: str, names: Collection[str]) -> list[str]:
    """Sets `of:` of the named records (all stale ones, if none is named); returns what was confirmed.

    Raises ContentError for faulty content, OutreachError for a name that is not there.
    """
    folder = content or reading.PACKAGED
    libraries = reading.load_all(folder)
    if language not in libraries or language == BASE:
        raise OutreachError(f"'{language}' is not a translated language; choose one of {', '.join([*libraries][1:])}")
    base = libraries[BASE]
    stale = {(fault.file, fault.thing) for fault in libraries[language].stale}
    confirmed: list[str] = []
    known: set[str] = set()
    for kind in reading.FILE_KINDS:
        for name, record in base.records[kind.name].items():
            identifier = str(record.id)  # type: ignore[attr-defined]
            known |= {name, identifier}
            file = f"translations/{language}/{base.origins[kind.name, name].file}"
            wanted = name in names or identifier in names if names else (file, identifier) in stale
            # The interface's words may be the packaged ones, which another content folder does not confirm.
            if wanted and translation.words_of(record) and (folder / file).is_file():
                _stamp(folder / file, identifier if kind.many else None, translation.fingerprint(record))
                confirmed.append(name)
    if missing := set(names) - known:
        raise OutreachError(
            f"there is no '{', '.join(sorted(missing))}' to confirm; give ids as 'outreach check' shows them"
        )
    return confirmed


def _stamp(path: Path, identifier: str | None, fingerprint: str) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    if identifier is None:
        start = 1 if path.suffix == ".md" else 0
        indent = ""
    else:
        key = re.compile(rf"^([\"']?){re.escape(identifier)}\1:")
        start = next(number for number, line in enumerate(lines) if key.match(line)) + 1
        indent = "  "
        opening = lines[start - 1]
        if "{" in opening:
            head, rest = opening.split("{", 1)
            rest = re.sub(r"^of: \"\w+\", ", "", rest)
            lines[start - 1] = f"{head}{{of: {_quoted(fingerprint)}, {rest}"
            write_whole(path, "".join(lines).encode())
            return
    line = f"{indent}of: {_quoted(fingerprint)}\n"
    if start < len(lines) and lines[start].startswith(f"{indent}of:"):
        lines[start] = line
    else:
        lines.insert(start, line)
    write_whole(path, "".join(lines).encode())


def _quoted(fingerprint: str) -> str:
    """Quoted always: twelve digits would be a number, `1e5…` too."""
    return f'"{fingerprint}"'
