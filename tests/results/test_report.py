"""The reports: what they say, in both languages, and what the one for outsiders never says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser

from outreach.library import Library
from outreach.outputs import html
from outreach.outputs.voice import Voice
from outreach.results import gathering, learning, simulation
from outreach.results.answers import Batch, Marker, marked
from outreach.results.entries import Course, of_slip
from outreach.results.report import SMALLEST, page, suppressed
from tests.conftest import outreach
from tests.results.handed import MODULE, as_json, csv_of, damaged, put, room, tally

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
LANGUAGES = ["zh", "en"]


def batch_of(libraries: Mapping[str, Library], groups: Mapping[str, int], seed: int = 5) -> Batch:
    """So many people in each group, by names that stand nowhere else."""
    names = [group for group, count in groups.items() for _ in range(count)]
    slips = simulation.simulate(libraries["zh"], MODULE, simulation.Room(len(names), names, both=1.0, seed=seed))
    named = ((group, slip.model_copy(update={"name": f"nick{slip.name}"})) for group, slip in slips)
    return marked(
        (of_slip(slip, "room.jsonl", line, group) for line, (group, slip) in enumerate(named, 1)), Marker(libraries)
    )


def text_of(library: Library, batch: Batch, audience: str) -> str:
    found = page(library, MODULE, batch, audience)  # type: ignore[arg-type]
    return html.blocks(found.blocks, Voice.of(found, library.say)) + " ".join(found.facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trainer_is_told_who_and_what(libraries: Mapping[str, Library], language: str) -> None:
    library = libraries[language]
    found = batch_of(libraries, {"一组": 20, "二组": 20})
    told = text_of(library, found, "trainer")
    missed = learning.not_mastered(found, learning.aims(library, MODULE))
    assert len(missed) > 5
    assert all(name in told for name in set(missed["name"]))
    assert all(f"{item} " in told for item in set(missed["item"]))
    assert "{" not in re.sub(r"<svg.*?</svg>", "", told, flags=re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outsider_is_told_of_nobody(libraries: Mapping[str, Library], language: str) -> None:
    found = batch_of(libraries, {"一组": 20, "二组": 3, "三组": 9})
    told = text_of(libraries[language], found, "funder")
    assert "nick" not in told
    assert "pp" not in re.sub(r"<[^>]*>", "", told).replace("app", "").replace("pping", "")
    assert "room.jsonl" not in told


def test_small_groups_cannot_be_worked_out(libraries: Mapping[str, Library]) -> None:
    """A group of three is left out, and the next smallest with it; what is left adds up to no group of three."""
    aimed = learning.aims(libraries["zh"], MODULE)
    gains = suppressed(learning.gains(batch_of(libraries, {"一组": 20, "二组": 3, "三组": 9}), aimed))
    shown = gains[gains["n_before"] >= 0]
    assert set(shown["group"]) == {"", "一组"}
    gone = gains[gains["n_before"] < 0]
    assert gone[["before", "after", "gain", "gain_low", "gain_high"]].isna().all().all()
    for objective in set(shown["objective"]):
        rows = shown[shown["objective"] == objective].set_index("group")
        assert rows.loc["", "n_before"] - rows.loc["一组", "n_before"] >= 2 * SMALLEST


def test_two_small_groups_hide_each_other_only_together(libraries: Mapping[str, Library]) -> None:
    aimed = learning.aims(libraries["zh"], MODULE)
    gains = suppressed(learning.gains(batch_of(libraries, {"一组": 20, "二组": 4, "三组": 4}), aimed))
    assert set(gains.loc[gains["n_before"] >= 0, "group"]) == {"", "一组"}


def test_a_room_of_three_gives_an_outsider_no_figure(libraries: Mapping[str, Library]) -> None:
    found = batch_of(libraries, {"一组": 3})
    told = text_of(libraries["zh"], found, "funder")
    assert libraries["zh"].say("results-too-few", count=SMALLEST) in told
    assert "%" not in re.sub(r"<[^>]*>", "", told).split(libraries["zh"].say("results-how"))[0]


@pytest.mark.parametrize(("people", "phrase"), [(3, "results-alpha-few"), (40, "results-alpha")], ids=["few", "enough"])
def test_reliability_is_given_where_it_makes_sense(libraries: Mapping[str, Library], people: int, phrase: str) -> None:
    told = text_of(libraries["zh"], batch_of(libraries, {"": people}), "trainer")
    begins = libraries["zh"].say(phrase, count=people, wanted=30, alpha="0", low="0", high="0")[:6]
    assert begins in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_makes_reports_and_tables(tmp_path: Path, libraries: Mapping[str, Library], language: str) -> None:
    put(
        tmp_path / "in",
        {f"一组/{slip.name}{slip.test}.json": as_json(slip).encode() for slip in room(libraries["zh"], 8)},
    )
    put(tmp_path / "in", {"二组/paper.csv": csv_of(tally(libraries["zh"], ["=1+1", "@乙", "丙😷"]))})
    put(tmp_path / "in", {"photo.jpg": b"x"})
    name = '社工站 #strong[甲] <b>"乙"</b>'
    out = tmp_path / "out"
    done = outreach("results", str(tmp_path / "in"), "-o", str(out), "-l", language, "--organisation", name)
    assert done.returncode == 0, done.stderr
    assert "20 handed in: 19 used, 1 not" in done.stdout
    made = {path.name for path in out.iterdir()}
    tables = {f"{MODULE}-{one}.csv" for one in ("gains", "items", "chosen", "not-mastered", "answers")}
    assert made == {f"{MODULE}-{language}.html", f"{MODULE}-{language}.pdf", "reports.csv", *tables}
    text = subprocess.run(
        ["pdftotext", "-layout", str(out / f"{MODULE}-{language}.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert name in " ".join(text.split())
    assert libraries[language].modules[MODULE].title in text
    assert "photo.jpg" in text
    page_text = (out / f"{MODULE}-{language}.html").read_text("utf-8")
    assert "<b>" not in page_text
    answers = (out / f"{MODULE}-answers.csv").read_text("utf-8-sig")
    assert "'=1+1" in answers
    assert "'@乙" in answers


def test_the_same_folder_makes_the_same_report(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    put(tmp_path / "in", {f"{slip.name}{slip.test}.json": as_json(slip).encode() for slip in room(libraries["zh"], 8)})
    for out in ("one", "other"):
        assert outreach("results", str(tmp_path / "in"), "-o", str(tmp_path / out)).returncode == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes(), path.name


def test_a_funder_gets_one_table_and_no_list(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    put(tmp_path / "in", {f"{slip.name}{slip.test}.json": as_json(slip).encode() for slip in room(libraries["zh"], 8)})
    done = outreach("results", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--for", "funder")
    assert done.returncode == 0, done.stderr
    made = {path.name for path in (tmp_path / "out").iterdir()}
    stem = f"{MODULE}-zh-funder"
    assert made == {f"{stem}.html", f"{stem}.pdf", f"{MODULE}-gains-funder.csv"}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--module", "ppe-protocl"), "did you mean 'ppe-protocol'?"),
        (("--for", "press"), "trainer"),
        (("--language", "fr"), "language"),
        (("--scheduler", "tcp://127.0.0.1:9"), "no Dask scheduler answers"),
    ],
)
def test_a_wrong_order_is_a_clear_fault(
    tmp_path: Path, libraries: Mapping[str, Library], arguments: tuple[str, ...], text: str
) -> None:
    put(tmp_path / "in", {"a.json": as_json(room(libraries["zh"], 1)[0]).encode()})
    done = outreach("results", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *arguments)
    assert done.returncode == 1
    assert text in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_two_workers_of_a_cluster_find_the_same(tmp_path: Path, libraries: Mapping[str, Library]) -> None:
    put(tmp_path, {f"{slip.name}{slip.test}.json": as_json(slip).encode() for slip in room(libraries["zh"], 300)})
    put(tmp_path, damaged(libraries["zh"]))
    here = gathering.gather(tmp_path, libraries, Course())
    there = gathering.gather_on(2, tmp_path, None, Course())
    assert there.read == here.read
    assert there.reports == here.reports
    pd.testing.assert_frame_equal(there.sittings.astype(str), here.sittings.astype(str))
    pd.testing.assert_frame_equal(there.answers.astype(str), here.answers.astype(str))


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_opens_from_disk_and_asks_nobody(
    tmp_path: Path, libraries: Mapping[str, Library], browser: Browser, language: str
) -> None:
    put(tmp_path / "in", {f"{slip.name}{slip.test}.json": as_json(slip).encode() for slip in room(libraries["zh"], 12)})
    done = outreach("results", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-l", language)
    assert done.returncode == 0, done.stderr
    context = browser.new_context(viewport={"width": 390, "height": 800})
    shown = context.new_page()
    faults: list[str] = []
    asked: list[str] = []
    shown.on("console", lambda message: faults.append(message.text))
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto((tmp_path / "out" / f"{MODULE}-{language}.html").as_uri())
    assert faults == []
    assert len(asked) == 1
    assert shown.locator("svg").count() == 3
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_gains_of_nobody_are_no_figures(libraries: Mapping[str, Library]) -> None:
    found = batch_of(libraries, {"": 6})
    before = found.sittings[found.sittings["test"] == "before"]
    alone = Batch(before, found.answers[found.answers["sitting"].isin(before.index)], [], len(before))
    row = learning.gains(alone, learning.aims(libraries["zh"], MODULE)).iloc[0]
    assert row["n_after"] == row["pairs"] == 0
    assert np.isnan(row["gain"])
    told = text_of(libraries["zh"], alone, "trainer")
    assert libraries["zh"].say("results-safety") not in told
