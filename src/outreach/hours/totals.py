"""Services → totals, with pandas: by volunteer, by month, by task. Minutes are whole numbers throughout."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from outreach.faults import OutreachError
from outreach.hours.table import Service


def frame(services: Sequence[Service]) -> pd.DataFrame:
    """One row a service: key, name, id, day, month, task, minutes (whole numbers)."""
    columns = ["key", "name", "id", "day", "month", "task", "minutes"]
    rows = [
        (one.key, one.name, one.id, one.begin.date().isoformat(), f"{one.begin:%Y-%m}", one.task, one.minutes)
        for one in services
    ]
    return pd.DataFrame(rows, columns=columns).astype({"minutes": "int64"})


def by_volunteer(services: Sequence[Service]) -> pd.DataFrame:
    """One row a volunteer: name, id, services (count), minutes, first and last day. Index: the volunteer's key."""
    found = frame(services).groupby("key", sort=False)
    return found.agg(
        name=("name", "first"),
        id=("id", "first"),
        services=("minutes", "size"),
        minutes=("minutes", "sum"),
        first=("day", "min"),
        last=("day", "max"),
    )


def by_month(services: Sequence[Service]) -> pd.DataFrame:
    """One row a month: volunteers and services (counts), minutes. Index: the month, `2026-11`."""
    found = frame(services).groupby("month")
    return found.agg(volunteers=("key", "nunique"), services=("minutes", "size"), minutes=("minutes", "sum"))


def by_task(services: Sequence[Service]) -> pd.DataFrame:
    """One row a task, the longest first: services (count), minutes. Index: the task."""
    found = frame(services).groupby("task").agg(services=("minutes", "size"), minutes=("minutes", "sum"))
    return found.sort_values(["minutes", "services"], ascending=False, kind="stable")


def agreed(services: Sequence[Service], volunteers: pd.DataFrame, months: pd.DataFrame) -> int:
    """All minutes; by rows, by volunteers and by months they must be the same. Raises OutreachError if they are not."""
    sums = {sum(one.minutes for one in services), int(volunteers.minutes.sum()), int(months.minutes.sum())}
    if len(sums) > 1:
        raise OutreachError(f"the totals disagree ({', '.join(map(str, sorted(sums)))} minutes); nothing was written")
    return sums.pop()
