"""Types queries into the search of a site as a reader would, and says what it found and how long that took.

Knows how one opens, clears and reads the search of each kind of site, and nothing of what should be found. Time runs
in the browser, from the key by which the reader's search begins (ours: the letter itself; Material: the key let go;
Jupyter Book: Enter, since its search is a page of its own) until results, or the word that there are none, stand in the
page. Of Jupyter Book it is enough that the first three stand there: it goes on adding, and to wait would be unfair.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

from tests.conftest import until

SHOWN = 10
"""Results that are read at most."""
LIMIT = 60_000
"""Milliseconds that a search may take."""

_CLOCK = """
(() => {
    const now = () => performance.timeOrigin + performance.now();
    let begun = Number(sessionStorage.getItem("bench-begun") || 0);
    let told = sessionStorage.getItem("bench-query");
    globalThis.benchTook = null;
    globalThis.benchAsk = (query) => {
        begun = 0;
        told = query;
        globalThis.benchTook = null;
        sessionStorage.setItem("bench-query", query);
        sessionStorage.removeItem("bench-begun");
    };
    addEventListener("%(begins)s", (event) => {
        if (told === null || begun || !(%(counts)s)) return;
        begun = now();
        sessionStorage.setItem("bench-begun", begun);
    }, true);
    const shown = (query) => { %(shown)s };
    const look = () => {
        if (begun && benchTook === null && told !== null && shown(told)) benchTook = now() - begun;
    };
    const all = { childList: true, subtree: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document, all);
})();
"""
_LINKS = """([hits, shown]) => [...document.querySelectorAll(hits)].slice(0, shown).map((hit) =>
    [...hit.querySelectorAll("a[href]")].map((link) => link.href))"""


@dataclass(frozen=True)
class Search:
    """The search of one kind of site.

    `begins` is the event with which time begins, where `counts` holds; `shown` is the body of a function of the query
    that says whether its results stand in the page; `field` the selector of the field once it is open; `opens` the keys
    that open it, `sends` the key pressed after the words, if there is one; `cleared` an expression that holds when the
    field is empty and nothing is shown any more; `hits` selects the results, best first.
    """

    name: str
    begins: str
    counts: str
    shown: str
    opens: str
    field: str
    sends: str
    cleared: str
    hits: str

    @property
    def clock(self) -> str:
        return _CLOCK % {"begins": self.begins, "counts": self.counts, "shown": self.shown}


OURS = Search(
    name="ours",
    begins="input",
    counts="event.target.value",
    shown="""
        const box = document.querySelector(".o-finder:has(#o-query)");
        if (!box || box.querySelector("#o-query").value !== query) return false;
        const said = box.querySelector("[role=status]").textContent;
        return said !== "" && (box.dataset.shown === query.trim() || !box.querySelector(".o-hits a[href]"));""",
    opens="/",
    field="#o-query",
    sends="",
    cleared="document.querySelector('.o-found').textContent === '' && !document.querySelector('.o-hits li')",
    hits=".o-hits > li",
)
_PLACEHOLDER = "JSON.parse(document.querySelector('#__config').textContent).translations['search.result.placeholder']"
_META = "document.querySelector('.md-search-result__meta')"
_NONE = "JSON.parse(document.querySelector('#__config').textContent).translations['search.result.none']"
MATERIAL = Search(
    name="material",
    begins="keyup",
    counts="event.target.value",
    shown=f"""
        const said = document.querySelector(".md-search-result__meta");
        if (!said || document.querySelector(".md-search__input").value !== query) return false;
        const text = said.textContent.trim();
        if (text === {_NONE}) return true;
        return text !== {_PLACEHOLDER} && document.querySelector(".md-search-result__list > li") !== null;""",
    opens="/",
    field=".md-search__input",
    sends="Shift",
    cleared=f"{_META}.textContent.trim() === {_PLACEHOLDER}",
    hits=".md-search-result__list > li",
)
BOOK = Search(
    name="jupyter-book",
    begins="keydown",
    counts="event.key === 'Enter'",
    shown="""
        const said = document.querySelector("#search-results .search-summary");
        if (!said || new URLSearchParams(location.search).get("q") !== query) return false;
        if (said.textContent.trim() !== "") return true;
        return document.querySelectorAll("#search-results ul.search > li").length > 2;""",
    opens="Control+k",
    field="input[name=q]:focus",
    sends="Enter",
    cleared="",
    hits="#search-results ul.search > li",
)
SEARCHES = {search.name: search for search in (OURS, MATERIAL, BOOK)}


class Reader:
    """A reader at one page of a site, searching."""

    def __init__(self, page: Page, search: Search, address: str) -> None:
        self.page = page
        self.search = search
        self.address = address
        page.set_default_timeout(LIMIT)
        page.add_init_script(search.clock)

    def open(self, name: str) -> None:
        """Goes to the page from which the first search is begun, and waits until it has loaded all that it loads."""
        self.page.goto(f"{self.address}/{name}")
        self.page.wait_for_load_state("networkidle")

    def ask(self, query: str) -> tuple[list[list[str]], float]:
        """What each of the first results leads to (relative to the site, the best first), and the milliseconds."""
        if not self.search.cleared or not self.page.query_selector(f"{self.search.field}:visible"):
            self.page.keyboard.press(self.search.opens)
        field = self.page.wait_for_selector(self.search.field)
        assert field is not None, "waited for"
        if self.search.cleared:
            field.focus()
            field.evaluate(
                "(field) => { field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true })); }"
            )
            if self.search.sends:
                self.page.keyboard.press(self.search.sends)
            until(self.page, self.search.cleared)
        else:
            field.fill("")
        self.page.evaluate("(query) => benchAsk(query)", query)
        self.page.keyboard.insert_text(query)
        if self.search.sends:
            self.page.keyboard.press(self.search.sends)
        took = until(self.page, "globalThis.benchTook ?? null")
        links = self.page.evaluate(_LINKS, [self.search.hits, SHOWN])
        return [[self._relative(link) for link in hit] for hit in links if hit], float(took)

    def _relative(self, link: str) -> str:
        parts = urlsplit(link)
        path = posixpath.relpath(unquote(parts.path), urlsplit(self.address).path or "/")
        return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path
