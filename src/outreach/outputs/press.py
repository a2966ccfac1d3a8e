"""Words and numbers → paper, through typst and the shipped font. Knows the templates beside it, not what they say.

Data go to typst as JSON and are only printed there, never evaluated. A warning of typst's is a fault; so is a character
without a glyph. PDFs are made as PDF/UA-1 and PDF/A-2a (typst refuses to write what does not fit them).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from outreach.faults import OutreachError

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
FAMILY = "Outreach Sans SC"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]


def press(
    template: str, data: Mapping[str, Any], kind: typst.OutputFormat = "pdf", made: date | None = None, ppi: float = 144
) -> list[bytes]:
    """What `template` (a file beside this one) makes of the data: one PDF, or a picture of each page.

    `data["title"]` names it in faults; `made` is its only date. Equal for equal arguments.
    Raises OutreachError for a character that the font has not, and for anything typst warns of.
    """
    refuse_missing_glyphs(data)
    try:
        result, warnings = _compiler(template).compile_with_warnings(
            format=kind,
            ppi=ppi,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards=STANDARDS if kind == "pdf" else [],
            timestamp=datetime(made.year, made.month, made.day, tzinfo=UTC) if made else None,
        )
    except typst.TypstError as error:
        raise OutreachError(f"'{data['title']}' cannot be printed: {error.message}") from error
    if warnings:
        raise OutreachError(f"'{data['title']}' would print wrongly: {warnings[0].message}")
    assert result is not None
    return [result] if isinstance(result, bytes) else result


def places(template: str, data: Mapping[str, Any], label: str) -> list[Any]:
    """What `template` notes of itself under a label (`<row>`: on which page each line stands)."""
    told = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    compiler = typst.Compiler(input=HERE / template, root=HERE, font_paths=_fonts(), sys_inputs=told)
    try:
        found: list[Any] = json.loads(compiler.query(label, field="value"))
    except typst.TypstError as error:
        raise OutreachError(f"'{data['title']}' cannot be set: {error.message}") from error
    return found


_of_this_thread = threading.local()


def _compiler(template: str) -> typst.Compiler:
    """One compiler a thread and template: a shared one refuses to work for two."""
    if not hasattr(_of_this_thread, "compilers"):
        _of_this_thread.compilers = {}
    compilers: dict[str, typst.Compiler] = _of_this_thread.compilers
    if template not in compilers:
        compilers[template] = typst.Compiler(input=HERE / template, root=HERE, font_paths=_fonts())
    return compilers[template]


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    weights = {font.weight for font in fonts.fonts() if font.family == FAMILY}
    if not {400, 700} <= weights:
        raise OutreachError(f"the font '{FAMILY}' is not whole in {FONTS.name}/; install outreach again")
    return fonts


@cache
def glyphs() -> frozenset[int]:
    """The characters that the shipped font can print, by their code points."""
    with TTFont(FONTS / "OutreachSansSC-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def refuse_missing_glyphs(data: object) -> None:
    """Typst would refuse too, but without saying where: names the characters and the words they stand in."""
    for text in _strings(data):
        missing = dict.fromkeys(char for char in text if ord(char) not in glyphs() and char not in "\n")
        if missing and not text.startswith("<svg"):
            named = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in missing)
            raise OutreachError(f"the sheet font has no {named} in '{text[:40]}'; write it with other characters")


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in _strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return []
