"""How long a province's slips take: read in this process, and by one and two Dask workers. Part of `make bench`.

python -m tests.bench.rooms --slips 200000
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from outreach.reading import load
from outreach.results import simulation

MODULE = "ppe-protocol"
WAYS = {"in one process": 0, "one worker": 1, "two workers": 2}


@dataclass(frozen=True)
class Measured:
    """Seconds to read and mark, and to work everything out; the largest of the main process, and of its workers, MB."""

    slips: int
    reading: float
    analysis: float
    peak: float
    workers: float


def write(path: Path, slips: int) -> int:
    """A file with a slip a line: nine in ten of the people sat both tests. Returns how many there are."""
    library = load()
    room = simulation.Room(slips * 10 // 19, tuple(f"站点{place}" for place in range(40)), both=0.9)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for _, slip in simulation.simulate(library, MODULE, room):
            file.write(slip.model_dump_json(by_alias=True) + "\n")
            count += 1
    return count


def measure(folder: Path, workers: int) -> Measured:
    """One way, in a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.rooms", "--measure", str(folder), "--workers", str(workers)],
        capture_output=True,
        text=True,
        check=True,
    )
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def tell(slips: int) -> dict[str, object]:
    """Measures every way and prints it."""
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="outreach-room-") as scratch:
        for size in dict.fromkeys((min(100, slips), slips)):
            folder = Path(scratch) / str(size)
            folder.mkdir()
            write(folder / "room.jsonl", size)
            for name, workers in WAYS.items() if size == slips else [next(iter(WAYS.items()))]:
                one = measure(folder, workers)
                found[f"{size} {name}"] = asdict(one)
                print(
                    f"results {one.slips:>7} slips {name:<15} read {one.reading:.1f} s, worked out {one.analysis:.1f} s"
                    f", peak {one.peak:.0f} MB" + (f" and {one.workers:.0f} MB the largest worker" if workers else "")
                )
    return found


def _measured(folder: Path, workers: int) -> Measured:
    import resource
    import time

    from outreach.reading import load_all
    from outreach.results import gathering, learning
    from outreach.results.entries import Course
    from outreach.results.report import page

    libraries = load_all()
    begun = time.perf_counter()
    if workers:
        batch = gathering.gather_on(workers, folder, None, Course())
    else:
        batch = gathering.gather(folder, libraries, Course())
    read = time.perf_counter()
    page(libraries["zh"], MODULE, learning.of_module(batch, MODULE), "trainer")
    done = time.perf_counter()
    own, below = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Measured(len(batch.sittings), read - begun, done - read, own, below)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--slips", type=int, default=200_000)
    options.add_argument("--measure", type=Path, help="for itself: reads this folder once")
    options.add_argument("--workers", type=int, default=0)
    chosen = options.parse_args()
    if chosen.measure:
        print(json.dumps(asdict(_measured(chosen.measure, chosen.workers))))
    else:
        tell(chosen.slips)


if __name__ == "__main__":
    main()
