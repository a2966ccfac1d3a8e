"""Pages to tick or tap, for tests: opened on a device with a clock that can be set, storage as it comes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.conftest import until
from tests.printing.reading import run

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine o'clock in Guangdong."""
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked'); }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
HOSTILE = '<img src=x onerror="window.hit=1">&amp;\'"'


class Device:
    """A phone in Guangdong: its pages share one storage."""

    def __init__(self, browser: Browser, address: str, script: str = "", **options: Any) -> None:
        settings = {"viewport": {"width": 390, "height": 844}, "service_workers": "block", **options}
        self.context = browser.new_context(timezone_id="Asia/Shanghai", **settings)
        self.address = address
        self.complaints: list[str] = []
        self.script = script

    def open(self, name: str = "doffing", language: str = "zh", folder: str = "checklists") -> Page:
        page = self.context.new_page()
        page.clock.install(time=MORNING)
        page.clock.set_fixed_time(MORNING)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        if self.script:
            page.add_init_script(self.script)
        page.goto(f"{self.address}/{language}/{folder}/{name}.html")
        return page


def later(page: Page, **passed: float) -> None:
    """Sets the clock so long after the morning."""
    page.clock.set_fixed_time(MORNING + timedelta(**passed))


def unfolded(page: Page) -> Page:
    """The page with "make it your own" opened, and its element there."""
    page.locator(".o-own-fold > summary").click()
    until(page, "Boolean(document.querySelector('outreach-own .o-sheet'))")
    expect(page.locator("outreach-own")).to_be_visible()
    return page


def too_small(page: Page, parts: str) -> list[str]:
    """What a thumb would miss: of these parts those that are shown and lower than 44 px."""
    found: list[str] = page.evaluate(
        """(parts) => [...document.querySelectorAll(parts)]
            .filter((part) => part.offsetParent && part.getBoundingClientRect().height < 44)
            .map((part) => part.outerHTML)""",
        parts,
    )
    return found


def handed(page: Page, name: str, within: str) -> str:
    """The text that stands ready to be copied."""
    return page.locator(f'{within} outreach-handing[data-name="{name}"] textarea').input_value()


def seen(pdf: Path) -> Image.Image:
    """The first page of a PDF, as one sees it."""
    run("pdftoppm", "-r", "150", "-gray", "-singlefile", "-png", str(pdf), str(pdf.with_suffix("")))
    return Image.open(pdf.with_suffix(".png"))
