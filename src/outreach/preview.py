"""Shows the built site on this machine and builds it again when something changes. Knows the build and http."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchfiles import watch

from outreach.faults import ContentError, OutreachError
from outreach.site import Result, build

WATCHED = ("book", "notebooks", "_config.yml", "src/outreach")


_NO_WORKER = b"""self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("outreach ")) await caches.delete(name);
  await self.registration.unregister();
})()));
"""
"""In place of the site's worker: who is writing wants to see what was built just now, not what the device kept."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site quietly, and always afresh: an answer of "not modified" would hide a new build."""

    def do_GET(self) -> None:
        if self.path.partition("?")[0].endswith("/sw.js"):
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.end_headers()
            self.wfile.write(_NO_WORKER)
        else:
            super().do_GET()

    def send_head(self) -> Any:
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_args: Any) -> None:
        pass


def server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server of the folder on this machine alone. Raises OutreachError where the port is taken."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Handler, directory=str(site)))
    except OSError as error:
        raise OutreachError(f"cannot listen on port {port} ({error.strerror}); choose another with --port") from error


def serve(
    root: Path, content: Path | None, port: int, tell: Callable[[str], None], stop: threading.Event | None = None
) -> None:
    """Builds, serves, and builds again after each change until stopped; a faulty state is told, the last site stays."""
    result = _build(root, content, tell)
    site = result.site if result else root / "_build" / "site"
    site.mkdir(parents=True, exist_ok=True)
    found = server(site, port)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    tell(f"the site is at http://127.0.0.1:{found.server_address[1]}/ — stop with Ctrl-C")
    watched = [path for name in WATCHED if (path := root / name).exists()] + ([content] if content else [])
    try:
        for _changes in watch(*watched, stop_event=stop, raise_interrupt=False):
            tell("something changed")
            _build(root, content, tell)
    finally:
        found.shutdown()
        found.server_close()


def _build(root: Path, content: Path | None, tell: Callable[[str], None]) -> Result | None:
    try:
        result = build(root, content=content, tell=tell)
    except (ContentError, OutreachError) as error:
        tell(f"{error}\nthe previous site stays")
        return None
    tell("built")
    return result
