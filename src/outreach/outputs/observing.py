"""A procedure under an observer's eyes → HTML: its steps as they read, and what the element works with.

Without a script the steps and the rules read and print as they stand; everything else is hidden until it works.
"""

from __future__ import annotations

import json
from html import escape

from outreach.outputs.inline import button, said
from outreach.outputs.sitting import handing
from outreach.outputs.voice import Voice
from outreach.page import Observe, words

NAME_LIMIT = 20
STATES = {"done": "✓", "late": "△", "wrong": "✕", "missed": "○"}
"""What an observer says of a step, each with its sign; the keys 1 to 4 in this order."""


def observe(part: Observe, steps: str, voice: Voice) -> str:
    """The step that is due, what to say of it, who is seen by whom, and the record to hand on; `steps` as they read."""
    say = voice.say
    told = said(
        voice, "walk-place", "stop-item", "observe-done", "observe-late", "observe-wrong", "observe-missed",
        "observe-rule", "observe-broken", "observe-reminder", "observe-stop", "observe-passed", "observe-all-done",
        "observe-again", "observe-name-first", "observe-past", "observe-qr-alt", "observe-not-passed", "comma", "colon",
    )  # fmt: skip
    rules = [
        {"id": one.id, "before": one.before, "after": one.after, "why": words(one.why), "severity": one.severity}
        for one in part.rules
    ]
    sheet = {"procedure": part.id, "title": part.title, "revision": part.revision, "rules": rules}
    states = "".join(
        f'<button type="button" data-state="{state}" aria-keyshortcuts="{key}"><span aria-hidden="true">{sign}</span> '
        f'{escape(say(f"observe-{state}"))} <kbd aria-hidden="true">{key}</kbd></button>'
        for key, (state, sign) in enumerate(STATES.items(), 1)
    )
    return (
        f'<outreach-observe class="o-question o-trainer o-observe" id="observe-{part.id}" '
        f'data-sheet="{escape(json.dumps(sheet, ensure_ascii=False))}" {told}>{steps}'
        f'<div class="o-observe-run" hidden><div class="o-signs">{_field("learner", "name", voice)}'
        f"{_field('observer', 'observer', voice)}</div>"
        f'<section class="o-observe-now" aria-label="{escape(say("observe-step"))}">'
        '<p class="o-counter"><span class="o-observe-place"></span><span class="o-badge o-stop"></span></p>'
        '<div class="o-observe-step"><div class="o-picture"></div>'
        f'<div><p class="o-quiet">{escape(say("observe-aloud"))}</p>'
        '<p class="o-observe-action"></p><p class="o-why o-quiet"></p></div></div>'
        f'<p class="o-buttons o-side">{button(voice, "observe-speak", "speak", True)}</p>'
        f'<div class="o-observe-states" role="group" aria-label="{escape(say("observe-how-it-went"))}">{states}</div>'
        f"<details><summary>{escape(say('observe-pick'))}</summary><ul></ul></details></section>"
        '<div class="o-observe-told" role="alert"></div><p class="o-unseen" role="status"></p>'
        '<section class="o-observe-end" tabindex="-1" hidden><p class="o-observe-verdict"></p><ul></ul>'
        f'<p class="o-observe-name"></p><div class="o-made">{handing("text", "observe-text", voice)}'
        f"<details><summary>{escape(say('round-files'))}</summary>{handing('json', 'slip-json', voice)}</details>"
        f'<p class="o-qr"></p></div><p class="o-buttons">{button(voice, "observe-next", "next")}</p></section>'
        f'<p class="o-buttons o-side">{button(voice, "observe-undo", "undo")}</p><ol class="o-observe-seen"></ol>'
        f'<details class="o-observe-past" hidden><summary></summary><ul></ul>'
        f"{handing('all', 'observe-all-text', voice)}</details>"
        f'<p class="o-quiet">{escape(say("observe-meaning"))}</p>'
        f'<p class="o-quiet">{escape(say("observe-where"))}</p></div></outreach-observe>'
    )


def _field(phrase: str, name: str, voice: Voice) -> str:
    return (
        f'<label>{escape(voice.say(f"observe-{phrase}"))}<input type="text" data-field="{name}" '
        f'maxlength="{NAME_LIMIT}" autocomplete="off"></label>'
    )
