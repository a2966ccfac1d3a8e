"""Every type of question on its page: two tries, reasons, by keyboard alone, on small screens, without a script."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from outreach.records import Item, Numeric, ShortText, Sorting, TrueFalse
from tests.browser.answering import by_keyboard, right, wrong

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("learning")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
PPE = "modules/ppe-protocol"
PLACES = {
    "single-choice": ("pp13", "doffing"),
    "multiple-choice": ("pp27", "disinfection"),
    "picture-choice": ("pp45", "donning"),
    "true-false": ("pp52", "exposure"),
    "order": ("pp38", "doffing"),
    "match": ("pp51", "exposure"),
    "categorise": ("pp48", "doffing"),
    "number": ("pp49", "disinfection"),
    "short-text": ("pp53", "exposure"),
}
TYPES = pytest.mark.parametrize("kind", list(PLACES))
PAGES = sorted({section for _item, section in PLACES.values()})


def opened(visit, address: str, language: str, kind: str, width: int = 390, **settings) -> tuple[Page, str]:
    item, section = PLACES[kind]
    page = visit(width, **settings).open(f"{address}/{language}/{PPE}/{section}.html")
    page.evaluate("window.told = []; document.addEventListener('outreach-answer', (e) => window.told.push(e.detail))")
    return page, f"#q-{item}"


def reasons(item: Item) -> list[str]:
    """What must stand in the card after a wrong answer."""
    match item:
        case Sorting():
            return [part.feedback for part in item.parts]
        case Numeric() | ShortText():
            return [item.solution]
        case TrueFalse():
            return [item.refutation, item.reason]
        case _:
            return []


@TYPES
@LANGUAGES
def test_a_type_is_answered_by_keyboard_alone(visit, address: str, libraries, language: str, kind: str) -> None:
    library = libraries[language]
    item = library.questions[PLACES[kind][0]]
    assert item.type == kind
    page, card = opened(visit, address, language, kind)
    by_keyboard(page, card, right(library, item))
    assert page.evaluate("window.told.map((told) => [told.outcome, told.share, told.try, told.final])") == [
        ["right", 1, 1, True]
    ]
    expect(page.locator(f"{card} > .o-result")).to_contain_text(item.feedback.right)
    expect(page.locator(f"{card} [data-do=again]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"{card} [data-do=check]")).to_be_visible()
    assert page.evaluate("(card) => document.activeElement.closest(card) !== null", card)
    by_keyboard(page, card, wrong(library, item))
    if kind != "true-false":
        expect(page.locator(f"{card} > .o-result")).to_contain_text(library.say("not-yet-right"))
        expect(page.locator(f"{card} .o-hint")).to_have_attribute("open", "")
        expect(page.locator(f"{card} .o-answers")).to_be_hidden()
        expect(page.locator(f"{card} [data-mark=right]")).to_have_count(0)
        page.keyboard.press("Enter")
    told = page.evaluate("window.told")
    assert [one["outcome"] for one in told[1:]] == ["wrong"] * (1 if kind == "true-false" else 2)
    assert told[-1]["final"]
    for reason in reasons(item):
        expect(page.locator(card).locator(".o-told", has_text=reason)).to_have_count(1)
    expect(page.locator(f"{card} .o-answers")).to_be_visible()
    expect(page.locator(f"{card} .o-basis")).to_be_visible()
    chosen = told[-1]["response"]
    if kind in ("single-choice", "multiple-choice", "picture-choice"):
        options = {option.id: option for option in item.options}
        for name in chosen:
            expect(page.locator(f'{card} li[data-option="{name}"] .o-told')).to_contain_text(options[name].feedback)


@LANGUAGES
def test_a_picture_is_chosen_by_what_it_shows(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    item = library.questions["pp45"]
    page, card = opened(visit, address, language, "picture-choice")
    for option in item.options:
        name = library.pictures[option.picture].alt
        expect(page.locator(card).get_by_role("radio", name=name)).to_have_count(1)
    names = [library.pictures[option.picture].alt for option in item.options]
    assert len(set(names)) == len(names)


@LANGUAGES
def test_a_known_mistake_is_named_at_once_and_is_not_the_answer(visit, address: str, libraries, language: str) -> None:
    item = libraries[language].questions["pp49"]
    page, card = opened(visit, address, language, "number")
    for known in item.mistakes:
        page.locator(f"{card} .o-entry input").fill(f"{known.value:g}")
        page.locator(f"{card} [data-do=check]").click()
        expect(page.locator(f"{card} .o-told")).to_contain_text(known.feedback)
        expect(page.locator(f"{card} .o-told")).not_to_contain_text(item.solution)
        page.reload()


@LANGUAGES
def test_what_is_no_number_costs_no_try(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    page, card = opened(visit, address, language, "number")
    for typed, said in (
        ("", "entry-first"),
        ("  ", "entry-first"),
        ("abc", "entry-no-number"),
        ("5 kg", "entry-no-number"),
    ):
        page.locator(f"{card} .o-entry input").fill(typed)
        page.locator(f"{card} [data-do=check]").click()
        expect(page.locator(f"{card} > .o-result")).to_have_text(library.say(said))
        expect(page.locator(f"{card} .o-entry input")).to_be_focused()
    assert page.evaluate("window.told") == []


@LANGUAGES
@pytest.mark.parametrize("kind", ["match", "categorise"])
def test_a_piece_left_out_costs_no_try(visit, address: str, libraries, language: str, kind: str) -> None:
    page, card = opened(visit, address, language, kind)
    page.locator(f"{card} [data-do=check]").click()
    expect(page.locator(f"{card} > .o-result")).to_have_text(libraries[language].say("choose-all-first"))
    assert page.evaluate("window.told") == []


def answer_everything(page: Page, library, section: str) -> None:
    """Every question of the page, wrong, until its reasons stand there."""
    for name in page.locator(".o-question[data-item][data-type]").evaluate_all(
        "(all) => all.map((card) => card.dataset.item)"
    ):
        by_keyboard(page, f"#q-{name}", wrong(library, library.questions[name]))
        if page.locator(f"#q-{name} [data-do=check]").is_visible():
            page.locator(f"#q-{name} [data-do=check]").press("Enter")


@pytest.mark.parametrize("section", PAGES)
@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_after_every_answer(
    visit, address: str, libraries, language: str, section: str, scheme: str
) -> None:
    page = visit(390, scheme).open(f"{address}/{language}/{PPE}/{section}.html")
    answer_everything(page, libraries[language], section)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


PRESSED = ", ".join(
    f".o-question {part}"
    for part in ("button", "select", "summary", ".o-options label", ".o-row label", ".o-sure label", ".o-entry input")
)


@pytest.mark.parametrize("section", PAGES)
@LANGUAGES
def test_at_320_pixels_nothing_is_cut_off_and_everything_can_be_pressed(
    visit, address: str, libraries, language: str, section: str
) -> None:
    page = visit(320).open(f"{address}/{language}/{PPE}/{section}.html")
    small = f"""() => [...document.querySelectorAll({json.dumps(PRESSED)})]
        .filter((part) => part.offsetParent && (part.offsetHeight < 43.5 || part.offsetWidth < 43.5))
        .map((part) => part.outerHTML.slice(0, 90))"""
    assert page.evaluate(small) == []
    answer_everything(page, libraries[language], section)
    assert page.evaluate(small) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@LANGUAGES
def test_in_forced_colours_a_verdict_is_still_seen(visit, address: str, libraries, language: str) -> None:
    page, card = opened(visit, address, language, "categorise")
    page.emulate_media(forced_colors="active")
    item = libraries[language].questions["pp48"]
    by_keyboard(page, card, wrong(libraries[language], item))
    page.keyboard.press("Enter")
    row = page.locator(f"{card} li[data-mark=wrong]").first
    expect(row.locator(".o-verdict")).to_be_visible()
    assert row.evaluate("(row) => getComputedStyle(row).borderTopWidth") == "3px"


@TYPES
@LANGUAGES
def test_without_a_script_a_type_reads_with_its_answer(
    visit, address: str, libraries, language: str, kind: str
) -> None:
    library = libraries[language]
    item = library.questions[PLACES[kind][0]]
    name, section = PLACES[kind]
    page = visit(390, scripts=False).open(f"{address}/{language}/{PPE}/{section}.html")
    card = page.locator(f"#q-{name}")
    expect(card.locator(".o-buttons")).to_be_hidden()
    card.locator(".o-answers summary").click()
    for reason in reasons(item):
        expect(card.locator(".o-answers")).to_contain_text(reason)
    if kind in ("match", "categorise"):
        for target in item.targets:
            expect(card.locator(".o-goals")).to_contain_text(target.text)


# --- what comes again ------------------------------------------------------------------------------------------


@LANGUAGES
def test_a_safety_critical_question_that_was_missed_comes_again_further_down(
    visit, address: str, libraries, language: str
) -> None:
    library = libraries[language]
    item = library.questions["pp48"]
    assert item.safety_critical
    page, card = opened(visit, address, language, "categorise")
    by_keyboard(page, card, wrong(library, item))
    page.keyboard.press("Enter")
    copy = "#q-pp48-again"
    expect(page.locator(copy)).to_have_count(1)
    last = page.evaluate("[...document.querySelectorAll('.o-question[data-item][data-type]')].pop().id")
    assert f"#{last}" == copy
    link = page.locator(f"{card} .o-comes-again")
    expect(link).to_have_text(library.say("comes-again"))
    assert link.get_attribute("href") == copy
    expect(page.locator(f"{copy} input:checked")).to_have_count(0)
    by_keyboard(page, copy, right(library, item))
    told = page.evaluate("window.told.map((told) => [told.item, told.outcome, told.try, Boolean(told.again)])")
    assert told == [["pp48", "wrong", 1, False], ["pp48", "wrong", 2, False], ["pp48", "right", 1, True]]


@LANGUAGES
def test_one_that_weighs_less_comes_again_only_when_it_was_missed_in_full_conviction(
    visit, address: str, libraries, language: str
) -> None:
    library = libraries[language]
    item = next(
        found for found in library.bank("ppe-protocol") if found.type == "single-choice" and not found.safety_critical
    )
    section = next(
        name
        for name in library.modules["ppe-protocol"].sections
        if item.id in library.sections[f"ppe-protocol/{name}"].body
    )
    for sure, again in (("2", 0), ("3", 1)):
        page = visit(390).open(f"{address}/{language}/{PPE}/{section}.html")
        page.locator(f"#q-{item.id} .o-sure input[value='{sure}']").check()
        by_keyboard(page, f"#q-{item.id}", wrong(library, item))
        page.keyboard.press("Enter")
        expect(page.locator(f"#q-{item.id}-again")).to_have_count(again)


def test_options_stand_in_another_order_the_next_time_but_what_is_fixed_stays(visit, address: str) -> None:
    page, card = opened(visit, address, "zh", "single-choice")
    seen = set()
    for _ in range(12):
        page.locator(f"{card} .o-options input").first.check()
        page.locator(f"{card} [data-do=check]").click()
        if page.locator(f"{card} [data-do=check]").is_visible():
            page.locator(f"{card} [data-do=check]").click()
        page.locator(f"{card} [data-do=again]").click()
        seen.add(
            tuple(page.locator(f"{card} .o-options input").evaluate_all("(all) => all.map((input) => input.value)"))
        )
    assert len(seen) > 3
    assert len({frozenset(order) for order in seen}) == 1


# --- reflection ------------------------------------------------------------------------------------------------


@LANGUAGES
def test_a_reflection_is_kept_only_when_asked_and_goes_nowhere(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    here = visit(390)
    page = here.open(f"{address}/{language}/{PPE}/risk-and-post.html")
    page.evaluate("window.told = []; document.addEventListener('outreach-answer', (e) => window.told.push(e.detail))")
    asked = len(here.responses)
    field = page.locator("outreach-reflection textarea")
    field.fill("累了就退一步")
    page.reload()
    expect(field).to_have_value("")
    field.fill("累了就退一步")
    page.locator("outreach-reflection [data-do=keep]").click()
    expect(page.locator("outreach-reflection .o-result")).to_have_text(library.say("reflection-kept"))
    assert "累了" not in page.evaluate("JSON.stringify(OutreachMemory.snapshot())")
    page.reload()
    expect(field).to_have_value("累了就退一步")
    page.locator("outreach-reflection [data-do=clear]").click()
    page.reload()
    expect(field).to_have_value("")
    assert page.evaluate("window.told || []") == []
    assert "累了" not in page.evaluate("JSON.stringify(localStorage)")
    assert all(response.url.startswith(address) for response in here.responses[asked:])
