"""The marking table (`tests/marking/`) in Chromium, through the cards as they are; and what hypothesis thinks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from outreach.kinds import question as kind
from outreach.library import Library
from outreach.outputs import html
from outreach.outputs.scripts import NEEDS, script
from outreach.outputs.voice import Voice
from outreach.page import Page as Waist
from outreach.records import Numeric, Picture
from tests.test_marking_table import ROWS, STEPS, WRITTEN, generated, marked

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("learning")]

QUESTIONS = ("marked", *sorted(tag for tag, needs in NEEDS.items() if needs == ("marked",)))
ANSWER = """(cases) => cases.map(([item, response]) => {
    const card = document.getElementById("q-" + item);
    const again = card.querySelector("[data-do=again]");
    if (!again.hidden) again.click();
    let detail = null;
    card.addEventListener("outreach-answer", (event) => { detail = event.detail; }, { once: true });
    if (Array.isArray(response) && card.matches("outreach-order")) {
        response.forEach((step, place) => {
            const select = card.querySelector(`[data-step="${step}"] select`);
            select.value = String(place);
            select.dispatchEvent(new Event("change", { bubbles: true }));
        });
    } else if (Array.isArray(response)) {
        for (const input of card.querySelectorAll(".o-options input")) input.checked = response.includes(input.value);
    } else if (card.matches("outreach-entry")) {
        card.querySelector(".o-entry input").value = typeof response === "string" ? response : response.value;
        const unit = card.querySelector(".o-entry select");
        if (unit) unit.value = response.unit;
    } else {
        for (const [piece, goal] of Object.entries(response)) {
            const row = card.querySelector(`[data-piece="${piece}"]`);
            const select = row.querySelector("select");
            if (select) select.value = goal;
            else row.querySelector(`input[value="${goal}"]`).checked = true;
        }
    }
    card.querySelector("[data-do=check]").click();
    if (!detail) return ["unreadable", 0];
    if (!detail.final) { card.restart(); }
    return [detail.outcome, detail.share];
})"""


@pytest.fixture(scope="module")
def answer(browser, libraries) -> Callable[[list], list]:
    """Answers a list of (item, response) on a page with every item of the table, and says how each was marked."""
    base: Library = libraries["zh"]
    drawing = base.drawings["mask-right"]
    records = {
        **base.records,
        "question": ROWS,
        "sequence": {**base.sequences, **STEPS},
        "picture": {**base.pictures, "p": Picture(id="p", alt="图")},
    }
    library = Library("zh", records, {**base.drawings, "p": drawing}, base.origins)
    asks = tuple(kind.ask(library, item) for item in ROWS.values())
    voice = Voice.of(Waist("module:x", "zh", "x", asks), library.say)
    context = browser.new_context(service_workers="block")
    page: Page = context.new_page()
    code = "".join(f"<script>{script(name)}</script>" for name in QUESTIONS)
    page.set_content(f"<!doctype html><html lang=zh><body>{html.blocks(asks, voice)}{code}</body>")
    yield lambda cases: page.evaluate(ANSWER, [list(case) for case in cases])
    context.close()


def test_the_written_table_is_marked_alike(answer) -> None:
    found = answer([(name, response) for name, response, _outcome, _share in WRITTEN])
    for (name, response, outcome, share), (mine, part) in zip(WRITTEN, found, strict=True):
        assert (mine, part) == (outcome, pytest.approx(share)), (name, response)


def test_every_response_that_can_be_given_is_marked_alike(answer) -> None:
    cases = generated()
    assert len(cases) >= 80
    for (name, response), found in zip(cases, answer(cases), strict=True):
        outcome, share = marked(ROWS[name], response)
        assert found == [outcome, pytest.approx(share)], (name, response)


NUMBERS = [name for name, item in ROWS.items() if isinstance(item, Numeric)]
UNITS = st.sampled_from(["", "ml", " mL", "毫升", "升", "㎖", "kg"])
TYPED = st.one_of(
    st.text("0123456789０１２５.,，．。+-－ 　", min_size=1, max_size=8),
    st.builds(
        "{}{}".format,
        st.floats(-2000, 2000, allow_nan=False),
        st.sampled_from(["", "ml", " mL", "毫升", "升", "㎖", "kg"]),
    ),
    st.text(min_size=1, max_size=10),
)
WORDS = st.one_of(
    st.text("离開开馬马上。，“”()（） 　\u200bＡaA", min_size=1, max_size=8),
    st.text(min_size=1, max_size=10),
)
FREELY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FREELY
@given(st.lists(st.tuples(st.sampled_from(NUMBERS), TYPED, st.integers(0, 1)), min_size=10, max_size=40))
def test_any_number_that_is_typed_is_marked_alike(answer, typed) -> None:
    cases = []
    for name, value, which in typed:
        units = ROWS[name].units
        cases.append((name, {"value": value, "unit": units[which % len(units)].id}))
    for (name, response), found in zip(cases, answer(cases), strict=True):
        assert tuple(found) == marked(ROWS[name], response), (name, response)


@FREELY
@given(st.lists(st.tuples(st.sampled_from(["word", "latin", "call"]), WORDS), min_size=10, max_size=40))
def test_any_words_that_are_typed_are_marked_alike(answer, typed) -> None:
    for (name, response), found in zip(typed, answer(typed), strict=True):
        outcome, share = marked(ROWS[name], response)
        if found[0] == "unreadable":  # nothing but spaces and marks is no answer; the browser asks for one
            assert outcome == "wrong"
        else:
            assert tuple(found) == (outcome, share), (name, response)
