"""Slides in a real Chromium, opened from disk: quiet, whole, large, with notes, and usable by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from outreach.lettering import key_of
from outreach.markup import inline
from outreach.page import words
from tests.printing.reading import squeezed
from tests.workshop.conftest import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("slides")]

MODULES = ("ppe-protocol", "stress-relief", "policy-explanation")
KITS = [(module, minutes, language) for module in MODULES for minutes in (45, 180) for language in ("zh", "en")]
SHOWN = """() => {
  const slide = Reveal.getCurrentSlide();
  const own = [...slide.querySelectorAll("*")].filter((one) => !one.closest("aside") && one.getClientRects().length);
  const boxes = own.map((one) => one.getBoundingClientRect());
  const words = slide.querySelector(".o-words");
  const lines = words ? words.querySelectorAll(
    ":scope > ul > li, :scope > ol:not(.o-references) > li, :scope > p:not(.o-basis), .o-helplines li") : [];
  return {
    id: slide.id, text: slide.innerText, height: slide.scrollHeight, width: slide.scrollWidth,
    bottom: Math.max(...boxes.map((box) => box.bottom)), right: Math.max(...boxes.map((box) => box.right)),
    sizes: [...lines].map((one) => parseFloat(getComputedStyle(one).fontSize)),
    title: parseFloat(getComputedStyle(slide.querySelector("h1, h2")).fontSize),
    notes: (slide.querySelector("aside.notes") || {textContent: ""}).textContent,
  };
}"""


class Room:
    """A projector in a room without a network."""

    def __init__(self, browser: Browser) -> None:
        self.context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
        self.complaints: list[str] = []
        self.context.on("page", self._listen)

    def _listen(self, page: Page) -> None:
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.on(
            "request",
            lambda one: None if one.url.startswith(("file:", "data:", "about:")) else self.complaints.append(one.url),
        )

    def open(self, path: Path, query: str = "") -> Page:
        page = self.context.new_page()
        page.goto(f"{path.as_uri()}{query}")
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        return page


@pytest.fixture
def room(browser: Browser) -> Iterator[Room]:
    here = Room(browser)
    yield here
    here.context.close()


def slides_of(folder: Path) -> Path:
    (found,) = folder.glob("slides-*.html")
    return found


def through(page: Page) -> list[dict]:
    """Every slide, with all that it shows."""
    found = []
    for place in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate(f"Reveal.slide({place}, 0, 99)")
        found.append(page.evaluate(SHOWN))
    return found


@pytest.mark.parametrize(("module", "minutes", "language"), KITS)
def test_every_slide_fits_is_large_and_has_notes(made, room: Room, module: str, minutes: int, language: str) -> None:
    kit, folder = made(module, minutes, language)
    shown = through(room.open(slides_of(folder)))
    assert room.complaints == []
    for slide in shown:
        assert slide["height"] <= 720, slide["id"]
        assert slide["width"] <= 1280, slide["id"]
        assert slide["bottom"] <= 700, slide["id"]
        assert slide["right"] <= 1280, slide["id"]
        assert min(slide["sizes"], default=28) >= 28, slide["id"]
        assert slide["title"] >= 38, slide["id"]
        assert slide["notes"].strip(), slide["id"]
    text = squeezed("".join(slide["text"] for slide in shown))
    notes = squeezed("".join(slide["notes"] for slide in shown))
    for part in kit.agenda.parts:
        for line in part.points:
            assert squeezed(words(inline(line.text)))[:12] in text
        for line in (*part.say, *part.watch):
            assert squeezed(words(inline(line.text))) in notes
        for name in part.questions:
            item = kit.library.questions[name]
            assert squeezed(words(inline(item.stem))) in text
            answer = kit.library.say("workshop-answer", answer=key_of(kit.library, item, kit.forms.seed))
            assert squeezed(answer) in text
        if part.sequence:
            for step in kit.library.sequences[part.sequence].steps:
                assert squeezed(words(inline(step.action))) in text
    for name in kit.module.helplines:
        assert kit.library.helplines[name].number in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("module", MODULES)
def test_axe_finds_nothing_on_any_kind_of_slide(made, room: Room, module: str, language: str) -> None:
    _, folder = made(module, 45, language)
    page = room.open(slides_of(folder))
    kinds: set[str] = set()
    for place in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate(f"Reveal.slide({place}, 0, 99)")
        kind = page.evaluate("Reveal.getCurrentSlide().id").split("-")[0]
        if kind in kinds:
            continue
        kinds.add(kind)
        page.wait_for_timeout(300)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{kind}: {results.generate_report()}"
    assert {"title", "agenda", "rules", "test", "part", "vote", "answer", "exercise", "closing"} <= kinds


@pytest.mark.parametrize(("language", "other"), [("zh", "Speaker"), ("en", "讲")])
def test_notes_stand_beside_a_slide_by_a_key_and_in_a_window(made, room: Room, language: str, other: str) -> None:
    kit, folder = made("ppe-protocol", 45, language)
    page = room.open(slides_of(folder))
    page.evaluate("Reveal.slide(Reveal.getSlides().findIndex((one) => one.id.startsWith('part-')))")
    first = squeezed(words(inline(kit.agenda.parts[0].say[0].text)))
    beside = page.locator(".speaker-notes")
    assert not beside.is_visible()
    page.keyboard.press("n")
    assert beside.is_visible()
    assert first in squeezed(beside.inner_text())
    label = page.evaluate("getComputedStyle(document.querySelector('.speaker-notes'), '::before').content")
    assert kit.library.say("workshop-slide-notes") in label
    page.keyboard.press("n")
    assert not beside.is_visible()
    with room.context.expect_page() as opened:
        page.keyboard.press("s")
    window = opened.value
    value = window.locator(".speaker-controls-notes .value")
    value.wait_for(timeout=20_000)
    assert first in squeezed(value.inner_text())
    labels = window.locator("#speaker-controls .label, .overlay-element").all_inner_texts()
    assert not any(other in label for label in labels)
    # The rooms' screen goes on, and the window with it.
    page.keyboard.press("ArrowRight")
    window.wait_for_function("text => !document.querySelector('.value').innerText.includes(text)", arg=first[:8])
    assert room.complaints == []


def test_notes_are_printed_after_each_slide(made, room: Room, tmp_path: Path) -> None:
    kit, folder = made("ppe-protocol", 45, "zh")
    page = room.open(slides_of(folder), "?print-pdf")
    page.wait_for_selector(".pdf-page .speaker-notes-pdf, .pdf-page.speaker-notes-pdf, .speaker-notes-pdf")
    slides, printed = page.evaluate("[Reveal.getTotalSlides(), document.querySelectorAll('.speaker-notes-pdf').length]")
    assert printed == slides
    text = squeezed("".join(page.locator(".speaker-notes-pdf").all_text_contents()))
    assert squeezed(words(inline(kit.agenda.parts[0].say[0].text))) in text
    assert room.complaints == []


def test_an_exercise_shows_step_by_step(made, room: Room) -> None:
    _kit, folder = made("ppe-protocol", 45, "zh")
    page = room.open(slides_of(folder))
    page.evaluate("Reveal.slide(Reveal.getSlides().findIndex((one) => one.id.startsWith('exercise-')))")
    steps = page.locator("section.present li.fragment")
    assert page.locator("section.present li.fragment.visible").count() == 0
    page.keyboard.press("ArrowRight")
    assert page.locator("section.present li.fragment.visible").count() == 1
    assert steps.count() >= 3


def test_a_name_is_words_and_runs_nothing(made, room: Room) -> None:
    _, folder = made("ppe-protocol", 45, "zh")
    page = room.open(slides_of(folder))
    assert page.locator(".o-owner span").first.inner_text() == HOSTILE
    assert room.complaints == []


def test_slides_are_read_without_a_script(made, browser: Browser) -> None:
    kit, folder = made("ppe-protocol", 45, "en")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(slides_of(folder).as_uri())
    for part in kit.agenda.parts:
        assert page.get_by_role("heading", name=part.title, exact=True).first.is_visible()
    context.close()


@pytest.mark.parametrize(("minutes", "codes"), [(45, 1), (180, 3)])
def test_the_code_leads_to_the_test_where_the_site_asks_the_same(made, room: Room, minutes: int, codes: int) -> None:
    _, folder = made("ppe-protocol", minutes, "zh")
    page = room.open(slides_of(folder))
    addresses = page.locator(".o-beside figcaption").all_text_contents()
    assert len(addresses) == codes
    assert sum(one.endswith("/zh/modules/ppe-protocol/test.html") for one in addresses) == codes - 1
