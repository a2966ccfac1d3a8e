"""A page of the waist → one HTML file to keep or to send: no script, no other file. Knows the waist and no content.

It is no page of the site: its style stands in it, and its policy allows nothing else.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from outreach.outputs import html
from outreach.outputs.inline import rich
from outreach.outputs.policy import digest
from outreach.outputs.sheet import Imprint
from outreach.outputs.voice import Voice, tag
from outreach.page import Page


def standalone(page: Page, voice: Voice, imprint: Imprint, made: date) -> bytes:
    """The page as one HTML file (UTF-8), equal for equal arguments."""
    owner = [part for part in (imprint.organisation, imprint.contact) if part]
    above = f'<p class="o-facts">{escape("　".join(owner))}</p>\n' if owner else ""
    below = f'\n<p class="o-quiet">{rich(page.remark, voice)}</p>' if page.remark else ""
    style = _style()
    return f"""<!doctype html>
<html lang="{tag(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light">
<meta name="date" content="{made.isoformat()}">
<title>{escape(page.title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{above}<h1>{escape(page.title)}</h1>
{html.head(page, voice)}
{html.blocks(page.blocks, voice)}{below}
</main>
</body>
</html>
""".encode()


@cache
def _style() -> str:
    return Path(__file__).with_name("document.css").read_text("utf-8")


def _policy(style: str) -> str:
    """Nothing but this style; drawings stand in the page."""
    return f"default-src 'none'; style-src {digest(style)}; base-uri 'none'; form-action 'none'"
