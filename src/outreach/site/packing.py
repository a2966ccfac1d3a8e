"""The site as one zip, for a USB stick or a mail: opened by a double click on `index.html`. Knows only files."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from outreach.faults import OutreachError

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""What a zip says of when a file was written: always the same, so that the same site gives the same zip."""
_STORED = {".png", ".pdf"}


def pack(site: Path) -> Path:
    """Writes `<site>.zip` beside the site, whole or not at all, and says where it is.

    Raises OutreachError where it cannot be written; a former zip stays.
    """
    target = site.with_name(f"{site.name}.zip")
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(aside, "w") as packed:
            for path in sorted(site.rglob("*")):
                if path.is_file():
                    entry = zipfile.ZipInfo(f"{site.name}/{path.relative_to(site).as_posix()}", _MOMENT)
                    entry.external_attr = 0o644 << 16
                    entry.compress_type = zipfile.ZIP_STORED if path.suffix in _STORED else zipfile.ZIP_DEFLATED
                    packed.writestr(entry, path.read_bytes(), compresslevel=9)
        aside.replace(target)
    except OSError as error:
        raise OutreachError(f"cannot write {target} ({error.strerror}); the site itself is there") from error
    finally:
        aside.unlink(missing_ok=True)
    return target
