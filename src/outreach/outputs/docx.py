"""A checklist's page → an editable Word file: real styles, a real table, boxes to tick. Knows the waist and no content.

What stands on it, and how generously, is what `sheet` prints; only the setting is Word's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from outreach.outputs import setting, word
from outreach.outputs.drawing import png
from outreach.outputs.setting import action_width, breaks, head_width, said, settled, title_size, words_width
from outreach.outputs.sheet import Fit, Imprint, data
from outreach.outputs.voice import Voice
from outreach.page import Page

BAR = 45
"""Beside a stop item: eighths of a point, 2 mm."""
_LINE = {"zh": 1.38, "en": 1.15}
"""A line's height in ems with the tallest of the likely fonts."""
_SPACING = {"zh": 228}
"""Of a line, in 240ths of what the font asks for: Chinese fonts ask for much."""
_EM = "\u2003"
_KEPT = "\u00a0"
"""A space that holds a label's words off its edges."""


def docx(page: Page, voice: Voice, imprint: Imprint, made: date, beside: Page | None = None) -> bytes:
    """The sheet as a Word file, equal for equal arguments; `beside` is the second language.

    Raises OutreachError for a drawing that cannot be drawn.
    """
    found = data(page, voice, imprint, beside)
    fit = settled(found, max(_LINE.get(name, _LINE["en"]) for name in (found["lang"], found["also-lang"])))
    language = _language(found["lang"], found["region"])
    # Word breaks English words anywhere where they are said to be Chinese: Latin words have a language of their own.
    latin, asian = ("en-US", language) if found["lang"] == "zh" else (language, "zh-CN")
    document = word.new(_settings(found, fit, latin, asian), latin, asian)
    writer = _Writer(document, found, fit, voice)
    writer.head()
    writer.body()
    writer.foot()
    return word.saved(document, made, page.title, language, imprint.organisation, page.description)


def _language(name: str, region: str) -> str:
    return f"{name}-{region.upper()}" if region else name


class _Writer:
    """Writes one sheet from top to bottom."""

    def __init__(self, document: Document, found: Mapping[str, Any], fit: Fit, voice: Voice) -> None:
        self.document, self.found, self.fit, self.voice = document, found, fit, voice
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

    def also(self, paragraph: Paragraph, words: Any, size: float) -> None:
        """The same in the second language, in a line of its own; nothing where there is none."""
        spans: list[dict[str, Any]] = [_plain(words)] if isinstance(words, str) and words else [*(words or ())]
        if spans:
            self.aside(paragraph, spans, size, "Second language")

    def aside(
        self, paragraph: Paragraph, spans: Iterable[Mapping[str, Any]], size: float, style: str | None = None
    ) -> None:
        """Smaller words in a line of their own, never bold because what they explain is."""
        paragraph.add_run().add_break()
        for span in spans:
            run = word.write(paragraph, span["text"], style, self.asian and style is None)
            run.bold = span["strong"]
            run.font.size = _points(size)

    def label(self, paragraph: Paragraph, words: str, style: str, before: str, size: float, room: float) -> None:
        """A framed label behind the words `before`, in a line of its own where it would be broken."""
        bold = style == "Stop label"
        if breaks(before, words, size, self.fit.small * 1.1, room, self.asian, bold):
            paragraph.add_run().add_break()
        else:
            word.write(paragraph, " ", asian=self.asian)
        word.write(paragraph, f"{_KEPT}{words}{_KEPT}", style, self.asian).bold = True

    # --- from top to bottom ---

    def head(self) -> None:
        found = self.found
        owner = [self.paragraph("Sheet facts", [_plain(_EM.join(found["owner"]))])] if found["owner"] else []
        facts = self.paragraph("Sheet facts", [_plain(_EM.join(found["facts"]))])
        if found["badge"]:
            told, size = _EM.join(found["facts"]), self.fit.small * 1.1
            self.label(facts, found["badge"], "Badge", told, size, head_width(found))
        corner = owner[0] if owner else facts
        if found.get("logo"):
            word.float_at(word.picture(corner, _pixels(found["logo"]), found["logo"]["alt"], *setting.LOGO), "left")
        code = png(found["code"], setting.CODE, setting.CODE, ppi=600)
        word.float_at(word.picture(corner, code, found["code-alt"], setting.CODE, setting.CODE), "right")
        title = self.paragraph("Heading 1", [_plain(found["title"])])
        self.also(title, found.get("also-title"), self.fit.title * 0.56)
        when = self.paragraph("When to use", found["when"])
        self.also(when, found.get("also-when"), self.fit.small * 1.12)
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
                self.also(top, warning.get("also"), self.fit.small * 1.1)
            for line in lines:
                last = self.paragraph("Care box", line)
                if line is lines[-1]:
                    self.also(last, warning.get("also"), self.fit.small * 1.1)
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
            self.also(parts[-1], line.get("also"), self.fit.box * 0.88)
        for part in parts[:-1]:
            part.paragraph_format.keep_with_next = True
        if found["anytime-first"]:
            self.paragraph("Gap")

    def table(self, pause: Mapping[str, Any]) -> None:
        found = self.found
        widths = [setting.NUMBER, self.fit.tick + setting.AROUND_TICK, action_width(found, self.fit)]
        widths += [self.fit.picture + 1] if found["pictured"] else []
        table = self.document.add_table(rows=0, cols=len(widths), style="Checklist")
        word.fix_width(table, setting.WIDTH)
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
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)

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
        label, style = (found["stop"], "Stop label") if item["stop"] else (found["own"], "Badge")
        if item["stop"] or item.get("own"):
            self.label(action, label, style, said(item["text"]), self.fit.size, words_width(found, self.fit))
        if item.get("why"):
            self.aside(action, item["why"], self.fit.also)
        self.also(action, item.get("also"), self.fit.also)
        if item["picture"]:
            side = self.fit.picture
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
        self.also(remark, found.get("also-remark"), self.fit.small * 0.94)
        remark.paragraph_format.keep_with_next = True
        self.paragraph("Quiet", [_plain(found["sources"])])
        place = self.document.sections[0].footer.paragraphs[0]
        word.write(place, found["number"] + _EM)
        word.field(place, "PAGE")
        word.write(place, " / ")
        word.field(place, "NUMPAGES")


def _plain(text: str) -> dict[str, Any]:
    return {"text": text, "strong": False}


_ALIGNED = (word.RIGHT, word.CENTRE, word.LEFT, word.CENTRE)
"""How the columns' heads stand, as their cells below do."""


def _points(size: float) -> Any:
    """A size of type; Word knows halves of a point."""
    return Pt(round(size * 2) / 2)


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
    return png(logo["content"], *setting.LOGO) if logo["format"] == "svg" else bytes(logo["content"])


# --- how it is set ---


def _settings(found: Mapping[str, Any], fit: Fit, language: str, asian: str) -> dict[str, object]:
    """What `word.xml` asks for: half points for sizes, twips for lengths."""
    return {
        "language": language,
        "asian": asian,
        "also_language": _language(found["also-lang"], found["also-region"]),
        "symbols": word.SYMBOLS,
        "line": _SPACING.get(found["lang"], 240),
        "text": _half(fit.small * 1.3),
        "facts": _half(fit.small * 1.1),
        "small": _half(fit.small),
        "heading": _half(fit.small * 1.35),
        "item": _half(fit.size),
        "box": _half(fit.box),
        "title": _half(title_size(found, fit)),
        "tick": _half(fit.tick * 4),
        "tick_line": word.twips(fit.tick * 1.4),
        "gutter": word.twips(setting.GUTTER),
        "padding": word.twips(fit.padding),
        "pause": word.twips(setting.PAUSE),
        "gap": word.twips(setting.GAP),
        "beside_logo": word.twips(setting.WIDTH - head_width(found) - setting.CODE - setting.BESIDE),
        "beside_code": word.twips(setting.CODE + setting.BESIDE),
        "sign_off": word.twips(setting.SIGN_OFF),
        "line_tabs": _tabs(len(found["sign-off"]), ruled=True),
        "sign_tabs": _tabs(len(found["sign-off"])),
    }


def _half(size: float) -> int:
    return round(size * 2)


def _tabs(fields: int, ruled: bool = False) -> str:
    """Where the fields to sign begin, and with `ruled` where the lines above them end."""
    width = (setting.WIDTH + setting.BETWEEN_SIGNS) / max(fields, 1)
    stop = '<w:tab w:val="left" w:leader="{}" w:pos="{}"/>'
    found = []
    for place in range(1, fields + 1):
        if ruled:
            found.append(stop.format("underscore", word.twips(place * width - setting.BETWEEN_SIGNS)))
        if place < fields:
            found.append(stop.format("none", word.twips(place * width)))
    return f"<w:tabs>{''.join(found)}</w:tabs>" if found else ""
