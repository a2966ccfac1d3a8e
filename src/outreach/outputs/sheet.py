"""A checklist's page → an A4 sheet as PDF, through typst. Knows the waist, the shipped font and no content.

Words go to typst as JSON and are only printed there. A warning of typst's is a fault; so is a character without a
glyph. Made as PDF/UA-1 and PDF/A-2a (typst refuses to write what does not fit them).
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst
from fontTools.ttLib import TTFont

from outreach.faults import OutreachError
from outreach.outputs.voice import Voice
from outreach.page import Cite, Note, Page, Rich, SignOff, Text, Ticks, inside

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
FAMILY = "Outreach Sans SC"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
REGIONS = {"zh": "cn", "en": "gb"}


@dataclass(frozen=True)
class Fit:
    """How generously a sheet is set: `padding` above and below a row and `picture` in mm, the two sizes in points."""

    padding: float
    size: float
    picture: float
    box: float


# From generous to tight; the first that fits one page is taken. Below 12 pt nothing is printed on a sheet.
FITS = tuple(
    Fit(padding, size, picture, box)
    for size, picture, box in ((14, 20, 12.5), (14, 15, 12), (13, 13, 11.5), (12, 11, 11))
    for padding in (6, 5, 4, 3.2, 2.6, 2, 1.6, 1.2)
)


@dataclass(frozen=True)
class Imprint:
    """Whose sheet it is: the organisation's name ("" for none), and the site's address for the QR code ("" unknown)."""

    organisation: str = ""
    address: str = ""


def pdf(page: Page, voice: Voice, imprint: Imprint, made: date) -> bytes:
    """The sheet as PDF bytes, equal for equal arguments (`made` is its only date).

    Raises OutreachError for a character that the font has not, and for anything typst warns of.
    """
    data = _data(page, voice, imprint)
    _refuse_missing_glyphs(data)
    fit = next((fit for fit in FITS if _pages(data, fit) == 1), None) or FITS[10]
    return _compile(data, fit, "pdf", datetime(made.year, made.month, made.day, tzinfo=UTC))[0]


def _data(page: Page, voice: Voice, imprint: Imprint) -> dict[str, Any]:
    pauses = [block for block in page.blocks if isinstance(block, Ticks)]
    boxes = [block for block in page.blocks if isinstance(block, Note)]
    anytime = next((box for box in boxes if box.tone == "danger"), None)
    warning = next((box for box in boxes if box.tone == "care"), None)
    sign_off = next((block.fields for block in page.blocks if isinstance(block, SignOff)), ())
    cited = dict.fromkeys(i for b in inside(page.blocks) for s in _cites(b) for i in s.ids)
    where = page.id.replace("checklist:", "checklists/") + ".html"
    link = f"{imprint.address.rstrip('/')}/{page.language}/{where}" if imprint.address else ""
    code = link or "\n".join([page.title, *page.facts, page.edition, f"{page.language}/{where}"])
    return {
        "lang": page.language,
        "region": REGIONS.get(page.language, ""),
        "title": page.title,
        "long-title": len(page.title.encode("gb18030")) > 26,
        "description": page.description,
        "organisation": imprint.organisation,
        "badge": page.badge,
        "heading": [part for part in (imprint.organisation, *page.facts) if part],
        "when": _rich(page.goal),
        "code": segno.make(code, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff"),
        "code-alt": voice.say("scan-for-current") + (f" {link}" if link else ""),
        "warning": warning.label if warning else "",
        "stop": voice.say("stop-item"),
        "pauses": [
            {
                "title": pause.title,
                "items": [
                    {
                        "number": tick.number,
                        "text": _rich(tick.text),
                        "stop": tick.stop,
                        "picture": _drawn(tick.figure.svg) if tick.figure else None,
                        "alt": tick.figure.alt if tick.figure else "",
                    }
                    for tick in pause.ticks
                ],
            }
            for pause in pauses
        ],
        "pictured": any(tick.figure for pause in pauses for tick in pause.ticks),
        "anytime-first": anytime is not None and page.blocks.index(anytime) < page.blocks.index(pauses[0]),
        "anytime-label": anytime.label if anytime else "",
        "anytime": [_rich(block.rich) for block in anytime.blocks if hasattr(block, "rich")] if anytime else [],
        "sign-off": list(sign_off),
        "remark": _rich(page.remark),
        "sources": voice.say("sources-of-items") + ", ".join(i.replace(":", " ") for i in cited),
    }


def _cites(block: object) -> list[Cite]:
    return [span for span in getattr(block, "rich", ()) if isinstance(span, Cite)]


def _rich(spans: Rich) -> list[dict[str, Any]]:
    return [
        {"text": span.text, "strong": isinstance(span, Text) and span.strong}
        for span in spans
        if not isinstance(span, Cite)
    ]


def _drawn(svg: str) -> str:
    """A drawing for paper: `currentColor` is black there."""
    return svg.replace("currentColor", "#000")


def _pages(data: dict[str, Any], fit: Fit) -> int:
    return len(_compile(data, fit, "svg", None))


def _compile(
    data: dict[str, Any], fit: Fit, kind: typst.OutputFormat, made: datetime | None, ppi: float = 144
) -> list[bytes]:
    settings = {"padding": fit.padding, "size": fit.size, "picture": fit.picture, "box-size": fit.box}
    compiler = _compiler()
    try:
        result, warnings = compiler.compile_with_warnings(
            format=kind,
            ppi=ppi,
            sys_inputs={"data": json.dumps(data | settings, ensure_ascii=False, sort_keys=True)},
            pdf_standards=STANDARDS if kind == "pdf" else [],
            timestamp=made,
        )
    except typst.TypstError as error:
        raise OutreachError(f"the sheet '{data['title']}' cannot be printed: {error.message}") from error
    if warnings:
        raise OutreachError(f"the sheet '{data['title']}' would print wrongly: {warnings[0].message}")
    assert result is not None
    return [result] if isinstance(result, bytes) else result


_of_this_thread = threading.local()


def _compiler() -> typst.Compiler:
    """One compiler a thread: a shared one refuses to work for two."""
    if not hasattr(_of_this_thread, "compiler"):
        _of_this_thread.compiler = typst.Compiler(input=HERE / "sheet.typ", root=HERE, font_paths=_fonts())
    compiler: typst.Compiler = _of_this_thread.compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    weights = {font.weight for font in fonts.fonts() if font.family == FAMILY}
    if not {400, 700} <= weights:
        raise OutreachError(f"the font '{FAMILY}' is not whole in {FONTS.name}/; install outreach again")
    return fonts


@cache
def _glyphs() -> frozenset[int]:
    with TTFont(FONTS / "OutreachSansSC-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def _refuse_missing_glyphs(data: dict[str, Any]) -> None:
    """Typst would refuse too, but without saying where: name the characters and the words they stand in."""
    for text in _strings({key: value for key, value in data.items() if key != "code"}):
        missing = dict.fromkeys(char for char in text if ord(char) not in _glyphs() and char not in "\n")
        if missing and not text.startswith("<svg"):
            named = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in missing)
            raise OutreachError(f"the sheet font has no {named} in '{text[:40]}'; write it with other characters")


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in _strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return []
