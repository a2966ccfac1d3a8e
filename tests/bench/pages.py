"""The pages of our built site as Markdown that any site generator can take: the same words for every peer.

What stands in a page's `<article>` is written as it is, as raw HTML below real Markdown headings, so that a peer's own
search can find sections and its own contents can show them. A question, a case or an activity keeps its static HTML,
with the answers; it has no script, and what scripts are told in `data-words` is left out, since no peer would carry it.
Of notebooks the shown output stands. Our search page and the front door are no content and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

_NUMBERED = re.compile(r"^id\d+$")
_HEADING = re.compile(r"^h[1-6]$")
_SPHINX = "data-of-sphinx"
"""Marks the headings and sections that Sphinx made of Markdown, while a page is read."""
_PRE = re.compile(r"<pre.*?</pre>", re.DOTALL)


@dataclass(frozen=True)
class Chapter:
    """A page of the first level with the pages below it, by their names without ending (`modules/x/index`)."""

    page: str
    below: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading with the id that its author gave it, "" where there is none."""

    level: int
    text: str
    anchor: str


Part = Heading | str
"""A heading, or a run of HTML below one."""


@dataclass(frozen=True)
class Content:
    """One language of our site: each page's parts by its name, and the order of the pages; `index` is the root."""

    language: str
    title: str
    pages: dict[str, list[Part]]
    chapters: list[Chapter]


def read(site: Path, language: str) -> Content:
    """The pages of one language of a site that `outreach build` made."""
    folder = site / language
    root = _soup(folder / "index.html")
    chapters = []
    for link in root.select("#o-contents li.toctree-l1 > a"):
        page = _name(folder, "index", str(link["href"]))
        inside = _soup(folder / f"{page}.html").select("#o-contents li.toctree-l1.current li.toctree-l2 > a")
        chapters.append(Chapter(page, tuple(_name(folder, page, str(below["href"])) for below in inside)))
    names = ["index", *(name for chapter in chapters for name in (chapter.page, *chapter.below))]
    title = root.select_one(".o-name")
    assert title is not None, "our site has its name in the bar"
    return Content(language, title.get_text(), {name: [*_parts(folder / f"{name}.html")] for name in names}, chapters)


def plain(text: str) -> str:
    """Words with the characters that mean something in Markdown made harmless."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#$|~" else char for char in text)


def block(html: str) -> str:
    """A run of HTML as one block: without empty lines, which would end it."""
    kept = _PRE.sub(lambda found: found[0].replace("\n", "&#10;"), html)
    lines = [line for line in kept.splitlines() if line.strip()]
    return "<div>\n" + "\n".join(lines) + "\n</div>"


def _soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def _name(folder: Path, page: str, href: str) -> str:
    if href.startswith("#"):
        return page
    return (folder / page).parent.joinpath(href).resolve().relative_to(folder.resolve()).with_suffix("").as_posix()


def _parts(path: Path) -> Iterator[Part]:
    article = _soup(path).select_one("article")
    assert article is not None, f"{path} has an article"
    for section in article.select("section[id]"):
        heading = section.find(_HEADING, recursive=False)
        outer = takewhile(lambda tag: tag is not article, section.parents)
        if isinstance(heading, Tag) and all(tag.name == "section" for tag in outer):
            heading[_SPHINX] = section[_SPHINX] = ""
    for tag in article.select("script, style, a.headerlink"):
        tag.decompose()
    for tag in article.select("[data-words]"):
        del tag["data-words"]
    run: list[str] = []
    anchor = ""
    for node in _flat(article):
        waiting = node.select_one("span[id]") if isinstance(node, Tag) and node.name == "p" else None
        if isinstance(node, Tag) and node.has_attr(_SPHINX):
            if run:
                yield "".join(run)
            run = []
            yield Heading(int(node.name[1]), " ".join(node.get_text().split()), anchor or _own(node))
            anchor = ""
        elif waiting is not None and not node.get_text().strip():
            anchor = str(waiting["id"])
        elif str(node).strip():
            run.append(str(node))
    if run:
        yield "".join(run)


def _own(heading: Tag) -> str:
    """The id of the heading's section, unless Sphinx counted it."""
    found = str(heading.parent.get("id", "")) if heading.parent is not None else ""
    return "" if _NUMBERED.match(found) else found


def _flat(node: Tag) -> Iterator[PageElement]:
    """What stands in an article, its sections opened."""
    for child in node.children:
        if isinstance(child, Tag) and child.name == "section" and child.has_attr(_SPHINX):
            yield from _flat(child)
        else:
            yield child
