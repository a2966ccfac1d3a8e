"""`make bench`: our site beside its peers in one table, and how it grows; also written to `_build/bench.json`.

Knows in which order things are measured: builds one after the other, then visits, then searches, then growth. Its words
below the table say what was done in favour of whom.

    python -m tests.bench --sections 2000      the size to which the content is multiplied (0: no growth)
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from dataclasses import asdict, is_dataclass
from pathlib import Path

from playwright.sync_api import Browser

from outreach.reading import load_all
from tests.bench import growth, pages, peers, rooms, sheets
from tests.bench.growth import ROOT, Grown
from tests.bench.judging import Judged, judge
from tests.bench.peers import Built
from tests.bench.serving import NOWHERE, served
from tests.bench.visiting import NEXT, PAGES, Visit, visit
from tests.conftest import browsing
from tests.search import measure

NAMES = {"ours": "ours", "jupyter-book": "Jupyter Book", "material": "MkDocs Material"}
OUT = ROOT / "_build" / "bench.json"
Rows = dict[str, dict[str, str]]
"""Row → column → what stands there."""

NOTES = (
    "Builds: both languages at once, from nothing. Ours runs its notebooks, prints its sheets and copies the site into",
    "  place besides; peers are given finished Markdown. CPU: of all processes of the build.",
    "Visits: bytes of each answer's body under gzip 6; the next page with a warm cache. Other hosts are not reached:",
    "  what a peer would load from them is not in its bytes. Peers' pages have no questions that work.",
    "Found: the page suffices, for a peer any of the places that one of its results leads to. Strict: the place on it.",
    "Material fetches its whole index with the first page, before anybody searches: it is in its visits.",
    "Milliseconds: from the key to the results in the page, in Chromium, the first search included; of Jupyter Book to",
    "  the first three results. Ours waits 40 ms for the next letter.",
)


def main() -> None:
    """Measures everything and prints it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sections", type=int, default=2000)
    options.add_argument("--sheets", type=int, default=500, help="how many sheets an engine prints")
    options.add_argument("--slips", type=int, default=200_000, help="how many result slips a room hands in")
    options.add_argument("--no-peers", action="store_true", help="growth alone")
    chosen = options.parse_args()
    found: dict[str, object] = {"processors": os.cpu_count(), "load at the beginning": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory(prefix="outreach-bench-") as scratch, browsing(NOWHERE) as browser:
        work = Path(scratch)
        if not chosen.no_peers:
            found |= _beside_peers(work, browser)
        found["sheets"] = sheets.tell(chosen.sheets)
        found["rooms"] = rooms.tell(chosen.slips)
        if chosen.sections:
            found["growth"] = [_grown(size, work, browser) for size in (0, chosen.sections)]
            _print(_growth_rows(found["growth"]), "growth (ours)")  # type: ignore[arg-type]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(found, ensure_ascii=False, indent=1, default=_plain) + "\n", "utf-8")
    print(f"\n{OUT.relative_to(ROOT)}")


def _beside_peers(work: Path, browser: Browser) -> dict[str, object]:
    sites = work / "sites"
    sites.mkdir()
    built = _build_ours(work, sites / "ours")
    libraries = load_all()
    contents = [pages.read(sites / "ours", language) for language in libraries]
    for peer in peers.PEERS:
        _say(f"building {NAMES[peer.name]}")
        built[peer.name] = peers.build(peer, contents, work / "peers", sites / peer.name)
    visits: dict[str, dict[str, tuple[dict[str, Visit], Visit]]] = {}
    judged: dict[str, dict[str, Judged]] = {}
    with served(sites) as server:
        for name, called in NAMES.items():
            _say(f"visiting and searching {called}")
            visits[name] = {language: visit(browser, server, f"{name}/{language}") for language in libraries}
            judged[name] = {
                language: judge(browser, server, name, f"{name}/{language}", language, library)
                for language, library in libraries.items()
            }
        _print(_peer_rows(built, visits, judged), f"{len(contents[0].pages)} pages in {len(contents)} languages")
        print("\n".join(NOTES))
        print()
        measure.tell(browser, f"{server.address}/ours")
    return {"builds": built, "visits": visits, "search": judged}


def _build_ours(work: Path, target: Path) -> dict[str, Built]:
    """Our build from nothing, in a copy of the project that keeps no results of notebooks, and once more with them."""
    project = work / "project"
    project.mkdir()
    shutil.copy(ROOT / "_config.yml", project)
    for name in ("book", "notebooks"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    command = [sys.executable, "-m", "outreach", "build", "--root", str(project), "-o", str(target)]
    _say("building ours")
    cold = peers.timed([command], work)
    _say("building ours again")
    return {"ours": cold, "ours again": peers.timed([command], work)}


def _peer_rows(
    built: dict[str, Built],
    visits: dict[str, dict[str, tuple[dict[str, Visit], Visit]]],
    judged: dict[str, dict[str, Judged]],
) -> Rows:
    rows: Rows = {}

    def put(row: str, name: str, value: str) -> None:
        rows.setdefault(row, {})[NAMES[name]] = value

    for name in NAMES:
        put("build, s", name, f"{built[name].seconds:.1f}")
        put("build, CPU s", name, f"{built[name].cpu:.1f}")
        put("build, notebooks kept, s", name, f"{built['ours again'].seconds:.1f}" if name == "ours" else "")
        for language, (first, following) in visits[name].items():
            for page in PAGES:
                put(f"{language} first visit, {page}", name, _weight(first[page]))
            put(f"{language} next page, {NEXT[1]}", name, _weight(following))
            hosts = sorted({host for one in first.values() for host in one.hosts})
            put(f"{language} other hosts asked", name, ", ".join(hosts) or "0")
        for language, one in judged[name].items():
            put(f"{language} found first", name, _share(one.at_1, one.queries))
            put(f"{language} found in the first three", name, _share(one.at_3, one.queries))
            put(f"{language} strict, first", name, _share(one.strict_1, one.queries))
            put(f"{language} strict, first three", name, _share(one.strict_3, one.queries))
            put(f"{language} nonsense finds nothing", name, _share(one.silent, one.nonsense))
            put(f"{language} search median, ms", name, f"{one.middle:.0f}")
            put(f"{language} search p95, ms", name, f"{one.slow:.0f}")
            put(f"{language} first search", name, f"{one.first_size / 1024:.0f} KB ({one.first_requests})")
    return rows


def _growth_rows(found: list[Grown]) -> Rows:
    rows: Rows = {}
    for one in found:
        column = f"{one.sections} sections"
        phases = {**one.phases, "whole": one.total}
        values = {
            "pages of a language": str(one.pages),
            "entries of a language": str(one.entries),
            **{f"{name}, s (CPU s)": f"{took.seconds:.1f} ({took.cpu:.1f})" for name, took in phases.items()},
            **{f"{name}, CPU ms a section": f"{1000 * took.cpu / one.sections:.0f}" for name, took in phases.items()},
            "start.js of the search, KB before gzip": f"{one.start / 1024:.0f}",
        }
        for language, judged in one.searches.items():
            values[f"{language} first search"] = f"{judged.first_size / 1024:.0f} KB ({judged.first_requests})"
            values[f"{language} search median, ms"] = f"{judged.middle:.0f}"
            values[f"{language} search p95, ms"] = f"{judged.slow:.0f}"
        for row, value in values.items():
            rows.setdefault(row, {})[column] = value
    return rows


def _grown(sections: int, work: Path, browser: Browser) -> Grown:
    _say(f"growing to {sections} sections" if sections else "growing: the content of today")
    return growth.grow(sections, work, browser)


def _weight(one: Visit) -> str:
    missing = f", {one.missing} missing" if one.missing else ""
    return f"{one.size / 1024:.1f} KB ({one.requests}{missing})"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.3f})"


def _print(rows: Rows, title: str) -> None:
    """An aligned table."""
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    left = max(map(len, [title, *rows]))
    widths = {column: max(len(column), *(len(row.get(column, "")) for row in rows.values())) for column in columns}
    print("\n" + f"{title:{left}}" + "".join(f"  {column:>{widths[column]}}" for column in columns))
    for name, row in rows.items():
        print(f"{name:{left}}" + "".join(f"  {row.get(column, ''):>{widths[column]}}" for column in columns))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} is no data")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
