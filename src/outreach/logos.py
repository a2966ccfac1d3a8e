"""An organisation's logo: looked at before it is printed. Knows files and what may be in them; no paper."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from outreach.faults import OutreachError
from outreach.outputs.press import press
from outreach.outputs.sheet import Logo

BYTES_LIMIT = 5 * 1024 * 1024
PIXELS_LIMIT = 40_000_000
SIDE = 900
"""Pixels of the longer side on paper: at 30 mm more than 700 an inch."""
_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_NAMED = {
    b"GIF8": "a GIF", b"BM": "a BMP", b"II*\0": "a TIFF", b"MM\0*": "a TIFF", b"%PDF": "a PDF", b"\0\0\1\0": "an ICO",
    b"RIFF": "a WebP", b"PK": "a zip or an Office file", b"\xd0\xcf": "an old Office file", b"8BPS": "a Photoshop file",
}  # fmt: skip
_REMEDY = "save the logo as SVG, PNG or JPEG"


def read_logo(path: Path) -> Logo:
    """The logo in a file, cleaned: pixels only, at most 900 a side, or an SVG that loads and runs nothing.

    Raises OutreachError for a file that is not there, too large, of another kind, or damaged.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= BYTES_LIMIT else b""
    except OSError as error:
        raise OutreachError(f"cannot read the logo {path} ({error.strerror}); check its path") from error
    if size > BYTES_LIMIT:
        raise OutreachError(f"the logo {path} has {size / 1048576:.1f} MB; make it smaller than 5 MB")
    if any(content.startswith(sign) for sign in _KINDS):
        return Logo(_pixels(path, content), "png")
    if b"<svg" in content[:4096]:
        return Logo(_shapes(path, content), "svg")
    found = next((name for sign, name in _NAMED.items() if content.startswith(sign)), "no picture that can be printed")
    raise OutreachError(f"the logo {path} is {found}; {_REMEDY}")


def _pixels(path: Path, content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > PIXELS_LIMIT:
                raise OutreachError(f"the logo {path} has {picture.width} × {picture.height} pixels; make it smaller")
            picture.thumbnail((SIDE, SIDE))
            clear = "A" in picture.getbands() or "transparency" in picture.info
            plain = picture.convert("RGBA" if clear else "RGB")
    except OutreachError:
        raise
    except Exception as error:  # Pillow says many things of a broken file
        raise OutreachError(f"the logo {path} is damaged ({error}); {_REMEDY}") from error
    made = io.BytesIO()
    plain.info.clear()
    plain.save(made, "PNG")
    return made.getvalue()


def _shapes(path: Path, content: bytes) -> bytes:
    try:
        text = content.decode("utf-8-sig")
        text = re.sub(r"<!DOCTYPE[^>\[]*>", "", text, flags=re.IGNORECASE)
        if "<!ENTITY" in text.upper() or "<!DOCTYPE" in text.upper():
            raise OutreachError(f"the logo {path} declares entities; save it as plain SVG")
        root = ElementTree.fromstring(text)  # noqa: S314 - entities were refused
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        raise OutreachError(f"the logo {path} is no well-formed SVG ({error}); {_REMEDY}") from error
    for part in root.iter():
        name = str(part.tag).rpartition("}")[2].lower()
        if name in ("script", "foreignobject", "iframe", "image", "use") and not _own(part.attrib):
            raise OutreachError(f"the logo {path} has a <{name}> that loads or runs something; save it as plain shapes")
        if name == "style" and re.search(r"@import|url\s*\(\s*['\"]?(?!#)", part.text or ""):
            raise OutreachError(f"the logo {path} has a style that loads something; save it as plain shapes")
        for key, value in part.attrib.items():
            if re.search(r"url\s*\(\s*['\"]?(?!#)", value) or key.rpartition("}")[2].lower().startswith("on"):
                raise OutreachError(f"the logo {path} loads or runs something ({key}); save it as plain shapes")
    try:
        press("logo.typ", {"title": path.name, "logo": {"content": text, "format": "svg", "alt": path.name}})
    except OutreachError as error:
        raise OutreachError(f"the logo {path} cannot be printed ({error}); {_REMEDY}") from error
    return text.encode()


def _own(attributes: dict[str, str]) -> bool:
    """Whether what an element shows lies within the file: a part of it, or a picture written into it."""
    hrefs = [value for key, value in attributes.items() if key.rpartition("}")[2] == "href"]
    return bool(hrefs) and all(re.match(r"#|data:image/(png|jpeg);base64,", value) for value in hrefs)
