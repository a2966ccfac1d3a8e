"""The Sphinx extension of the site's build: trims the theme, gives headings their ids, and frames each page.

Knows Sphinx and the frames that `publishing.py` wrote; nothing of content.
"""

from __future__ import annotations

import json
import posixpath
import re
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from outreach.outputs.policy import policy
from outreach.outputs.scripts import names, wanted

_ANCHOR = re.compile(r'^<span id="([a-z][a-z0-9-]*)"></span>$')
_OWN_STYLE = re.compile(r'<style scoped>.*?</style>\s*|(?<=<tr) style="[^"]*"', re.DOTALL)
"""What pandas puts into a table; `look.css` says how a table looks, and no page needs a policy for inline styles."""
# What a page may load, each by what its body must hold to need it ("" always).
_STYLES = {"outreach.css": "", "trainer.css": "o-trainer", "pygments.css": 'class="highlight'}
_ALWAYS = "outreach.js"
_MEMORY = "memory.js"
_REMEMBERED = (
    "outreach-question", "outreach-order", "outreach-match", "outreach-entry", "outreach-scenario", "outreach-sitting",
    "outreach-progress", "outreach-round", "outreach-reflection",
)  # fmt: skip
_SEARCH_SCRIPTS = ("search.js", "finder.js")
"""Loaded by the search page; any other page fetches them when somebody begins to search."""


class HeadingIds(SphinxTransform):
    """A heading's id is the one its author gave it: the same in every language, the same tomorrow."""

    default_priority = 5

    def apply(self, **_kwargs: Any) -> None:
        for line in list(self.document.findall(nodes.paragraph)):
            found = _ANCHOR.match("".join(part.astext() for part in line.findall(nodes.raw)))
            section = line.next_node(nodes.section, descend=False, ascend=True) if found else None
            if found and section is not None:
                section["ids"] = [found[1]]
                line.parent.remove(line)


def without_tree(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Keeps Furo from drawing the tree of all pages on each page: of many pages a build would do nothing else."""
    context["toctree"] = lambda **_options: ""


def contents(app: Sphinx, pagename: str) -> str:
    """The first level of the contents, unfolded where the page stands; nothing else is ever shown."""
    env = app.env
    above = _above(app, pagename)

    def listed(name: str, level: int) -> str:
        items = "".join(item(title, below, level) for title, below in _below(env, name))
        return f"<ul>\n{items}</ul>\n" if items else ""

    def item(title: str | None, name: str, level: int) -> str:
        classes = [f"toctree-l{level}"]
        classes += ["current"] if name in above else []
        classes += ["has-children"] if env.toctree_includes.get(name) else []
        classes += ["current-page"] if name == pagename else []
        href = "#" if name == pagename else app.builder.get_relative_uri(pagename, name)
        link = f'<a class="reference internal" href="{escape(href)}">{escape(title or env.titles[name].astext())}</a>'
        return f'<li class="{" ".join(classes)}">{link}{listed(name, level + 1) if name in above else ""}</li>\n'

    return listed(app.config.root_doc, 1)


def _below(env: BuildEnvironment, name: str) -> list[tuple[str | None, str]]:
    """The pages below a page in the contents, each with the title that the contents give it, if they do."""
    trees = env.tocs[name].findall(addnodes.toctree) if name in env.toctree_includes else ()
    return [(title, page) for tree in trees for title, page in tree["entries"] if page in env.titles]


def _above(app: Sphinx, name: str) -> set[str]:
    """A page and the pages above it."""
    relations = cast("StandaloneHTMLBuilder", app.builder).relations
    found: set[str] = set()
    at: str | None = name
    while at and at not in found:
        found.add(at)
        at = relations[at][0] if at in relations else None
    return found


def without_index(app: Sphinx) -> None:
    """No index of Sphinx's own: the site's search has another, and this one would take most of a build."""
    cast("StandaloneHTMLBuilder", app.builder).search = False


def frame_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Gives the template what it shows around the text, and takes away what the page does not use."""
    settings = app.config.outreach
    frame = settings["frames"].get(pagename, {})
    body = context.get("body", "")
    # What scrolls sideways can be reached by keyboard.
    body = _OWN_STYLE.sub("", body)
    body = body.replace("<th></th>", "<td></td>")  # pandas leaves the corner above the index empty
    for part in (
        "<pre",
        '<div class="output text_html"',
        '<div class="table-wrapper colwidths-auto docutils container"',
    ):
        body = body.replace(f"{part}>", f'{part} tabindex="0">')
    context["body"] = body
    context["furo_navigation_tree"] = contents(app, pagename)
    context["say"] = settings["phrases"]
    context["kept"] = settings["kept"]
    context["lang"] = settings["lang"]
    context["place"] = frame.get("place", "")
    context["description"] = frame.get("description") or settings["phrases"]["site_description"]
    context["checked"] = frame.get("checked") or settings["checked"]
    context["described"] = _as_data(frame.get("described") or {})
    context["keeping"] = settings["keeping"]
    context["policy"] = policy()
    context["icon"] = settings["icon"]
    context["download"] = frame.get("download", "")
    root = posixpath.normpath(posixpath.relpath(".", posixpath.dirname(pagename) or ".") + "/..")
    context["root"] = root
    here = pagename if pagename in (*settings["pages"], "search", "404") else "index"
    ways = [(one, f"{one['id']}/{here}.html") for one in settings["languages"]]
    context["other_languages"] = [
        {**one, "href": f"{root}/{path}"} for one, path in ways if one["lang"] != settings["lang"]
    ]
    if pagename in settings["singles"]:
        context["single"] = f"../../single/{pagename.split('/')[1]}-{settings['language']}.html"
    if (address := settings["address"]) and pagename != "404":
        context["languages"] = [{**one, "href": f"{address}/{path}"} for one, path in ways]
        context["published"] = f"{address}/{settings['language']}/{here}.html"
        context["picture"] = f"{address}/icons/512.png"
    context["remembers"] = any(f"<{tag}" in body for tag in _REMEMBERED)
    elements = {f"{name}.js" for name in wanted(body, names())}
    used = {_ALWAYS, *elements, *([_MEMORY] if context["remembers"] else [])}
    used |= set(_SEARCH_SCRIPTS) if pagename in ("search", "404") else set()
    context["css_files"] = [css for css in context["css_files"] if _needed(str(css.filename), _STYLES, body)]
    context["script_files"] = [
        script for script in context["script_files"] if PurePosixPath(str(script.filename)).name in used
    ]


def _as_data(found: dict[str, Any]) -> str:
    """A thing as JSON that can stand in a script element."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c") if found else ""


def _needed(filename: str, known: dict[str, str], body: str) -> bool:
    return any(part in filename and needs in body for part, needs in known.items())


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_config_value("outreach_settings", "", "env")
    app.add_config_value("outreach", {}, "")
    # Jupyter Book hands this on to an extension that is not loaded here.
    app.add_config_value("comments_config", {}, "")
    app.add_transform(HeadingIds)
    app.connect("config-inited", _read_settings)
    app.connect("builder-inited", without_index)
    app.connect("html-page-context", without_tree, priority=100)
    app.connect("html-page-context", frame_page, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _read_settings(app: Sphinx, config: Any) -> None:
    config.outreach = json.loads(Path(app.srcdir, config.outreach_settings).read_text("utf-8"))
    app.add_css_file("outreach.css", priority=900)
    app.add_css_file("trainer.css", priority=901)
    app.add_js_file(_ALWAYS, priority=100, loading_method="defer")
    for name in _SEARCH_SCRIPTS:
        app.add_js_file(name, priority=100, loading_method="defer")
    for place, name in enumerate((_MEMORY.removesuffix(".js"), *names())):
        app.add_js_file(f"{name}.js", priority=101 + place, loading_method="defer")
