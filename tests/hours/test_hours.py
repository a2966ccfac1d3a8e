"""Service hours: what a table says, what is wrong with it by line, what stands on paper, what the totals are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from outreach.faults import OutreachError
from outreach.hours import papers, table, totals
from outreach.hours.papers import Issuer
from outreach.hours.table import Service
from outreach.library import Library
from outreach.outputs.sheet import Imprint
from tests.conftest import outreach
from tests.printing.reading import pages_of, run, squeezed, text_of, words_outside

TODAY = date(2026, 11, 27)
HEADER = "姓名,编号,日期,开始,结束,结束日期,休息,服务内容,地点,核实人,培训"
GOOD = """\
志愿者甲,A001,2026-11-20,9:00,12:30,,10,社区消毒宣传,三元里社区,负责人乙,
志愿者甲,A001,2026/11/21,14：00,18:00,,,电话回访,服务站,负责人乙,防护培训
志愿者丙,A002,2026年11月22日,22点,2:00,2026-11-23,,夜间值守,服务站,负责人乙,
"""


def kept(folder: Path, rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "hours.csv"
    path.write_bytes(f"{header}\n{rows}".encode(encoding))
    return path


def found(path: Path) -> tuple[list[Service], list[str]]:
    services, findings, _ = table.read(path, TODAY)
    findings += [*table.clashes(services), *table.doubts(services)]
    return services, [f"{one.line} {one.name}: {one.text}" for one in sorted(set(findings))]


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
    ("row", "said"),
    [
        ("甲,1,2026-11-20,15:00,12:00,,,事,地,乙,", "not after it begins at 15:00; if it went on after midnight, give"),
        ("甲,1,2026-11-20,15:00,15:00,,,事,地,乙,", "ends at 15:00, not after"),
        ("甲,1,2026-11-20,9:00,10:00,2026-11-22,,事,地,乙,", "lasts 49 hours; a row holds one service"),
        ("甲,1,2026-11-20,9:00,10:00,,60,事,地,乙,", "has a break of 60 minutes, as long as the service"),
        ("甲,1,2026-11-20,9:00,10:00,,一会,事,地,乙,", "has the break '一会'; write whole minutes"),
        ("甲,1,2026-11-31,9:00,10:00,,,事,地,乙,", "has the date '2026-11-31'; write it as 2026-11-27"),
        ("甲,1,11/20,9:00,10:00,,,事,地,乙,", "has the date '11/20'"),
        ("甲,1,2026-11-20,25:00,26:00,,,事,地,乙,", "has the start '25:00'; write it as 9:00"),
        ("甲,1,2026-11-20,9,10,,,事,地,乙,", "has the start '9'"),
        ("甲,1,2026-11-28,9:00,10:00,,,事,地,乙,", "is of 2026-11-28, which is still to come"),
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


def test_one_person_at_two_things_at_a_time(tmp_path: Path) -> None:
    rows = (
        "甲,1,2026-11-20,9:00,17:00,,,事,地,乙,\n甲,1,2026-11-20,10:00,11:00,,,事,地,乙,\n"
        "甲,1,2026-11-20,16:00,18:00,,,事,地,乙,\n甲,1,2026-11-20,18:00,19:00,,,事,地,乙,\n"
        "丙,2,2026-11-20,9:00,17:00,,,事,地,乙,\n丙,2,2026-11-20,9:00,17:00,,,事,地,乙,\n"
    )
    _, findings = found(kept(tmp_path, rows))
    assert findings == [
        "2 甲: overlaps with line 3 (10:00–11:00)", "2 甲: overlaps with line 4 (16:00–18:00)",
        "3 甲: overlaps with line 2 (09:00–17:00)", "4 甲: overlaps with line 2 (09:00–17:00)",
        "6 丙: is the same time as line 7 (09:00–17:00)", "7 丙: is the same time as line 6 (09:00–17:00)",
    ]  # fmt: skip


def test_numbers_and_names_that_do_not_fit_each_other(tmp_path: Path) -> None:
    rows = "".join(
        f"{name},{number},2026-11-{day},9:00,10:00,,,事,地,乙,\n"
        for name, number, day in (("甲", 1, 20), ("丙", 1, 21), ("甲", 2, 22))
    )
    _, findings = found(kept(tmp_path, rows))
    assert findings == [
        "2 甲: stands under the numbers '1', '2': several people, or one?",
        "3 丙: has the number '1' of 甲 on line 2",
    ]


@pytest.mark.parametrize("header", ["身份证号", "身份证号码", "证件号码", "ID card", "护照"])
def test_numbers_of_identity_papers_are_refused(header: str, tmp_path: Path) -> None:
    with pytest.raises(OutreachError, match="take it out: no paper needs it"):
        table.read(kept(tmp_path, "", f"{HEADER},{header}"), TODAY)


MOMENTS = st.integers(0, 60 * 24 * 40).map(lambda minutes: datetime(2026, 9, 1) + timedelta(minutes=minutes))
SERVICES = st.lists(
    st.builds(
        lambda who, begin, length, task: Service(
            2, f"人{who}", str(who), begin, begin + timedelta(minutes=length), 0, f"事{task}", "", "乙", ("", "", "")
        ),
        st.integers(1, 4),
        MOMENTS,
        st.integers(1, 600),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(SERVICES)
def test_the_totals_agree_however_they_are_added_up(services: list[Service]) -> None:
    whole = sum(one.minutes for one in services)
    volunteers, months, tasks = totals.by_volunteer(services), totals.by_month(services), totals.by_task(services)
    assert whole == volunteers.minutes.sum() == months.minutes.sum() == tasks.minutes.sum()
    assert len(services) == volunteers.services.sum() == months.services.sum() == tasks.services.sum()
    for key, row in volunteers.iterrows():
        assert row.minutes == sum(one.minutes for one in services if one.key == key)


@settings(max_examples=100, deadline=None)
@given(SERVICES)
def test_an_overlap_is_found_where_there_is_one_and_nowhere_else(services: list[Service]) -> None:
    numbered = [Service(n, *list(vars(one).values())[1:]) for n, one in enumerate(services, 2)]
    told = {finding.line for finding in table.clashes(numbered)}
    real = {
        one.line
        for one in numbered
        for other in numbered
        if one.line != other.line and one.key == other.key and one.begin < other.end and other.begin < one.end
    }
    assert bool(told) == bool(real)
    assert told <= real


def paper(folder: Path, content: bytes) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path


ISSUER = Issuer(Imprint("某某社工服务站", "", "电话 020-0000 0000"), "负责人乙", "经办人己", TODAY, "YX-")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_certificate_has_every_field_and_the_true_total(
    libraries: Mapping[str, Library], language: str, tmp_path: Path
) -> None:
    services = [one for one in found(kept(tmp_path, GOOD))[0] if one.id == "A001"]
    library = libraries[language]
    path = paper(tmp_path, papers.certificate(library, services, ISSUER, 7))
    text = text_of(path)
    say = library.say
    labels = ("issuer", "person-in-charge", "handler", "issued", "seal", "certificate-number")
    for part in [*(say(f"hours-{label}").strip() for label in labels), "志愿者甲", "A001", "YX-2026-0007",
                 "某某社工服务站", "020-00000000", "负责人乙", "经办人己", "社区消毒宣传", "电话回访",
                 library.day(TODAY), papers.length(library, 440)]:  # fmt: skip
        assert squeezed(part) in text, part
    assert pages_of(path) == 1
    assert not words_outside(path)
    assert re.search(r"Tagged:\s+yes", run("pdfinfo", str(path)))


def test_without_a_prefix_the_number_is_a_line_to_fill_in(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    services = found(kept(tmp_path, GOOD))[0][:1]
    path = paper(tmp_path, papers.certificate(libraries["zh"], services, Issuer(day=TODAY), 1))
    assert "2026-0001" not in text_of(path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_record_repeats_its_header_and_ends_with_the_total(
    libraries: Mapping[str, Library], language: str, tmp_path: Path
) -> None:
    rows = "".join(
        f"志愿者甲,A001,2026-0{month}-{day:02},9:00,10:{day:02},,,第{day}次宣传 #{day},社区,乙,\n"
        for month in range(1, 5)
        for day in range(1, 29)
    )
    services, findings = found(kept(tmp_path, rows))
    assert findings == []
    library = libraries[language]
    path = paper(tmp_path, papers.record(library, services, ISSUER))
    pages = pages_of(path)
    assert pages > 2
    for page in range(1, pages + 1):
        assert squeezed(library.say("hours-verified-by")) in text_of(path, page)
    assert squeezed(papers.length(library, 4 * sum(60 + day for day in range(1, 29)))) in text_of(path, pages)
    assert text_of(path).count("第28次宣传#28") == 4
    assert not words_outside(path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blank_sheet_has_rows_to_write_in(libraries: Mapping[str, Library], language: str, tmp_path: Path) -> None:
    path = paper(tmp_path, papers.blank(libraries[language], ISSUER))
    assert pages_of(path) == 1
    assert "18" in text_of(path)
    assert squeezed(libraries[language].say("hours-blank-remark")) in text_of(path)


def test_the_command_writes_what_is_right_and_tells_what_is_wrong(tmp_path: Path) -> None:
    rows = (
        f"{GOOD}=1+1,+9,2026-11-20,9:00,10:00,,,@事,地,乙,\nCON,,2026-11-20,9:00,10:00,,,事,地,乙,\n"
        "志愿者丁,A003,2026-11-20,9:00,12:00,,,事,地,乙,\n志愿者丁,A003,2026-11-20,11:00,13:00,,,事,地,乙,\n"
    )
    out = tmp_path / "out"
    said = outreach("hours", str(kept(tmp_path, rows)), "-o", str(out), "--date", "2026-11-27")
    assert said.returncode == 1
    assert "hours.csv:7 志愿者丁: overlaps with line 8 (11:00–13:00)" in said.stdout
    assert "4 volunteers, 5 services, 13小时20分" in said.stdout
    assert "2 rows to mend; 1 volunteers got no paper until then" in said.stderr
    names = ["=1+1-+9.pdf", "_CON.pdf", "志愿者丙-A002.pdf", "志愿者甲-A001.pdf"]
    for folder in ("records", "certificates"):
        assert sorted(path.name for path in (out / folder).iterdir()) == names
    table_rows = list(csv.DictReader(io.StringIO((out / "hours-summary.csv").read_text("utf-8-sig"))))
    assert [(row["name"], row["minutes"], row["papers"]) for row in table_rows] == [
        ("志愿者甲", "440", "yes"), ("志愿者丙", "240", "yes"), ("'=1+1", "60", "yes"), ("CON", "60", "yes"),
        ("志愿者丁", "", "no"),
    ]  # fmt: skip
    sheet = load_workbook(out / "hours-summary.xlsx")["volunteers"]
    assert sheet["A4"].value == "=1+1"
    assert sheet["A4"].data_type == "s"
    report = list(csv.DictReader(io.StringIO((out / "report.csv").read_text("utf-8-sig"))))
    assert [(row["line"], row["kind"]) for row in report] == [("7", "wrong"), ("8", "wrong")]


def test_a_second_run_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    outreach("hours", str(kept(tmp_path, GOOD)), "-o", str(out), "--date", "2026-11-27")
    rows = "\n".join(GOOD.splitlines()[:2]) + "\n"
    said = outreach("hours", str(kept(tmp_path, rows)), "-o", str(out), "--date", "2026-11-27")
    assert said.returncode == 0
    assert [path.name for path in (out / "records").iterdir()] == ["志愿者甲-A001.pdf"]
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_without_a_table_the_command_says_what_it_wants(tmp_path: Path) -> None:
    said = outreach("hours", "-o", str(tmp_path))
    assert said.returncode == 1
    assert "name the table of hours (csv or xlsx), or give --blank" in said.stderr
    assert outreach("hours", "--blank", "-l", "en", "-o", str(tmp_path)).returncode == 0
    assert (tmp_path / "hours-blank-en.pdf").read_bytes().startswith(b"%PDF")
