"""A table of service, as it was kept in Excel or on paper → services, and what is wrong with each row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from outreach import spreadsheet
from outreach.faults import OutreachError
from outreach.naming import shown, spoken
from outreach.spreadsheet import Row

FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "志愿者", "志愿者姓名", "volunteer"),
    "id": ("编号", "志愿者编号", "number"),
    "date": ("日期", "服务日期", "day"),
    "start": ("开始", "开始时间", "签到", "签到时间", "from", "begin"),
    "end": ("结束", "结束时间", "签退", "签退时间", "to"),
    "end date": ("结束日期",),
    "break": ("休息", "休息分钟", "休息(分钟)", "break minutes", "break (minutes)"),
    "task": ("内容", "服务内容", "活动", "岗位", "activity"),
    "place": ("地点", "服务地点"),
    "verified": ("核实人", "核实", "verified by"),
    "training": ("培训",),
    "evaluation": ("评价",),
    "commendation": ("表彰",),
}
NEEDED = ("name", "date", "start", "end", "task")
NOTES = ("training", "evaluation", "commendation")
EARLIEST = date(1990, 1, 1)
LONG, LONGEST = 12 * 60, 24 * 60
"""Minutes: so long a service is asked about, longer than this there is none."""
TASK_LIMIT = 60
_IDENTITY = re.compile("身份证|证件号|idcard|identitycard|passport|护照")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?")
_TIME = re.compile(r"(?:\d{4}-\d\d-\d\d[ t]?)?(\d{1,2})(?:[:点时h.](\d{1,2})?)(?:分|:\d\d)?")


@dataclass(frozen=True)
class Service:
    """One service: the line of the table, who, from when to when, minutes of break, what and where, who verified it."""

    line: int
    name: str
    id: str
    begin: datetime
    end: datetime
    pause: int
    task: str
    place: str
    verified: str
    notes: tuple[str, ...]

    @property
    def key(self) -> str:
        """By what a volunteer is known: the number, or else the name."""
        return self.id or self.name

    @property
    def minutes(self) -> int:
        return int((self.end - self.begin) / timedelta(minutes=1)) - self.pause


@dataclass(frozen=True, order=True)
class Finding:
    """What is wrong with a line; `serious`: it is not counted, and its volunteer gets no paper until it is mended."""

    line: int
    name: str
    text: str
    serious: bool = True


def read(path: Path, today: date) -> tuple[list[Service], list[Finding], tuple[str, ...]]:
    """The services of a table, what is wrong with its rows, and the columns that were left alone.

    Raises OutreachError for a table that can't be read, lacks a column, or holds numbers of identity papers.
    """
    table = spreadsheet.read(path, FIELDS, NEEDED)
    for header in table.unknown:
        if _IDENTITY.search("".join(header.lower().split())):
            raise OutreachError(
                f"{path.name} has the column '{header}'; take it out: no paper needs it, so nobody should keep it"
            )
    services: list[Service] = []
    findings: list[Finding] = []
    for row in table.rows:
        try:
            services.append(_service(row, today))
        except OutreachError as error:
            findings.append(Finding(row.line, shown(row["name"]), str(error)))
    return services, findings, table.unknown


def _service(row: Row, today: date) -> Service:
    name = spoken(row["name"], "the name", 40)
    if not name:
        raise OutreachError("has no name; write it, or take the row out")
    day = _day(row["date"], "date")
    begin = datetime.combine(day, time()) + timedelta(minutes=_minute(row["start"], "start"))
    last = _day(row["end date"], "end date") if row["end date"] else day
    end = datetime.combine(last, time()) + timedelta(minutes=_minute(row["end"], "end"))
    if end <= begin:
        remedy = "" if row["end date"] else "; if it went on after midnight, give the end date too"
        raise OutreachError(f"ends at {end:%H:%M}, not after it begins at {begin:%H:%M}{remedy}")
    if day < EARLIEST:
        raise OutreachError(f"is of {day}, before {EARLIEST.year}; correct the date")
    if end.date() > today + timedelta(days=1) or day > today:
        raise OutreachError(f"is of {day}, which is still to come; correct the date")
    pause = _number(row["break"], "break")
    service = Service(
        row.line,
        name,
        spoken(row["id"], "the number", 40),
        begin,
        end,
        pause,
        spoken(row["task"], "the task", TASK_LIMIT),
        spoken(row["place"], "the place", TASK_LIMIT),
        spoken(row["verified"], "the name of who verified it", 40),
        tuple(spoken(row[field], f"the {field}", TASK_LIMIT) for field in NOTES),
    )
    if not service.task:
        raise OutreachError("says not what was done; fill in the task")
    if (end - begin) > timedelta(minutes=LONGEST):
        raise OutreachError(f"lasts {(end - begin) / timedelta(hours=1):.0f} hours; a row holds one service of one day")
    if service.minutes <= 0:
        raise OutreachError(f"has a break of {pause} minutes, as long as the service; correct one of them")
    return service


def doubts(services: list[Service]) -> Iterator[Finding]:
    """What may be right and should be looked at: very long services, services that nobody verified, doubtful names."""
    numbers: dict[str, set[str]] = {}
    for service in services:
        numbers.setdefault(service.name, set()).add(service.id)
        if service.minutes > LONG:
            text = f"lasts {service.minutes / 60:.1f} hours; look whether that is right"
            yield Finding(service.line, service.name, text, serious=False)
        if not service.verified:
            yield Finding(service.line, service.name, "was verified by nobody; fill in who did", serious=False)
    for name, found in numbers.items():
        if len(found) > 1:
            line = next(service.line for service in services if service.name == name)
            listed = ", ".join(sorted(f"'{number}'" for number in found))
            text = f"stands under the numbers {listed}: several people, or one?"
            yield Finding(line, name, text, serious=False)


def clashes(services: list[Service]) -> Iterator[Finding]:
    """What cannot be: one person at two things at a time, one number with two names."""
    named: dict[str, Service] = {}
    for service in services:
        if service.id and named.setdefault(service.id, service).name != service.name:
            other = named[service.id]
            yield Finding(
                service.line, service.name, f"has the number '{service.id}' of {other.name} on line {other.line}"
            )
    by_key: dict[str, list[Service]] = {}
    for service in services:
        by_key.setdefault(service.key, []).append(service)
    for found in by_key.values():
        latest: Service | None = None
        for service in sorted(found, key=lambda one: (one.begin, one.end, one.line)):
            if latest is not None and service.begin < latest.end:
                same = (service.begin, service.end) == (latest.begin, latest.end)
                for one, other in ((service, latest), (latest, service)):
                    what = "is the same time as" if same else "overlaps with"
                    when = f"{other.begin:%H:%M}–{other.end:%H:%M}"
                    yield Finding(one.line, one.name, f"{what} line {other.line} ({when})")
            if latest is None or service.end > latest.end:
                latest = service


def _day(text: str, field: str) -> date:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise OutreachError(f"has the {field} '{shown(text)}'; write it as 2026-11-27")


def _minute(text: str, field: str) -> int:
    """Minutes after midnight; 24:00 is the end of the day."""
    found = _TIME.fullmatch("".join(unicodedata.normalize("NFKC", text).lower().split()))
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if minute < 60 and (hour < 24 or (hour, minute) == (24, 0)):
            return hour * 60 + minute
    raise OutreachError(f"has the {field} '{shown(text)}'; write it as 9:00")


def _number(text: str, field: str) -> int:
    plain = unicodedata.normalize("NFKC", text).removesuffix("分钟").strip()
    if not plain:
        return 0
    if not (plain.isascii() and plain.isdigit() and len(plain) < 5):
        raise OutreachError(f"has the {field} '{shown(text)}'; write whole minutes")
    return int(plain)
