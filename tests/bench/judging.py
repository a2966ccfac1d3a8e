"""How well a site's search finds what the query lists expect, through its own field, as a reader would use it.

Knows the lists in `tests/search` and a reader. A result of a peer counts when one of the addresses to which it leads is
on the page that is expected: for a clause, a term or a case the page suffices, since not every peer can lead to a place
on a page. All are judged by that rule, and besides by the stricter one of `tests/search/measure.py`, by which the place
on the page has to be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from playwright.sync_api import Browser

from outreach.library import Library
from outreach.outputs.voice import path_of
from tests.bench.asking import SEARCHES, Reader
from tests.bench.serving import Server
from tests.bench.visiting import PAGES, weighed
from tests.search.measure import answers, nonsense, queries, scenarios


@dataclass
class Judged:
    """What was found in one language; `strict` counts are those by the place on the page."""

    queries: int = 0
    at_1: int = 0
    at_3: int = 0
    strict_1: int = 0
    strict_3: int = 0
    nonsense: int = 0
    silent: int = 0
    first_size: int = 0
    first_requests: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return median(self.times)

    @property
    def slow(self) -> float:
        return quantiles(self.times, n=20)[-1]


def judge(
    browser: Browser, server: Server, kind: str, place: str, language: str, library: Library, every: int = 1
) -> Judged:
    """Asks each query of the language's list (or one in `every`), and the nonsense, below `place` on the server."""
    context = browser.new_context(service_workers="block")
    reader = Reader(context.new_page(), SEARCHES[kind], f"{server.address}/{place}")
    reader.open(PAGES["module page"])
    found = Judged()
    homes = scenarios(library)
    mark = len(server.asked)
    for number, row in enumerate(queries(language)[::every]):
        hits, time = reader.ask(str(row["query"]))
        if number == 0:
            reader.page.wait_for_load_state("networkidle")
            first = weighed(server.since(mark))
            found.first_size, found.first_requests = first.size, first.requests
        found.times.append(time)
        found.queries += 1
        expected = [str(target) for target in row["expect"]]  # type: ignore[attr-defined]
        rank = _rank(hits, [_page_of(target, homes) for target in expected])
        found.at_1 += rank == 0
        found.at_3 += rank < 3
        places = [n for n, hit in enumerate(hits) for url in hit if any(answers(t, url, homes) for t in expected)]
        found.strict_1 += min(places, default=99) == 0
        found.strict_3 += min(places, default=99) < 3
    for query in nonsense(language)[::every]:
        hits, _time = reader.ask(query)
        found.nonsense += 1
        found.silent += not hits
    context.close()
    return found


def _rank(hits: Sequence[Sequence[str]], pages: Sequence[str]) -> int:
    """The place of the first result that leads to one of the pages; 99 where none does."""
    return next((n for n, hit in enumerate(hits) if any(url.partition("#")[0] in pages for url in hit)), 99)


def _page_of(target: str, homes: Mapping[str, str]) -> str:
    """The page on which what is expected stands."""
    kind, _, name = target.partition(":")
    match kind:
        case "term":
            return "glossary.html"
        case "scenario":
            return homes.get(name, "")
        case _:
            return path_of(target).partition("#")[0]
