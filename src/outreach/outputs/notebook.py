"""Pages → notebooks that run live. What a cell stores is exactly what it shows when it is run.

Words are Markdown cells. Questions, cases, activities and procedures are code cells over the door's `live_page(...)`,
with their HTML stored as output: the site shows the stored output, so no kernel runs for a page.
"""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from outreach.outputs import html, markdown
from outreach.outputs.voice import Voice
from outreach.page import Page, Practice, Steps

SETUP_TAGS = ["remove-cell"]
SHOWN_TAGS = ["remove-input"]


def page(found: Page, voice: Voice) -> NotebookNode:
    """A whole page as a notebook (nbformat 4.5, cell ids counted so that two writings are equal)."""
    setup = f'import outreach\n\npage = outreach.live_page("{found.id}", "{found.language}")'
    cells = [
        _code(setup, SETUP_TAGS, None),
        new_markdown_cell(markdown.title(found, voice)),
    ]
    words: list[str] = []
    for part in found.blocks:
        if isinstance(part, Practice | Steps):
            cells += _words(words)
            cells.append(_code(f'page.show("{part.id}")', SHOWN_TAGS, html.block(part, voice)))
            words = []
        else:
            words.append(markdown.block(part, voice))
    cells += _words(words)
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


def _words(parts: list[str]) -> list[NotebookNode]:
    return [new_markdown_cell("\n\n".join(parts))] if parts else []


def _code(source: str, tags: list[str], shown_html: str | None) -> NotebookNode:
    outputs = []
    if shown_html is not None:
        outputs.append(new_output("display_data", {"text/html": shown_html}))
    metadata = {"tags": tags, "jupyter": {"source_hidden": True}}
    cell: NotebookNode = new_code_cell(source, outputs=outputs, metadata=metadata)
    return cell
