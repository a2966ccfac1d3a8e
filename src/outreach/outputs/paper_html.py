"""A checklist's page → one HTML file to send and to print: no script, no other file. Knows the waist and no content.

What stands on it, and how generously, is what `sheet` prints. It is no page of the site: its style stands in it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from outreach.outputs.policy import digest
from outreach.outputs.setting import settled, title_size
from outreach.outputs.sheet import Fit, Imprint, data
from outreach.outputs.voice import Voice, tag
from outreach.page import Page

_LINE = {"zh": 1.28, "en": 1.18}
"""A printed line's height in ems."""


def standalone(page: Page, voice: Voice, imprint: Imprint, made: date, beside: Page | None = None) -> bytes:
    """The sheet as one HTML file (UTF-8), equal for equal arguments; `beside` is the second language."""
    found = data(page, voice, imprint, beside)
    line = max(_LINE.get(name, _LINE["en"]) for name in (found["lang"], found["also-lang"]))
    style = _sizes(found, settled(found, line), line) + _style()
    body = "\n".join((_head(found), *_body(found, voice), _foot(found)))
    described = f'\n<meta name="description" content="{escape(page.description)}">' if page.description else ""
    return f"""<!doctype html>
<html lang="{tag(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light">
<meta name="date" content="{made.isoformat()}">
<title>{escape(page.title)}</title>{described}
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
""".encode()


@cache
def _style() -> str:
    return Path(__file__).with_name("paper.css").read_text("utf-8")


def _policy(style: str) -> str:
    """Nothing but this style and the pictures in the file."""
    return f"default-src 'none'; style-src {digest(style)}; img-src data:; base-uri 'none'; form-action 'none'"


def _sizes(found: Mapping[str, Any], fit: Fit, line: float) -> str:
    points = {"item": fit.size, "small": fit.small, "title": title_size(found, fit), "box": fit.box, "also": fit.also}
    lengths = {"padding": fit.padding, "picture": fit.picture, "tick": fit.tick}
    told = [f"--{name}: {value:.2f}pt" for name, value in points.items()]
    told += [f"--{name}: {value:.2f}mm" for name, value in lengths.items()]
    told.append(f"--line: {line}")
    return f":root {{ {'; '.join(told)}; }}\n"


def _head(found: Mapping[str, Any]) -> str:
    logo = found.get("logo")
    badge = f'<span class="badge">{escape(found["badge"])}</span>' if found["badge"] else ""
    owner = f'<p class="facts">{_parts(found["owner"])}</p>\n' if found["owner"] else ""
    return (
        "<header>\n"
        + (f'<img class="logo" src="{_logo(logo)}" alt="{escape(logo["alt"])}">\n' if logo else "")
        + f'<div>\n{owner}<p class="facts">{_parts(found["facts"])}{badge}</p>\n'
        + f"<h1>{escape(found['title'])}{_also(found, found.get('also-title'))}</h1>\n"
        + f"<p>{_rich(found['when'])}{_also(found, found.get('also-when'))}</p>\n</div>\n"
        + f'<img class="code" src="{_svg(found["code"])}" alt="{escape(found["code-alt"])}">\n</header>'
    )


def _body(found: Mapping[str, Any], voice: Voice) -> Iterable[str]:
    yield "<main>"
    for warning in found["warnings"]:
        lines = "".join(f"<p>{_rich(line)}</p>" for line in warning.get("lines") or ())
        also = _also(found, warning.get("also"))
        yield f'<div class="box"><p><strong>{escape(warning["label"])}</strong></p>{lines}{also}</div>'
    if found["anytime-first"]:
        yield _anytime(found)
    for number, pause in enumerate(found["pauses"], 1):
        if len(found["pauses"]) > 1:
            yield f'<h2 id="pause-{number}">{escape(pause["title"])}{_also(found, pause.get("also"))}</h2>'
            yield f'<table aria-labelledby="pause-{number}">'
        else:
            yield f'<table aria-label="{escape(found["title"])}">'
        yield _columns(found, voice)
        yield "<tbody>"
        yield from (_row(found, item, voice) for item in pause["items"])
        yield "</tbody>\n</table>"
    if not found["anytime-first"]:
        yield _anytime(found)
    yield "</main>"


def _columns(found: Mapping[str, Any], voice: Voice) -> str:
    heads = [("number", "sheet-number"), ("tick", "sheet-tick"), ("words", "sheet-action")]
    heads += [("drawing", "sheet-picture")] if found["pictured"] else []
    cells = "".join(f'<th scope="col" class="{look}">{escape(voice.say(phrase))}</th>' for look, phrase in heads)
    return f"<thead><tr>{cells}</tr></thead>"


def _row(found: Mapping[str, Any], item: Mapping[str, Any], voice: Voice) -> str:
    number = item["number"]
    name = escape(voice.say("sheet-tick-item", number=number))
    labels = f' <span class="badge stop-label">{escape(found["stop"])}</span>' if item["stop"] else ""
    labels += f' <span class="badge">{escape(found["own"])}</span>' if item.get("own") else ""
    why = f"<small>{_rich(item['why'])}</small>" if item.get("why") else ""
    words = f"{_rich(item['text'])}{labels}{why}{_also(found, item.get('also'))}"
    side = f'<img src="{_svg(item["picture"])}" alt="{escape(item["alt"])}">' if item["picture"] else ""
    look = ' class="stop"' if item["stop"] else ""
    return (
        f'<tr{look}><td class="number">{number}</td>'
        f'<td class="tick"><input type="checkbox" aria-label="{name}" aria-describedby="item-{number}"></td>'
        f'<td class="words" id="item-{number}">{words}</td>'
        + (f'<td class="drawing">{side}</td>' if found["pictured"] else "")
        + "</tr>"
    )


def _anytime(found: Mapping[str, Any]) -> str:
    if not found["anytime"]:
        return ""
    lines = "".join(f"<p>{_rich(one['text'])}{_also(found, one.get('also'))}</p>" for one in found["anytime"])
    return f'<div class="box any-time"><p><strong>{escape(found["anytime-label"])}</strong></p>{lines}</div>'


def _foot(found: Mapping[str, Any]) -> str:
    signs = "".join(f"<span>{escape(sign)}</span>" for sign in found["sign-off"])
    return (
        "<footer>\n"
        + (f'<div class="signs">{signs}</div>\n' if signs else "")
        + f'<p class="quiet">{_rich(found["remark"])}{_also(found, found.get("also-remark"))}</p>\n'
        + f'<p class="quiet">{escape(found["sources"])}</p>\n</footer>'
    )


def _rich(spans: Iterable[Mapping[str, Any]]) -> str:
    return "".join(
        f"<strong>{escape(span['text'])}</strong>" if span["strong"] else escape(span["text"]) for span in spans
    )


def _also(found: Mapping[str, Any], words: Any) -> str:
    """The same in the second language; nothing where there is none."""
    if not words:
        return ""
    said = escape(words) if isinstance(words, str) else _rich(words)
    return f'<span class="also" lang="{tag(found["also-lang"])}">{said}</span>'


def _parts(parts: Iterable[str]) -> str:
    """Parts of a quiet line, none of them broken where there is room."""
    return "".join(f"<span>{escape(part)}</span>" for part in parts)


def _svg(drawing: str) -> str:
    if "xmlns=" not in drawing:
        drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"data:image/svg+xml,{quote(drawing, safe='=:/')}"


def _logo(logo: Mapping[str, Any]) -> str:
    if logo["format"] == "svg":
        return _svg(logo["content"])
    return f"data:image/png;base64,{base64.b64encode(bytes(logo['content'])).decode()}"
