"""A page → paper, through typst: A4, large print, pocket card, A3 poster, observer's sheet, in one language or two.

Knows the waist and no content.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any, Literal, get_args
from unicodedata import east_asian_width

import segno

from outreach.outputs.press import places, press
from outreach.outputs.voice import Voice, path_of
from outreach.page import Cite, Items, Note, Observe, Page, Prose, Rich, SignOff, Steps, Text, Ticks, inside

Variant = Literal["standard", "large", "pocket", "poster", "observe"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
REGIONS = {"zh": "cn", "en": "gb"}
CONTACT_LIMIT = 80
ONE_LINE = 42
"""Han characters in one line of a sheet's head."""


@dataclass(frozen=True)
class Logo:
    """An organisation's sign: SVG text or the bytes of a PNG, already looked at."""

    content: bytes
    format: Literal["svg", "png"]


@dataclass(frozen=True)
class Imprint:
    """Whose sheet it is ("" for nobody's), how to reach them, and the site's address for the QR code ("" unknown)."""

    organisation: str = ""
    address: str = ""
    contact: str = ""
    logo: Logo | None = None


@dataclass(frozen=True)
class Fit:
    """How generously a sheet is set: sizes in points, `padding` above and below a row, `picture` and `tick` in mm."""

    padding: float
    size: float
    also: float
    picture: float
    box: float
    small: float = 8.5
    title: float = 25
    tick: float = 6.5


# From generous to tight; the first that fits one page, or the fewest pages, is taken. Nothing to tick is below 12 pt.
FITS: dict[Variant, tuple[tuple[Fit, ...], ...]] = {
    "standard": tuple(
        tuple(Fit(padding, size, max(11, size - 3), picture, box) for padding in (6, 5, 4, 3.2, 2.6, 2, 1.6, 1.2, 0.9))
        for size, picture, box in ((14, 20, 12.5), (14, 15, 12), (13, 13, 11.5), (12, 11, 11))
    ),
    "large": tuple(
        tuple(
            Fit(padding, size, size - 5, picture, size - 3, small=12, title=34, tick=9)
            for padding in (6, 5, 4, 3.2, 2.6, 2)
        )
        for size, picture in ((22, 26), (20, 22), (18, 18))
    ),
    "pocket": tuple(
        tuple(Fit(padding, size, max(9.5, size - 2.5), 0, size, small=8, tick=5) for padding in (1.4, 1, 0.7))
        for size in (14, 13, 12)
    ),
    "poster": tuple(
        tuple(
            Fit(padding, size, size * 0.7, picture, size, small=13, title=60) for padding in (8, 6.5, 5, 4, 3, 2.2, 1.4)
        )
        for size, picture in (
            (36, 42),
            (34, 38),
            (32, 34),
            (30, 31),
            (28, 28),
            (26, 25),
            (24, 22),
            (21, 19),
            (19, 17),
            (17, 15),
        )
    ),
    "observe": tuple(
        tuple(
            Fit(padding, size, max(9, size - 3), picture, size, small=9.5 if size > 11 else 8.5 if picture > 9 else 8)
            for padding in (6, 5, 4, 3.2, 2.6, 2, 1.5, 1, 0.6)
        )
        for size, picture in ((13, 17), (12, 15), (11, 13), (10, 11), (10, 9))
    ),
}
"""By the size of the text, each from generous to tight."""
TEMPLATES = {
    "standard": "sheet.typ",
    "large": "sheet.typ",
    "pocket": "pocket.typ",
    "poster": "poster.typ",
    "observe": "tally.typ",
}


def pdf(
    page: Page, voice: Voice, imprint: Imprint, made: date, variant: Variant = "standard", beside: Page | None = None
) -> bytes:
    """The sheet as PDF bytes, equal for equal arguments (`made` is its only date); `beside` is the second language.

    Raises OutreachError for a character that the font has not, and for anything typst warns of.
    """
    return press(TEMPLATES[variant], _fitted(page, voice, imprint, variant, beside), "pdf", made)[0]


def pictures(
    page: Page,
    voice: Voice,
    imprint: Imprint,
    variant: Variant = "standard",
    beside: Page | None = None,
    ppi: float = 150,
) -> list[bytes]:
    """The sheet's pages as PNG pictures. Raises OutreachError as `pdf` does."""
    return press(TEMPLATES[variant], _fitted(page, voice, imprint, variant, beside), "png", ppi=ppi)


def data(page: Page, voice: Voice, imprint: Imprint, beside: Page | None = None) -> dict[str, Any]:
    """What stands on a sheet, as JSON can carry it; a second language under `also` beside the first's words."""
    found = _one(page, voice, imprint)
    also = _one(beside, voice, imprint) if beside else None
    found["also-lang"], found["also-region"] = (also["lang"], also["region"]) if also else (found["lang"], "")
    found["also-title"] = also["title"] if also else ""
    found["also-when"] = also["when"] if also else []
    found["also-remark"] = also["remark"] if also else []
    if also:
        found["title"] = page.title
        found["sign-off"] = [
            one if one == two else f"{one} {two}" for one, two in zip(found["sign-off"], also["sign-off"], strict=True)
        ]
    for place, pause in enumerate(found["pauses"]):
        other = also["pauses"][place] if also else None
        pause["also"] = other["title"] if other else ""
        for number, item in enumerate(pause["items"]):
            twin = other["items"][number] if other else None
            item["also"] = [*twin["text"], *([_GAP] if twin["why"] else []), *twin["why"]] if twin else []
    found["anytime"] = [
        {"text": line, "also": also["anytime"][place] if also else []} for place, line in enumerate(found["anytime"])
    ]
    for place, rule in enumerate(found["rules"]):
        rule["also"] = also["rules"][place]["text"] if also else []
    for place, warning in enumerate(found["warnings"]):
        warning["also"] = also["warnings"][place]["label"] if also else ""
    return found


def without_address(page: Page) -> str:
    """What a QR code says of a sheet whose page has no address that is known: title, editions, page, in lines."""
    return "\n".join([page.title, *page.facts, page.edition, f"{page.language}/{path_of(page.id)}"])


_GAP = {"text": " ", "strong": False}


def _one(page: Page, voice: Voice, imprint: Imprint) -> dict[str, Any]:
    boxes = [block for block in page.blocks if isinstance(block, Note)]
    anytime = next((box for box in boxes if box.tone == "danger"), None)
    sign_off = next((block.fields for block in page.blocks if isinstance(block, SignOff)), ())
    cited = dict.fromkeys(i for b in inside(page.blocks) for s in _cites(b) for i in s.ids)
    where = path_of(page.id)
    link = f"{imprint.address.rstrip('/')}/{page.language}/{where}" if imprint.address else ""
    code = link or without_address(page)
    listed = [
        block.steps if isinstance(block, Observe) else block
        for block in page.blocks
        if isinstance(block, Ticks | Steps | Observe)
    ]
    told = next((box for box in boxes if box.tone == "info"), None)
    return {
        "lang": page.language,
        "region": REGIONS.get(page.language, ""),
        "title": page.title,
        "number": page.number,
        "description": page.description,
        "organisation": imprint.organisation,
        "logo": logo_data(imprint),
        "badge": page.badge,
        "owner": [part for part in (imprint.organisation, imprint.contact) if part],
        "facts": list(page.facts),
        "when": _rich(page.goal),
        "code": segno.make(code, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff"),
        "code-alt": voice.say("scan-for-current") + (f" {link}" if link else ""),
        "warnings": [
            {"label": box.label, "lines": _lines(box) if box.anchor else []} for box in boxes if box.tone == "care"
        ],
        "stop": voice.say("stop-item"),
        "own": voice.say("own-item"),
        "pauses": [{"id": block.id, "title": block.title, "items": _items(block)} for block in listed],
        "pictured": any(item["picture"] for block in listed for item in _items(block)),
        "anytime-first": anytime is not None and page.blocks.index(anytime) < page.blocks.index(listed[0]),
        "anytime-label": anytime.label if anytime else "",
        "anytime": [_rich(block.rich) for block in anytime.blocks if isinstance(block, Prose)] if anytime else [],
        "rules-label": told.label if told else "",
        "rules": [{"text": line} for line in _lines(told)] if told else [],
        "learner": voice.say("observe-learner"),
        "passed": voice.say("observe-passed"),
        "sign-off": list(sign_off),
        "remark": _rich(page.remark),
        "sources": voice.say("sources-of-items") + ", ".join(i.replace(":", " ") for i in cited),
    }


def _items(block: Ticks | Steps) -> list[dict[str, Any]]:
    lines = block.ticks if isinstance(block, Ticks) else block.steps
    return [
        {
            "id": line.id,
            "number": line.number,
            "text": _rich(line.text if isinstance(block, Ticks) else line.action),  # type: ignore[union-attr]
            "why": [] if isinstance(block, Ticks) else _rich(line.why),  # type: ignore[union-attr]
            "stop": line.stop,
            "own": isinstance(block, Ticks) and line.own,  # type: ignore[union-attr]
            "picture": _drawn(line.figure.svg) if line.figure else None,
            "alt": line.figure.alt if line.figure else "",
        }
        for line in lines
    ]


def _lines(box: Note) -> list[list[dict[str, Any]]]:
    return [_rich(item) for block in box.blocks if isinstance(block, Items) for item in block.items]


def logo_data(imprint: Imprint) -> dict[str, Any] | None:
    """An organisation's logo as a template takes it."""
    if imprint.logo is None:
        return None
    content: Any = imprint.logo.content
    content = content.decode() if imprint.logo.format == "svg" else list(content)
    return {"content": content, "format": imprint.logo.format, "alt": imprint.organisation or "logo"}


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


# --- how generously ---


def _fitted(page: Page, voice: Voice, imprint: Imprint, variant: Variant, beside: Page | None) -> dict[str, Any]:
    found = data(page, voice, imprint, beside)
    return found | dict(_fit(json.dumps(_neutral(found), ensure_ascii=False, sort_keys=True), variant))


def _neutral(found: dict[str, Any]) -> dict[str, Any]:
    """The same sheet for any organisation: a batch of them looks alike, and is fitted once."""
    blank = {"content": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "format": "svg", "alt": "logo"}
    return found | {
        "organisation": "",
        "owner": ["国" * (ONE_LINE if _wide(found["owner"]) <= ONE_LINE else 2 * ONE_LINE)] if found["owner"] else [],
        "logo": blank if found["logo"] else None,
    }


def _wide(owner: list[str]) -> float:
    """How many Han characters as wide as the line that says whose sheet it is."""
    return sum(1 if east_asian_width(char) in "WF" else 0.6 for char in "".join(owner)) + 2 * (len(owner) - 1)


@lru_cache(maxsize=512)
def _fit(neutral: str, variant: Variant) -> tuple[tuple[str, float], ...]:
    """The settings of the most generous way to set a sheet on the fewest pages; two pages share the lines evenly."""
    found = json.loads(neutral)
    groups = FITS[variant]

    def pages(fit: Fit, before: int = 0) -> int:
        """How many pages, or faces of a card, with a page begun `before` a line."""
        settled = found | _settings(fit, before)
        if variant == "pocket":
            return int(places(TEMPLATES[variant], settled, "<faces>")[0]["faces"])
        return int(places(TEMPLATES[variant], settled, "<end>")[0])

    fewest = pages(groups[-1][-1])
    ways = _breaks(found) if fewest > 1 and TEMPLATES[variant] == "sheet.typ" else [[0]]
    for fits, before in (pair for breaks in ways for pair in product(groups, breaks)):
        if pages(fits[-1], before) > fewest:
            continue
        low, high = 0, len(fits) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if pages(fits[middle], before) <= fewest else (middle + 1, high)
        return tuple(_settings(fits[low], before).items())
    return tuple(_settings(groups[-1][-1]).items())


def _breaks(found: dict[str, Any]) -> list[list[int]]:
    """The lines before which a second page may begin: pause points, then, where no size allows one, any other.

    Each the nearest to the middle first.
    """
    numbers = [item["number"] for pause in found["pauses"] for item in pause["items"]]
    middle = len(numbers) / 2 + 0.5
    starts = [pause["items"][0]["number"] for pause in found["pauses"][1:]]
    near = [number for number in starts if 2 < number < len(numbers)]
    rest = [number for number in range(3, len(numbers)) if number not in near]
    return [sorted(near, key=lambda n: abs(n - middle)), sorted(rest, key=lambda n: abs(n - middle - 0.5))]


def _settings(fit: Fit, before: int = 0) -> dict[str, float]:
    return {
        "padding": fit.padding,
        "size": fit.size,
        "also-size": fit.also,
        "picture": fit.picture,
        "box-size": fit.box,
        "small": fit.small,
        "tick": fit.tick,
        "title-size": fit.title,
        "break-before": before,
    }
