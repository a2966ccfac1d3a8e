"""The search of very many sections in Chinese, without building their pages: what its index weighs, how fast it is.

Knows the rooms that make entries of content and an index of entries. The pages are those of today's site, which
has to stand in `_build/site`: only its index is another, and that has no words of the other language.

    python -m tests.bench.indexed 10000
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import time
from pathlib import Path

from outreach.kinds import PAGES
from outreach.library import BASE
from outreach.outputs.entries import entries
from outreach.reading import load_all
from outreach.site import finding
from tests.bench.growth import ROOT
from tests.bench.judging import judge
from tests.bench.multiplied import multiply
from tests.bench.serving import NOWHERE, served
from tests.conftest import browsing


def main(sections: int) -> None:
    """Prints what was measured, a line each."""
    with tempfile.TemporaryDirectory(prefix="outreach-bench-") as scratch:
        work = Path(scratch)
        multiply(work / "content", sections)
        shutil.rmtree(work / "content" / "translations")
        begun = time.process_time()

        def took(what: str) -> None:
            nonlocal begun
            print(f"{what:28} {time.process_time() - begun:.0f} CPU s", flush=True)
            begun = time.process_time()

        libraries = load_all(work / "content")
        took("reading content")
        library = libraries[BASE]
        found = {BASE: [entry for kind in PAGES.values() for page in kind(library) for entry in entries(page)]}
        took("pages and entries")
        shutil.copytree(ROOT / "_build" / "site", work / "site")
        shutil.rmtree(work / "site" / BASE / "search")
        finding.write(work / "site", libraries, found)
        took("writing the search")
        print(f"{len(library.sections)} sections, {len(found[BASE])} entries")
        for name in ("start", "words"):
            content = (work / "site" / BASE / "search" / f"{name}.js").read_bytes()
            print(f"{name}.js {len(content) / 1024:.0f} KB, gzip {len(gzip.compress(content, 6)) / 1024:.0f} KB")
        pieces = [len(gzip.compress(path.read_bytes(), 6)) for path in (work / "site" / BASE / "search").glob("t-*.js")]
        print(f"{len(pieces)} pieces of terms, the largest {max(pieces) / 1024:.0f} KB gzip")
        with served(work) as server, browsing(NOWHERE) as browser:
            judged = judge(browser, server, "ours", f"site/{BASE}", BASE, library)
        print(f"first search {judged.first_size / 1024:.0f} KB gzip in {judged.first_requests} requests")
        print(f"median {judged.middle:.0f} ms, p95 {judged.slow:.0f} ms, {judged.queries} queries")


if __name__ == "__main__":
    main(int(sys.argv[1]))
