"""The index: cut alike in Python and in the browser, every term in its piece, one language found by the other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from outreach.kinds import PAGES
from outreach.outputs.entries import Entry, entries
from outreach.search import index
from outreach.search.terms import stem, terms
from outreach.search.words import lexicon
from outreach.site.book import frame_script


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("口罩", ["口", "罩", "口罩"]),
        ("N95口罩", ["n95", "口", "罩", "口罩"]),
        ("Ｎ９５", ["n95"]),
        ("Masks, gloves!", ["mask", "glov"]),
        ("don't", ["dont"]),
        ("COVID-19", ["covid", "19"]),
        ("", []),
    ],
)
def test_text_is_cut_into_terms(text: str, expected: list[str]) -> None:
    assert list(terms(text)) == expected


@pytest.mark.parametrize(
    "forms",
    [("mask", "masks"), ("wash", "washing", "washed", "washes"), ("stop", "stopped", "stopping"), ("doff", "doffing"),
     ("glove", "gloves"), ("duty", "duties"), ("call", "calls", "calling", "called")],
)  # fmt: skip
def test_forms_of_a_word_are_one_term(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.fixture(scope="module")
def engine(browser: Browser):
    context = browser.new_context(service_workers="block")
    page: Page = context.new_page()
    page.set_content("<!doctype html><body></body>")
    page.evaluate("Object.defineProperty(document, 'currentScript', {value: {src: 'x/_static/search.js'}})")
    page.add_script_tag(content=frame_script("search"))
    yield page
    context.close()


FREELY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXT = st.one_of(st.text(max_size=30), st.text("口罩洗手离離maskingsednie '’-95ＡＢ　，。", max_size=20))


@pytest.mark.browser
@FREELY
@given(TEXT)
def test_the_browser_cuts_as_python_does(engine: Page, text: str) -> None:
    assert engine.evaluate("(text) => OutreachSearch.cut(text)", text) == list(terms(text))


@pytest.mark.browser
@FREELY
@given(st.text("口罩洗手abcxyz019", min_size=1, max_size=8), st.integers(1, 500))
def test_the_browser_finds_a_term_in_the_piece_where_python_put_it(engine: Page, term: str, count: int) -> None:
    found = engine.evaluate("([term, count]) => OutreachSearch.pieceOf(term, count)", [term, count])
    assert found == index.piece_of(term, count)


def taken(path: Path) -> object:
    """What a piece of the index holds."""
    found = re.fullmatch(
        r'OutreachSearch\.take\("[^"]+",(.*?)(?:,"[0-9a-f]{8}")?\);\n', path.read_text("utf-8"), re.DOTALL
    )
    assert found, path
    return json.loads(found[1])


def test_every_term_stands_in_its_piece_with_its_entries(tmp_path: Path) -> None:
    found = [
        Entry("a.html", "口罩", "", "module", "m", "戴口罩"),
        Entry("a.html#x", "口罩", "摘", "module", "m", "摘口罩，洗手"),
        Entry("b.html", "洗手", "", "page", "", "用皂液洗手"),
    ]
    other = [Entry("b.html", "Hands", "", "page", "", "wash hands"), Entry("gone.html", "Gone", "", "page", "", "gone")]
    index.write(tmp_path, found, {"en": other}, {"": ["口罩|面罩"]}, {}, {"words": {}})
    start = taken(tmp_path / "start.js")
    assert (start["kinds"], start["pages"], start["synonyms"]) == ("005", [0, 2], [[["口罩", "面罩"], ["口罩"]]])
    assert start["module"] == [1, 1, 0]
    pieces = [taken(tmp_path / f"t-{number}.js") for number in range(start["terms"])]
    gaps = pieces[index.piece_of("洗手", start["terms"])]["洗手"]
    assert gaps[0::2] == [1, 1]
    assert all(weight > 0 for weight in gaps[1::2])
    theirs = [taken(tmp_path / "en" / f"t-{number}.js") for number in range(start["others"]["en"])]
    assert theirs[index.piece_of("wash", len(theirs))]["wash"][0] == 2
    assert not any("gon" in piece for piece in theirs)


def test_words_of_the_trade_are_words_too() -> None:
    found = lexicon([Entry("a", "手卫生", "", "module", "", "做手卫生")], ["手卫生", "没有的词"])
    assert "手卫生" in found
    assert "没有的词" not in found


def test_every_page_is_entered_and_each_entry_leads_somewhere(libraries, site: Path) -> None:
    for language, library in libraries.items():
        found = [entry for kind in PAGES.values() for page in kind(library) for entry in entries(page)]
        assert {entry.kind for entry in found} == {"module", "checklist", "guideline", "question", "term", "page"}
        assert len({entry.url for entry in found}) == len(found)
        texts: dict[str, str] = {}
        for entry in found:
            path, _, anchor = entry.url.partition("#")
            texts.setdefault(path, (site / language / path).read_text("utf-8"))
            assert not anchor or f'id="{anchor}"' in texts[path], entry.url


def test_no_wrong_option_is_entered(libraries) -> None:
    """Who looks for what is wrong and tempting must not be led to it as if it were an answer."""
    library = libraries["zh"]
    found = {entry.url: entry for page in PAGES["section"](library) for entry in entries(page)}
    entry = found["modules/ppe-protocol/doffing.html#q-pp13"]
    for option in library.questions["pp13"].options:
        assert (option.feedback in entry.text) == option.right
        assert option.feedback not in entry.also
