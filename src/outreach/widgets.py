"""The Jupyter host: an element of `elements/` as a live widget. Knows blocks and their HTML, and no content.

`_esm` is the element's own file with `jupyter.js` behind it (an anywidget module is loaded from a Blob and can import
no neighbour); the HTML comes from `outputs.html`, exactly as on the site.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from outreach.outputs import html
from outreach.outputs.voice import Voice
from outreach.page import Ask, Block, Page, Steps

ELEMENTS = Path(__file__).parent / "elements"


def _module(tag: str) -> str:
    return (ELEMENTS / f"{tag}.js").read_text("utf-8") + (ELEMENTS / "jupyter.js").read_text("utf-8")


def _style(tag: str) -> str:
    return (ELEMENTS / "tokens.css").read_text("utf-8") + (ELEMENTS / f"{tag}.css").read_text("utf-8")


class QuestionWidget(anywidget.AnyWidget):
    """A question that runs live. `answer` is `{}` until it is marked, then the detail of `outreach-answer`:

    `{"item": "pp13", "revision": 1, "response": ["mask"], "outcome": "right", "attempt": 1}`.
    """

    _esm = _module("outreach-question")
    _css = _style("outreach-question")
    html = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The widget with its plain HTML beside it: where no widget runs, the question still stands there."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/html": self.html}, metadata


class Drawn:
    """A block that only shows: its HTML with its look."""

    def __init__(self, markup: str, language: str) -> None:
        self.html = markup
        self.language = language

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/html": self.html, "text/plain": ""}, {}


class LivePage:
    """A page whose questions and procedures can be shown one by one, each question as one and the same widget."""

    def __init__(self, page: Page, voice: Voice) -> None:
        self.page = page
        self._voice = voice
        self._blocks: dict[str, Block] = {part.id: part for part in page.blocks if isinstance(part, Ask | Steps)}
        self._widgets: dict[str, QuestionWidget] = {}

    def show(self, name: str) -> QuestionWidget | Drawn:
        """The question or procedure of that id. Raises KeyError, naming what the page has."""
        if name not in self._blocks:
            raise KeyError(f"{self.page.id} has no '{name}'; it has {', '.join(self._blocks)}")
        part = self._blocks[name]
        markup = html.block(part, self._voice)
        if not isinstance(part, Ask):
            return Drawn(markup, self.page.language)
        if name not in self._widgets:
            self._widgets[name] = QuestionWidget(html=markup, lang=self.page.language)
        return self._widgets[name]

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """What was answered so far, by question."""
        return {name: dict(widget.answer) for name, widget in self._widgets.items() if widget.answer}
