"""Result slips: read back from a file and from a chat, marked again, and refused where they are not whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import outreach
from outreach import slips
from outreach.faults import OutreachError
from outreach.reading import load
from outreach.slips import Slip, SlipAnswer

IDS = st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
RESPONSES = st.one_of(
    st.lists(IDS, min_size=1, max_size=6),
    st.dictionaries(IDS, st.one_of(IDS, WORDS), min_size=1, max_size=5),
    WORDS,
)
ANSWERS = st.builds(
    SlipAnswer,
    item=IDS,
    revision=st.integers(1, 99),
    response=RESPONSES,
    sure=st.one_of(st.none(), st.integers(1, 3)),
)
SLIPS = st.builds(
    Slip,
    module=IDS,
    test=st.sampled_from(["before", "after"]),
    form=st.sampled_from(["A", "B"]),
    seed=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(lambda seed: seed.strip()),
    language=st.sampled_from(["zh", "en"]),
    day=st.dates().map(str),
    name=WORDS,
    answers=st.lists(ANSWERS, max_size=8).map(tuple),
)


LIBRARY = load()
(KEY,) = LIBRARY.questions["pp13"].key


@pytest.fixture(scope="module")
def slip() -> Slip:
    answers = (
        SlipAnswer(item="pp13", revision=1, response=[KEY], sure=3),
        SlipAnswer(item="pp49", revision=1, response={"value": "50 毫升", "unit": "ml"}),
        SlipAnswer(item="pp53", revision=1, response="１２０。"),
    )
    return Slip(
        module="ppe-protocol", test="after", form="B", seed="site", language="zh", day="2026-11-27", name="小林",
        answers=answers,
    )  # fmt: skip


@given(SLIPS)
def test_every_slip_comes_back_from_its_text(slip: Slip) -> None:
    text = slips.pack(slip)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.+$%")
    assert slips.read(text) == slip


@given(SLIPS)
def test_every_slip_comes_back_from_its_file(slip: Slip) -> None:
    assert slips.read(slip.model_dump_json(by_alias=True, exclude_none=True)) == slip


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: f"老师好，这是我的：\n{text}\n谢谢！",
        lambda text: f"here it is: {text} thanks",
        lambda text: "\n".join(text[place : place + 30] for place in range(0, len(text), 30)),
        lambda text: text.lower(),
        lambda text: "".join(chr(ord(char) + 0xFEE0) for char in text),
        lambda text: text.replace("+", " +\u200b"),
    ],
    ids=["among words", "among Latin words", "broken into lines", "in small letters", "full width", "with spaces"],
)
def test_a_chat_does_not_spoil_the_text(slip: Slip, spoil) -> None:
    assert slips.read(spoil(slips.pack(slip))) == slip


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:-9], "cut off or was changed"),
        (lambda text: text.replace(KEY.upper(), "GOWN"), "cut off or was changed"),
        (lambda text: text[10:], "no result slip in this text"),
        (lambda _text: "", "no result slip in this text"),
        (lambda _text: '{"schema": "outreach-slip-1"', "no whole JSON"),
        (lambda _text: '{"schema": "outreach-slip-9", "module": "x"}', "this is no result slip: schema"),
        (lambda _text: "[1]", "no result slip in this text"),
    ],
)
def test_what_is_not_whole_is_refused_with_a_remedy(slip: Slip, spoil, said: str) -> None:
    with pytest.raises(OutreachError, match=said):
        slips.read(spoil(slips.pack(slip)))


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for candidate in (text, f"OUTREACH1.{text}", f"{{{text}"):
        with pytest.raises(OutreachError):
            slips.read(candidate)


def test_a_slip_is_marked_again_by_the_same_rules(slip: Slip) -> None:
    table = outreach.slip_table(outreach.read_slip(slips.pack(slip)))
    assert list(table.index) == ["pp13", "pp49", "pp53"]
    assert list(table["outcome"]) == ["right", "right", "right"]
    assert list(table["objective"]) == ["take-off", "disinfect-safely", "respond-to-exposure"]
    assert list(table["share"]) == [1, 1, 1]
    assert table.loc["pp13", "sure"] == 3


def test_what_cannot_be_marked_again_says_why(slip: Slip) -> None:
    answers = (
        SlipAnswer(item="pp13", revision=9, response=[KEY]),
        SlipAnswer(item="gone", revision=1, response=["a"]),
        SlipAnswer(item="pp14", revision=1, response=["never-there"]),
        SlipAnswer(item="pp13", revision=1, response=[KEY], outcome="wrong"),
    )
    notes = [found.note for found in slips.again(LIBRARY, slip.model_copy(update={"answers": answers}))]
    assert "has changed since (revision 9, now 1)" in notes[0]
    assert "not in the content" in notes[1]
    assert "no option never-there" in notes[2]
    assert notes[3] == "the slip says wrong"


def test_the_schema_describes_a_slip(slip: Slip) -> None:
    described = slips.schema()
    assert set(json.loads(slip.model_dump_json(by_alias=True))) <= set(described["properties"])
    assert described["properties"]["test"]["enum"] == ["before", "after"]
