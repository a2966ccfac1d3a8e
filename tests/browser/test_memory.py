"""What the device remembers: the review box, mastery, two tabs, faults of storage, a record taken to another device."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.answering import by_keyboard, right, wrong
from tests.conftest import until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("learning")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
DOFFING = "modules/ppe-protocol/doffing.html"
KEY = "outreach-learning"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def device(browser: Browser, address: str):
    """A device in Guangdong with a clock that can be set: opens pages, and answers questions on them."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, timezone_id="Asia/Shanghai", service_workers="block"
    )
    yield Device(context, address)
    context.close()


class Device:
    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.page.clock.install(time=MONDAY)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def day(self, number: int) -> None:
        self.page.clock.set_fixed_time(MONDAY + timedelta(days=number))

    def open(self, path: str, language: str = "zh") -> Page:
        self.page.goto(f"{self.address}/{language}/{path}")
        return self.page

    def answer(self, library, name: str, good: bool, path: str = DOFFING, card: str = "") -> None:
        self.open(path, library.language)
        item = library.questions[name]
        card = card or f"#q-{name}"
        by_keyboard(self.page, card, (right if good else wrong)(library, item))
        if self.page.locator(f"{card} [data-do=check]").is_visible():
            by_keyboard(self.page, card, right(library, item))

    def stored(self) -> dict:
        return json.loads(self.page.evaluate(f"localStorage.getItem('{KEY}')"))

    def due(self) -> str:
        return self.page.evaluate("OutreachMemory.standing('pp13', 1).due")


# --- the review box --------------------------------------------------------------------------------------------


def test_what_was_missed_comes_back_after_1_3_7_and_21_days(device: Device, libraries) -> None:
    library = libraries["zh"]
    device.day(0)
    device.answer(library, "pp13", good=False)
    expected = [("2026-11-24", 1), ("2026-11-27", 4), ("2026-12-04", 11), ("2026-12-25", 32)]
    for due, day in expected:
        assert device.due() == due
        device.day(day - 1)
        device.open("learning.html")
        expect(device.page.locator('[data-do="review"]')).to_be_hidden()
        device.day(day)
        device.open("learning.html")
        expect(device.page.locator(".o-due-count")).to_contain_text("1")
        device.answer(library, "pp13", good=True)
    assert device.due() == ""


def test_missed_again_it_begins_anew(device: Device, libraries) -> None:
    library = libraries["zh"]
    device.day(0)
    device.answer(library, "pp13", good=False)
    device.day(1)
    device.answer(library, "pp13", good=True)
    assert device.due() == "2026-11-27"
    device.day(5)
    device.answer(library, "pp13", good=False)
    assert device.due() == "2026-11-29"


def test_only_the_first_try_of_a_day_counts(device: Device, libraries) -> None:
    """Whoever has just read the answer and gives it again has not remembered it."""
    library = libraries["zh"]
    device.day(0)
    device.answer(library, "pp13", good=False)
    device.page.locator("#q-pp13 [data-do=again]").press("Enter")
    by_keyboard(device.page, "#q-pp13", right(library, library.questions["pp13"]))
    assert device.due() == "2026-11-24"
    assert device.page.evaluate("OutreachMemory.standing('pp13', 1).rightDays") == 0


def test_a_day_is_the_day_here(device: Device, libraries) -> None:
    """Half past eleven at night in Guangdong is still today, though Greenwich is far behind."""
    device.page.clock.set_fixed_time(datetime(2026, 11, 23, 15, 30, tzinfo=UTC))
    device.answer(libraries["zh"], "pp13", good=False)
    assert device.stored()["answers"][0]["day"] == "2026-11-23"
    device.page.clock.set_fixed_time(datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    device.answer(libraries["zh"], "pp13", good=True)
    assert device.stored()["answers"][-1]["day"] == "2026-11-24"


@LANGUAGES
def test_a_review_asks_what_is_due_what_was_surely_wrong_first(device: Device, libraries, language: str) -> None:
    library = libraries[language]
    device.day(0)
    device.answer(library, "pp13", good=False)
    device.open(DOFFING, language)
    device.page.locator("#q-pp15 .o-sure input[value='3']").check()
    by_keyboard(device.page, "#q-pp15", wrong(library, library.questions["pp15"]))
    device.page.keyboard.press("Enter")
    device.day(1)
    page = device.open("learning.html", language)
    expect(page.locator(".o-due-count")).to_have_text(library.say("learning-due", count=2))
    page.locator('[data-do="review"]').press("Enter")
    for name in ("pp15", "pp13"):
        expect(page.locator(".o-run [data-item]")).to_have_attribute("data-item", name)
        by_keyboard(page, ".o-run [data-item]", right(library, library.questions[name]))
        page.keyboard.press("Enter")
    expect(page.locator(".o-due-count")).to_have_text(library.say("learning-due-none"))
    assert [answer["where"] for answer in device.stored()["answers"]][-2:] == ["review", "review"]
    assert device.complaints == []


# --- progress and mastery --------------------------------------------------------------------------------------


def questions_of(library, module: str) -> list[dict]:
    return [
        {"id": item.id, "revision": item.revision, "objective": item.objective, "critical": item.safety_critical}
        for item in library.bank(module)
    ]


def test_mastery_wants_every_objective_and_safety_on_two_days(device: Device, libraries) -> None:
    library = libraries["zh"]
    bank = questions_of(library, "ppe-protocol")
    page = device.open("learning.html")

    def remember(days: list[str], questions: list[dict]) -> dict:
        answers = [
            {
                "item": one["id"], "revision": one["revision"], "response": [], "outcome": "right", "try": 1,
                "at": f"{day}T01:00:00.000Z", "day": day, "where": "page",
            }
            for day in days
            for one in questions
        ]  # fmt: skip
        taken = page.evaluate("(text) => OutreachMemory.takeIn(text)", json.dumps({"version": 2, "answers": answers}))
        assert taken >= 0
        return page.evaluate("(bank) => OutreachMemory.mastery(bank)", bank)

    state = remember(["2026-11-20"], bank)
    objectives = len({one["objective"] for one in bank})
    assert (state["reached"], state["twice"], state["mastered"]) == (objectives, 0, False)
    critical = [one for one in bank if one["critical"]]
    state = remember(["2026-11-21"], critical[1:])
    assert not state["mastered"]
    state = remember(["2026-11-21"], critical[:1])
    assert state["mastered"]
    device.open("learning.html")
    expect(page.locator('[data-module="ppe-protocol"] .o-course-state')).to_contain_text(
        library.say("learning-mastered")
    )


def test_two_thirds_right_reach_an_objective(device: Device) -> None:
    page = device.open("learning.html")
    bank = [{"id": f"x{n}", "revision": 1, "objective": "o", "critical": False} for n in range(3)]

    def state(outcomes: str) -> bool:
        answers = [
            {
                "item": f"x{n}", "revision": 1, "response": [], "outcome": {"r": "right", "w": "wrong"}[letter],
                "try": 1, "at": f"2026-11-2{n}T01:00:00.000Z", "day": f"2026-11-2{n}", "where": "page",
            }
            for n, letter in enumerate(outcomes)
        ]  # fmt: skip
        page.evaluate("OutreachMemory.forget()")
        page.evaluate("(text) => OutreachMemory.takeIn(text)", json.dumps({"version": 2, "answers": answers}))
        return page.evaluate("(bank) => OutreachMemory.mastery(bank).objectives.get('o').reached", bank)

    assert [state(outcomes) for outcomes in ("rrr", "rrw", "rr", "rww", "r", "www")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_question_whose_meaning_changed_is_asked_anew_and_its_history_stays(device: Device, libraries) -> None:
    library = libraries["zh"]
    device.day(0)
    device.answer(library, "pp13", good=True)
    stored = device.stored()
    for answer in stored["answers"]:
        answer["revision"] = 0  # as an earlier revision of the question would have left it
    device.page.evaluate(f"(text) => localStorage.setItem('{KEY}', text)", json.dumps(stored))
    page = device.open("learning.html")
    page.locator('[data-module="ppe-protocol"] details summary').click()
    expect(page.locator('li[data-item="pp13"] .o-state')).to_have_text(library.say("learning-changed"))
    assert device.stored()["answers"] == stored["answers"]


@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_my_learning_is_for_everybody(device: Device, libraries, language: str, scheme: str) -> None:
    library = libraries[language]
    device.page.emulate_media(color_scheme=scheme)
    device.day(0)
    device.answer(library, "pp13", good=False)
    device.day(1)
    page = device.open("learning.html", language)
    for summary in page.locator("outreach-progress summary").all():
        summary.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.locator('[data-do="review"]').click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# --- taken along, deleted --------------------------------------------------------------------------------------


@LANGUAGES
def test_the_record_goes_to_another_device(
    browser: Browser, device: Device, address: str, libraries, language: str
) -> None:
    library = libraries[language]
    device.day(0)
    device.answer(library, "pp13", good=False)
    page = device.open("learning.html", language)
    page.locator("summary", has_text=library.say("learning-export")).click()
    exported = page.locator('outreach-handing[data-name="json"] textarea')
    expect(exported).not_to_have_value("")
    text = exported.input_value()
    assert json.loads(text) == device.stored()
    other = browser.new_context(timezone_id="Asia/Shanghai", service_workers="block")
    there = other.new_page()
    there.clock.install(time=MONDAY + timedelta(days=2))
    there.goto(f"{address}/{language}/learning.html")
    expect(there.locator(".o-due-count")).to_have_text(library.say("learning-nothing"))
    there.locator("summary", has_text=library.say("learning-import")).click()
    field = there.locator('[data-field="import"]')
    for rubbish in ("hello", "{}", '{"version": 2}', "[1, 2"):
        field.fill(rubbish)
        there.locator('[data-do="import"]').click()
        expect(there.locator(".o-data > .o-result")).to_have_text(library.say("learning-import-wrong"))
    for count in (len(json.loads(text)["answers"]), 0):
        field.fill(text)
        there.locator('[data-do="import"]').click()
        expect(there.locator(".o-data > .o-result")).to_have_text(library.say("learning-imported", count=count))
    expect(there.locator(".o-due-count")).to_have_text(library.say("learning-due", count=1))
    other.close()


def test_a_file_can_be_imported_too(device: Device, libraries, tmp_path: Path) -> None:
    file = tmp_path / "record"
    answer = {
        "item": "pp13",
        "revision": 1,
        "response": ["x"],
        "outcome": "wrong",
        "attempt": 1,
        "at": "2026-11-20T01:00:00.000Z",
    }
    file.write_text(json.dumps([answer]), "utf-8")
    page = device.open("learning.html")
    page.locator("summary", has_text=libraries["zh"].say("learning-import")).click()
    page.locator('[data-field="file"]').set_input_files(file)
    expect(page.locator(".o-data > .o-result")).to_have_text(libraries["zh"].say("learning-imported", count=1))


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing_there(device: Device, libraries) -> None:
    library = libraries["zh"]
    device.day(0)
    device.open("modules/ppe-protocol/exposure.html")
    for typed in ('=HYPERLINK("x")', 'a,b"c'):
        device.page.locator("#q-pp53 .o-entry input").fill(typed)
        device.page.locator("#q-pp53 [data-do=check]").click()
    page = device.open("learning.html")
    page.locator("summary", has_text=library.say("learning-export")).click()
    exported = page.locator('outreach-handing[data-name="csv"] textarea')
    expect(exported).not_to_have_value("")
    text = exported.input_value()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["response"] for row in rows] == ['\'=HYPERLINK("x")', 'a,b"c']
    assert {row["item"] for row in rows} == {"pp53"}
    assert [row["try"] for row in rows] == ["1", "2"]


@LANGUAGES
def test_everything_can_be_deleted_and_it_asks_once_more(device: Device, libraries, language: str) -> None:
    library = libraries[language]
    device.answer(library, "pp13", good=False)
    device.page.evaluate("OutreachMemory.put('a-x', 'words')")
    page = device.open("learning.html", language)
    page.locator("summary", has_text=library.say("learning-delete")).click()
    page.locator('[data-do="delete"]').click()
    expect(page.locator(".o-data > .o-result")).to_have_text(library.say("learning-delete-sure"))
    assert device.stored()["answers"]
    page.locator('[data-do="delete"]').click()
    expect(page.locator(".o-data > .o-result")).to_have_text(library.say("learning-deleted"))
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    expect(page.locator(".o-due-count")).to_have_text(library.say("learning-nothing"))


# --- faults of storage -----------------------------------------------------------------------------------------

FAULTY: dict[str, tuple[str, str]] = {
    "full": (
        "Storage.prototype.setItem = () => { throw new DOMException('over', 'QuotaExceededError'); };",
        "kept-full",
    ),
    "blocked": (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
        "kept-not",
    ),
    "missing": ("Object.defineProperty(window, 'localStorage', { value: undefined });", "kept-not"),
}


@LANGUAGES
@pytest.mark.parametrize("fault", list(FAULTY))
def test_a_fault_is_one_line_and_the_page_goes_on(device: Device, libraries, language: str, fault: str) -> None:
    library = libraries[language]
    spoil, said = FAULTY[fault]
    device.page.add_init_script(spoil)
    device.answer(library, "pp13", good=False)
    line = device.page.locator(".o-kept")
    expect(line).to_be_visible()
    expect(line).to_have_text(library.say(said))
    expect(line).to_have_attribute("role", "status")
    expect(device.page.locator("#q-pp13 > .o-result")).not_to_be_empty()
    # For as long as the page is open it remembers.
    assert device.page.evaluate("OutreachMemory.standing('pp13', 1).last.outcome") == "wrong"
    assert device.complaints == []


def start_with(device: Device, text: str) -> None:
    device.open("about.html")
    device.page.evaluate(f"(text) => localStorage.setItem('{KEY}', text)", text)


@LANGUAGES
@pytest.mark.parametrize("text", ['{"version": 2, "answers": [', "null", "7", '{"answers": {}}', "not json"])
def test_a_broken_record_is_put_aside_and_said_once(device: Device, libraries, language: str, text: str) -> None:
    library = libraries[language]
    start_with(device, text)
    page = device.open(DOFFING, language)
    expect(page.locator(".o-kept")).to_have_text(library.say("kept-broken"))
    aside = "Object.keys(localStorage).filter((key) => key.startsWith('outreach-learning-broken'))"
    (key,) = page.evaluate(aside)
    assert page.evaluate("(key) => localStorage.getItem(key)", key) == text
    device.answer(library, "pp13", good=True)
    expect(device.page.locator(".o-kept")).to_be_hidden()
    assert len(device.stored()["answers"]) == 1
    assert device.page.evaluate(aside) == [key]


def test_what_can_be_read_of_a_damaged_record_is_kept(device: Device, libraries) -> None:
    good = {
        "item": "pp13", "revision": 1, "response": ["x"], "outcome": "wrong", "try": 1,
        "at": "2026-11-20T01:00:00.000Z", "day": "2026-11-20", "where": "page",
    }  # fmt: skip
    start_with(device, json.dumps({"version": 2, "answers": [good, {"item": 5}, None, {**good, "at": "never"}]}))
    page = device.open(DOFFING)
    expect(page.locator(".o-kept")).to_have_text(libraries["zh"].say("kept-broken"))
    assert device.stored()["answers"] == [good]


def test_an_older_versions_record_is_carried_over(device: Device, libraries) -> None:
    answer = {
        "item": "pp13", "revision": 1, "response": ["x"], "outcome": "wrong", "attempt": 1,
        "at": "2026-11-20T01:00:00.000Z",
    }  # fmt: skip
    start_with(device, json.dumps([answer]))
    device.day(0)
    page = device.open("learning.html")
    expect(page.locator(".o-due-count")).to_have_text(libraries["zh"].say("learning-due", count=1))
    device.answer(libraries["zh"], "pp13", good=True)
    stored = device.stored()
    assert stored["version"] == 2
    assert [(one["day"], one["try"]) for one in stored["answers"]] == [("2026-11-20", 1), ("2026-11-23", 1)]


@LANGUAGES
def test_a_newer_versions_record_is_left_alone(device: Device, libraries, language: str) -> None:
    library = libraries[language]
    text = json.dumps({"version": 99, "answers": [], "something": "new"})
    start_with(device, text)
    device.answer(library, "pp13", good=True)
    expect(device.page.locator(".o-kept")).to_have_text(library.say("kept-newer"))
    assert device.page.evaluate(f"localStorage.getItem('{KEY}')") == text
    assert device.page.evaluate("OutreachMemory.standing('pp13', 1).last.outcome") == "right"


def test_two_tabs_lose_nothing(browser: Browser, address: str, libraries) -> None:
    library = libraries["zh"]
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(f"{address}/zh/{DOFFING}")
    answer: Callable[[Page, str], None] = lambda tab, name: by_keyboard(  # noqa: E731
        tab, f"#q-{name}", right(library, library.questions[name])
    )
    answer(tabs[0], "pp13")
    answer(tabs[1], "pp14")
    answer(tabs[0], "pp15")
    # What one tab writes the other sees a moment later.
    there = f"JSON.parse(localStorage.getItem('{KEY}')).answers.map((one) => one.item).sort().join()"
    for tab in tabs:
        until(tab, f"{there} === 'pp13,pp14,pp15'")
    # A tab that writes over the others without looking: the next to hear of it puts everything together again.
    tabs[0].evaluate(f"localStorage.setItem('{KEY}', JSON.stringify({{version: 2, answers: [], tests: []}}))")
    until(tabs[1], f"JSON.parse(localStorage.getItem('{KEY}')).answers.length === 3")
    # Deleting is meant for all tabs.
    tabs[0].evaluate("OutreachMemory.forget()")
    until(tabs[1], "OutreachMemory.snapshot().answers.length === 0")
    context.close()


# --- a checklist to tick ---------------------------------------------------------------------------------------


@LANGUAGES
def test_ticks_stay_for_two_hours_and_no_longer(device: Device, libraries, language: str) -> None:
    library = libraries[language]
    device.day(0)
    page = device.open("checklists/doffing.html", language)
    boxes = page.locator("outreach-ticks input")
    boxes.first.check()
    boxes.nth(1).check()
    count = library.say("ticks-count", count=2, of=boxes.count())
    expect(page.locator(".o-count")).to_have_text(count)
    page.clock.set_fixed_time(MONDAY + timedelta(hours=1, minutes=55))
    page.reload()
    expect(page.locator(".o-count")).to_have_text(count)
    page.clock.set_fixed_time(MONDAY + timedelta(hours=4))
    page.reload()
    expect(page.locator(".o-count")).to_have_text(library.say("ticks-count", count=0, of=boxes.count()))
    boxes.first.check()
    page.locator("outreach-ticks [data-do=clear]").click()
    expect(page.locator("outreach-ticks input:checked")).to_have_count(0)
    expect(boxes.first).to_be_focused()


@LANGUAGES
def test_a_stop_item_that_was_passed_over_is_said(device: Device, libraries, language: str) -> None:
    library = libraries[language]
    page = device.open("checklists/doffing.html", language)
    items = library.checklists["doffing"].items
    assert items[0].stop
    boxes = page.locator("outreach-ticks input")
    boxes.nth(1).check()
    expect(page.locator("outreach-ticks .o-result")).to_contain_text(items[0].text)
    boxes.first.check()
    expect(page.locator("outreach-ticks .o-result")).to_be_empty()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
