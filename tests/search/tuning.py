"""How well the search finds what the tuning lists ask for: by kind and by half, with what it missed.

`python -m tests.search.tuning [site] [--refresh] [--misses] [--half 0|1]`. The lists that judge the search are read by
`measure.py` alone; nothing here opens them. `--refresh` enters the pages anew and puts today's scripts into the site.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from ruamel.yaml import YAML

from outreach.kinds import PAGES
from outreach.outputs.entries import Entry, entries
from outreach.reading import load_all
from outreach.site import finding
from outreach.site.book import frame_script
from tests.conftest import ROOT, browsing, served
from tests.search.measure import LISTS, Figures, measure, scenarios


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
            (site / language / "_static" / f"{name}.js").write_text(frame_script(name), "utf-8")
    finding.write(site, libraries, found)


def show(figures: Figures, misses: bool, half: int) -> None:
    """Prints recall by kind for both halves, and silence on nonsense; `misses` lists what did not come first."""
    for kind in [*sorted(figures.by_kind()), "all"]:
        ranks = [(n % 2, one.rank) for n, one in enumerate(figures.answered) if kind in (one.kind, "all")]
        told = []
        for part in (ranks, [row for row in ranks if row[0] == 0], [row for row in ranks if row[0] == 1]):
            count = len(part) or 1
            told.append(f"{sum(not r for _, r in part) / count:.3f} {sum(r < 3 for _, r in part) / count:.3f}")
        print(f"{figures.language} {kind:9} {len(ranks):4}  @1 @3: {told[0]}   first half {told[1]}   second {told[2]}")
    for name, value in figures.rows().items():
        print(f"{figures.language} {name:28} {value}")
    if misses:
        for number, one in enumerate(figures.answered):
            if one.rank and number % 2 != 1 - half:
                print(f"  {one.rank:2} {one.kind:8} {one.query}  →  {', '.join(one.urls)}")
        for query, urls in figures.heard.items():
            if urls:
                print(f"  {query}  →  {', '.join(urls[:2])}")


def main() -> None:
    said = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    said.add_argument("site", nargs="?", type=Path, default=Path("_build/site"))
    said.add_argument("--refresh", action="store_true", help="write the index and the scripts anew first")
    said.add_argument("--misses", action="store_true", help="list what did not come first, and nonsense that finds")
    said.add_argument("--half", type=int, default=-1, choices=(0, 1), help="list the misses of this half only")
    options = said.parse_args()
    if options.refresh:
        refresh(options.site)
    nonsense: Mapping[str, Sequence[str]] = _read("tuning-nonsense")  # type: ignore[assignment]
    with served(options.site) as address, browsing() as browser:
        for language, library in load_all().items():
            asked: Sequence[Mapping[str, object]] = _read(f"tuning.{language}")  # type: ignore[assignment]
            figures = measure(browser, address, language, asked, scenarios(library), nonsense[language])
            show(figures, options.misses, options.half)


if __name__ == "__main__":
    main()
