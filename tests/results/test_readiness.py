"""The roster: who may go on duty, who may not and why, and that nothing of distress is on it."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from outreach import observed
from outreach.forms import draw
from outreach.library import Library
from outreach.observed import Observation, ObservedStep
from outreach.results import gathering, simulation
from outreach.results.entries import Course, plain
from outreach.results.standing import Demand, Standing, demanded, practised, standings
from outreach.slips import Slip, SlipAnswer
from tests.conftest import outreach
from tests.results.handed import MODULE, as_json, csv_of, put

DAY = "2026-11-27"


def slip(library: Library, name: str, module: str = MODULE, wrong: int = 0, day: str = DAY) -> bytes:
    """A test after; the first `wrong` safety-critical items are missed."""

    answers = []
    for item in (library.questions[one] for one in draw(library, module, "site").b):
        right = not (wrong and item.safety_critical)
        wrong -= not right
        response = simulation.response_of(library, item, right, random.Random(1))
        answers.append(SlipAnswer(item=item.id, revision=item.revision, response=response))
    return as_json(
        Slip(
            module=module,
            test="after",
            form="B",
            seed="site",
            language="zh",
            day=day,
            name=name,
            answers=tuple(answers),
        )
    ).encode()


def seen(library: Library, name: str, procedure: str, state: str = "done", day: str = DAY) -> Observation:
    record = library.sequences[procedure]
    steps = tuple(
        ObservedStep(step=step.id, state=state if place == 1 else "done")  # type: ignore[arg-type]
        for place, step in enumerate(record.steps)
    )
    return Observation(
        procedure=procedure, revision=record.revision, language="zh", day=day, name=name, observer="看", steps=steps
    )


def everything(library: Library, name: str) -> dict[str, bytes]:
    demand = demanded(library)
    tests = {f"{name}-{module}.json": slip(library, name, module) for module in demand.modules}
    watched = "\n".join(observed.pack(seen(library, name, one)) for one in demand.procedures)
    return {**tests, f"{name}-watched.txt": watched.encode()}


def of(folder: Path, libraries: Mapping[str, Library], demand: Demand) -> dict[str, Standing]:
    library = libraries["zh"]
    seen_there, _, _ = practised(folder, library, folder / "out")
    batch = gathering.gather(folder, libraries, Course(MODULE), latest=True)
    return {one.name: one for one in standings(batch, seen_there, library, demand)}


def test_distress_is_on_no_roster(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    library = libraries["zh"]
    private = [name for name, module in library.modules.items() if not module.roster]
    assert private
    assert not set(private) & set(demanded(library).modules)
    put(tmp_path, {"a.json": slip(library, "甲", private[0])})
    assert of(tmp_path, libraries, demanded(library)) == {}


def test_who_has_shown_everything_is_ready_until_the_first_proof_runs_out(
    libraries: Mapping[str, Library], tmp_path: Path
) -> None:
    library = libraries["zh"]
    put(tmp_path, everything(library, "甲"))
    put(tmp_path, {"old.json": as_json_of(seen(library, "甲", "doffing", day="2026-02-28"))})
    demand = demanded(library)
    (one,) = of(tmp_path, libraries, demand).values()
    assert one.until(demand) == date(2027, 11, 27)
    assert one.ready(demand, date(2027, 11, 27))
    assert not one.ready(demand, date(2027, 11, 28))


def as_json_of(found: Observation) -> bytes:
    return found.model_dump_json(by_alias=True).encode()


@pytest.mark.parametrize("state", ["late", "wrong", "missed"])
def test_a_step_that_was_not_done_rightly_keeps_off_duty(
    libraries: Mapping[str, Library], tmp_path: Path, state: str
) -> None:
    library = libraries["zh"]
    put(tmp_path, everything(library, "甲"))
    put(tmp_path, {"worse.json": as_json_of(seen(library, "甲", "doffing", state, "2026-11-28"))})
    demand = demanded(library)
    (one,) = of(tmp_path, libraries, demand).values()
    assert not one.ready(demand, date(2026, 11, 28))
    assert library.sequences["doffing"].steps[1].id in one.procedures["doffing"].lacking


def test_a_missed_safety_critical_item_keeps_off_duty_until_it_is_mended(
    libraries: Mapping[str, Library], tmp_path: Path
) -> None:
    library = libraries["zh"]
    demand = demanded(library)
    put(tmp_path, everything(library, "甲"))
    put(tmp_path, {f"甲-{MODULE}.json": slip(library, "甲", wrong=1)})
    (one,) = of(tmp_path, libraries, demand).values()
    assert one.modules[MODULE].lacking
    assert not one.ready(demand, date(2026, 11, 28))
    put(tmp_path, {"again.json": slip(library, "甲", day="2026-12-01")})
    (one,) = of(tmp_path, libraries, demand).values()
    assert one.ready(demand, date(2026, 12, 1))


def test_two_people_of_one_nickname_in_two_groups_are_two(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    library = libraries["zh"]
    put(tmp_path / "一组", everything(library, "小甲"))
    put(tmp_path / "二组", {"a.json": slip(library, "小甲")})
    seen_there, _, _ = practised(tmp_path, library, tmp_path / "out")
    batch = gathering.gather(tmp_path, libraries, Course(), latest=True)
    found = standings(batch, seen_there, library, demanded(library))
    demand = demanded(library)
    assert [(one.group, one.ready(demand, date(2026, 12, 1))) for one in found] == [("一组", True), ("二组", False)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_makes_the_roster(tmp_path: Path, libraries: Mapping[str, Library], language: str) -> None:
    library = libraries[language]
    put(tmp_path / "in", everything(libraries["zh"], "志愿者甲"))
    steps = [step.id for step in library.sequences["doffing"].steps]
    heads = [f"step {step}" if step == "name" else step for step in steps]
    put(tmp_path / "in", {
        "b.json": slip(libraries["zh"], "=乙😷", wrong=2),
        "paper.csv": csv_of([
            ["name", "date", "observer", "procedure", *heads],
            ["=乙😷", DAY, "看", "doffing", *["✓"] * (len(steps) - 1), "漏"],
            ["丙", DAY, "看", "doffing", *["?"] * len(steps)],
        ]),
    })  # fmt: skip
    name = "社工站 <b>#甲</b>"
    out = tmp_path / "out"
    done = outreach(
        "readiness",
        str(tmp_path / "in"),
        "-o",
        str(out),
        "-l",
        language,
        "--date",
        "2026-12-01",
        "--organisation",
        name,
    )
    assert done.returncode == 0, done.stderr
    assert "2 people, 1 ready, 1 not" in done.stdout
    assert "paper.csv:3" in done.stdout
    text = subprocess.run(
        ["pdftotext", "-layout", str(out / f"roster-{language}.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    for said in (name, library.say("roster-not-trained"), library.say("roster-ready"), library.say("roster-not-ready")):
        assert "".join(said.split()) in "".join(text.split())
    sheet = load_workbook(out / f"roster-{language}.xlsx").worksheets[0]
    cells = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert cells["志愿者甲"][-1].value == library.say("roster-ready")
    bad = next(row for key, row in cells.items() if plain(str(key)).startswith("=乙"))
    assert bad[0].data_type == "s"
    assert bad[-1].value == library.say("roster-not-ready")
    assert library.questions[next(iter(_missed(libraries)))].name in " ".join(str(cell.value) for cell in bad)


def _missed(libraries: Mapping[str, Library]) -> list[str]:

    library = libraries["zh"]
    return [name for name in draw(library, MODULE, "site").b if library.questions[name].safety_critical]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--procedure", "doffin"), "did you mean 'doffing'?"),
        (("--date", "soon"), "write it as 2026-11-27"),
    ],
)
def test_a_wrong_order_is_a_clear_fault(
    tmp_path: Path, libraries: Mapping[str, Library], arguments: tuple[str, ...], text: str
) -> None:
    put(tmp_path / "in", {"a.json": slip(libraries["zh"], "甲")})
    done = outreach("readiness", str(tmp_path / "in"), "-o", str(tmp_path / "out"), *arguments)
    assert done.returncode == 1
    assert text in done.stderr
    assert not (tmp_path / "out").exists()


def test_tests_and_observations_in_one_folder_are_no_faults_to_each_other(
    libraries: Mapping[str, Library], tmp_path: Path
) -> None:
    put(tmp_path, everything(libraries["zh"], "甲"))
    found = gathering.gather(tmp_path, libraries, Course())
    assert found.refused == 0
    assert [one.refused for one in found.reports] == [False]
