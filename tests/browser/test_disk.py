"""Without any server: the unpacked zip, a module in one file, a page that moved; and what a page is on paper."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from outreach import forms
from outreach.kinds.sitting import SEED
from outreach.site import addresses
from tests.browser.answering import by_keyboard, sit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SECTION = "modules/ppe-protocol/doffing.html"


@pytest.fixture
def unpacked(site: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(site.with_name(f"{site.name}.zip")) as packed:
        packed.extractall(tmp_path)
    return tmp_path / site.name


def take_a_test(page: Page, library) -> None:
    """The test before of the module, one question of it wrong."""
    drawn = forms.draw(library, "stress-relief", SEED)
    page.locator("[data-do=before]").click()
    asked = sit(page, library, {drawn.a[0]}, lambda card, response: by_keyboard(page, card, response))
    assert asked[: len(drawn.a)] == list(drawn.a)
    expect(page.locator(".o-total")).to_contain_text(str(len(drawn.a) - 1))


@LANGUAGES
def test_the_unpacked_zip_navigates_searches_and_marks(visit, unpacked: Path, libraries, language: str) -> None:
    library = libraries[language]
    here = visit(390)
    page = here.open((unpacked / "index.html").as_uri())
    page.goto((unpacked / language / "index.html").as_uri())
    page.locator("main a[href='modules/ppe-protocol/index.html']").first.click()
    expect(page.locator("h1")).to_have_text(library.modules["ppe-protocol"].title)
    page.locator(".o-bar a[data-language]").click()
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "en", "en": "zh-Hans"}[language])
    page.go_back()
    page.locator("[data-do=search]").click()
    page.locator("#o-query").fill({"zh": "口罩多久换一次", "en": "how often change mask"}[language])
    expect(page.locator(".o-hits mark").first).to_be_visible()
    page.locator(".o-hits a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto((unpacked / language / "modules/stress-relief/test.html").as_uri())
    take_a_test(page, library)
    page.goto((unpacked / language / "nothing" / ".." / "404.html").as_uri())
    expect(page.locator("h1")).to_have_text(library.say("not-here"))
    assert here.complaints == []


@LANGUAGES
def test_a_module_in_one_file_works_when_it_is_opened(
    visit, site: Path, tmp_path: Path, libraries, language: str
) -> None:
    """Alone in a folder, as it comes out of a chat."""
    library = libraries[language]
    name = f"stress-relief-{language}.html"
    alone = tmp_path / name
    alone.write_bytes((site / language / "single" / name).read_bytes())
    here = visit(390)
    page = here.open(alone.as_uri())
    leaves = page.locator(".o-leaf")
    expect(leaves.locator("visible=true").first).to_have_attribute("id", "index")
    assert page.evaluate("[...document.querySelectorAll('.o-leaf')].filter((leaf) => !leaf.hidden).length") == 1
    page.locator(".o-leaves summary").click()
    page.locator(".o-leaves a[href='#breathing-grounding']").click()
    expect(page.locator("#breathing-grounding h1")).to_be_visible()
    expect(page.locator("#index")).to_be_hidden()
    page.locator("#breathing-grounding .o-neighbours a[rel=next]").click()
    expect(page.locator("#breathing-grounding")).to_be_hidden()
    # A picture is there, a question is marked.
    page.goto(f"{alone.as_uri()}#danger-signs")
    card = page.locator("#danger-signs .o-question[data-type=single-choice]").first
    card.locator("input").first.check()
    card.locator("[data-do=check]").click()
    expect(card.locator(".o-result")).not_to_be_empty()
    page.goto(f"{alone.as_uri()}#test")
    take_a_test(page, library)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert here.complaints == []
    assert all(response.url.startswith(alone.as_uri()) for response in here.responses)


def test_a_module_in_one_file_reads_without_scripts(visit, site: Path) -> None:
    page = visit(390, scripts=False).open((site / "zh" / "single" / "ppe-protocol-zh.html").as_uri())
    expect(page.locator("#doffing h1")).to_be_visible()
    expect(page.locator("#waste h1")).to_be_visible()


def test_a_page_that_moved_leads_on_with_the_place(visit, tmp_path: Path, site: Path, libraries) -> None:
    """Over http it would be the same; from disk nothing but the page itself can lead on."""
    for language in libraries:
        (tmp_path / language).mkdir()
        (tmp_path / language / "new.html").write_text("<!doctype html><title>new</title><p id=fit>", "utf-8")
    addresses.forward(tmp_path, libraries, {"old.html": "new.html"})
    here = visit(390)
    page = here.open((tmp_path / "zh" / "old.html").as_uri() + "#fit")
    page.wait_for_url("**/new.html#fit")
    assert here.complaints == []


def text(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


@LANGUAGES
def test_on_paper_the_answers_stand_at_the_end(visit, address: str, tmp_path: Path, libraries, language: str) -> None:
    library = libraries[language]
    page = visit(1280).open(f"{address}/{language}/{SECTION}")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    said = text(tmp_path / "page.pdf").replace(" ", "").replace("\n", "")

    def at(words: str) -> int:
        place = said.find(words.replace(" ", ""))
        assert place >= 0, words
        return place

    item = library.questions["pp13"]
    key = next(option for option in item.options if option.right)
    answers = at(library.say("printed-answers"))
    assert at(item.stem[:40]) < answers < at(key.feedback)
    assert said.count(key.feedback.replace(" ", "")) == 1
    assert answers < said.rfind("https://")
    assert f"{address}/{language}/{SECTION}" in said
    assert library.say("download-notebook").replace(" ", "") not in said
    # Afterwards the page is as it was.
    expect(page.locator(".o-keys")).to_have_count(0)
    expect(page.locator("#references")).not_to_have_attribute("open", "")
