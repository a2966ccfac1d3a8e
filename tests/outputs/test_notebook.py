"""A page as a notebook: what is stored is what runs, in a real kernel."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

from outreach.kinds import section
from outreach.outputs import notebook
from outreach.outputs.voice import Voice


def written(library, name: str) -> nbformat.NotebookNode:
    module = library.modules["ppe-protocol"]
    page = section.page(library, module, library.sections[f"ppe-protocol/{name}"])
    return notebook.page(page, Voice.of(page, library.say))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_stored_output_is_live_output(libraries, language: str) -> None:
    stored = written(libraries[language], "doffing")
    nbformat.validate(stored)
    live = nbformat.from_dict(stored)
    before = [cell.outputs[0].data["text/html"] for cell in stored.cells if cell.get("outputs")]
    assert len(before) >= 5
    NotebookClient(live, timeout=120, kernel_name="python3").execute()
    after = [
        output.data["text/html"]
        for cell in live.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.data
    ]
    assert after == before


def test_a_question_runs_as_a_widget(libraries) -> None:
    live = nbformat.from_dict(written(libraries["zh"], "waste"))
    NotebookClient(live, timeout=120, kernel_name="python3").execute()
    kinds = [set(output.data) for cell in live.cells for output in cell.get("outputs", [])]
    assert any("application/vnd.jupyter.widget-view+json" in kind for kind in kinds)


def test_two_writings_are_equal(libraries) -> None:
    once, again = (nbformat.writes(written(libraries["zh"], "masks")) for _ in range(2))
    assert once == again
