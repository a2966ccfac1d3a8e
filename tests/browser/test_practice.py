"""Branching cases and activities in a real Chromium: what they do, by keyboard too; they mark as Python does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from outreach.kinds import activity as activity_kind
from outreach.kinds import scenario as scenario_kind
from outreach.marking import way
from outreach.outputs import html
from outreach.outputs.practice import amount
from outreach.outputs.voice import Voice
from outreach.page import Page as Waist
from outreach.records import Scenario

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
CALM = "modules/stress-relief/breathing-grounding.html"
INWARD = "modules/stress-relief/why-you-too.html"
MIXING = "modules/ppe-protocol/disinfection.html"


# --- branching cases -------------------------------------------------------------------------------------------


def ways(scenario: Scenario, here: str | None = None) -> Iterator[list[str]]:
    """Every way through a case."""
    scenes = {scene.id: scene for scene in scenario.scenes}
    here = here or scenario.scenes[0].id
    if here not in scenes:
        yield []
        return
    for choice in scenes[here].choices:
        for rest in ways(scenario, choice.to):
            yield [choice.id, *rest]


def test_the_element_marks_every_way_as_python_does(visit, libraries, site: Path) -> None:
    library = libraries["zh"]
    cases = list(library.scenarios.values())
    stories = tuple(scenario_kind.story(library, case) for case in cases)
    voice = Voice.of(Waist("module:ppe-protocol", "zh", "x", stories), library.say)
    script = (site / "zh" / "_static" / "outreach-scenario.js").read_text("utf-8")
    page = visit(390).page
    page.set_content(f"<!doctype html><body>{html.blocks(stories, voice)}<script>{script}</script></body>")
    walked = [(case.id, response) for case in cases for response in ways(case)]
    assert len(cases) >= 10
    assert len(walked) > 100
    marked = page.evaluate(
        """(walked) => walked.map(([item, response]) => {
            const card = document.getElementById("s-" + item);
            let detail = null;
            card.addEventListener("outreach-answer", (event) => { detail = event.detail; }, { once: true });
            for (const chosen of response) {
                const scene = [...card.querySelectorAll(".o-scene")].filter((part) => !part.hidden).pop();
                const turn = scene.querySelector(`[data-turn="${chosen}"]`);
                turn.querySelector(".o-turn").click();
                turn.querySelector(".o-go-on").click();
            }
            card.querySelector("[data-do=again]").click();
            return detail;
        })""",
        walked,
    )
    for (item, response), detail in zip(walked, marked, strict=True):
        expected = way(library.scenarios[item], response)
        assert detail["response"] == response
        assert (detail["points"], detail["outcome"], detail["ending"]) == (
            expected.points, expected.outcome, expected.ending,
        ), item  # fmt: skip


@LANGUAGES
def test_a_case_is_walked_by_keyboard_alone(visit, address: str, libraries, language: str) -> None:
    case = libraries[language].scenarios["mixing"]
    page: Page = visit(390).open(f"{address}/{language}/{MIXING}")
    card = page.locator("#s-mixing")
    first = card.locator(".o-turn").first
    first.focus()
    for _ in range(len(case.scenes)):
        scene = card.locator(".o-scene:not([hidden])").last
        scene.locator(".o-turn").first.focus()
        page.keyboard.press("Enter")
        told = scene.locator(".o-told:not([hidden])")
        expect(told).to_be_focused()
        page.keyboard.press("Tab")
        while page.evaluate("!document.activeElement.matches('.o-go-on')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        if card.locator(".o-ending:not([hidden])").count():
            break
    expect(card.locator(".o-ending:not([hidden])")).to_be_focused()
    expect(card.locator(".o-debrief")).to_be_visible()
    assert card.get_attribute("data-outcome") in ("right", "partly", "wrong")
    card.locator("[data-do=again]").press("Enter")
    expect(first).to_be_focused()
    expect(card.locator(".o-debrief")).to_be_hidden()


@LANGUAGES
def test_without_a_script_a_case_leads_on_by_links(visit, address: str, libraries, language: str) -> None:
    page = visit(390, scripts=False).open(f"{address}/{language}/{MIXING}")
    choice = libraries[language].scenarios["mixing"].scenes[0].choices[0]
    turn = page.locator(f"#s-mixing [data-turn={choice.id}]").first
    turn.locator("summary").click()
    expect(turn.locator(".o-go-on")).to_be_visible()
    assert turn.locator(".o-go-on").get_attribute("href") == f"#s-mixing-{choice.to}"
    assert page.locator(f"#s-mixing-{choice.to}").count() == 1


# --- breathing -------------------------------------------------------------------------------------------------


@LANGUAGES
def test_the_breath_is_paced_by_the_clock_and_ends_when_the_time_is_over(
    visit, address: str, libraries, language: str
) -> None:
    exercise = libraries[language].activities["calm-breathing"]
    here = visit(390)
    here.page.clock.install()
    page = here.open(f"{address}/{language}/{CALM}")
    card = page.locator("outreach-breathing")
    card.locator("[data-do=start]").click()
    phase, announced = card.locator(".o-phase"), card.locator(".o-announce")
    for part in exercise.phases:
        expect(announced).to_have_text(part.text)
        for left in range(part.seconds, 0, -1):
            expect(phase).to_have_text(f"{part.text} {left}")
            page.clock.run_for(1000)
    expect(announced).to_have_text(exercise.phases[0].text)
    page.clock.run_for(exercise.minutes[0] * 60_000)
    expect(announced).to_have_text(libraries[language].say("breathing-done"))
    expect(card.locator("[data-do=start]")).to_be_focused()
    assert here.complaints == []


@LANGUAGES
def test_the_breath_stops_at_once(visit, address: str, language: str) -> None:
    page = visit(390).open(f"{address}/{language}/{CALM}")
    card = page.locator("outreach-breathing")
    card.locator("[data-do=sound]").check()
    card.locator("[data-do=start]").click()
    expect(card.locator("[data-do=stop]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card.locator(".o-stage")).to_be_hidden()
    expect(card.locator("[data-do=start]")).to_be_focused()


def test_with_reduced_motion_nothing_moves(visit, address: str) -> None:
    here = visit(390)
    here.page.emulate_media(reduced_motion="reduce")
    page = here.open(f"{address}/zh/{CALM}")
    page.locator("outreach-breathing [data-do=start]").click()
    style = page.locator(".o-circle").evaluate(
        "(c) => [getComputedStyle(c).transform, getComputedStyle(c).transitionProperty]"
    )
    assert style == ["none", "none"]


# --- walk-through, check-in ------------------------------------------------------------------------------------


@LANGUAGES
def test_a_walk_through_shows_one_prompt_at_a_time(visit, address: str, libraries, language: str) -> None:
    steps = libraries[language].activities["grounding"].steps
    page = visit(390).open(f"{address}/{language}/{CALM}")
    card = page.locator("outreach-walk-through")
    expect(card.locator("li:visible")).to_have_count(len(steps))
    card.locator("[data-do=start]").press("Enter")
    for number, step in enumerate(steps, 1):
        expect(card.locator("li:visible")).to_have_count(1)
        expect(card.locator("li:visible")).to_be_focused()
        expect(card.locator(f"li[data-step={step.id}]")).to_be_visible()
        expect(card.locator(".o-left")).to_contain_text(str(number))
        card.locator("[data-do=next]").press("Enter")
    expect(card.locator("li:visible")).to_have_count(len(steps))
    expect(card.locator(".o-close")).to_be_visible()


@LANGUAGES
def test_a_check_in_ends_with_helplines_and_leaves_no_trace(visit, address: str, libraries, language: str) -> None:
    here = visit(390)
    page = here.open(f"{address}/{language}/{INWARD}")
    asked, stored = len(here.responses), page.evaluate("JSON.stringify([localStorage, document.cookie])")
    page.evaluate("window.told = 0; document.addEventListener('outreach-answer', () => { window.told += 1; })")
    card = page.locator("outreach-check-in")
    expect(card.locator(".o-helplines")).to_be_hidden()
    card.locator("input").first.check()
    card.locator("[data-do=on]").click()
    for name in libraries[language].activities["check-in"].helplines:
        number = libraries[language].helplines[name].number
        expect(card.locator(f'a[href="tel:{number}"]')).to_be_visible()
    card.locator("[data-do=clear]").click()
    expect(card.locator("input:checked")).to_have_count(0)
    assert len(here.responses) == asked
    assert page.evaluate("JSON.stringify([localStorage, document.cookie])") == stored
    assert page.evaluate("window.told") == 0


# --- dilution --------------------------------------------------------------------------------------------------


def work_out(page: Page, strength: str, total: str, target: str) -> tuple[str, str]:
    card = page.locator("outreach-dilution")
    for field, value in (("strength", strength), ("total-field", total), ("target", target)):
        card.locator(f"[data-field={field}]").fill(value)
    card.locator("[data-do=mix]").click()
    result = card.locator(".o-mix .o-result")
    return result.get_attribute("data-outcome") or "", result.inner_text()


def test_the_calculator_agrees_with_python(visit, address: str) -> None:
    page = visit(390).open(f"{address}/zh/{MIXING}")
    for strength in (1, 2, 4, 5, 5.25, 6, 6.5, 10):
        for total in (500, 1000, 2500, 10_000):
            for target in (100, 250, 500):
                stock = activity_kind.stock(target, total, strength)
                outcome, said = work_out(page, f"{strength}", f"{total}", f"{target}")
                assert outcome == "right"
                assert f"{amount(stock)}毫升" in said, (strength, total, target, said)


@LANGUAGES
@pytest.mark.parametrize(
    ("strength", "total", "target", "why"),
    [
        ("", "1000", "500", "mix-not-a-number"),
        ("five", "1000", "500", "mix-not-a-number"),
        ("-5", "1000", "500", "mix-not-a-number"),
        ("0", "1000", "500", "mix-not-a-number"),
        ("5", "1e3", "500", "mix-not-a-number"),
        ("5", "1000", "NaN", "mix-not-a-number"),
        ("75", "1000", "500", "mix-not-this"),
        ("5", "1000000", "500", "mix-too-much"),
        ("0.01", "1000", "500", "mix-too-thin"),
        ("5", "1000", "5000", ""),
    ],
)
def test_the_calculator_refuses_nonsense(
    visit, address: str, libraries, language: str, strength: str, total: str, target: str, why: str
) -> None:
    library = libraries[language]
    page = visit(390).open(f"{address}/{language}/{MIXING}")
    outcome, said = work_out(page, strength, total, target)
    assert outcome == "wrong"
    assert (library.say(why) if why else library.activities["dilution"].over_limit[:8]) in said


def test_the_calculator_takes_what_phones_type(visit, address: str) -> None:
    page = visit(390).open(f"{address}/zh/{MIXING}")
    for typed in ("５", "5%", "５％", " 5 ", "5.0", "5。0"):
        assert work_out(page, typed, "1000ml", "500")[0] == "right", typed
    # A comma between thousands is no decimal point: taken for one it would make the mixture a thousand times too thin.
    for typed in ("1,000", "1，000", "１，０００", "1,000 ml", "1000"):
        assert "10毫升" in work_out(page, "5", typed, "500")[1], typed
    assert "11.1毫升" in work_out(page, "4,5", "1000", "500")[1]


@LANGUAGES
def test_the_exercises_know_their_answer(visit, address: str, libraries, language: str) -> None:
    exercise = libraries[language].activities["dilution"]
    page = visit(390).open(f"{address}/{language}/{MIXING}")
    tasks = page.locator("outreach-dilution .o-tasks > li")
    expect(tasks).to_have_count(len(exercise.tasks))
    for index, task in enumerate(exercise.tasks):
        right = activity_kind.stock(exercise.target, task.total, task.strength)
        row = tasks.nth(index)
        for typed, expected in ((right * 10, "wrong"), (right, "right")):
            row.locator("input").fill(amount(typed))
            row.locator("[data-do=task]").click()
            assert row.locator(".o-result").get_attribute("data-outcome") == expected
