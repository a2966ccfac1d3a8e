"""Blocks → HTML: native elements that read, print and are searched without any script. The only room that writes HTML.

No blank line stands inside a block, so that a block can be put into Markdown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from outreach.outputs.voice import Voice
from outreach.page import (
    Ask,
    Block,
    Card,
    Choice,
    Cite,
    Figure,
    Group,
    Heading,
    Items,
    Link,
    Note,
    Page,
    Prose,
    Reference,
    References,
    Rich,
    SignOff,
    Steps,
    Table,
    Text,
    Ticks,
    words,
)


def rich(spans: Rich, voice: Voice) -> str:
    """Spans as inline HTML."""
    return "".join(_span(span, voice) for span in spans)


def _span(span: Text | Link | Cite, voice: Voice) -> str:
    match span:
        case Text(text, strong):
            return f"<strong>{escape(text)}</strong>" if strong else escape(text)
        case Link(text, target):
            return _link(text, target, voice)
        case Cite(ids):
            marks = ", ".join(
                f'<a href="#ref-{escape(_anchor(identifier))}">{voice.numbers[identifier]}</a>'
                for identifier in ids
                if identifier in voice.numbers
            )
            return f'<sup class="o-cite">{marks}</sup>' if marks else ""


def _link(text: str, target: str, voice: Voice, attributes: str = "") -> str:
    href = voice.href(target)
    return f'<a href="{escape(href)}"{attributes}>{escape(text)}</a>' if href else escape(text)


def _anchor(identifier: str) -> str:
    return identifier.replace(":", "-").replace(".", "-")


def blocks(found: Iterable[Block], voice: Voice) -> str:
    """Blocks as HTML, one after the other, each beginning on a line of its own."""
    return "\n".join(block(part, voice) for part in found)


def block(part: Block, voice: Voice) -> str:
    """One block as HTML."""
    match part:
        case Heading(text, anchor, level):
            return f'<h{level} id="{anchor}">{escape(text)}</h{level}>'
        case Prose(spans, quiet):
            return f"<p{_class('o-quiet', quiet)}>{rich(spans, voice)}</p>"
        case Items(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{rich(item, voice)}</li>' for item in items)}</{tag}>"
        case Table():
            return _table(part, voice)
        case Figure():
            return f'<figure class="o-figure">{figure(part)}</figure>'
        case Note():
            return _note(part, voice)
        case Group("pair", inner):
            return f'<div class="o-pair">{blocks(inner, voice)}</div>'
        case Group(_, inner, label, anchor):
            name = f' id="{anchor}"' if anchor else ""
            return f'<details class="o-fold"{name}><summary>{escape(label)}</summary>{blocks(inner, voice)}</details>'
        case Steps():
            return _steps(part, voice)
        case Ask():
            return _ask(part, voice)
        case Ticks():
            return _ticks(part, voice)
        case SignOff(fields):
            lines = "".join(f"<p><span></span>{escape(field)}</p>" for field in fields)
            return f'<div class="o-sign-off">{lines}</div>'
        case Card():
            return _card(part, voice)
        case References(_, entries):
            return f'<ol class="o-references">{"".join(_reference(entry, voice) for entry in entries)}</ol>'


def _class(name: str, wanted: bool) -> str:
    return f' class="{name}"' if wanted else ""


def _reference(entry: Reference, voice: Voice) -> str:
    mark = f'<span id="{escape(entry.id)}"></span>'
    return f'<li id="ref-{escape(_anchor(entry.id))}">{mark}{rich(entry.rich, voice)}</li>'


def head(page: Page, voice: Voice) -> str:
    """What stands around a page's title: where the reader is above it is `place`; below it the facts and the goal."""
    parts = []
    if page.badge:
        parts.append(f'<p><span class="o-badge">{escape(page.badge)}</span></p>')
    if page.facts:
        parts.append(
            '<p class="o-facts">' + "".join(f"<span>{escape(fact)}</span> " for fact in page.facts).rstrip() + "</p>"
        )
    if page.goal:
        parts.append(f'<p class="o-goal">{rich(page.goal, voice)}</p>')
    return "\n".join(parts)


def place(page: Page, voice: Voice) -> str:
    """Where the reader is: part n of m, as words and as a bar."""
    if page.place is None or not page.place.of:
        return ""
    part, of = page.place.part, page.place.of
    words = voice.say("place-of", label=page.place.label, part=part, of=of)
    # The bar repeats the words for the eye; a drawing needs no style attribute to have its length.
    bar = (
        f'<svg class="o-progress" viewBox="0 0 {of} 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect width="{of}" height="1"/><rect class="o-done" width="{part}" height="1"/></svg>'
    )
    return f'<div class="o-place"><p>{escape(words)}</p>{bar}</div>'


def figure(part: Figure, hidden: bool = False) -> str:
    """A drawing inline; `hidden` where the words beside it already say what it shows."""
    if hidden or not part.alt:
        attributes = 'aria-hidden="true" focusable="false"'
    else:
        attributes = f'role="img" aria-label="{escape(part.alt)}"'
    svg = re.sub(r"\s*\n\s*", "", part.svg)
    svg = re.sub(r'\s(?:width|height)="[^"]*"', "", svg[: svg.index(">")], count=2) + svg[svg.index(">") :]
    return svg.replace("<svg", f"<svg {attributes}", 1)


def _table(table: Table, voice: Voice) -> str:
    header = "".join(f'<th scope="col">{rich(cell, voice)}</th>' for cell in table.header)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{rich(cell, voice)}</th>' if column == 0 else f"<td>{rich(cell, voice)}</td>"
            for column, cell in enumerate(row)
        )
        + "</tr>"
        for row in table.rows
    )
    label = escape(table.name or words(table.header[0]))
    return (
        f'<div class="o-table" tabindex="0" role="region" aria-label="{label}">'
        f"<table><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _note(note: Note, voice: Voice) -> str:
    name = f' id="{note.anchor}"' if note.anchor else ""
    return (
        f'<div class="o-note o-{note.tone}"{name}><p class="o-label">{escape(note.label)}</p>'
        f"{blocks(note.blocks, voice)}</div>"
    )


def _stop(voice: Voice) -> str:
    return f' <span class="o-badge o-stop">{escape(voice.say("stop-item"))}</span>'


def _steps(steps: Steps, voice: Voice) -> str:
    items = []
    for step in steps.steps:
        picture = f'<div class="o-picture">{figure(step.figure)}</div>' if step.figure else ""
        why = f'<p class="o-why">{rich(step.why, voice)}</p>' if step.why else ""
        stop = _stop(voice) if step.stop else ""
        items.append(
            f'<li id="step-{steps.id}-{step.id}">{picture}<div>'
            f'<p class="o-action"><span class="o-number">{step.number}</span> '
            f"<strong>{rich(step.action, voice)}</strong>{stop}</p>{why}</div></li>"
        )
    warning = (
        f'<p class="o-note o-care"><strong class="o-label">{escape(steps.warning)}</strong></p>'
        if steps.warning
        else ""
    )
    return (
        f'<section class="o-steps" id="steps-{steps.id}" aria-label="{escape(steps.title)}">'
        f'<p class="o-steps-title"><strong>{escape(steps.title)}</strong></p>{warning}'
        f'<p class="o-quiet">{rich(steps.source, voice)}</p><ol>{"".join(items)}</ol></section>'
    )


def _ask(ask: Ask, voice: Voice) -> str:
    single = ask.type == "single-choice"
    say = voice.say
    counter = say("exercise", number=ask.number, total=ask.total) if ask.number else say("exercise-alone")
    critical = f'<strong class="o-critical">{escape(say("safety-critical"))}</strong>' if ask.safety_critical else ""
    kind = "radio" if single else "checkbox"
    options = "".join(
        f'<li data-option="{choice.id}"><label><input type="{kind}" name="{ask.id}" value="{choice.id}">'
        f"<span>{rich(choice.text, voice)}</span></label></li>"
        for choice in ask.choices
    )
    reasons = "".join(_reason(choice, voice) for choice in ask.choices)
    endings = "".join(
        f'<p data-say="{name}">{rich(spans, voice)}</p>'
        for name, spans in (("right", ask.right), ("partly", ask.partly), ("wrong", ask.wrong))
        if spans
    )
    say_partly = f' data-partly="{escape(say("partly"))}"'
    return (
        f'<outreach-question class="o-question" id="q-{ask.id}" data-item="{ask.id}" data-revision="{ask.revision}" '
        f'data-type="{ask.type}" data-right="{escape(say("right"))}" data-wrong="{escape(say("wrong"))}"{say_partly} '
        f'data-choose="{escape(say("choose-first"))}">'
        f'<p class="o-counter"><span>{escape(counter)}</span>{critical}</p>'
        f'<fieldset><legend>{rich(ask.stem, voice)}</legend><p class="o-quiet">'
        f"{escape(say('choose-one' if single else 'choose-some'))}</p>"
        f'<ul class="o-options">{options}</ul></fieldset>'
        f'<p class="o-result" role="status"></p>'
        f'<p class="o-buttons" hidden><button type="button" data-do="check">{escape(say("check"))}</button>'
        f'<button type="button" data-do="again" hidden>{escape(say("again"))}</button></p>'
        f'<details class="o-hint"><summary>{escape(say("hint"))}</summary><p>{rich(ask.hint, voice)}</p></details>'
        f'<details class="o-answers"><summary>{escape(say("show-answers"))}</summary>'
        f'<ul>{reasons}</ul><div class="o-endings">{endings}</div>'
        f'<p class="o-basis">{rich(ask.basis, voice)}</p></details></outreach-question>'
    )


def _reason(choice: Choice, voice: Voice) -> str:
    verdict = ("✓ " if choice.right else "✕ ") + voice.say("right" if choice.right else "wrong")
    tone, key = ("o-now", "yes") if choice.right else ("o-danger", "no")
    return (
        f'<li data-option="{choice.id}" data-key="{key}"><strong>{rich(choice.text, voice)}</strong> '
        f'<span class="o-verdict {tone}">{escape(verdict)}</span> '
        f'<span class="o-reason">{rich(choice.feedback, voice)}</span></li>'
    )


def _ticks(ticks: Ticks, voice: Voice) -> str:
    items = []
    for tick in ticks.ticks:
        picture = f'<span class="o-picture">{figure(tick.figure, hidden=True)}</span>' if tick.figure else ""
        stop = _stop(voice) if tick.stop else ""
        name = f"tick-{ticks.id}-{tick.id}"
        items.append(
            f'<li{_class("o-stop-row", tick.stop)}><span class="o-number">{tick.number}</span>'
            f'<input type="checkbox" id="{name}">'
            f'<label for="{name}">{rich(tick.text, voice)}{stop}</label>{picture}</li>'
        )
    return (
        f'<section class="o-ticks" id="pause-{ticks.id}" aria-label="{escape(ticks.title)}">'
        f'<p class="o-ticks-title"><strong>{escape(ticks.title)}</strong></p><ol>{"".join(items)}</ol></section>'
    )


def _card(card: Card, voice: Voice) -> str:
    badge = f' <span class="o-badge">{escape(card.badge)}</span>' if card.badge else ""
    text = f"<p>{rich(card.text, voice)}</p>" if card.text else ""
    link = _link(card.title, card.target, voice, " download" if card.file else "")
    return f'<div class="o-card"><p class="o-card-title">{link}{badge}</p>{text}</div>'
