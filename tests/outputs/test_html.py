"""Blocks as HTML: native elements, whole without a script, and never anything that the words did not mean."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from outreach.kinds import PAGES, checklist, question
from outreach.outputs import html
from outreach.outputs.voice import Voice
from outreach.page import Group, Note, OwnSheet, Page, Prose, Round, Step, Steps, Table, Text, Tick, Ticks

VOID = {"input", "br", "img", "hr", "circle", "rect", "path", "line", "ellipse", "polyline", "polygon"}


class Balance(HTMLParser):
    """Reads HTML strictly enough to find a tag that is not closed, an id given twice, and any script."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"], (tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag


def read(markup: str) -> Balance:
    balance = Balance()
    balance.feed(markup)
    balance.close()
    assert not balance.open, balance.open
    return balance


def test_every_page_is_balanced_with_unique_ids_and_no_blank_line(libraries) -> None:
    for library in libraries.values():
        for kind in PAGES.values():
            for page in kind(library):
                voice = Voice.of(page, library.say)
                markup = html.blocks(page.blocks, voice)
                balance = read(markup)
                assert len(balance.ids) == len(set(balance.ids)), (
                    page.id,
                    [i for i in balance.ids if balance.ids.count(i) > 1],
                )
                assert "script" not in balance.tags
                assert "\n\n" not in markup


def test_a_checklist_on_screen_is_balanced_and_its_references_stay_last(libraries) -> None:
    for library in libraries.values():
        for found in library.checklists.values():
            page = checklist.on_screen(library, found)
            balance = read(html.blocks(page.blocks, Voice.of(page, library.say)))
            assert len(balance.ids) == len(set(balance.ids)), page.id
            assert "outreach-own" not in balance.tags
            assert [type(block).__name__ for block in page.blocks if isinstance(block, Round | OwnSheet)] == [
                "Round",
                "OwnSheet",
            ]
            assert isinstance(page.blocks[-1], Group)


def test_a_question_is_whole_without_a_script(libraries) -> None:
    library = libraries["zh"]
    ask = question.ask(library, library.questions["pp13"], 1, 4)
    page = Page("section:ppe-protocol/doffing", "zh", "x", (ask,))
    markup = html.block(ask, Voice.of(page, library.say))
    assert markup.startswith("<outreach-question ")
    for part in ("<fieldset>", "<legend>", 'type="radio"', "<details", "条款4.8"):
        assert part in markup
    for option in library.questions["pp13"].options:
        assert option.feedback in markup


@given(st.text(min_size=1, max_size=60))
def test_words_are_never_markup(text: str) -> None:
    run = (Text(text),)
    blocks = (
        Prose(run),
        Note("danger", text, (Prose(run),)),
        Table((run,), ((run,),), text),
        Steps("s", text, run, (Step("a", 1, run, run),), text),
        Ticks("t", text, (Tick("a", 1, run),)),
    )
    page = Page("module:x", "zh", text, blocks)
    voice = Voice.of(page, lambda phrase, **_values: phrase)
    balance = read(html.blocks(blocks, voice))
    known = {
        "p",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "section",
        "ol",
        "li",
        "strong",
        "span",
        "input",
        "label",
        "button",
        "outreach-ticks",
    }
    assert set(balance.tags) <= known
