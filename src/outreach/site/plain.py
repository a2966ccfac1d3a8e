"""A page outside the books: its head with the policy for just what is inline in it, and the site's sign.

The front door, forwarding pages and modules in one file are such pages; what is in a book has its frame from Sphinx.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from outreach.outputs.policy import policy
from outreach.outputs.voice import tag

_ICON = Path(__file__).parent / "icon.svg"


def document(
    language: str,
    title: str,
    body: str,
    head: str = "",
    *,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    alone: bool = False,
    look: str = "",
) -> str:
    """A whole HTML document; `styles` and `scripts` stand in it, `alone` says that it loads nothing of the site.

    `look` is the class of its body.
    """
    style = "".join(f"<style>{text}</style>\n" for text in styles)
    script = "".join(f"<script>{text}</script>\n" for text in scripts)
    return f"""<!doctype html>
<html lang="{tag(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(scripts, styles, alone)}">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
{style}{head}
</head>
<body{f' class="{look}"' if look else ""}>
{body}
{script}</body>
</html>
"""


def sign() -> str:
    """The site's sign as an address that holds it: a browser fetches a page's icon past the worker, so also offline."""
    return f"data:image/svg+xml,{quote(_ICON.read_text('utf-8').strip(), safe='=:/')}"
