"""Questions → HTML that reads and prints without any script: the card, and what each type asks in it.

Each is one custom element around native fields; the element's file only improves them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from outreach.outputs.inline import button, figure, rich, said
from outreach.outputs.voice import Voice
from outreach.page import Arrange, Ask, Choice, Count, Goal, Marked, Mistake, Movable, Piece, Rich, Sort, Write, words

TAGS: dict[type[Any], str] = {
    Ask: "outreach-question",
    Arrange: "outreach-order",
    Sort: "outreach-match",
    Count: "outreach-entry",
    Write: "outreach-entry",
}
"""The custom element that improves each of them; all build on `elements/marked.js`."""


def critical(wanted: bool, voice: Voice) -> str:
    """The mark of an item on which safety depends."""
    return f'<strong class="o-critical">{escape(voice.say("safety-critical"))}</strong>' if wanted else ""


def card(part: Marked, voice: Voice) -> str:
    """A question of any type."""
    return WRITERS[type(part)](part, voice)


def _marked(
    part: Marked,
    name: str,
    inner: str,
    reasons: str,
    voice: Voice,
    attributes: str = "",
    phrases: tuple[str, ...] = ("choose-first",),
) -> str:
    """The card of a question: what all types share around what is asked (`inner`) and why (`reasons`)."""
    say = voice.say
    tag = TAGS[type(part)]
    counter = say("exercise", number=part.number, total=part.total) if part.number else say("exercise-alone")
    endings = "".join(
        f'<p data-say="{name}">{rich(spans, voice)}</p>'
        for name, spans in (("right", part.right), ("partly", part.partly), ("wrong", part.wrong))
        if spans
    )
    sure = "".join(
        f'<label><input type="radio" name="{part.id}-sure" value="{value}">{escape(say(f"sure-{value}"))}</label>'
        for value in (1, 2, 3)
    )
    told = said(
        voice, "right", "partly", "wrong", "not-yet-right", "try-again", "try-again-partly", "comes-again", "once-more",
        *phrases,
    )  # fmt: skip
    extra = (" data-critical" if part.safety_critical else "") + (" data-by-part" if part.by_part else "") + attributes
    return (
        f'<{tag} class="o-question" id="q-{part.id}" data-item="{part.id}" data-revision="{part.revision}" '
        f'data-type="{name}" data-objective="{part.objective}" {told}{extra}>'
        f'<p class="o-counter"><span>{escape(counter)}</span>{critical(part.safety_critical, voice)}</p>'
        f"<fieldset><legend>{rich(part.stem, voice)}</legend>{inner}</fieldset>"
        f'<fieldset class="o-sure" hidden><legend>{escape(say("sure"))}</legend>{sure}</fieldset>'
        f'<p class="o-result" role="status"></p>'
        f'<p class="o-buttons" hidden>{button(voice, "check", "check")}{button(voice, "again", "again", True)}</p>'
        f'<details class="o-hint"><summary>{escape(say("hint"))}</summary><p>{rich(part.hint, voice)}</p></details>'
        f'<details class="o-answers"><summary>{escape(say("show-answers"))}</summary>'
        f'{reasons}<div class="o-endings">{endings}</div>'
        f'<p class="o-basis">{rich(part.basis, voice)}</p></details></{tag}>'
    )


# --- options ---------------------------------------------------------------------------------------------------

_HOW = {
    "single-choice": "choose-one",
    "multiple-choice": "choose-some",
    "picture-choice": "choose-picture",
    "true-false": "choose-statement",
}


def ask(part: Ask, voice: Voice) -> str:
    """A question: its options as native inputs, its reasons in a `<details>`."""
    kind = "checkbox" if part.type == "multiple-choice" else "radio"
    options = "".join(_option(part, choice, kind, voice) for choice in part.choices)
    shape = " o-pictures" if part.type == "picture-choice" else ""
    inner = f'<p class="o-quiet">{escape(voice.say(_HOW[part.type]))}</p><ul class="o-options{shape}">{options}</ul>'
    reasons = f"<ul>{''.join(reason(choice, voice) for choice in part.choices)}</ul>"
    # Of two answers the second try would only be the other one: the refutation comes at once.
    attributes = (' data-tries="1"' if part.type == "true-false" else "") + (" data-shuffle" if part.shuffle else "")
    return _marked(part, part.type, inner, reasons, voice, attributes)


def _option(part: Ask, choice: Choice, kind: str, voice: Voice) -> str:
    shown = ""
    if choice.figure:
        alt = f'<span class="o-unseen">{escape(choice.figure.alt)}</span>'
        shown = f'<span class="o-picture">{figure(choice.figure, hidden=True)}</span>{alt}'
    text = f"<span>{rich(choice.text, voice)}</span>" if choice.text else ""
    fixed = " data-fixed" if choice.fixed else ""
    return (
        f'<li data-option="{choice.id}"{fixed}><label><input type="{kind}" name="{part.id}" value="{choice.id}">'
        f"{shown}{text}</label></li>"
    )


def reason(choice: Choice, voice: Voice) -> str:
    """An option with its verdict and why."""
    verdict = ("✓ " if choice.right else "✕ ") + voice.say("right" if choice.right else "wrong")
    tone, key = ("o-now", "yes") if choice.right else ("o-danger", "no")
    name = rich(choice.text, voice) or escape(choice.figure.alt if choice.figure else "")
    return (
        f'<li data-option="{choice.id}" data-key="{key}"><strong>{name}</strong> '
        f'<span class="o-verdict {tone}">{escape(verdict)}</span> '
        f'<span class="o-reason">{rich(choice.feedback, voice)}</span></li>'
    )


# --- an order --------------------------------------------------------------------------------------------------


def arrange(part: Arrange, voice: Voice) -> str:
    """Steps to put in order, with real buttons; one safe order and the rules stand in a `<details>`."""
    say = voice.say
    by_id = {step.id: step for step in part.steps}
    places = "".join(f'<option value="{n}">{n + 1}</option>' for n in range(len(part.steps)))
    rows = "".join(_movable(by_id[name], number, places, voice) for number, name in enumerate(part.start, 1))
    inner = (
        f'<p class="o-quiet">{escape(say("order-how"))}</p><ol class="o-order">{rows}</ol>'
        '<p class="o-moved o-unseen" role="status"></p>'
    )
    whole = "".join(
        f"<li><strong>{rich(step.text, voice)}</strong> {rich(step.why, voice)}</li>" for step in part.steps
    )
    why = "".join(f'<li data-reason="{rule.id}">{rich(rule.why, voice)}</li>' for rule in part.rules)
    reasons = f"<p>{escape(say('order-one-safe'))}</p><ol>{whole}</ol><p>{escape(say('order-rules'))}</p><ul>{why}</ul>"
    rules = [
        {"id": rule.id, "before": rule.before, "after": rule.after, "severity": rule.severity} for rule in part.rules
    ]
    attributes = f' data-rules="{escape(json.dumps(rules))}"'
    return _marked(part, "order", inner, reasons, voice, attributes, ("choose-first", "order-moved"))


def _movable(step: Movable, number: int, places: str, voice: Voice) -> str:
    name = words(step.text)
    say = voice.say
    moves = "".join(
        f'<button type="button" data-do="{do}" aria-label="{escape(say(f"order-{do}", step=name))}">{sign}</button>'
        for do, sign in (("up", "↑"), ("down", "↓"))
    )
    return (
        f'<li data-step="{step.id}"><span class="o-number">{number}</span>'
        f'<span class="o-step-name">{rich(step.text, voice)}</span>'
        f'<span class="o-moves" hidden>{moves}'
        f'<select aria-label="{escape(say("order-to", step=name))}" autocomplete="off">{places}</select></span></li>'
    )


# --- matching and sorting --------------------------------------------------------------------------------------


def sort(part: Sort, voice: Voice) -> str:
    """Pieces, each with a native choice of goals: a list to choose from, or the categories side by side."""
    say = voice.say
    rows = "".join(f'<li data-piece="{piece.id}">{_piece(part, piece, voice)}</li>' for piece in part.pieces)
    goals = say("comma").join(words(goal.text) for goal in part.goals)
    inner = (
        f'<p class="o-quiet">{escape(say(f"sort-{part.type}"))}</p>'
        f'<p class="o-goals o-quiet">{escape(say("sort-goals", goals=goals))}</p><ol class="o-pieces">{rows}</ol>'
    )
    named = {goal.id: goal.text for goal in part.goals}
    why = "".join(
        f'<li data-piece="{piece.id}" data-to="{piece.to}"><strong>{rich(piece.text, voice)}</strong> → '
        f'<span class="o-goal">{rich(named[piece.to], voice)}</span> '
        f'<span class="o-reason">{rich(piece.feedback, voice)}</span></li>'
        for piece in part.pieces
    )
    return _marked(part, part.type, inner, f"<ul>{why}</ul>", voice, "", ("choose-all-first", "sort-belongs"))


def _piece(part: Sort, piece: Piece, voice: Voice) -> str:
    name = f"{part.id}-{piece.id}"
    if part.type == "match":
        options = "".join(_goal_to_choose(goal) for goal in part.goals)
        first = f'<option value="">{escape(voice.say("sort-choose"))}</option>'
        return (
            f'<label><span class="o-piece">{rich(piece.text, voice)}</span>'
            f'<select name="{name}" autocomplete="off">{first}{options}</select></label>'
        )
    radios = "".join(
        f'<label><input type="radio" name="{name}" value="{goal.id}">{rich(goal.text, voice)}</label>'
        for goal in part.goals
    )
    legend = f'<legend class="o-piece">{rich(piece.text, voice)}</legend>'
    return f'<fieldset>{legend}<span class="o-row">{radios}</span></fieldset>'


def _goal_to_choose(goal: Goal) -> str:
    return f'<option value="{goal.id}">{escape(words(goal.text))}</option>'


# --- a number, a few words -------------------------------------------------------------------------------------


def count(part: Count, voice: Voice) -> str:
    """A number to work out, with its unit."""
    say = voice.say
    if len(part.units) == 1:
        unit = f'<span data-unit="{part.units[0].id}">{escape(part.units[0].name)}</span>'
    else:
        options = "".join(f'<option value="{unit.id}">{escape(unit.name)}</option>' for unit in part.units)
        unit = f'<select aria-label="{escape(say("entry-unit"))}" autocomplete="off">{options}</select>'
    rule = {
        "value": part.value,
        "margin": part.margin,
        "units": {unit.id: {"factor": unit.factor, "forms": unit.forms} for unit in part.units},
        "mistakes": {mistake.id: mistake.answer for mistake in part.mistakes},
    }
    answer = f"{part.value:g} {part.units[0].name}"
    return _entry(part, "number", "decimal", unit, rule, answer, voice)


def write(part: Write, voice: Voice) -> str:
    """A few words to write."""
    rule = {
        "accepted": part.accepted,
        "mistakes": {mistake.id: mistake.answer for mistake in part.mistakes},
        "fold": dict(part.fold),
    }
    return _entry(part, "short-text", "text", "", rule, part.shown, voice)


def _entry(
    part: Count | Write, name: str, mode: str, unit: str, rule: Mapping[str, object], answer: str, voice: Voice
) -> str:
    say = voice.say
    inner = (
        f'<p class="o-entry"><label><span>{escape(say("entry-answer"))}</span>'
        f'<input type="text" inputmode="{mode}" autocomplete="off" autocapitalize="off" spellcheck="false"></label>'
        f"{unit}</p>"
    )
    mistakes = "".join(_mistake(mistake, voice) for mistake in part.mistakes)
    listed = f'<p class="o-mistakes-label">{escape(say("entry-mistakes"))}</p><ul>{mistakes}</ul>' if mistakes else ""
    reasons = (
        f'<div class="o-key"><p><strong>{escape(say("entry-right", answer=answer))}</strong></p>'
        f"<p>{rich(part.solution, voice)}</p></div>{listed}"
    )
    attributes = f' data-rule="{escape(json.dumps(rule, ensure_ascii=False))}"'
    phrases = ("entry-first", "entry-no-number") if name == "number" else ("entry-first",)
    return _marked(part, name, inner, reasons, voice, attributes, phrases)


def _mistake(mistake: Mistake, voice: Voice) -> str:
    shown = f"{mistake.answer:g}" if isinstance(mistake.answer, float) else str(mistake.answer)
    return f'<li data-mistake="{mistake.id}"><strong>{escape(shown)}</strong> {_why(mistake.feedback, voice)}</li>'


def _why(feedback: Rich, voice: Voice) -> str:
    return f'<span class="o-reason">{rich(feedback, voice)}</span>'


WRITERS: dict[type[Any], Callable[..., str]] = {Ask: ask, Arrange: arrange, Sort: sort, Count: count, Write: write}
"""How each type is written: a block and a voice → HTML."""
