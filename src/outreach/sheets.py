"""Printed checklists: one checklist, one language, one organisation → a file. Knows kinds and the sheet output."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from outreach.faults import OutreachError, meant
from outreach.kinds import checklist
from outreach.library import Library
from outreach.naming import spoken
from outreach.outputs import sheet
from outreach.outputs.sheet import Imprint
from outreach.outputs.voice import Voice


def organisation_name(raw: str) -> str:
    """A name fit for paper. Raises OutreachError for one with control or direction marks, or too long for one line."""
    return spoken(raw, "the organisation's name")


def print_sheet(library: Library, name: str, imprint: Imprint, historical: bool = False) -> bytes:
    """The checklist as an A4 PDF, with its `historical` items only on request.

    Raises OutreachError for a checklist that is not there or can't be printed.
    """
    if name not in library.checklists:
        remedy = meant(name, library.checklists, f"choose one of {', '.join(library.checklists)}")
        raise OutreachError(f"there is no checklist '{name}'; {remedy}")
    found = library.checklists[name]
    page = checklist.page(library, found, historical)
    return sheet.pdf(page, Voice.of(page, library.say), imprint, found.checked)


def file_name(library: Library, name: str) -> str:
    """The sheet's file name: number, id and language, safe everywhere: `CL05-doffing-zh.pdf`."""
    return f"{library.checklists[name].number}-{name}-{library.language}.pdf"


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all. Raises OutreachError where the folder can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as aside:
            aside.write(content)
        os.chmod(aside.name, 0o644)  # noqa: PTH101
        Path(aside.name).replace(path)
    except OSError as error:
        raise OutreachError(f"cannot write {path} ({error.strerror}); choose another folder with -o") from error
