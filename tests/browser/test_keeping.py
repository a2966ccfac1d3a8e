"""A site that is there without a network: after one visit the server is stopped, not only the network cut."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from outreach import forms
from outreach.kinds.sitting import SEED
from outreach.site import keeping
from tests.browser.answering import by_keyboard, sit
from tests.browser.checklists import unfolded
from tests.conftest import QuietHandler, QuietServer, pages_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

SECTION = "modules/ppe-protocol/doffing.html"
LATIN = {"zh": "kouzhao", "en": "gloves"}


class Host:
    """A server of a folder, on one port for its life, that can be stopped and started, and counts what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.port = 0
        self.start()

    def start(self) -> None:
        host = self

        class Handler(QuietHandler):
            def do_GET(self) -> None:
                host.asked.append(self.path)
                super().do_GET()

        self.server = QuietServer(("127.0.0.1", self.port), functools.partial(Handler, directory=self.folder.parent))
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/{self.folder.name}"


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    """The site below a path prefix, in a copy that a test may change as a new deployment would."""
    found = Host(Path(shutil.copytree(site, tmp_path / "site")))
    yield found
    found.stop()


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


def kept(page: Page, words: str) -> None:
    """Waits until the page says that the site is kept."""
    expect(page.locator(".o-keeping")).to_contain_text(
        words.partition("{")[0].partition("（")[0].partition("(")[0], timeout=90_000
    )


def visited(device: BrowserContext, host: Host, libraries, language: str = "zh", path: str = SECTION) -> Page:
    """One visit, until the page says that its language is kept."""
    page = device.new_page()
    page.goto(f"{host.address}/{language}/{path}")
    kept(page, libraries[language].say("keeping-done"))
    return page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_after_one_visit_everything_works_with_the_server_stopped(
    host: Host, device: BrowserContext, libraries, language: str
) -> None:
    page = visited(device, host, libraries, language)
    host.stop()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
    page.on("response", lambda found: found.ok or complaints.append(f"{found.status}: {found.url}"))
    pages = pages_of(host.folder, language)
    assert len(pages) > 70
    for path in pages:
        name = path.relative_to(host.folder).as_posix()
        page.goto(f"{host.address}/{name}")
        assert page.locator("h1").count() == 1, name
    # The front door leads on to the language; a folder's address is its index.
    page.goto(f"{host.address}/")
    expect(page.locator("main a").first).to_be_visible()
    page.goto(f"{host.address}/{language}/modules/ppe-protocol/")
    expect(page.locator("h1")).to_have_text(libraries[language].modules["ppe-protocol"].title)
    # Search, by the panel.
    page.keyboard.press("/")
    page.locator("#o-query").fill(LATIN[language])
    expect(page.locator(".o-hits a").first).to_be_visible()
    # A whole test, from the first question to the result.
    page.goto(f"{host.address}/{language}/modules/stress-relief/test.html")
    page.locator("[data-do=before]").click()
    drawn = forms.draw(libraries[language], "stress-relief", SEED)
    asked = sit(page, libraries[language], {drawn.a[0]}, lambda card, response: by_keyboard(page, card, response))
    assert asked[: len(drawn.a)] == list(drawn.a)
    expect(page.locator(".o-total")).to_contain_text(str(len(drawn.a) - 1))
    # And what was missed comes again on the learner's own page, whose questions are fetched one by one.
    page.goto(f"{host.address}/{language}/learning.html")
    expect(page.locator("outreach-progress")).to_be_visible()
    assert complaints == []
    host.start()


def test_a_checklist_is_ticked_and_made_ones_own_with_the_server_stopped(
    host: Host, device: BrowserContext, libraries
) -> None:
    page = visited(device, host, libraries, path="checklists/index.html")
    host.stop()
    page.goto(f"{host.address}/zh/checklists/doffing.html")
    for box in page.locator(".o-ticks input").all():
        box.check()
    for field in page.locator("[data-role]").all():
        field.fill("甲")
    page.locator("[data-do=finish]").click()
    expect(page.locator(".o-made")).to_be_visible()
    unfolded(page)
    page.locator("[data-field=organisation]").fill("甲站")
    page.keyboard.press("Tab")
    expect(page.locator(".o-own-preview")).to_contain_text("甲站")
    host.start()


def test_a_sheet_is_kept_once_it_was_opened_and_one_that_was_not_is_said(
    host: Host, device: BrowserContext, libraries
) -> None:
    page = visited(device, host, libraries)
    sheets = sorted(path.name for path in (host.folder / "zh" / "sheets").glob("*.pdf"))
    fetch = (
        "async (address) => { const found = await fetch(address); return [found.status, (await found.blob()).size]; }"
    )
    first = f"{host.address}/zh/sheets/{sheets[0]}"
    assert page.evaluate(fetch, first) == [200, (host.folder / "zh" / "sheets" / sheets[0]).stat().st_size]
    host.stop()
    assert page.evaluate(fetch, first) == [200, (host.folder / "zh" / "sheets" / sheets[0]).stat().st_size]
    assert page.evaluate(fetch, f"{host.address}/zh/sheets/{sheets[1]}")[0] == 503
    page.goto(f"{host.address}/zh/sheets/{sheets[1]}")
    expect(page.locator("h1")).to_have_text(libraries["zh"].say("not-here"))
    expect(page.locator("main")).to_contain_text(libraries["zh"].say("not-here-why"))
    host.start()


def test_an_address_that_is_not_there_searches_for_its_words(host: Host, device: BrowserContext, libraries) -> None:
    page = visited(device, host, libraries, "en")
    host.stop()
    page.goto(f"{host.address}/en/modules/ppe-protocol/hand-hygeine.html")
    expect(page.locator("#o-query")).to_have_value("hand hygeine")
    expect(page.locator(".o-hits a").first).to_be_visible()
    host.start()


def changed(host: Host, libraries, words: str, path: str = f"zh/{SECTION}") -> None:
    """A new version of the site on the server: other words on one page, and the lists that go with it."""
    file = host.folder / path
    file.write_text(file.read_text("utf-8").replace("</h1>", f"{words}</h1>"), "utf-8")
    shutil.rmtree(host.folder / "icons")
    keeping.write(host.folder, libraries)


UPDATE = "async () => { await (await navigator.serviceWorker.ready).update(); }"


def test_a_new_version_waits_for_a_word_and_then_replaces_all(host: Host, device: BrowserContext, libraries) -> None:
    page = visited(device, host, libraries)
    other = device.new_page()
    other.goto(f"{host.address}/zh/index.html")
    changed(host, libraries, "［新］")
    host.asked.clear()
    page.evaluate(UPDATE)
    switch = page.locator(".o-keeping button")
    expect(switch).to_have_text(libraries["zh"].say("keeping-switch"), timeout=30_000)
    # Only what changed was fetched: the page, the lists, the worker.
    fetched = {path.split("?")[0].removeprefix(f"/{host.folder.name}/") for path in host.asked}
    assert fetched <= {"sw.js", "files.json", "zh/files.json", f"zh/{SECTION}"}, fetched
    # Until somebody agrees, each page is of the old version, also one opened now.
    other.goto(f"{host.address}/zh/{SECTION}")
    expect(other.locator("h1")).not_to_contain_text("［新］")
    with page.expect_navigation():
        switch.click()
    expect(page.locator("h1")).to_contain_text("［新］")
    expect(other.locator("h1")).to_contain_text("［新］")
    kept(page, libraries["zh"].say("keeping-done"))
    names = page.evaluate("caches.keys()")
    assert len(names) == 2, names


def test_half_a_version_is_refused(host: Host, device: BrowserContext, libraries) -> None:
    """The lists are of the new version, one page still of the old: nothing changes, and it is tried again later."""
    page = visited(device, host, libraries)
    before = (host.folder / "zh" / SECTION).read_text("utf-8")
    changed(host, libraries, "［新］")
    (host.folder / "zh" / SECTION).write_text(before.replace("</h1>", "［半］</h1>"), "utf-8")
    state = page.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.ready;
            await registration.update();
            const coming = registration.installing;
            if (!coming) return "none";
            await new Promise((done) => coming.addEventListener("statechange", done));
            return coming.state;
        }"""
    )
    assert state == "redundant"
    page.goto(f"{host.address}/zh/{SECTION}")
    expect(page.locator("h1")).not_to_contain_text("［")
    expect(page.locator(".o-keeping button")).to_have_count(0)
    # The rest of the deployment arrives.
    (host.folder / "zh" / SECTION).write_text(before.replace("</h1>", "［新］</h1>"), "utf-8")
    page.evaluate(UPDATE)
    expect(page.locator(".o-keeping button")).to_be_visible(timeout=30_000)


def test_it_says_kept_only_when_it_is(host: Host, device: BrowserContext, libraries) -> None:
    page = visited(device, host, libraries)
    # The phone clears the cache: the next page finds that out, and keeps the site again.
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    page.goto(f"{host.address}/zh/about.html")
    kept(page, libraries["zh"].say("keeping-done"))
    # It cannot be had: that is what is said.
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")
    (host.folder / "zh" / "files.json").write_text("{}", "utf-8")
    page.goto(f"{host.address}/zh/paths.html")
    expect(page.locator(".o-keeping")).to_have_text(libraries["zh"].say("keeping-failed"), timeout=30_000)


def test_who_saves_data_is_asked_first(host: Host, device: BrowserContext, libraries) -> None:
    device.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = device.new_page()
    page.goto(f"{host.address}/zh/index.html")
    button = page.locator(".o-keeping button")
    expect(button).to_have_text(libraries["zh"].say("keeping-start"), timeout=30_000)
    assert not any("/bank/" in path for path in host.asked)
    button.click()
    kept(page, libraries["zh"].say("keeping-done"))


def test_a_server_that_sends_pages_on_to_other_addresses_does_no_harm(
    host: Host, device: BrowserContext, libraries
) -> None:
    """Some hosts answer `index.html` with the way to its folder."""
    handler = host.server.RequestHandlerClass

    class Redirecting(handler.func):  # type: ignore[misc,name-defined]
        def do_GET(self) -> None:
            if self.path.endswith("/index.html"):
                self.send_response(301)
                self.send_header("Location", self.path.removesuffix("index.html"))
                self.end_headers()
            else:
                super().do_GET()

    host.server.RequestHandlerClass = functools.partial(Redirecting, directory=host.folder.parent)
    page = visited(device, host, libraries)
    host.stop()
    page.goto(f"{host.address}/zh/modules/ppe-protocol/index.html")
    expect(page.locator("h1")).to_have_text(libraries["zh"].modules["ppe-protocol"].title)
    host.start()


def test_a_browser_without_workers_says_nothing_of_it(host: Host, browser: Browser) -> None:
    context = browser.new_context(service_workers="block")
    context.add_init_script("delete Navigator.prototype.serviceWorker")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{host.address}/zh/index.html")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".o-keeping")).to_be_hidden()
    assert complaints == []
    context.close()


def test_it_can_be_installed(host: Host, device: BrowserContext) -> None:
    """The browser's own judgement of manifest, icons and worker."""
    page = device.new_page()
    page.goto(f"{host.address}/zh/index.html")
    session = device.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"].endswith("/zh/manifest.webmanifest")
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []
