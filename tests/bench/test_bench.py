"""The pieces of the bench that can be tested in seconds: multiplied content, a peer's Markdown, the clock of phases."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path

import pytest

from outreach.kinds import PAGES
from outreach.outputs.entries import entries
from outreach.reading import load_all
from outreach.site import finding
from tests.bench.growth import Phases
from tests.bench.multiplied import coined, multiply


def test_multiplied_content_is_whole_and_can_be_searched(tmp_path: Path, small: Path) -> None:
    before = len(load_all(small)["zh"].sections)
    made = multiply(tmp_path / "many", before * 3, small)
    libraries = load_all(tmp_path / "many")
    assert {len(library.sections) for library in libraries.values()} == {made}
    assert made >= before * 3
    found = {
        language: [entry for kind in PAGES.values() for page in kind(library) for entry in entries(page)]
        for language, library in libraries.items()
    }
    finding.write(tmp_path / "site", libraries, found)
    for language, made_of in found.items():
        assert len({entry.url for entry in made_of}) == len(made_of)
        text = (tmp_path / "site" / language / "search" / "start.js").read_text("utf-8")
        start = json.loads(text.partition(",")[2].rpartition(")")[0])
        assert len(start["kinds"]) == len(made_of)
        assert all(0 <= place <= len(made_of) for place in accumulate(start["pieces"]))


def test_the_same_call_multiplies_the_same(tmp_path: Path, small: Path) -> None:
    sizes = [multiply(tmp_path / name, 9, small) for name in ("one", "other")]
    assert sizes[0] == sizes[1]
    for path in (tmp_path / "one").rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "other" / path.relative_to(tmp_path / "one")).read_bytes()


def test_places_have_names_of_their_own() -> None:
    assert coined(7, "zh") == coined(7, "zh")
    assert len({coined(rank, "en") for rank in range(200)}) > 150


def test_headings_and_html_become_markdown(tmp_path: Path) -> None:
    pages = pytest.importorskip("tests.bench.pages")
    frame = '<a class="o-name">Site</a><nav id="o-contents"><ul></ul></nav><article>{}</article>'
    body = (
        '<section id="id1"><h1>One*<a class="headerlink">¶</a></h1><p>a</p>\n\n<p><span id="steps"></span></p>'
        '<section id="id2"><h2>Two<a class="headerlink">¶</a></h2><div><section id="own"><h3>mine</h3></section></div>'
        "<script>run()</script></section></section>"
    )
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.html").write_text(frame.format(body), "utf-8")
    parts = pages.read(tmp_path, "en").pages["index"]
    assert parts == [
        pages.Heading(1, "One*", ""),
        "<p>a</p>",
        pages.Heading(2, "Two", "steps"),
        '<div><section id="own"><h3>mine</h3></section></div>',
    ]
    assert pages.plain("One*") == "One\\*"
    assert pages.block("a\n\n<pre>b\n\nc</pre>") == "<div>\na\n<pre>b&#10;&#10;c</pre>\n</div>"


def test_a_phase_may_come_twice() -> None:
    phases = Phases()
    for name in ("read", "write", "read"):
        phases.begin(name)
    phases.end()
    assert list(phases.taken) == ["read", "write"]
