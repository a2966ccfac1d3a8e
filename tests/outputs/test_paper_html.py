"""The sheet as one HTML file: whole in itself, read on a phone, printed on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from outreach.kinds import checklist as kind
from outreach.library import Library
from outreach.markup import inline
from outreach.outputs.paper_html import standalone
from outreach.outputs.sheet import Imprint, Logo
from outreach.outputs.voice import Voice
from outreach.page import words
from outreach.sheets import printable
from tests.printing.reading import pages_of, squeezed, text_of

MADE = date(2026, 11, 23)
ORGANISATION = "广州市越秀区某某街道社会工作服务站"
LOGO = Logo(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20H0z"/></svg>', "svg")


def made(library: Library, name: str, **imprint: object) -> bytes:
    page = kind.page(library, library.checklists[name])
    return standalone(page, Voice.of(page, library.say), Imprint(**imprint), MADE)  # type: ignore[arg-type]


def test_it_is_whole_in_itself_and_equal_each_time(libraries: Mapping[str, Library]) -> None:
    for language, tag in (("zh", "zh-Hans"), ("en", "en")):
        once, again = (made(libraries[language], "doffing", organisation=ORGANISATION, logo=LOGO) for _ in range(2))
        assert once == again
        soup = BeautifulSoup(once, "html.parser")
        assert soup.html["lang"] == tag
        assert soup.title.text == libraries[language].checklists["doffing"].title
        assert not soup.find_all(["script", "link", "iframe", "object"])
        assert not soup.find_all(style=True)
        assert all(image["src"].startswith("data:image/") and image["alt"] for image in soup.find_all("img"))
        assert not re.search(r"@import|url\(", soup.style.text)
        ticks = libraries[language].checklists["doffing"].items
        assert len(soup.find_all("input", type="checkbox")) == len(ticks)
        assert len(soup.select("tr.stop")) == sum(item.stop for item in ticks)


def test_a_second_language_stands_in_the_same_row(libraries: Mapping[str, Library]) -> None:
    one, two = (kind.page(libraries[name], libraries[name].checklists["home-visit"]) for name in ("zh", "en"))
    soup = BeautifulSoup(standalone(one, Voice.of(one, libraries["zh"].say), Imprint(), MADE, two), "html.parser")
    also = [cell.select_one('.also[lang="en"]').text for cell in soup.select("td.words")]
    items = [item for item in libraries["en"].checklists["home-visit"].items if not item.historical]
    assert also == [words(inline(item.text)) for item in items]
    assert [one.text for one in soup.select('h1 [lang="en"]')] == [two.title]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "&amp; 站", "{{7*7}}"])
def test_hostile_words_are_words(libraries: Mapping[str, Library], name: str) -> None:
    soup = BeautifulSoup(made(libraries["zh"], "doffing", organisation=name, logo=LOGO), "html.parser")
    assert soup.select_one(".facts span").text == name
    assert soup.select_one(".logo")["alt"] == name
    assert not soup.find_all("script")


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator:
    """Opens a sheet from disk on a phone; what the browser complains of or asks for is kept."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, service_workers="block")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: complaints.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None,
    )

    def show(content: bytes):
        path = tmp_path / "sheet.html"
        path.write_bytes(content)
        page.goto(path.as_uri())
        assert complaints == []
        return page

    yield show
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_fits_a_phone_and_one_sheet_of_paper(
    shown, libraries: Mapping[str, Library], language: str, tmp_path: Path
) -> None:
    library = libraries[language]
    for name in printable(library):
        page = shown(made(library, name, organisation=ORGANISATION))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)"), name
        path = tmp_path / "sheet.pdf"
        # Without colours and grounds, as browsers print unless they are told otherwise.
        page.pdf(path=str(path), prefer_css_page_size=True, print_background=False)
        assert pages_of(path) == 1, name
        text = text_of(path)
        checklist = library.checklists[name]
        lines = [item.text for item in checklist.items if not item.historical]
        for part in (ORGANISATION, checklist.title, checklist.when, *lines, *(one.text for one in checklist.anytime)):
            assert squeezed(words(inline(part))) in text, (name, part)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["doffing", "exposure", "home-visit", "donning-coverall"])
def test_axe_finds_nothing(shown, libraries: Mapping[str, Library], language: str, name: str) -> None:
    results = Axe().run(shown(made(libraries[language], name, organisation=ORGANISATION, logo=LOGO)))
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.browser
def test_a_box_is_ticked_by_key_and_named(shown, libraries: Mapping[str, Library]) -> None:
    page = shown(made(libraries["en"], "doffing"))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    box = page.get_by_role("checkbox", name="Item 1: tick when done")
    assert box.is_checked()
    assert box.bounding_box()["width"] >= 24
