"""The command: what it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from outreach.faults import OutreachError
from outreach.hours import command
from outreach.hours.papers import Issuer
from outreach.library import Library
from tests.conftest import outreach
from tests.hours.keeping import GOOD, TODAY, kept
from tests.printing.reading import text_of


def test_the_command_writes_what_is_right_and_tells_what_is_wrong(tmp_path: Path) -> None:
    rows = (
        f"{GOOD}＝1+1,+9,2026-11-20,9:00,10:00,,,@事,地,乙,\nCON,,2026-11-20,9:00,10:00,,,事,地,乙,\n"
        "志愿者丁,A003,2026-11-20,9:00,12:00,,,事,地,乙,\n志愿者丁,A003,2026-11-20,11:00,13:00,,,事,地,乙,\n"
    )
    out = tmp_path / "out"
    said = outreach("hours", str(kept(tmp_path, rows)), "-o", str(out), "--date", "2026-11-27")
    assert said.returncode == 1
    assert "hours.csv:7 志愿者丁: overlaps with line 8 (11:00–13:00)" in said.stdout
    assert "4 volunteers, 5 services, 13小时20分" in said.stdout
    assert "rows to mend: 2; volunteers without papers until then: 1 (see " in said.stderr
    names = ["_CON.pdf", "志愿者丙-A002.pdf", "志愿者甲-A001.pdf", "＝1+1-+9.pdf"]
    for folder in ("records", "certificates"):
        assert sorted(path.name for path in (out / folder).iterdir()) == names
    table_rows = list(csv.DictReader(io.StringIO((out / "hours-summary.csv").read_text("utf-8-sig"))))
    assert [(row["姓名"], row["分钟"], row["文件"]) for row in table_rows] == [
        ("志愿者甲", "440", "志愿者甲-A001.pdf"), ("志愿者丙", "240", "志愿者丙-A002.pdf"),
        ("'＝1+1", "60", "'＝1+1-+9.pdf"), ("CON", "60", "_CON.pdf"), ("志愿者丁", "", "先改第7、8行"),
    ]  # fmt: skip
    report = list(csv.DictReader(io.StringIO((out / "report.csv").read_text("utf-8-sig"))))
    assert [(row["line"], row["kind"]) for row in report] == [("7", "wrong"), ("8", "wrong")]


def test_the_number_of_an_identity_card_is_not_told_on(tmp_path: Path) -> None:
    row = "甲,11010519491231002X,2026-11-20,9:00,10:00,,,事,地,乙,\n"
    out = tmp_path / "out"
    said = outreach("hours", str(kept(tmp_path, GOOD + row)), "-o", str(out), "--date", "2026-11-27")
    assert "hours.csv:5 甲: has the number of an identity card as its id; give volunteers numbers" in said.stdout
    written = b"".join(path.read_bytes() + path.name.encode() for path in out.rglob("*") if path.is_file())
    assert b"110105194912" not in written + (said.stdout + said.stderr).encode()


def made(libraries: Mapping[str, Library], folder: Path, rows: str, prefix: str = "") -> tuple[Path, str]:
    """The folder written for a table, and what was said at the end if something was wrong."""
    out = folder / "out"
    try:
        command.run(kept(folder, rows), libraries["zh"], Issuer(day=TODAY, prefix=prefix), 12, out)
    except OutreachError as error:
        return out, str(error)
    return out, ""


def files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def test_numbers_of_certificates_stay_when_a_row_is_mended(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    def numbers(rows: str) -> dict[str, str]:
        out, _ = made(libraries, tmp_path, rows, "YX-")
        table_rows = csv.DictReader(io.StringIO((out / "hours-summary.csv").read_text("utf-8-sig")))
        return {row["姓名"]: row["证明编号"] for row in table_rows}

    assert numbers(GOOD) == {"志愿者甲": "YX-2026-0012", "志愿者丙": "YX-2026-0013"}
    assert numbers(GOOD.replace("18:00", "8:00")) == {"志愿者甲": "", "志愿者丙": "YX-2026-0013"}
    assert "YX-2026-0013" in text_of(tmp_path / "out" / "certificates" / "志愿者丙-A002.pdf")


def test_what_others_put_into_the_folder_stays(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    theirs = tmp_path / "out" / "records" / "notes.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("x", "utf-8")
    first = GOOD.splitlines()[0] + "\n"
    assert made(libraries, tmp_path, GOOD)[1] == ""
    out, said = made(libraries, tmp_path, GOOD)
    assert said == ""
    signed = out / "certificates" / "志愿者甲-A001.pdf"
    signed.write_bytes(signed.read_bytes() + b"signed")
    before = {name: (out / name).read_bytes() for name in files(out)}
    assert "志愿者甲-A001.pdf is not as this command made it" in made(libraries, tmp_path, first)[1]
    assert before == {name: (out / name).read_bytes() for name in files(out)}
    assert made(libraries, tmp_path, first.replace("志愿者甲,A001", "志愿者戊,A009"))[1] == ""
    assert files(out) == {
        "records/notes.txt", "certificates/志愿者甲-A001.pdf", "records/志愿者戊-A009.pdf",
        "certificates/志愿者戊-A009.pdf", "hours-summary.csv", "hours-summary.xlsx", "report.csv", "made.sha256",
    }  # fmt: skip
    assert subprocess.run(("sha256sum", "--check", "--quiet", "made.sha256"), cwd=out, check=False).returncode == 0


def test_a_list_that_somebody_changed_takes_nothing_else_out(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    victim = tmp_path / "mine.pdf"
    victim.write_bytes(b"x")
    (tmp_path / "out").mkdir()
    mark = hashlib.sha256(b"x").hexdigest()
    lines = (f"{mark}  {name}\n" for name in ("../mine.pdf", str(victim), "records/../../mine.pdf", "..\\mine.pdf"))
    (tmp_path / "out" / "made.sha256").write_text("".join(lines), "utf-8")
    assert made(libraries, tmp_path, GOOD)[1] == ""
    assert victim.exists()


def test_a_second_run_leaves_nothing_of_the_first(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    made(libraries, tmp_path, GOOD)
    out, said = made(libraries, tmp_path, GOOD.splitlines()[0] + "\n")
    assert said == ""
    assert files(out) == {
        "records/志愿者甲-A001.pdf", "certificates/志愿者甲-A001.pdf", "hours-summary.csv", "hours-summary.xlsx",
        "report.csv", "made.sha256",
    }  # fmt: skip


def test_a_table_without_rows_is_told_and_nothing_is_written(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    out, said = made(libraries, tmp_path, "")
    assert said == "hours.csv has headers and no rows; give it a row for each service"
    assert not out.exists()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_becomes_a_formula(libraries: Mapping[str, Library], start: str, tmp_path: Path) -> None:
    name = f"{start}1+1"
    out, _ = made(libraries, tmp_path, f"{name},,2026-11-20,9:00,10:00,,,{name},,,\n")
    assert f"'{name},,1,60" in (out / "hours-summary.csv").read_text("utf-8-sig")
    assert f",'{name},look," in (out / "report.csv").read_text("utf-8-sig")
    book = load_workbook(out / "hours-summary.xlsx")
    assert (book["按志愿者"]["A2"].value, book["按志愿者"]["A2"].data_type) == (name, "s")


def test_without_a_table_the_command_says_what_it_wants(tmp_path: Path) -> None:
    said = outreach("hours", "-o", str(tmp_path))
    assert said.returncode == 1
    assert "name the table of hours (csv or xlsx), or give --blank" in said.stderr
    assert outreach("hours", "--blank", "-l", "en", "-o", str(tmp_path)).returncode == 0
    assert (tmp_path / "hours-blank-en.pdf").read_bytes().startswith(b"%PDF")
