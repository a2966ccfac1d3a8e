"""A volunteer's services → a record and a certificate on paper; and a blank sheet to keep a record by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from outreach.hours import totals
from outreach.hours.table import NOTES, Service
from outreach.library import Library
from outreach.outputs.press import places, press
from outreach.outputs.sheet import REGIONS, Imprint, logo_data

TASKS = (12, 9, 6, 4, 2)
"""How many tasks a certificate names one by one, the first number that leaves it one page; the rest are one line."""
ROWS = 18
"""Rows of the blank sheet: as many as fit one page, high enough to write in."""


@dataclass(frozen=True)
class Issuer:
    """Who certifies: organisation, person in charge, handler, the day; the numbers' prefix ("": not numbered)."""

    imprint: Imprint = field(default_factory=Imprint)
    person_in_charge: str = ""
    handler: str = ""
    day: date = field(default_factory=date.today)
    prefix: str = ""


def record(library: Library, services: Sequence[Service], issuer: Issuer) -> bytes:
    """A volunteer's record of service as PDF. Raises OutreachError for a character that the font has not."""
    say, first = library.say, services[0]
    ordered = sorted(services, key=lambda one: one.begin)
    noted = [place for place in range(len(NOTES)) if any(one.notes[place] for one in ordered)]
    found = _frame(library, issuer, say("hours-record")) | {
        "volunteer": first.name,
        "facts": [say("hours-number", number=first.id)] if first.id else [],
        "header": [say(f"hours-{name}") for name in ("day", "time", "length", "task", "place", "verified-by")],
        "rows": [
            [
                library.day(one.begin.date()),
                _span(one),
                length(library, one.minutes),
                "\n".join([one.task, *(f"{say(f'hours-{NOTES[n]}')}{one.notes[n]}" for n in noted if one.notes[n])]),
                one.place,
                one.verified,
            ]
            for one in ordered
        ],
        "total": say("hours-total", count=len(ordered), length=length(library, sum(one.minutes for one in ordered))),
        "signs": [say("hours-volunteer-sign"), say("hours-lead-sign"), say("hours-seal")],
        "remark": say("hours-record-remark"),
    }
    return press("record.typ", found, "pdf", issuer.day)[0]


def certificate(library: Library, services: Sequence[Service], issuer: Issuer, number: str) -> bytes:
    """A volunteer's certificate as PDF, to be signed and sealed; a line to fill in where the number is "".

    Raises OutreachError as `record` does.
    """
    say, first = library.say, services[0]
    tasks = [(str(name), int(row.services), int(row.minutes)) for name, row in totals.by_task(services).iterrows()]
    days = [one.begin.date() for one in services]
    minutes = sum(one.minutes for one in services)
    who = {"name": first.name, "number": say("hours-bracketed", number=first.id) if first.id else ""}
    done = {"count": len(services), "length": length(library, minutes)}
    if min(days) == max(days):
        text = say("hours-certified-day", day=library.day(days[0]), **who, **done)
    else:
        text = say("hours-certified", first=library.day(min(days)), last=library.day(max(days)), **who, **done)
    found = _frame(library, issuer, say("hours-certificate")) | {
        "number-label": say("hours-certificate-number"),
        "number": number,
        "text": text,
        "header": [say("hours-task"), say("hours-times"), say("hours-length")],
        "fields": [
            [say("hours-issuer"), issuer.imprint.organisation, False],
            [say("hours-person-in-charge"), issuer.person_in_charge, True],
            [say("hours-handler"), issuer.handler, True],
            [say("desk-contact"), issuer.imprint.contact, False],
            [say("hours-issued"), library.day(issuer.day), False],
        ],
        "seal": say("hours-seal"),
        "remark": say("hours-certificate-remark"),
    }
    for most in TASKS:
        found["rows"] = [
            [name, str(count), length(library, spent)] for name, count, spent in _shortened(library, tasks, most)
        ]
        if places("certificate.typ", found, "<end>") == [1]:
            break
    return press("certificate.typ", found, "pdf", issuer.day)[0]


def _shortened(library: Library, tasks: list[tuple[str, int, int]], most: int) -> list[tuple[str, int, int]]:
    """At most so many tasks, the longest; the rest together as the last."""
    if len(tasks) <= most:
        return tasks
    rest = tasks[most - 1 :]
    other = (library.say("hours-other"), sum(one[1] for one in rest), sum(one[2] for one in rest))
    return [*tasks[: most - 1], other]


def blank(library: Library, issuer: Issuer) -> bytes:
    """An empty sheet to record a service by hand."""
    say = library.say
    columns = ("row", "volunteer", "number-short", "start", "end", "task", "volunteer-sign", "verified-sign")
    found = _frame(library, issuer, say("hours-blank")) | {
        "fields": [say(f"hours-{name}") for name in ("activity", "place", "day", "person-in-charge")],
        "header": [say(f"hours-{name}") for name in columns],
        "count": ROWS,
        "signs": [say("hours-lead-sign"), say("hours-day")],
        "remark": say("hours-blank-remark"),
    }
    return press("blank.typ", found, "pdf", issuer.day)[0]


def number(issuer: Issuer, place: int) -> str:
    """A certificate's number, `YX-2026-0007`; "" where certificates are not numbered."""
    return f"{issuer.prefix}{issuer.day.year}-{place:04d}" if issuer.prefix else ""


def length(library: Library, minutes: int) -> str:
    """So many minutes as people say it: `12小时30分`, `12 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return library.say("hours-whole", hours=hours)
    return library.say("hours-and-minutes", hours=hours, minutes=rest)


def _span(service: Service) -> str:
    days = (service.end.date() - service.begin.date()).days
    return f"{service.begin:%H:%M}–{service.end:%H:%M}" + (f" (+{days})" if days else "")


def _frame(library: Library, issuer: Issuer, title: str) -> dict[str, Any]:
    return {
        "lang": library.language,
        "region": REGIONS.get(library.language, ""),
        "title": title,
        "description": title,
        "organisation": issuer.imprint.organisation,
        "contact": issuer.imprint.contact,
        "logo": logo_data(issuer.imprint),
    }
