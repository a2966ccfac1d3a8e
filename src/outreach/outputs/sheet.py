"""A checklist's page → an A4 sheet as PDF, through typst. Knows the waist and no content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import segno

from outreach.outputs.press import press
from outreach.outputs.voice import Voice
from outreach.page import Cite, Note, Page, Rich, SignOff, Text, Ticks, inside

TEMPLATE = "sheet.typ"
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
    one_page = (fit for fit in FITS if len(press(TEMPLATE, data | _settings(fit), "svg")) == 1)
    fit = next(one_page, None) or FITS[10]
    return press(TEMPLATE, data | _settings(fit), "pdf", made)[0]


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


def _settings(fit: Fit) -> dict[str, float]:
    return {"padding": fit.padding, "size": fit.size, "picture": fit.picture, "box-size": fit.box}
