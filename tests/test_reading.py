"""Content is read once for as long as none of its files changes, and anew as soon as one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.faults import ContentError
from outreach.reading import load, load_all


def test_what_has_not_changed_is_not_read_again(small: Path) -> None:
    assert load_all(small)["zh"] is load_all(str(small))["zh"]
    assert load(small, "en") is load_all(small)["en"]


def test_an_edit_is_seen_at_once(small: Path) -> None:
    (file,) = small.glob("modules/*/module.yaml")
    (before,) = load(small).modules.values()
    file.write_text(file.read_text("utf-8").replace(before.title, before.title + "二"), "utf-8")
    (after,) = load(small).modules.values()
    assert after.title == before.title + "二"


def test_a_fault_is_said_each_time_and_gone_when_it_is_mended(small: Path) -> None:
    load_all(small)
    (file,) = small.glob("modules/*/module.yaml")
    text = file.read_text("utf-8")
    file.unlink()
    for _ in range(2):
        with pytest.raises(ContentError):
            load_all(small)
    file.write_text(text, "utf-8")
    assert load_all(small)["zh"].modules
