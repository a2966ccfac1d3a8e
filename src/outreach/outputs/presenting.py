"""What a trainer shows to a room → HTML in presenter size: a vote, an ordering race, and elements that pages have too.

`present` is the host of each: it makes everything big, fills the screen, and keeps the notebook's own keys away.
Where no element runs, as on the site, options and steps read with their answers, and a line says where it is live.
"""

from __future__ import annotations

import json
from html import escape
from string import ascii_uppercase

from outreach.outputs.inline import button, figure, rich, said
from outreach.outputs.questions import critical, reason
from outreach.outputs.voice import Voice
from outreach.page import Arrange, Ask, Choice, Movable

HOST, VOTE, RACE = "outreach-presenter", "outreach-vote", "outreach-race"
TEAM_LIMIT = 20
"""Characters of a team's name."""


def present(inner: str, label: str, voice: Voice) -> str:
    """The host of what is shown to a room."""
    return (
        f'<{HOST} class="o-presenter" data-lm-suppress-shortcuts="true" role="group" '
        f'aria-label="{escape(label)}">{inner}'
        f'<p class="o-stage-hand" hidden>{button(voice, "present-full", "full")}</p></{HOST}>'
    )


def vote(part: Ask, voice: Voice) -> str:
    """A question to vote on: lettered options, a field for the hands of each, and the answer folded."""
    say = voice.say
    told = said(
        voice, "vote-first", "vote-second", "vote-share", "vote-count", "vote-change", "vote-changed", "vote-same",
        "vote-sum", "vote-too-many", "vote-again", "vote-back", "present-reveal", "present-cover",
    )  # fmt: skip
    options = "".join(
        _option(letter, choice, voice) for letter, choice in zip(ascii_uppercase, part.choices, strict=False)
    )
    people = ""
    if part.type == "multiple-choice":
        people = f'<p class="o-people" hidden><label>{escape(say("vote-people"))} {_number()}</label></p>'
    reasons = "".join(reason(choice, voice) for choice in part.choices)
    return present(
        f'<{VOTE} class="o-question o-vote" id="vote-{part.id}" data-item="{part.id}" data-type="{part.type}" {told}>'
        f'<p class="o-counter"><span>{escape(say("vote"))} <span class="o-turn-name"></span></span>'
        f"{critical(part.safety_critical, voice)}</p>{_live(voice)}"
        f'<p class="o-stem"><strong>{rich(part.stem, voice)}</strong></p>'
        f'<ul class="o-options o-ballot{_pictures(part)}">{options}</ul>{people}<p class="o-result" role="status"></p>'
        f'<p class="o-buttons" hidden>{button(voice, "present-reveal", "reveal")}'
        f"{button(voice, 'vote-again', 'round')}</p>"
        f'<p class="o-keys o-quiet" hidden>{escape(say("vote-keys"))}</p>'
        f'<details class="o-answers"><summary>{escape(say("show-answers"))}</summary><ul>{reasons}</ul>'
        f'<p class="o-basis">{rich(part.basis, voice)}</p></details></{VOTE}>',
        say("vote"),
        voice,
    )


def _pictures(part: Ask) -> str:
    return " o-drawn" if part.type == "picture-choice" else ""


def _option(letter: str, choice: Choice, voice: Voice) -> str:
    shown = f'<span class="o-picture">{figure(choice.figure, hidden=bool(choice.text))}</span>' if choice.figure else ""
    hands = escape(voice.say("vote-hands", letter=letter))
    bars = "".join(
        f'<p class="o-bar" data-round="{turn}" hidden><span class="o-fill"></span><span class="o-share"></span></p>'
        for turn in (1, 2)
    )
    return (
        f'<li data-option="{choice.id}"><p class="o-choice"><span class="o-letter">{letter}</span> {shown}'
        f"<span>{rich(choice.text, voice)}</span></p>"
        f'<label class="o-hands" hidden><span class="o-unseen">{hands}</span>{_number()}</label>'
        f'<div class="o-bars">{bars}</div></li>'
    )


def _number() -> str:
    return '<input type="text" inputmode="numeric" autocomplete="off" maxlength="4">'


def race(part: Arrange, teams: tuple[str, ...], voice: Voice) -> str:
    """Steps to put in order, lettered as they stand at first; a clock, and a field for each team."""
    say = voice.say
    by_id = {step.id: step for step in part.steps}
    letters = dict(zip(part.start, ascii_uppercase, strict=False))
    steps = "".join(_step(letters[name], by_id[name], voice) for name in part.start)
    rows = "".join(_team(team, voice) for team in teams)
    rules = [
        {"id": rule.id, "before": rule.before, "after": rule.after, "severity": rule.severity} for rule in part.rules
    ]
    why = "".join(f'<li data-reason="{rule.id}">{rich(rule.why, voice)}</li>' for rule in part.rules)
    safe = say("race-safe-order", letters=" ".join(letters[step.id] for step in part.steps))
    told = said(
        voice, "race-start", "race-stop", "race-noted", "race-all-in", "race-unknown", "race-twice", "race-missing",
        "race-rule", "race-fastest", "right", "wrong", "comma", "present-reveal", "present-cover",
    )  # fmt: skip
    return present(
        f'<{RACE} class="o-question o-race" id="race-{part.id}" data-item="{part.id}" '
        f'data-rules="{escape(json.dumps(rules))}" {told}>'
        f'<p class="o-counter"><span>{escape(say("race"))}</span>{critical(part.safety_critical, voice)}</p>'
        f'{_live(voice)}<p class="o-stem"><strong>{rich(part.stem, voice)}</strong></p>'
        f'<ul class="o-options o-lettered">{steps}</ul>'
        f'<p class="o-clock" hidden><span class="o-time" role="timer" aria-label="{escape(say("race-time"))}">0:00'
        f"</span>{button(voice, 'race-start', 'clock')}</p>"
        f'<ul class="o-options o-teams" hidden>{rows}</ul><p class="o-result" role="status"></p>'
        f'<p class="o-safe" hidden>{escape(safe)}</p>'
        f'<p class="o-buttons" hidden>{button(voice, "present-reveal", "reveal")}</p>'
        f'<p class="o-keys o-quiet" hidden>{escape(say("race-keys"))}</p>'
        f'<details class="o-answers"><summary>{escape(say("show-answers"))}</summary><p>{escape(safe)}</p>'
        f"<p>{escape(say('order-rules'))}</p><ul>{why}</ul>"
        f'<p class="o-basis">{rich(part.basis, voice)}</p></details></{RACE}>',
        say("race"),
        voice,
    )


def _step(letter: str, step: Movable, voice: Voice) -> str:
    return (
        f'<li data-step="{step.id}"><p class="o-choice"><span class="o-letter">{letter}</span> '
        f"<span>{rich(step.text, voice)}</span></p></li>"
    )


def _team(team: str, voice: Voice) -> str:
    label = escape(voice.say("race-called", team=team))
    return (
        f'<li data-team="{escape(team)}"><p class="o-called"><span class="o-team">{escape(team)}</span>'
        f'<input type="text" data-letters aria-label="{label}" autocomplete="off" autocapitalize="characters" '
        f'spellcheck="false" maxlength="80"><span class="o-noted"></span><span class="o-verdict"></span></p>'
        '<ul class="o-broken" hidden></ul></li>'
    )


def _live(voice: Voice) -> str:
    return f'<p class="o-live o-quiet">{escape(voice.say("present-live"))}</p>'
