"""The example room of the results notebook: simulated, with a few things wrong in it. Writes the files anew.

python -m tests.results.example
"""

from __future__ import annotations

from pathlib import Path

from outreach import slips
from outreach.lettering import letters_of
from outreach.library import Library
from outreach.reading import load
from outreach.results import simulation
from outreach.slips import Slip
from tests.conftest import ROOT
from tests.results.handed import csv_of

FOLDER = ROOT / "notebooks" / "example-room"
MODULE = "ppe-protocol"
SAID = """这里的答卷是模拟出来的，不是真人的：三十二个想象的学员，学前做A卷，学后做B卷。里面故意放了几处错。
These answers are simulated, nobody's own: thirty-two imagined learners, form A before, form B after. A few faults are
put in on purpose.
"""


def made(library: Library) -> dict[str, bytes]:
    """The files by their places: a group with phones, whose texts were pasted, and a group with paper."""
    room = simulation.Room(32, ("phones", "paper"), gain=1.3, both=0.9, seed=2026)
    phones: list[Slip] = []
    paper: list[Slip] = []
    for group, slip in simulation.simulate(library, MODULE, room):
        (phones if group == "phones" else paper).append(slip)
    pasted = "\n".join(f"[{slip.day}] {slip.name}\n{slips.pack(slip)}" for slip in phones)
    cut_off = slips.pack(phones[0].model_copy(update={"name": "V99"}))[:150]
    rows = [["name", "test", "module", *map(str, range(1, 13))]]
    rows += [[slip.name, slip.test, slip.module, *_letters(library, slip)] for slip in paper]
    rows[5][4] = "E9"
    return {
        "phones/pasted.txt": f"{pasted}\n[2026-11-27] V99\n{cut_off}\n".encode(),
        "paper/tally.csv": b"\xef\xbb\xbf" + csv_of(rows),
        "README.txt": SAID.encode(),
    }


def _letters(library: Library, slip: Slip) -> list[str]:
    return [letters_of(library, library.questions[one.item], one.response, slip.seed) for one in slip.answers]


def write(folder: Path) -> None:
    for name, content in made(load()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    write(FOLDER)
