"""A table to enter paper tests into: a row a paper, a column a question, as `results` reads it.

Knows forms and the library.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from outreach.forms import Forms
from outreach.library import Library

ROWS = 60
"""Empty rows: two for each of thirty people."""
FIRST = ("name", "test", "form")
LAST = ("module", "seed")
GUIDE = ("one", "which", "cells", "keep", "run")
_MADE = datetime(2026, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_HAIR = Side(style="thin", color="999999")
_HEAD = PatternFill("solid", fgColor="E8EDED")
_OTHER = PatternFill("solid", bgColor="BFBFBF")


def heads(forms: Forms) -> tuple[str, ...]:
    """The columns of the questions, each by form, number and id: `A1 pp13`."""
    both = (("A", forms.a), ("B", forms.b))
    return tuple(f"{form}{number} {name}" for form, names in both for number, name in enumerate(names, 1))


def table(library: Library, forms: Forms) -> bytes:
    """The table as xlsx, equal for equal forms; the second sheet says how it is filled in."""
    say = library.say
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("workshop-tally")
    names = [say(f"workshop-tally-{name}") for name in FIRST]
    asked = heads(forms)
    header = [*names, *asked, *(say(f"workshop-tally-{name}") for name in LAST)]
    for column, text in enumerate(header, 1):
        head = sheet.cell(1, column, text)
        head.font, head.fill = Font(bold=True), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 18 if column == 1 else 8 if column <= len(names) else 9
    guide = [say(f"workshop-tally-{name}") for name in GUIDE]
    note = Comment("\n".join(guide), "outreach", height=260, width=420)
    sheet.cell(1, 1).comment = note
    for row in range(2, ROWS + 2):
        for column in range(1, len(header) + 1):
            cell = sheet.cell(row, column)
            # Text, so that "1A" or "3/4" stays as it is typed.
            cell.number_format = "@"
            cell.border = Border(bottom=_HAIR, right=_HAIR)
        for column, text in ((len(header) - 1, forms.module), (len(header), forms.seed)):
            own = sheet.cell(row, column)
            own.value, own.data_type, own.font = text, "s", Font(color="666666")
    sheet.column_dimensions[get_column_letter(len(header) - 1)].width = 22
    _choices(sheet, "B", [say("workshop-tally-before"), say("workshop-tally-after")])
    _choices(sheet, "C", ["A", "B"])
    _greyed(sheet, len(names), forms, say("workshop-tally-before"), say("workshop-tally-after"))
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 34
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.print_title_rows = "1:1"
    told = book.create_sheet(say("workshop-tally-guide"))
    told.column_dimensions["A"].width = 90
    for row, text in enumerate(guide, 1):
        told.cell(row, 1, f"{row}. {text}").alignment = Alignment(wrap_text=True, vertical="top")
    return _fixed(book)


def _choices(sheet: Worksheet, column: str, words: Sequence[str]) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{column}2:{column}{ROWS + 1}")


def _greyed(sheet: Worksheet, before: int, forms: Forms, first: str, second: str) -> None:
    """The cells of the form that a row is not of: the form is what its column says, else what the test implies."""
    start = before + 1
    for names, other, test in ((forms.a, "B", second), (forms.b, "A", first)):
        end = start + len(names) - 1
        area = f"{get_column_letter(start)}2:{get_column_letter(end)}{ROWS + 1}"
        wrong = f'OR($C2="{other}",AND($C2="",$B2="{test}"))'
        sheet.conditional_formatting.add(area, FormulaRule(formula=[wrong], fill=_OTHER))  # type: ignore[no-untyped-call]
        start = end + 1


def _fixed(book: Workbook) -> bytes:
    """The workbook without the time at which it was made."""
    book.properties.creator = "outreach"
    book.properties.created = _MADE
    made = io.BytesIO()
    book.save(made)
    fixed = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z", content)
            after.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
