"""The declared markup: what it means, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.markup import Directive, MarkupError, body, inline
from outreach.page import Cite, Heading, Items, Link, Prose, Table, Text, words


def test_spans() -> None:
    assert inline("先**停**，看[脱卸](section:ppe/doffing)[@WRHA; gd-2022:4.8]。") == (
        Text("先"),
        Text("停", strong=True),
        Text("，看"),
        Link("脱卸", "section:ppe/doffing"),
        Cite(("WRHA", "gd-2022:4.8")),
        Text("。"),
    )


def test_a_line_break_is_nothing_between_chinese_and_a_space_between_english() -> None:
    assert body("一行\n两行") == (Prose((Text("一行两行"),)),)
    assert body("one line\ntwo lines") == (Prose((Text("one line two lines"),)),)


def test_english_puts_no_space_before_a_citation() -> None:
    assert inline("Wash for 20 seconds [@CDC-HW].")[0] == Text("Wash for 20 seconds")


def test_blocks() -> None:
    nodes = body("## 步骤 {#steps}\n\n- 一\n- 二\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n:::{danger} 停\n出去。\n:::\n")
    heading, items, table, box = nodes
    assert heading == Heading("步骤", "steps", 2)
    assert isinstance(items, Items)
    assert not items.ordered
    assert isinstance(table, Table)
    assert words(table.rows[0][1]) == "2"
    assert isinstance(box, Directive)
    assert (box.name, box.title, box.nodes) == ("danger", "停", (Prose((Text("出去。"),)),))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("好\n\n*斜体*", 3, "italics"),
        ("a `b` c", 1, "code"),
        ("![x](y.png)", 1, "picture"),
        ("<b>x</b>", 1, "html"),
        ("<div>\nx\n</div>", 1, "html"),
        ("```\nx\n```", 1, "fence"),
        ("x[@A;;B]", 1, "citation"),
        ("#### 太深 {#x}", 1, "level 4"),
        (":::{clause}\n:::", 1, "no ids"),
        (":::{clause} a:1.1\n文字\n:::", 1, "text inside"),
        (":::{danger} 停\n好\n\n*斜*\n:::", 4, "italics"),
        ("- 一\n\n  二", 1, "more than one paragraph"),
    ],
)
def test_what_is_refused_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(MarkupError, match=said) as raised:
        body(text)
    assert raised.value.line == line


@given(st.text(max_size=200))
def test_no_text_brings_the_reader_down(text: str) -> None:
    """Anything is either understood or refused with a line inside the text."""
    for read in (body, inline):
        try:
            read(text)
        except MarkupError as error:
            refused = error.line
        else:
            refused = 1
        assert 1 <= refused <= text.count("\n") + text.count("\r") + 2
