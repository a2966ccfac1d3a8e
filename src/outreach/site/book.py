"""One language's pages → a Jupyter Book, built by its own command in a process of its own.

Knows Jupyter Book's configuration and the layout of `book/`; nothing of what stands on the pages.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell
from ruamel.yaml import YAML

from outreach.faults import OutreachError
from outreach.library import Library
from outreach.outputs.scripts import ELEMENTS, TRAINERS, minified, names, script
from outreach.outputs.voice import tag
from outreach.site.finding import entered, entered_by_hand
from outreach.site.generators import Ran
from outreach.site.plain import sign

HERE = Path(__file__).parent
SPHINX_LANGUAGES = {"zh": "zh_CN", "en": "en"}
FRAME_PHRASES = (
    "site-title", "home", "menu", "on-this-page", "skip", "search", "search-words", "theme", "navigation",
    "previous", "next", "download-notebook", "made-with", "search-needs-script", "sources", "site-description",
    "not-here", "not-here-why", "not-here-search", "single",
)  # fmt: skip
KEPT_PHRASES = ("kept-not", "kept-full", "kept-broken", "kept-newer")
"""What `elements/memory.js` says where it cannot keep something."""
KEEPING_PHRASES = (
    "keeping-going", "keeping-done", "keeping-failed", "keeping-offer", "keeping-start", "keeping-new",
    "keeping-switch", "printed-from", "printed-answers",
)  # fmt: skip
"""What a page says of being kept on the device, and on paper."""


SCRIPTS = {
    "outreach": ("keeping", "printing", "outreach"),
    "search": tuple(f"searching/{part}" for part in ("cutting", "pieces", "asking", "scoring", "meaning", "search")),
    "finder": ("finder",),
}
"""The scripts of the frame, each with the files that travel as one."""


def frame_script(name: str) -> str:
    """A script of the frame as it is delivered."""
    return minified("".join((HERE / f"{part}.js").read_text("utf-8") for part in SCRIPTS[name]))


@dataclass(frozen=True)
class Book:
    """A language's book: its source folder, which holds every page, and the folder that Jupyter Book writes."""

    language: str
    source: Path
    output: Path

    @property
    def html(self) -> Path:
        return self.output / "_build" / "html"


def prepare(
    libraries: Mapping[str, Library], language: str, work: Path, config: Path, hand: Path, ran: list[Ran]
) -> Book:
    """Lays out the sources of one language's book in `work`: its pages by hand, what notebooks made, its frame.

    Raises OutreachError where the pages by hand or `_config.yml` are not there or can't be read.
    """
    source = work / "source" / language
    shutil.copytree(_there(hand / language, f"pages of language '{language}'"), source, dirs_exist_ok=True)
    frames: dict[str, Any] = {}
    found = entered_by_hand(source)
    for run in ran:
        if (made := run.made / language).is_dir():
            shutil.copytree(made, source, dirs_exist_ok=True)
            frames |= json.loads((made / "pages.json").read_text("utf-8"))
            found += entered(made)
        target = source / "notebooks" / f"{run.name}.ipynb"
        target.parent.mkdir(exist_ok=True)
        _copy_with_title(run, target)
        frames[f"notebooks/{run.name}"] = {"download": target.name}
    (source / "pages.json").write_text(json.dumps(frames), "utf-8")
    (source / "entries.json").write_text(json.dumps([asdict(entry) for entry in found]), "utf-8")
    book = Book(language, source, work / "book" / language)
    _write_assets(source / "assets")
    _write_yaml(source / "_config.yml", _config(config, libraries[language], language))
    return book


def finish(
    book: Book, libraries: Mapping[str, Library], ran: list[Ran], address: str = "", singles: bool = False
) -> None:
    """Writes the table of contents and what every page's frame says; call it when all pages are there.

    `address` is where the site will be published, "" where that is not known; `singles` whether each module can be had
    as one file.
    """
    library = libraries[book.language]
    frames = json.loads((book.source / "pages.json").read_text("utf-8"))
    pages = sorted(
        path.relative_to(book.source).with_suffix("").as_posix()
        for path in book.source.rglob("*")
        if path.suffix in (".md", ".ipynb")
    )
    settings = {
        "frames": frames,
        "pages": pages,
        "language": book.language,
        "lang": tag(book.language),
        "phrases": {name.replace("-", "_"): library.say(name) for name in FRAME_PHRASES},
        "kept": {name: library.say(name) for name in KEPT_PHRASES},
        "keeping": {name: library.say(name) for name in KEEPING_PHRASES},
        "languages": [{"id": one, "lang": tag(one), "name": libraries[one].say("language-name")} for one in libraries],
        "checked": library.say("checked", date=library.day(library.checked)) if library.checked else "",
        "address": address,
        "singles": [f"modules/{name}/index" for name in library.modules] if singles else [],
        "icon": sign(),
    }
    (book.source / "outreach.json").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")
    _write_yaml(book.source / "_toc.yml", _contents(library, pages, ran))


def run(books: list[Book]) -> None:
    """Builds the books, each in a process of its own. Raises OutreachError with what Jupyter Book said."""
    plain = {**os.environ, "NO_COLOR": "1"}
    running = [
        (book, subprocess.Popen(_command(book), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=plain))  # noqa: S603
        for book in books
    ]
    failed = []
    for book, process in running:
        said, _ = process.communicate()
        if process.returncode or not (book.html / "index.html").is_file():
            tail = "\n".join(line for line in dict.fromkeys(said.splitlines()) if line.strip(" ="))
            failed.append(f"Jupyter Book could not build the pages of '{book.language}':\n{tail}")
    if failed:
        raise OutreachError("\n\n".join(failed))


def _command(book: Book) -> list[str]:
    # -W: a warning of Sphinx's (a broken link, a page in no table of contents) is a fault of ours.
    paths = [str(book.source), "--path-output", str(book.output)]
    command = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
    return [sys.executable, "-c", command, "build", *paths, "-W", "--keep-going", "-q"]


def _config(path: Path, library: Library, language: str) -> dict[str, Any]:
    """The shared `_config.yml` with what a language changes in it."""
    try:
        shared: dict[str, Any] = YAML(typ="safe").load(path.read_text("utf-8"))
    except OSError as error:
        raise OutreachError(
            f"cannot read {path} ({error.strerror}); run the command in the project's folder"
        ) from error
    sphinx = shared.setdefault("sphinx", {}).setdefault("config", {})
    shared["title"] = library.say("site-title")
    shared["only_build_toc_files"] = True
    sphinx["language"] = SPHINX_LANGUAGES.get(language, language)
    sphinx["templates_path"] = [str(HERE / "templates")]
    sphinx["html_static_path"] = ["assets"]
    sphinx["html_permalinks"] = False
    sphinx["html_additional_pages"] = {name: f"{name}.html" for name in ("404", "search")}
    sphinx["outreach_settings"] = "outreach.json"
    return shared


def _contents(library: Library, pages: list[str], ran: list[Ran]) -> dict[str, Any]:
    """The table of contents, in the reader's order: start, modules, checklists, guideline, for trainers, about."""

    def chapter(file: str, below: list[str]) -> dict[str, Any]:
        found = [{"file": page} for page in below if page in pages]
        return {"file": file, "sections": found} if found else {"file": file}

    modules = [
        chapter(f"modules/{name}/index", [f"modules/{name}/{section}" for section in (*module.sections, "test")])
        for name, module in library.modules.items()
    ]
    guideline = [
        {
            "title": edition.label,
            **chapter(f"guideline/{name}/index", [f"guideline/{name}/section-{n}" for n in edition.sections]),
        }
        for name, edition in library.editions.items()
    ]
    ordered = sorted(library.checklists.values(), key=lambda checklist: checklist.number)
    checklists = [chapter("checklists/index", [f"checklists/{checklist.id}" for checklist in ordered])]
    live = [
        *(f"observe/{name}" for name, sequence in library.sequences.items() if sequence.observed),
        *(f"notebooks/{run.name}" for run in ran),
    ]
    first = [chapter("for-trainers", live)] if "for-trainers" in pages else [{"file": name} for name in live]
    trainers = [*first, {"file": "for-organisations"}, {"file": "publishing"}]
    about = [{"file": name} for name in ("glossary", "coverage", "sources", "about")]
    chapters = [
        {"file": "how-to-study"},
        {"file": "paths"},
        {"file": "learning"},
        *modules,
        *checklists,
        *guideline,
        *trainers,
        *about,
    ]
    return {"format": "jb-book", "root": "index", "chapters": [c for c in chapters if c["file"] in pages]}


def _copy_with_title(run: Ran, target: Path) -> None:
    """The executed notebook as a page; one without a heading is called by its name, since a page needs a title."""
    notebook = nbformat.read(run.executed, as_version=4)
    if not any(cell.cell_type == "markdown" and cell.source.startswith("# ") for cell in notebook.cells):
        notebook.cells.insert(0, new_markdown_cell(f"# {run.name}", id="title"))
    nbformat.write(notebook, target)


def _write_assets(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    shared = (ELEMENTS / "tokens.css", HERE / "look.css", ELEMENTS / "practice.css")
    styles = [*shared, *sorted(ELEMENTS.glob("outreach-*.css"))]
    trainers = [ELEMENTS / "trainer" / f"{name}.css" for name in TRAINERS]
    for name, parts in (("outreach", styles), ("trainer", trainers)):
        (folder / f"{name}.css").write_text("".join(style.read_text("utf-8") for style in parts), "utf-8")
    for name in SCRIPTS:
        (folder / f"{name}.js").write_text(frame_script(name), "utf-8")
    for name in ("memory", *names()):
        (folder / f"{name}.js").write_text(script(name), "utf-8")


def _write_yaml(path: Path, data: object) -> None:
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(data, file)


def _there(folder: Path, what: str) -> Path:
    if not folder.is_dir():
        raise OutreachError(f"there are no {what} at '{folder}'; run the command in the project's folder")
    return folder
