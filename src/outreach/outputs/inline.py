"""Spans → inline HTML, and the small pieces that every block of HTML is made of."""

from __future__ import annotations

import json
import re
from html import escape

from outreach.outputs.voice import Voice
from outreach.page import Cite, Figure, Link, Rich, Text


def rich(spans: Rich, voice: Voice) -> str:
    """Spans as inline HTML."""
    return "".join(_span(span, voice) for span in spans)


def _span(span: Text | Link | Cite, voice: Voice) -> str:
    match span:
        case Text(text, strong):
            return f"<strong>{escape(text)}</strong>" if strong else escape(text)
        case Link(text, target):
            return link(text, target, voice)
        case Cite(ids):
            marks = ", ".join(
                f'<a href="#ref-{escape(anchor(identifier))}">{voice.numbers[identifier]}</a>'
                for identifier in ids
                if identifier in voice.numbers
            )
            # The word joiner before it keeps a mark from standing alone at the start of a line.
            return f'&#8288;<sup class="o-cite">{marks}</sup>' if marks else ""


def link(text: str, target: str, voice: Voice, attributes: str = "") -> str:
    """A link, or its words alone where this edition has no such page."""
    href = voice.href(target)
    return f'<a href="{escape(href)}"{attributes}>{escape(text)}</a>' if href else escape(text)


def anchor(identifier: str) -> str:
    """A source's or clause's id as part of an HTML id."""
    return identifier.replace(":", "-").replace(".", "-")


def figure(part: Figure, hidden: bool = False) -> str:
    """A drawing inline; `hidden` where the words beside it already say what it shows."""
    if hidden or not part.alt:
        attributes = 'aria-hidden="true" focusable="false"'
    else:
        attributes = f'role="img" aria-label="{escape(part.alt)}"'
    svg = re.sub(r"\s*\n\s*", "", part.svg)
    svg = re.sub(r'\s(?:width|height)="[^"]*"', "", svg[: svg.index(">")], count=2) + svg[svg.index(">") :]
    return svg.replace("<svg", f"<svg {attributes}", 1)


def said(voice: Voice, *phrases: str) -> str:
    """The phrases that an element says, as its attribute `data-words` (JSON by name)."""
    found = {phrase: voice.say(phrase) for phrase in phrases}
    return f'data-words="{escape(json.dumps(found, ensure_ascii=False))}"'


def button(voice: Voice, phrase: str, do: str, hidden: bool = False) -> str:
    """A button by what it does."""
    away = " hidden" if hidden else ""
    return f'<button type="button" data-do="{do}"{away}>{escape(voice.say(phrase))}</button>'
