"""What a printed file says: its words, its pages, the boxes of its words."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

from outreach.library import Library
from outreach.outputs.sheet import Imprint
from outreach.sheets import Order, print_files

XHTML = "{http://www.w3.org/1999/xhtml}"


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def printed(
    libraries: Mapping[str, Library], name: str, folder: Path, languages: tuple[str, ...] = ("zh",), **how: object
) -> Path:
    """The sheet as a file; `organisation`, `contact`, `logo`, `address` go into its imprint."""
    imprint = Imprint(**{key: how.pop(key) for key in list(how) if key in Imprint.__dataclass_fields__})  # type: ignore[arg-type]
    ((file, content),) = print_files(libraries, name, Order(imprint, languages, **how)).items()  # type: ignore[arg-type]
    (folder / file).write_bytes(content)
    return folder / file


def text_of(path: Path, page: int = 0) -> str:
    """The words of a PDF without spaces, of one page if it is given."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    return squeezed(run("pdftotext", "-raw", *pages, str(path), "-"))


def unpacked(path: Path) -> bytes:
    """A PDF's bytes with its packed streams unpacked."""
    content = path.read_bytes()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    found = [content]
    for stream in streams:
        with suppress(zlib.error):
            found.append(zlib.decompress(stream))
    return b"\n".join(found)


def pages_of(path: Path) -> int:
    return int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", str(path)))[1])  # type: ignore[index]


def words_outside(path: Path, margin: float = 8) -> list[str]:
    """Words that stand nearer than `margin` points to the edge of their page, or beyond it."""
    root = ElementTree.fromstring(run("pdftotext", "-bbox", str(path), "-"))
    found = []
    for page in root.iter(f"{XHTML}page"):
        width, height = float(page.attrib["width"]), float(page.attrib["height"])
        for word in page.iter(f"{XHTML}word"):
            left, top, right, bottom = (float(word.attrib[key]) for key in ("xMin", "yMin", "xMax", "yMax"))
            if left < margin or top < margin or right > width - margin or bottom > height - margin:
                found.append(word.text or "")
    return found
