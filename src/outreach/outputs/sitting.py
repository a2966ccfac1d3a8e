"""A test before and after, and the learner's own page → HTML that reads and prints without any script.

Without one the test is two lists of questions with their answers, and the learner's page a map of what there is.
"""

from __future__ import annotations

import json
from html import escape

from outreach.outputs import questions
from outreach.outputs.inline import button, link, rich, said
from outreach.outputs.voice import Voice
from outreach.page import Aim, Course, Form, Progress, Sitting, Studied

RUN = ("run-place", "run-again", "run-next", "run-end", "run-stop")
"""What `elements/run.js` says."""


def sitting(part: Sitting, voice: Voice) -> str:
    """Two parallel forms; the element asks one question at a time, and says by objective what came of it."""
    say = voice.say
    forms = "".join(_form(form, voice) for form in part.forms)
    rows = "".join(_aim(aim, voice) for aim in part.aims)
    told = said(
        voice, *RUN, "test-before", "test-after", "test-result", "test-resume", "test-right", "test-missed",
        "test-who", "test-mastered", "test-not-mastered", "print-elsewhere",
    )  # fmt: skip
    bank = [
        {"id": one.id, "revision": one.revision, "objective": one.objective, "critical": one.safety_critical}
        for one in part.bank
    ]
    letters = "".join(f'<option value="{form.name}">{form.name}</option>' for form in part.forms)
    return (
        f'<outreach-sitting class="o-question o-sitting" id="{part.id}" data-module="{part.module}" '
        f'data-seed="{escape(part.seed)}" data-bank="{escape(json.dumps(bank))}" {told}>'
        f'<p class="o-quiet">{escape(say("test-how"))}</p>'
        f'<div class="o-begin" hidden><p class="o-buttons">{button(voice, "test-begin-before", "before")}</p>'
        f'<p class="o-buttons">{button(voice, "test-begin-after", "after")}</p>'
        f'<p class="o-buttons">{button(voice, "test-resume", "resume", True)}</p>'
        f"<details><summary>{escape(say('test-form'))}</summary><p><label>{escape(say('test-form-which'))} "
        f'<select autocomplete="off"><option value="">{escape(say("test-form-usual"))}</option>{letters}</select>'
        "</label></p></details></div>"
        f'<div class="o-run" hidden></div>{forms}'
        f'<section class="o-summary" hidden><p class="o-label">{escape(say("test-summary"))}</p>'
        f'<p class="o-summary-title"><strong>{escape(part.title)}</strong></p>'
        f'<p class="o-summary-who"></p><p class="o-total"></p><table class="o-aims"><thead><tr>'
        f'<th scope="col">{escape(say("test-objective"))}</th><th scope="col">{escape(say("test-was-before"))}</th>'
        f'<th scope="col">{escape(say("test-was-after"))}</th></tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="o-mastery"></p><p class="o-note o-care">{escape(say("test-no-proof"))}</p>'
        f'<p class="o-buttons">{button(voice, "print-summary", "print")}</p></section>'
        f"{_slip(voice)}"
        f'<p class="o-buttons o-back" hidden>{button(voice, "test-back", "back")}</p></outreach-sitting>'
    )


def _form(form: Form, voice: Voice) -> str:
    cards = "".join(questions.card(asked, voice) for asked in form.asks)
    title = escape(voice.say("test-form-name", form=form.name))
    return (
        f'<section class="o-form" data-form="{form.name}" aria-label="{title}">'
        f'<p class="o-form-title"><strong>{title}</strong></p>{cards}</section>'
    )


def _aim(aim: Aim, voice: Voice) -> str:
    return (
        f'<tr data-objective="{aim.id}"><th scope="row">{rich(aim.text, voice)} '
        f'<span class="o-study">{link(voice.say("test-study", section=aim.title), aim.section, voice)}</span></th>'
        '<td data-test="before"></td><td data-test="after"></td></tr>'
    )


def _slip(voice: Voice) -> str:
    say = voice.say
    told = said(voice, "slip-qr-alt", "slip-too-long")
    return (
        f'<outreach-slip class="o-slip" hidden {told}><p class="o-label">{escape(say("slip"))}</p>'
        f'<p class="o-quiet">{escape(say("slip-how"))}</p>'
        f'<p><label>{escape(say("slip-name"))}<br><input type="text" maxlength="20" autocomplete="off"></label></p>'
        f'<p class="o-buttons">{button(voice, "slip-make", "make")}</p><p class="o-result" role="status"></p>'
        f'<div class="o-made" hidden><p class="o-qr"></p><p class="o-quiet">{escape(say("slip-qr"))}</p>'
        f"{handing('text', 'slip-text', voice)}{handing('json', 'slip-json', voice)}</div></outreach-slip>"
    )


def handing(name: str, phrase: str, voice: Voice) -> str:
    """Text to hand over: a field that shows it, a button that copies it, one that saves it as a file."""
    told = said(voice, "handing-copied", "handing-select")
    return (
        f'<outreach-handing class="o-handing" data-name="{name}" {told}>'
        f'<label>{escape(voice.say(phrase))}<textarea readonly rows="4"></textarea></label>'
        f'<p class="o-buttons o-side">{button(voice, "handing-copy", "copy")}'
        f"{button(voice, 'handing-save', 'save')}</p>"
        f'<p class="o-result" role="status"></p></outreach-handing>'
    )


# --- the learner's own page ------------------------------------------------------------------------------------


def progress(part: Progress, voice: Voice) -> str:
    """Modules with their objectives and questions; the element fills in what this device remembers."""
    say = voice.say
    told = said(
        voice, *RUN, "learning-due", "learning-due-none", "learning-begun", "learning-reached", "learning-to-do",
        "learning-right-on", "learning-missed", "learning-comes", "learning-changed", "learning-mastered",
        "learning-course", "learning-safety", "learning-nothing", "learning-imported", "learning-import-wrong",
        "learning-deleted", "learning-delete-sure", "test-before", "test-after",
    )  # fmt: skip
    courses = "".join(_course(course, voice) for course in part.courses)
    return (
        f'<outreach-progress class="o-progress-page" id="{part.id}" {told}>'
        f'<section class="o-question o-due" hidden aria-label="{escape(say("learning-review"))}">'
        f'<p class="o-label">{escape(say("learning-review"))}</p><p class="o-due-count"></p>'
        f'<p class="o-buttons" hidden>{button(voice, "learning-review-begin", "review")}</p>'
        f'<div class="o-run" hidden></div></section>{courses}'
        f'<section class="o-question o-data" hidden aria-label="{escape(say("learning-data"))}">'
        f'<p class="o-label">{escape(say("learning-data"))}</p><p class="o-quiet">{escape(say("learning-where"))}</p>'
        f"<details><summary>{escape(say('learning-export'))}</summary>"
        f"{handing('json', 'learning-json', voice)}{handing('csv', 'learning-csv', voice)}</details>"
        f"<details><summary>{escape(say('learning-import'))}</summary>"
        f'<label>{escape(say("learning-paste"))}<textarea rows="4" data-field="import"></textarea></label>'
        f'<p><label>{escape(say("learning-file"))} <input type="file" data-field="file"></label></p>'
        f'<p class="o-buttons">{button(voice, "learning-import", "import")}</p></details>'
        f"<details><summary>{escape(say('learning-delete'))}</summary><p>{escape(say('learning-delete-what'))}</p>"
        f'<p class="o-buttons">{button(voice, "learning-delete", "delete")}</p></details>'
        f'<p class="o-result" role="status"></p></section></outreach-progress>'
    )


def _course(course: Course, voice: Voice) -> str:
    say = voice.say
    aims = "".join(
        f'<li data-objective="{aim.id}">{link(aim.title, aim.section, voice)}{escape(say("colon"))}'
        f'{rich(aim.text, voice)} <span class="o-state"></span></li>'
        for aim in course.aims
    )
    asked = "".join(_studied(question, voice) for question in course.questions)
    test = f"<p>{link(say('test-of', module=course.title), course.test, voice)}</p>" if course.test else ""
    count = say("learning-questions", count=len(course.questions))
    return (
        f'<section class="o-course" data-module="{course.id}" aria-labelledby="course-{course.id}">'
        f'<h2 id="course-{course.id}">{link(course.title, f"module:{course.id}", voice)}</h2>'
        f'<p class="o-course-state"></p><ul class="o-goals-list">{aims}</ul>'
        f'<p class="o-label" hidden>{escape(say("learning-tests"))}</p><ul class="o-tests"></ul>{test}'
        f'<details class="o-fold"><summary>{escape(count)}</summary><ul class="o-studied">{asked}</ul></details>'
        "</section>"
    )


def _studied(question: Studied, voice: Voice) -> str:
    mark = " data-critical" if question.safety_critical else ""
    critical = f" {questions.critical(True, voice)}" if question.safety_critical else ""
    return (
        f'<li data-item="{question.id}" data-revision="{question.revision}" '
        f'data-objective="{question.objective}"{mark}>{link(question.name, question.target, voice)}{critical} '
        '<span class="o-state"></span></li>'
    )
