"""The sheet desk: in a notebook, choose checklists, form, organisation and logo; see the sheet; take the files away.

Knows ipywidgets and the sheets; everything typed goes to paper as words, and faults are told in a line of text.
"""

from __future__ import annotations

import base64
import html
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import ipywidgets as widgets

from outreach.faults import ContentError, OutreachError
from outreach.library import BASE, Library
from outreach.logos import read_logo
from outreach.outputs.sheet import VARIANTS, Imprint, Logo, Variant
from outreach.sheets import (
    FORMATS,
    Format,
    Order,
    contact_line,
    organisation_name,
    preview,
    print_files,
    printable,
    zipped,
)

WIDE = widgets.Layout(width="44em", max_width="100%")


class SheetDesk(widgets.VBox):  # type: ignore[misc]
    """Fields, a preview and a button; `order` and `names` say what is chosen now."""

    def __init__(self, libraries: Mapping[str, Library], language: str = BASE, address: str = "") -> None:
        self.libraries = libraries
        self.library = libraries[language]
        self.address = address
        self._logo: Logo | None = None
        say = self.library.say
        both = tuple(libraries)
        languages = [(libraries[one].say("language-name"), (one,)) for one in libraries]
        self.language = widgets.Dropdown(
            options=[*languages, (say("desk-both"), both)], value=(language,), description=say("desk-language")
        )
        self.variant = widgets.Dropdown(
            options=[(say(f"variant-{one}"), one) for one in VARIANTS], description=say("desk-variant")
        )
        self.format = widgets.Dropdown(options=[(one.upper(), one) for one in FORMATS], description=say("desk-format"))
        self.chosen = widgets.SelectMultiple(description=say("checklists"), rows=10, layout=WIDE)
        self.organisation = widgets.Text(description=say("desk-organisation"), layout=WIDE)
        self.contact = widgets.Text(description=say("desk-contact"), layout=WIDE)
        self.logo = widgets.FileUpload(accept=".svg,.png,.jpg,.jpeg", description=say("desk-logo"))
        self.made = widgets.Button(description=say("desk-make"), button_style="primary")
        self.told = widgets.Label()
        self.files = widgets.HTML()
        self.seen = widgets.Image(format="png", layout=widgets.Layout(width="24em", border="1px solid #7f8a96"))
        self._offer()
        self.chosen.value = self.chosen.options[0][1:] if self.chosen.options else ()
        self.variant.observe(self._offer, "value")
        self.language.observe(self._offer, "value")
        shown = (self.chosen, self.organisation, self.contact, self.logo, self.variant, self.language, self.format)
        for field in shown:
            field.observe(self.show, "value")
        self.made.on_click(self.make)
        row = widgets.HBox([self.language, self.variant, self.format], layout=widgets.Layout(flex_flow="row wrap"))
        super().__init__(
            [self.chosen, row, self.organisation, self.contact, self.logo, self.made, self.told, self.files, self.seen]
        )
        self.show()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The desk; where no widget runs, as on the site, a line that says where it does."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, "text/html": f"<p>{html.escape(self.library.say('desk-live'))}</p>"}, metadata

    @property
    def names(self) -> list[str]:
        """The checklists chosen, in the order in which they are listed."""
        return [name for _, name in self.chosen.options if name in self.chosen.value]

    @property
    def order(self) -> Order:
        """What is wanted now. Raises OutreachError for a name, a contact line or a logo that paper cannot bear."""
        imprint = Imprint(
            organisation_name(self.organisation.value), self.address, contact_line(self.contact.value), self._uploaded()
        )
        return Order(imprint, self.language.value, cast(Variant, self.variant.value), cast(Format, self.format.value))

    def show(self, _change: Any = None) -> None:
        """The first page of the first sheet chosen, as it will be printed."""
        self.files.value = ""
        self._tried(self._show)

    def make(self, _button: Any = None) -> None:
        """Prints what is chosen, and offers it as one file: a sheet, or a zip of several."""
        self._tried(self._make)

    def _show(self) -> None:
        names = self.names
        if not names:
            self.seen.value = b""
            self.told.value = self.library.say("desk-choose")
            return
        self.seen.value = preview(self.libraries, names[0], self.order)
        self.told.value = ""

    def _make(self) -> None:
        names, order = self.names, self.order
        if not names:
            self.told.value = self.library.say("desk-choose")
            return
        files = {file: made for name in names for file, made in print_files(self.libraries, name, order).items()}
        name, content = next(iter(files.items())) if len(files) == 1 else ("sheets.zip", zipped(files))
        kind = "application/zip" if name.endswith(".zip") else "application/octet-stream"
        data = base64.b64encode(content).decode()
        size = self.library.say("kilobytes", count=round(len(content) / 1024))
        words = html.escape(self.library.say("desk-take", file=name, size=size))
        self.files.value = f'<a download="{html.escape(name)}" href="data:{kind};base64,{data}">{words}</a>'
        self.told.value = self.library.say("desk-done", count=len(files))

    def _tried(self, action: Any) -> None:
        try:
            action()
        except (OutreachError, ContentError) as error:
            self.seen.value = b""
            self.told.value = str(error)

    def _offer(self, _change: Any = None) -> None:
        """What can be printed in this form, in this language."""
        library = self.libraries[self.language.value[0]]
        kept = self.chosen.value
        names = printable(library, cast(Variant, self.variant.value))
        self.chosen.options = [(_title(library, name), name) for name in names]
        self.chosen.value = tuple(name for name in kept if name in names)

    def _uploaded(self) -> Logo | None:
        if not self.logo.value:
            return None
        upload = self.logo.value[0]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "logo"
            path.write_bytes(bytes(upload["content"]))
            try:
                return read_logo(path)
            except OutreachError as error:
                raise OutreachError(str(error).replace(str(path), upload["name"])) from error


def _title(library: Library, name: str) -> str:
    found = library.checklists.get(name)
    return f"{found.number} {found.title}" if found else library.sequences[name].title
