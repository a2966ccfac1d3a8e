"""The whole build, step by step; the published folder is the old one or the new one, never something between."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from outreach import observed, slips
from outreach.faults import OutreachError
from outreach.kinds import PAGES
from outreach.outputs.entries import Entry
from outreach.outputs.sheet import Imprint
from outreach.publishing import write_pages
from outreach.reading import load_all
from outreach.records import schema
from outreach.site import addresses, book, finding, front, generators, keeping, packing, single

SITE = Path("_build") / "site"


@dataclass(frozen=True)
class Result:
    """What was built: the folder, its pages a language, the notebooks that ran or were kept, and the zip if wanted."""

    site: Path
    pages: dict[str, int]
    ran: list[generators.Ran]
    zip: Path | None = None


def build(
    root: Path | str = ".",
    output: Path | str | None = None,
    content: Path | str | None = None,
    tell: Callable[[str], None] = lambda _line: None,
    *,
    zipped: bool = False,
    singles: bool = False,
) -> Result:
    """Builds the site of the project at `root` into `output` (`<root>/_build/site` unless given).

    `zipped` puts the site into one zip beside it too; `singles` makes each module one file that can be sent in a chat.

    Raises ContentError with every fault of the content, OutreachError for anything else; the previous site stays.
    """
    root = Path(root).resolve()
    site = Path(output).resolve() if output else root / SITE
    _check_writable(site)
    tell("reading content")
    libraries = load_all(content)
    moved = addresses.moves(root / "book" / "moved.yaml")
    tell("running notebooks")
    cache = root / "_build" / "cache" / "notebooks"
    address = _address(root / "_config.yml")
    other = Path(content) if content else None
    ran = generators.run_all((root / "notebooks").glob("*.ipynb"), cache, other, address, tell)
    with tempfile.TemporaryDirectory(prefix="outreach-") as scratch:
        work = Path(scratch)
        imprint = Imprint(address=address)
        books = []
        entries: dict[str, list[Entry]] = {}
        for language, library in libraries.items():
            tell(f"writing pages: {language}")
            laid = book.prepare(libraries, language, work, root / "_config.yml", root / "book", ran)
            present = json.loads((laid.source / "pages.json").read_text("utf-8"))
            extra = work / "extra" / language
            pages = [
                page for name, kind in PAGES.items() if name not in ("module", "section") for page in kind(library)
            ]
            write_pages(library, extra, pages, present, imprint)
            more = json.loads((extra / "pages.json").read_text("utf-8"))
            entries[language] = [*finding.entered(laid.source), *finding.entered(extra)]
            shutil.copytree(extra, laid.source, dirs_exist_ok=True)
            (laid.source / "pages.json").write_text(json.dumps(present | more), "utf-8")
            book.finish(laid, libraries, ran, address, singles)
            books.append(laid)
        tell("building the books")
        book.run(books)
        tell("putting the site together")
        new = work / "site"
        counts = {laid.language: _take(laid, new / laid.language) for laid in books}
        finding.write(new, libraries, entries)
        front.write(new, libraries, address)
        addresses.forward(new, libraries, moved)
        addresses.write_map(new, libraries, address, moved)
        if singles:
            tell("making each module one file")
            single.write(new, libraries, address)
        _write_schema(new / "schema")
        keeping.write(new, libraries)
        _swap(new, site)
    return Result(site, counts, ran, packing.pack(site) if zipped else None)


def _take(laid: book.Book, target: Path) -> int:
    """A book's pages with their downloads, without what no page uses; returns the number of pages."""
    shutil.copytree(laid.html, target, ignore=shutil.ignore_patterns("_sources", "*.map", "objects.inv", ".buildinfo"))
    pages = [path for path in target.rglob("*.html") if path.name not in ("genindex.html",)]
    unused = {path.name for path in (target / "_static").rglob("*") if path.is_file()}
    for page in pages:
        text = page.read_text("utf-8")
        unused -= {name for name in unused if name in text}
    for path in (target / "_static").rglob("*"):
        if path.name in unused:
            path.unlink()
    for folder in sorted((p for p in (target / "_static").rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    for name in ("genindex.html", "searchindex.js"):
        (target / name).unlink(missing_ok=True)
    files = [*laid.source.rglob("*.ipynb"), *laid.source.glob("sheets/*.*"), *laid.source.glob("bank/*.js")]
    for path in files:
        copy = target / path.relative_to(laid.source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return len(pages)


def _write_schema(folder: Path) -> None:
    """The JSON Schemas: by which editors check content files while they are typed, of slips and observations."""
    folder.mkdir()
    for name, kind in {**schema(), "slip": slips.schema(), "observed": observed.schema()}.items():
        (folder / f"{name}.json").write_text(
            json.dumps(kind, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
        )


def _address(config: Path) -> str:
    """The site's published address (`html.baseurl` in `_config.yml`), no slash at its end; "" if there is none."""
    try:
        read = YAML(typ="safe").load(config.read_text("utf-8"))
    except OSError as error:
        raise OutreachError(
            f"cannot read {config} ({error.strerror}); run the command in the project's folder"
        ) from error
    return str((read.get("html") or {}).get("baseurl") or "").rstrip("/")


def _check_writable(site: Path) -> None:
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=site.parent, prefix=".outreach-"):
            pass
    except OSError as error:
        raise OutreachError(
            f"cannot write to {site.parent} ({error.strerror}); choose another folder with --output"
        ) from error
    if site.exists() and any(site.iterdir() if site.is_dir() else [site]) and not (site / "index.html").is_file():
        raise OutreachError(f"{site} holds something that is not a site; choose an empty folder with --output")


def _swap(new: Path, site: Path) -> None:
    """Puts the new site in the old one's place: copied aside on the same disk first, then two renames."""
    aside = site.with_name(f".{site.name}.new.{os.getpid()}")
    old = site.with_name(f".{site.name}.old.{os.getpid()}")
    try:
        shutil.copytree(new, aside)
        if site.exists():
            site.rename(old)
        aside.rename(site)
    except OSError as error:
        if old.exists() and not site.exists():
            old.rename(site)
        raise OutreachError(f"cannot write {site} ({error.strerror}); the previous site is untouched") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
