"""The command `outreach readiness`: tests and observed practice → the organisation's roster, as xlsx and on paper.

Not trained, not on duty: whoever lacks something stands there with what is lacking.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from outreach import reading, spreadsheet
from outreach.faults import OutreachError, meant, one_of
from outreach.library import BASE, Library
from outreach.logos import read_logo
from outreach.markup import inline
from outreach.outputs import document
from outreach.outputs.document import Setting
from outreach.outputs.sheet import Imprint
from outreach.outputs.voice import Voice
from outreach.page import Note, Page, Prose, Rich, SignOff, Table, Text, words
from outreach.results.entries import Course
from outreach.results.telling import printable
from outreach.sheets import contact_line, organisation_name, write_whole

if TYPE_CHECKING:
    from outreach.results.standing import Demand, Proof, Standing

console = Console(highlight=False, soft_wrap=True)


def readiness(
    folder: Annotated[Path, typer.Argument(help="Tests and observations; a folder below it is a group.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("roster"),
    language: Annotated[str, typer.Option("--language", "-l", help="zh or en.")] = BASE,
    procedures: Annotated[
        list[str] | None, typer.Option("--procedure", help="What must have been watched; once for each.")
    ] = None,
    share: Annotated[int, typer.Option("--pass", min=0, max=100, help="Percent of the points to reach.")] = 80,
    months: Annotated[int, typer.Option("--months", min=1, max=60, help="How long a proof holds.")] = 12,
    today: Annotated[str, typer.Option("--date", help="The day of the roster, 2026-11-27; today if not given.")] = "",
    module: Annotated[str, typer.Option("--module", "-m", help="What tallies are of, where they do not say.")] = "",
    seed: Annotated[str, typer.Option("--seed", help="What the paper tests were drawn with.")] = "site",
    organisation: Annotated[str, typer.Option("--organisation", help="The name that stands on the roster.")] = "",
    logo: Annotated[Path | None, typer.Option("--logo", help="Its logo: SVG, PNG or JPEG.")] = None,
    contact: Annotated[str, typer.Option("--contact", help="How to reach it, in one line.")] = "",
    content: Annotated[Path | None, typer.Option("--content", help="A content folder of one's own.")] = None,
) -> None:
    """Says who may go on duty: knowledge from the test after, practice from an observer, and until when."""
    from outreach.results import gathering, standing  # noqa: PLC0415 - pandas and SciPy take seconds to load

    libraries = reading.load_all(content)
    library = libraries[one_of(language, tuple(libraries), "language")]
    for name in procedures or ():
        if name not in library.sequences or not library.sequences[name].observed:
            known = [one.id for one in library.sequences.values() if one.observed]
            raise OutreachError(f"'{name}' is no observed procedure; {meant(name, known, ', '.join(known))}")
    imprint = Imprint(organisation_name(organisation), "", contact_line(contact), read_logo(logo) if logo else None)
    day = spreadsheet.day(today) if today else date.today()
    if day is None:
        raise OutreachError(f"'{today}' is no day; write it as 2026-11-27")
    demand = standing.demanded(library, procedures or (), share / 100, months)
    place, without = folder.resolve(), output.resolve()
    observations, told, holding = standing.practised(place, library, without)
    batch = gathering.gather(place, libraries, Course(module, seed), without, latest=True)
    people = standing.standings(batch, observations, library, demand)
    told += [one for one in batch.reports if one.file not in holding]
    for one in told[:20]:
        console.print(str(one), markup=False)
    if len(told) > 20:
        console.print(f"… {len(told) - 20} more")
    if not people:
        raise OutreachError("nobody has a test after or an observation that can be used; see the reasons above")
    rows = [_row(library, one, demand, day) for one in people]
    header = _header(library, demand)
    write_whole(output / f"roster-{language}.xlsx", spreadsheet.workbook({library.say("roster"): (header, rows)}))
    shown = page(library, header, rows, demand, day)
    made = document.pdf(shown, Voice.of(shown, library.say), imprint, day, Setting(size=9.5, landscape=True))
    write_whole(output / f"roster-{language}.pdf", made)
    ready = sum(one.ready(demand, day) for one in people)
    console.print(f"{output}: {len(people)} people, {ready} ready, {len(people) - ready} not", markup=False)


def page(library: Library, header: Sequence[str], rows: Sequence[Sequence[str]], demand: Demand, today: date) -> Page:
    """The roster as a page for paper; who may not go on duty is told so in words."""
    say = library.say
    editions = [
        say("roster-edition", title=library.modules[name].title, revision=library.modules[name].revision)
        for name in demand.modules
    ]
    table = Table(
        tuple(_text(name) for name in header),
        tuple((*(_text(cell) for cell in row[:-1]), (Text(row[-1], strong=True),)) for row in rows),
    )
    rule = say("roster-rule", share=f"{100 * demand.share:.0f}%", months=demand.months)
    return Page(
        "file:roster.html",
        library.language,
        say("roster"),
        (
            Note("danger", say("roster-not-trained"), (Prose(_text(rule)),)),
            table,
            SignOff((say("hours-person-in-charge"), say("hours-day"))),
        ),
        facts=(library.day(today), *editions),
        description=say("roster"),
        remark=inline(say("roster-remark")),
    )


def _header(library: Library, demand: Demand) -> list[str]:
    say = library.say
    return [
        say("results-name"),
        say("results-group"),
        *(say("roster-test", title=library.modules[name].title) for name in demand.modules),
        *(say("roster-watched", title=library.sequences[name].title) for name in demand.procedures),
        say("roster-until"),
        say("roster-verdict"),
    ]


def _row(library: Library, one: Standing, demand: Demand, today: date) -> list[str]:
    say = library.say
    tests = [_test(library, one.modules.get(name)) for name in demand.modules]
    watched = [_watched(library, name, one.procedures.get(name)) for name in demand.procedures]
    until = one.until(demand)
    verdict = "roster-ready" if one.ready(demand, today) else "roster-run-out" if until else "roster-not-ready"
    return [
        printable(one.name),
        printable(one.group),
        *tests,
        *watched,
        library.day(until) if until else "–",
        say(verdict),
    ]


def _test(library: Library, proof: Proof | None) -> str:
    say = library.say
    if proof is None:
        return say("roster-none")
    share = f"{100 * proof.share:.0f}%"
    if proof.enough:
        return say("roster-test-enough", share=share, day=proof.day)
    again = say("list-comma").join(f"{name} {library.questions[name].name}" for name in proof.lacking)
    return say("roster-test-not", share=share, day=proof.day) + (say("roster-again", items=again) if again else "")


def _watched(library: Library, name: str, proof: Proof | None) -> str:
    say = library.say
    if proof is None:
        return say("roster-none")
    if proof.enough:
        return say("roster-watched-enough", day=proof.day)
    steps = {step.id: step.action for step in library.sequences[name].steps}
    rules = {rule.id: rule.why for rule in library.sequences[name].rules}
    named = dict.fromkeys(steps.get(one, rules.get(one, one)) for one in proof.lacking)
    again = say("list-comma").join(words(inline(text)) for text in named)
    return say("roster-watched-not", day=proof.day) + (say("roster-again", items=again) if again else "")


def _text(text: str) -> Rich:
    return (Text(text),)
