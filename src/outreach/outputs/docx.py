"""A checklist's page → an editable Word file: real styles, a real table, boxes to tick. Knows the waist and no content.

What stands on it, and how generously, is what `sheet` prints; only the setting is Word's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from docx.document import Document
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from outreach.outputs import word
from outreach.outputs.drawing import png
from outreach.outputs.sheet import Imprint, fitted
from outreach.outputs.voice import Voice
from outreach.page import Page

WIDTH = 174
"""Between the margins of the A4 page, in mm; so is every length here that is not a size of type."""
CODE, LOGO = 24, (30, 20)
NUMBER, AROUND_TICK, BETWEEN_SIGNS = 10, 9.5, 6
BAR = 45
"""Beside a stop item: eighths of a point, 2 mm."""
_EM = "\u2003"
_KEPT = "\u00a0"
"""A space that holds a label's words off its edges."""


def docx(page: Page, voice: Voice, imprint: Imprint, made: date, beside: Page | None = None) -> bytes:
    """The sheet as a Word file, equal for equal arguments; `beside` is the second language.

    Raises OutreachError for a drawing that cannot be drawn.
    """
    found = fitted(page, voice, imprint, "standard", beside)
    language = _language(found["lang"], found["region"])
    asian = language if found["lang"] == "zh" else "zh-CN"
    document = word.new(_settings(found, language, asian), language, asian)
    writer = _Writer(document, found, voice)
    writer.head()
    writer.body()
    writer.foot()
    return word.saved(document, made, page.title, language, imprint.organisation, page.description)


def _language(name: str, region: str) -> str:
    return f"{name}-{region.upper()}" if region else name


class _Writer:
    """Writes one sheet from top to bottom."""

    def __init__(self, document: Document, found: Mapping[str, Any], voice: Voice) -> None:
        self.document, self.found, self.voice = document, found, voice
        self.asian = found["lang"] == "zh"

    def paragraph(self, style: str, *spans: Iterable[Mapping[str, Any]]) -> Paragraph:
        made = self.document.add_paragraph(style=style)
        for part in spans:
            self.spans(made, part)
        return made

    def spans(self, paragraph: Paragraph, spans: Iterable[Mapping[str, Any]]) -> None:
        for span in spans:
            run = word.write(paragraph, span["text"], asian=self.asian)
            if span["strong"]:
                run.bold = True

    def also(self, paragraph: Paragraph, words: str | list[dict[str, Any]] | None, size: float) -> None:
        """The same in the second language, in a line of its own; nothing where there is none."""
        spans = [{"text": words, "strong": False}] if isinstance(words, str) and words else words or []
        if spans:
            paragraph.add_run().add_break()
        for span in spans:
            run = word.write(paragraph, span["text"], "Second language")
            run.bold = span["strong"]
            run.font.size = _points(size)

    def label(self, paragraph: Paragraph, words: str, style: str) -> None:
        word.write(paragraph, " ", asian=self.asian)
        word.write(paragraph, f"{_KEPT}{words}{_KEPT}", style, self.asian).bold = True

    # --- from top to bottom ---

    def head(self) -> None:
        found = self.found
        owner = [self.paragraph("Sheet facts", [_plain(_EM.join(found["owner"]))])] if found["owner"] else []
        facts = self.paragraph("Sheet facts", [_plain(_EM.join(found["facts"]))])
        if found["badge"]:
            self.label(facts, found["badge"], "Badge")
        corner = owner[0] if owner else facts
        if found.get("logo"):
            word.float_at(word.picture(corner, _pixels(found["logo"]), found["logo"]["alt"], *LOGO), "left")
        code = png(found["code"], CODE, CODE, ppi=600)
        word.float_at(word.picture(corner, code, found["code-alt"], CODE, CODE), "right")
        title = self.paragraph("Heading 1", [_plain(found["title"])])
        self.also(title, found.get("also-title"), found["title-size"] * 0.56)
        when = self.paragraph("When to use", found["when"])
        self.also(when, found.get("also-when"), found["small"] * 1.12)
        self.paragraph("Rule")

    def body(self) -> None:
        found = self.found
        self.warnings()
        if found["anytime-first"]:
            self.anytime()
        for place, pause in enumerate(found["pauses"]):
            if len(found["pauses"]) > 1:
                heading = self.paragraph("Heading 2", [_plain(pause["title"])])
                if pause.get("also"):
                    run = word.write(heading, _EM + pause["also"], "Second language")
                    run.bold = False
            elif place:
                self.paragraph("Gap")
            self.table(pause)
        if not found["anytime-first"]:
            self.anytime()

    def warnings(self) -> None:
        for warning in self.found["warnings"]:
            lines = warning.get("lines") or []
            top = self.paragraph("Care box", [_plain(warning["label"]) | {"strong": True}])
            if not lines:
                self.also(top, warning.get("also"), self.found["small"] * 1.1)
            for line in lines:
                last = self.paragraph("Care box", line)
                if line is lines[-1]:
                    self.also(last, warning.get("also"), self.found["small"] * 1.1)
        if self.found["warnings"]:
            self.paragraph("Gap")

    def anytime(self) -> None:
        found = self.found
        if not found["anytime"]:
            return
        if not found["anytime-first"]:
            self.paragraph("Gap")
        parts = [self.paragraph("Any-time box", [_plain(found["anytime-label"]) | {"strong": True}])]
        for line in found["anytime"]:
            parts.append(self.paragraph("Any-time box", line["text"]))
            self.also(parts[-1], line.get("also"), found["box-size"] * 0.88)
        for part in parts[:-1]:
            part.paragraph_format.keep_with_next = True
        if found["anytime-first"]:
            self.paragraph("Gap")

    def table(self, pause: Mapping[str, Any]) -> None:
        found = self.found
        widths = [NUMBER, found["tick"] + AROUND_TICK] + ([found["picture"] + 1] if found["pictured"] else [])
        widths.insert(2, WIDTH - sum(widths))
        table = self.document.add_table(rows=0, cols=len(widths), style="Checklist")
        table.autofit = False
        table._tbl.tblPr.append(word.element("w:tblCaption", val=pause["title"]))
        heads = ["sheet-number", "sheet-tick", "sheet-action", "sheet-picture"][: len(widths)]
        top = table.add_row()
        _keep_whole(top, head=True)
        for cell, phrase, style in zip(top.cells, heads, _ALIGNED, strict=False):
            said = cell.paragraphs[0]
            said.style = self.document.styles["Table head"]
            said.alignment = style
            self.spans(said, [_plain(self.voice.say(phrase))])
        for item in pause["items"]:
            row = table.add_row()
            _keep_whole(row)
            self.row(row, item)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = word.Mm(width)
            for cell in column.cells:
                cell.width = word.Mm(width)

    def row(self, row: _Row, item: Mapping[str, Any]) -> None:
        found, cells = self.found, row.cells
        for cell, style in zip(cells, ("Item number", "Tick box", "Item", "Picture"), strict=False):
            cell.vertical_alignment = word.MIDDLE
            cell.paragraphs[0].style = self.document.styles[style]
        number, tick, action = (cell.paragraphs[0] for cell in cells[:3])
        word.write(number, str(item["number"]))
        word.tick_box(tick, self.voice.say("sheet-tick-item", number=item["number"]), item["number"])
        if item["stop"]:
            _bar(cells[0])
            action.style = self.document.styles["Stop item"]
        self.spans(action, item["text"])
        if item["stop"]:
            self.label(action, found["stop"], "Stop label")
        if item.get("own"):
            self.label(action, found["own"], "Badge")
        if item.get("why"):
            self.spans(action, [_plain(" "), *item["why"]])
        self.also(action, item.get("also"), found["also-size"])
        if item["picture"]:
            side = found["picture"]
            word.picture(cells[3].paragraphs[0], png(item["picture"], side, side), item["alt"], side, side)

    def foot(self) -> None:
        found = self.found
        signs = found["sign-off"]
        if signs:
            word.write(self.paragraph("Sign-off line"), "\t" * (2 * len(signs) - 1))
            labels = self.paragraph("Sign-off")
            for place, sign in enumerate(signs):
                if place:
                    labels.add_run().add_tab()
                self.spans(labels, [_plain(sign)])
        remark = self.paragraph("Quiet", found["remark"])
        self.also(remark, found.get("also-remark"), found["small"] * 0.94)
        remark.paragraph_format.keep_with_next = True
        self.paragraph("Quiet", [_plain(found["sources"])])
        place = self.document.sections[0].footer.paragraphs[0]
        word.write(place, found["number"] + _EM)
        word.field(place, "PAGE")
        word.write(place, " / ")
        word.field(place, "NUMPAGES")


def _plain(text: str) -> dict[str, Any]:
    return {"text": text, "strong": False}


_ALIGNED = (word.RIGHT, word.CENTRE, word.LEFT, word.RIGHT)
"""How the columns' heads stand, as their cells below do."""


def _points(size: float) -> Any:
    """A size of type; Word knows halves of a point."""
    return word.Pt(round(size * 2) / 2)


def _keep_whole(row: _Row, head: bool = False) -> None:
    """No row is broken over two pages; the head comes again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(word.element("w:cantSplit"))
    if head:
        properties.append(word.element("w:tblHeader"))


def _bar(cell: _Cell) -> None:
    borders = word.element("w:tcBorders")
    borders.append(word.element("w:left", val="single", sz=BAR, space=0, color="000000"))
    properties = cell._tc.get_or_add_tcPr()
    properties.insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign")


def _pixels(logo: Mapping[str, Any]) -> bytes:
    return png(logo["content"], *LOGO) if logo["format"] == "svg" else bytes(logo["content"])


# --- how it is set ---


def _settings(found: Mapping[str, Any], language: str, asian: str) -> dict[str, object]:
    """What `word.xml` asks for: half points for sizes, twips for lengths."""
    small = found["small"]
    beside_logo = LOGO[0] + 5 if found.get("logo") else 0
    padding = found["padding"]
    return {
        "language": language,
        "asian": asian,
        "also_language": _language(found["also-lang"], found["also-region"]),
        "symbols": word.SYMBOLS,
        "line": 228 if found["lang"] == "zh" else 240,
        "text": _half(small * 1.3),
        "facts": _half(small * 1.1),
        "small": _half(small),
        "heading": _half(small * 1.35),
        "item": _half(found["size"]),
        "box": _half(found["box-size"]),
        "title": _half(_title(found, WIDTH - CODE - 8 - beside_logo)),
        "tick": _half(found["tick"] * 4),
        "tick_line": word.twips(found["tick"] * 1.4),
        "padding": word.twips(padding),
        "picture_padding": word.twips(padding),
        "pause": word.twips(3),
        "gap": word.twips(2.6),
        "beside_logo": word.twips(beside_logo),
        "beside_code": word.twips(CODE + 8),
        "sign_off": word.twips(9),
        "line_tabs": _tabs(len(found["sign-off"]), ruled=True),
        "sign_tabs": _tabs(len(found["sign-off"])),
    }


def _half(size: float) -> int:
    return round(size * 2)


def _title(found: Mapping[str, Any], room: float) -> float:
    """The title's size: as large as fits one line of `room` mm, down to six tenths; then it is broken."""
    most: float = found["title-size"]
    ems = sum(1.02 if east_asian_width(char) in "WF" else 0.6 for char in found["title"])
    return max(0.6 * most, min(most, room / 25.4 * 72 / max(ems, 1)))


def _tabs(fields: int, ruled: bool = False) -> str:
    """Where the fields to sign begin, and with `ruled` where the lines above them end."""
    width = (WIDTH + BETWEEN_SIGNS) / max(fields, 1)
    stop = '<w:tab w:val="left" w:leader="{}" w:pos="{}"/>'
    found = []
    for place in range(1, fields + 1):
        if ruled:
            found.append(stop.format("underscore", word.twips(place * width - BETWEEN_SIGNS)))
        if place < fields:
            found.append(stop.format("none", word.twips(place * width)))
    return "".join(found)
