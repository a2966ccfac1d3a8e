"""A whole sitting in Chromium: by keyboard alone and by touch, its result by objective, its slip, its printed page."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from PIL import Image
from playwright.sync_api import Browser, Page, expect

import outreach
from outreach import forms, slips
from outreach.kinds.sitting import SEED
from outreach.outputs.scripts import script
from tests.browser.answering import by_keyboard, by_touch, items_of, right, sit
from tests.test_slips import SLIPS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("learning")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
MODULES = ["ppe-protocol", "stress-relief", "policy-explanation"]


@LANGUAGES
def test_a_whole_sitting_by_keyboard_alone(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    drawn = forms.draw(library, "ppe-protocol", SEED)
    here = visit(390)
    page = here.open(f"{address}/{language}/modules/ppe-protocol/test.html")
    missed = {name for name in drawn.a if library.questions[name].safety_critical}
    missed = set(sorted(missed)[:2]) | {name for name in drawn.a if not library.questions[name].safety_critical}
    for _ in range(60):
        if page.evaluate("document.activeElement.dataset.do === 'before'"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".o-run-place")).to_be_focused()
    asked = sit(page, library, missed, lambda card, response: by_keyboard(page, card, response))
    repeated = [f"{name} again" for name in drawn.a if name in missed and library.questions[name].safety_critical]
    assert asked == [*drawn.a, *repeated]
    expect(page.locator(".o-total")).to_be_focused()
    expect(page.locator(".o-total")).to_contain_text(str(len(drawn.a) - len(missed)))
    for objective in {library.questions[name].objective for name in drawn.a}:
        names = [name for name in drawn.a if library.questions[name].objective == objective]
        good = sum(name not in missed for name in names)
        row = page.locator(f'tr[data-objective="{objective}"]')
        expect(row.locator('[data-test="before"]')).to_contain_text(f"{good}/{len(names)}")
        expect(row.locator('[data-test="after"]')).to_have_text("–")
        expect(row.locator(".o-study")).to_be_visible(visible=good < len(names))
    expect(page.locator(".o-summary")).to_contain_text(library.say("test-no-proof"))
    assert here.complaints == []
    # The test after, on the other form; what was before stands beside it.
    page.locator("[data-do=back]").press("Enter")
    page.locator("[data-do=after]").press("Enter")
    asked = sit(page, library, set(), lambda card, response: by_keyboard(page, card, response))
    assert asked == list(drawn.b)
    for objective in {library.questions[name].objective for name in drawn.b}:
        row = page.locator(f'tr[data-objective="{objective}"]')
        expect(row.locator('[data-test="after"]')).to_contain_text(library.say("test-right"))
        expect(row.locator('[data-test="before"]')).not_to_have_text("–")


@LANGUAGES
def test_the_same_sitting_by_touch(browser: Browser, address: str, libraries, language: str) -> None:
    library = libraries[language]
    drawn = forms.draw(library, "stress-relief", SEED)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    page.goto(f"{address}/{language}/modules/stress-relief/test.html")
    page.locator("[data-do=before]").tap()
    missed = {drawn.a[0], drawn.a[3]}
    asked = sit(page, library, missed, lambda card, response: by_touch(page.locator(card), response))
    assert [name for name in asked if not name.endswith("again")] == list(drawn.a)
    expect(page.locator(".o-total")).to_contain_text(str(len(drawn.a) - 2))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def quick(page: Page, library, missed: set[str] = frozenset()) -> None:
    sit(page, library, missed, lambda card, response: by_keyboard(page, card, response))


def test_no_item_stands_in_both_forms_and_each_page_has_its_own(visit, address: str, libraries) -> None:
    for module in MODULES:
        drawn = forms.draw(libraries["zh"], module, SEED)
        page = visit(390, scripts=False).open(f"{address}/zh/modules/{module}/test.html")
        for form, expected in (("A", drawn.a), ("B", drawn.b)):
            found = page.locator(f'[data-form="{form}"] [data-item]').evaluate_all(
                "(all) => all.map((card) => card.dataset.item)"
            )
            assert tuple(found) == expected
            expect(page.locator(f'[data-form="{form}"]')).to_be_visible()


@LANGUAGES
def test_a_sitting_that_was_left_can_be_gone_on_with(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    page = visit(390).open(f"{address}/{language}/modules/ppe-protocol/test.html")
    page.locator("[data-do=before]").click()
    first = items_of(page)
    by_keyboard(page, ".o-run [data-item]", right(library, library.questions[first]))
    page.keyboard.press("Enter")
    second = items_of(page)
    page.reload()
    resume = page.locator("[data-do=resume]")
    expect(resume).to_contain_text("1")
    resume.click()
    assert items_of(page) == second
    expect(page.locator(".o-run-place")).to_contain_text("2")
    quick(page, library)
    expect(page.locator(".o-total")).to_contain_text(str(len(forms.draw(library, "ppe-protocol", SEED).a)))


@LANGUAGES
def test_the_slip_is_read_and_marked_again_by_python(visit, address: str, libraries, language: str) -> None:
    library = libraries[language]
    drawn = forms.draw(library, "ppe-protocol", SEED)
    missed = set(drawn.b[:3])
    page = visit(390).open(f"{address}/{language}/modules/ppe-protocol/test.html")
    page.locator("[data-do=after]").click()
    quick(page, library, missed)
    page.locator("outreach-slip input").fill("小林")
    page.locator("[data-do=make]").press("Enter")
    text = page.locator('outreach-handing[data-name="text"] textarea').input_value()
    file = page.locator('outreach-handing[data-name="json"] textarea').input_value()
    picture = page.locator(".o-qr img")
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box
    assert box["width"] >= 200
    assert picture.evaluate("(picture) => picture.naturalWidth") >= 400
    assert (picture.get_attribute("src") or "").startswith("data:image/png")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot(full_page=True))))
    assert code.text == text
    slip = outreach.read_slip(text)
    assert slips.pack(slip) == text
    from_file = outreach.read_slip(file)
    assert from_file.answers[0].outcome is not None
    assert slips.pack(from_file) == text
    assert (slip.name, slip.module, slip.test, slip.form, slip.language) == (
        "小林",
        "ppe-protocol",
        "after",
        "B",
        language,
    )
    table = outreach.slip_table(from_file)
    assert list(table.index) == list(drawn.b)
    assert set(table.index[table["outcome"] != "right"]) == missed
    assert set(table["note"]) == {""}
    assert set(json.loads(file)) == {"schema", "module", "test", "form", "seed", "language", "day", "name", "answers"}


def test_the_text_is_copied_and_the_file_is_saved(browser: Browser, address: str, libraries) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, accept_downloads=True, service_workers="block"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/en/modules/policy-explanation/test.html")
    page.locator("[data-do=before]").click()
    quick(page, libraries["en"])
    page.locator("[data-do=make]").click()
    text = page.locator('outreach-handing[data-name="text"]')
    text.locator("[data-do=copy]").click()
    expect(text.locator(".o-result")).to_have_text(libraries["en"].say("handing-copied"))
    assert page.evaluate("navigator.clipboard.readText()") == text.locator("textarea").input_value()
    with page.expect_download() as saved:
        page.locator('outreach-handing[data-name="json"] [data-do=save]').click()
    slip = outreach.read_slip(Path(saved.value.path()).read_text("utf-8"))
    assert saved.value.suggested_filename.endswith(".json")
    assert slip.name == ""
    context.close()


def test_where_the_clipboard_is_refused_the_text_is_selected(visit, address: str, libraries) -> None:
    here = visit(390)
    here.page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
    )
    page = here.open(f"{address}/zh/modules/policy-explanation/test.html")
    page.locator("[data-do=before]").click()
    quick(page, libraries["zh"])
    page.locator("[data-do=make]").click()
    text = page.locator('outreach-handing[data-name="text"]')
    text.locator("[data-do=copy]").click()
    expect(text.locator(".o-result")).to_have_text(libraries["zh"].say("handing-select"))
    assert page.evaluate("getSelection().toString()") == text.locator("textarea").input_value()


@LANGUAGES
def test_the_summary_prints_on_one_page_and_says_what_it_does_not_prove(
    visit, address: str, libraries, language: str, tmp_path: Path
) -> None:
    library = libraries[language]
    page = visit(390).open(f"{address}/{language}/modules/ppe-protocol/test.html")
    page.locator("[data-do=before]").click()
    quick(page, library)
    page.locator("outreach-slip input").fill("小林")
    page.locator("[data-do=make]").click()
    printed = tmp_path / "summary.pdf"
    printed.write_bytes(page.pdf(format="A4"))
    told = subprocess.run(["pdfinfo", printed], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+1\b", told), told
    text = subprocess.run(["pdftotext", "-raw", printed, "-"], capture_output=True, text=True, check=True).stdout
    plain = "".join(text.split())
    for phrase in (library.say("test-no-proof"), library.modules["ppe-protocol"].title, "小林"):
        assert "".join(phrase.split()) in plain
    assert "OUTREACH1" not in plain
    stems = [library.questions[name].stem for name in forms.draw(library, "ppe-protocol", SEED).a]
    assert not any("".join(stem.split()) in plain for stem in stems)


@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_sitting(visit, address: str, libraries, language: str, scheme: str) -> None:
    page = visit(390, scheme).open(f"{address}/{language}/modules/policy-explanation/test.html")
    page.locator("[data-do=before]").click()
    asked = Axe().run(page)
    quick(page, libraries[language], set(forms.draw(libraries[language], "policy-explanation", SEED).a[:2]))
    page.locator("[data-do=make]").click()
    done = Axe().run(page)
    for results in (asked, done):
        assert results.violations_count == 0, results.generate_report()


def test_in_wechat_the_print_button_says_what_to_do(browser: Browser, address: str, libraries) -> None:
    context = browser.new_context(
        user_agent="Mozilla/5.0 (Linux; Android 13) Chrome/116 Mobile MicroMessenger/8.0", service_workers="block"
    )
    page = context.new_page()
    page.goto(f"{address}/zh/modules/policy-explanation/test.html")
    page.locator("[data-do=before]").click()
    quick(page, libraries["zh"])
    page.locator("[data-do=print]").click()
    expect(page.locator(".o-total")).to_contain_text(libraries["zh"].say("print-elsewhere"))
    context.close()


@pytest.fixture(scope="module")
def packer(browser: Browser) -> Page:
    page = browser.new_context(service_workers="block").new_page()
    page.set_content(f"<!doctype html><body><script>{script('outreach-slip')}</script></body>")
    yield page
    page.context.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SLIPS)
def test_the_browser_packs_a_slip_as_python_does(packer: Page, slip) -> None:
    data = json.loads(slip.model_dump_json(by_alias=True, exclude_none=True))
    assert packer.evaluate("(slip) => customElements.get('outreach-slip').textOf(slip)", data) == slips.pack(slip)
