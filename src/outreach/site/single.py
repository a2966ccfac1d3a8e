"""A module as one file that loads nothing: it can be sent in a chat, and works when it is opened.

Knows built pages: takes the articles of a module's pages and of its checklists, and puts them into one, each a leaf.
What leads out of the file leads to the published site, or nowhere where no address is known.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urldefrag

from bs4 import BeautifulSoup, Tag

from outreach.faults import OutreachError
from outreach.library import Library
from outreach.outputs.scripts import minified, names, script, wanted
from outreach.records import Module
from outreach.site.book import KEPT_PHRASES
from outreach.site.plain import document, sign

HERE = Path(__file__).parent
FOLDER = "single"
LIMIT = 1024 * 1024
_IDS = ("id", "for", "name", "list", "aria-labelledby", "aria-describedby", "aria-controls", "headers")

_HEAD = """<meta name="description" content="{description}">
<link rel="icon" type="image/svg+xml" href="{icon}">"""
_BODY = """<a class="o-skip" href="#o-main">{skip}</a>
<header class="o-bar"><strong class="o-name">{title}</strong></header>
<main id="o-main" tabindex="-1">
<details class="o-leaves"><summary>{menu}</summary><ol>{contents}</ol></details>
{leaves}
<p class="o-kept" role="status" data-words="{kept}" hidden></p>
</main>
<footer class="o-footer"><p>{checked}</p><p>{made_with}</p>{origin}</footer>"""


def write(site: Path, libraries: Mapping[str, Library], address: str = "") -> None:
    """Writes `<language>/single/<module>-<language>.html` for each module of the built site.

    Raises OutreachError for a file that would be larger than LIMIT.
    """
    for language, library in libraries.items():
        folder = site / language / FOLDER
        folder.mkdir()
        for module in library.modules.values():
            written = file(site, library, module, address).encode()
            path = folder / name(module.id, language)
            if len(written) > LIMIT:
                raise OutreachError(
                    f"{path.name} would be {len(written) / LIMIT:.2f} MB, and a chat takes 1 MB; "
                    f"take sections or pictures out of the module '{module.id}', or split it in two"
                )
            path.write_bytes(written)


def name(module: str, language: str) -> str:
    """How a module's file is called."""
    return f"{module}-{language}.html"


def file(site: Path, library: Library, module: Module, address: str = "") -> str:
    """The module in one language as one HTML document."""
    folder = site / library.language
    parts = [f"modules/{module.id}/{part}.html" for part in ("index", *module.sections, "test")]
    parts += [f"checklists/{part}.html" for part in module.checklists]
    slugs = {part: _slug(part) for part in parts if (folder / part).is_file()}
    published = address and f"{address}/{library.language}"
    leaves = [_Leaf(folder, part, slugs, published, library.say("in-context")) for part in slugs]
    shown = "\n".join(
        leaf.html(leaves[place - 1] if place else None, leaves[place + 1] if place + 1 < len(leaves) else None, library)
        for place, leaf in enumerate(leaves)
    )
    link = escape(f"{published}/modules/{module.id}/index.html")
    body = _BODY.format(
        title=escape(module.title),
        skip=escape(library.say("skip")),
        menu=escape(library.say("menu")),
        contents="".join(f'<li><a href="#{leaf.slug}">{escape(leaf.title)}</a></li>' for leaf in leaves),
        leaves=shown,
        kept=escape(json.dumps({phrase: library.say(phrase) for phrase in KEPT_PHRASES}, ensure_ascii=False)),
        checked=escape(library.say("checked", date=library.day(module.checked))),
        made_with=escape(library.say("made-with")),
        origin=f'<p><a href="{link}">{link}</a></p>' if published else "",
    )
    needed = wanted(shown, names())
    scripts = ("memory", *(one for one in names() if one in needed))
    code = "".join(map(script, scripts)) + minified((HERE / "single.js").read_text("utf-8"))
    # The text of a script element ends at the first thing that looks like its end tag.
    code = "\n" + code.replace("</script", "<\\/script")
    style = "\n" + (folder / "_static" / "outreach.css").read_text("utf-8")
    head = _HEAD.format(description=escape(module.summary), icon=sign())
    return document(
        library.language, module.title, body, head, styles=[style], scripts=[code], alone=True, look="o-single"
    )


def _slug(path: str) -> str:
    kind, _, rest = path.removesuffix(".html").partition("/")
    return f"list-{rest}" if kind == "checklists" else rest.partition("/")[2]


class _Leaf:
    """One page's article, its ids made its own, its links led to where they lead from inside the file."""

    def __init__(self, folder: Path, path: str, slugs: Mapping[str, str], published: str, empty: str) -> None:
        self.path = path
        self.slug = slugs[path]
        self.slugs = slugs
        self.published = published
        read = BeautifulSoup((folder / path).read_text("utf-8"), "html.parser")
        found = read.select_one("article.o-article")
        assert found is not None, path
        self.article: Tag = found
        heading = found.find("h1")
        self.title = heading.get_text() if heading else self.slug
        for card in found.select(".o-file"):
            card.decompose()
        for part in found.find_all(True):
            for attribute in _IDS:
                if value := part.get(attribute):
                    part[attribute] = " ".join(f"{self.slug}--{one}" for one in str(value).split())
        for link in found.find_all("a", href=True):
            self._lead(link)
        # Words that say nothing where they lead nowhere.
        for words in found.find_all("span", string=empty):
            words.decompose()
        found.attrs = {"class": "o-article o-leaf", "id": self.slug, "tabindex": "-1"}

    def _lead(self, link: Tag) -> None:
        href = str(link["href"])
        if href.startswith(("http:", "https:", "tel:", "mailto:")):
            return
        file, anchor = urldefrag(href)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), file)) if file else self.path
        if target in self.slugs:
            slug = self.slugs[target]
            link["href"] = f"#{slug}--{anchor}" if anchor else f"#{slug}"
        elif self.published:
            link["href"] = f"{self.published}/{target}" + (f"#{anchor}" if anchor else "")
        else:
            link.name = "span"
            link.attrs = {}

    def html(self, before: _Leaf | None, after: _Leaf | None, library: Library) -> str:
        """The article with its neighbours below it."""
        ways = "".join(
            f'<a rel="{rel}" href="#{leaf.slug}"><span>{escape(library.say(word))}</span>{escape(leaf.title)}</a>'
            for rel, word, leaf in (("prev", "previous", before), ("next", "next", after))
            if leaf
        )
        label = f"{library.say('previous')} / {library.say('next')}"
        nav = BeautifulSoup(f'<nav class="o-neighbours" aria-label="{escape(label)}">{ways}</nav>', "html.parser")
        self.article.append(nav)
        return self.article.decode(formatter="minimal")
