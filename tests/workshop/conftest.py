"""Kits as files, each made once for all the tests of a worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from outreach.kinds.kit import Kit, kit
from outreach.outputs.sheet import Imprint
from outreach.workshop import files

ADDRESS = "https://training.example.org/o"
HOSTILE = '<script>alert(1)</script>&"某某社工站'
Made = tuple[Kit, Path]


@pytest.fixture(scope="session")
def made(libraries, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    """The kit of a module's workshop and the folder of its files; the organisation's name tries to be HTML."""
    known: dict[tuple[str, int, str], Made] = {}

    def one(module: str, minutes: int, language: str) -> Made:
        key = (module, minutes, language)
        if key not in known:
            folder = tmp_path_factory.mktemp("kit")
            found = kit(libraries[language], module, minutes, start=14 * 60, address=ADDRESS)
            for name, content in files(found, Imprint(HOSTILE, ADDRESS, "020-0000 0000")).items():
                (folder / name).write_bytes(content)
            known[key] = (found, folder)
        return known[key]

    return one
