"""The house: which room may know which. An arrow that points up is a fault; so is a room that cannot stand alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "outreach"

# Each room and the rooms that it may know, from the ground up. A folder's files share its rule.
ARROWS: dict[str, set[str]] = {
    "faults": set(),
    "naming": {"faults"},
    "records": {"records"},
    "page": {"page"},
    "yamlfile": {"faults"},
    "markup": {"page"},
    "translation": {"records"},
    "validation": {"faults", "markup", "records", "translation", "yamlfile"},
    "library": {"faults", "records", "yamlfile"},
    "references": {"faults", "library", "markup", "page", "records", "translation"},
    "reading": {"faults", "library", "records", "references", "translation", "validation", "yamlfile"},
    "coverage": {"library", "markup", "page", "records", "references", "translation"},
    "review": {"coverage", "faults", "library", "markup", "page", "records", "translation"},
    "agenda": {"faults", "records"},
    "marking": {"records"},
    "forms": {"faults", "library", "records"},
    "lettering": {"library", "marking", "records"},
    "chat": {"faults", "records"},
    "slips": {"chat", "faults", "library", "marking", "records"},
    "observed": {"chat", "faults", "library", "naming", "records", "spreadsheet"},
    "kinds": {
        "agenda", "coverage", "faults", "forms", "kinds", "lettering", "library", "marking", "markup", "page",
        "records",
    },
    "outputs": {"faults", "naming", "outputs", "page"},
    "widgets": {"outputs", "page"},
    "tables": {"forms", "library", "markup", "observed", "page", "slips"},
    "presenting": {"faults", "kinds", "lettering", "library", "naming", "outputs", "page", "records", "widgets"},
    "hours": {"faults", "hours", "library", "logos", "naming", "outputs", "reading", "sheets", "spreadsheet"},
    "results": {
        "faults", "forms", "lettering", "library", "logos", "marking", "markup", "observed", "outputs", "page",
        "reading", "records", "results", "sheets", "slips", "spreadsheet",
    },
    "readiness": {
        "faults", "library", "logos", "markup", "outputs", "page", "reading", "results", "sheets", "spreadsheet",
    },
    "desk": {"faults", "library", "logos", "outputs", "sheets"},
    "spreadsheet": {"faults"},
    "logos": {"faults", "outputs"},
    "adaptations": {"faults", "library", "naming", "records", "validation", "yamlfile"},
    "sheets": {"faults", "kinds", "library", "naming", "outputs", "page", "records"},
    "batch": {"adaptations", "faults", "library", "logos", "naming", "outputs", "sheets", "spreadsheet"},
    "printing": {"adaptations", "batch", "faults", "library", "logos", "outputs", "reading", "sheets"},
    "tally": {"forms", "library"},
    "workshop": {
        "agenda", "faults", "kinds", "library", "logos", "naming", "outputs", "page", "printing", "reading", "sheets",
        "spreadsheet", "tally",
    },
    "confirming": {"faults", "library", "reading", "sheets", "translation"},
    "publishing": {"faults", "kinds", "library", "outputs", "page", "reading", "sheets"},
    "search": {"outputs", "search"},
    "site": {
        "faults", "kinds", "library", "observed", "outputs", "page", "publishing", "reading", "records", "search",
        "site", "slips",
    },
    "preview": {"faults", "site"},
    "door": {
        "desk", "faults", "forms", "kinds", "library", "marking", "observed", "outputs", "page", "presenting",
        "publishing", "reading", "results", "slips", "tables", "widgets",
    },
    "__init__": {"door"},
    "__main__": {
        "confirming", "faults", "hours", "library", "preview", "printing", "readiness", "reading", "records", "results",
        "review", "sheets", "site", "workshop",
    },
}  # fmt: skip
# The script that cut the font is data's own, and no room.
FILES = sorted(path for path in SOURCE.rglob("*.py") if path.parent.name != "fonts")
MODULES = sorted(
    path.relative_to(SOURCE.parent).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for path in FILES
)


def room(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def known(path: Path) -> set[str]:
    """The rooms that a file imports, at its top or inside its functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "outreach":
            parts = node.module.split(".")[1:]
            found |= {parts[0]} if parts else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("outreach.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_knows_only_the_rooms_below_it(path: Path) -> None:
    here = room(path)
    assert here in ARROWS, f"{here} is a new room: give it its arrows here and in DESIGN.md"
    for name in known(path):
        assert name in ARROWS[here], f"{here} must not know {name}"


def test_no_arrow_runs_in_a_circle() -> None:
    below = {here: rooms - {here} for here, rooms in ARROWS.items()}
    while below:
        ground = {here for here, rooms in below.items() if not rooms & below.keys()}
        assert ground, f"these rooms know each other in a circle: {sorted(below)}"
        below = {here: rooms for here, rooms in below.items() if here not in ground}


@pytest.mark.parametrize("name", MODULES)
def test_each_room_can_be_entered_alone(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_the_package_does_not_wait_for_pandas() -> None:
    script = "import sys, outreach; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{path.name} has no header"
    assert text.count("\n") <= 420, f"{path.name} has grown past its room"
