"""What a page may load and run, said in the page itself (Content-Security-Policy): only files of this site.

A server may send the same as a header; `frame-ancestors` works in a header alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def policy(
    scripts: Iterable[str] = (), styles: Iterable[str] = (), alone: bool = False, frames: Iterable[str] = ()
) -> str:
    """The policy of a page with these inline scripts and style elements; `alone` for a file that loads nothing.

    `frames` is what it may show in frames.
    """
    own = [] if alone else ["'self'"]
    script = [*own, *map(digest, scripts)]
    style = [*own, *map(digest, styles)]
    rules = {
        "default-src": ["'none'"],
        "script-src": script or ["'none'"],
        "style-src": style or ["'none'"],
        "img-src": [*own, "data:", "blob:"],
        "font-src": own,
        "connect-src": own,
        "worker-src": own,
        "manifest-src": own,
        "base-uri": ["'none'"],
        "form-action": own or ["'none'"],
        "frame-src": [*frames],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items() if values)


def digest(text: str) -> str:
    """An inline script or style as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
