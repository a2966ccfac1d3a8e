"""Names that people give → names that paper and every file system bear. Knows nothing of what is named."""

from __future__ import annotations

import re
import unicodedata

from outreach.faults import OutreachError

NAME_LIMIT = 60
"""Characters of an organisation's name: more does not fit a line of a sheet."""
FILE_LIMIT, FILE_BYTES = 60, 180
"""How long a file's name may be, without its ending: Linux and zips count bytes, Windows the whole path."""
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of Unicode: control, format and direction marks, halves of characters, line and paragraph ends."""
_VARIANTS = re.compile("[\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]")
"""Marks that ask for another form of the character before them; no font of ours has one."""
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x7f]')
_DEVICES = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"),
    )
)
_COMPATIBLE = re.compile("[\\u2e80-\\u2fdf\\uf900-\\ufaff]")


def spoken(raw: str, what: str, limit: int = NAME_LIMIT) -> str:
    """A name or line fit for paper: NFC, single spaces, compatibility forms of Han characters as the usual ones.

    `what` names it in faults. Raises OutreachError for invisible characters, and for more than `limit` characters.
    """
    name = " ".join(_VARIANTS.sub("", unicodedata.normalize("NFC", raw)).split())
    name = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), name)
    if found := next((char for char in name if unicodedata.category(char) in _INVISIBLE), ""):
        raise OutreachError(f"{what} has the invisible character U+{ord(found):04X}; type it again")
    if len(name) > limit:
        raise OutreachError(f"{what} has {len(name)} characters; use at most {limit}")
    return name


def safe_file_name(text: str, limit: int = FILE_LIMIT) -> str:
    """A file or folder name (without ending) that Windows, Linux, macOS and zips bear; never empty, never a device.

    What cannot stand in it becomes `_`; Chinese stays. At most `limit` characters and 180 bytes of UTF-8.
    """
    name = " ".join(_VARIANTS.sub("", unicodedata.normalize("NFC", text)).split())
    name = "".join(char for char in name if unicodedata.category(char) not in _INVISIBLE)
    name = _NOT_IN_FILES.sub("_", name)[:limit]
    while len(name.encode()) > FILE_BYTES:
        name = name[:-1]
    name = name.strip(" .")
    if not name.strip("_"):
        return "_"
    return f"_{name}"[:limit] if name.partition(".")[0].rstrip().lower() in _DEVICES else name


def shown(text: str) -> str:
    """A name as a fault shows it: what cannot be seen, or would turn the line round, by its code."""
    return "".join(char if unicodedata.category(char) not in _INVISIBLE else f"<U+{ord(char):04X}>" for char in text)
