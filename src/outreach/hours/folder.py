"""Files into a folder where others work too: each whole or not at all, and what others put there stays.

What was made stands in `made.sha256` (as `sha256sum -c` reads it), so that the next run knows what is its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from outreach.faults import OutreachError
from outreach.sheets import write_whole

MADE = "made.sha256"
_LINE = re.compile(r"([0-9a-f]{64})  ((?:(?:records|certificates)/)?[^/\\:]+)")


def put(output: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files and takes out those that the last run made and this one does not.

    Raises OutreachError, before anything is written, where a file of that name is not as the last run made it
    (somebody signed it, or put it there), and where the folder can't be written.
    """
    before = _listed(output)
    new = {(hashlib.sha256(content).hexdigest(), name) for name, content in files.items()}
    for name in files:
        mark = _mark(output / name)
        if mark and (mark, name) not in before | new:
            raise OutreachError(
                f"{output / name} is not as this command made it (signed, or somebody else's?); "
                "move it away, or choose another folder with -o"
            )
    # Both lists until all is done: after a run that was stopped, the next one still knows what is its own.
    _note(output, before | new)
    for name, content in files.items():
        write_whole(output / name, content)
    for mark, name in sorted(before):
        if name not in files and _mark(output / name) == mark:
            _take_out(output / name)
    _note(output, new)


def _listed(output: Path) -> set[tuple[str, str]]:
    try:
        lines = (output / MADE).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {(found[1], found[2]) for line in lines if (found := _LINE.fullmatch(line))}


def _note(output: Path, made: Iterable[tuple[str, str]]) -> None:
    write_whole(output / MADE, "".join(f"{mark}  {name}\n" for mark, name in sorted(made)).encode())


def _mark(path: Path) -> str:
    """A file's fingerprint; "" where there is none. Raises OutreachError for one that can't be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise OutreachError(f"cannot read {path} ({error.strerror}); choose another folder with -o") from error


def _take_out(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise OutreachError(
            f"cannot take out {path} of the last run ({error.strerror}); close it, and run again"
        ) from error
