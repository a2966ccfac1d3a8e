"""What rows say of each other; who gets no paper; totals that agree however they are added up."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.faults import OutreachError
from outreach.hours import checking, table, totals
from outreach.hours.table import Service
from tests.hours.keeping import TODAY, found, kept


def test_one_person_at_two_things_at_a_time(tmp_path: Path) -> None:
    rows = (
        "甲,1,2026-11-20,9:00,17:00,,,事,地,乙,\n甲,1,2026-11-20,10:00,11:00,,,事,地,乙,\n"
        "甲,1,2026-11-20,16:00,18:00,,,事,地,乙,\n甲,1,2026-11-20,18:00,19:00,,,事,地,乙,\n"
        "丙,2,2026-11-20,9:00,17:00,,,事,地,乙,\n丙,2,2026-11-20,9:00,17:00,,,事,地,乙,\n"
        "丙,2,2026-11-20,18:00,19:00,,,事,地,乙,\n丙,2,2026-11-20,18:00,19:00,,,别的,地,乙,\n"
    )
    _, findings = found(kept(tmp_path, rows))
    assert findings == [
        "2 甲: overlaps with line 3 (10:00–11:00); correct one of them",
        "2 甲: overlaps with line 4 (16:00–18:00); correct one of them",
        "3 甲: overlaps with line 2 (09:00–17:00); correct one of them",
        "4 甲: overlaps with line 2 (09:00–17:00); correct one of them",
        "6 丙: says the same as line 7; take one of them out",
        "7 丙: says the same as line 6; take one of them out",
        "8 丙: is the same time as line 9 (18:00–19:00); correct one of them",
        "9 丙: is the same time as line 8 (18:00–19:00); correct one of them",
    ]


def test_numbers_and_names_that_do_not_fit_each_other(tmp_path: Path) -> None:
    rows = "".join(
        f"{name},{number},2026-11-{day},9:00,10:00,,,事,地,乙,\n"
        for name, number, day in (("甲", "a1", 20), ("丙", "Ａ1", 21), ("甲", 2, 22), ("甲", "", 23), ("丁", "", 24))
    )
    _, findings = found(kept(tmp_path, rows))
    assert findings == [
        "2 甲: stands under the numbers 'a1', '2': several people, or one?",
        "3 丙: has the number 'Ａ1' of 甲 on line 2; correct one of them",
        "5 甲: has no number, and on line 2 'a1'; fill it in, or tell two people apart by it",
    ]


@pytest.mark.parametrize(
    ("rows", "papers_of"),
    [
        ("甲,A1,2026-11-20,9:00,10:00|,a1,2026-11-21,9:00,10:00|丙,A2,2026-11-20,9:00,10:00", ["丙-A2"]),
        ("甲,A1,2026-11-20,9:00,8:00|甲,A2,2026-11-20,9:00,10:00", ["甲-A2"]),
        ("甲,,2026-11-20,9:00,8:00|甲,A2,2026-11-20,9:00,10:00|丙,,2026-11-20,9:00,10:00", ["丙"]),
        ("甲,A2,2026-11-20,9:00,8:00|甲,,2026-11-20,9:00,10:00|丙,,2026-11-20,9:00,10:00", ["丙"]),
        ("甲\u200b,,2026-11-20,9:00,10:00|甲,,2026-11-21,9:00,10:00|丙,,2026-11-20,9:00,10:00", ["丙"]),
        ("甲😀,A1,2026-11-20,9:00,10:00|丙,A2,2026-11-20,9:00,10:00", ["丙-A2"]),
        ("甲,A1,2026-11-20,9:00,10:00|丙,A1,2026-11-21,9:00,10:00|丁,A2,2026-11-20,9:00,10:00", ["丁-A2"]),
    ],
)
def test_who_has_a_row_to_mend_gets_no_paper_and_all_others_do(rows: str, papers_of: list[str], tmp_path: Path) -> None:
    lines = "".join(f"{row},事,乙\n" for row in rows.split("|"))
    services, of_rows, _ = table.read(kept(tmp_path, lines, "姓名,编号,日期,开始,结束,服务内容,核实人"), TODAY)
    held = checking.held(services, checking.checked(services, of_rows))
    assert held
    names = {"-".join(filter(None, (one.name, one.id))) for one in services if one.key not in held}
    assert sorted(names) == papers_of


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
    assert totals.agreed(services, volunteers, months) == whole


def test_totals_that_disagree_are_refused() -> None:
    begin = datetime(2026, 11, 20, 9)
    service = Service(2, "甲", "1", begin, begin + timedelta(minutes=90), 0, "事", "", "乙", ("", "", ""))
    volunteers, months = totals.by_volunteer([service]), totals.by_month([service])
    assert totals.agreed([service], volunteers, months) == 90
    with pytest.raises(OutreachError, match=r"the totals disagree \(90, 180 minutes\)"):
        totals.agreed([service], volunteers, months.assign(minutes=180))


@settings(max_examples=100, deadline=None)
@given(SERVICES)
def test_an_overlap_is_found_where_there_is_one_and_nowhere_else(services: list[Service]) -> None:
    numbered = [Service(n, *list(vars(one).values())[1:]) for n, one in enumerate(services, 2)]
    told = {finding.line for finding in checking.overlaps(numbered)}
    real = {
        one.line
        for one in numbered
        for other in numbered
        if one.line != other.line and one.key == other.key and one.begin < other.end and other.begin < one.end
    }
    assert told == real
