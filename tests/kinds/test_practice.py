"""Activities, helplines, learning paths and historical items: what their pages hold."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from outreach.kinds import activity, bibliography, checklist, path, section
from outreach.outputs.sheet import Imprint
from outreach.page import Group, Helplines, Items, Link, Mix, Note, References, Ticks, inside, words
from outreach.sheets import print_sheet


@pytest.mark.parametrize(
    ("target", "total", "strength", "expected"),
    [(500, 1000, 5, 10), (500, 1000, 4, 12.5), (500, 1000, 2, 25), (500, 5000, 5, 50), (1000, 1000, 5, 20)],
)
def test_the_stock_of_a_dilution(target: float, total: float, strength: float, expected: float) -> None:
    assert activity.stock(target, total, strength) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("target", "total", "strength"), [(0, 1000, 5), (500, -1, 5), (500, 1000, 0), (500, 1000, 0.01)]
)
def test_a_dilution_that_cannot_be_is_refused(target: float, total: float, strength: float) -> None:
    with pytest.raises(ValueError, match=r"above 0|thinner"):
        activity.stock(target, total, strength)


def test_the_printed_table_is_the_formula(libraries) -> None:
    for library in libraries.values():
        mix = activity.block(library, library.activities["dilution"])
        assert isinstance(mix, Mix)
        for strength, row in zip(mix.strengths, mix.table, strict=True):
            for total, value in zip(mix.totals, row, strict=True):
                assert value == pytest.approx(mix.target * total / (strength * 10_000))


def test_every_page_on_distress_has_its_helplines(libraries) -> None:
    for library in libraries.values():
        module = library.modules["stress-relief"]
        for name in module.sections:
            page = section.page(library, module, library.sections[f"stress-relief/{name}"])
            numbers = {line.number for block in page.blocks if isinstance(block, Helplines) for line in block.lines}
            assert {"110", "120", "12356"} <= numbers, name


def test_every_role_has_a_path_whose_time_is_that_of_its_sections(libraries) -> None:
    for library in libraries.values():
        roles = [found.role for found in library.paths.values()]
        assert sorted(roles) == sorted({role for module in library.modules.values() for role in module.roles})
        (page,) = path.pages(library)
        links = [
            span.target
            for note in page.blocks
            if isinstance(note, Note)
            for block in note.blocks
            if isinstance(block, Items)
            for item in block.items
            for span in item
            if isinstance(span, Link)
        ]
        for found in library.paths.values():
            wanted = {f"section:{name}" for stage in found.stages for name in stage.sections}
            assert wanted <= set(links)
            assert path.minutes(library, found) == sum(
                library.sections[name.removeprefix("section:")].minutes for name in wanted
            )


def test_a_source_says_what_it_was_used_for(libraries) -> None:
    library = libraries["zh"]
    (page,) = bibliography.pages(library)
    entries = {entry.id: entry for block in page.blocks if isinstance(block, References) for entry in block.entries}
    assert set(entries) == set(library.sources)
    targets = [span.target for span in entries["CDC84"].rich if isinstance(span, Link)]
    assert "section:ppe-protocol/disinfection" in targets


def test_a_historical_item_is_left_out_unless_asked_for(libraries) -> None:
    for library in libraries.values():
        found = library.checklists["home-visit"]
        (item,) = [item for item in found.items if item.historical]
        plain, asked = checklist.page(library, found), checklist.page(library, found, historical=True)
        ticks = [tick.id for block in plain.blocks if isinstance(block, Ticks) for tick in block.ticks]
        assert item.id not in ticks
        folds = [block for block in plain.blocks if isinstance(block, Group)]
        told = [
            words(line)
            for fold in folds
            for block in inside(fold.blocks)
            if isinstance(block, Items)
            for line in block.items
        ]
        assert item.text in told
        last = [block for block in asked.blocks if isinstance(block, Ticks)][-1]
        assert last.title == library.say("historical-items")
        assert [tick.number for tick in last.ticks] == [len(ticks) + 1]


def test_the_sheet_prints_historical_items_under_their_label_only(libraries, tmp_path: Path) -> None:
    library = libraries["zh"]
    (item,) = [item for item in library.checklists["home-visit"].items if item.historical]
    for historical in (False, True):
        sheet = tmp_path / f"{historical}.pdf"
        sheet.write_bytes(print_sheet(library, "home-visit", Imprint(), historical))
        done = subprocess.run(["pdftotext", "-raw", sheet, "-"], capture_output=True, text=True, check=True)
        text = "".join(done.stdout.split())
        assert (item.text in text) == historical
        assert (library.say("historical-items") in text) == historical
