"""What a visit costs: the bytes and requests of a page in a fresh browser, and of the next page in the same one.

Knows a server that remembers, and a browser. Counted is what reached the server; a file that the browser kept costs
nothing. Other hosts cannot be reached here: they are counted, their bytes are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.bench.serving import Asked, Server

PAGES = {
    "module page": "modules/ppe-protocol/doffing.html",
    "checklist": "checklists/doffing.html",
    "guideline": "guideline/gd-2022/section-4.html",
}
NEXT = ("module page", "checklist")
"""From which page to which a reader goes on."""


@dataclass(frozen=True)
class Visit:
    """One page that was opened: bytes under gzip, requests, other hosts that were asked."""

    size: int
    requests: int
    hosts: tuple[str, ...]
    missing: int


def visit(browser: Browser, server: Server, place: str) -> tuple[dict[str, Visit], Visit]:
    """The first visits of the three pages below `place`, and the visit of the next page with a warm cache."""
    first: dict[str, Visit] = {}
    following: Visit | None = None
    for name, path in PAGES.items():
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        first[name] = _opened(page, server, f"{server.address}/{place}/{path}")
        if name == NEXT[0]:
            following = _opened(page, server, f"{server.address}/{place}/{PAGES[NEXT[1]]}")
        context.close()
    assert following is not None, "the page from which one goes on is one of the pages"
    return first, following


def _opened(page: Page, server: Server, url: str) -> Visit:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    mark = len(server.asked)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return weighed(server.since(mark), hosts - {urlsplit(server.address).netloc, ""})


def weighed(asked: list[Asked], hosts: set[str] | frozenset[str] = frozenset()) -> Visit:
    """Requests as one visit."""
    missing = sum(one.status >= 400 for one in asked)
    return Visit(sum(one.size for one in asked), len(asked), tuple(sorted(hosts)), missing)
