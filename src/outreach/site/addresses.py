"""Addresses that last: forwarding pages for pages that moved, and the map of all addresses for search engines.

Moves stand in `book/moved.yaml`, old address → new, each below a language's folder and without it:
`checklists/mask.html: checklists/masks.html#fit`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from outreach.faults import OutreachError
from outreach.library import Library
from outreach.outputs.voice import tag
from outreach.site.plain import document
from outreach.site.single import FOLDER as SINGLES

_HEAD = """<meta name="robots" content="noindex">
<link rel="canonical" href="{to}">
<meta http-equiv="refresh" content="2; url={to}">
<script src="{up}moved.js"></script>"""
# A place on the old page is one on the new page too; a refresh alone would lose it.
_SCRIPT = """(function () {
  "use strict";
  var to = document.querySelector("link[rel=canonical]").href;
  location.replace(to.indexOf("#") < 0 ? to + location.hash : to);
}());
"""


def moves(file: Path) -> dict[str, str]:
    """The moves of a project, none where there is no such file. Raises OutreachError for what is not a move."""
    if not file.is_file():
        return {}
    try:
        found = YAML(typ="safe").load(file.read_text("utf-8")) or {}
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OutreachError(f"{file}:{line}: not YAML ({error.problem}); write `old.html: new.html`") from error
    if not isinstance(found, dict):
        raise OutreachError(f"{file}: a list of moves is wanted, one a line: `old.html: new.html`")
    for old, new in found.items():
        for path in (old, new):
            name = str(path).partition("#")[0]
            if not name.endswith(".html") or posixpath.isabs(name) or ".." in name.split("/"):
                raise OutreachError(f"{file}: '{path}' is not an address below a language's folder, as `about.html` is")
    return {str(old): str(new) for old, new in found.items()}


def forward(site: Path, libraries: Mapping[str, Library], moved: Mapping[str, str]) -> None:
    """Writes a page at each old address that leads on to the new one, in each language.

    Raises OutreachError where the old address is a page's, or the new one is nobody's.
    """
    for language, library in libraries.items():
        for old, new in moved.items():
            page = site / language / old
            if page.exists():
                raise OutreachError(f"moved.yaml: '{old}' is the address of a page; take the line away")
            if new.partition("#")[0] in moved or not (site / language / new.partition("#")[0]).is_file():
                raise OutreachError(f"moved.yaml: '{old}' leads to '{new}', where no page is; name the page of today")
            page.parent.mkdir(parents=True, exist_ok=True)
            to = escape(posixpath.relpath(new, posixpath.dirname(old) or "."))
            head = _HEAD.format(to=to, up="../" * (old.count("/") + 1))
            body = f'<p>{escape(library.say("moved"))} <a href="{to}">{to}</a></p>'
            page.write_text(document(language, library.say("site-title"), body, head), "utf-8")
    if moved:
        (site / "moved.js").write_text(_SCRIPT, "utf-8")


def write_map(site: Path, languages: Iterable[str], address: str, moved: Mapping[str, str]) -> None:
    """Writes `sitemap.xml` and `robots.txt`; nothing without an address, since a map of relative ones is none.

    `address` is where the site will be published, without a slash at its end.
    """
    if not address:
        return
    known = tuple(languages)
    rows = []
    for path in sorted((site / known[0]).rglob("*.html")):
        name = path.relative_to(site / known[0]).as_posix()
        if name in moved or name in ("404.html", "search.html") or name.startswith(f"{SINGLES}/"):
            continue
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag(one)}" href="{address}/{one}/{name}"/>' for one in known
        )
        rows += [f"<url><loc>{address}/{one}/{name}</loc>{others}</url>" for one in known]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    (site / "sitemap.xml").write_text("\n".join([head, *rows, "</urlset>\n"]), "utf-8")
    (site / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {address}/sitemap.xml\n", "utf-8")
