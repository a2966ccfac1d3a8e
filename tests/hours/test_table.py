"""A table of service is read as people write it; what is wrong with a row is told by its line."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from outreach.faults import OutreachError
from outreach.hours import table
from tests.hours.keeping import GOOD, HEADER, TODAY, found, kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_as_people_write_it(encoding: str, tmp_path: Path) -> None:
    services, findings = found(kept(tmp_path, GOOD, encoding=encoding))
    assert findings == []
    assert [one.minutes for one in services] == [200, 240, 240]
    assert services[1].begin == datetime(2026, 11, 21, 14)
    assert services[2].end == datetime(2026, 11, 23, 2)
    assert services[1].notes == ("防护培训", "", "")


def test_an_excel_table_with_real_dates_and_times(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "日期", "开始", "结束", "内容", "核实人"])
    begin, end = datetime(2026, 11, 20, 9).time(), datetime(2026, 11, 20, 12, 30).time()
    sheet.append(["志愿者甲", date(2026, 11, 20), begin, end, "宣传", "乙"])
    sheet.append(["志愿者甲", datetime(2026, 11, 21), "9:00", datetime(2026, 11, 21, 10), "宣传", "乙"])
    book.save(tmp_path / "hours.xlsx")
    services, findings = found(tmp_path / "hours.xlsx")
    assert findings == []
    assert [(one.line, one.minutes) for one in services] == [(2, 210), (3, 60)]


@pytest.mark.parametrize(
    ("start", "end", "last", "begun", "ended"),
    [
        ("22：00", "次日2:00", "", 22 * 60, 26 * 60),
        ("22:00", "2:00(+1)", "", 22 * 60, 26 * 60),
        ("22点半", "第二天 2点", "2026/11/21", 22 * 60 + 30, 26 * 60),
        ("2026-11-20 22:00", "2026/11/21 2:00:30", "", 22 * 60, 26 * 60),
        ("2026/11/20 1:05", "2026/11/20 11:00", "", 65, 11 * 60),
        ("14时05分", "24:00", "", 14 * 60 + 5, 24 * 60),
        ("０９：００", "12h", "", 9 * 60, 12 * 60),
    ],
)
def test_times_as_people_write_them(start: str, end: str, last: str, begun: int, ended: int, tmp_path: Path) -> None:
    services, findings = found(kept(tmp_path, f"甲,1,2026-11-20,{start},{end},{last},,事,地,乙,\n"))
    assert findings == []
    spent = (services[0].begin - datetime(2026, 11, 20), services[0].end - datetime(2026, 11, 20))
    assert spent == (timedelta(minutes=begun), timedelta(minutes=ended))


def test_excel_keeps_times_in_three_ways(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "date", "start", "end", "task", "verified"])
    sheet.append(["甲", date(2026, 11, 20), datetime(2026, 11, 20, 22), datetime(2026, 11, 21, 2), "事", "乙"])
    sheet.append(["甲", date(2026, 11, 21), timedelta(hours=20, minutes=30), timedelta(hours=24), "事", "乙"])
    sheet.append(["甲", date(2026, 11, 22), 9.5, datetime(2026, 11, 22, 10).time(), "事", "乙"])
    book.save(tmp_path / "hours.xlsx")
    services, findings = found(tmp_path / "hours.xlsx")
    assert [one.minutes for one in services] == [240, 210]
    assert findings == ["4 甲: has the start '9.5'; write it as 9:00 or 14:30"]


def test_all_that_is_wrong_with_a_row_is_told_at_once(tmp_path: Path) -> None:
    _, findings = found(kept(tmp_path, ",1,2026-11-31,25:00,10,,一会,,地,乙,\n"))
    assert findings == [
        "2 : has no name; write it, or take the row out",
        "2 : has the break '一会'; write whole minutes",
        "2 : has the date '2026-11-31'; write it as 2026-11-27",
        "2 : has the end '10'; write it as 9:00 or 14:30",
        "2 : has the start '25:00'; write it as 9:00 or 14:30",
        "2 : says not what was done; fill in the task",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "甲,1,2026-11-20,15:00,12:00,,,事,地,乙,",
            "not after it begins at 15:00; correct one; if it went over midnight",
        ),
        ("甲,1,2026-11-20,15:00,15:00,,,事,地,乙,", "ends at 15:00, not after"),
        ("甲,1,2026-11-20,9:00,10:00,2026-11-22,,事,地,乙,", "lasts 49 hours; a row holds one service"),
        ("甲,1,2026-11-20,9:00,10:00,,60,事,地,乙,", "has a break of 60 minutes, as long as the service"),
        ("甲,1,2026-11-20,9:00,10:00,,一会,事,地,乙,", "has the break '一会'; write whole minutes"),
        ("甲,1,2026-11-31,9:00,10:00,,,事,地,乙,", "has the date '2026-11-31'; write it as 2026-11-27"),
        ("甲,1,11/20,9:00,10:00,,,事,地,乙,", "has the date '11/20'"),
        ("甲,1,2026-11-20,25:00,10:00,,,事,地,乙,", "has the start '25:00'; write it as 9:00"),
        ("甲,1,2026-11-20,9.5,10:00,,,事,地,乙,", "has the start '9.5'; write it as 9:00 or 14:30"),
        ("甲,1,2026-11-20,9:00,10:5,,,事,地,乙,", "has the end '10:5'"),
        ("甲,1,2026-11-20,,10:00,,,事,地,乙,", "has no start; write it as 9:00"),
        ("甲,1,,9:00,10:00,,,事,地,乙,", "has no date; write it as 2026-11-27"),
        ("甲,1,2026-11-20,次日9:00,10:00,,,事,地,乙,", "has the start '次日9:00'"),
        ("甲,1,2026-11-20,2026-11-21 9:00,2026-11-21 10:00,,,事,地,乙,", "but its start is of 2026-11-21"),
        ("甲,1,2026-11-20,22:00,次日2:00,2026-11-20,,事,地,乙,", "ends on 2026-11-20 and on 2026-11-21; keep one"),
        ("甲,1,2026-11-20,22:00,2:00,2026-11-20,,事,地,乙,", "ends on 2026-11-20 02:00, not after it begins"),
        ("甲,1,2026-11-28,9:00,10:00,,,事,地,乙,", "ends on 2026-11-28, after 2026-11-27, the day of the papers"),
        ("甲,1,2026-11-27,22:00,2:00,2026-11-28,,事,地,乙,", "ends on 2026-11-28, after 2026-11-27"),
        ("甲😀,1,2026-11-20,9:00,10:00,,,事,地,乙,", "the name has '😀' (U+1F600), which our font has not"),
        ("甲,11010519491231002X,2026-11-20,9:00,10:00,,,事,地,乙,", "has the number of an identity card as its id"),
        ("甲,1,2026-11-20,9:00,10:00,,,事,地,11010519491231002x,", "an identity card as its verified"),
        ("甲,1,2026-11-20,9:00,10:00,,,事,地,乙,培\u200b训", "the training has the invisible character U+200B"),
        ("甲,1,1926-11-28,9:00,10:00,,,事,地,乙,", "is of 1926-11-28, before 1990"),
        (",1,2026-11-20,9:00,10:00,,,事,地,乙,", "has no name"),
        ("甲,1,2026-11-20,9:00,10:00,,,,地,乙,", "says not what was done"),
        ("甲\u202e,1,2026-11-20,9:00,10:00,,,事,地,乙,", "the name has the invisible character U+202E"),
        ("甲,1,2026-11-20,8:00,20:30,,,事,地,乙,", "lasts 12.5 hours; look whether that is right"),
        ("甲,1,2026-11-20,9:00,10:00,,,事,地,,", "was verified by nobody"),
    ],
)
def test_what_cannot_be_is_told_by_its_line(row: str, said: str, tmp_path: Path) -> None:
    _, findings = found(kept(tmp_path, f"{GOOD}{row}\n"))
    assert len(findings) == 1
    assert findings[0].startswith("5 ")
    assert said in findings[0]


@pytest.mark.parametrize("header", ["身份证号", "身份证号码", "证件号码", "公民身份号码", "ID card", "护照"])
def test_numbers_of_identity_papers_are_refused(header: str, tmp_path: Path) -> None:
    with pytest.raises(OutreachError, match="take it out: no paper needs it"):
        table.read(kept(tmp_path, "", f"{HEADER},{header}"), TODAY)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("11010519491231002X", True), ("11010519491231002x", True), ("号：11010519491231002X。", True),
        ("１１０１０５１９４９１２３１００２Ｘ", True), ("110105194912310021", False), ("1" * 18, False),
        ("911010519491231002X", False), ("A001", False), ("", False),
    ],
)  # fmt: skip
def test_identity_numbers_are_known_by_their_last_sign(text: str, is_one: bool) -> None:
    assert table.identity_number(text) is is_one


@given(st.text("0123456789", max_size=17))
def test_a_shorter_number_of_ones_own_is_no_identity_number(number: str) -> None:
    assert not table.identity_number(number)
