"""An observer's page: a whole observation by keyboard and by touch, rules named at once, read back as it was tapped."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from outreach import observed
from outreach.observed import STATES
from tests.browser.checklists import BLOCKED, FULL, HOSTILE, Device, handed, too_small

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SILENT = (
    "Object.defineProperty(window, 'speechSynthesis', {value: undefined});"
    "Object.defineProperty(window, 'SpeechSynthesisUtterance', {value: undefined});"
)
SPOKEN = (
    "window.spoken = []; window.SpeechSynthesisUtterance = function (text) { this.text = text; };"
    "Object.defineProperty(window, 'speechSynthesis', {value: {cancel() {}, "
    "speak(said) { window.spoken.push([said.text, said.lang]); }}});"
)
MUTE = SPOKEN.replace("speak(said) {", "speak(said) { throw new Error('no voice');")
END = ".o-observe-end"


def opened(one: Device, name: str = "doffing", language: str = "zh") -> Page:
    return one.open(name, language, folder="observe")


def tap(page: Page, state: str = "done") -> None:
    page.locator(f"[data-state={state}]").first.click()


def pick(page: Page, step: str) -> None:
    page.locator(".o-observe-now summary").click()
    page.locator(f"[data-step={step}]").click()


def called(page: Page, name: str = "甲", observer: str = "丁") -> None:
    page.locator("[data-field=name]").fill(name)
    page.locator("[data-field=observer]").fill(observer)


def whole(page: Page) -> None:
    while page.locator(".o-observe-now").is_visible():
        tap(page)


def read(page: Page) -> observed.Observation:
    return observed.read(handed(page, "text", END))


@LANGUAGES
def test_an_observation_is_read_back_as_it_was_tapped(device, libraries, language: str) -> None:
    library = libraries[language]
    steps = library.sequences["doffing"].steps
    one = device()
    page = opened(one, language=language)
    called(page)
    for number, (step, state) in enumerate(zip(steps, [*STATES, *STATES], strict=True), 1):
        expect(page.locator(".o-observe-place")).to_have_text(library.say("walk-place", part=number, of=len(steps)))
        expect(page.locator(".o-observe-action")).to_have_text(step.action)
        assert page.locator(".o-observe-now .o-badge").is_visible() == step.stop
        tap(page, state)
    found = read(page)
    assert [(seen.step, seen.state) for seen in found.steps] == [
        (step.id, state) for step, state in zip(steps, [*STATES, *STATES], strict=True)
    ]
    assert (found.procedure, found.revision, found.language) == ("doffing", 1, language)
    assert (found.day, found.name, found.observer) == ("2026-11-23", "甲", "丁")
    # The file says the same, and Python makes the same text of it.
    assert observed.read(handed(page, "json", END)) == found
    assert observed.pack(found) == handed(page, "text", END)
    # What has to be practised again is said in words.
    said = page.locator(END).inner_text()
    assert library.say("observe-again") in said
    for rule in observed.judged(library, found).broken:
        assert rule.why in said
    assert one.complaints == []


@LANGUAGES
def test_who_did_it_all_has_passed_and_the_next_one_comes(device, libraries, language: str) -> None:
    library = libraries[language]
    one = device()
    page = opened(one, language=language)
    called(page, "甲")
    whole(page)
    expect(page.locator(".o-observe-verdict")).to_contain_text(library.say("observe-all-done"))
    assert observed.judged(library, read(page)).passed
    page.locator("[data-do=next]").click()
    expect(page.locator("[data-field=name]")).to_have_value("")
    expect(page.locator("[data-field=name]")).to_be_focused()
    expect(page.locator("[data-field=observer]")).to_have_value("丁")
    expect(page.locator(".o-observe-place")).to_have_text(library.say("walk-place", part=1, of=8))
    page.locator("[data-field=name]").fill("乙")
    tap(page, "missed")
    whole(page)
    page.locator("[data-do=next]").click()
    page.locator(".o-observe-past summary").click()
    expect(page.locator(".o-observe-past li")).to_have_text(
        [f"甲{library.say('colon')}✓ {library.say('observe-passed')}",
         f"乙{library.say('colon')}{library.say('observe-not-passed')}"]
    )  # fmt: skip
    people = observed.read_all(handed(page, "all", ".o-observe-past"))
    assert [(found.name, found.observer, observed.judged(library, found).passed) for found in people] == [
        ("甲", "丁", True), ("乙", "丁", False),
    ]  # fmt: skip
    assert one.complaints == []


@LANGUAGES
def test_by_keyboard_alone(device, libraries, language: str) -> None:
    one = device()
    page = opened(one, language=language)
    while page.evaluate("document.activeElement.dataset.field || ''") != "name":
        page.keyboard.press("Tab")
    # What is typed is a name, not a step.
    page.keyboard.type("K1234")
    page.keyboard.press("Tab")
    page.keyboard.type("T")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.dataset.state || ''") != "done":
        page.keyboard.press("Tab")
    for key in "12341111":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.className") == "o-observe-end"
    page.keyboard.press("1")
    found = read(page)
    assert (found.name, found.observer) == ("K1234", "T")
    assert [seen.state for seen in found.steps] == ["done", "late", "wrong", "missed", *["done"] * 4]
    assert one.complaints == []


def test_keys_mean_nothing_outside_of_it(device) -> None:
    page = opened(device())
    page.keyboard.press("1")
    expect(page.locator(".o-observe-seen li")).to_have_count(0)


@LANGUAGES
def test_by_touch_each_target_is_large_enough(device, libraries, language: str) -> None:
    one = device(has_touch=True, is_mobile=True)
    page = opened(one, language=language)
    called(page)
    parts = "outreach-observe button, outreach-observe summary, outreach-observe input"
    page.locator(".o-observe-now summary").tap()
    assert too_small(page, parts) == []
    heights = page.evaluate(
        "[...document.querySelectorAll('[data-state]')].map((part) => part.getBoundingClientRect().height)"
    )
    assert min(heights) >= 48
    page.locator("[data-step=gloves]").tap()
    for _ in libraries[language].sequences["doffing"].steps:
        page.locator("[data-state=done]").first.tap()
    assert too_small(page, parts) == []
    assert [seen.step for seen in read(page).steps][:3] == ["gloves", "stop", "gown"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert one.complaints == []


@LANGUAGES
def test_a_mask_taken_off_too_early_is_named_with_its_reason(device, libraries, language: str) -> None:
    library = libraries[language]
    sequence = library.sequences["doffing"]
    rules = {rule.id: rule for rule in sequence.rules}
    page = opened(device(), language=language)
    tap(page)
    tap(page)
    expect(page.locator(".o-observe-told")).to_be_hidden()
    pick(page, "mask")
    expect(page.locator(".o-observe-action")).to_have_text(next(s.action for s in sequence.steps if s.id == "mask"))
    tap(page)
    told = page.locator(".o-observe-told .o-note")
    expect(told).to_have_count(2)
    early = library.say("observe-rule", before=library.say("comma").join("35"), after="6")
    expect(told.nth(0)).to_have_text(f"{library.say('observe-broken')}{early}{rules['gown-and-eye-before-mask'].why}")
    expect(told.nth(1)).to_contain_text(library.say("observe-reminder"))
    expect(told.nth(1)).to_contain_text(rules["leave-before-mask"].why)
    # The next step is again the first of those that are left.
    expect(page.locator(".o-observe-place")).to_have_text(library.say("walk-place", part=3, of=8))
    called(page)
    whole(page)
    found = observed.judged(library, read(page))
    assert [rule.id for rule in found.broken] == ["gown-and-eye-before-mask", "leave-before-mask"]
    assert found.passed is False


def test_a_stop_item_that_went_wrong_says_stop(device, libraries) -> None:
    library = libraries["zh"]
    page = opened(device())
    tap(page, "missed")
    expect(page.locator(".o-observe-told")).to_contain_text(
        library.say("observe-stop", step=library.sequences["doffing"].steps[0].action)
    )
    tap(page)
    expect(page.locator(".o-observe-told")).to_be_hidden()


def test_the_last_step_can_be_undone_even_at_the_end(device) -> None:
    page = opened(device())
    called(page)
    expect(page.locator("[data-do=undo]")).to_be_hidden()
    pick(page, "mask")
    tap(page, "wrong")
    page.locator("[data-do=undo]").click()
    expect(page.locator(".o-observe-told")).to_be_hidden()
    expect(page.locator(".o-observe-place")).to_contain_text("6")
    page.locator("[data-do=undo]").wait_for(state="hidden")
    whole(page)
    page.locator("[data-do=undo]").click()
    expect(page.locator(END)).to_be_hidden()
    tap(page, "late")
    assert read(page).steps[-1].state == "late"


def test_nothing_is_handed_on_without_a_name(device, libraries) -> None:
    page = opened(device())
    whole(page)
    expect(page.locator(".o-observe-name")).to_have_text(libraries["zh"].say("observe-name-first"))
    expect(page.locator(f"{END} .o-made")).to_be_hidden()
    page.locator("[data-do=next]").click()
    expect(page.locator("[data-field=name]")).to_be_focused()
    page.locator("[data-field=name]").fill("甲")
    assert read(page).name == "甲"
    page.locator("[data-field=name]").fill(" \u200b ")
    expect(page.locator(f"{END} .o-made")).to_be_hidden()


@pytest.mark.parametrize("name", [HOSTILE, "甲\u202e乙\u200b", "=HYPERLINK(1)", "x" * 300])
def test_hostile_names_are_words(device, name: str) -> None:
    one = device()
    page = opened(one)
    called(page, name, name)
    whole(page)
    found = read(page)
    assert found.name == found.observer == name[:20].replace("\u202e", "").replace("\u200b", "")
    page.locator("[data-do=next]").click()
    page.locator(".o-observe-past summary").click()
    assert page.evaluate("window.hit === undefined && !document.querySelector('outreach-observe img[src=x]')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert one.complaints == []


@LANGUAGES
def test_the_code_holds_the_text(device, language: str, tmp_path: Path) -> None:
    page = opened(device(), language=language)
    called(page, "志愿者甲", "观察员丁")
    whole(page)
    page.locator(".o-qr img").screenshot(path=tmp_path / "code.png")
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
    assert code.text == handed(page, "text", END)


def test_browser_and_python_find_the_same_rules_broken(device, libraries) -> None:
    page = opened(device())
    dice = random.Random(7)
    for sequence in libraries["zh"].sequences.values():
        rules = [
            {"id": rule.id, "before": rule.before, "after": rule.after, "severity": rule.severity}
            for rule in sequence.rules
        ]
        cases = []
        for _ in range(200):
            order = [step.id for step in sequence.steps]
            if dice.random() < 0.8:
                dice.shuffle(order)
            cases.append([[step, dice.choice(STATES)] for step in order])
        found = page.evaluate(
            "([rules, cases]) => cases.map((steps) => customElements.get('outreach-observe')"
            ".brokenRules(rules, steps).map((found) => found.rule.id))",
            [rules, cases],
        )
        for steps, broken in zip(cases, found, strict=True):
            assert broken == [rule.id for rule in observed.broken_rules(sequence, [tuple(one) for one in steps])]


# --- the phone's voice, storage, scripts -----------------------------------------------------------------------


@pytest.mark.parametrize(("language", "voice"), [("zh", "zh-CN"), ("en", "en-GB")])
def test_the_phone_reads_out_where_it_can(device, libraries, language: str, voice: str) -> None:
    one = device(script=SPOKEN)
    page = opened(one, language=language)
    page.locator("[data-do=speak]").click()
    assert page.evaluate("window.spoken") == [[libraries[language].sequences["doffing"].steps[0].action, voice]]
    assert one.complaints == []


def test_where_it_fails_the_button_goes(device) -> None:
    one = device(script=MUTE)
    page = opened(one)
    page.locator("[data-do=speak]").click()
    expect(page.locator("[data-do=speak]")).to_be_hidden()
    assert one.complaints == []


@pytest.mark.parametrize("script", [SILENT, BLOCKED, FULL], ids=["no voice", "storage blocked", "storage full"])
def test_what_a_phone_lacks_does_no_harm(device, script: str) -> None:
    one = device(script=script)
    page = opened(one)
    expect(page.locator("[data-do=speak]")).to_be_hidden() if script == SILENT else None
    called(page)
    whole(page)
    assert read(page).name == "甲"
    assert one.complaints == []


def test_nothing_is_kept_on_the_device(device) -> None:
    one = device()
    page = opened(one)
    called(page)
    whole(page)
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_who_would_lose_a_record_is_asked(device) -> None:
    page = opened(device())
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == []
    called(page)
    whole(page)
    page.reload()
    assert asked == ["beforeunload"]
    called(page)
    whole(page)
    page.locator(f"{END} [data-do=copy]").first.click()
    page.reload()
    assert asked == ["beforeunload"]


@LANGUAGES
def test_without_a_script_it_is_a_list_of_steps_and_rules(visit, address: str, libraries, language: str) -> None:
    page = visit(390, scripts=False).open(f"{address}/{language}/observe/doffing.html")
    sequence = libraries[language].sequences["doffing"]
    expect(page.locator(".o-observe-run")).to_be_hidden()
    expect(page.locator(".o-steps > ol > li")).to_have_count(len(sequence.steps))
    for step in sequence.steps:
        expect(page.locator(f"#step-doffing-{step.id}")).to_be_visible()
        expect(page.locator(f"#step-doffing-{step.id}")).to_contain_text(step.action)
    for rule, row in zip(sequence.rules, page.locator("#rules li").all(), strict=True):
        expect(row).to_contain_text(rule.why)


def test_on_paper_it_is_the_list_too(device, tmp_path: Path) -> None:
    page = opened(device())
    tap(page)
    page.emulate_media(media="print")
    expect(page.locator(".o-steps > ol")).to_be_visible()
    expect(page.locator(".o-observe-run")).to_be_hidden()


# --- for everybody ---------------------------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(device, language: str, scheme: str, width: int) -> None:
    page = opened(device(color_scheme=scheme, viewport={"width": width, "height": 844}), language=language)
    tap(page, "missed")
    pick(page, "mask")
    tap(page, "late")
    page.locator(".o-observe-now summary").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    called(page)
    whole(page)
    page.locator(f"{END} summary").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@LANGUAGES
def test_it_fits_a_small_phone_and_large_text(device, language: str) -> None:
    page = opened(device(viewport={"width": 320, "height": 640}), "hand-washing", language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("for (const part of document.querySelectorAll('body, body *')) part.dataset.size = "
                  "parseFloat(getComputedStyle(part).fontSize)")  # fmt: skip
    page.evaluate("for (const part of document.querySelectorAll('body, body *')) "
                  "part.style.fontSize = `${part.dataset.size * 2}px`")  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_every_observed_procedure_has_its_page_and_sheet(site: Path, libraries) -> None:
    for language, library in libraries.items():
        wanted = {name for name, found in library.sequences.items() if found.observed}
        assert {"donning", "doffing", "hand-washing"} <= wanted
        assert {path.stem for path in (site / language / "observe").glob("*.html")} == wanted
        for name in wanted:
            text = (site / language / "observe" / f"{name}.html").read_text("utf-8")
            assert f'href="../sheets/{name}-{language}-observe.pdf"' in text
            assert (site / language / "sheets" / f"{name}-{language}-observe.pdf").read_bytes().startswith(b"%PDF-")


def test_learners_pages_load_nothing_for_trainers(site: Path) -> None:
    for path in (site / "zh").rglob("*.html"):
        loads = re.findall(r'(?:src|href)="[^"]*/(trainer\.css|outreach-observe\.js)', path.read_text("utf-8"))
        assert bool(loads) == (path.parent.name == "observe"), path


def test_the_schema_is_published(site: Path) -> None:
    described = json.loads((site / "schema" / "observed.json").read_text("utf-8"))
    assert described == observed.schema()
