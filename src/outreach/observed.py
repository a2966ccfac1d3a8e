"""Observed practice: what an observer saw, read back from a phone or a paper tally, judged by the procedure's rules.

An observation is a small JSON file (`schema/observed.json`), the text that `elements/trainer/outreach-observe.js` makes
of it, or a row of a tally typed from paper. How words and the checksum of the text are written, `chat.py` says:

```
OUTREACHOBS1.<procedure>.<revision>.<language>.<day>.<name>.<observer>+<step>.<D|L|W|M>+…+<checksum>
```
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints

from outreach import chat, spreadsheet
from outreach.faults import Fault, OutreachError, meant
from outreach.library import Library
from outreach.naming import shown, spoken
from outreach.records import PrecedenceRule, Record
from outreach.records import Sequence as Procedure
from outreach.records.base import Id, Revision
from outreach.spreadsheet import Row

HEAD = "OUTREACHOBS1"
_WHAT = "observation"
NAME_LIMIT = 20
State = Literal["done", "late", "wrong", "missed"]
STATES: tuple[State, ...] = get_args(State)
_LETTERS = {state[0].upper(): state for state in STATES}
WORDS: Mapping[State, tuple[str, ...]] = {
    "done": ("✓", "✔", "√", "☑", "v", "ok", "y", "yes", "对", "做到", "做对", "完成"),
    "late": ("l", "迟", "迟了", "晚", "晚了", "做迟"),
    "wrong": ("w", "错", "错了", "做错", "不对", "✕", "✗", "✘", "×", "x"),
    "missed": ("m", "miss", "漏", "漏了", "漏做", "没做", "-", "–", "—"),
}
"""What is written for each in a tally, besides its own name."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("代号", "昵称", "姓名", "学员", "志愿者", "learner", "nickname"),
    "day": ("日期", "练习日期", "date"),
    "observer": ("观察员", "观察者", "监督员"),
    "procedure": ("规程", "步骤表", "练习", "练什么", "sequence"),
    "revision": ("版本", "第几版", "版"),
}
NEEDED = ("name", "day", "procedure")


def _real(day: str) -> str:
    date.fromisoformat(day)
    return day


def _each_once(steps: tuple[ObservedStep, ...]) -> tuple[ObservedStep, ...]:
    names = [step.step for step in steps]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise ValueError(f"the step '{twice}' stands there twice")
    return steps


class ObservedStep(Record):
    """One step as it was seen."""

    step: Id
    state: State


class Observation(Record):
    """One person seen doing one procedure: every step once, in the order in which it was done or found missing.

    `name` is what the learner chose to be called, `day` the observer's own (YYYY-MM-DD).
    """

    schema_: Annotated[Literal["outreach-observed-1"], Field(alias="schema")] = "outreach-observed-1"
    procedure: Id
    revision: Revision
    language: Id
    day: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_real)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=NAME_LIMIT)]
    observer: Annotated[str, StringConstraints(max_length=NAME_LIMIT)] = ""
    steps: Annotated[tuple[ObservedStep, ...], Field(min_length=2, max_length=100), AfterValidator(_each_once)]


@dataclass(frozen=True)
class Judged:
    """An observation by the rules of its procedure; `wrong`, `missed` and `late` are steps.

    `passed` is None where it cannot be judged by today's content; `note` says why.
    """

    passed: bool | None
    broken: tuple[PrecedenceRule, ...] = ()
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Tally:
    """What a tally holds: the observations, the rows that are none, and the headers that mean nothing here."""

    observations: tuple[Observation, ...]
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...]


def schema() -> dict[str, Any]:
    """The JSON Schema of an observation's file (JSON Schema 2020-12)."""
    return Observation.model_json_schema()


# --- judged ----------------------------------------------------------------------------------------------------


def judged(library: Library, observation: Observation) -> Judged:
    """What went well and what did not: passed is every step done, none late, and no rule broken that marks wrong."""
    wrong, missed, late = (
        tuple(seen.step for seen in observation.steps if seen.state == state) for state in ("wrong", "missed", "late")
    )
    found = Judged(None, (), wrong, missed, late)
    procedure = library.sequences.get(observation.procedure)
    if procedure is None:
        return replace(found, note=f"there is no procedure '{observation.procedure}' in the content")
    if procedure.revision != observation.revision:
        note = f"the procedure has changed since (revision {observation.revision}, now {procedure.revision})"
        return replace(found, note=note)
    if {seen.step for seen in observation.steps} != {step.id for step in procedure.steps}:
        return replace(found, note="its steps are not those of the procedure")
    broken = broken_rules(procedure, [(seen.step, seen.state) for seen in observation.steps])
    clean = not (wrong or missed or late) and not any(rule.severity == "wrong" for rule in broken)
    return replace(found, passed=clean, broken=broken)


def broken_rules(procedure: Procedure, steps: Iterable[tuple[str, State]]) -> tuple[PrecedenceRule, ...]:
    """The rules that were broken by steps in the order in which they were done; a missed step has no place in it.

    A late step came too late for a rule: where the order does not show which, it is taken to have come right after the
    first step that it should have come before.
    """
    states = dict(steps)
    order = [step for step, state in states.items() if state != "missed"]
    moved = order.copy()
    for step in order:
        if states[step] == "late":
            _put_late(procedure, moved, step)
    broken = (*procedure.broken_rules(tuple(order)), *procedure.broken_rules(tuple(moved)))
    return tuple(rule for rule in procedure.rules if rule in broken)


def _put_late(procedure: Procedure, order: list[str], step: str) -> None:
    followers = {after for rule in procedure.rules if step in rule.before for after in rule.after}
    place = order.index(step)
    if followers.intersection(order[:place]):
        return
    first = next((at for at in range(place + 1, len(order)) if order[at] in followers), None)
    if first is not None:
        order.insert(first, order.pop(place))


# --- from a phone ----------------------------------------------------------------------------------------------


def read(text: str) -> Observation:
    """An observation from its JSON or its text, as it comes out of a chat.

    Raises OutreachError for what is none, is cut off, or was changed on its way.
    """
    return next(iter(read_all(text)))


def read_all(text: str) -> tuple[Observation, ...]:
    """Every observation of a chat, or the one of a JSON file. Raises OutreachError as `read` does."""
    found = chat.data(text, _WHAT)
    if found is not None:
        return (of(found),)
    return tuple(_unpacked(lines) for lines in chat.opened(text, HEAD, _WHAT))


def of(data: Mapping[str, Any]) -> Observation:
    """An observation from data, as a JSON file holds it. Raises OutreachError for what is none."""
    return chat.record(Observation, data, _WHAT)


def pack(observation: Observation) -> str:
    """The observation as text; the same as the browser makes it."""
    one = observation
    head = (one.procedure, str(one.revision), one.language, one.day.replace("-", ""), one.name, one.observer)
    seen = [f"{chat.word(found.step)}.{found.state[0].upper()}" for found in one.steps]
    return chat.sealed([".".join((HEAD, *map(chat.word, head))), *seen])


def _unpacked(lines: list[str]) -> Observation:
    head, *seen = lines
    try:
        _, procedure, revision, language, day, name, observer = map(chat.unword, head.split("."))
        steps = []
        for found in seen:
            step, letter = found.split(".")
            steps.append({"step": chat.unword(step), "state": _LETTERS[letter]})
        data = {
            "procedure": procedure,
            "revision": int(revision),
            "language": language,
            "day": f"{day[:4]}-{day[4:6]}-{day[6:]}",
            "name": name,
            "observer": observer,
            "steps": steps,
        }
    except (ValueError, KeyError) as error:
        raise OutreachError("the observation's text is not of a kind that is known here; ask for the file") from error
    return of(data)


# --- from paper ------------------------------------------------------------------------------------------------


def read_table(path: Path, library: Library) -> Tally:
    """The observations of a tally (csv, xlsx): name, day, observer, procedure, and a column a step, in zh or en.

    A step's column is headed by its number or its id, a step with the name of another column by `step name`. A row with
    a fault is told by its line, the others are used. Raises OutreachError for a table that can't be read.
    """
    table = spreadsheet.read(path, {**FIELDS, **_step_fields(library)}, NEEDED)
    observations: list[Observation] = []
    faults: list[Fault] = []
    for row in table.rows:
        try:
            observations.append(_observation(row, library))
        except OutreachError as error:
            faults.append(Fault(path.name, row.line, shown(row["name"]), str(error)))
    return Tally(tuple(observations), tuple(faults), table.unknown)


def _step_fields(library: Library) -> dict[str, tuple[str, ...]]:
    """The headers of steps: by number up to the longest procedure, and by the ids of all of them."""
    taken = {name for field, names in FIELDS.items() for name in (field, *names)}
    ids = dict.fromkeys(step.id for found in library.sequences.values() for step in found.steps)
    most = max((len(found.steps) for found in library.sequences.values()), default=0)
    return {
        **{f"#{n}": (str(n), f"{n}.", f"{n}、", f"第{n}步", f"步骤{n}", f"step{n}") for n in range(1, most + 1)},
        **{f"step {name}": (f"step-{name}", *(() if name in taken else (name,))) for name in ids},
    }


def _observation(row: Row, library: Library) -> Observation:
    """A row as an observation. Raises OutreachError with what is wrong with it."""
    name = spoken(row["name"], "the name", NAME_LIMIT)
    if not name:
        raise OutreachError("has no name; write what the learner is called, or take the row out")
    day = spreadsheet.day(row["day"])
    if day is None:
        what = f"the day '{shown(row['day'])}'" if row["day"] else "no day"
        raise OutreachError(f"has {what}; write it as 2026-11-27")
    procedure = _procedure(row["procedure"], library)
    revision = _plain(row["revision"]).removeprefix("第").removesuffix("版") or str(procedure.revision)
    if not (revision.isascii() and revision.isdigit() and 0 < int(revision) < 1000):
        raise OutreachError(f"has the revision '{shown(row['revision'])}'; write the number that stands on the sheet")
    return Observation(
        procedure=procedure.id,
        revision=int(revision),
        language=library.language,
        day=day.isoformat(),
        name=name,
        observer=spoken(row["observer"], "the observer's name", NAME_LIMIT),
        steps=tuple(_seen(row, procedure)),
    )


def _procedure(said: str, library: Library) -> Procedure:
    """A procedure by its id or its title."""
    if not said:
        raise OutreachError("names no procedure; write its id, for example doffing")
    wanted = _plain(said)
    for found in library.sequences.values():
        if wanted in (found.id, _plain(found.title)):
            return found
    remedy = meant(said, library.sequences, f"write one of {', '.join(library.sequences)}")
    raise OutreachError(f"names the procedure '{shown(said)}', which is not there; {remedy}")


def _seen(row: Row, procedure: Procedure) -> Sequence[ObservedStep]:
    """Every step of the procedure as the row has it."""
    fields = {field for field, cell in row.cells.items() if cell and field not in FIELDS}
    found = []
    for number, step in enumerate(procedure.steps, 1):
        mine = {f"#{number}", f"step {step.id}"} & fields
        states = {_state(row[field], number) for field in mine}
        fields -= mine
        if len(states) > 1:
            raise OutreachError(f"says two things of step {number}; keep one of its columns")
        if not states:
            raise OutreachError(
                f"says nothing of step {number} ({step.id}); write ✓, 迟, 错 or 漏 (late, wrong, missed)"
            )
        found.append(ObservedStep(step=step.id, state=states.pop()))
    if fields:
        others = ", ".join(sorted(field.removeprefix("#").removeprefix("step ") for field in fields))
        raise OutreachError(f"says something of {others}, which '{procedure.id}' has not; empty that cell")
    return found


def _state(cell: str, number: int) -> State:
    said = _plain(cell)
    for state, others in WORDS.items():
        if said == state or said in others:
            return state
    raise OutreachError(f"has '{shown(cell)}' for step {number}; write ✓, 迟, 错 or 漏 (done, late, wrong, missed)")


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
