"""The built pages in a real Chromium: what they load, that they work, and that everybody can use them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from outreach.outputs.scripts import LATER, NEEDS, TRAINERS, names, script

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

LIMIT = 75 * 1024
SECTION = "modules/ppe-protocol/doffing.html"
PAGES = [
    "index.html", "modules/ppe-protocol/index.html", SECTION, "modules/ppe-protocol/masks.html",
    "guideline/gd-2022/index.html", "guideline/gd-2022/section-4.html", "checklists/index.html",
    "modules/stress-relief/index.html", "modules/stress-relief/breathing-grounding.html",
    "modules/stress-relief/why-you-too.html", "modules/stress-relief/danger-signs.html",
    "modules/ppe-protocol/disinfection.html", "modules/policy-explanation/own-safety.html",
    "modules/policy-explanation/safeguards.html", "modules/policy-explanation/timeline.html", "paths.html",
    "checklists/doffing.html", "checklists/exposure.html", "checklists/home-visit.html", "sources.html",
    "glossary.html", "coverage.html",
    "notebooks/ppe_protocol.html", "about.html", "publishing.html", "404.html", "learning.html",
    "modules/ppe-protocol/test.html",
    "modules/stress-relief/test.html", "modules/policy-explanation/test.html", "modules/ppe-protocol/donning.html",
    "modules/ppe-protocol/exposure.html", "modules/ppe-protocol/risk-and-post.html",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_first_visit_is_light_quiet_and_asks_no_other_host(
    visit, address: str, language: str, width: int, path: str
) -> None:
    here = visit(width)
    page = here.open(f"{address}/{language}/{path}")
    assert here.complaints == []
    assert all(response.url.startswith(address) for response in here.responses)
    assert here.weight() <= LIMIT, f"{here.weight()} bytes"
    assert len(here.responses) <= 15
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(visit, address: str, language: str, width: int, scheme: str, path: str) -> None:
    page = visit(width, scheme).open(f"{address}/{language}/{path}")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_after_an_answer(visit, address: str, language: str, scheme: str) -> None:
    page = visit(390, scheme).open(f"{address}/{language}/{SECTION}")
    card = page.locator("#q-pp13")
    card.locator("input").first.check()
    card.locator(".o-sure input").last.check()
    card.locator("[data-do=check]").click()
    card.locator("[data-do=check]").click()
    order = page.locator("outreach-order").first
    order.locator("[data-do=up]:not(:disabled)").first.click()
    order.locator("[data-do=check]").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize(("language", "right", "wrong"), [("zh", "✓ 对", "✕ 不对"), ("en", "✓ Right", "✕ Not right")])
def test_a_question_is_answered_marked_and_explained(
    visit, address: str, libraries, language: str, right: str, wrong: str
) -> None:
    library = libraries[language]
    item = library.questions["pp13"]
    page = visit(390).open(f"{address}/{language}/{SECTION}")
    card = page.locator("#q-pp13")
    expect(card.locator(".o-answers")).to_be_hidden()
    page.evaluate("document.addEventListener('outreach-answer', (event) => { window.heard = event.detail; })")
    chosen = next(option for option in item.options if not option.right)
    key = next(option for option in item.options if option.right)
    card.locator("[data-do=check]").click()
    expect(card.locator(".o-result")).to_have_text(library.say("choose-first"))
    card.locator(f"input[value={chosen.id}]").check()
    card.locator("[data-do=check]").click()
    card.locator("[data-do=check]").click()
    expect(card.locator(f"li[data-mark=wrong] input[value={chosen.id}]")).to_have_count(1)
    expect(card.locator("li[data-mark=wrong]")).to_contain_text(wrong)
    expect(card.locator("li[data-mark=wrong]")).to_contain_text(chosen.feedback)
    expect(card.locator("li[data-mark=right]")).to_contain_text(right)
    expect(card.locator("li[data-mark=right]")).to_contain_text(key.feedback)
    expect(card.locator(".o-result")).to_contain_text(item.feedback.wrong)
    expect(card.locator(".o-result")).to_have_attribute("role", "status")
    expect(card.locator(".o-basis")).to_be_visible()
    expect(card.locator(".o-basis")).to_contain_text("4.8")
    assert page.evaluate("window.heard") == {
        "item": "pp13", "revision": item.revision, "response": [chosen.id], "outcome": "wrong", "share": 0,
        "attempt": 2, "try": 2, "final": True,
    }  # fmt: skip
    card.locator("[data-do=again]").click()
    card.locator(f"input[value={key.id}]").check()
    card.locator("[data-do=check]").click()
    expect(card.locator(".o-result")).to_contain_text(item.feedback.right)
    assert page.evaluate("[window.heard.outcome, window.heard.attempt]") == ["right", 3]


def test_a_question_is_answered_by_keyboard_alone(visit, address: str) -> None:
    page = visit(1280).open(f"{address}/zh/{SECTION}")
    card = page.locator("#q-pp13")
    card.locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "pp13-sure"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "check"
    page.keyboard.press("Enter")
    expect(card.locator(".o-result")).not_to_be_empty()
    if card.get_attribute("data-outcome") != "right":
        assert page.evaluate("document.activeElement.dataset.do") == "check"
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.do") == "again"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_script_everything_reads_and_the_answers_are_there(
    visit, address: str, libraries, language: str
) -> None:
    page = visit(390, scripts=False).open(f"{address}/{language}/{SECTION}")
    card = page.locator("#q-pp13")
    expect(card.locator(".o-buttons")).to_be_hidden()
    card.locator(".o-answers summary").click()
    for option in libraries[language].questions["pp13"].options:
        expect(card.locator(".o-answers")).to_contain_text(option.feedback)
    page.locator("[data-do=menu]").click()
    expect(page.locator("#o-contents")).to_be_in_viewport()


@pytest.mark.parametrize(("locale", "arrives"), [("zh-CN", "zh"), ("zh-HK", "zh"), ("en-GB", "en"), ("fr-FR", None)])
def test_the_front_door_opens_on_the_readers_language(
    browser: Browser, address: str, locale: str, arrives: str | None
) -> None:
    context = browser.new_context(locale=locale, service_workers="block")
    page = context.new_page()
    page.goto(f"{address}/index.html")
    if arrives:
        page.wait_for_url(f"{address}/{arrives}/index.html")
    else:
        expect(page.get_by_role("link")).to_have_count(2)
    context.close()


def test_the_front_door_remembers_what_was_chosen(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN", service_workers="block")
    page = context.new_page()
    page.goto(f"{address}/zh/{SECTION}")
    page.locator("a[data-language=en]").click()
    page.wait_for_url(f"{address}/en/{SECTION}")
    page.goto(f"{address}/index.html")
    page.wait_for_url(f"{address}/en/index.html")
    context.close()


def test_the_front_door_works_without_a_script(visit, address: str) -> None:
    page = visit(390, scripts=False).open(f"{address}/index.html")
    page.get_by_role("link", name="中文").click()
    page.wait_for_url(f"{address}/zh/index.html")


def test_the_menu_opens_closes_and_takes_the_focus(visit, address: str) -> None:
    page = visit(390).open(f"{address}/zh/{SECTION}")
    menu, contents = page.locator("[data-do=menu]"), page.locator("#o-contents")
    expect(contents).to_be_hidden()
    menu.click()
    expect(contents).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.do") == "menu"


def test_the_colour_scheme_is_chosen_and_kept(visit, address: str) -> None:
    page = visit(1280).open(f"{address}/zh/{SECTION}")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-do=theme]").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


def test_pages_work_where_storage_is_blocked(visit, address: str) -> None:
    here = visit(390)
    here.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked'); }})"
    )
    page = here.open(f"{address}/zh/{SECTION}")
    page.locator("[data-do=theme]").click()
    page.locator("#q-pp13 input").first.check()
    page.locator("#q-pp13 [data-do=check]").click()
    expect(page.locator("#q-pp13 .o-result")).not_to_be_empty()
    assert here.complaints == []


def test_all_elements_together_are_light() -> None:
    sizes = {name: len(gzip.compress(script(name).encode(), 6)) for name in ("memory", *names())}
    later = sum(sizes.pop(name) for name in LATER)
    # No learner's page loads what is for trainers.
    trainers = sum(sizes.pop(name) for name in TRAINERS)
    assert sum(sizes.values()) <= 30 * 1024, sizes
    assert later <= 6 * 1024
    assert trainers <= 6 * 1024


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_only_the_elements_that_it_uses(visit, address: str, path: str) -> None:
    here = visit(390)
    page = here.open(f"{address}/zh/{path}")
    loaded = {Path(response.url.split("?")[0]).stem for response in here.responses if ".js" in response.url}
    tags = set(page.evaluate("[...document.querySelectorAll('*')].map((part) => part.localName)"))
    elements = {name for name in names() if name.startswith("outreach-")}
    needed = {part for tag in tags for part in NEEDS.get(tag, ())}
    assert not tags & set(LATER)
    assert loaded & elements == (tags | needed) & elements
    assert ("marked" in loaded) == ("marked" in needed)
