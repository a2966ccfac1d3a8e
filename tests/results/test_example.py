"""The example room is what it says it is: simulated, and read with its faults told."""

from __future__ import annotations

from collections.abc import Mapping

import outreach
from outreach.library import Library
from tests.results.example import FOLDER, MODULE, made


def test_the_example_is_simulated(libraries: Mapping[str, Library]) -> None:
    for name, content in made(libraries["zh"]).items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run python -m tests.results.example"


def test_a_notebook_reads_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    room = outreach.read_results(FOLDER, MODULE)
    assert len(room.handed_in) > 55
    refused = room.reports[room.reports["refused"]]
    assert list(refused["file"]) == ["phones/pasted.txt"]
    assert room.reports["text"].str.contains("E9").sum() == 1
    assert len(room.charts()) == 3
    room.write(tmp_path, organisation="社工站")
    assert (tmp_path / f"{MODULE}-zh.pdf").read_bytes().startswith(b"%PDF")
