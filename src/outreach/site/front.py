"""The front door at `/`: picks the reader's language by script, and offers all of them without one."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from outreach.library import Library
from outreach.site.book import HTML_LANGUAGES

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{alternates}
<link rel="icon" type="image/svg+xml" href="{base}/_static/icon.svg">
<link rel="stylesheet" href="{base}/_static/outreach.css">
<script src="front.js"></script>
</head>
<body class="o-front">
<main>
<h1>{names}</h1>
<p>{choose}</p>
<ul>
{choices}
</ul>
</main>
</body>
</html>
"""

_SCRIPT = """// Sends the reader on to their language: the one chosen last, else the one the browser asks for first.
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


def write(site: Path, libraries: Mapping[str, Library]) -> None:
    """Writes `index.html` and `front.js` at the site's root."""
    base = next(iter(libraries))
    tags = {language: HTML_LANGUAGES.get(language, language) for language in libraries}
    alternates = "\n".join(
        f'<link rel="alternate" hreflang="{tag}" href="{language}/index.html">' for language, tag in tags.items()
    )
    choices = "\n".join(
        f'<li><a href="{language}/index.html" hreflang="{tags[language]}" lang="{tags[language]}">'
        f"{escape(library.say('language-name'))}</a></li>"
        for language, library in libraries.items()
    )

    def both(phrase: str, between: str) -> str:
        return between.join(
            f'<span lang="{tags[language]}">{escape(library.say(phrase))}</span>'
            for language, library in libraries.items()
        )

    page = _PAGE.format(
        lang=tags[base],
        title=escape(" · ".join(library.say("site-title") for library in libraries.values())),
        alternates=alternates,
        base=base,
        names=both("site-title", " · "),
        choose=both("front-door", " · "),
        choices=choices,
    )
    (site / "index.html").write_text(page, "utf-8")
    (site / "front.js").write_text(_SCRIPT % [*libraries], "utf-8")
