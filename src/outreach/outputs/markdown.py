"""Pages → Markdown for Jupyter Book: headings as Markdown, everything else as the HTML of `outputs.html`.

Headings are Sphinx's own, so that it makes the table of contents; each carries its anchor on the line before.
"""

from __future__ import annotations

from outreach.outputs import html
from outreach.outputs.voice import Voice
from outreach.page import Block, Heading, Page


def page(found: Page, voice: Voice) -> str:
    """A whole page as one Markdown document."""
    parts = [title(found, voice), *(block(part, voice) for part in found.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def title(found: Page, voice: Voice) -> str:
    """The page's title with what stands below it."""
    return f"# {_plain(found.title)}\n\n{html.head(found, voice)}".rstrip()


def block(part: Block, voice: Voice) -> str:
    """One block as Markdown."""
    if isinstance(part, Heading):
        return f'<span id="{part.anchor}"></span>\n\n{"#" * part.level} {_plain(part.text)}'
    markup = html.block(part, voice)
    # Markdown takes a tag that it does not know for words inside a paragraph, unless a known one stands before it.
    return f"<div>{markup}</div>" if markup.startswith("<outreach-") else markup


def _plain(text: str) -> str:
    """Words with the characters that mean something in Markdown made harmless."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#$|~" else char for char in text)
