"""Content → page files in a folder, as a generator notebook makes them and the site takes them up.

```
<folder>/<language>/modules/<module>/index.ipynb, <section>.ipynb     pages that are notebooks; test.ipynb too
<folder>/<language>/checklists/<checklist>.md                         pages; observe/<sequence>.md too
<folder>/<language>/sheets/CL05-doffing-zh.pdf                        sheets to print
<folder>/<language>/bank/pp13.js                                      a question for the learner's review
<folder>/<language>/pages.json                                        what a page's frame says (place, description …)
<folder>/<language>/entries.json                                      what the search can find on these pages
```
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import nbformat

from outreach.faults import OutreachError, meant
from outreach.kinds import checklist, module, observe, question, section, sequence, sitting
from outreach.library import BASE, Library
from outreach.outputs import html, markdown, notebook, schema_org
from outreach.outputs.entries import Entry, entries
from outreach.outputs.sheet import VARIANTS, Imprint
from outreach.outputs.voice import Voice, path_of, relative, tag
from outreach.page import Card, Page
from outreach.reading import load_all
from outreach.sheets import (
    Order,
    file_name,
    organisation_name,
    preview,
    print_files,
    print_sheet,
    printable,
    thumbnail,
    write_whole,
)

OUTPUT = "OUTREACH_OUTPUT"
CONTENT = "OUTREACH_CONTENT"
ADDRESS = "OUTREACH_ADDRESS"
"""Environment variables by which `outreach build` tells a generator notebook where to write, what to read, and where
the site will be published. They go before what the notebook says itself."""


@dataclass(frozen=True)
class Published:
    """What was written: the folder, and each language's files in it (paths relative to the folder)."""

    folder: Path
    files: tuple[str, ...]

    def _repr_html_(self) -> str:
        items = "".join(f"<li>{name}</li>" for name in self.files)
        return f"<p>{len(self.files)} files</p><ul>{items}</ul>"


def publish(
    name: str,
    *,
    leave_out: Collection[str] = (),
    organisation: str = "",
    address: str = "",
    folder: Path | str | None = None,
    libraries: Mapping[str, Library] | None = None,
) -> Published:
    """Writes a module's pages and its checklists, in every language, and says what it wrote.

    `leave_out` names sections to drop; `organisation` stands on the sheets; `folder` is `_build/<name>` unless given.
    Raises OutreachError for a module or section that is not there, ContentError for faulty content.
    """
    found = libraries or load_all(os.environ.get(CONTENT))
    base = found[BASE]
    if name not in base.modules:
        raise OutreachError(f"there is no module '{name}'; {meant(name, base.modules, ', '.join(base.modules))}")
    sections = base.modules[name].sections
    for wrong in set(leave_out) - set(sections):
        raise OutreachError(f"the module has no section '{wrong}'; {meant(wrong, sections, ', '.join(sections))}")
    kept = [part for part in sections if part not in leave_out]
    if not kept:
        raise OutreachError("every section is left out; keep at least one")
    to = Path(os.environ.get(OUTPUT) or folder or Path("_build") / name)
    imprint = Imprint(organisation_name(organisation), os.environ.get(ADDRESS) or address)
    files: list[str] = []
    for language, library in found.items():
        record = library.modules[name]
        pages = [module.page(library, record, kept)]
        pages += [section.page(library, record, library.sections[f"{name}/{part}"], kept) for part in kept]
        test = sitting.page(library, record, kept)
        pages += [test] if test else []
        without = {f"section:{name}/{part}" for part in leave_out}
        writer = Writer(library, to / language, without)
        for page in pages:
            writer.notebook(page)
        for part in record.checklists:
            writer.checklist(part, imprint)
        files += [f"{language}/{path}" for path in writer.finish()]
    return Published(to, tuple(sorted(files)))


def publish_sheets(
    *,
    organisation: str = "",
    address: str = "",
    folder: Path | str | None = None,
    libraries: Mapping[str, Library] | None = None,
) -> Published:
    """Prints every checklist in every form and language, with a small picture, and the page that offers them all.

    `organisation` stands on the sheets; `folder` is `_build/checklists` unless given.
    Raises OutreachError for a name that paper cannot bear, ContentError for faulty content.
    """
    found = libraries or load_all(os.environ.get(CONTENT))
    to = Path(os.environ.get(OUTPUT) or folder or Path("_build") / "checklists")
    imprint = Imprint(organisation_name(organisation), os.environ.get(ADDRESS) or address)
    files: list[str] = []
    for language, library in found.items():
        writer = Writer(library, to / language)
        cards = [writer.offered(name, found, imprint) for name in dict.fromkeys(_all_printable(library))]
        writer.markdown(checklist.overview(library, tuple(cards)))
        files += [f"{language}/{path}" for path in writer.finish()]
    return Published(to, tuple(sorted(files)))


def _all_printable(library: Library) -> Iterable[str]:
    return (name for variant in VARIANTS for name in printable(library, variant))


class Writer:
    """Writes pages of one language into a folder, and at the end what their frames say."""

    def __init__(self, library: Library, folder: Path, without: Collection[str] = ()) -> None:
        self.library = library
        self.folder = folder
        self.without = frozenset(without)
        self.files: list[str] = []
        self.entries: list[Entry] = []
        self.frames: dict[str, dict[str, object]] = {}

    def voice(self, page: Page) -> Voice:
        return Voice.of(page, self.library.say, relative(page.id, self.without))

    def notebook(self, page: Page) -> None:
        """The page as a notebook that can be downloaded and run."""
        path = path_of(page.id).replace(".html", ".ipynb")
        written = notebook.page(page, self.voice(page))
        nbformat.validate(written)
        self._write(path, nbformat.writes(written).encode() + b"\n")
        self._frame(page, download=Path(path).name)

    def markdown(self, page: Page) -> None:
        """The page as Markdown."""
        self._write(path_of(page.id).replace(".html", ".md"), markdown.page(page, self.voice(page)).encode())
        self._frame(page)

    def checklist(self, name: str, imprint: Imprint) -> None:
        """A checklist's page and its sheet; the page leads to the sheet."""
        content = print_sheet(self.library, name, imprint)
        path = f"sheets/{file_name(self.library, name)}"
        self._write(path, content)
        found = self.library.checklists[name]
        say = self.library.say
        size = say("kilobytes", count=round(len(content) / 1024))
        card = Card(say("download-sheet", size=size), (), f"file:{path}", file=path)
        page = checklist.on_screen(self.library, found, (card,))
        self._write(path_of(page.id).replace(".html", ".md"), markdown.page(page, self.voice(page)).encode())
        self._frame(checklist.page(self.library, found))

    def observed(self, name: str, imprint: Imprint) -> None:
        """An observer's page and its sheet on paper; the page leads to the sheet."""
        order = Order(imprint, (self.library.language,), "observe")
        ((file, content),) = print_files({self.library.language: self.library}, name, order).items()
        self._write(f"sheets/{file}", content)
        size = self.library.say("kilobytes", count=round(len(content) / 1024))
        card = Card(self.library.say("download-sheet", size=size), (), f"file:sheets/{file}", file=f"sheets/{file}")
        self.markdown(observe.page(self.library, self.library.sequences[name], (card,)))

    def offered(self, name: str, libraries: Mapping[str, Library], imprint: Imprint) -> Card:
        """A checklist's or a procedure's sheets in every form that it has, and the card that offers them."""
        say, mine = self.library.say, self.library.language
        both = (mine, *(other for other in libraries if other != mine))
        forms = [
            (say(f"variant-{variant}"), Order(imprint, (mine,), variant))
            for variant in VARIANTS
            if name in printable(self.library, variant)
        ]
        if name in self.library.checklists and len(both) > 1:
            forms.insert(1, (say("desk-both"), Order(imprint, both)))
        files = []
        for label, order in forms:
            for file, content in print_files(libraries, name, order).items():
                self._write(f"sheets/{file}", content)
                size = say("kilobytes", count=round(len(content) / 1024))
                files.append((f"{label} ({size})", f"file:sheets/{file}"))
        picture = f"sheets/{name}.png"
        self._write(picture, thumbnail(preview(libraries, name, forms[0][1], ppi=96), html.PREVIEW))
        found = self.library.checklists.get(name)
        made = (
            checklist.card(self.library, found) if found else sequence.card(self.library, self.library.sequences[name])
        )
        return replace(made, picture=f"file:{picture}", files=tuple(files))

    def bank(self) -> None:
        """Each question as a script that hands over its HTML: the learner's own page asks for those that are due."""
        for name, item in self.library.questions.items():
            asked = question.ask(self.library, item)
            page = Page("learning:", self.library.language, "", (asked,))
            markup = html.block(asked, self.voice(page))
            self._write(f"bank/{name}.js", f"OutreachBank({json.dumps([name, markup])[1:-1]});\n".encode())

    def finish(self) -> list[str]:
        """Writes the frames beside the pages; returns every file written, relative to the folder."""
        content = json.dumps(self.frames, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        self._write("pages.json", content.encode())
        found = json.dumps([asdict(entry) for entry in self.entries], ensure_ascii=False, indent=1) + "\n"
        self._write("entries.json", found.encode())
        return self.files

    def _frame(self, page: Page, download: str = "") -> None:
        self.entries += entries(page)
        self.frames[path_of(page.id).removesuffix(".html")] = {
            "place": html.place(page, self.voice(page)),
            "description": page.description,
            "checked": self.library.say("checked", date=self.library.day(page.checked)) if page.checked else "",
            "described": schema_org.described(page, tag(page.language)),
            "download": download,
        }

    def _write(self, path: str, content: bytes) -> None:
        write_whole(self.folder / path, content)
        self.files.append(path)


def write_pages(
    library: Library, folder: Path, pages: Iterable[Page], present: Collection[str], imprint: Imprint
) -> None:
    """Writes the pages of one language that no notebook made; a checklist's page with its sheet; the bank."""
    writer = Writer(library, folder)
    writer.bank()
    for page in pages:
        if path_of(page.id).removesuffix(".html") in present:
            continue
        if page.id.startswith("checklist:"):
            writer.checklist(page.id.removeprefix("checklist:"), imprint)
        elif page.id.startswith("observe:"):
            writer.observed(page.id.removeprefix("observe:"), imprint)
        else:
            writer.markdown(page)
    writer.finish()
