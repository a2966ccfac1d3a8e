"""A table of service, as it was kept in Excel or on paper → services, and what is wrong with each row.

Knows one row at a time; what rows say of each other is looked at in `checking`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from outreach import spreadsheet
from outreach.faults import OutreachError
from outreach.naming import shown, spoken
from outreach.outputs.press import glyphs
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
LONGEST = timedelta(hours=24)
"""Longer than this there is no service."""
NAME_LIMIT, TASK_LIMIT = 40, 60
_IDENTITY = re.compile("身份证|身份号|证件号|idcard|identity|passport|护照")
_IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dx](?![\dx])", re.IGNORECASE)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# No point between hours and minutes: Excel keeps 9.30 as 9.3, and 9.5 may mean half past nine.
_TIME = re.compile(
    rf"(?:{spreadsheet.DAY}[ t]?)?(次日|翌日|隔天|第二天|next day)? ?"
    r"(\d{1,2}) ?(?::(\d\d)(?::\d\d)?|[点时h](?:(半)|(\d{1,2})分?)?)(?: ?\(?(\+1)\)?)?"
)
T = TypeVar("T")


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
        """By what a volunteer is known (see `key_of`)."""
        return key_of(self.name, self.id)

    @property
    def plain(self) -> str:
        """The name, however wide it was typed."""
        return key_of(self.name, "")

    @property
    def minutes(self) -> int:
        return int((self.end - self.begin) / timedelta(minutes=1)) - self.pause


@dataclass(frozen=True, order=True)
class Finding:
    """What is wrong with a line; `serious`: it is not counted, and who `key` is gets no paper until it is mended."""

    line: int
    name: str
    text: str
    serious: bool = True
    key: str = ""


def key_of(name: str, number: str) -> str:
    """By what a volunteer is known: the number, else the name, however wide or large it was typed; "" for neither."""
    folded = unicodedata.normalize("NFKC", number or name).casefold()
    folded = "".join(char for char in folded if char.isprintable() and char != " ")
    return f"#{folded}" if number else folded


def numbered(key: str) -> bool:
    """Whether a volunteer is known by a number, not by the name."""
    return key.startswith("#")


def read(path: Path, today: date) -> tuple[list[Service], list[Finding], tuple[str, ...]]:
    """The services of a table, what is wrong with its rows, and the columns that were left alone.

    Raises OutreachError for a table that can't be read, lacks a column or rows, or holds numbers of identity papers.
    """
    table = spreadsheet.read(path, FIELDS, NEEDED)
    for header in table.unknown:
        if _IDENTITY.search("".join(header.lower().split())):
            raise OutreachError(
                f"{path.name} has the column '{header}'; take it out: no paper needs it, so nobody should keep it"
            )
    if not table.rows:
        raise OutreachError(f"{path.name} has headers and no rows; give it a row for each service")
    services: list[Service] = []
    findings: list[Finding] = []
    for row in table.rows:
        faults: list[str] = []
        service = _service(row, today, faults)
        if service is not None:
            services.append(service)
        name = "" if identity_number(row["name"]) else shown(row["name"])
        findings += [Finding(row.line, name, fault, key=key_of(row["name"], row["id"])) for fault in faults]
    return services, findings, table.unknown


def identity_number(text: str) -> bool:
    """Whether a Chinese identity card's number stands in it (GB 11643: its last sign is reckoned from the rest)."""
    return any(
        "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False)) % 11]
        == number[17].upper()
        for number in _IDENTITY_NUMBER.findall(unicodedata.normalize("NFKC", text))
    )


def _service(row: Row, today: date, faults: list[str]) -> Service | None:
    """The service of a row; None where anything is wrong with it, all of which is put to the faults."""
    if found := [field for field in row.cells if identity_number(row[field])]:
        faults.append(f"has the number of an identity card as its {found[0]}; give volunteers numbers of your own")
        return None
    name = _tried(faults, _words, row["name"], "name", NAME_LIMIT, otherwise="?")
    number = _tried(faults, _words, row["id"], "number", NAME_LIMIT, otherwise="")
    task = _tried(faults, _words, row["task"], "task", TASK_LIMIT, otherwise="?")
    place = _tried(faults, _words, row["place"], "place", TASK_LIMIT, otherwise="")
    verified = _tried(faults, _words, row["verified"], "name of who verified it", NAME_LIMIT, otherwise="")
    notes = tuple(_tried(faults, _words, row[field], field, TASK_LIMIT, otherwise="") for field in NOTES)
    span = _tried(faults, _span, row, today, faults, otherwise=None)
    pause = _tried(faults, _minutes, row["break"], otherwise=0)
    if not name:
        faults.append("has no name; write it, or take the row out")
    if not task:
        faults.append("says not what was done; fill in the task")
    if span is None or faults:
        return None
    service = Service(row.line, name, number, *span, pause, task, place, verified, notes)
    if service.minutes <= 0:
        faults.append(f"has a break of {pause} minutes, as long as the service; correct one of them")
        return None
    return service


def _tried(faults: list[str], read: Callable[..., T], *arguments: object, otherwise: T) -> T:
    try:
        return read(*arguments)
    except OutreachError as error:
        faults.append(str(error))
        return otherwise


def _words(raw: str, what: str, limit: int) -> str:
    """Words fit for the papers. Raises OutreachError for what can't be printed, or is longer than `limit`."""
    words = spoken(raw, f"the {what}", limit)
    if lacking := dict.fromkeys(char for char in words if ord(char) not in glyphs()):
        named = ", ".join(f"'{char}' (U+{ord(char):04X})" for char in lacking)
        raise OutreachError(
            f"the {what} has {named}, which our font has not; write it in other characters or in pinyin"
        )
    return words


def _span(row: Row, today: date, faults: list[str]) -> tuple[datetime, datetime] | None:
    """When a service began and ended; None where a fault was put to the others. Raises OutreachError for one more."""
    first = _tried(faults, _moment, row["start"], "start", otherwise=None)
    second = _tried(faults, _moment, row["end"], "end", otherwise=None)
    day = _day(row["date"], "date")
    last = _day(row["end date"], "end date") if row["end date"] else None
    if first is None or second is None:
        return None
    (start, start_day, _), (end, end_day, next_day) = first, second
    if start_day and start_day != day:
        raise OutreachError(f"has the date {day}, but its start is of {start_day}; correct one of them")
    said = {found for found in (last, end_day, day + timedelta(days=1) if next_day else None) if found}
    if len(said) > 1:
        raise OutreachError(f"ends on {' and on '.join(map(str, sorted(said)))}; keep one of them")
    begun = datetime.combine(day, time()) + timedelta(minutes=start)
    ended = datetime.combine(said.pop() if said else day, time()) + timedelta(minutes=end)
    _refuse_impossible(begun, ended, bool(last or end_day or next_day), today)
    return begun, ended


def _refuse_impossible(begin: datetime, end: datetime, dated: bool, today: date) -> None:
    if end <= begin:
        if dated:
            raise OutreachError(f"ends on {end:%Y-%m-%d %H:%M}, not after it begins; correct one of them")
        remedy = "correct one; if it went over midnight, give an end date"
        raise OutreachError(f"ends at {end:%H:%M}, not after it begins at {begin:%H:%M}; {remedy}")
    if begin.date() < EARLIEST:
        raise OutreachError(f"is of {begin:%Y-%m-%d}, before {EARLIEST.year}; correct the date")
    if end > datetime.combine(today, time()) + timedelta(days=1):
        raise OutreachError(f"ends on {end:%Y-%m-%d}, after {today}, the day of the papers; correct the date")
    if end - begin > LONGEST:
        raise OutreachError(f"lasts {(end - begin) / timedelta(hours=1):.0f} hours; a row holds one service of one day")


def _day(text: str, field: str) -> date:
    found = spreadsheet.day(text)
    if found is None:
        raise OutreachError(f"has {_what(field, text)}; write it as 2026-11-27")
    return found


def _moment(text: str, field: str) -> tuple[int, date | None, bool]:
    """Minutes after midnight (24:00 ends the day), the day if it is given there, and whether it is the next day's."""
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).strip().lower())
    if found:
        *day, before, hours, minutes, half, spoken_minutes, after = found.groups()
        hour, minute = int(hours), 30 if half else int(minutes or spoken_minutes or 0)
        marked = bool(before or after)
        if minute < 60 and (hour < 24 or (hour, minute) == (24, 0)) and not (field == "start" and marked):
            return hour * 60 + minute, _day("-".join(day), field) if day[0] else None, marked
    raise OutreachError(f"has {_what(field, text)}; write it as 9:00 or 14:30")


def _minutes(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).removesuffix("分钟").removesuffix("分").strip()
    if not plain:
        return 0
    if not (plain.isascii() and plain.isdigit() and len(plain) < 5):
        raise OutreachError(f"has the break '{shown(text)}'; write whole minutes")
    return int(plain)


def _what(field: str, text: str) -> str:
    return f"the {field} '{shown(text)}'" if text else f"no {field}"
