"""The command line. Says what was done, or what is wrong and how to mend it; never a traceback for bad input."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from outreach import printing, reading
from outreach.confirming import confirm
from outreach.faults import ContentError, OutreachError
from outreach.hours.command import hours
from outreach.readiness import readiness
from outreach.records import schema as schemas
from outreach.results.command import results
from outreach.review import review, summary
from outreach.sheets import write_whole
from outreach.workshop import make_workshop

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Training modules, checklists and a bilingual site from a public-health guideline and a content package.",
)
translation = typer.Typer(no_args_is_help=True, help="Translations of the content.")
app.add_typer(translation, name="translation")
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

Content = Annotated[Path | None, typer.Option("--content", help="A content folder other than the packaged one.")]
Root = Annotated[Path, typer.Option("--root", help="The project's folder, with _config.yml, book/ and notebooks/.")]


@app.command()
def build(
    root: Root = Path(),
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where the site goes: _build/site.")] = None,
    content: Content = None,
    zipped: Annotated[bool, typer.Option("--zip", help="The site as one zip too, for a USB stick or a mail.")] = False,
    singles: Annotated[
        bool, typer.Option("--single", help="Each module as one HTML file too, to send in a chat.")
    ] = False,
) -> None:
    """Builds the site: runs the generator notebooks, builds both languages, and swaps the new site in."""
    from outreach.site import build as build_site  # noqa: PLC0415 - kernels and Sphinx take seconds to import

    begun = time.monotonic()
    with console.status("building") as status:

        def tell(line: str) -> None:
            status.update(line)
            console.print(f"[dim]{line}[/dim]")

        result = build_site(root, output, content, tell, zipped=zipped, singles=singles)
    pages = ", ".join(f"{language} {count}" for language, count in result.pages.items())
    console.print(f"{result.site}: pages {pages}; {time.monotonic() - begun:.1f} s")
    for path in sorted(result.site.glob("*/single/*.html")):
        console.print(f"{path} ({path.stat().st_size / 1024:.0f} KB)")
    if result.zip:
        console.print(f"{result.zip} ({result.zip.stat().st_size / 1048576:.1f} MB)")


@app.command()
def check(content: Content = None) -> None:
    """Reads and reviews the content: every fault in one run, as `file:line id: fault; remedy`. Exit 1 on faults."""
    libraries = reading.load_all(content)
    findings = review(libraries)
    for finding in findings:
        print(finding)
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in summary(libraries).items():
        table.add_row(name, value)
    console.print(table)
    if findings:
        errors.print(f"{len(findings)} to mend")
        raise typer.Exit(1)
    console.print("no faults")


@app.command()
def serve(
    root: Root = Path(),
    content: Content = None,
    port: Annotated[int, typer.Option("--port", help="The port on this machine.")] = 8000,
) -> None:
    """Shows the site on this machine and builds it again when content, pages or notebooks change."""
    from outreach.preview import serve as serve_site  # noqa: PLC0415 - as above

    serve_site(root.resolve(), content, port, console.print)


app.command(name="print")(printing.print_checklists)
app.command()(hours)
app.command()(results)
app.command()(readiness)
app.command(name="workshop")(make_workshop)


@app.command()
def schema(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("_build/schema"),
) -> None:
    """Writes the JSON Schemas by which an editor checks content files while they are typed."""
    for name, kind in schemas().items():
        write_whole(output / f"{name}.json", (json.dumps(kind, ensure_ascii=False, indent=1) + "\n").encode())
    console.print(f"{output}: {', '.join(schemas())}")


@translation.command(name="confirm")
def confirm_translation(
    names: Annotated[list[str] | None, typer.Argument(help="Ids; all stale ones, if none is given.")] = None,
    language: Annotated[str, typer.Option("--language", "-l")] = "en",
    content: Content = None,
) -> None:
    """Writes into translations which base words they translate; run it after reading both."""
    confirmed = confirm(content, language, names or [])
    console.print(f"confirmed: {', '.join(confirmed) or 'nothing was stale'}")


def main() -> None:
    """Runs the command line; faults go to the screen line by line, exit status 1."""
    try:
        app()
    except ContentError as error:
        for fault in error.faults:
            print(fault)
        errors.print(f"{len(error.faults)} to mend; nothing was written")
        sys.exit(1)
    except OutreachError as error:
        errors.print(str(error), markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
