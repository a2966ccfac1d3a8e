"""A visit: one page in a fresh browser, with everything that it asks for and complains of."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from tests.browser.checklists import Device


class Visit:
    """One page opened in a fresh browser: what it asked for and what it complained of."""

    def __init__(self, browser: Browser, width: int, scheme: str = "light", scripts: bool = True) -> None:
        size = {"width": width, "height": 844 if width < 600 else 900}
        self.context = browser.new_context(
            viewport=size, color_scheme=scheme, java_script_enabled=scripts, service_workers="block"
        )
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.responses: list[Response] = []
        self.page.on("console", lambda message: self._note(message.type == "error", message.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._seen)

    def _failed(self, request: Request) -> None:
        """A page that is left before its files are there breaks them off; that is no fault of theirs."""
        self._note("ABORTED" not in str(request.failure), f"failed: {request.url}")

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.complaints.append(text)

    def _seen(self, response: Response) -> None:
        self.responses.append(response)
        self._note(response.status >= 400, f"{response.status}: {response.url}")

    def open(self, url: str) -> Page:
        self.page.goto(url)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def weight(self) -> int:
        """Bytes of everything loaded, each compressed as a server would send it."""
        return sum(len(gzip.compress(response.body(), 6)) for response in self.responses)


@pytest.fixture
def visit(browser: Browser) -> Iterator:
    opened: list[Visit] = []

    def open_one(*args, **kwargs) -> Visit:
        opened.append(Visit(browser, *args, **kwargs))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()


@pytest.fixture
def device(browser: Browser, address: str) -> Iterator[Callable[..., Device]]:
    """Phones in Guangdong, each with a storage of its own."""
    made: list[Device] = []

    def one(**options) -> Device:
        made.append(Device(browser, address, **options))
        return made[-1]

    yield one
    for each in made:
        each.context.close()
