"""The Jupyter host: an element of `elements/` as a live widget. Knows blocks and their HTML, and no content.

`_esm` is the element's own file with `jupyter.js` behind it (an anywidget module is loaded from a Blob and can import
no neighbour); the HTML comes from `outputs.html`, exactly as on the site.
"""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from outreach.outputs import html
from outreach.outputs.practice import TAGS
from outreach.outputs.scripts import built_on, script, style
from outreach.outputs.voice import Voice
from outreach.page import Page, Practice, Steps


def module(*tags: str) -> str:
    """Elements as one module: what they build on, themselves, and the Jupyter host behind them."""
    return "".join(script(name) for name in (*built_on(*tags), "jupyter"))


class ElementWidget(anywidget.AnyWidget):
    """An element that runs live; what it is, its subclass says. `answer` is `{}` until something is answered.

    Then it is the detail of `outreach-answer`, for a question
    `{"item": "pp13", "revision": 1, "response": ["mask"], "outcome": "right", "attempt": 1}`.
    Activities answer nothing.
    """

    _esm = ""
    html = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The widget with its plain HTML beside it: where no widget runs, the question still stands there."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/html": self.html}, metadata


def _widget(tag: str) -> type[ElementWidget]:
    """The widget of one element."""
    name = "".join(part.title() for part in tag.split("-")[1:]) + "Widget"
    return type(name, (ElementWidget,), {"_esm": module(tag), "_css": style(tag)})


WIDGETS: dict[type[Practice], type[ElementWidget]] = {kind: _widget(tag) for kind, tag in TAGS.items()}


class Drawn:
    """A block that only shows: its HTML with its look."""

    def __init__(self, markup: str, language: str) -> None:
        self.html = markup
        self.language = language

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/html": self.html, "text/plain": ""}, {}


class LivePage:
    """A page whose questions, cases, activities and procedures can be shown one by one, each always the same widget."""

    def __init__(self, page: Page, voice: Voice) -> None:
        self.page = page
        self._voice = voice
        self._blocks: dict[str, Practice | Steps] = {
            part.id: part for part in page.blocks if isinstance(part, Practice | Steps)
        }
        self._widgets: dict[str, ElementWidget] = {}

    def show(self, name: str) -> ElementWidget | Drawn:
        """The question, case, activity or procedure of that id. Raises KeyError, naming what the page has."""
        if name not in self._blocks:
            raise KeyError(f"{self.page.id} has no '{name}'; it has {', '.join(self._blocks)}")
        part = self._blocks[name]
        markup = html.block(part, self._voice)
        if isinstance(part, Steps):
            return Drawn(markup, self.page.language)
        if name not in self._widgets:
            self._widgets[name] = WIDGETS[type(part)](html=markup, lang=self.page.language)
        return self._widgets[name]

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """What was answered so far, by question."""
        return {name: dict(widget.answer) for name, widget in self._widgets.items() if widget.answer}
