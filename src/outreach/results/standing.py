"""Who may go on duty: knowledge from tests, practice from observers, and for how long. Knows no paper.

A module whose record says `roster: false` is left out: what somebody answered about distress is nobody's business.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from outreach import observed
from outreach.faults import OutreachError
from outreach.library import Library
from outreach.observed import Observation
from outreach.results import files, learning
from outreach.results.answers import Batch
from outreach.results.entries import Report, plain


@dataclass(frozen=True)
class Demand:
    """What an organisation asks for: modules and procedures, the share to reach, months until it runs out."""

    modules: tuple[str, ...]
    procedures: tuple[str, ...]
    share: float = 0.8
    months: int = 12


@dataclass(frozen=True)
class Proof:
    """One thing shown: on which day, whether it is enough, and what is lacking (ids of items, rules or steps)."""

    day: str
    enough: bool
    share: float = 1.0
    lacking: tuple[str, ...] = ()


@dataclass
class Standing:
    """One person's proofs, by module and by procedure."""

    name: str
    group: str
    modules: dict[str, Proof] = field(default_factory=dict)
    procedures: dict[str, Proof] = field(default_factory=dict)

    def until(self, demand: Demand) -> date | None:
        """The last day on which all that is asked for holds; None where something is lacking."""
        asked = [self.modules.get(name) for name in demand.modules]
        asked += [self.procedures.get(name) for name in demand.procedures]
        days = [_later(proof.day, demand.months) for proof in asked if proof is not None and proof.enough]
        found = [day for day in days if day is not None]
        return min(found) if asked and len(found) == len(asked) else None

    def ready(self, demand: Demand, today: date) -> bool:
        """Whether nothing is lacking and nothing has run out."""
        until = self.until(demand)
        return until is not None and until >= today


def demanded(library: Library, procedures: Sequence[str] = (), share: float = 0.8, months: int = 12) -> Demand:
    """What is asked for: every module of the roster; unless named, the observed procedures of their workshops."""
    modules = tuple(name for name, module in library.modules.items() if module.roster)
    if not procedures:
        taught = [
            part.sequence for name in modules if name in library.workshops for part in library.workshops[name].parts
        ]
        procedures = [name for name in dict.fromkeys(taught) if name and library.sequences[name].observed]
    return Demand(modules, tuple(procedures), share, months)


def practised(
    folder: Path, library: Library, without: Path
) -> tuple[list[tuple[str, Observation]], list[Report], set[str]]:
    """Observations of a folder with their groups, what is to be said of them, and the files that hold some."""
    found: list[tuple[str, Observation]] = []
    reports: list[Report] = []
    holding: set[str] = set()
    for path in files.listed(folder, without):
        place = path.relative_to(folder)
        group = place.parts[0] if len(place.parts) > 1 else ""
        name = place.as_posix()
        try:
            observations, told = _observations(path, library)
        except (OutreachError, OSError) as error:
            reports.append(Report(name, 1, "", str(error)))
            holding.add(name)
            continue
        if observations or told:
            holding.add(name)
        found += [(group, one) for one in observations]
        reports += [Report(name, line, who, text) for line, who, text in told]
    return found, reports, holding


def _observations(path: Path, library: Library) -> tuple[Iterable[Observation], list[tuple[int, str, str]]]:
    kind = path.suffix.lower()
    if kind in (".csv", ".xlsx"):
        try:
            tally = observed.read_table(path, library)
        except OutreachError:
            return (), []  # a table of something else; whoever reads tests says what is wrong with it
        return tally.observations, [(fault.line, fault.thing, fault.text) for fault in tally.faults]
    if kind not in (".json", ".txt") or path.stat().st_size > files.FILE_LIMIT:
        return (), []
    text = path.read_bytes().decode("utf-8", "replace")
    if observed.HEAD.lower() not in text.lower() and "outreach-observed" not in text:
        return (), []
    return observed.read_all(text), []


def standings(
    batch: Batch, observations: Iterable[tuple[str, Observation]], library: Library, demand: Demand
) -> list[Standing]:
    """Everybody who handed in a test after or was observed, by group and name; of two proofs the latest counts."""
    found: dict[tuple[str, str], Standing] = {}

    def of(group: str, name: str, person: str) -> Standing:
        return found.setdefault((group, person), Standing(name, group))

    for module in demand.modules:
        for group, name, person, proof in _knowledge(learning.of_module(batch, module), library, module, demand):
            of(group, name, person).modules[module] = proof
    for group, one in sorted(observations, key=lambda pair: pair[1].day):
        if one.procedure in demand.procedures:
            judged = observed.judged(library, one)
            lacking = (*(rule.id for rule in judged.broken), *judged.wrong, *judged.missed, *judged.late)
            proof = Proof(one.day, judged.passed is True, 1.0, lacking or ((judged.note,) if judged.note else ()))
            of(group, one.name, plain(one.name)).procedures[one.procedure] = proof
    return [found[key] for key in sorted(found)]


def _knowledge(batch: Batch, library: Library, module: str, demand: Demand) -> Iterator[tuple[str, str, str, Proof]]:
    after = batch.sittings[batch.sittings["test"] == "after"]
    answers = batch.answers[batch.answers["sitting"].isin(after.index)]
    shares = {int(str(place)): float(share) for place, share in answers.groupby("sitting")["share"].mean().items()}
    missed = learning.not_mastered(batch, learning.aims(library, module))
    lacking: dict[tuple[str, str], list[str]] = {}
    for row in missed.to_dict("records"):
        lacking.setdefault((str(row["group"]), str(row["person"])), []).append(str(row["item"]))
    for place, row in zip(after.index, after.to_dict("records"), strict=True):
        group, person = str(row["group"]), str(row["person"])
        gaps = tuple(lacking.get((group, person), ()))
        share = shares.get(int(place), 0.0)
        proof = Proof(str(row["day"]), not gaps and share >= demand.share - 1e-6, share, gaps)
        yield group, str(row["name"]), person, proof


def _later(day: str, months: int) -> date | None:
    """The same day of the month so many months later; None for no day."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    year, month = divmod(found.month - 1 + months, 12)
    year, month = found.year + year, month + 1
    return date(year, month, min(found.day, monthrange(year, month)[1]))
