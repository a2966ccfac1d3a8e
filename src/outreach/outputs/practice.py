"""What one does something with → HTML that reads and prints without any script.

Each is one custom element (`TAGS`) around native fields; the element's file only improves them. Questions are written
in `questions.py`, tests and the learner's own page in `sitting.py`; here are branching cases and activities.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import Any

from outreach.outputs import questions, sitting
from outreach.outputs.inline import button, rich, said
from outreach.outputs.voice import Voice
from outreach.page import (
    Breath,
    Check,
    Helplines,
    Lead,
    Mix,
    MixTask,
    Noticed,
    Progress,
    Reflect,
    Sitting,
    Story,
    StoryEnding,
    StoryScene,
    Turn,
    Walk,
)

TAGS: dict[type[Any], str] = {
    **questions.TAGS,
    Story: "outreach-scenario",
    Breath: "outreach-breathing",
    Walk: "outreach-walk-through",
    Check: "outreach-check-in",
    Mix: "outreach-dilution",
    Reflect: "outreach-reflection",
    Sitting: "outreach-sitting",
    Progress: "outreach-progress",
}
"""The custom element that improves each of them."""


# --- a branching case ------------------------------------------------------------------------------------------

_VERDICTS = {0: ("o-danger", "✕ ", "wrong"), 1: ("o-care", "", "not-best"), 2: ("o-now", "✓ ", "right")}


def story(part: Story, voice: Voice) -> str:
    """A branching case: each choice opens to what comes of it and leads on by a link."""
    say = voice.say
    scenes = "".join(_scene(part, scene, voice) for scene in part.scenes)
    endings = "".join(_ending(part, ending, voice) for ending in part.endings)
    return (
        f'<outreach-scenario class="o-question o-scenario" id="s-{part.id}" data-item="{part.id}" '
        f'data-revision="{part.revision}" data-best="{part.best}" '
        f"{said(voice, 'again', 'scenario-your-way', 'scenario-all-best')}>"
        f'<p class="o-counter"><span>{escape(say("scenario"))}</span>'
        f"{questions.critical(part.safety_critical, voice)}</p>"
        f'<p class="o-scenario-title"><strong>{escape(part.title)}</strong></p><p>{rich(part.opening, voice)}</p>'
        f'{scenes}{endings}<div class="o-debrief"><p class="o-label">{escape(say("scenario-debrief"))}</p>'
        f"<p>{rich(part.debrief, voice)}</p>"
        f'<p class="o-basis">{rich(part.basis, voice)}</p></div></outreach-scenario>'
    )


def _scene(part: Story, scene: StoryScene, voice: Voice) -> str:
    turns = "".join(_turn(part, turn, voice) for turn in scene.turns)
    return (
        f'<div class="o-scene" id="s-{part.id}-{scene.id}" data-scene="{scene.id}">'
        f'<p class="o-scene-text">{rich(scene.text, voice)}</p><ul class="o-options">{turns}</ul></div>'
    )


def _turn(part: Story, turn: Turn, voice: Voice) -> str:
    tone, mark, phrase = _VERDICTS[turn.points]
    verdict = f'<span class="o-verdict {tone}">{mark}{escape(voice.say(phrase))}</span>'
    return (
        f'<li data-turn="{turn.id}" data-points="{turn.points}" data-to="{turn.to}"><details>'
        f"<summary>{rich(turn.text, voice)}</summary>"
        f'<div class="o-told">{verdict} <span class="o-reason">{rich(turn.result, voice)}</span> '
        f'<a class="o-go-on" href="#s-{part.id}-{turn.to}">{escape(voice.say("scenario-go-on"))}</a></div>'
        f"</details></li>"
    )


def _ending(part: Story, ending: StoryEnding, voice: Voice) -> str:
    label = voice.say(f"scenario-{ending.outcome}")
    tone = {"good": "now", "mixed": "care", "bad": "danger"}[ending.outcome]
    return (
        f'<div class="o-ending o-note o-{tone}" id="s-{part.id}-{ending.id}" data-scene="{ending.id}" '
        f'data-outcome="{ending.outcome}"><p class="o-label">{escape(label)}{escape(voice.say("colon"))}'
        f"{escape(ending.title)}</p><p>{rich(ending.text, voice)}</p></div>"
    )


def helplines(part: Helplines, voice: Voice) -> str:
    """Numbers to call: a few lines, or each with when it answers and since when."""
    items = []
    for line in part.lines:
        call = f'<a class="o-number" href="tel:{line.number}">{line.number}</a>'
        if part.short:
            items.append(f"<li>{call} <span>{rich(line.what, voice)}</span></li>")
            continue
        since = f'<br><span class="o-quiet">{rich(line.since, voice)}</span>' if line.since else ""
        items.append(
            f"<li>{call} <span><strong>{escape(line.name)}</strong><br>{rich(line.what, voice)}<br>"
            f"{rich(line.hours, voice)}{since}</span></li>"
        )
    short = " o-short" if part.short else ""
    label = escape(part.label)
    return (
        f'<div class="o-helplines{short}" role="group" aria-label="{label}"><p class="o-label">{label}</p>'
        f"<ul>{''.join(items)}</ul></div>"
    )


# --- activities ------------------------------------------------------------------------------------------------


def _activity(tag: str, name: str, lead: Lead, inner: str, attributes: str, voice: Voice) -> str:
    kind = voice.say(f"activity-{tag.removeprefix('outreach-')}")
    return (
        f'<{tag} class="o-question o-activity" id="a-{name}" {attributes}>'
        f'<p class="o-counter"><span>{escape(kind)}</span></p>'
        f'<p class="o-activity-title"><strong>{escape(lead.title)}</strong></p><p>{rich(lead.intro, voice)}</p>'
        f'<p class="o-caution"><strong>{escape(voice.say("activity-caution"))}</strong>{rich(lead.caution, voice)}</p>'
        f'{inner}<p class="o-close">{rich(lead.close, voice)}</p></{tag}>'
    )


def breath(part: Breath, voice: Voice) -> str:
    """Paced breathing: the phases as a list; the element paces them."""
    say = voice.say
    phases = "".join(
        f'<li data-seconds="{phase.seconds}" data-phase="{phase.id}"><strong>{escape(phase.text)}</strong> '
        f"{escape(say('seconds', count=phase.seconds))}</li>"
        for phase in part.phases
    )
    minutes = "".join(
        f'<option value="{count}">{escape(say("minutes", count=count))}</option>' for count in part.minutes
    )
    inner = (
        f'<ol class="o-phases">{phases}</ol>'
        '<div class="o-stage" hidden><div class="o-circle" aria-hidden="true"></div>'
        '<p class="o-phase" aria-hidden="true"></p><p class="o-left o-quiet"></p></div>'
        '<p class="o-announce o-unseen" role="status"></p>'
        f'<p class="o-controls" hidden><label>{escape(say("breathing-how-long"))}<select>{minutes}</select></label>'
        f'<label><input type="checkbox" data-do="sound">{escape(say("breathing-sound"))}</label></p>'
        f'<p class="o-buttons" hidden>{button(voice, "breathing-start", "start")}'
        f"{button(voice, 'activity-stop', 'stop', True)}</p>"
    )
    return _activity(TAGS[Breath], part.id, part.lead, inner, said(voice, "breathing-left", "breathing-done"), voice)


def walk(part: Walk, voice: Voice) -> str:
    """A walk-through: the prompts as a list; the element shows one at a time."""
    steps = "".join(
        f'<li data-step="{step.id}"><strong>{rich(step.text, voice)}</strong>'
        + (f'<span class="o-walk-hint">{rich(step.hint, voice)}</span>' if step.hint else "")
        + "</li>"
        for step in part.steps
    )
    inner = (
        f'<ol class="o-walk-steps">{steps}</ol><p class="o-left o-quiet" role="status" hidden></p>'
        f'<p class="o-buttons" hidden>{button(voice, "walk-start", "start")}{button(voice, "walk-next", "next", True)}'
        f"{button(voice, 'activity-stop', 'stop', True)}</p>"
    )
    return _activity(TAGS[Walk], part.id, part.lead, inner, said(voice, "walk-place"), voice)


def check(part: Check, voice: Voice) -> str:
    """A check-in: ticks in groups, what to do now, and the helplines, whatever was ticked."""
    groups = "".join(
        f"<fieldset><legend>{escape(group.title)}</legend>{_noticed(part, group.signs, voice)}</fieldset>"
        for group in part.groups
    )
    inner = (
        f'<p class="o-quiet">{escape(voice.say("check-in-private"))}</p><div class="o-noticed">{groups}</div>'
        f'<p class="o-buttons" hidden>{button(voice, "check-in-on", "on")}</p>'
        f'<div class="o-plans"><fieldset><legend>{escape(voice.say("check-in-plans"))}</legend>'
        f"{_noticed(part, part.plans, voice)}</fieldset>{helplines(part.helplines, voice)}"
        f'<p class="o-buttons" hidden>{button(voice, "check-in-clear", "clear")}</p></div>'
    )
    return _activity(TAGS[Check], part.id, part.lead, inner, "", voice)


def _noticed(part: Check, signs: tuple[Noticed, ...], voice: Voice) -> str:
    items = "".join(
        f'<li><label><input type="checkbox" value="{sign.id}"><span>{rich(sign.text, voice)}</span></label></li>'
        for sign in signs
    )
    return f'<ul class="o-options">{items}</ul>'


def amount(value: float) -> str:
    """An amount in ml as it is said: one decimal below 100 ml, none where it is nought; half is rounded up."""
    step = Decimal("0.1") if value < 100 else Decimal(1)
    return f"{Decimal(value).quantize(step, ROUND_HALF_UP)}".removesuffix(".0")


def mix(part: Mix, voice: Voice) -> str:
    """A dilution: the table for the common strengths; the element adds the calculator and checks the tasks."""
    say = voice.say
    head = "".join(f'<th scope="col">{escape(say("mix-total", count=total))}</th>' for total in part.totals)
    rows = "".join(
        f'<tr><th scope="row">{strength:g}%</th>'
        + "".join(f"<td>{escape(say('millilitres', count=amount(value)))}</td>" for value in row)
        + "</tr>"
        for strength, row in zip(part.strengths, part.table, strict=True)
    )
    label = say("mix-table", target=part.target)
    fields = "".join(
        f'<label>{escape(say(f"mix-{name}"))}<span><input type="text" inputmode="decimal" data-field="{name}" '
        f'value="{value}" autocomplete="off"> {unit}</span></label>'
        for name, value, unit in (
            ("strength", "", "%"),
            ("total-field", part.totals[0], escape(say("unit-ml"))),
            ("target", part.target, escape(say("unit-mg-l"))),
        )
    )
    tasks = "".join(_task(task, voice) for task in part.tasks)
    words = said(
        voice,
        "mix-answer",
        "mix-not-a-number",
        "mix-too-thin",
        "mix-not-this",
        "mix-too-much",
        "mix-task-right",
        "mix-task-wrong",
    )
    attributes = f'data-limit="{part.limit}" data-strongest="{max(part.strengths):g}" {words}'
    inner = (
        f'<div class="o-mix" hidden><div class="o-fields">{fields}</div>'
        f'<p class="o-buttons">{button(voice, "mix-work-out", "mix")}</p><p class="o-result" role="status"></p></div>'
        f'<div class="o-table" tabindex="0" role="region" aria-label="{escape(label)}">'
        f'<table><caption>{escape(label)}</caption><thead><tr><th scope="col">{escape(say("mix-label-says"))}</th>'
        f"{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<p class="o-quiet">{escape(say("mix-formula"))}</p><p class="o-over">{rich(part.over_limit, voice)}</p>'
        f'<ol class="o-tasks">{tasks}</ol>'
    )
    return _activity(TAGS[Mix], part.id, part.lead, inner, attributes, voice)


def _task(task: MixTask, voice: Voice) -> str:
    answer = voice.say("millilitres", count=amount(task.answer))
    return (
        f'<li data-answer="{task.answer:g}"><label>{rich(task.text, voice)}<span class="o-try" hidden>'
        f'<input type="text" inputmode="decimal" autocomplete="off"> {escape(voice.say("unit-ml"))}</span></label>'
        f'<p class="o-buttons" hidden>{button(voice, "check", "task")}</p><p class="o-result" role="status"></p>'
        f"<details><summary>{escape(voice.say('show-answer'))}</summary><p>{escape(answer)}</p></details></li>"
    )


def reflect(part: Reflect, voice: Voice) -> str:
    """A question without a mark: a field to write in, and what one might think of."""
    say = voice.say
    pointers = "".join(
        f"<li><strong>{rich(pointer.text, voice)}</strong>{' ' if pointer.hint else ''}{rich(pointer.hint, voice)}</li>"
        for pointer in part.pointers
    )
    inner = (
        f'<label class="o-prompt"><span>{rich(part.prompt, voice)}</span>'
        '<textarea rows="4" autocomplete="off"></textarea></label>'
        f'<p class="o-quiet">{escape(say("reflection-private"))}</p><p class="o-result" role="status"></p>'
        f'<p class="o-buttons" hidden>{button(voice, "reflection-keep", "keep")}'
        f"{button(voice, 'reflection-clear', 'clear', True)}</p>"
        f"<details><summary>{escape(say('reflection-pointers'))}</summary><ul>{pointers}</ul></details>"
    )
    told = said(voice, "reflection-kept", "reflection-cleared", "kept-not")
    return _activity(TAGS[Reflect], part.id, part.lead, inner, told, voice)


WRITERS: dict[type[Any], Callable[..., str]] = {
    **questions.WRITERS,
    Story: story,
    Breath: breath,
    Walk: walk,
    Check: check,
    Mix: mix,
    Reflect: reflect,
    Sitting: sitting.sitting,
    Progress: sitting.progress,
}
"""How each of them is written: a block and a voice → HTML."""
