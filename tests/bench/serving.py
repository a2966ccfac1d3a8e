"""A web server on this machine that remembers what was asked of it, and a browser that reaches nothing else.

Knows folders and requests, and nothing of who built the files. Answers may be kept for ten minutes, as the common free
hosts of static pages have it; a size is that of the answer's body under gzip, level 6.
"""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tests.conftest import QuietServer

NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No other host is reached, on any machine; that one was asked for is seen all the same."""


@dataclass(frozen=True)
class Asked:
    """One request that reached the server: its path, the answer's status, the bytes of its body."""

    path: str
    status: int
    size: int


class Server:
    """Serves a folder on 127.0.0.1; `asked` grows with each request."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[Asked] = []
        handler = functools.partial(_Handler, self.asked, directory=str(folder))
        self._server = QuietServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def since(self, mark: int) -> list[Asked]:
        return self.asked[mark:]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, asked: list[Asked], *args: object, directory: str) -> None:
        self.asked = asked
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        path = Path(self.translate_path(self.path))
        status = int(code)
        found = _weight(path, path.stat().st_mtime_ns) if status == 200 and path.is_file() else 0
        self.asked.append(Asked(self.path, status, found))

    def log_message(self, *_said: object) -> None:
        """Says nothing."""


@functools.cache
def _weight(path: Path, _changed: int) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """The folder, served for as long as the block runs."""
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()
