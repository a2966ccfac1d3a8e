"""The pages at the site's root: the front door, which picks the reader's language, and the page for what is not there.

Both offer every language without a script. The second is shown at any address, so it loads nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from outreach.library import Library
from outreach.outputs.voice import tag
from outreach.site.plain import document, sign

_BODY = """<main>
<h1>{heading}</h1>
<p>{text}</p>
<ul>
{choices}
</ul>
</main>"""

_DOOR = """// Sends the reader on to their language: the one chosen last, else the one the browser asks for first.
(function () {
  "use strict";
  var known = %s;
  var chosen = null;
  try { chosen = localStorage.getItem("outreach-language"); } catch (blocked) { chosen = null; }
  var wanted = [chosen].concat(navigator.languages || [navigator.language]);
  for (var i = 0; i < wanted.length; i += 1) {
    var language = String(wanted[i] || "").slice(0, 2).toLowerCase();
    if (known.indexOf(language) >= 0) {
      location.replace(language + "/index.html" + location.hash);
      return;
    }
  }
}());
"""

# A server shows this page at the address that was asked for, so it has to find the site's root by itself.
_LOST = """
(function () {
  "use strict";
  var known = %(known)s;
  var parts = location.pathname.split("/");
  for (var i = 1; i < parts.length; i += 1) {
    if (known.indexOf(parts[i]) >= 0) {
      var folder = parts.slice(0, i + 1).join("/");
      location.replace(folder + "/404.html?from=" + encodeURIComponent(parts.slice(i).join("/")));
      return;
    }
  }
}());
"""
_STYLE = """
body { margin: 0; background: #fff; color: #1b2430;
  font: 17px/1.7 -apple-system, "Segoe UI", Roboto, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; }
main { padding: 15vh 16px 16px; max-width: 36em; margin: 0 auto; }
h1 { font-size: 26px; line-height: 1.35; } h1 span, p span { display: block; }
ul { list-style: none; padding: 0; }
li a { display: block; border: 1px solid #7f8a96; border-radius: 10px; padding: 12px 16px; margin: 0 0 12px;
  font-weight: 700; color: #0b6868; text-decoration: none; }
li a:focus-visible { outline: 3px solid #0b6868; outline-offset: 2px; }
@media (prefers-color-scheme: dark) { body { background: #14191f; color: #e6eaee; } li a { color: #5cc7c2; } }
"""


def write(site: Path, libraries: Mapping[str, Library], address: str = "") -> None:
    """Writes `index.html` with `front.js`, and `404.html`, at the site's root.

    `address` is where the site will be published, without a slash at its end; without it `404.html` takes the root of
    its server for the site's.
    """
    base = next(iter(libraries))
    # Search engines take addresses in full only; without one the links on the page say which language is where.
    found = {"x-default": "index.html"} | {tag(language): f"{language}/index.html" for language in libraries}
    rows = (f'<link rel="alternate" hreflang="{one}" href="{address}/{path}">\n' for one, path in found.items())
    alternates = "".join(rows) if address else ""
    head = (
        f'<meta name="description" content="{escape(libraries[base].say("site-description"))}">\n'
        f'{alternates}<link rel="icon" type="image/svg+xml" href="{sign()}">\n'
        '<link rel="apple-touch-icon" href="icons/180.png">\n'
        f'<link rel="manifest" href="{base}/manifest.webmanifest">\n'
        '<script src="front.js"></script>'
    )
    body = _body(libraries, "site-title", _both(libraries, "front-door", " · "), "")
    door = document(base, _title(libraries, "site-title"), body, head, styles=[_STYLE])
    (site / "index.html").write_text(door, "utf-8")
    (site / "front.js").write_text(_DOOR % [*libraries], "utf-8")
    root = f"{urlsplit(address).path}/"
    body = _body(libraries, "not-here", _both(libraries, "not-here-why", " "), root)
    script = _LOST % {"known": [*libraries]}
    lost = document(base, _title(libraries, "not-here"), body, styles=[_STYLE], scripts=[script], alone=True)
    (site / "404.html").write_text(lost, "utf-8")


def _title(libraries: Mapping[str, Library], phrase: str) -> str:
    return " · ".join(library.say(phrase) for library in libraries.values())


def _body(libraries: Mapping[str, Library], heading: str, text: str, root: str) -> str:
    choices = "\n".join(
        f'<li><a href="{root}{language}/index.html" hreflang="{tag(language)}" lang="{tag(language)}">'
        f"{escape(library.say('language-name'))}</a></li>"
        for language, library in libraries.items()
    )
    return _BODY.format(heading=_both(libraries, heading, " "), text=text, choices=choices)


def _both(libraries: Mapping[str, Library], phrase: str, between: str) -> str:
    return between.join(
        f'<span lang="{tag(language)}">{escape(library.say(phrase))}</span>' for language, library in libraries.items()
    )
