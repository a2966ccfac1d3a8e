"""The printed sheet, read back from the PDF: its words, its fonts, its page, its code."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from outreach.faults import OutreachError
from outreach.kinds import checklist as kind
from outreach.markup import inline
from outreach.outputs.sheet import Imprint
from outreach.page import words
from outreach.sheets import file_name, organisation_name, print_sheet

ORGANISATION = "某某社工服务站"
ADDRESS = "https://training.example.org/outreach"


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def printed(library, name: str, folder: Path, **imprint: str) -> Path:
    path = folder / file_name(library, name)
    path.write_bytes(print_sheet(library, name, Imprint(**imprint)))
    return path


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pdftotext_gives_back_every_word(libraries, language: str, tmp_path: Path) -> None:
    library = libraries[language]
    for name, checklist in library.checklists.items():
        path = printed(library, name, tmp_path, organisation=ORGANISATION)
        text = squeezed(run("pdftotext", "-raw", str(path), "-"))
        assert unicodedata.is_normalized("NFC", text)
        said = [
            ORGANISATION,
            checklist.title,
            checklist.when,
            *(item.text for item in checklist.items if not item.historical),
        ]
        said += [line.text for line in checklist.anytime] + ([checklist.remark] if checklist.remark else [])
        for part in said:
            assert squeezed(words(inline(part))) in text, (name, part)
        assert library.say("stop-item").replace(" ", "") in text or not any(i.stop for i in checklist.items)


def test_every_font_is_embedded_and_has_its_unicode(libraries, tmp_path: Path) -> None:
    path = printed(libraries["zh"], "doffing", tmp_path, organisation=ORGANISATION)
    rows = run("pdffonts", str(path)).splitlines()[2:]
    assert rows
    for row in rows:
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row
        assert "OutreachSansSC" in row


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sheet_is_one_tagged_a4_page(libraries, language: str, tmp_path: Path) -> None:
    for name in libraries[language].checklists:
        facts = run("pdfinfo", str(printed(libraries[language], name, tmp_path)))
        assert re.search(r"Pages:\s+1\n", facts), name
        assert re.search(r"Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)", facts)
        assert re.search(r"Tagged:\s+yes", facts)
        assert libraries[language].checklists[name].title in facts


@pytest.mark.parametrize(
    ("imprint", "expected"),
    [
        ({"address": ADDRESS}, [f"{ADDRESS}/zh/checklists/doffing.html"]),
        ({}, ["脱卸：社区常用防护组合", "CL05", "zh/checklists/doffing.html"]),
    ],
)
def test_the_code_leads_to_the_page(libraries, tmp_path: Path, imprint: dict[str, str], expected: list[str]) -> None:
    path = printed(libraries["zh"], "doffing", tmp_path, **imprint)
    run("pdftoppm", "-r", "200", "-png", "-singlefile", str(path), str(tmp_path / "sheet"))
    found = zxingcpp.read_barcodes(Image.open(tmp_path / "sheet.png"))
    assert len(found) == 1
    assert all(part in found[0].text for part in expected), found[0].text
    if "address" in imprint:
        assert found[0].text == expected[0]


def test_two_printings_are_equal(libraries) -> None:
    once, again = (print_sheet(libraries["zh"], "doffing", Imprint(organisation=ORGANISATION)) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("name", ["#panic()", "*粗*", "$x$", "<b>", '"引号"', "\\", "@a", "社工站 & 义工队", "㑇面馆"])
def test_a_name_is_printed_and_never_interpreted(libraries, tmp_path: Path, name: str) -> None:
    text = run("pdftotext", "-raw", str(printed(libraries["zh"], "doffing", tmp_path, organisation=name)), "-")
    assert squeezed(name) in squeezed(text)


def test_a_character_without_a_glyph_is_named(libraries) -> None:
    with pytest.raises(OutreachError, match=r"'😀' \(U\+1F600\)"):
        print_sheet(libraries["zh"], "doffing", Imprint(organisation="开心😀站"))


@pytest.mark.parametrize(
    ("raw", "said"), [("站\u202e点", "U\\+202E"), ("站\u200b点", "U\\+200B"), ("长" * 61, "at most 60")]
)
def test_a_name_unfit_for_paper_is_refused(raw: str, said: str) -> None:
    with pytest.raises(OutreachError, match=said):
        organisation_name(raw)


def test_a_checklist_that_is_not_there_is_named(libraries) -> None:
    with pytest.raises(OutreachError, match="there is no checklist 'dofing'; did you mean 'doffing'"):
        print_sheet(libraries["zh"], "dofing", Imprint())


def test_what_comes_first_stands_first(libraries) -> None:
    """In an emergency the box is read before the items, on screen and on paper."""
    blocks = kind.page(libraries["zh"], libraries["zh"].checklists["exposure"]).blocks
    names = [type(block).__name__ for block in blocks]
    assert names.index("Note") < names.index("Ticks")
