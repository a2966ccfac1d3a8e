"""How well the search finds: recall at 1 and at 3 on queries that nobody tuned to, silence on nonsense, speed, weight.

Knows a built site and a browser, and the lists beside it. `make bench` prints the figures of the site in `_build`.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser
from ruamel.yaml import YAML

from outreach.library import Library
from outreach.outputs.voice import path_of
from outreach.reading import load_all
from tests.conftest import browsing, served, until

LISTS = Path(__file__).parent


@dataclass(frozen=True)
class Answered:
    """A query with what was found first; `rank` is the place of the first answer, NOWHERE where there is none."""

    query: str
    kind: str
    rank: int
    urls: list[str]


NOWHERE = 99


@dataclass
class Figures:
    """What was measured in one language; milliseconds from the call to the results."""

    language: str
    answered: list[Answered] = field(default_factory=list)
    heard: dict[str, list[str]] = field(default_factory=dict)
    """Nonsense, with what it found."""
    times: list[float] = field(default_factory=list)
    first_bytes: int = 0

    @property
    def queries(self) -> int:
        return len(self.answered)

    @property
    def at_1(self) -> int:
        return sum(one.rank == 0 for one in self.answered)

    @property
    def at_3(self) -> int:
        return sum(one.rank < 3 for one in self.answered)

    @property
    def missed(self) -> list[Answered]:
        return [one for one in self.answered if one.rank >= 3]

    @property
    def nonsense(self) -> int:
        return len(self.heard)

    @property
    def silent(self) -> int:
        return sum(not urls for urls in self.heard.values())

    def by_kind(self) -> dict[str, list[int]]:
        """Each kind of query: how many, how many answered first, how many in the first three."""
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for one in self.answered:
            for place, counts in enumerate((True, one.rank == 0, one.rank < 3)):
                found[one.kind][place] += counts
        return dict(found)

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
    browser: Browser,
    address: str,
    language: str,
    asked: Sequence[Mapping[str, object]],
    scenarios: Mapping[str, str],
    unasked: Sequence[str] | None = None,
) -> Figures:
    """Asks every query on the site at `address`, on one page as a reader would, one after the other; then nonsense.

    `unasked` is the nonsense, that of the judging lists unless given.
    """
    figures = Figures(language)
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
        expected = [str(target) for target in row["expect"]]  # type: ignore[attr-defined]
        ranks = (n for n, url in enumerate(urls) if any(answers(target, url, scenarios) for target in expected))
        figures.answered.append(Answered(str(row["query"]), str(row["kind"]), next(ranks, NOWHERE), urls[:3]))
    for query in nonsense(language) if unasked is None else unasked:
        figures.heard[query] = page.evaluate(FIND, query)[0]
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


def tell(browser: Browser, address: str) -> None:
    """Prints the figures of the site at `address` in each language, a line each."""
    for language, library in load_all().items():
        figures = measure(browser, address, language, queries(language), scenarios(library))
        for name, value in figures.rows().items():
            print(f"search {language}  {name:28} {value}")
        for kind, (count, at_1, at_3) in figures.by_kind().items():
            print(f"search {language}  {kind:28} {count} queries, first {at_1}, in the first three {at_3}")


def main(site: Path) -> None:
    """Prints the figures of a built site."""
    with served(site) as address, browsing() as browser:
        tell(browser, address)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "_build/site"))
