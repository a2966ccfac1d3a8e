"""What lets a device keep the site: the lists of its files, the worker that keeps them, manifests and icons.

Knows a site that is put together; call it last, since every file is listed by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from collections.abc import Mapping
from pathlib import Path

import typst

from outreach.library import Library
from outreach.outputs.scripts import minified
from outreach.outputs.voice import tag
from outreach.site.single import FOLDER as SINGLES

HERE = Path(__file__).parent
LATER = (".pdf", ".ipynb")
"""Kept when they are first opened, not before: what few people need, and large."""
_SELF = ("sw.js", "files.json")
ICONS = (180, 192, 512)
_PAPER, _ACT = "#ffffff", "#0b6868"


def write(site: Path, libraries: Mapping[str, Library]) -> None:
    """Writes icons, manifests, the list of each group of files and the worker into the site."""
    _write_icons(site / "icons")
    for language, library in libraries.items():
        _write_manifest(site / language / "manifest.webmanifest", library)
    groups = {group: _list(site, group, libraries) for group in ("", *libraries)}
    worker = minified((HERE / "sw.js").read_text("utf-8"))
    found = json.dumps(groups, sort_keys=True)
    (site / "sw.js").write_text(re.sub(r"GROUPS=\{\}", lambda _: f"GROUPS={found}", worker, count=1), "utf-8")


def _list(site: Path, group: str, libraries: Mapping[str, Library]) -> dict[str, object]:
    """Writes a group's `files.json`: path → sha256 (base64), of what is kept at once and of what is kept later."""
    folder = site / group
    now: dict[str, str] = {}
    later: dict[str, str] = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or path.name in _SELF or (not group and name.split("/")[0] in (*libraries, "schema")):
            continue
        content = path.read_bytes()
        if path.suffix in LATER or path.parent.name == SINGLES:
            later[name] = _hash(content)
        else:
            now[name] = _hash(content)
            size += len(content)
    written = json.dumps({"now": now, "later": later}, ensure_ascii=False, indent=0).encode()
    (folder / "files.json").write_bytes(written)
    return {"hash": _hash(written), "bytes": size}


def _hash(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def _write_manifest(path: Path, library: Library) -> None:
    icons: list[dict[str, str]] = [
        {"src": f"../icons/{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in ICONS[1:]
        for purpose in ("any", "maskable")
    ]
    manifest = {
        "id": "index.html",
        "name": library.say("site-title"),
        "short_name": library.say("site-title"),
        "description": library.say("site-description"),
        "lang": tag(library.language),
        "start_url": "index.html",
        # The other language and the front door belong to it too.
        "scope": "../",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _ACT,
        "icons": icons,
    }
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _write_icons(folder: Path) -> None:
    """The site's sign as PNG, its corners filled: a phone cuts them as it likes."""
    folder.mkdir()
    drawing = (HERE / "icon.svg").read_text("utf-8").replace(' rx="14"', "")
    drawing = drawing.replace('"', "'")
    picture = f'#image(bytes("{drawing}"), format: "svg", width: 64pt)'
    page = f"#set page(width: 64pt, height: 64pt, margin: 0pt)\n{picture}"
    for size in ICONS:
        drawn = typst.compile(page.encode(), format="png", ppi=72 * size / 64)
        assert isinstance(drawn, bytes)
        assert struct.unpack(">II", drawn[16:24]) == (size, size)
        (folder / f"{size}.png").write_bytes(drawn)
