"""Two peers, each as its own guide sets it up: stock Jupyter Book 1.x, and MkDocs Material. Knows their settings.

Jupyter Book: sphinx-book-theme, no setting but title, language and contents; Sphinx searches Chinese with jieba, which
is installed. Material: its own search with `lang: zh`, jieba and the separator that its guide gives for Chinese;
nothing else is switched on but `attr_list`, by which a heading has its id.

Both get the same Markdown (`pages.py`); a heading's id is written as each wants it. The two languages are two sites of
the peer, built at the same time in two processes, as ours are.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from tests.bench.pages import Content, Heading, block, plain

SEPARATOR = r"[\s\u200b\-]"


@dataclass(frozen=True)
class Built:
    """How long a build took on the clock, and how much of the processors in all its processes."""

    seconds: float
    cpu: float


@dataclass(frozen=True)
class Peer:
    """A site generator: its name, how one language's sources are laid out, what builds them, where the site is."""

    name: str
    lay: Callable[[Content, Path], None]
    command: Callable[[Path], list[str]]
    site: Callable[[Path], Path]


def timed(commands: list[list[str]], folder: Path) -> Built:
    """Runs the commands at the same time and waits for all. Raises RuntimeError with what a failing one said."""
    before, begun = _cpu(), time.monotonic()
    log = [(folder / f"build-{number}.log").open("w+", encoding="utf-8") for number in range(len(commands))]
    plainly = {**os.environ, "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"}
    running = [
        subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=plainly)
        for command, file in zip(commands, log, strict=True)
    ]
    codes = [process.wait() for process in running]
    built = Built(time.monotonic() - begun, _cpu() - before)
    for code, file, command in zip(codes, log, commands, strict=True):
        file.seek(0)
        said = file.read()
        file.close()
        if code:
            raise RuntimeError(f"{' '.join(command)} failed:\n{said[-3000:]}")
    return built


def build(peer: Peer, contents: list[Content], work: Path, target: Path) -> Built:
    """Builds a peer's site of each language from nothing into `target/<language>`; laying out is not counted."""
    folders = []
    for content in contents:
        folder = work / peer.name / content.language
        folder.mkdir(parents=True)
        peer.lay(content, folder)
        folders.append(folder)
    built = timed([peer.command(folder) for folder in folders], work / peer.name)
    target.mkdir(parents=True)
    for folder in folders:
        peer.site(folder).rename(target / folder.name)
    return built


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _write(content: Content, folder: Path, heading: Callable[[Heading], str]) -> None:
    for name, parts in content.pages.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(heading(part) if isinstance(part, Heading) else block(part) for part in parts)
        path.write_text(text + "\n", "utf-8")


def _yaml(path: Path, data: object) -> None:
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(data, file)


# --- Jupyter Book ---


def _lay_book(content: Content, folder: Path) -> None:
    def heading(part: Heading) -> str:
        target = f"({part.anchor})=\n" if part.anchor else ""
        return f"{target}{'#' * part.level} {plain(part.text)}"

    source = folder / "source"
    _write(content, source, heading)
    language = {"zh": "zh_CN"}.get(content.language, content.language)
    config = {"title": content.title, "author": "outreach", "sphinx": {"config": {"language": language}}}
    _yaml(source / "_config.yml", config)
    chapters = [
        {"file": chapter.page} | ({"sections": [{"file": name} for name in chapter.below]} if chapter.below else {})
        for chapter in content.chapters
    ]
    _yaml(source / "_toc.yml", {"format": "jb-book", "root": "index", "chapters": chapters})


def _book_command(folder: Path) -> list[str]:
    command = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
    return [sys.executable, "-c", command, "build", str(folder / "source"), "--path-output", str(folder / "out"), "-q"]


# --- MkDocs Material ---


def _lay_material(content: Content, folder: Path) -> None:
    def heading(part: Heading) -> str:
        return f"{'#' * part.level} {plain(part.text)}" + (f" {{ #{part.anchor} }}" if part.anchor else "")

    _write(content, folder / "docs", heading)
    nav: list[object] = ["index.md"]
    for chapter in content.chapters:
        pages = [f"{name}.md" for name in (chapter.page, *chapter.below)]
        title = next(part.text for part in content.pages[chapter.page] if isinstance(part, Heading))
        nav.append({title: pages} if chapter.below else pages[0])
    search = {"zh": {"lang": "zh", "separator": SEPARATOR}}.get(content.language, {"lang": content.language})
    config = {
        "site_name": content.title,
        "theme": {"name": "material", "language": content.language},
        "use_directory_urls": False,
        "markdown_extensions": ["attr_list"],
        "plugins": [{"search": search}],
        "nav": nav,
    }
    _yaml(folder / "mkdocs.yml", config)


def _material_command(folder: Path) -> list[str]:
    place = ["-f", str(folder / "mkdocs.yml"), "-d", str(folder / "site")]
    return [sys.executable, "-m", "mkdocs", "build", "-q", *place]


PEERS = (
    Peer("jupyter-book", _lay_book, _book_command, lambda folder: folder / "out" / "_build" / "html"),
    Peer("material", _lay_material, _material_command, lambda folder: folder / "site"),
)
