"""The sheet as a Word file, read back: its words, its table, its boxes, its pictures, its package."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree

import pytest
import zxingcpp
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from outreach.kinds import checklist as kind
from outreach.kinds import sequence
from outreach.library import Library
from outreach.outputs.docx import docx
from outreach.outputs.sheet import Imprint, Logo
from outreach.outputs.voice import Voice
from outreach.page import Note, Page, Prose, SignOff, Ticks, words
from outreach.records import Adaptation, OwnItem
from outreach.sheets import printable

MADE = date(2026, 11, 23)
ORGANISATION = "某某社工服务站"
ADDRESS = "https://training.example.org/outreach"
SIGN = Logo(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20H0z"/></svg>', "svg")


def page_of(library: Library, name: str) -> Page:
    return kind.page(library, library.checklists[name])


def made(library: Library, name: str, beside: Page | None = None, **imprint: object) -> bytes:
    page = page_of(library, name)
    return docx(page, Voice.of(page, library.say), Imprint(**imprint), MADE, beside)  # type: ignore[arg-type]


def body(document) -> list[str]:
    """Every paragraph's words, those in boxes to tick with them, from top to bottom."""
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        parts = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        found.append("".join(part.text if part.tag == qn("w:t") else " " for part in parts))
    return [" ".join(text.split()) for text in found if text.strip()]


def expected(library: Library, page: Page, owner: str) -> list[str]:
    """What the page says, line by line."""
    ticks = [block for block in page.blocks if isinstance(block, Ticks)]
    care = [block.label for block in page.blocks if isinstance(block, Note) and block.tone == "care"]
    boxes = [block for block in page.blocks if isinstance(block, Note) and block.tone == "danger"]
    box = [
        line
        for note in boxes
        for line in (note.label, *(words(one.rich) for one in note.blocks if isinstance(one, Prose)))
    ]
    first = bool(boxes) and page.blocks.index(boxes[0]) < page.blocks.index(ticks[0])
    pictured = any(line.figure for block in ticks for line in block.ticks)
    heads = [library.say(f"sheet-{name}") for name in ("number", "tick", "action", "picture")][: 4 if pictured else 3]
    table = []
    for block in ticks:
        table += [block.title] * (len(ticks) > 1) + heads
        for line in block.ticks:
            stop = f" {library.say('stop-item')}" if line.stop else ""
            table += [str(line.number), "☐", words(line.text) + stop]
    signs = next(block.fields for block in page.blocks if isinstance(block, SignOff))
    sources = next(
        block.rich for block in reversed(page.blocks) if isinstance(block, Prose) and block.quiet and block.rich
    )
    cited = library.say("sources-of-items") + ", ".join(one.replace(":", " ") for one in sources[1].ids)  # type: ignore[union-attr]
    said = [owner, " ".join((*page.facts, page.badge)), page.title, words(page.goal), *care, *(box if first else ())]
    said += [*table, *(() if first else box), " ".join(signs), words(page.remark), cited]
    return [" ".join(text.split()) for text in said]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_says_what_the_page_says_and_no_more(libraries: Mapping[str, Library], language: str) -> None:
    library = libraries[language]
    for name in printable(library):
        document = Document(io.BytesIO(made(library, name, organisation=ORGANISATION)))
        assert body(document) == expected(library, page_of(library, name), ORGANISATION), name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_are_tables_and_boxes_can_be_ticked(libraries: Mapping[str, Library], language: str) -> None:
    library = libraries[language]
    for name in printable(library):
        page = page_of(library, name)
        ticks = [line for block in page.blocks if isinstance(block, Ticks) for line in block.ticks]
        document = Document(io.BytesIO(made(library, name)))
        rows = []
        for table in document.tables:
            heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
            assert heads == [True] + [False] * (len(heads) - 1)
            assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
            assert sum(column.width.mm for column in table.columns) == pytest.approx(174, abs=0.2)
            rows += table.rows[1:]
        xml = document.element.xml
        assert xml.count("<w14:checkbox>") == len(ticks) == len(rows)
        numbers = re.findall(r'<w:id w:val="(\d+)"/>', xml)
        assert len(set(numbers)) == len(ticks)
        for row, tick in zip(rows, ticks, strict=True):
            barred = row.cells[0]._tc.find(f".//{qn('w:tcBorders')}/{qn('w:left')}") is not None
            assert barred is tick.stop, (name, tick.id)
            assert row.cells[2].paragraphs[0].style.name == ("Stop item" if tick.stop else "Item")
        # The box fills seven tenths of its character; 5 mm can be ticked with a pen and gloves on.
        assert document.styles["Tick box"].font.size.mm * 0.7 >= 5
        assert document.styles["Item"].font.size.pt >= 12


def test_headings_languages_and_fonts_are_what_word_goes_by(libraries: Mapping[str, Library]) -> None:
    for language, latin, tag in (("zh", "en-US", "zh-CN"), ("en", "en-GB", "en-GB")):
        library = libraries[language]
        document = Document(io.BytesIO(made(library, "home-visit")))
        headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
        checklist = library.checklists["home-visit"]
        assert headings == [checklist.title, *(pause.title for pause in checklist.pauses)]
        defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        assert defaults.find(qn("w:lang")).get(qn("w:val")) == latin
        assert defaults.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
        assert defaults.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "Microsoft YaHei"
        facts = document.core_properties
        assert (facts.title, facts.language, facts.author) == (checklist.title, tag, "")
        assert (facts.created.date(), facts.modified.date(), facts.last_modified_by) == (MADE, MADE, "")
        page = document.sections[0]
        assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_every_picture_is_sharp_and_says_what_it_shows(libraries: Mapping[str, Library]) -> None:
    library = libraries["zh"]
    checklist = library.checklists["doffing"]
    document = Document(io.BytesIO(made(library, "doffing", organisation=ORGANISATION, logo=SIGN, address=ADDRESS)))
    drawn = list(document.element.body.iter(qn("wp:inline"), qn("wp:anchor")))
    alts = [one.find(qn("wp:docPr")).get("descr") for one in drawn]
    assert alts[:2] == [ORGANISATION, f"扫码看本页 {ADDRESS}/zh/checklists/doffing.html"]
    assert alts[2:] == [library.pictures[item.picture].alt for item in checklist.items]
    for one in drawn:
        blob = document.part.related_parts[next(one.iter(qn("a:blip"))).get(qn("r:embed"))].blob
        with Image.open(io.BytesIO(blob)) as picture:
            inches = int(one.find(qn("wp:extent")).get("cx")) / 914400
            assert picture.width / inches >= 295
            if one is drawn[1]:
                code = Image.new("RGB", picture.size, "white")
                code.paste(picture.convert("RGB"))
                (found,) = zxingcpp.read_barcodes(code)
                assert found.text == f"{ADDRESS}/zh/checklists/doffing.html"


def test_a_second_language_stands_in_the_same_row(libraries: Mapping[str, Library]) -> None:
    zh, en = (libraries[language].checklists["doffing"] for language in ("zh", "en"))
    document = Document(io.BytesIO(made(libraries["zh"], "doffing", page_of(libraries["en"], "doffing"))))
    rows = document.tables[0].rows[1:]
    for row, one, two in zip(rows, zh.items, en.items, strict=True):
        run = row.cells[2].paragraphs[0].runs[-1]
        assert row.cells[2].text.startswith(one.text)
        assert (run.text, run.style.name, run.bold) == (two.text, "Second language", False)


def test_what_an_organisation_changed_stands_there(libraries: Mapping[str, Library]) -> None:
    library = libraries["zh"]
    own = OwnItem(id="key", words={"zh": "{ DATE } *钥匙* 交回"}, after="gloves")
    changed = Adaptation(id="doffing", hide=("wash",), add=(own,))
    page = kind.page(library, library.checklists["doffing"], adaptation=changed)
    document = Document(io.BytesIO(docx(page, Voice.of(page, library.say), Imprint(), MADE)))
    rows = [row.cells[2].text.split() for row in document.tables[0].rows[1:]]
    assert rows[2] == ["{", "DATE", "}", "*钥匙*", "交回", library.say("own-item")]
    care = [one.text for one in document.paragraphs if one.style.name == "Care box"]
    assert care == [library.say("without-stop"), "七步洗手"]


def test_a_procedure_says_why_below_each_step(libraries: Mapping[str, Library]) -> None:
    library = libraries["en"]
    page = sequence.poster(library, library.sequences["doffing"])
    document = Document(io.BytesIO(docx(page, Voice.of(page, library.say), Imprint(), MADE)))
    assert not [one for one in document.styles.element.iter(qn("w:tabs")) if not len(one)]  # Word refuses an empty list
    for row, step in zip(document.tables[0].rows[1:], library.sequences["doffing"].steps, strict=True):
        assert row.cells[2].text.splitlines()[-1] == step.why
        assert row.cells[2].paragraphs[0].runs[-1].bold is False


@pytest.mark.parametrize(
    "name", ["{ DATE }", "=1+1", "<w:p/>", '"引号" & 站', "]]>", "$title", "\\", "{{x}}", "MERGEFIELD a"]
)
def test_hostile_words_are_words(libraries: Mapping[str, Library], name: str) -> None:
    document = Document(io.BytesIO(made(libraries["zh"], "doffing", organisation=name)))
    assert document.paragraphs[0].text == name
    assert document.core_properties.author == name
    fields = document.sections[0].footer._element.iter(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")).strip() for field in fields] == ["PAGE", "NUMPAGES"]
    assert not list(document.element.body.iter(qn("w:fldSimple"), qn("w:instrText"), qn("w:hyperlink")))


def test_two_files_are_equal_and_know_one_day(libraries: Mapping[str, Library]) -> None:
    once, again = (made(libraries["en"], "exposure", organisation=ORGANISATION, logo=SIGN) for _ in range(2))
    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2026, 11, 23, 0, 0, 0)}


def test_the_package_is_whole_and_carries_nothing_idle(libraries: Mapping[str, Library]) -> None:
    with zipfile.ZipFile(io.BytesIO(made(libraries["zh"], "doffing", logo=SIGN))) as package:
        names = package.namelist()
        assert names[0] == "[Content_Types].xml"
        assert not [name for name in names if re.search(r"thumbnail|customXml|theme|WithEffects|numbering", name)]
        xml = {name: package.read(name).decode() for name in names if name.endswith((".xml", ".rels"))}
    for text in xml.values():
        ElementTree.fromstring(text)
    numbers = re.findall(r'<wp:docPr id="(\d+)"', xml["word/document.xml"])
    assert len(numbers) == len(set(numbers)) > 5
    targets = re.findall(r'Target="([^"]+)"', xml["word/_rels/document.xml.rels"])
    parts = {name for name in names if name.startswith("word/") and "_rels" not in name} - {"word/document.xml"}
    assert {f"word/{target}" for target in targets} == parts
    styles = set(re.findall(r'w:styleId="(\w+)"', xml["word/styles.xml"]))
    said = xml["word/document.xml"] + xml["word/footer1.xml"]
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', said))
    assert used <= styles, used - styles
    assert len(made(libraries["zh"], "doffing")) < 100 * 1024
