"""A checklist made one's own in the browser: what is typed is text, what is left out is said, it prints as it shows."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from outreach import adaptations
from outreach.markup import inline
from outreach.page import words
from tests.browser.checklists import BLOCKED, FULL, HOSTILE, handed, seen, too_small, unfolded
from tests.conftest import until
from tests.printing.reading import run, squeezed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="window.hit=1"><script>window.hit=1</script>'
    '<rect width="40" height="20" fill="#000"/></svg>'
)


def picture(kind: str, size: tuple[int, int] = (1200, 600)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "black").save(made, kind)
    return made.getvalue()


def fill(page: Page, name: str, text: str) -> None:
    page.locator(f"outreach-own [data-field={name}]").fill(text)
    page.keyboard.press("Tab")


def add(page: Page, text: str, after: str = "") -> None:
    page.locator("outreach-own [data-field=text]").fill(text)
    page.locator("outreach-own [data-field=after]").select_option(after)
    page.locator("outreach-own [data-do=add]").click()


def give(page: Page, name: str, content: bytes, kind: str = "") -> None:
    page.locator("outreach-own [data-field=logo]").set_input_files(
        [{"name": name, "mimeType": kind, "buffer": content}]
    )


def leave_out(page: Page, item: str) -> None:
    page.locator(f".o-own-items input[value={item}]").uncheck()


def said(page: Page) -> str:
    return page.locator("outreach-own > .o-result").first.inner_text()


def sheet(page: Page) -> str:
    return squeezed(page.locator(".o-own-preview").inner_text())


def drawn(page: Page) -> Image.Image:
    source = until(page, "(document.querySelector('.o-own-preview .o-sheet-logo') || {}).src")
    kind, _, data = source.partition(",")
    assert kind in ("data:image/png;base64", "data:image/jpeg;base64")
    return Image.open(io.BytesIO(base64.b64decode(data)))


def plain(item) -> str:
    return squeezed(words(inline(item.text)))


# --- the sheet -------------------------------------------------------------------------------------------------


@LANGUAGES
def test_the_sheet_prints_as_it_was_made(device, address: str, libraries, language: str, tmp_path: Path) -> None:
    library = libraries[language]
    checklist = library.checklists["doffing"]
    one = device()
    page = unfolded(one.open("doffing", language))
    fill(page, "organisation", "海珠区新港街社工站")
    fill(page, "contact", "020-00000000")
    give(page, "logo.png", picture("PNG"), "image/png")
    assert max(drawn(page).size) == 600
    add(page, "隔离衣放进黄色袋", "gown")
    add(page, "在本子上签名")
    leave_out(page, "mask")
    leave_out(page, "leave")
    path = tmp_path / "own.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    assert "Pages:           1" in run("pdfinfo", str(path))
    text = squeezed(run("pdftotext", "-raw", str(path), "-"))
    items = {item.id: plain(item) for item in checklist.items}
    for wanted in (
        "海珠区新港街社工站", "020-00000000", checklist.title, library.say("revision", revision=checklist.revision),
        library.say("checked", date=library.day(checklist.checked)), library.say("own-added", count=2),
        library.say("review-by", date=library.day(checklist.review_by)), library.say("without-stop"),
        library.say("own-left-out", items=items["leave"]), library.say("sign-observer"), library.say("current-code"),
    ):  # fmt: skip
        assert squeezed(wanted) in text, wanted
    assert items["mask"] in text.split(squeezed(library.say("without-stop")))[1]
    assert text.count(items["mask"]) == 1
    for one_after_other in ("1" + items["stop"], "4隔离衣放进黄色袋" + squeezed(library.say("own-item"))):
        assert one_after_other in text
    assert squeezed("8在本子上签名") in text
    # Nothing of the page around it.
    assert squeezed(library.say("round-end")) not in text
    assert squeezed(library.say("own-print")) not in text
    assert squeezed(library.say("home")) + squeezed(library.say("menu")) not in text
    image = seen(path)
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == f"{address}/{language}/checklists/doffing.html"
    width, height = image.size
    assert image.convert("L").crop((width // 14, height // 24, width // 5, height // 10)).getextrema()[0] < 60
    # Folded again, the page is printed as it always is.
    page.locator(".o-own-fold > summary").click()
    until(page, "!document.body.classList.contains('o-own-printing')")
    page.pdf(path=path, prefer_css_page_size=True)
    assert "隔离衣放进黄色袋" not in squeezed(run("pdftotext", "-raw", str(path), "-"))
    assert one.complaints == []


@LANGUAGES
@pytest.mark.parametrize(
    "name", ["doffing", "exposure", "donning-coverall", "after-duty", "disinfection", "vulnerable-household"]
)
def test_unchanged_it_says_what_the_printed_sheet_says(device, site: Path, libraries, language: str, name: str) -> None:
    library = libraries[language]
    page = unfolded(device().open(name, language))
    shown = sheet(page)
    checklist = library.checklists[name]
    (printed,) = (site / language / "sheets").glob(f"{checklist.number}-{name}-{language}.pdf")
    text = squeezed(run("pdftotext", "-raw", str(printed), "-"))
    for item in checklist.items:
        if not item.historical:
            assert plain(item) in shown
            assert plain(item) in text
    for line in checklist.anytime:
        assert plain(line) in shown
    assert (checklist.audience == "trained-staff") == (squeezed(library.say("trained-staff-only")) in shown)
    assert page.locator(".o-own-preview .o-sheet-stop").count() == sum(
        item.stop and not item.historical for item in checklist.items
    )
    assert page.locator(".o-own-preview svg").count() == page.locator(".o-ticks svg").count()


def test_the_last_item_cannot_be_left_out(device, libraries) -> None:
    page = unfolded(device().open())
    boxes = page.locator(".o-own-items input")
    for place in range(boxes.count()):
        boxes.nth(place).click()
    expect(page.locator("outreach-own > .o-result").first).to_have_text(libraries["zh"].say("own-all-out"))
    expect(page.locator(".o-own-items input:checked")).to_have_count(1)


def test_by_keyboard_alone(device) -> None:
    page = device().open()
    page.locator(".o-own-fold > summary").focus()
    page.keyboard.press("Enter")
    until(page, "Boolean(document.querySelector('outreach-own .o-sheet'))")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("甲站")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.value") == "stop"
    while page.evaluate("document.activeElement.dataset.field || ''") != "text":
        page.keyboard.press("Tab")
    page.keyboard.insert_text("黄色袋")
    page.keyboard.press("Enter")
    assert "甲站" in sheet(page)
    assert "黄色袋" in sheet(page)
    until(
        page,
        "document.querySelectorAll('.o-own-preview li').length === document.querySelectorAll('.o-ticks li').length",
    )


# --- a logo ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("a.jpg", picture("JPEG", (300, 200)), (300, 200)),
        ("wrong.gif", picture("PNG", (900, 300)), (600, 200)),
        ("a.svg", SVG.encode(), (600, 300)),
    ],
)
def test_a_logo_becomes_pixels_and_nothing_else(device, name: str, content: bytes, size: tuple[int, int]) -> None:
    one = device()
    page = unfolded(one.open())
    give(page, name, content, "image/svg+xml" if name.endswith("svg") else "")
    assert drawn(page).size == size
    kept = page.evaluate("localStorage.getItem('outreach-notes-own')")
    assert "svg" not in json.loads(kept)["logo"][:30]
    assert page.evaluate("window.hit === undefined")
    # Every other sheet has it too.
    other = unfolded(one.open("donning"))
    assert drawn(other).size == size
    other.locator("outreach-own [data-do=logo]").click()
    expect(page.locator(".o-own-preview .o-sheet-logo")).to_have_count(0)
    assert one.complaints == []


@pytest.mark.parametrize(
    ("name", "content", "phrase"),
    [
        ("a.gif", picture("GIF"), "own-logo-kind"),
        ("a.pdf", b"%PDF-1.7", "own-logo-kind"),
        ("a.png", b"hello", "own-logo-kind"),
        ("a.png", picture("PNG")[:30], "own-logo-broken"),
        ("a.svg", SVG[:-8].encode(), "own-logo-broken"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * (5 * 1024 * 1024), "own-logo-large"),
    ],
)
def test_a_file_that_is_no_logo_is_told(device, libraries, name: str, content: bytes, phrase: str) -> None:
    page = unfolded(device().open())
    give(page, name, content)
    expect(page.locator("outreach-own > .o-result").first).to_have_text(libraries["zh"].say(phrase))
    expect(page.locator(".o-own-preview .o-sheet-logo")).to_have_count(0)


# --- words -----------------------------------------------------------------------------------------------------


def test_hostile_words_are_words(device, tmp_path: Path) -> None:
    one = device(viewport={"width": 320, "height": 640})
    page = unfolded(one.open())
    fill(page, "organisation", HOSTILE)
    add(page, HOSTILE, "stop")
    add(page, "长" * 300)
    fill(page, "contact", "x" * 300)
    assert squeezed(HOSTILE) in sheet(page)
    assert "长" * 80 in sheet(page)
    assert "长" * 81 not in sheet(page)
    assert page.evaluate("window.hit === undefined && !document.querySelector('img[src=x]')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.pdf(path=tmp_path / "own.pdf", prefer_css_page_size=True)
    assert squeezed(HOSTILE) in squeezed(run("pdftotext", "-raw", str(tmp_path / "own.pdf"), "-"))
    assert one.complaints == []


def test_an_invisible_character_is_refused_with_its_name(device, libraries) -> None:
    page = unfolded(device().open())
    fill(page, "organisation", "甲站")
    fill(page, "organisation", "甲\u202e站")
    assert said(page) == libraries["zh"].say(
        "own-invisible", field=libraries["zh"].say("desk-organisation"), code="U+202E"
    )
    add(page, "乙\u200b")
    assert "U+200B" in said(page)
    assert "甲站" in sheet(page)
    assert "\u202e" not in page.evaluate("localStorage.getItem('outreach-notes-own')")
    add(page, "   ")
    assert said(page) == libraries["zh"].say("own-empty")
    expect(page.locator(".o-own-added")).to_have_count(0)


# --- kept and handed on ----------------------------------------------------------------------------------------


def test_a_reload_and_another_tab_know_it(device) -> None:
    one = device()
    page, other = unfolded(one.open()), unfolded(one.open())
    fill(page, "organisation", "甲站")
    leave_out(page, "mask")
    expect(other.locator(".o-own-preview")).to_contain_text("甲站")
    expect(other.locator(".o-own-items input[value=mask]")).not_to_be_checked()
    page.reload()
    unfolded(page)
    expect(page.locator("[data-field=organisation]")).to_have_value("甲站")
    page.locator("outreach-own [data-do=reset]").click()
    page.locator("outreach-own [data-do=reset]").click()
    expect(other.locator(".o-own-preview")).not_to_contain_text("甲站")
    assert page.evaluate("localStorage.getItem('outreach-notes-own')") is None


@LANGUAGES
def test_settings_go_to_a_colleague_as_text(device, libraries, language: str) -> None:
    library = libraries[language]
    page = unfolded(device().open("doffing", language))
    fill(page, "organisation", "甲站")
    give(page, "logo.png", picture("PNG", (60, 60)))
    drawn(page)
    add(page, '黄色袋 "#1": 扎紧', "gown")
    leave_out(page, "mask")
    text, file = (handed(page, name, "outreach-own") for name in ("text", "json"))
    assert "data:image" not in text
    assert "data:image" in file
    there = unfolded(device().open("doffing", language))
    there.locator("outreach-own summary", has_text=library.say("own-take")).click()
    field = there.locator("[data-field=import]")
    broken = json.loads(text)
    broken["sheets"]["doffing"]["add"][0]["words"] = {"zh": "甲\u202e"}
    picture_of_script = json.loads(file) | {"logo": "data:image/svg+xml,<svg onload=alert(1)>"}
    newer = json.loads(text) | {"version": 2}
    for rubbish, phrase in (
        ("hello", "own-take-wrong"), ("{}", "own-take-wrong"), ("null", "own-take-wrong"),
        (json.dumps(broken), "own-take-wrong"), (json.dumps(picture_of_script), "own-take-wrong"),
        (text[:-2], "own-take-wrong"), (json.dumps(newer), "own-newer"),
    ):  # fmt: skip
        field.fill(rubbish)
        there.locator("outreach-own [data-do=import]").click()
        expect(there.locator("outreach-own > .o-result").nth(1)).to_have_text(library.say(phrase))
        expect(there.locator(".o-own-added")).to_have_count(0)
    for given in (text, file):
        field.fill(given)
        there.locator("outreach-own [data-do=import]").click()
        expect(there.locator("outreach-own > .o-result").nth(1)).to_have_text(library.say("own-taken"))
    assert sheet(there) == sheet(page)
    assert drawn(there).size == (60, 60)


def test_the_command_line_reads_the_changes(device, libraries, tmp_path: Path) -> None:
    page = unfolded(device().open())
    add(page, '黄色袋 "#1": {扎紧}', "gown")
    add(page, "签名 'x' \\ y")
    leave_out(page, "mask")
    leave_out(page, "leave")
    path = tmp_path / "own.yaml"
    path.write_text(handed(page, "yaml", "outreach-own"), "utf-8")
    found = adaptations.read(path, libraries["zh"], ("zh",))["doffing"]
    assert set(found.hide) == {"mask", "leave"}
    assert [(own.after, own.words["zh"]) for own in found.add] == [
        ("gown", "黄色袋 \"#1\": {扎紧}"), (None, "签名 'x' \\ y"),
    ]  # fmt: skip


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_where_nothing_can_be_kept_a_line_says_so_and_it_goes_on(device, libraries, script: str) -> None:
    one = device(script=script)
    page = unfolded(one.open())
    fill(page, "organisation", "甲站")
    assert said(page) == libraries["zh"].say("own-not-kept")
    add(page, "黄色袋")
    leave_out(page, "mask")
    assert "甲站" in sheet(page)
    assert "黄色袋" in sheet(page)
    assert one.complaints == []


@pytest.mark.parametrize(
    "value", ["{", "[]", '{"format": "outreach-own", "version": 1, "sheets": {"doffing": {"hide": 1}}}', '"x"']
)
def test_broken_storage_does_no_harm(device, value: str) -> None:
    one = device()
    page = one.open()
    page.evaluate("(text) => localStorage.setItem('outreach-notes-own', text)", value)
    unfolded(page)
    fill(page, "organisation", "甲站")
    assert "甲站" in sheet(page)
    assert one.complaints == []


# --- for everybody, anywhere -----------------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(device, language: str, scheme: str, width: int) -> None:
    page = unfolded(device(color_scheme=scheme, viewport={"width": width, "height": 844}).open("exposure", language))
    fill(page, "organisation", "甲站")
    give(page, "logo.png", picture("PNG", (60, 60)))
    drawn(page)
    add(page, "黄色袋")
    for summary in page.locator("outreach-own summary").all():
        summary.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_each_target_is_large_enough(device) -> None:
    page = unfolded(device(has_touch=True, is_mobile=True).open())
    add(page, "黄色袋")
    small = too_small(page, ".o-later button, .o-later summary, .o-own-items label, .o-own [data-field]")
    assert small == []


def test_in_wechat_the_way_round_is_said(device, libraries) -> None:
    page = unfolded(device(user_agent="Mozilla/5.0 (Linux; Android 13) Chrome/107.0 MicroMessenger/8.0").open())
    expect(page.locator("outreach-own [data-do=print]")).to_be_hidden()
    expect(page.locator("outreach-own .o-elsewhere")).to_have_text(libraries["zh"].say("own-print-elsewhere"))


def test_it_is_fetched_when_it_is_opened_and_a_failure_is_said(device, libraries) -> None:
    one = device()
    page = one.open()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    one.context.route("**/outreach-own.js*", lambda route: route.abort())
    page.locator(".o-own-fold > summary").click()
    expect(page.locator(".o-own-fold > .o-result")).to_have_text(libraries["zh"].say("later-failed"))
    expect(page.locator(".o-own")).to_be_hidden()
    one.context.unroute("**/outreach-own.js*")
    page.locator(".o-own-fold > summary").click()
    unfolded(page)
    assert [url.rsplit("/", 1)[1].split("?")[0] for url in asked] == ["outreach-own.js"] * 2


def test_from_disk(visit, site: Path, libraries, tmp_path: Path) -> None:
    here = visit(390)
    page = unfolded(here.open((site / "zh" / "checklists" / "doffing.html").as_uri()))
    fill(page, "organisation", "甲站")
    give(page, "a.svg", SVG.encode(), "image/svg+xml")
    assert drawn(page).size == (600, 300)
    page.pdf(path=tmp_path / "own.pdf", prefer_css_page_size=True)
    (code,) = zxingcpp.read_barcodes(seen(tmp_path / "own.pdf"))
    assert code.text.splitlines()[0] == libraries["zh"].checklists["doffing"].title
    assert here.complaints == []


@LANGUAGES
def test_every_sheet_fits_one_page(device, libraries, language: str, tmp_path: Path) -> None:
    one = device()
    for name in libraries[language].checklists:
        page = unfolded(one.open(name, language))
        fill(page, "organisation", "海珠区新港街社工站")
        page.pdf(path=tmp_path / "own.pdf", prefer_css_page_size=True)
        page.close()
        pages = int(run("pdfinfo", str(tmp_path / "own.pdf")).partition("Pages:")[2].split()[0])
        assert pages == 1, name
