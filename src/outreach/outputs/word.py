"""Word's own file format: what python-docx leaves open, and a file that is equal for equal arguments.

Knows no page. Words are put in as text alone; fields are only those that are asked for here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from string import Template
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

BOX, TICKED, SYMBOLS = "☐", "☑", "Segoe UI Symbol"
"""An empty and a ticked box, and the font of every Windows since 7 that has both."""
LEFT, CENTRE, RIGHT = WD_PARAGRAPH_ALIGNMENT.LEFT, WD_PARAGRAPH_ALIGNMENT.CENTER, WD_PARAGRAPH_ALIGNMENT.RIGHT
MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER
_HERE = Path(__file__).parent
_NEEDLESS = ("stylesWithEffects", "customXml", "numbering", "thumbnail", "extended-properties", "theme", "fontTable")
"""What python-docx's own template brings along: two thousand styles' worth, a picture, somebody's Mac."""


def twips(millimetres: float) -> int:
    """Word's unit of length: a twentieth of a point."""
    return round(millimetres * 1440 / 25.4)


def new(settings: Mapping[str, object], language: str, asian: str) -> WordDocument:
    """An empty A4 document with the styles of `word.xml`, its `$names` filled from the settings.

    `language` and `asian` are the languages of its Latin and its East Asian words (BCP 47 with region: `zh-CN`).
    """
    document = Document()
    styles = parse_xml(Template((_HERE / "word.xml").read_text("utf-8")).substitute(settings))
    _replace(document.styles.element, list(styles))
    _replace(document.settings.element, [parse_xml(text) for text in _settings(language, asian)])
    for holder in (document.part, document.part.package):
        assert holder is not None
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in _NEEDLESS:
                del holder.rels[key]
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin, page.bottom_margin = Mm(15), Mm(13)
    page.header_distance, page.footer_distance = Mm(6), Mm(6)
    return document


def _settings(language: str, asian: str) -> list[str]:
    uri = 'w:uri="http://schemas.microsoft.com/office/word"'
    return [
        f'<w:zoom {nsdecls("w")} w:percent="100"/>',
        f'<w:defaultTabStop {nsdecls("w")} w:val="720"/>',
        f'<w:characterSpacingControl {nsdecls("w")} w:val="doNotCompress"/>',
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" {uri} w:val="15"/></w:compat>',
        f'<w:themeFontLang {nsdecls("w")} w:val="{language}" w:eastAsia="{asian}"/>',
        f'<w:decimalSymbol {nsdecls("w")} w:val="."/>',
        f'<w:listSeparator {nsdecls("w")} w:val=","/>',
    ]


def _replace(holder: Any, children: list[Any]) -> None:
    for child in list(holder):
        holder.remove(child)
    holder.extend(children)


def element(name: str, /, **attributes: object) -> Any:
    """An element of Word's by its name (`w:trPr`), its attributes in the same namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def write(paragraph: Paragraph, text: str, style: str | None = None, asian: bool = False) -> Run:
    """Adds words to a paragraph as they are. `asian`: quotation marks and arrows are Chinese ones here."""
    run = paragraph.add_run(style=style)
    if asian:
        run._r.get_or_add_rPr().append(element("w:rFonts", hint="eastAsia"))
    told = OxmlElement("w:t")
    told.set(qn("xml:space"), "preserve")
    told.text = text
    run._r.append(told)
    return run


def field(paragraph: Paragraph, name: str) -> None:
    """A field that Word keeps: `PAGE`, `NUMPAGES`."""
    made = element("w:fldSimple", instr=f" {name} ")
    made.append(write(paragraph, "1")._r)
    paragraph._p.append(made)


def tick_box(paragraph: Paragraph, label: str, number: int) -> None:
    """A box that is ticked by a click; `label` is what it is called, `number` unlike that of every other."""
    state = f'w14:font="{SYMBOLS}"'
    box = parse_xml(
        f'<w:sdt {nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>'
        f'<w:alias w:val=""/><w:tag w:val="tick-{number}"/><w:id w:val="{number}"/><w14:checkbox>'
        f'<w14:checked w14:val="0"/><w14:checkedState w14:val="{ord(TICKED):04X}" {state}/>'
        f'<w14:uncheckedState w14:val="{ord(BOX):04X}" {state}/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    box.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").set(qn("w:val"), label)
    box.find(qn("w:sdtContent")).append(write(paragraph, BOX)._r)
    paragraph._p.append(box)


def fix_width(table: Table, width: float) -> None:
    """A table of that many mm, whatever stands in it."""
    table.autofit = False
    found = table._tbl.tblPr.find(qn("w:tblW"))
    assert found is not None
    found.set(qn("w:type"), "dxa")
    found.set(qn("w:w"), str(twips(width)))


def picture(paragraph: Paragraph, png: bytes, alt: str, width: float, height: float) -> Any:
    """A picture in the line, as large as fits `width` × `height` mm, and what it is called where it isn't seen."""
    run = paragraph.add_run()
    shape = run.add_picture(io.BytesIO(png))
    scale = min(Mm(width) / shape.width, Mm(height) / shape.height)
    shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
    shape._inline.docPr.set("descr", alt)
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")
    return shape._inline


def float_at(inline: Any, side: str) -> None:
    """Takes a picture out of its line and pins it to the page's upper corner: `left` or `right`, within the margins."""
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        ' relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionV></wp:anchor>'
    )
    for part in list(inline):
        anchor.append(part)
    extent = anchor.find(qn("wp:extent"))
    assert extent is not None
    extent.addnext(OxmlElement("wp:wrapNone"))
    inline.getparent().replace(inline, anchor)


def saved(document: WordDocument, made: date, title: str, language: str, author: str, description: str) -> bytes:
    """The document as a file; `made` is its only date."""
    facts = document.core_properties
    facts.title, facts.language, facts.author, facts.comments = title[:255], language, author[:255], description[:255]
    facts.last_modified_by = ""
    facts.created = facts.modified = datetime(made.year, made.month, made.day)
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, (made.year, made.month, made.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            after.writestr(entry, before.read(name), compresslevel=9)
    return packed.getvalue()
