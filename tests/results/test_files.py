"""What is handed in: everything is used or reported with its place, and nothing is lost in silence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach import slips
from outreach.faults import OutreachError
from outreach.library import Library
from outreach.results import files, gathering
from outreach.results.answers import Batch
from outreach.results.entries import Course, packed, unpacked
from outreach.slips import Slip
from tests.results.handed import MODULE, as_json, csv_of, damaged, put, room, tally

COURSE = Course("")


def gathered(folder: Path, libraries: Mapping[str, Library], course: Course = COURSE) -> Batch:
    found = gathering.gather(folder, libraries, course)
    assert found.read == len(found.sittings) + found.refused
    return found


def test_there_are_sixty_ways_to_be_damaged(libraries: Mapping[str, Library]) -> None:
    assert len(damaged(libraries["zh"])) >= 60


def test_all_the_damaged_together(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    """None crashes and none is lost: each file has a sitting or a report, and what is whole is used."""
    given_in = damaged(libraries["zh"])
    put(tmp_path, given_in)
    found = gathered(tmp_path, libraries)
    seen = set(found.sittings["file"]) | {one.file for one in found.reports}
    assert seen == given_in.keys()
    whole = {"good.csv", "gbk.csv", "bom.csv", "good.xlsx", "bom.json", "emoji.json", "name-with-marks.json"}
    assert whole <= set(found.sittings["file"])
    assert all(one.text and one.line >= 1 for one in found.reports)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("half.json", "is no whole JSON"),
        ("newer.json", "schema"),
        ("unknown-module.json", "there is no module 'astronomy'"),
        ("old-revision.json", "has changed since (revision 77"),
        ("unknown-item.json", "'pp999' is no question"),
        ("unknown-option.json", "has no option nobody"),
        ("huge.json", "MB; a slip has a few KB"),
        ("huge.txt", "no result slip"),
        ("no-answers.json", "holds no answer"),
        ("empty.json", "is empty"),
        ("photo.jpg", "is no slip and no table"),
        ("chat-of-another-version.txt", "no result slip"),
        ("chat-changed.txt", "changed on its way"),
        ("merged.xlsx", "where cells were merged"),
        ("utf-16.csv", "save it as"),
        ("half.xlsx", "save it again from Excel"),
        ("no-module.csv", "name one with --module"),
        ("unknown-test.csv", "'during' is neither before nor after"),
        ("letters-that-are-none.csv", "'Z' has 'Z'"),
        ("empty-cells.csv", "holds no answer"),
        ("a-question-too-many.csv", "the form has no question 99"),
        ("same-item-twice.json", "twice; the first counts"),
        ("tampered-outcome.json", "says that"),
        ("sure-of-nine.json", "sure"),
        ("deep.json", "is no whole JSON"),
    ],
)
def test_each_fault_is_said(tmp_path: Path, libraries: Mapping[str, Library], name: str, text: str) -> None:
    put(tmp_path, {name: damaged(libraries["zh"])[name]})
    found = gathered(tmp_path, libraries)
    assert any(text in one.text for one in found.reports), [str(one) for one in found.reports]


def test_what_is_handed_in_twice_counts_once(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    slip = room(libraries["zh"])[0]
    later = slip.model_copy(update={"day": "2026-12-24"})
    put(
        tmp_path,
        {"a.json": as_json(slip).encode(), "b.txt": slips.pack(slip).encode(), "c.json": as_json(later).encode()},
    )
    found = gathered(tmp_path, libraries)
    assert list(found.sittings["file"]) == ["a.json"]
    assert [(one.file, one.text.split(";")[0]) for one in found.reports] == [
        ("b.txt", "was handed in before"),
        ("c.json", "is another test of the same kind by this name"),
    ]


def test_phones_and_paper_are_one_analysis(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    """Slips of a phone, chat text and a tally of paper in two groups: the same items, the same marks."""
    library = libraries["zh"]
    people = room(library, 4)
    put(tmp_path, {f"一组/{slip.name}-{slip.test}.json": as_json(slip).encode() for slip in people[:4]})
    put(tmp_path, {"二组/chat.txt": "\n".join(slips.pack(slip) for slip in people[4:]).encode()})
    put(tmp_path, {"三组/paper.csv": csv_of(tally(library, ["甲", "乙"]) + tally(library, ["丙"])[1:])})
    found = gathered(tmp_path, libraries)
    assert found.refused == 0
    assert set(found.sittings["group"]) == {"一组", "二组", "三组"}
    paper = found.answers[found.answers["sitting"].isin(found.sittings.index[found.sittings["group"] == "三组"])]
    assert set(paper["outcome"]) == {"right"}
    items = set(found.answers["item"])
    assert len(items) == 24


@pytest.mark.parametrize("seed", ["site", "autumn"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_tally_by_number_needs_its_module_and_seed(
    tmp_path: Path, libraries: Mapping[str, Library], language: str, seed: str
) -> None:
    rows = tally(libraries[language], ["甲"], seed=seed)
    rows = [[cell.split(" ")[0] if n > 2 else cell for n, cell in enumerate(rows[0])], rows[1]]
    plain = [row[:2] + row[3:] for row in rows]
    put(tmp_path, {"paper.csv": csv_of(plain)})
    found = gathered(tmp_path, libraries, Course(MODULE, seed))
    assert set(found.answers["outcome"]) == {"right"}
    if seed == "site":
        other = gathered(tmp_path, libraries, Course(MODULE, "spring"))
        assert set(other.answers["outcome"]) != {"right"} or other.reports


def test_written_words_are_marked_in_the_language_they_were_asked_in(
    tmp_path: Path, libraries: Mapping[str, Library]
) -> None:
    slips_of = {
        language: [slip.model_copy(update={"name": f"{language}{slip.name}"}) for slip in room(libraries[language], 2)]
        for language in libraries
    }
    for language, people in slips_of.items():
        put(tmp_path, {f"{language}.jsonl": "\n".join(as_json(slip) for slip in people).encode()})
    found = gathered(tmp_path, libraries)
    by_language = found.answers.join(found.sittings[["language", "name", "test"]], on="sitting")
    for language in libraries:
        right = by_language[by_language["language"] == language]["outcome"].eq("right").sum()
        expected = sum(
            one.outcome == "right" for slip in slips_of[language] for one in slips.again(libraries[language], slip)
        )
        assert right == expected > 0


def test_a_long_file_is_read_in_pieces_that_lose_nothing(
    tmp_path: Path, libraries: Mapping[str, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = room(libraries["zh"], 40)
    lines = [as_json(slip) for slip in people]
    lines[7] = "damaged"
    (tmp_path / "room.jsonl").write_text("\n".join(lines), "utf-8")
    whole = gathered(tmp_path, libraries)
    monkeypatch.setattr(gathering, "BYTES_A_TASK", 5000)
    assert sum(1 for _ in files.pieces(tmp_path / "room.jsonl", 5000)) > 10
    parts = gathered(tmp_path, libraries)
    assert parts.sittings.astype(str).equals(whole.sittings.astype(str))
    assert parts.answers.astype(str).equals(whole.answers.astype(str))
    assert parts.reports == whole.reports
    assert [one.line for one in parts.reports] == [8]


def test_a_folder_of_nothing_is_a_clear_fault(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    with pytest.raises(OutreachError, match="holds no files"):
        gathered(tmp_path, libraries)
    with pytest.raises(OutreachError, match="there is no folder"):
        gathered(tmp_path / "nowhere", libraries)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".json", ".jsonl", ".txt", ".csv", ".xlsx"]))
def test_any_bytes_are_reported_or_used(libraries: Mapping[str, Library], tmp_path_factory, content: bytes, kind: str):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("any")
    put(folder, {f"a{kind}": content, "b.json": as_json(room(libraries["zh"], 1)[0]).encode()})
    found = gathered(folder, libraries)
    assert "b.json" in set(found.sittings["file"])
    if kind not in (".jsonl", ".csv"):
        assert any(one.file.startswith("a.") for one in found.reports)


names = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


@given(
    st.lists(names, min_size=1, max_size=5)
    | st.dictionaries(names, names, min_size=1, max_size=5)
    | st.text(min_size=1, max_size=20)
)
def test_a_response_in_a_cell_comes_back(response: list[str] | dict[str, str] | str) -> None:
    assert unpacked(packed(response)) == response


def test_a_table_of_answers_is_read_again(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    from outreach.outputs.sheet import Imprint
    from outreach.results.writing import every_answer, run

    put(tmp_path / "in", {f"{slip.name}{slip.test}.json": as_json(slip).encode() for slip in room(libraries["zh"], 3)})
    first = gathered(tmp_path / "in", libraries)
    run(first, {"zh": libraries["zh"]}, "trainer", Imprint(), tmp_path / "out")
    put(tmp_path / "again", {"answers.csv": (tmp_path / "out" / f"{MODULE}-answers.csv").read_bytes()})
    second = gathered(tmp_path / "again", libraries)
    assert json.loads(every_answer(second).to_json()) == json.loads(every_answer(first).to_json())


DAY = "2026-11-27"


def exported(people: list[Slip]) -> dict[str, bytes]:
    """The tests of one learner as "My learning" exports them, with what it holds besides."""
    answers: list[dict[str, object]] = []
    tests = []
    for number, slip in enumerate(people, 1):
        sitting = f"{slip.module}-{slip.test}-17{number}"
        whose = {"module": slip.module, "form": slip.form, "test": slip.test, "seed": slip.seed, "day": slip.day}
        tests.append({"id": sitting, "items": [one.item for one in slip.answers], **whose})
        for one in slip.answers:
            found = {"at": f"{slip.day}T08:00:00.000Z", "day": slip.day, "item": one.item, "revision": one.revision}
            found |= {"outcome": "wrong", "response": one.response, "where": "sitting", "sitting": sitting}
            answers += [found | {"try": 1}, found | {"try": 2, "response": ["nobody"]}]
    page = {"at": "x", "day": DAY, "item": "pp01", "revision": 1, "try": 1, "outcome": "right", "where": "page"}
    answers.append({**page, "response": ["tell-lead"]})
    columns = ["at", "day", "item", "revision", "try", "outcome", "response", "sure", "again", "where", "sitting"]
    rows = [columns]
    for row in answers:
        cells = [row.get(column, "") for column in columns]
        rows.append([cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False) for cell in cells])
    table = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    log = {"version": 2, "answers": answers, "tests": tests}
    return {"甲.csv": b"\xef\xbb\xbf" + table.encode(), "乙.json": json.dumps(log).encode()}


@pytest.mark.parametrize("name", ["甲.csv", "乙.json"])
def test_what_my_learning_exports_is_read(tmp_path: Path, libraries: Mapping[str, Library], name: str) -> None:
    """The first try of each question of a test; what was asked on a page is none of it."""
    people = room(libraries["zh"], 1)
    assert [slip.test for slip in people] == ["before", "after"]
    put(tmp_path, {name: exported(people)[name]})
    found = gathered(tmp_path, libraries)
    assert list(found.sittings["test"]) == ["before", "after"]
    assert set(found.sittings["name"]) == {name.split(".", maxsplit=1)[0]}
    expected = [one.outcome for slip in people for one in slips.again(libraries["zh"], slip)]
    assert list(found.answers["outcome"]) == expected


def test_an_export_without_a_test_is_said(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    put(tmp_path, {"a.csv": exported([])["甲.csv"]})
    found = gathered(tmp_path, libraries)
    assert [one.text.split(",")[0] for one in found.reports] == ["holds no test"]
