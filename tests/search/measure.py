"""How well the search finds: recall at 1 and at 3 on queries that nobody tuned to, silence on nonsense, speed, weight.

Knows a built site and a browser, and the lists beside it. `make bench` prints the figures of the site in `_build`.
"""

from __future__ import annotations

import functools
import gzip
import re
import sys
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, sync_playwright
from ruamel.yaml import YAML

from outreach.library import Library
from outreach.outputs.voice import path_of
from outreach.reading import load_all
from tests.conftest import FLAGS, QuietHandler, chromium, until

LISTS = Path(__file__).parent


@dataclass
class Figures:
    """What was measured in one language; milliseconds from the call to the results."""

    language: str
    queries: int = 0
    at_1: int = 0
    at_3: int = 0
    by_kind: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    missed: list[tuple[str, str, list[str]]] = field(default_factory=list)
    nonsense: int = 0
    silent: int = 0
    times: list[float] = field(default_factory=list)
    first_bytes: int = 0

    def rows(self) -> dict[str, str]:
        return {
            "recall at 1": f"{self.at_1}/{self.queries} ({self.at_1 / self.queries:.3f})",
            "recall at 3": f"{self.at_3}/{self.queries} ({self.at_3 / self.queries:.3f})",
            "nonsense that finds nothing": f"{self.silent}/{self.nonsense}",
            "median": f"{median(self.times):.1f} ms",
            "p95": f"{quantiles(self.times, n=20)[-1]:.1f} ms",
            "first search": f"{self.first_bytes / 1024:.0f} KB gzip",
        }


def queries(language: str) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = YAML(typ="safe").load((LISTS / f"queries.{language}.yaml").read_text("utf-8"))
    return found


def nonsense(language: str) -> list[str]:
    found: Mapping[str, list[str]] = YAML(typ="safe").load((LISTS / "nonsense.yaml").read_text("utf-8"))
    return found[language]


def answers(target: str, url: str, scenarios: Mapping[str, str]) -> bool:
    """Whether a result is what was expected: its page; for a clause, a term and a case its place on the page."""
    kind, _, name = target.partition(":")
    page, _, anchor = url.partition("#")
    match kind:
        case "term":
            return (page, anchor) == ("glossary.html", f"term-{name}")
        case "scenario":
            return anchor == f"s-{name}" or page == scenarios.get(name)
        case "clause":
            return url == path_of(target)
        case _:
            return page == path_of(target)


FIND = """async (query) => {
    const begun = performance.now();
    const found = await OutreachSearch.find(query);
    return [found.results.map((one) => one.url), performance.now() - begun];
}"""


def measure(
    browser: Browser, address: str, language: str, asked: Sequence[Mapping[str, object]], scenarios: Mapping[str, str]
) -> Figures:
    """Asks every query on the site at `address`, on one page as a reader would, one after the other."""
    figures = Figures(language, queries=len(asked))
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    sizes: list[int] = []
    page.goto(f"{address}/{language}/search.html")
    until(page, "Boolean(globalThis.OutreachSearch && document.querySelector('#o-query'))")
    page.on("response", lambda response: sizes.append(len(gzip.compress(response.body(), 6))))
    for place, row in enumerate(asked):
        urls, time = page.evaluate(FIND, row["query"])
        if place == 0:
            page.wait_for_load_state("networkidle")
            figures.first_bytes = sum(sizes)
        figures.times.append(time)
        kind = str(row["kind"])
        expected = [str(target) for target in row["expect"]]  # type: ignore[attr-defined]
        ranks = [n for n, url in enumerate(urls) if any(answers(target, url, scenarios) for target in expected)]
        rank = ranks[0] if ranks else 99
        figures.at_1 += rank == 0
        figures.at_3 += rank < 3
        counted = figures.by_kind[kind]
        figures.by_kind[kind] = [counted[0] + 1, counted[1] + (rank == 0), counted[2] + (rank < 3)]
        if rank >= 3:
            figures.missed.append((str(row["query"]), kind, urls[:3]))
    for query in nonsense(language):
        urls, _time = page.evaluate(FIND, query)
        figures.nonsense += 1
        figures.silent += not urls
    context.close()
    return figures


def scenarios(library: Library) -> dict[str, str]:
    """The page on which each case stands."""
    return {
        name: f"modules/{section}.html"
        for section, record in library.sections.items()
        for names in re.findall(r":::\{scenario\} ([^\n]+)", record.body)
        for name in names.split()
    }


def main(site: Path) -> None:
    """Prints the figures of a built site, a line each."""
    handler = functools.partial(QuietHandler, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        address = f"http://127.0.0.1:{server.server_address[1]}"
        for language, library in load_all().items():
            figures = measure(browser, address, language, queries(language), scenarios(library))
            for name, value in figures.rows().items():
                print(f"search {language}  {name:28} {value}")
            for kind, (count, at_1, at_3) in figures.by_kind.items():
                print(f"search {language}  {kind:28} {count} queries, first {at_1}, in the first three {at_3}")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "_build/site"))
