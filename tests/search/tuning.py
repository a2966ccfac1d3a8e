"""How well the search finds what the tuning lists ask for: by kind and by half, with what it missed.

`python -m tests.search.tuning [site] [--refresh] [--misses] [--half 0|1]`. The lists that judge the search are read by
`measure.py` alone; nothing here opens them. `--refresh` enters the pages anew and puts today's scripts into the site.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import threading
from collections.abc import Mapping, Sequence
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, sync_playwright
from ruamel.yaml import YAML

from outreach.kinds import PAGES
from outreach.outputs.entries import Entry, entries
from outreach.outputs.scripts import minified
from outreach.reading import load_all
from outreach.site import finding
from tests.conftest import FLAGS, ROOT, QuietHandler, chromium, until
from tests.search.measure import FIND, LISTS, answers, scenarios

SITE = ROOT / "src" / "outreach" / "site"


def _read(name: str) -> object:
    return YAML(typ="safe").load((LISTS / f"{name}.yaml").read_text("utf-8"))


def refresh(site: Path) -> None:
    """Writes the index and the scripts of the search anew into a built site."""
    libraries = load_all()
    found: dict[str, list[Entry]] = {}
    for language, library in libraries.items():
        kinds = [kind for name, kind in PAGES.items() if name in ("module", "section")]
        kinds += [kind for name, kind in PAGES.items() if name not in ("module", "section")]
        made = [entry for kind in kinds for page in kind(library) for entry in entries(page)]
        found[language] = [*finding.entered_by_hand(ROOT / "book" / language), *made]
        for name in ("search", "finder"):
            script = minified((SITE / f"{name}.js").read_text("utf-8"))
            (site / language / "_static" / f"{name}.js").write_text(script, "utf-8")
    finding.write(site, libraries, found)


def show(browser: Browser, address: str, language: str, places: Mapping[str, str], misses: bool, half: int) -> None:
    """Asks every query of a language's list, and prints recall by kind for both halves, and silence on nonsense."""
    page = browser.new_page()
    page.goto(f"{address}/{language}/search.html")
    until(page, "Boolean(globalThis.OutreachSearch && document.querySelector('#o-query'))")
    times: list[float] = []
    first = 0
    rows: list[tuple[int, str, int]] = []
    missed: list[str] = []
    asked: Sequence[Mapping[str, object]] = _read(f"tuning.{language}")  # type: ignore[assignment]
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(gzip.compress(response.body(), 6))))
    for number, row in enumerate(asked):
        if number == 1:
            page.wait_for_load_state("networkidle")
            first = sum(sizes)
        urls, time = page.evaluate(FIND, row["query"])
        times.append(time)
        expected = [str(target) for target in row["expect"]]  # type: ignore[attr-defined]
        rank = next((n for n, url in enumerate(urls) if any(answers(t, url, places) for t in expected)), 99)
        rows.append((number % 2, str(row["kind"]), rank))
        if rank and number % 2 != 1 - half:
            missed.append(f"  {rank:2} {row['kind']:8} {row['query']}  →  {', '.join(urls[:3])}")
    for kind in [*sorted({kind for _, kind, _ in rows}), "all"]:
        ranks = [row for row in rows if kind in (row[1], "all")]
        told = []
        for part in (ranks, [row for row in ranks if row[0] == 0], [row for row in ranks if row[0] == 1]):
            count = len(part) or 1
            told.append(f"{sum(not r for *_, r in part) / count:.3f} {sum(r < 3 for *_, r in part) / count:.3f}")
        print(f"{language} {kind:9} {len(ranks):4}  @1 @3: {told[0]}   first half {told[1]}   second {told[2]}")
    nonsense: Mapping[str, Sequence[str]] = _read("tuning-nonsense")  # type: ignore[assignment]
    heard = [(query, page.evaluate(FIND, query)[0]) for query in nonsense[language]]
    loud = [f"  {query}  →  {', '.join(urls[:2])}" for query, urls in heard if urls]
    print(f"{language} silent on nonsense {len(heard) - len(loud)}/{len(heard)}")
    slow = quantiles(times, n=20)[-1]
    print(f"{language} median {median(times):.1f} ms, p95 {slow:.1f} ms, first search {first / 1024:.0f} KB gzip")
    if misses:
        print("\n".join([*missed, *loud]))
    page.close()


def main() -> None:
    said = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    said.add_argument("site", nargs="?", type=Path, default=Path("_build/site"))
    said.add_argument("--refresh", action="store_true", help="write the index and the scripts anew first")
    said.add_argument("--misses", action="store_true", help="list what did not come first, and nonsense that finds")
    said.add_argument("--half", type=int, default=-1, choices=(0, 1), help="list the misses of this half only")
    options = said.parse_args()
    if options.refresh:
        refresh(options.site)
    handler = functools.partial(QuietHandler, directory=str(options.site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for language, library in load_all().items():
            address = f"http://127.0.0.1:{server.server_address[1]}"
            show(browser, address, language, scenarios(library), options.misses, options.half)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
