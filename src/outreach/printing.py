"""The command `outreach print`: one organisation's sheets, or those of a whole table of organisations."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.console import Console

from outreach import adaptations, batch, reading
from outreach.faults import OutreachError, one_of
from outreach.library import BASE, Library
from outreach.logos import read_logo
from outreach.outputs.sheet import VARIANTS, Imprint, Variant
from outreach.sheets import FORMATS, Format, Order, contact_line, organisation_name, print_files, printable, write_whole

console = Console(highlight=False, soft_wrap=True)


def print_checklists(
    names: Annotated[list[str] | None, typer.Argument(help="Checklists, for example: doffing", metavar="ID…")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every checklist.")] = False,
    language: Annotated[str, typer.Option("--language", "-l", help="zh, en, or both on one sheet.")] = BASE,
    organisation: Annotated[str, typer.Option("--organisation", help="The name that stands on the sheet.")] = "",
    logo: Annotated[Path | None, typer.Option("--logo", help="The organisation's logo: SVG, PNG or JPEG.")] = None,
    contact: Annotated[str, typer.Option("--contact", help="How to reach the organisation, in one line.")] = "",
    own: Annotated[
        Path | None, typer.Option("--own", help="A file of items that the organisation adds or leaves out (YAML).")
    ] = None,
    variant: Annotated[str, typer.Option("--variant", help=f"{', '.join(VARIANTS)}.")] = VARIANTS[0],
    kind: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}.")] = FORMATS[0],
    address: Annotated[
        str, typer.Option("--address", help="Where the site is published; the QR code leads there.")
    ] = "",
    historical: Annotated[
        bool, typer.Option("--historical", help="With the items of 2022 that have ended, under their label.")
    ] = False,
    table: Annotated[
        Path | None,
        typer.Option("--for", help="A table of organisations (csv, xlsx): a folder and zip for each."),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("out"),
    content: Annotated[Path | None, typer.Option("--content", help="A content folder of one's own.")] = None,
) -> None:
    """Prints checklists with the organisation's name and logo: A4, large print, pocket cards, posters."""
    libraries = reading.load_all(content)
    languages = languages_of(language, libraries)
    base = libraries[languages[0]]
    named = list(dict.fromkeys(names or []))
    order = Order(
        imprint=Imprint(
            organisation_name(organisation), address, contact_line(contact), read_logo(logo) if logo else None
        ),
        languages=languages,
        variant=cast(Variant, one_of(variant, VARIANTS, "variant")),
        format=cast(Format, one_of(kind, FORMATS, "format")),
        historical=historical,
        adaptations=adaptations.read(own, base, languages) if own else {},
    )
    if table is not None:
        asked = list(printable(base, order.variant)) if everything else named
        batch.run(table, libraries, asked, order, output, console)
        return
    wanted = wanted_names(named, everything, base, order)
    for name in wanted:
        for file, made in print_files(libraries, name, order).items():
            write_whole(output / file, made)
            console.print(f"{output / file} ({len(made) / 1024:.0f} KB)")
    if not address:
        console.print(
            "The QR code holds the sheet's title and page; with --address it leads to your site.", style="dim"
        )


def languages_of(language: str, known: Mapping[str, Library]) -> tuple[str, ...]:
    """`zh`, `en`, or `both`: the base language first. Raises OutreachError for another."""
    if language == "both":
        return tuple(known)
    return (one_of(language, (*known, "both"), "language"),)


def wanted_names(names: list[str], everything: bool, library: Library, order: Order) -> list[str]:
    """The checklists asked for, each once. Raises OutreachError where none is, or one is not there."""
    known = printable(library, order.variant)
    if everything:
        return list(known)
    if not names:
        raise OutreachError(f"name a checklist, or give --all; there are {', '.join(known)}")
    return names
