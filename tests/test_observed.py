"""Observed practice: read back from a phone's text and file and from a paper tally, judged by the procedure's rules."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

import outreach
from outreach import observed
from outreach.faults import OutreachError
from outreach.observed import STATES, Observation, ObservedStep
from outreach.reading import load

LIBRARY = load()
DOFFING = LIBRARY.sequences["doffing"]
STEPS = tuple(step.id for step in DOFFING.steps)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SEEN = st.lists(IDS, min_size=2, max_size=9, unique=True).flatmap(
    lambda ids: st.tuples(*(st.builds(ObservedStep, step=st.just(one), state=st.sampled_from(STATES)) for one in ids))
)
OBSERVATIONS = st.builds(
    Observation,
    procedure=IDS,
    revision=st.integers(1, 99),
    language=st.sampled_from(["zh", "en"]),
    day=st.dates().map(str),
    name=NAMES.filter(lambda name: name.strip()),
    observer=NAMES,
    steps=SEEN,
)


def seen(*order: str, name: str = "甲", **states: str) -> Observation:
    """Somebody seen doffing: the steps in their order (the usual one if none is given), done unless said otherwise."""
    steps = tuple(ObservedStep(step=step, state=states.get(step, "done")) for step in order or STEPS)
    return Observation(
        procedure="doffing", revision=1, language="zh", day="2026-11-27", name=name, observer="丁", steps=steps
    )


def broken(observation: Observation) -> list[str]:
    return [rule.id for rule in observed.judged(LIBRARY, observation).broken]


# --- the text and the file -------------------------------------------------------------------------------------


@given(OBSERVATIONS)
def test_every_observation_comes_back_from_its_text(observation: Observation) -> None:
    text = observed.pack(observation)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.+$%")
    assert observed.read(text) == observation


@given(OBSERVATIONS)
def test_every_observation_comes_back_from_its_file(observation: Observation) -> None:
    assert observed.read(observation.model_dump_json(by_alias=True)) == observation


@given(st.lists(OBSERVATIONS, min_size=1, max_size=4))
def test_a_chat_with_several_gives_all_of_them(observations: list[Observation]) -> None:
    text = "\n丁：下一个\n".join(map(observed.pack, observations))
    assert observed.read_all(text) == tuple(observations)
    grown_together = "".join(map(observed.pack, observations))
    assert observed.read_all(grown_together) == tuple(observations)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: f"丁：\n{text}\n收到",
        lambda text: f"here it is: {text} thanks",
        lambda text: "\n".join(text[place : place + 30] for place in range(0, len(text), 30)),
        lambda text: text.lower(),
        lambda text: "".join(chr(ord(char) + 0xFEE0) for char in text),
        lambda text: text.replace("+", " +\u200b"),
    ],
    ids=["among words", "among Latin words", "broken into lines", "in small letters", "full width", "with spaces"],
)
def test_a_chat_does_not_spoil_the_text(spoil) -> None:
    assert observed.read(spoil(observed.pack(seen(mask="late")))) == seen(mask="late")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:-9], "cut off or was changed"),
        (lambda text: text.replace("MASK.D", "MASK.W"), "cut off or was changed"),
        (lambda text: text[14:], "no observation in this text; it begins with OUTREACHOBS1"),
        (lambda _text: "", "no observation in this text"),
        (lambda _text: "OUTREACH1.PPE-PROTOCOL", "no observation in this text"),
        (lambda _text: '{"schema": "outreach-observed-1"', "no whole JSON"),
        (lambda _text: '{"schema": "outreach-slip-1"}', "this is no observation: schema"),
    ],
)
def test_what_is_not_whole_is_refused_with_a_remedy(spoil, said: str) -> None:
    with pytest.raises(OutreachError, match=said):
        observed.read(spoil(observed.pack(seen())))


def test_a_damaged_one_among_several_is_not_passed_over() -> None:
    texts = [observed.pack(seen(name=name)) for name in ("甲", "乙", "丙")]
    texts[1] = texts[1].replace("MASK.D", "MASK.W")
    with pytest.raises(OutreachError, match="cut off or was changed"):
        observed.read_all("\n".join(texts))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 21}, "name"),
        ({"day": "2026-02-30"}, "day"),
        (
            {"steps": [{"step": "mask", "state": "done"}, {"step": "mask", "state": "late"}]},
            "'mask' stands there twice",
        ),
        ({"steps": [{"step": "mask", "state": "well"}, {"step": "eye", "state": "late"}]}, "steps.0.state"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_file_with_something_wrong_says_what(change: dict, said: str) -> None:
    data = json.loads(seen().model_dump_json(by_alias=True)) | change
    with pytest.raises(OutreachError, match=said):
        observed.read(json.dumps(data))


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for candidate in (text, f"OUTREACHOBS1.{text}", f"{{{text}"):
        with pytest.raises(OutreachError):
            observed.read_all(candidate)


def test_the_schema_describes_an_observation() -> None:
    described = observed.schema()
    assert set(json.loads(seen().model_dump_json(by_alias=True))) == set(described["properties"])
    assert described["$defs"]["ObservedStep"]["properties"]["state"]["enum"] == ["done", "late", "wrong", "missed"]


# --- judged ----------------------------------------------------------------------------------------------------


def test_every_step_done_in_a_safe_order_has_passed() -> None:
    assert observed.judged(LIBRARY, seen()) == observed.Judged(True)
    another = ("stop", "gloves", "gown", "eye", "leave", "mask", "wash", "newmask")
    assert observed.judged(LIBRARY, seen(*another)).passed


def test_a_mask_taken_off_too_early_breaks_the_rule_of_the_mask() -> None:
    found = observed.judged(LIBRARY, seen("stop", "gloves", "mask", "gown", "leave", "eye", "wash", "newmask"))
    assert found.passed is False
    assert [rule.id for rule in found.broken] == ["gown-and-eye-before-mask", "leave-before-mask"]
    assert (found.wrong, found.missed, found.late) == ((), (), ())


def test_a_rule_that_only_warns_does_not_fail_anybody() -> None:
    found = observed.judged(LIBRARY, seen("stop", "gloves", "gown", "eye", "mask", "leave", "wash", "newmask"))
    assert found.passed is True
    assert [rule.id for rule in found.broken] == ["leave-before-mask"]


@pytest.mark.parametrize("state", ["late", "wrong", "missed"])
def test_any_step_not_done_well_fails(state: str) -> None:
    found = observed.judged(LIBRARY, seen(newmask=state))
    assert found.passed is False
    assert getattr(found, state) == ("newmask",)


def test_a_late_step_breaks_the_rule_that_it_came_too_late_for() -> None:
    # On paper the order does not show it: it came right after the first step that it should have come before.
    assert broken(seen(gloves="late")) == ["gloves-before-gown"]
    assert broken(seen(mask="late")) == ["mask-before-wash"]
    # Where the order shows it, it is not moved.
    assert broken(seen("stop", "gown", "gloves", "leave", "eye", "mask", "wash", "newmask", gloves="late")) == [
        "gloves-before-gown"
    ]
    assert broken(seen("stop", "gown", "leave", "eye", "mask", "gloves", "wash", "newmask", gloves="late")) == [
        "gloves-before-face", "gloves-before-gown", "gloves-and-gown-before-leave",
    ]  # fmt: skip
    # The last step comes before nothing.
    assert broken(seen(newmask="late")) == []


def test_a_missed_step_has_no_place_in_the_order() -> None:
    order = ("stop", "mask", "gloves", "gown", "leave", "eye", "wash", "newmask")
    assert broken(seen(*order, mask="missed")) == []
    assert observed.judged(LIBRARY, seen(*order, mask="missed")).missed == ("mask",)


@given(st.permutations(STEPS), st.lists(st.sampled_from(STATES), min_size=8, max_size=8))
def test_only_rules_whose_steps_were_done_are_broken(order: list[str], states: list[str]) -> None:
    observation = seen(*order, **dict(zip(order, states, strict=True)))
    found = observed.judged(LIBRARY, observation)
    done = [step for step in order if step not in found.missed]
    assert set(DOFFING.broken_rules(tuple(done))) <= set(found.broken)
    for rule in found.broken:
        assert set(rule.before) & set(done)
        assert set(rule.after) & set(done)
    # What is more than the order itself shows was broken by a late step.
    for rule in set(found.broken) - set(DOFFING.broken_rules(tuple(done))):
        assert set(rule.before) & set(found.late)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"procedure": "flying"}, "no procedure 'flying'"),
        ({"revision": 9}, r"has changed since \(revision 9, now 1\)"),
        ({"procedure": "donning"}, "not those of the procedure"),
    ],
)
def test_what_cannot_be_judged_says_why(change: dict, said: str) -> None:
    found = observed.judged(LIBRARY, seen(mask="wrong").model_copy(update=change))
    assert found.passed is None
    assert found.wrong == ("mask",)
    assert re.search(said, found.note)


# --- a tally ---------------------------------------------------------------------------------------------------

HEADER = ["代号", "日期", "观察员", "规程", *map(str, range(1, 9))]
GOOD = ["甲", "2026/11/27", "丁", "doffing", *["✓"] * 8]
LATE = ["乙", "2026年11月27日", "丁", "脱卸：社区常用防护组合", "√", "迟", "对", "done", "做到", "Ｏ Ｋ", "v", "✓"]
POOR = ["Volunteer C", "2026-11-27", "", "Doffing", "done", "LATE", "Wrong", "missed", "错", "漏", "×", "W"]


def tally(tmp_path: Path, *rows: list[str], encoding: str = "utf-8", header: list[str] = HEADER) -> observed.Tally:
    path = tmp_path / "tally.csv"
    path.write_text("\r\n".join(",".join(row) for row in (header, *rows)), encoding)
    return observed.read_table(path, LIBRARY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_tally_typed_from_paper_gives_the_same_records(tmp_path: Path, encoding: str) -> None:
    rows = [[cell.replace("✓", "√") for cell in row] for row in (GOOD, LATE, POOR)]
    found = tally(tmp_path, *rows, encoding=encoding)
    assert found.faults == ()
    assert found.unknown == ()
    assert found.observations[0] == seen()
    assert found.observations[1] == seen(name="乙", gloves="late")
    assert [one.state for one in found.observations[2].steps] == [
        "done", "late", "wrong", "missed", "wrong", "missed", "wrong", "wrong",
    ]  # fmt: skip


def test_full_width_headers_and_spaces_are_taken(tmp_path: Path) -> None:
    header = ["代 号", "日期", "观察员", "规程", *(chr(ord("０") + n) for n in range(1, 9))]
    assert tally(tmp_path, GOOD, header=header).observations == (seen(),)
    header = ["name", "day", "observer", "procedure", *(f"第{n}步" for n in range(1, 9))]
    assert tally(tmp_path, GOOD, header=header).observations == (seen(),)


def test_steps_go_by_their_ids_too(tmp_path: Path) -> None:
    header = ["name", "day", "observer", "procedure", *reversed(STEPS)]
    row = ["甲", "2026-11-27", "丁", "doffing", *["done"] * 6, "late", "done"]
    assert tally(tmp_path, row, header=header).observations == (seen(gloves="late"),)
    donning = [step.id for step in LIBRARY.sequences["donning"].steps]
    assert donning[-1] == "name"
    header = ["name", "day", "observer", "procedure", *donning[:-1], "step name"]
    (found,) = tally(tmp_path, ["甲", "2026-11-27", "丁", "donning", *["✓"] * 8, "m"], header=header).observations
    assert observed.judged(LIBRARY, found).missed == ("name",)


def test_a_workbook_is_read_as_a_csv_is(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*HEADER[:4], *range(1, 9)])
    sheet.append(["甲", datetime(2026, 11, 27), *GOOD[2:]])
    book.save(tmp_path / "tally.xlsx")
    assert observed.read_table(tmp_path / "tally.xlsx", LIBRARY).observations == (seen(),)


def changed(place: int, cell: str) -> list[str]:
    return [*GOOD[:place], cell, *GOOD[place + 1 :]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (changed(0, ""), "has no name"),
        (changed(0, "长" * 21), "use at most 20"),
        (changed(0, "甲\u202e"), r"U\+202E"),
        (changed(1, "27.11."), "the day '27.11.'"),
        (changed(1, "2026-02-30"), "the day '2026-02-30'"),
        (changed(1, ""), "has no day"),
        (changed(3, "dofing"), "did you mean 'doffing'"),
        (changed(3, ""), "names no procedure"),
        (changed(3, "donning"), r"says nothing of step 9 \(name\)"),
        (changed(3, "hand-washing"), "says nothing of step 9"),
        (changed(6, ""), r"says nothing of step 3 \(gown\)"),
        (changed(6, "maybe"), "has 'maybe' for step 3"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_others_are_used(tmp_path: Path, row: list[str], said: str) -> None:
    found = tally(tmp_path, GOOD, row, LATE)
    assert found.observations == (seen(), seen(name="乙", gloves="late"))
    (fault,) = found.faults
    assert (fault.file, fault.line) == ("tally.csv", 3)
    assert re.search(said, fault.text)


def test_a_mark_for_a_step_that_is_not_there_is_no_small_matter(tmp_path: Path) -> None:
    found = tally(tmp_path, [*GOOD, "✓"], header=[*HEADER, "9"])
    assert "says something of 9, which 'doffing' has not" in found.faults[0].text
    found = tally(tmp_path, [*GOOD, "迟"], header=[*HEADER, "mask"])
    assert "says two things of step 6" in found.faults[0].text


def test_columns_that_mean_nothing_are_named_and_lacking_ones_refused(tmp_path: Path) -> None:
    assert tally(tmp_path, [*GOOD, "晴"], header=[*HEADER, "天气"]).unknown == ("天气",)
    with pytest.raises(OutreachError, match="no column '规程'"):
        tally(tmp_path, GOOD, header=["代号", "日期", "观察员", "什么", *HEADER[4:]])


# --- the table -------------------------------------------------------------------------------------------------


def test_phone_and_paper_end_in_the_same_table(tmp_path: Path) -> None:
    phone = outreach.read_observations(observed.pack(seen(name="丙", mask="wrong", wash="missed", eye="late")))
    paper = tally(tmp_path, GOOD, LATE).observations
    table = outreach.observation_table([*paper, *phone])
    assert list(table.columns) == [
        "name", "day", "observer", "procedure", "passed", "wrong", "missed", "late", "broken_rules", "note",
    ]  # fmt: skip
    assert list(table["passed"]) == [True, False, False]
    last = table.iloc[2]
    assert (last["wrong"], last["missed"], last["late"]) == ("mask", "wash", "eye")
    assert last["broken_rules"] == "gown-and-eye-before-mask"
    assert table["broken_rules"].tolist()[:2] == ["", "gloves-before-gown"]


def test_a_table_of_nothing_has_its_columns() -> None:
    assert list(outreach.observation_table([]).columns)[:5] == ["name", "day", "observer", "procedure", "passed"]


def test_an_observation_of_an_older_revision_is_missing_its_judgement() -> None:
    table = outreach.observation_table([seen().model_copy(update={"revision": 7})])
    assert table["passed"].isna().all()
    assert "has changed since" in table["note"][0]


def test_a_tally_is_read_from_the_door(tmp_path: Path) -> None:
    tally(tmp_path, GOOD)
    assert outreach.read_tally(tmp_path / "tally.csv").observations == (seen(),)


def test_every_state_has_words_of_its_own() -> None:
    every = [word for state, words in observed.WORDS.items() for word in (state, *words)]
    assert len(every) == len(set(every))
