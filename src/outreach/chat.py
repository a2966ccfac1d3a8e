"""Text that survives a chat: lines of words under a checksum, found again among others. Knows not what they say.

```
<HEAD>.<word>.<word>…+<line>+<line>…+<checksum>
```
Letters, digits and `- % $ . +` only: what no chat program turns into something else, and what a QR code packs best. Ids
stand in capitals; anything else stands as `%` and the hexadecimal digits of its UTF-8. The checksum is the CRC-32 of
all before it, to the base 36. `elements/chat.js` writes the same.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from outreach.faults import OutreachError
from outreach.records import Record

R = TypeVar("R", bound=Record)
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_UNSEEN = re.compile("[\\s\u200b-\u200d\u2060\ufeff]")
_CHECKED = re.compile(r"\+(?=([0-9A-Z]{7}))")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def word(text: str) -> str:
    """A word as it stands in the text: an id in capitals, anything else as bytes."""
    return text.upper() if _ID.fullmatch(text) else coded(text)


def coded(text: str) -> str:
    """Any text as `%` and hexadecimal digits."""
    return "%" + text.encode().hex().upper()


def unword(text: str) -> str:
    """What `word` or `coded` made a word of. Raises ValueError for what neither has made."""
    return bytes.fromhex(text[1:]).decode() if text.startswith("%") else text.lower()


def sealed(lines: Sequence[str]) -> str:
    """The lines as one text under their checksum."""
    body = "+".join(lines)
    return f"{body}+{_checksum(body)}"


def opened(text: str, head: str, what: str) -> Iterator[list[str]]:
    """The lines of each text with that head: broken lines, small and full-width letters, words around it are taken.

    Raises OutreachError, which calls it `what`, where there is none, and at one that is cut off or was changed.
    """
    packed = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
    starts = re.compile(rf"{head}\.[A-Z0-9$%+.\-]+")
    found = starts.search(packed)
    if found is None:
        raise OutreachError(f"there is no {what} in this text; it begins with {head}")
    while found is not None:
        body = _whole(found[0])
        if body is None:
            raise OutreachError(f"the {what} is cut off or was changed on its way; ask for the whole text again")
        yield body.split("+")
        found = starts.search(packed, found.start() + len(body))


def data(text: str, what: str) -> Any:
    """What a JSON file holds; None for a text that is none. Raises OutreachError for one that is cut off."""
    if not text.lstrip("\ufeff \n\r\t").startswith("{"):
        return None
    try:
        return json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise OutreachError(
            f"the {what} is no whole JSON (line {error.lineno}); ask for the file again, or for the text"
        ) from error


def record(kind: type[R], found: Any, what: str) -> R:
    """The record that data hold. Raises OutreachError that names the first field which is wrong."""
    try:
        return kind.model_validate_json(json.dumps(found))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or f"the {what}"
        raise OutreachError(f"this is no {what}: {where}: {first['msg']}; ask for the file again") from error


def _whole(text: str) -> str | None:
    """All before the checksum; what stands behind it ("thanks") may have grown together with it."""
    return next((text[: at.start()] for at in _CHECKED.finditer(text) if _checksum(text[: at.start()]) == at[1]), None)


def _checksum(body: str) -> str:
    rest, digits = zlib.crc32(body.encode()), ""
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return digits.rjust(7, "0")
