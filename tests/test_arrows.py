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
    "records": set(),
    "page": set(),
    "yamlfile": {"faults"},
    "markup": {"page"},
    "translation": {"records"},
    "validation": {"faults", "markup", "records", "translation", "yamlfile"},
    "references": {"faults", "library", "markup", "page", "records", "translation"},
    "library": {"faults", "records", "references", "translation", "validation", "yamlfile"},
    "review": {"faults", "library", "markup", "page", "records", "translation"},
    "marking": {"records"},
    "kinds": {"kinds", "library", "markup", "page", "records"},
    "outputs": {"faults", "outputs", "page"},
    "widgets": {"outputs", "page"},
    "tables": {"library", "markup", "page"},
    "sheets": {"faults", "kinds", "library", "outputs"},
    "confirming": {"faults", "library", "sheets", "translation"},
    "publishing": {"faults", "kinds", "library", "outputs", "page", "sheets"},
    "site": {"faults", "kinds", "library", "outputs", "page", "publishing", "records", "site"},
    "preview": {"faults", "site"},
    "door": {"faults", "kinds", "library", "marking", "outputs", "page", "publishing", "tables", "widgets"},
    "__init__": {"door"},
    "__main__": {
        "confirming", "faults", "library", "outputs", "preview", "records", "review", "sheets", "site",
    },
}  # fmt: skip
# `references` asks a library what it holds; it knows its type alone, and never when the code runs.
FOR_TYPES_ALONE = {("references", "library")}
MODULES = sorted(
    path.relative_to(SOURCE.parent).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
    if path.parent.name != "fonts"
)


def room(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def known(path: Path) -> set[tuple[str, bool]]:
    """The rooms a file imports, and whether each import is for types alone."""
    tree = ast.parse(path.read_text("utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "outreach":
            parts = node.module.split(".")[1:]
            for name in [parts[0]] if parts else [alias.name for alias in node.names]:
                found.add((name, id(node) in typed))
    return found


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_knows_only_the_rooms_below_it(path: Path) -> None:
    if path.parent.name == "fonts":
        pytest.skip("a script of its own, not a room")
    here = room(path)
    assert here in ARROWS, f"{here} is a new room: give it its arrows here and in DESIGN.md"
    for name, for_types in known(path):
        assert name in ARROWS[here], f"{here} must not know {name}"
        assert for_types or (here, name) not in FOR_TYPES_ALONE


def test_no_arrow_runs_in_a_circle() -> None:
    below = {here: rooms - {here} for here, rooms in ARROWS.items()}
    below["references"] = below["references"] - {"library"}
    while below:
        ground = {here for here, rooms in below.items() if not rooms & below.keys()}
        assert ground, f"these rooms know each other in a circle: {sorted(below)}"
        below = {here: rooms for here, rooms in below.items() if here not in ground}


@pytest.mark.parametrize("name", MODULES)
def test_each_room_can_be_entered_alone(name: str) -> None:
    if name.endswith("__main__"):
        pytest.skip("runs the command line")
    done = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_the_package_does_not_wait_for_pandas() -> None:
    script = "import sys, outreach; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{path.name} has no header"
    assert text.count("\n") <= 420, f"{path.name} has grown past its room"
