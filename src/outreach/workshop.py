"""The command `outreach workshop`: all that a trainer needs to teach a module to a room, as files in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from outreach import reading, spreadsheet, tally
from outreach.agenda import MINUTES, clock
from outreach.faults import OutreachError
from outreach.kinds import deck, test_paper, workshop
from outreach.kinds.kit import Kit, kit
from outreach.kinds.sitting import SEED
from outreach.library import BASE, Library
from outreach.logos import read_logo
from outreach.naming import safe_file_name, spoken
from outreach.outputs import document, slides
from outreach.outputs.document import Setting
from outreach.outputs.sheet import Imprint
from outreach.outputs.voice import Voice, path_of
from outreach.page import Page
from outreach.printing import languages_of
from outreach.sheets import contact_line, organisation_name, write_whole

console = Console(highlight=False, soft_wrap=True)
SEED_LIMIT = 40
TEST_SIZES = (12, 11.5, 11, 10.5, 10)
"""Points of a test's words: the largest that takes no more paper than the smallest."""


def make_workshop(
    module: Annotated[str, typer.Argument(help="A module, for example: ppe-protocol", metavar="MODULE")],
    minutes: Annotated[int, typer.Option("--minutes", help=f"{', '.join(map(str, MINUTES))}.")] = 90,
    language: Annotated[str, typer.Option("--language", "-l", help="zh, en, or both.")] = BASE,
    organisation: Annotated[str, typer.Option("--organisation", help="Whose workshop it is.")] = "",
    logo: Annotated[Path | None, typer.Option("--logo", help="Its logo: SVG, PNG or JPEG.")] = None,
    contact: Annotated[str, typer.Option("--contact", help="How to reach it, in one line.")] = "",
    address: Annotated[str, typer.Option("--address", help="Where the site is published; QR codes lead there.")] = "",
    seed: Annotated[str, typer.Option("--seed", help="Draws other test forms than those of the site.")] = SEED,
    start: Annotated[str, typer.Option("--start", help="When it begins, 14:00; the agenda then has the time.")] = "",
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("out"),
    content: Annotated[Path | None, typer.Option("--content", help="A content folder of one's own.")] = None,
) -> None:
    """Makes a workshop kit: guide, slides, handout, attendance sheet, tests with their key, a table for the answers."""
    libraries = reading.load_all(content)
    imprint = Imprint(
        organisation_name(organisation), _address(address), contact_line(contact), read_logo(logo) if logo else None
    )
    drawn = spoken(seed, "the seed", SEED_LIMIT) or SEED
    kits = [
        kit(libraries[name], module, minutes, drawn, clock(start), imprint.address)
        for name in languages_of(language, libraries)
    ]
    made: dict[str, bytes] = {}
    for one in kits:
        with console.status(f"setting {one.module.id} {one.library.language}"):
            made |= files(one, imprint)
    for name in made:
        _keep_answers(output / name)
    for name, content_of in made.items():
        write_whole(output / name, content_of)
        console.print(f"{output / name} ({len(content_of) / 1024:.0f} KB)", markup=False)
    for line in dropped(kits[0]):
        console.print(line, markup=False)
    if not address:
        console.print("With --address the slides and the handout lead to your site by a QR code.", style="dim")


def files(made: Kit, imprint: Imprint) -> dict[str, bytes]:
    """The files of a kit by their names. Raises OutreachError for what can't be printed."""
    library = made.library
    day = made.agenda.workshop.checked
    href = leading(library, imprint.address)
    # Procedures with their pictures take less paper in two columns.
    pictured = any(part.sequence for part in made.agenda.parts)
    home = Setting(9.5, columns=2) if pictured else Setting()
    papers: Mapping[str, tuple[Page, Setting]] = {
        "guide": (workshop.guide(made), Setting()),
        "handout": (workshop.handout(made), replace(home, code=made.link("module"))),
        "attendance": (workshop.attendance(made), Setting()),
        "test-A": (test_paper.paper(made, "A"), Setting()),
        "test-B": (test_paper.paper(made, "B"), Setting()),
        "test-key": (test_paper.key(made), Setting()),
    }
    found: dict[str, bytes] = {}
    for name, (page, setting) in papers.items():
        voice = Voice.of(page, library.say, href)
        sizes = TEST_SIZES if name in ("test-A", "test-B") else (setting.size,)
        fit = document.densest(page, voice, imprint, setting, sizes) if len(sizes) > 1 else setting
        found[f"{stem(made, name)}.pdf"] = document.pdf(page, voice, imprint, day, fit)
    found[f"{stem(made, 'slides')}.html"] = slides.html(deck.deck(made), library.say, imprint, href).encode()
    found[f"{stem(made, 'answers')}.xlsx"] = tally.table(library, made.forms)
    return found


def stem(made: Kit, name: str) -> str:
    """A file's name without its ending: `guide-ppe-protocol-zh`."""
    return safe_file_name(f"{name}-{made.module.id}-{made.library.language}")


def leading(library: Library, address: str) -> Callable[[str], str | None]:
    """Where links lead: to the published site, or, where none is known, only to what has an address of its own."""

    def href(target: str) -> str | None:
        if target.startswith(("https://", "http://")):
            return target
        return f"{address.rstrip('/')}/{library.language}/{path_of(target)}" if address else None

    return href


def dropped(made: Kit) -> Iterator[str]:
    """What the workshop has no time for, a line each; nothing where everything has its place."""
    found = made.agenda.dropped
    if not found:
        yield f"{made.agenda.minutes} minutes: everything has its place"
        return
    yield f"{made.agenda.minutes} minutes: left out {len(found)} of parts and exercises"
    for one in found:
        why = "no time" if one.why == "time" else "its part was left out"
        yield f"  {'exercise' if one.exercise else 'part'}: {one.title} (priority {one.priority}; {why})"


def _address(text: str) -> str:
    plain = text.strip()
    if plain and not plain.startswith(("https://", "http://")):
        raise OutreachError(f"'{plain}' is no address of a site; begin it with https://")
    return plain


def _keep_answers(path: Path) -> None:
    """Raises OutreachError where the table is there and somebody has entered answers into it."""
    if path.suffix != ".xlsx" or not path.exists():
        return
    fields = {"name": ("昵称",), "module": ("模块",), "seed": ("卷号",)}
    found = spreadsheet.read(path, fields, (), rest=True)
    prefilled = ("module", "seed")
    if any(value for row in found.rows for field, value in row.cells.items() if field not in prefilled):
        raise OutreachError(f"{path} has answers in it; move it away, or choose another folder with -o")
