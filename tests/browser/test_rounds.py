"""A checklist on screen: ticked with times, signed, recorded; kept on the device, and done where nothing is kept."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.checklists import BLOCKED, FULL, HOSTILE, handed, later, seen, too_small
from tests.conftest import until
from tests.printing.reading import run, squeezed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
BOXES = ".o-ticks input"


def tick_all(page: Page) -> None:
    for box in page.locator(BOXES).all():
        box.check()


def sign(page: Page, *names: str) -> None:
    for field, name in zip(page.locator("[data-role]").all(), names, strict=True):
        field.fill(name)


def record(page: Page) -> dict:
    return json.loads(handed(page, "json", ".o-made"))


def finish(page: Page) -> None:
    page.locator('[data-do="finish"]').click()


# --- a round ---------------------------------------------------------------------------------------------------


@LANGUAGES
def test_a_round_is_recorded_with_its_times_and_names(device, libraries, language: str) -> None:
    library = libraries[language]
    checklist = library.checklists["doffing"]
    one = device()
    page = one.open("doffing", language)
    boxes = page.locator(BOXES)
    boxes.first.check()
    expect(page.locator(".o-ticks time").first).to_have_text("09:00")
    later(page, minutes=4)
    for box in boxes.all()[1:]:
        box.check()
    sign(page, "志愿者甲", "志愿者乙")
    later(page, minutes=9)
    finish(page)
    expect(page.locator(".o-round-end > .o-result")).to_have_text(library.say("round-made"))
    found = record(page)
    assert (found["started"], found["ended"]) == ("2026-11-23T09:00:00+08:00", "2026-11-23T09:09:00+08:00")
    assert (found["outcome"], found["number"], found["revision"]) == ("all", "CL05", checklist.revision)
    assert [(signed["role"], signed["name"]) for signed in found["signed"]] == [
        ("operator", "志愿者甲"), ("observer", "志愿者乙"),
    ]  # fmt: skip
    items = [item for item in checklist.items if not item.historical]
    assert [item["stop"] for item in found["items"]] == [item.stop for item in items]
    assert [item["at"][11:16] for item in found["items"]] == ["09:00", *["09:04"] * (len(items) - 1)]
    text = handed(page, "text", ".o-made")
    assert "2026-11-23 09:00 – 2026-11-23 09:09" in text
    assert library.say("round-all", of=len(items)) in text
    for item in found["items"]:
        assert f"{item['number']} {item['text']}" in text
    rows = list(csv.DictReader(io.StringIO(handed(page, "csv", ".o-made"))))
    assert [row["item"] for row in rows] == [item["text"] for item in found["items"]]
    assert {row["observer"] for row in rows} == {"志愿者乙"}
    # The next round begins on an empty list.
    expect(page.locator(f"{BOXES}:checked")).to_have_count(0)
    assert [field.input_value() for field in page.locator("[data-role]").all()] == ["", ""]
    assert one.complaints == []


@LANGUAGES
def test_a_stop_item_that_is_not_met_is_said_and_recorded(device, libraries, language: str) -> None:
    library = libraries[language]
    page = device().open("doffing", language)
    items = library.checklists["doffing"].items
    page.locator(BOXES).nth(1).check()
    expect(page.locator("outreach-ticks .o-result")).to_contain_text(items[0].text)
    finish(page)
    said = page.locator(".o-round-end > .o-result")
    expect(said).to_contain_text(items[0].text)
    expect(said).to_have_attribute("data-outcome", "wrong")
    expect(page.locator(".o-made")).to_be_hidden()
    # What changed in between is looked at again.
    page.locator(BOXES).nth(2).check()
    finish(page)
    expect(page.locator(".o-made")).to_be_hidden()
    finish(page)
    found = record(page)
    assert found["outcome"] == "stopped"
    assert items[0].text in handed(page, "text", ".o-made").splitlines()[3]
    assert library.say("round-not-ticked") in handed(page, "text", ".o-made")


def test_a_stop_item_of_an_earlier_part_counts_in_a_later_one(device, libraries) -> None:
    page = device().open("after-duty")
    checklist = libraries["zh"].checklists["after-duty"]
    first = next(item for item in checklist.items if item.stop)
    page.locator("outreach-ticks").nth(1).locator("input").first.check()
    expect(page.locator("outreach-ticks").nth(1).locator(".o-result")).to_contain_text(first.text)


def test_nothing_ticked_is_nothing_to_record(device, libraries) -> None:
    page = device().open()
    finish(page)
    expect(page.locator(".o-round-end > .o-result")).to_have_text(libraries["zh"].say("round-nothing"))
    expect(page.locator(".o-past")).to_be_hidden()


def test_by_keyboard_alone(device) -> None:
    page = device().open()
    page.locator(BOXES).first.focus()
    for _ in page.locator(BOXES).all():
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.dataset.role || ''") != "operator":
        page.keyboard.press("Tab")
    page.keyboard.insert_text("甲")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("乙")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert record(page)["outcome"] == "all"
    assert page.evaluate("document.activeElement.className") == "o-made"


def test_by_touch_each_target_is_large_enough(device) -> None:
    page = device(has_touch=True, is_mobile=True).open()
    page.locator("[data-role]").first.fill("甲")
    for row in page.locator(".o-ticks label").all():
        row.tap()
    page.locator('[data-do="finish"]').tap()
    page.locator('[data-do="finish"]').tap()
    page.locator(".o-past summary").tap()
    assert record(page)["outcome"] == "all"
    small = too_small(page, "outreach-round button, outreach-round summary, .o-ticks li, [data-role]")
    assert small == []


# --- kept ------------------------------------------------------------------------------------------------------


def test_a_reload_and_another_tab_know_it(device) -> None:
    one = device()
    page, other = one.open(), one.open()
    page.locator(BOXES).first.check()
    page.locator("[data-role]").first.fill("甲")
    expect(other.locator(BOXES).first).to_be_checked()
    expect(other.locator("[data-role]").first).to_have_value("甲")
    page.reload()
    expect(page.locator(BOXES).first).to_be_checked()
    expect(page.locator(".o-ticks time").first).to_have_text("09:00")
    other.locator(BOXES).nth(1).check()
    expect(page.locator(BOXES).nth(1)).to_be_checked()
    finish(page)
    finish(page)
    expect(other.locator(f"{BOXES}:checked")).to_have_count(0)
    expect(other.locator(".o-past")).to_be_visible()
    other.reload()
    expect(other.locator(f"{BOXES}:checked")).to_have_count(0)


def test_what_was_left_for_two_hours_is_an_unfinished_record(device, libraries) -> None:
    one = device()
    page = one.open()
    page.locator(BOXES).nth(0).check()
    later(page, hours=3)
    page.reload()
    expect(page.locator(f"{BOXES}:checked")).to_have_count(0)
    page.locator(".o-past summary").click()
    count = len([item for item in libraries["zh"].checklists["doffing"].items if not item.historical]) - 1
    expect(page.locator(".o-past li [data-do=show]")).to_contain_text(libraries["zh"].say("round-left", count=count))
    page.locator(".o-past li [data-do=show]").click()
    assert record(page)["outcome"] == "left"
    assert record(page)["ended"] == "2026-11-23T09:00:00+08:00"


def test_records_are_some_dozens_and_can_be_deleted(device, libraries) -> None:
    one = device()
    page = one.open()
    for minute in range(38):
        later(page, minutes=minute)
        page.locator(BOXES).first.check()
        finish(page)
        finish(page)
    kept = json.loads(page.evaluate("localStorage.getItem('outreach-notes-rounds')"))
    assert len(kept) == 36
    assert kept[0]["started"] > kept[-1]["started"] == "2026-11-23T09:02:00+08:00"
    page.locator(".o-past summary").click()
    drop = page.locator(".o-past li [data-do=drop]")
    drop.first.click()
    expect(page.locator(".o-round-end > .o-result")).to_have_text(libraries["zh"].say("learning-delete-sure"))
    expect(drop).to_have_count(36)
    drop.first.click()
    expect(drop).to_have_count(35)
    page.locator(".o-past [data-do=delete]").click()
    page.locator(".o-past [data-do=delete]").click()
    expect(page.locator(".o-past")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('outreach-notes-rounds')") is None


def test_records_of_one_checklist_are_not_those_of_another(device) -> None:
    one = device()
    page = one.open("doffing-coverall")
    page.locator(BOXES).first.check()
    finish(page)
    finish(page)
    other = one.open("doffing")
    expect(other.locator(f"{BOXES}:checked")).to_have_count(0)
    expect(other.locator(".o-past")).to_be_hidden()


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_where_nothing_can_be_kept_a_line_says_so_and_it_goes_on(device, libraries, script: str) -> None:
    one = device(script=script)
    page = one.open()
    page.locator(BOXES).first.check()
    expect(page.locator(".o-round-end > .o-result")).to_have_text(libraries["zh"].say("round-not-kept"))
    tick_all(page)
    sign(page, "甲", "乙")
    finish(page)
    assert record(page)["outcome"] == "all"
    expect(page.locator(".o-past")).to_be_visible()
    assert one.complaints == []


@pytest.mark.parametrize(
    "value", ["{", '"x"', "[]", '{"at": 1}', '{"at": 99999999999999, "times": {"a": 5}}', '[{"checklist": "doffing"}]']
)
def test_broken_storage_does_no_harm(device, value: str) -> None:
    one = device()
    page = one.open()
    page.evaluate(
        "(text) => ['round-doffing', 'rounds'].forEach((name) => localStorage.setItem(`outreach-notes-${name}`, text))",
        value,
    )
    page.reload()
    tick_all(page)
    sign(page, "甲", "乙")
    finish(page)
    assert record(page)["outcome"] == "all"
    assert one.complaints == []


@pytest.mark.parametrize("name", [HOSTILE, "甲\u202e乙\u200b", "=HYPERLINK(1)", "x" * 300])
def test_hostile_names_are_words(device, name: str) -> None:
    one = device()
    page = one.open()
    tick_all(page)
    sign(page, name, "乙")
    finish(page)
    found = record(page)["signed"][0]["name"]
    assert found == name.replace("\u202e", "").replace("\u200b", "")[:40]
    cells = next(csv.DictReader(io.StringIO(handed(page, "csv", ".o-made"))))
    assert not cells["operator"].startswith("=")
    page.locator(".o-past summary").click()
    assert page.evaluate("window.hit === undefined && !document.querySelector('outreach-round img[src=x]')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert one.complaints == []


# --- for everybody, and on paper -------------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(device, language: str, scheme: str, width: int) -> None:
    page = device(color_scheme=scheme, viewport={"width": width, "height": 844}).open("doffing", language)
    page.locator(BOXES).nth(1).check()
    finish(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    finish(page)
    page.locator(".o-past summary").click()
    page.locator(".o-made summary").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@LANGUAGES
def test_it_fits_a_small_phone_and_large_text(device, language: str) -> None:
    page = device(viewport={"width": 320, "height": 640}).open("exposure", language)
    page.locator(BOXES).first.check()
    finish(page)
    finish(page)
    page.locator(".o-past summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("for (const part of document.querySelectorAll('body, body *')) part.dataset.size = "
                  "parseFloat(getComputedStyle(part).fontSize)")  # fmt: skip
    page.evaluate("for (const part of document.querySelectorAll('body, body *')) "
                  "part.style.fontSize = `${part.dataset.size * 2}px`")  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@LANGUAGES
def test_on_paper_it_carries_edition_dates_code_ticks_and_names(
    device, address: str, libraries, language: str, tmp_path: Path
) -> None:
    library = libraries[language]
    checklist = library.checklists["doffing"]
    page = device(color_scheme="dark").open("doffing", language)
    page.locator(BOXES).first.check()
    sign(page, "志愿者甲", "志愿者乙")
    # Who reads white on black prints black on white.
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    page.emulate_media(media="null")
    path = tmp_path / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    text = squeezed(run("pdftotext", "-layout", str(path), "-"))
    first = squeezed(run("pdftotext", "-l", "1", str(path), "-"))
    for said in (
        library.say("revision", revision=checklist.revision),
        library.say("checked", date=library.day(checklist.checked)),
        library.say("review-by", date=library.day(checklist.review_by)), "志愿者甲", "志愿者乙", "09:00",
        library.say("sign-operator"), library.say("current-code"),
    ):  # fmt: skip
        assert squeezed(said) in first, said
    assert squeezed(library.say("round-finish")) not in text
    assert squeezed(library.say("own-fold")) not in text
    (code,) = zxingcpp.read_barcodes(seen(path))
    assert code.text == f"{address}/{language}/checklists/doffing.html"


def test_from_disk_it_works_and_the_code_says_what_it_is(visit, site: Path, libraries, tmp_path: Path) -> None:
    here = visit(390)
    page = here.open((site / "zh" / "checklists" / "doffing.html").as_uri())
    tick_all(page)
    sign(page, "甲", "乙")
    finish(page)
    assert record(page)["outcome"] == "all"
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    (code,) = zxingcpp.read_barcodes(seen(tmp_path / "page.pdf"))
    assert code.text.splitlines()[0] == libraries["zh"].checklists["doffing"].title
    assert code.text.splitlines()[-1] == "zh/checklists/doffing.html"
    assert here.complaints == []


def test_without_a_script_the_list_reads_and_nothing_else_stands_there(visit, address: str) -> None:
    page = visit(390, scripts=False).open(f"{address}/zh/checklists/doffing.html")
    page.locator(BOXES).first.check()
    expect(page.locator(".o-round-end")).to_be_hidden()
    expect(page.locator(".o-later")).to_be_hidden()


def test_a_first_visit_is_light(visit, address: str, libraries) -> None:
    for name in libraries["zh"].checklists:
        here = visit(390)
        page = here.open(f"{address}/zh/checklists/{name}.html")
        until(page, "Boolean(document.querySelector('.o-current img'))")
        assert here.weight() <= 75 * 1024, (name, here.weight())
        assert len(here.responses) <= 15
        assert not [one for one in here.responses if "outreach-own" in one.url]
        here.context.close()
