"""Printed checklists: one checklist, one organisation → files. Knows kinds and the outputs that go on paper."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from PIL import Image

from outreach.faults import OutreachError, meant
from outreach.kinds import checklist, observe, sequence
from outreach.library import Library
from outreach.naming import spoken
from outreach.outputs import sheet
from outreach.outputs.docx import docx
from outreach.outputs.paper_html import standalone
from outreach.outputs.sheet import CONTACT_LIMIT, VARIANTS, Imprint, Variant
from outreach.outputs.voice import Voice
from outreach.page import Page
from outreach.records import Adaptation

Format = Literal["pdf", "docx", "html", "png"]
_STANDARD_ONLY = ("docx", "html")
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day that a zip gives its files: none is older in a zip."""
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True)
class Order:
    """How sheets are wanted; `languages` are one, or two that stand together on each sheet."""

    imprint: Imprint = field(default_factory=Imprint)
    languages: tuple[str, ...] = ("zh",)
    variant: Variant = "standard"
    format: Format = "pdf"
    historical: bool = False
    adaptations: Mapping[str, Adaptation] = field(default_factory=dict)


def organisation_name(raw: str) -> str:
    """A name fit for paper. Raises OutreachError for one with control or direction marks, or too long for one line."""
    return spoken(raw, "the organisation's name")


def contact_line(raw: str) -> str:
    """How an organisation can be reached, in one line. Raises OutreachError as `organisation_name` does."""
    return spoken(raw, "the contact line", CONTACT_LIMIT)


def printable(library: Library, variant: Variant = "standard") -> tuple[str, ...]:
    """What can be printed, in the order of the numbers: checklists; as posters, what has a drawing for each step.

    For an observer: the procedures that are practised under somebody's eyes.
    """
    if variant == "observe":
        return tuple(one.id for one in observe.observed(library))
    ordered = sorted(library.checklists.values(), key=lambda one: one.number)
    if variant != "poster":
        return tuple(one.id for one in ordered)
    pictured = [one.id for one in ordered if all(item.picture for item in one.items if not item.historical)]
    drawn = [name for name, one in library.sequences.items() if all(step.picture for step in one.steps)]
    return tuple(dict.fromkeys((*pictured, *drawn)))


def print_sheet(library: Library, name: str, imprint: Imprint, historical: bool = False) -> bytes:
    """The checklist as an A4 PDF, with its `historical` items only on request.

    Raises OutreachError for a checklist that is not there or can't be printed.
    """
    order = Order(imprint, (library.language,), historical=historical)
    (content,) = print_files({library.language: library}, name, order).values()
    return content


def print_files(libraries: Mapping[str, Library], name: str, order: Order) -> dict[str, bytes]:
    """The files of one checklist by their names; a picture has a file for each page.

    Raises OutreachError for what is not there, is not made so, or can't be printed.
    """
    base = libraries[order.languages[0]]
    if order.format in _STANDARD_ONLY and order.variant != VARIANTS[0]:
        made_as = ", ".join(one for one in FORMATS if one not in _STANDARD_ONLY)
        raise OutreachError(f"{order.format} is made of A4 sheets only; print '{order.variant}' as {made_as}")
    pages = [_page(libraries[language], name, order) for language in order.languages]
    beside = pages[1] if len(pages) > 1 else None
    voice = Voice.of(pages[0], base.say)
    day = pages[0].checked or base.checked
    assert day is not None
    stem = file_stem(base, name, order)
    match order.format:
        case "png":
            made = sheet.pictures(pages[0], voice, order.imprint, order.variant, beside)
            numbered = [f"-{place}" for place in range(1, len(made) + 1)] if len(made) > 1 else [""]
            return {f"{stem}{number}.png": content for number, content in zip(numbered, made, strict=True)}
        case "docx":
            return {f"{stem}.docx": docx(pages[0], voice, order.imprint, day, beside)}
        case "html":
            return {f"{stem}.html": standalone(pages[0], voice, order.imprint, day, beside)}
        case _:
            return {f"{stem}.pdf": sheet.pdf(pages[0], voice, order.imprint, day, order.variant, beside)}


def preview(libraries: Mapping[str, Library], name: str, order: Order, ppi: float = 72) -> bytes:
    """The first page of a sheet as a PNG picture. Raises OutreachError as `print_files` does."""
    base = libraries[order.languages[0]]
    pages = [_page(libraries[language], name, order) for language in order.languages]
    beside = pages[1] if len(pages) > 1 else None
    return sheet.pictures(pages[0], Voice.of(pages[0], base.say), order.imprint, order.variant, beside, ppi)[0]


def thumbnail(picture: bytes, size: tuple[int, int]) -> bytes:
    """A sheet's picture in `size` pixels, half as many again, and 6 greys: some 3 KB, for a page of many."""
    with Image.open(io.BytesIO(picture)) as seen:
        small = seen.convert("L").resize((size[0] * 3 // 2, size[1] * 3 // 2), Image.Resampling.LANCZOS)
    made = io.BytesIO()
    small.point([round(grey / 51) * 51 for grey in range(256)]).save(made, "PNG", optimize=True)
    return made.getvalue()


def zipped(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """Files as one zip, in a folder of it if one is named; equal for equal files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            place = zipfile.ZipInfo(f"{folder}/{name}" if folder else name, EARLIEST)
            packed.writestr(place, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _page(library: Library, name: str, order: Order) -> Page:
    known = printable(library, order.variant)
    if name not in known:
        if order.variant == "observe":
            raise OutreachError(f"'{name}' is no procedure that is observed; choose one of {', '.join(known)}")
        if order.variant == "poster" and name in library.checklists:
            raise OutreachError(f"'{name}' has no drawing for each step; posters are made of {', '.join(known)}")
        if name in library.sequences and order.variant != "poster":
            raise OutreachError(f"'{name}' is no checklist but a procedure; print it with --variant poster")
        remedy = meant(name, known, f"choose one of {', '.join(known)}")
        raise OutreachError(f"there is no checklist '{name}'; {remedy}")
    if order.variant == "observe":
        return observe.sheet(library, library.sequences[name])
    if name not in library.checklists:
        return sequence.poster(library, library.sequences[name])
    return checklist.page(library, library.checklists[name], order.historical, order.adaptations.get(name))


def file_stem(library: Library, name: str, order: Order) -> str:
    """A sheet's file name without its ending: number, id, languages, variant: `CL05-doffing-zh-large`."""
    numbered = name in library.checklists and order.variant != "observe"
    number = [library.checklists[name].number] if numbered else []
    variant = [] if order.variant == VARIANTS[0] else [order.variant]
    return "-".join((*number, name, *order.languages, *variant))


def file_name(library: Library, name: str) -> str:
    """The ready sheet's file name, safe everywhere: `CL05-doffing-zh.pdf`."""
    return f"{file_stem(library, name, Order(languages=(library.language,)))}.pdf"


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
