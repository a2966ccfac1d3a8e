"""The table for paper tests: filled in as a trainer would, it is read back as what was answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from outreach import tally
from outreach.kinds.kit import kit
from outreach.lettering import key_of, response
from outreach.results.entries import Course, Entry, Report
from outreach.results.files import pieces, read

MODULES = ("ppe-protocol", "stress-relief", "policy-explanation")


def read_all(path: Path, library) -> list:
    return [one for piece in pieces(path, 1 << 20) for one in read(piece, path.parent, library, Course())]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize(("minutes", "seed"), [(45, "site"), (90, "site"), (90, "2026-12")])
def test_what_is_filled_in_is_read_back_by_id(
    libraries, tmp_path: Path, module: str, language: str, minutes: int, seed: str
) -> None:
    library = libraries[language]
    forms = kit(library, module, minutes, seed).forms
    path = tmp_path / "answers.xlsx"
    path.write_bytes(tally.table(library, forms))
    book = load_workbook(path)
    sheet = book.active
    head = {cell.value: cell.column for cell in sheet[1]}
    before, after = library.say("workshop-tally-before"), library.say("workshop-tally-after")
    for row, test, form, items in ((2, before, "A", forms.a), (3, after, "", forms.b), (5, after, "B", forms.b)):
        sheet.cell(row, 1, f"昵称{row % 2}")
        sheet.cell(row, 2, test)
        sheet.cell(row, 3, form)
        letter = form or "B"
        for number, name in enumerate(items, 1):
            if row != 5 or number == 1:
                column = head[f"{letter}{number} {name}"]
                sheet.cell(row, column, key_of(library, library.questions[name], seed))
    book.save(path)
    found = read_all(path, library)
    assert not [one for one in found if isinstance(one, Report)]
    entries = [one for one in found if isinstance(one, Entry)]
    assert [(one.line, one.test, one.form, one.module, one.seed) for one in entries] == [
        (2, "before", "A", module, seed), (3, "after", "B", module, seed), (5, "after", "B", module, seed)
    ]  # fmt: skip
    for entry, items in zip(entries, (forms.a, forms.b), strict=False):
        assert entry.faults == ()
        assert [answer.item for answer in entry.answers] == list(items)
        for answer in entry.answers:
            item = library.questions[answer.item]
            assert answer.response == response(library, item, key_of(library, item, seed), seed)
    assert [answer.response is None for answer in entries[2].answers] == [False] + [True] * (len(forms.b) - 1)


def test_a_table_that_nobody_filled_in_has_nothing_to_say(libraries, tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    path.write_bytes(tally.table(libraries["zh"], kit(libraries["zh"], "ppe-protocol", 90).forms))
    assert read_all(path, libraries["zh"]) == []


def test_an_answer_in_the_other_form_is_said(libraries, tmp_path: Path) -> None:
    library = libraries["zh"]
    forms = kit(library, "ppe-protocol", 90).forms
    path = tmp_path / "answers.xlsx"
    path.write_bytes(tally.table(library, forms))
    book = load_workbook(path)
    sheet = book.active
    for column, text in ((1, "阿玲"), (2, "学前"), (4, "A"), (4 + len(forms.a), "B")):
        sheet.cell(2, column, text)
    book.save(path)
    (entry,) = read_all(path, library)
    assert len(entry.faults) == 1
    assert "B1" in entry.faults[0]


def test_the_table_is_the_same_each_time_and_safe(libraries) -> None:
    library = libraries["zh"]
    forms = kit(library, "ppe-protocol", 90, seed="=1+1").forms
    assert tally.table(library, forms) == tally.table(library, forms)


def test_the_table_guides_the_hand(libraries, tmp_path: Path) -> None:
    library = libraries["zh"]
    forms = kit(library, "ppe-protocol", 90, seed="=1+1").forms
    path = tmp_path / "answers.xlsx"
    path.write_bytes(tally.table(library, forms))
    book = load_workbook(path)
    sheet, guide = book.worksheets
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {"B2:B61": '"学前,学后"', "C2:C61": '"A,B"'}
    assert len(sheet.conditional_formatting) == 2
    assert sheet["A1"].comment.text.startswith("一份卷一行")
    assert guide["A1"].value.startswith("1. 一份卷一行")
    last = sheet.cell(2, sheet.max_column)
    assert (last.value, last.data_type) == ("=1+1", "s")
