"""The preview: what it serves is always the last whole site, built again after each change."""

from __future__ import annotations

import queue
import re
import shutil
import threading
import urllib.request
from pathlib import Path

import pytest

from outreach.faults import OutreachError
from outreach.preview import serve, server
from tests.conftest import ROOT


class Said:
    """What the preview tells, waited for line by line."""

    def __init__(self) -> None:
        self.lines: queue.Queue[str] = queue.Queue()

    def until(self, wanted: str) -> str:
        while wanted not in (line := self.lines.get(timeout=240)):
            pass
        return line


def test_a_change_is_built_and_a_fault_leaves_the_site(small: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    for language in ("zh", "en"):
        (root / "book" / language).mkdir(parents=True)
        (root / "book" / language / "index.md").write_text("# Start\n\nHello.\n", "utf-8")
    (root / "notebooks").mkdir()
    shutil.copy(ROOT / "_config.yml", root)
    said, stop = Said(), threading.Event()
    thread = threading.Thread(target=serve, args=(root, small, 0, said.lines.put, stop))
    thread.start()
    try:
        address = re.search(r"http://\S+", said.until("the site is at"))
        assert address
        page = f"{address.group()}zh/checklists/leaving.html"

        def text() -> str:
            request = urllib.request.Request(page, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
            return urllib.request.urlopen(request, timeout=30).read().decode()

        assert "窗户都关好了" in text()
        path = small / "checklists" / "leaving.yaml"
        whole = path.read_text("utf-8")
        path.write_text(whole.replace("窗户都关好了", "窗户全关好了"), "utf-8")
        said.until("built")
        assert "窗户全关好了" in text()
        path.write_text(whole.replace("type: read-do", "type: read"), "utf-8")
        fault = said.until("the previous site stays")
        assert "checklists/leaving.yaml:5 leaving: 'type' is 'read'; did you mean 'read-do'?" in fault
        assert "窗户全关好了" in text()
    finally:
        stop.set()
        thread.join(60)
    assert not thread.is_alive()


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    first = server(tmp_path, 0)
    try:
        with pytest.raises(OutreachError, match=r"cannot listen on port \d+ .*choose another with --port"):
            server(tmp_path, first.server_address[1])
    finally:
        first.server_close()
