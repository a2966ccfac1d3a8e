"""A deck → one HTML file with reveal.js in it: opens from disk, asks no other host, speaks from notes.

What stands on a slide is set as large as fits, never below 28 px at 1280 × 720; a list too long for that goes on on
another slide. Without a script the slides stand below each other.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

import segno

from outreach.faults import OutreachError
from outreach.outputs.fitting import fitted
from outreach.outputs.html import blocks as written
from outreach.outputs.inline import figure, rich
from outreach.outputs.policy import digest, policy
from outreach.outputs.scripts import ELEMENTS, minified
from outreach.outputs.sheet import Imprint
from outreach.outputs.voice import Say, Voice, tag
from outreach.page import (
    Block,
    Deck,
    Items,
    Prose,
    References,
    Slide,
    Steps,
    Vote,
    words,
)

HERE = Path(__file__).parent
_SPEAKER = {
    "Loading speaker view...": "workshop-slide-loading",
    ">Upcoming<": "workshop-slide-upcoming",
    ">Time <": "workshop-slide-time",
    ">Click to Reset<": "workshop-slide-reset",
    ">Notes<": "workshop-slide-notes",
    "'Layout'": "workshop-slide-layout",
    "'Default'": "workshop-slide-default",
    "'Wide'": "workshop-slide-wide",
    "'Tall'": "workshop-slide-tall",
    "'Notes only'": "workshop-slide-only",
}
"""What the speaker's window of reveal.js says, and the phrase that says it in the deck's language."""


@dataclass(frozen=True)
class _Runtime:
    """What of reveal.js stands in a deck: scripts in order, styles, and what the speaker's window has inline."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    speaker: str


def html(deck: Deck, say: Say, imprint: Imprint, href: Callable[[str], str | None]) -> str:
    """The deck as one HTML document. `href` leads to the published site, or nowhere (None)."""
    numbers = {entry.id: number for number, entry in enumerate(deck.references, 1)}
    voice = Voice(say, href, numbers)
    runtime = _runtime(say)
    shown = "\n".join(_slides(deck, voice, imprint))
    told = {name: say(f"workshop-slide-{name}") for name in ("next", "previous", "resume", "notes")}
    tokens = (ELEMENTS / "tokens.css").read_text("utf-8")
    styles = [*runtime.styles, tokens, (HERE / "slides.css").read_text("utf-8")]
    scripts = [*runtime.scripts, minified((HERE / "slides.js").read_text("utf-8"))]
    rules = _policy(runtime, scripts, styles)
    style = "".join(f"<style>{text}</style>\n" for text in styles)
    script = "".join(f"<script>{text}</script>\n" for text in scripts)
    return f"""<!doctype html>
<html lang="{tag(deck.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{rules}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(deck.title)}</title>
<link rel="icon" href="data:,">
{style}</head>
<body data-theme="light">
<main>
<div class="o-deck" data-words="{escape(json.dumps(told, ensure_ascii=False))}">
<div class="slides o-slides">
{shown}
</div>
</div>
</main>
{script}</body>
</html>
"""


def _policy(runtime: _Runtime, scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The deck's own policy; the speaker's window inherits it and shows the deck in frames, also from disk."""
    inside = re.findall(r"<script>(.*?)</script>", runtime.speaker, re.DOTALL)
    looks = re.findall(r"<style>(.*?)</style>", runtime.speaker, re.DOTALL)
    paper = [
        "@page{size:1280px 720px; margin: 0px;}",
        ".reveal section>img, .reveal section>video, .reveal section>iframe{max-width: 1280px; max-height:720px}",
    ]
    rules = policy([*scripts, *inside], [*styles, *looks, *paper], alone=True, frames=["'self'", "file:"])
    attributes = dict.fromkeys(re.findall(r' style="([^"]*)"', runtime.speaker))
    named = " ".join(["'unsafe-hashes'", *map(digest, attributes)])
    return rules.replace("style-src ", f"style-src {named} ", 1)


def _slides(deck: Deck, voice: Voice, imprint: Imprint) -> Iterator[str]:
    for slide in deck.slides:
        for place, (part, size, title) in enumerate(fitted(slide, deck.language)):
            shown = replace(part, id=f"{slide.id}-{place + 1}" if place else slide.id)
            if place:
                shown = replace(shown, title=voice.say("workshop-slide-continued", title=slide.title, place=place + 1))
            yield _opening(shown, voice, imprint) if slide.opening else _slide(shown, size, title, voice)


def _opening(slide: Slide, voice: Voice, imprint: Imprint) -> str:
    words_of = "".join(f"<p>{rich(block.rich, voice)}</p>" for block in slide.blocks if isinstance(block, Prose))
    owner = "".join(f"<span>{escape(part)}</span>" for part in (imprint.organisation, imprint.contact) if part)
    if imprint.logo is not None:
        kind = "image/svg+xml" if imprint.logo.format == "svg" else "image/png"
        content = base64.b64encode(imprint.logo.content).decode()
        owner = f'<img src="data:{kind};base64,{content}" alt="">{owner}'
    owned = f'<p class="o-owner">{owner}</p>' if owner else ""
    return (
        f'<section id="{slide.id}" class="o-first"><p class="o-kind">{escape(slide.label)}</p>'
        f"<h1>{escape(slide.title)}</h1>{words_of}{owned}{_notes(slide, voice)}</section>"
    )


def _slide(slide: Slide, size: int, title: int, voice: Voice) -> str:
    kind = f'<p class="o-kind">{escape(slide.label)}</p>' if slide.label else ""
    found = "".join(_block(block, slide.stepwise, voice) for block in slide.blocks)
    body = f'<div class="o-words o-size-{size}">{found}</div>'
    if slide.code:
        body = f'<div class="o-beside">{body}{_code(slide.code, voice)}</div>'
    return (
        f'<section id="{slide.id}">{kind}<h2 class="o-title-{title}">{escape(slide.title)}</h2>'
        f"{body}{_notes(slide, voice)}</section>"
    )


def _notes(slide: Slide, voice: Voice) -> str:
    # What the notes cite stands in the guide; here it would be a number without its source.
    return f'<aside class="notes">{written(slide.notes, replace(voice, numbers={}))}</aside>' if slide.notes else ""


def _code(address: str, voice: Voice) -> str:
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2, dark="#000", light="#fff")
    label = escape(voice.say("workshop-code", address=address))
    drawn = drawn.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
    drawn = re.sub(r' width="(\d+)" height="(\d+)"', r' viewBox="0 0 \1 \2"', drawn, count=1)
    return f"<figure>{drawn}<figcaption>{escape(address)}</figcaption></figure>"


def _block(block: Block | Vote, stepwise: bool, voice: Voice) -> str:
    match block:
        case Items(items, ordered, _, first) if stepwise:
            kind = "ol" if ordered else "ul"
            begin = f' start="{first}"' if first > 1 else ""
            rows = "".join(f'<li class="fragment">{rich(item, voice)}</li>' for item in items)
            return f"<{kind}{begin}>{rows}</{kind}>"
        case Vote():
            return _vote(block, voice)
        case Steps():
            return _steps(block, voice)
        case References(_, entries):
            first = voice.numbers[entries[0].id]
            rows = "".join(f"<li>{rich(entry.rich, voice)}</li>" for entry in entries)
            return f'<ol class="o-references" start="{first}">{rows}</ol>'
        case _:
            return written((block,), voice)


def _vote(vote: Vote, voice: Voice) -> str:
    drawn = any(line.figure for line in vote.lines)
    rows = []
    for line in vote.lines:
        right = vote.open and line.right
        sign = f'<span class="o-sign">{escape(voice.say("test-right"))}</span>' if right else ""
        picture = figure(line.figure) if line.figure else ""
        text = f"<span>{rich(line.text, voice)}</span>" if line.text and not drawn else ""
        mark = ' class="o-right"' if right else ""
        rows.append(f'<li{mark}><span class="o-letter">{line.letter}</span>{picture}{text}{sign}</li>')
    look = f"o-choices{' o-drawn' if drawn else ''}{' o-marked' if vote.open else ''}"
    choices = f'<ol class="{look}">{"".join(rows)}</ol>' if rows else ""
    if not vote.open:
        return f'<p class="o-stem">{rich(vote.stem, voice)}</p>{choices}'
    answer = escape(voice.say("workshop-answer", answer=vote.answer))
    basis = f'<p class="o-basis">{escape(words(vote.basis))}</p>' if vote.basis else ""
    return f'{choices}<p class="o-why"><strong>{answer}</strong>{rich(vote.why, voice)}</p>{basis}'


def _steps(steps: Steps, voice: Voice) -> str:
    rows = []
    for step in steps.steps:
        picture = figure(step.figure, hidden=True) if step.figure else ""
        stop = f' <span class="o-stop">{escape(voice.say("stop-item"))}</span>' if step.stop else ""
        number = f'<span class="o-number">{step.number}</span>'
        rows.append(f"<li>{picture}{number} {rich(step.action, voice)}{stop}</li>")
    return f'<ol class="o-grid">{"".join(rows)}</ol>'


def _runtime(say: Say) -> _Runtime:
    """reveal.js with its notes, the speaker's window in the deck's language."""
    folder = _folder()
    notes, speaker = _read("plugin/notes/notes.js", folder), ""
    quoted = re.search(r'document\.write\(("(?:[^"\\]|\\.)*")\)', notes)
    if quoted is None:
        raise OutreachError("the notes of reveal.js are not as they were; install the version of the lock file")
    speaker = _unquoted(quoted[1])
    for text, phrase in _SPEAKER.items():
        said = say(phrase)
        kept = (
            f"'{_plain(said)}'" if text.startswith("'") else re.sub(r"[^<> ][^<>]*[^<> ]", _plain(said), text, count=1)
        )
        speaker = speaker.replace(text, kept, 1)
    written_again = json.dumps(speaker, ensure_ascii=False).replace("</", "<\\/").replace("<!--", "\\x3c!--")
    notes = notes[: quoted.start(1)] + written_again + notes[quoted.end(1) :]
    styles = (_read("dist/reset.css", folder), _read("dist/reveal.css", folder))
    return _Runtime((_read("dist/reveal.js", folder), notes), styles, speaker)


def _plain(text: str) -> str:
    return escape(text.replace("'", "’"))


def _unquoted(literal: str) -> str:
    """A JavaScript string of the bundle as text."""
    plain = re.sub(r"\\x([0-9a-f]{2})", lambda found: f"\\u00{found[1]}", literal).replace("\\'", "'")
    found: str = json.loads(plain)
    return found


@cache
def _folder() -> Path:
    found = find_spec("sphinx_revealjs")
    if found is None or found.origin is None:
        raise OutreachError("slides need the package sphinx-revealjs; install outreach again")
    return Path(found.origin).parent / "_static" / "revealjs"


def _read(name: str, folder: Path) -> str:
    # A link to a map of the source would be asked for by a browser's tools.
    return re.sub(r"\n//# sourceMappingURL=\S+", "", (folder / name).read_text("utf-8"))
