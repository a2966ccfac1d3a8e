"""Blocks → HTML: native elements that read, print and are searched without any script.

`inline.py` writes the spans, `practice.py` what one does something with; HTML is written nowhere else.

No blank line stands inside a block, so that a block can be put into Markdown as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from outreach.outputs import observing, practice, rounds
from outreach.outputs.inline import anchor, button, figure, link, rich, said
from outreach.outputs.voice import Voice
from outreach.page import (
    Block,
    Card,
    Figure,
    Group,
    Heading,
    Helplines,
    Items,
    Note,
    Observe,
    OwnSheet,
    Page,
    Prose,
    Reference,
    References,
    Round,
    SignOff,
    Steps,
    Table,
    Ticks,
    words,
)

PREVIEW = (96, 136)
"""CSS pixels of the small picture of a sheet."""


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
        case Items(items, ordered, anchors, first):
            tag = "ol" if ordered else "ul"
            begin = f' start="{first}"' if first > 1 else ""
            names = [f' id="{name}"' for name in anchors] or [""] * len(items)
            rows = (f"<li{name}>{rich(item, voice)}</li>" for name, item in zip(names, items, strict=True))
            return f"<{tag}{begin}>{''.join(rows)}</{tag}>"
        case Table():
            return _table(part, voice)
        case Figure():
            caption = f"<figcaption>{escape(part.caption)}</figcaption>" if part.caption else ""
            return f'<figure class="o-figure">{figure(part)}{caption}</figure>'
        case Note():
            return _note(part, voice)
        case Group("pair", inner):
            return f'<div class="o-pair">{blocks(inner, voice)}</div>'
        case Group(_, inner, label, anchor):
            name = f' id="{anchor}"' if anchor else ""
            return f'<details class="o-fold"{name}><summary>{escape(label)}</summary>{blocks(inner, voice)}</details>'
        case Steps():
            return _steps(part, voice)
        case Helplines():
            return practice.helplines(part, voice)
        case Ticks():
            return _ticks(part, voice)
        case SignOff(fields):
            lines = "".join(f"<p><span></span>{escape(field)}</p>" for field in fields)
            return f'<div class="o-sign-off">{lines}</div>'
        case Round(_, _, _, inner, _):
            return rounds.run(part, blocks(inner, voice), voice)
        case Observe():
            return observing.observe(part, _steps(part.steps, voice), voice)
        case OwnSheet():
            return rounds.own(part, voice)
        case Card():
            return _card(part, voice)
        case References(_, entries):
            return f'<ol class="o-references">{"".join(_reference(entry, voice) for entry in entries)}</ol>'
        case _:
            return practice.WRITERS[type(part)](part, voice)


def _class(name: str, wanted: bool) -> str:
    return f' class="{name}"' if wanted else ""


def _reference(entry: Reference, voice: Voice) -> str:
    mark = f'<span id="{escape(entry.id)}"></span>'
    return f'<li id="ref-{escape(anchor(entry.id))}">{mark}{rich(entry.rich, voice)}</li>'


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
    told = said(voice, "ticks-count", "ticks-stop")
    return (
        f'<outreach-ticks class="o-ticks" id="pause-{ticks.id}" role="group" aria-label="{escape(ticks.title)}" {told}>'
        f'<p class="o-ticks-title"><strong>{escape(ticks.title)}</strong></p><ol>{"".join(items)}</ol>'
        '<p class="o-result" role="status"></p><div class="o-tick-tools o-quiet" hidden>'
        f'<span class="o-count"></span> {button(voice, "ticks-clear", "clear")}</div></outreach-ticks>'
    )


def _card(card: Card, voice: Voice) -> str:
    badge = f' <span class="o-badge">{escape(card.badge)}</span>' if card.badge else ""
    text = f"<p>{rich(card.text, voice)}</p>" if card.text else ""
    title = link(card.title, card.target, voice, " download" if card.file else "")
    files = "".join(f"<li>{link(name, target, voice, ' download')}</li>" for name, target in card.files)
    told = f'<p class="o-card-title">{title}{badge}</p>{text}{f"<ul>{files}</ul>" if files else ""}'
    if card.picture:
        width, height = PREVIEW
        source = escape(voice.href(card.picture) or "")
        picture = f'<img src="{source}" alt="" width="{width}" height="{height}" loading="lazy" decoding="async">'
        return f'<div class="o-card o-pictured">{picture}<div>{told}</div></div>'
    return f'<div class="o-card{" o-file" if card.file else ""}">{told}</div>'
