"""A whole table of organisations: good rows printed, bad ones told by their lines, gone on where it stopped."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import outreach

HEADER = ["机构名称", "联系方式", "清单", "版式", "语言", "标志", "备注"]
ROWS = [
    ["某某社工站", "020-0000 0000", "doffing、donning", "", "", "", "甲"],
    ["坏\u202e的", "", "doffing", "", "", "", ""],
    ["无此表站", "", "dofing", "", "", "", ""],
    ["=1+1", "", "doffing", "pocket", "both", "", ""],
    ["", "020", "doffing", "", "", "", ""],
    ["CON", "", "doffing", "", "en", "", ""],
    ["无标志站", "", "doffing", "", "", "none.png", ""],
    ["某某社工站", "", "doffing", "poster", "", "", ""],
]


def table(folder: Path, kind: str) -> Path:
    path = folder / f"organisations.{kind}"
    if kind == "xlsx":
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for number, row in enumerate([HEADER, *ROWS], 1):
            for column, text in enumerate(row, 1):
                cell = sheet.cell(number, column, text)
                cell.data_type = "s"
        book.save(path)
        return path
    made = io.StringIO()
    csv.writer(made).writerows([HEADER, *ROWS])
    path.write_bytes(made.getvalue().encode("gb18030" if kind == "csv" else "utf-8-sig"))
    return path


@pytest.mark.parametrize("kind", ["csv", "txt", "xlsx"])
def test_good_rows_are_printed_and_bad_ones_told(kind: str, tmp_path: Path) -> None:
    path, out = table(tmp_path, kind), tmp_path / "out"
    said = outreach("print", "--for", str(path), "-o", str(out))
    assert said.returncode == 1
    for line, part in {3: "U+202E", 4: "did you mean 'doffing'?", 6: "has no name", 8: "cannot read the logo"}.items():
        assert any(told.startswith(f"{path.name}:{line} ") and part in told for told in said.stdout.splitlines()), line
    assert "4 of 8 rows were not printed" in said.stderr
    folders = sorted(one.name for one in out.iterdir() if one.is_dir())
    assert folders == ["002-某某社工站", "005-=1+1", "007-_CON", "009-某某社工站"]
    assert sorted(one.name for one in (out / "002-某某社工站").glob("*.pdf")) == [
        "CL04-donning-zh.pdf", "CL05-doffing-zh.pdf",
    ]  # fmt: skip
    assert [one.name for one in (out / "005-=1+1").glob("*.pdf")] == ["CL05-doffing-zh-en-pocket.pdf"]
    for folder in folders:
        with zipfile.ZipFile(out / f"{folder}.zip") as packed:
            assert packed.testzip() is None
            assert {Path(name).name for name in packed.namelist()} == {one.name for one in (out / folder).glob("*.pdf")}
    report = list(csv.DictReader(io.StringIO((out / "report.csv").read_text("utf-8-sig"))))
    assert [int(row["line"]) for row in report] == list(range(2, 10))
    assert report[3]["organisation"] == "'=1+1"
    assert all(bool(row["folder"]) != bool(row["fault"]) for row in report)


def test_a_second_run_goes_on_where_the_first_stopped(tmp_path: Path) -> None:
    path, out = table(tmp_path, "txt"), tmp_path / "out"
    outreach("print", "--for", str(path), "-o", str(out))
    kept = out / "002-某某社工站" / "CL05-doffing-zh.pdf"
    before = {one: one.stat().st_mtime_ns for one in out.rglob("*.pdf")}
    (out / "007-_CON" / "CL05-doffing-en.pdf").unlink()
    (out / "009-某某社工站.zip").unlink()
    path.write_text(path.read_text("utf-8-sig").replace("无此表站,,dofing", "有此表站,,doffing"), "utf-8")
    said = outreach("print", "--for", str(path), "-o", str(out))
    assert "5 organisations (2 were there already), 3 rows with faults" in said.stdout
    assert kept.stat().st_mtime_ns == before[kept]
    assert (out / "007-_CON" / "CL05-doffing-en.pdf").is_file()
    assert (out / "009-某某社工站.zip").is_file()
    assert (out / "004-有此表站.zip").is_file()


def test_a_changed_row_is_printed_anew(tmp_path: Path) -> None:
    path, out = tmp_path / "o.csv", tmp_path / "out"
    path.write_text("organisation,contact\n甲站,1\n乙站,1\n", "utf-8")
    outreach("print", "doffing", "--for", str(path), "-o", str(out))
    path.write_text("organisation,contact\n甲站,2\n乙站,1\n", "utf-8")
    said = outreach("print", "doffing", "--for", str(path), "-o", str(out))
    assert said.returncode == 0
    assert "2 organisations (1 were there already), 0 rows with faults" in said.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty; give it a line of headers"),
        ("联系,清单\n甲,乙\n".encode(), "o.csv:1 has no column '机构名称'; its columns are '联系', '清单'"),
        ("机构名称，清单\n甲，乙\n".encode(), "full-width commas"),
        (b"PK\x03\x04broken", "is no whole xlsx file"),
        (b"\xd0\xcf\x11\xe0old", "save it as xlsx"),
        (b"\xff\xfe\x00a", "save it as xlsx, or as csv in UTF-8"),
        ("机构名称,机构\n甲,乙\n".encode(), "has two columns for '机构'"),
        ('机构名称\n"甲\n'.encode(), "is no csv"),
    ],
)
def test_a_faulty_table_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_bytes(content)
    found = outreach("print", "doffing", "--for", str(tmp_path / "o.csv"), "-o", str(tmp_path / "out"))
    assert found.returncode == 1
    assert said in found.stderr
    assert not (tmp_path / "out").exists()
