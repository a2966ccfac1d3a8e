"""What the rows of a table say of each other, and what should be looked at. Knows services, no files and no paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from outreach.hours.table import Finding, Service, key_of, numbered

LONG = 12 * 60
"""Minutes: so long a service is asked about."""


def checked(services: Sequence[Service], of_rows: Iterable[Finding]) -> list[Finding]:
    """All findings in the order of their lines: those that rows gave by themselves, clashes, and doubts."""
    return sorted({*of_rows, *overlaps(services), *names(services), *doubts(services)})


def held(services: Iterable[Service], findings: Iterable[Finding]) -> dict[str, list[int]]:
    """Who gets no paper, by key, with the lines to mend. A row without a number concerns all who bear its name."""
    keys: dict[int, str] = {}
    bearers: dict[str, dict[str, None]] = {}
    for service in services:
        keys[service.line] = service.key
        bearers.setdefault(service.plain, {})[service.key] = None
    found: dict[str, list[int]] = {}
    for finding in findings:
        key = keys.get(finding.line, finding.key)
        if not finding.serious or not key:
            continue
        alike = bearers.get(key_of(finding.name, ""), {})
        for one in dict.fromkeys((key, *(other for other in alike if not (numbered(key) and numbered(other))))):
            lines = found.setdefault(one, [])
            if finding.line not in lines:
                lines.append(finding.line)
    return found


def overlaps(services: Iterable[Service]) -> Iterator[Finding]:
    """One person at two things at a time: each row that overlaps with another, and one that it overlaps with."""
    for found in by_key(services).values():
        latest: Service | None = None
        for service in sorted(found, key=lambda one: (one.begin, one.end, one.line)):
            if latest is not None and service.begin < latest.end:
                for one, other in ((service, latest), (latest, service)):
                    yield Finding(one.line, one.name, _clash(one, other), key=one.key)
            if latest is None or service.end > latest.end:
                latest = service


def names(services: Sequence[Service]) -> Iterator[Finding]:
    """One number with two names; one name with a number in some rows and none in others."""
    named: dict[str, Service] = {}
    with_number: dict[str, Service] = {}
    for service in services:
        if service.id:
            with_number.setdefault(service.plain, service)
            other = named.setdefault(service.key, service)
            if other.plain != service.plain:
                text = f"has the number '{service.id}' of {other.name} on line {other.line}; correct one of them"
                yield Finding(service.line, service.name, text, key=service.key)
    for service in services:
        if not service.id and (known := with_number.get(service.plain)):
            text = f"has no number, and on line {known.line} '{known.id}'; fill it in, or tell two people apart by it"
            yield Finding(service.line, service.name, text, key=service.key)


def doubts(services: Iterable[Service]) -> Iterator[Finding]:
    """What may be right and should be looked at: very long services, services that nobody verified, doubtful names."""
    numbers: dict[str, dict[str, Service]] = {}
    for service in services:
        if service.id:
            numbers.setdefault(service.plain, {}).setdefault(service.key, service)
        if service.minutes > LONG:
            text = f"lasts {service.minutes / 60:.1f} hours; look whether that is right"
            yield Finding(service.line, service.name, text, serious=False, key=service.key)
        if not service.verified:
            text = "was verified by nobody; fill in who did"
            yield Finding(service.line, service.name, text, serious=False, key=service.key)
    for found in numbers.values():
        if len(found) > 1:
            first = next(iter(found.values()))
            listed = ", ".join(f"'{one.id}'" for one in found.values())
            text = f"stands under the numbers {listed}: several people, or one?"
            yield Finding(first.line, first.name, text, serious=False, key=first.key)


def by_key(services: Iterable[Service]) -> dict[str, list[Service]]:
    """Each volunteer's services by key, in the order given."""
    found: dict[str, list[Service]] = {}
    for service in services:
        found.setdefault(service.key, []).append(service)
    return found


def _clash(one: Service, other: Service) -> str:
    if (one.begin, one.end, one.task, one.place) == (other.begin, other.end, other.task, other.place):
        return f"says the same as line {other.line}; take one of them out"
    what = "is the same time as" if (one.begin, one.end) == (other.begin, other.end) else "overlaps with"
    return f"{what} line {other.line} ({other.begin:%H:%M}–{other.end:%H:%M}); correct one of them"
