"""What several tests need: a small content package, the built site, a server, a browser."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from outreach.reading import load_all
from outreach.site import build

ROOT = Path(__file__).parents[1]
SMALL = Path(__file__).parent / "small"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
NO_CHROMIUM = "there is no Chromium; run `sh tests/prepare.sh`, or set OUTREACH_CHROMIUM to its path"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A whole content package with one of everything, in a folder of its own that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


@pytest.fixture(scope="session")
def libraries():
    """The packaged content in both languages."""
    return load_all()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site, really built, once for all the tests of a worker; with all that can be had of it."""
    folder = tmp_path_factory.mktemp("built") / "site"
    return build(ROOT, folder, zipped=True, singles=True).site


def pages_of(site: Path, language: str) -> list[Path]:
    """The pages of a language, without the modules that are one file each."""
    return sorted(path for path in (site / language).rglob("*.html") if path.parent.name != "single")


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of a browser that was closed while it was being answered; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def outreach(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command line, as a process of its own."""
    command = [sys.executable, "-m", "outreach", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder or ROOT)


@contextmanager
def served(folder: Path, handler: type[QuietHandler] = QuietHandler) -> Iterator[str]:
    """The folder over http for as long as the block runs: its address."""
    server = QuietServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def browsing(*flags: str) -> Iterator[Browser]:
    """Chromium, for a command. Raises SystemExit with what to do where there is none."""
    path = chromium()
    if path is None:
        raise SystemExit(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The built site over http, below a path prefix as a real host may put it."""
    with served(site.parent) as found:
        yield f"{found}/{site.name}"


def until(page: Page, condition: str, seconds: float = 30) -> Any:
    """Waits until an expression is neither null nor false on the page, and hands over its value.

    Not Playwright's own waiting, which evaluates on the page itself: its policy forbids that, as it should.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = page.evaluate(condition)
        except Error:  # the page has gone on to another meanwhile
            found = None
        if found is not None and found is not False:
            return found
        page.wait_for_timeout(10)
    raise AssertionError(f"after {seconds} s still not true: {condition}")


def chromium() -> str | None:
    """Where Chromium is on this machine."""
    named = os.environ.get("OUTREACH_CHROMIUM")
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    found = [named, *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")), mac]
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium. On CI its absence is a failure, elsewhere the test is skipped with the reason."""
    if chromium() is None:
        if os.environ.get("CI"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with browsing() as found:
        yield found
