"""Sheets a second, peak memory and bytes a sheet: ours through typst, WeasyPrint making the same sheet from our HTML.

    python -m tests.bench.sheets --count 500

Each engine has a process of its own and prints the doffing checklist for so many organisations, one after the other.
WeasyPrint (with Pango from the system) is handed the finished HTML; its time is that of making the PDF alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from outreach.kinds import checklist
from outreach.outputs.paper_html import standalone
from outreach.outputs.sheet import Imprint
from outreach.outputs.voice import Voice
from outreach.reading import load
from outreach.sheets import print_sheet

NAME = "doffing"


@dataclass(frozen=True)
class Pressed:
    """What one engine did: sheets, seconds of all but the first, of the first, peak memory in MB, bytes a sheet."""

    engine: str
    count: int
    seconds: float
    first: float
    memory: float
    size: int


def ours(count: int) -> Iterator[Callable[[], bytes]]:
    library = load()
    for number in range(count):
        imprint = Imprint(f"第{number + 1}号社工服务站")
        yield partial(print_sheet, library, NAME, imprint)


def weasyprint(count: int) -> Iterator[Callable[[], bytes]]:
    from weasyprint import HTML  # type: ignore[import-untyped]

    library = load()
    record = library.checklists[NAME]
    page = checklist.page(library, record)
    for number in range(count):
        imprint = Imprint(f"第{number + 1}号社工服务站")
        text = standalone(page, Voice.of(page, library.say), imprint, record.checked).decode()
        yield lambda text=text: HTML(string=text).write_pdf(pdf_variant="pdf/ua-1")  # type: ignore[misc]


ENGINES = {"ours": ours, "weasyprint": weasyprint}


def press(engine: str, count: int) -> Pressed:
    """Prints `count` sheets in this process."""
    spent = []
    size = 0
    for made in ENGINES[engine](count):
        begun = time.perf_counter()
        size = len(made())
        spent.append(time.perf_counter() - begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Pressed(engine, count, sum(spent[1:]), spent[0], memory, size)


def measure(engine: str, count: int) -> Pressed | str:
    """The same in a process of its own; why not, where the engine is not to be had here."""
    command = [sys.executable, "-m", "tests.bench.sheets", "--engine", engine, "--count", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"not measured: {done.stderr.strip().splitlines()[-1]}"
    return Pressed(**json.loads(done.stdout.splitlines()[-1]))


def tell(count: int) -> dict[str, object]:
    """Measures each engine, prints a line for each, and returns what was found."""
    found: dict[str, object] = {}
    for engine in ENGINES:
        one = measure(engine, count)
        found[engine] = one if isinstance(one, str) else vars(one)
        if isinstance(one, str):
            print(f"sheets {engine:12} {one}")
        else:
            rate = (one.count - 1) / one.seconds
            print(
                f"sheets {engine:12} {rate:6.1f} a second ({one.count}), first {one.first:.2f} s, "
                f"peak {one.memory:.0f} MB, {one.size / 1024:.0f} KB a sheet"
            )
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=500)
    options.add_argument("--engine", choices=sorted(ENGINES))
    chosen = options.parse_args()
    if chosen.engine:
        print(json.dumps(vars(press(chosen.engine, chosen.count))))
    else:
        tell(chosen.count)


if __name__ == "__main__":
    main()
