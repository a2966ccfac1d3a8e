"""Drawings as pixels, for files that cannot hold SVG. Knows typst's press and no page."""

from __future__ import annotations

from functools import lru_cache

from outreach.outputs.press import press


@lru_cache(maxsize=256)
def png(svg: str, width: float, height: float, ppi: float = 300) -> bytes:
    """The drawing as a PNG on clear ground, as large as fits `width` × `height` mm; equal for equal arguments.

    Raises OutreachError for an SVG that cannot be drawn.
    """
    data = {"title": "picture", "picture": svg, "width": width, "height": height}
    return press("picture.typ", data, "png", ppi=ppi)[0]
