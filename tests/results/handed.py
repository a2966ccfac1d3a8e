"""Things that were handed in, whole and damaged, for the tests of this room."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook

from outreach import slips
from outreach.forms import draw
from outreach.lettering import key_of
from outreach.library import Library
from outreach.results import simulation
from outreach.slips import Slip

MODULE = "ppe-protocol"


def room(library: Library, people: int = 6, module: str = MODULE) -> list[Slip]:
    """Both tests of a few people."""
    return [slip for _, slip in simulation.simulate(library, module, simulation.Room(people, both=1.0))]


def as_json(slip: Slip) -> str:
    return slip.model_dump_json(by_alias=True)


def tally(library: Library, names: list[str], test: str = "before", seed: str = "site") -> list[list[str]]:
    """A table of paper tests in which everybody has everything right."""
    drawn = draw(library, MODULE, seed)
    items = drawn.a if test == "before" else drawn.b
    keys = [key_of(library, library.questions[item], seed) for item in items]
    head = ["name", "test", "module", *(f"{place} {item}" for place, item in enumerate(items, 1))]
    return [head, *([name, test, MODULE, *keys] for name in names)]


def csv_of(rows: list[list[str]], encoding: str = "utf-8") -> bytes:
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    return text.encode(encoding)


def xlsx_of(rows: list[list[str]], change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def damaged(library: Library) -> Mapping[str, bytes]:
    """Sixty and more files by their names: no two are wrong in the same way, and some are not wrong at all."""
    one, two, *_ = room(library)
    text, packed = as_json(one), slips.pack(one)
    data = json.loads(text)

    def changed(**fields: object) -> bytes:
        return json.dumps(data | fields, ensure_ascii=False).encode()

    def answer(**fields: object) -> bytes:
        first, *rest = data["answers"]
        return changed(answers=[first | fields, *rest])

    rows = tally(library, ["志愿者甲", "志愿者乙", "志愿者丙"])
    merged = xlsx_of(rows, lambda book: book.active.merge_cells("A2:A3"))  # type: ignore[union-attr]
    return {
        "not-json.json": b"hello",
        "half.json": text.encode()[: len(text) // 2],
        "empty.json": b"",
        "blank.json": b"   \n",
        "null.json": b"null",
        "number.json": b"17",
        "string.json": b'"OUTREACH1"',
        "empty-object.json": b"{}",
        "empty-list.json": b"[]",
        "list-with-one-bad.json": f"[{text}, 5]".encode(),
        "deep.json": b"[" * 100_000,
        "deep-object.json": b'{"a":' * 50_000,
        "newer.json": changed(schema="outreach-slip-2"),
        "other-schema.json": changed(schema="something"),
        "extra-field.json": changed(extra=1),
        "no-answers.json": changed(answers=[]),
        "answers-are-text.json": changed(answers="pp01"),
        "too-many-answers.json": changed(answers=data["answers"] * 30),
        "unknown-module.json": changed(module="astronomy"),
        "module-in-capitals.json": changed(module="PPE Protocol"),
        "unknown-test.json": changed(test="during"),
        "unknown-form.json": changed(form="C"),
        "day-of-no-kind.json": changed(day="yesterday"),
        "long-name.json": changed(name="长" * 400),
        "name-with-marks.json": changed(name="<b>x</b>", day="2026-11-20"),
        "name-of-a-formula.json": changed(name="=1+1", day="2026-11-21"),
        "name-with-nul.json": changed(name="a\u0000b", day="2026-11-22"),
        "name-of-right-to-left.json": changed(name="\u202eabc", day="2026-11-22"),
        "emoji.json": changed(name="😷", day="2026-11-22"),
        "unknown-item.json": answer(item="pp999"),
        "old-revision.json": answer(revision=77),
        "revision-of-zero.json": answer(revision=0),
        "unknown-option.json": answer(response=["nobody"]),
        "response-of-another-kind.json": answer(response={"a": "b"}),
        "response-too-long.json": answer(response=["x" * 100_000]),
        "tampered-outcome.json": changed(
            name="tampered",
            answers=[one | {"outcome": "right" if n % 2 else "wrong"} for n, one in enumerate(data["answers"])],
        ),
        "sure-of-nine.json": answer(sure=9),
        "same-item-twice.json": changed(name="twice", answers=[*data["answers"], data["answers"][0]]),
        "duplicate.json": text.encode(),
        "duplicate-spaced.json": json.dumps(data, indent=2).encode(),
        "second-try.json": changed(day="2027-01-01"),
        "huge.json": json.dumps(data | {"name": "x" * 10_000_000}).encode(),
        "huge.txt": b"x" * 11_000_000,
        "utf-16.json": text.encode("utf-16"),
        "bom.json": b"\xef\xbb\xbf" + changed(name="bom"),
        "latin-1.json": changed(name="x") + b"\xff\xff",
        "bytes.txt": bytes(range(256)),
        "lines.jsonl": f"{as_json(two)}\n{{\n\nnot json\n".encode(),
        "long-line.jsonl": b"x" * 400_000,
        "chat.txt": f"谢谢老师\n{packed}收到了\n{packed[:60]}\n".encode(),
        "chat-full-width.txt": "".join(
            chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in slips.pack(two)
        ).encode(),
        "chat-without.txt": "今天的测试很好".encode(),
        "chat-of-another-version.txt": packed.replace("OUTREACH1", "OUTREACH9").encode(),
        "chat-changed.txt": packed.replace("PP", "PQ", 1).encode(),
        "photo.jpg": b"\xff\xd8\xff\xe0",
        "document.docx": b"PK\x03\x04",
        "good.csv": csv_of(rows),
        "gbk.csv": csv_of(tally(library, ["国标甲"]), "gb18030"),
        "bom.csv": b"\xef\xbb\xbf" + csv_of(tally(library, ["有标乙"])),
        "utf-16.csv": csv_of(rows, "utf-16"),
        "no-header.csv": csv_of(rows[1:]),
        "header-alone.csv": csv_of(rows[:1]),
        "other-columns.csv": csv_of([["what", "who"], ["a", "b"]]),
        "two-columns-of-a-name.csv": csv_of([["name", "姓名", "test"], ["a", "b", "before"]]),
        "open-quote.csv": b'name,test\n"a,before\n',
        "no-module.csv": csv_of([["name", "test", "1"], ["a", "before", "A"]]),
        "unknown-test.csv": csv_of([rows[0], ["丁", "during", *rows[1][2:]]]),
        "letters-that-are-none.csv": csv_of([rows[0], ["戊", "before", MODULE, *["Z"] * 12]]),
        "full-width.csv": csv_of([rows[0], ["己", "before", MODULE, *("Ａ" for _ in rows[1][3:])]]),
        "empty-cells.csv": csv_of([rows[0], ["庚", "before", MODULE, *[""] * 12]]),
        "a-question-too-many.csv": csv_of([[*rows[0], "99"], ["辛", *rows[1][1:], "A"]]),
        "good.xlsx": xlsx_of(tally(library, ["表格甲"])),
        "merged.xlsx": merged,
        "half.xlsx": xlsx_of(rows)[:500],
        "not-xlsx.xlsx": b"hello",
        "old.xls": b"\xd0\xcf\x11\xe0",
    }


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
