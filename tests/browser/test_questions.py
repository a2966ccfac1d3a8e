"""Questions in a real Chromium: two tries, reasons that teach, an order by keyboard alone; they mark as Python does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from outreach.kinds import question as question_kind
from outreach.marking import broken_rules, ordered, outcome
from outreach.outputs import html
from outreach.outputs.voice import Voice
from outreach.page import Page as Waist
from outreach.records import Ordering, Question

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("learning")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
DOFFING = "modules/ppe-protocol/doffing.html"


def scripts(site: Path, *names: str) -> str:
    return "".join(f"<script>{(site / 'zh' / '_static' / name).read_text('utf-8')}</script>" for name in names)


def shown(page: Page, site: Path, library, items) -> None:
    """Questions on a page of their own, with their elements."""
    asks = tuple(question_kind.ask(library, item) for item in items)
    voice = Voice.of(Waist("module:ppe-protocol", "zh", "x", asks), library.say)
    code = scripts(site, "marked.js", "outreach-question.js", "outreach-order.js")
    page.set_content(f"<!doctype html><body>{html.blocks(asks, voice)}{code}</body>")


# --- marking ---------------------------------------------------------------------------------------------------


def responses(item: Question) -> Iterator[tuple[str, ...]]:
    ids = [option.id for option in item.options]
    if item.type != "multiple-choice":
        return iter((identifier,) for identifier in ids)
    return chain.from_iterable(combinations(ids, size) for size in range(1, len(ids) + 1))


def test_choices_are_marked_as_python_marks_them(visit, libraries, site: Path) -> None:
    """Every question, every response that can be given."""
    library = libraries["zh"]
    items = [item for item in library.questions.values() if isinstance(item, Question)]
    page = visit(390).page
    shown(page, site, library, items)
    marked = page.evaluate(
        """(cases) => cases.map(([item, response]) => {
            const card = document.getElementById("q-" + item);
            const inputs = card.querySelectorAll(".o-options input");
            for (const input of inputs) input.checked = response.includes(input.value);
            card.querySelector("[data-do=check]").click();
            const outcome = card.dataset.outcome;
            card.querySelector("[data-do=again]").click();
            return outcome;
        })""",
        cases := [[item.id, list(response)] for item in items for response in responses(item)],
    )
    assert len(cases) > 500
    assert marked == [outcome(library.questions[item], response) for item, response in cases]


def test_orders_are_marked_as_python_marks_them(visit, libraries, site: Path) -> None:
    """The order given, orders that differ from it by a step or two, and orders by chance."""
    library = libraries["zh"]
    items = [item for item in library.questions.values() if isinstance(item, Ordering)]
    assert len(items) >= 3
    dice = random.Random(7)
    cases = []
    for item in items:
        given = [step.id for step in library.sequences[item.sequence].steps]
        cases.append([item.id, given])
        for first, later in combinations(range(len(given)), 2):
            swapped = list(given)
            swapped[first], swapped[later] = swapped[later], swapped[first]
            cases.append([item.id, swapped])
        cases += [[item.id, dice.sample(given, len(given))] for _ in range(100)]
    page = visit(390).page
    shown(page, site, library, items)
    marked = page.evaluate(
        """(cases) => cases.map(([item, order]) => {
            const card = document.getElementById("q-" + item);
            order.forEach((step, place) => {
                const select = card.querySelector(`[data-step="${step}"] select`);
                select.value = String(place);
                select.dispatchEvent(new Event("change", { bubbles: true }));
            });
            card.querySelector("[data-do=check]").click();
            if (card.dataset.outcome !== "right") card.querySelector("[data-do=check]").click();
            const told = [...card.querySelectorAll(".o-broken li")].map((line) => line.dataset.rule);
            const outcome = card.dataset.outcome;
            card.querySelector("[data-do=again]").click();
            return [outcome, told.sort()];
        })""",
        cases,
    )
    assert {outcome for outcome, _ in marked} == {"right", "wrong"}
    for (item, order), (found, told) in zip(cases, marked, strict=True):
        sequence = library.sequences[library.questions[item].sequence]
        assert found == ordered(sequence, order), (item, order)
        assert told == sorted(rule.id for rule in broken_rules(sequence, order)), (item, order)


# --- two tries -------------------------------------------------------------------------------------------------


def answer(card: Locator, *options: str) -> None:
    for option in options:
        card.locator(f"input[value={option}]").check()
    card.locator("[data-do=check]").click()


def wrong_and_right(library, name: str) -> tuple[str, str]:
    options = library.questions[name].options
    return next(o.id for o in options if not o.right), next(o.id for o in options if o.right)


@LANGUAGES
def test_a_first_wrong_try_gets_a_hint_and_no_key(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    question = library.questions["pp13"]
    wrong, right = wrong_and_right(library, "pp13")
    page = visit(390).open(f"{address}/{language}/{DOFFING}")
    page.evaluate("window.told = []; document.addEventListener('outreach-answer', (e) => window.told.push(e.detail))")
    card = page.locator("#q-pp13")
    answer(card, wrong)
    expect(card.locator(".o-result")).to_contain_text(library.say("not-yet-right"))
    expect(card.locator(".o-hint")).to_have_attribute("open", "")
    expect(card.locator(".o-hint p")).to_have_text(question.hint)
    expect(card.locator("[data-mark]")).to_have_count(0)
    expect(card.locator(".o-answers")).to_be_hidden()
    expect(card.locator(f"input[value={right}]")).to_be_enabled()
    answer(card, wrong)
    options = {option.id: option for option in question.options}
    expect(card.locator(f"li[data-option={wrong}] .o-told")).to_contain_text(options[wrong].feedback)
    expect(card.locator(f"li[data-option={right}] .o-told")).to_contain_text(options[right].feedback)
    expect(card.locator(".o-basis")).to_be_visible()
    expect(card.locator("[data-do=again]")).to_be_focused()
    first, second = page.evaluate("window.told")
    assert (first["attempt"], first["final"], first["outcome"]) == (1, False, "wrong")
    assert (second["attempt"], second["final"]) == (2, True)


@LANGUAGES
def test_the_second_try_may_still_be_right(visit, address: str, libraries, language: str) -> None:
    wrong, right = wrong_and_right(libraries[language], "pp13")
    page = visit(390).open(f"{address}/{language}/{DOFFING}")
    card = page.locator("#q-pp13")
    answer(card, wrong)
    answer(card, right)
    assert card.get_attribute("data-outcome") == "right"
    expect(card.locator("[data-do=again]")).to_be_visible()


@LANGUAGES
def test_whoever_was_very_sure_and_wrong_reads_why_at_once(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    wrong, right = wrong_and_right(library, "pp13")
    page = visit(390).open(f"{address}/{language}/{DOFFING}")
    page.evaluate("window.told = []; document.addEventListener('outreach-answer', (e) => window.told.push(e.detail))")
    card = page.locator("#q-pp13")
    card.locator(".o-sure input[value='3']").check()
    answer(card, wrong)
    feedback = next(o.feedback for o in library.questions["pp13"].options if o.id == wrong)
    expect(card.locator(f"li[data-option={wrong}] .o-told")).to_contain_text(feedback)
    expect(card.locator(f"li[data-option={right}] .o-told")).to_have_count(0)
    (told,) = page.evaluate("window.told")
    assert (told["sure"], told["outcome"]) == (3, "wrong")


# --- an order by keyboard --------------------------------------------------------------------------------------


@LANGUAGES
def test_steps_are_put_in_order_by_keyboard_alone(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    page = visit(390).open(f"{address}/{language}/{DOFFING}")
    card = page.locator("#q-pp38")
    steps = library.sequences["doffing"].steps
    for place, step in enumerate(steps):
        row = card.locator(f"li[data-step={step.id}]")
        while row.evaluate("(row) => [...row.parentElement.children].indexOf(row)") > place:
            up = row.locator("[data-do=up]")
            up.focus()
            page.keyboard.press("Enter")
            assert row.evaluate("(row) => row.contains(document.activeElement)")
    expect(card.locator(".o-moved")).to_contain_text(str(len(steps)))
    card.locator("[data-do=check]").press("Enter")
    assert card.get_attribute("data-outcome") == "right"
    expect(card.locator(".o-broken")).to_have_count(0)


@LANGUAGES
def test_an_unsafe_order_is_told_the_rule_that_it_breaks(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    page = visit(390).open(f"{address}/{language}/{DOFFING}")
    card = page.locator("#q-pp38")
    ids = [step.id for step in library.sequences["doffing"].steps]
    ids.remove("mask")
    unsafe = [ids[0], "mask", *ids[1:]]
    for place, step in enumerate(unsafe):
        card.locator(f"li[data-step={step}] select").select_option(value=str(place))
    card.locator("[data-do=check]").click()
    expect(card.locator(".o-broken li")).to_have_count(1)
    card.locator("[data-do=check]").click()
    broken = broken_rules(library.sequences["doffing"], unsafe)
    for rule in broken:
        expect(card.locator(".o-broken")).to_contain_text(rule.why)
    expect(card.locator("li[data-step=mask]")).to_have_attribute("data-mark", "wrong")


def test_an_untouched_order_is_no_answer(visit, address: str, libraries) -> None:
    page = visit(390).open(f"{address}/zh/{DOFFING}")
    card = page.locator("#q-pp38")
    card.locator("[data-do=check]").click()
    expect(card.locator(".o-result")).to_have_text(libraries["zh"].say("choose-first"))
    assert card.get_attribute("data-outcome") is None


def test_without_a_script_an_order_reads_with_its_rules(visit, address: str, libraries) -> None:
    page = visit(390, scripts=False).open(f"{address}/zh/{DOFFING}")
    card = page.locator("#q-pp38")
    expect(card.locator(".o-moves").first).to_be_hidden()
    card.locator(".o-answers summary").click()
    for rule in libraries["zh"].sequences["doffing"].rules:
        expect(card.locator(".o-answers")).to_contain_text(rule.why)


def test_a_moved_step_can_be_pressed_with_a_thumb(visit, address: str) -> None:
    page = visit(320).open(f"{address}/zh/{DOFFING}")
    for box in page.locator("#q-pp38 .o-moves button, #q-pp38 .o-moves select").all():
        size = box.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_mouse_may_drag_a_step_too(visit, address: str) -> None:
    page = visit(1280).open(f"{address}/zh/{DOFFING}")
    card = page.locator("#q-pp38")
    rows = card.locator(".o-order > li")
    first, third = (rows.nth(place).get_attribute("data-step") for place in (0, 2))
    rows.nth(2).locator(".o-step-name").drag_to(rows.nth(0).locator(".o-step-name"))
    assert [rows.nth(place).get_attribute("data-step") for place in (0, 1)] == [third, first]
    expect(rows.nth(0).locator("select")).to_be_focused()
    expect(card.locator(".o-moved")).not_to_be_empty()
