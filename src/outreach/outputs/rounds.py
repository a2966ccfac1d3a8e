"""A checklist on screen → HTML: a round of ticking with its record, and the sheet that an organisation makes its own.

Without a script the items read, and are ticked and printed as they stand; everything else is hidden until it works.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from outreach.outputs.inline import button, said
from outreach.outputs.scripts import address
from outreach.outputs.sheet import CONTACT_LIMIT, Imprint, data, without_address
from outreach.outputs.sitting import handing
from outreach.outputs.voice import Voice
from outreach.page import OwnSheet, Page, Round

NAME_LIMIT = 40
OWN_LIMIT = 80
ORGANISATION_LIMIT = 60
_SHOWN = (
    "lang", "title", "number", "badge", "facts", "when", "warnings", "stop", "own", "pauses", "anytime-first",
    "anytime-label", "anytime", "sign-off", "remark", "sources",
)  # fmt: skip
"""What of a printed sheet a browser needs to set it anew; drawings it takes from the page."""


def run(part: Round, inner: str, voice: Voice) -> str:
    """A checklist to go through: its items, who signs, the record, and the records of earlier rounds."""
    say = voice.say
    told = said(
        voice, "round-begun", "round-not-begun", "round-nothing", "round-open", "round-stop", "round-unsigned",
        "round-once-more", "round-made", "round-all", "round-some", "round-stopped", "round-left", "round-not-ticked",
        "round-past", "round-not-kept", "round-delete", "round-deleted", "round-item", "learning-delete-sure", "colon",
        "comma", "stop-item", "current-code",
    )  # fmt: skip
    fields = "".join(
        f'<label>{escape(label)}<input type="text" data-role="{role}" maxlength="{NAME_LIMIT}" autocomplete="off">'
        "</label>"
        for role, label in part.roles
    )
    return (
        f'<outreach-round class="o-round" id="round-{part.id}" {_sheet(part.sheet, part.id, part.revision)} {told}>'
        f'{inner}<figure class="o-current"></figure>'
        f'<section class="o-question o-round-end" aria-label="{escape(say("round-end"))}" hidden>'
        f'<p class="o-label">{escape(say("round-end"))}</p><p class="o-round-state"></p>'
        f'<div class="o-signs">{fields}</div>'
        f'<p class="o-buttons">{button(voice, "round-finish", "finish")}</p><p class="o-result" role="status"></p>'
        f'<div class="o-made" tabindex="-1" hidden>{handing("text", "round-text", voice)}'
        f"<details><summary>{escape(say('round-files'))}</summary>{handing('json', 'round-json', voice)}"
        f"{handing('csv', 'round-csv', voice)}</details></div>"
        f'<details class="o-past" hidden><summary></summary><ul></ul>'
        f'<p class="o-buttons o-side">{button(voice, "round-delete-all", "delete")}</p></details>'
        f'<p class="o-quiet">{escape(say("round-where"))}</p></section></outreach-round>'
    )


def _sheet(page: Page, name: str, revision: int) -> str:
    """The checklist that is ticked, as its element knows it."""
    found = {
        "id": name,
        "number": page.number,
        "title": page.title,
        "revision": revision,
        "facts": list(page.facts),
        "language": page.language,
        "code": without_address(page),
    }
    return f'data-sheet="{escape(json.dumps(found, ensure_ascii=False))}"'


def own(part: OwnSheet, voice: Voice) -> str:
    """The sheet to make one's own, folded: its element comes when the fold is opened."""
    say = voice.say
    found = data(part.sheet, voice, Imprint())
    sheet: dict[str, Any] = {key: found[key] for key in _SHOWN} | {"id": part.id, "code": without_address(part.sheet)}
    for item in (item for pause in sheet["pauses"] for item in pause["items"]):
        for needless in ("number", "picture", "alt", "why", "own", "also"):
            del item[needless]
    told = said(
        voice, "own-invisible", "own-logo-kind", "own-logo-large", "own-logo-broken",
        "own-logo-kept", "own-empty", "own-all-out", "own-last", "own-after", "own-remove", "own-taken",
        "own-take-wrong", "own-newer", "own-not-kept", "own-print-elsewhere", "own-reset-done", "without-stop",
        "own-added", "own-left-out", "list-comma", "stop-item", "own-item", "current-code", "learning-delete-sure",
        "desk-organisation", "desk-contact", "own-text-of-item",
    )  # fmt: skip
    shown = escape(json.dumps(sheet, ensure_ascii=False))
    return (
        f'<outreach-later class="o-later" data-script="{address("outreach-own")}" data-element="outreach-own" '
        f'{said(voice, "later-failed")} hidden><details class="o-own-fold"><summary>{escape(say("own-fold"))}</summary>'
        f'<p class="o-result" role="status"></p>'
        f'<div class="o-question o-own" id="own-{part.id}" data-sheet="{shown}" {told}>'
        f'<p class="o-quiet">{escape(say("own-how"))}</p>{_imprint(voice)}{_items(voice)}'
        f'<p class="o-result" role="status"></p>'
        f'<p class="o-label">{escape(say("own-preview"))}</p><div class="o-own-preview"></div>'
        f'<p class="o-buttons">{button(voice, "own-print", "print")}</p><p class="o-elsewhere o-quiet"></p>'
        f"{_settings(voice)}</div></details></outreach-later>"
    )


def _imprint(voice: Voice) -> str:
    """Whose sheet it is."""
    say = voice.say
    return (
        f'<label>{escape(say("desk-organisation"))}<input type="text" data-field="organisation" autocomplete="off" '
        f'maxlength="{ORGANISATION_LIMIT}"></label>'
        f'<label>{escape(say("desk-contact"))}<input type="text" data-field="contact" autocomplete="off" '
        f'maxlength="{CONTACT_LIMIT}"></label>'
        f'<label>{escape(say("own-logo"))}<input type="file" data-field="logo" accept="image/*"></label>'
        f'<p class="o-own-logo" hidden><img alt=""> {button(voice, "own-logo-remove", "logo")}</p>'
    )


def _items(voice: Voice) -> str:
    """Which items stand on it, and which are added."""
    say = voice.say
    return (
        f'<fieldset class="o-own-items"><legend>{escape(say("own-items"))}</legend><ul></ul></fieldset>'
        f"<fieldset><legend>{escape(say('own-add'))}</legend>"
        f'<label>{escape(say("own-text-of-item"))}<input type="text" data-field="text" autocomplete="off" '
        f'maxlength="{OWN_LIMIT}"></label>'
        f'<label>{escape(say("own-place"))}<select data-field="after"></select></label>'
        f'<p class="o-buttons o-side">{button(voice, "own-put", "add")}</p></fieldset>'
    )


def _settings(voice: Voice) -> str:
    """What was chosen, to hand on and to take in."""
    say = voice.say
    return (
        f"<details><summary>{escape(say('own-hand'))}</summary>"
        f"{handing('text', 'own-text', voice)}{handing('json', 'own-json', voice)}{handing('yaml', 'own-yaml', voice)}"
        f"</details><details><summary>{escape(say('own-take'))}</summary>"
        f'<label>{escape(say("learning-paste"))}<textarea rows="4" data-field="import"></textarea></label>'
        f'<p><label>{escape(say("learning-file"))} <input type="file" data-field="file"></label></p>'
        f'<p class="o-buttons o-side">{button(voice, "own-take-in", "import")}</p></details>'
        f'<p class="o-buttons o-side">{button(voice, "own-reset", "reset")}</p>'
        f'<p class="o-result" role="status"></p>'
    )
