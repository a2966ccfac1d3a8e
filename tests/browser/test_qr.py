"""Codes made in a real Chromium: a reader gives back every text, and each is the one that the standard asks for."""

from __future__ import annotations

import base64
import gzip
import io
import re
from collections.abc import Iterator
from itertools import cycle, islice, pairwise
from pathlib import Path

import pytest
import segno
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Page

import outreach

pytestmark = [pytest.mark.browser]

SCRIPT = Path(outreach.__file__).parent / "elements" / "qr.js"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
# What fits in versions 1 to 20 at level L: characters in alphanumeric mode, bytes in byte mode.
PLAIN = [25, 47, 77, 114, 154, 195, 224, 279, 335, 395, 468, 535, 619, 667, 758, 854, 938, 1046, 1153, 1249]
BYTES = [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858]
VERSIONS = [*enumerate(zip(PLAIN, BYTES, strict=True), 1)]

Matrix = list[list[bool]]


@pytest.fixture
def page(visit) -> Iterator[Page]:
    here = visit(390)
    here.page.set_content("<!doctype html><body>")
    here.page.add_script_tag(path=SCRIPT)
    yield here.page
    assert here.complaints == []


@pytest.fixture(autouse=True)
def _whole_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a text ends with a word, segno adds a word of zeros; ISO/IEC 18004, 7.4.10 fills up an unfinished word."""
    monkeypatch.setattr(
        segno.encoder, "write_padding_bits", lambda buff, _version, length: buff.extend([0] * (-length % 8))
    )


# --- texts, codes, pictures ------------------------------------------------------------------------------------


def filled(letters: str, length: int) -> str:
    return "".join(islice(cycle(letters), length))


def chinese(length: int) -> str:
    """A text of so many bytes."""
    return filled("防护服脱卸顺序，先手套后口罩。", length // 3) + "ok"[: length % 3]


def matrix(page: Page, text: str) -> Matrix:
    return page.evaluate("(text) => OutreachQR.matrix(text)", text)


def picture(page: Page, text: str, *more: int) -> Image.Image:
    url = page.evaluate("([text, ...more]) => OutreachQR.png(text, ...more)", [text, *more])
    kind, _, data = url.partition(",")
    assert kind == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(data, validate=True))).convert("RGB")


def read(image: Image.Image) -> str:
    found = zxingcpp.read_barcodes(image)
    assert len(found) == 1
    assert found[0].format == zxingcpp.BarcodeFormat.QRCode
    assert found[0].ec_level == "L"
    return found[0].text


def standard(text: str, mask: int | None = None) -> segno.QRCode:
    mode = {"mode": "alphanumeric"} if set(text) <= set(LETTERS) else {"mode": "byte", "encoding": "utf-8"}
    return segno.make(text, error="L", boost_error=False, micro=False, mask=mask, **mode)


def masked(text: str) -> list[Matrix]:
    """The eight codes of a text, by mask."""
    return [[[bool(module) for module in row] for row in standard(text, mask).matrix] for mask in range(8)]


def penalty(rows: Matrix) -> int:
    """The four rules of ISO/IEC 18004, 7.8.3.1, counted one by one."""
    size = len(rows)
    points = 0
    for line in [*rows, *map(list, zip(*rows, strict=True))]:
        text = "".join("01"[module] for module in line)
        points += sum(len(run) - 2 for run in re.findall(r"0+|1+", text) if len(run) >= 5)
        quiet = f"0000{text}0000"
        for at in range(len(quiet)):
            around = quiet[max(0, at - 4) : at], quiet[at + 7 : at + 11]
            points += 40 * (quiet[at : at + 7] == "1011101" and "0000" in around)
    for one, other in pairwise(rows):
        points += 3 * sum(len({*one[x : x + 2], *other[x : x + 2]}) == 1 for x in range(size - 1))
    dark = sum(map(sum, rows))
    return points + 10 * (abs(dark * 20 - size * size * 10) // (size * size))


def assert_standard(rows: Matrix, text: str) -> None:
    """Module for module one of the eight codes that differ in their mask alone, and the one with the least penalty."""
    codes = masked(text)
    assert codes.count(rows) == 1
    points = [penalty(code) for code in codes]
    assert points[codes.index(rows)] == min(points)


# --- what is encoded -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("version", "room"), VERSIONS)
def test_each_version_is_filled_to_its_last_character(page: Page, version: int, room: tuple[int, int]) -> None:
    for text in (filled(LETTERS, room[0]), chinese(room[1])):
        rows = matrix(page, text)
        assert standard(text).version == version
        assert {len(rows), *map(len, rows)} == {version * 4 + 17}
        assert_standard(rows, text)
        assert read(picture(page, text)) == text
        if version < len(VERSIONS):
            assert standard(text + "0").version == version + 1
            assert len(matrix(page, text + "0")) == version * 4 + 21
            assert read(picture(page, text + "0")) == text + "0"


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "12345678",
        "0000000",
        LETTERS,
        "HTTPS://TRAINING.EXAMPLE.ORG/ZH/CHECKLISTS/DOFFING.HTML",
        "https://training.example.org/zh/checklists/doffing.html",
        "脱卸：社区常用防护组合",
        "㑇面馆 & 开心😀站",
        "lower case",
        "A\nB",
        "A,B",
        "ſK",
    ],
)
def test_a_code_gives_back_its_text(page: Page, text: str) -> None:
    assert_standard(matrix(page, text), text)
    assert read(picture(page, text)) == text


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(LETTERS, min_size=1, max_size=300))
def test_any_plain_text_is_encoded_by_the_standard(page: Page, text: str) -> None:
    rows = matrix(page, text)
    assert len(rows) == standard(text).version * 4 + 17
    assert_standard(rows, text)
    assert read(picture(page, text)) == text


def test_modules_are_booleans(page: Page) -> None:
    assert {type(module) for row in matrix(page, "A") for module in row} == {bool}


@pytest.mark.parametrize("text", [filled(LETTERS, PLAIN[-1] + 1), chinese(BYTES[-1] + 1)])
@pytest.mark.parametrize("name", ["matrix", "png"])
def test_a_text_that_fits_nowhere_is_refused(page: Page, name: str, text: str) -> None:
    refused = page.evaluate(
        """([name, text]) => {
            try { return OutreachQR[name](text) && null; }
            catch (error) { return [error instanceof RangeError, error.message]; }
        }""",
        [name, text],
    )
    assert refused == [True, "The text is too long for a QR code."]


# --- the picture -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("more", "scale", "margin"), [([], 6, 4), ([1, 0], 1, 0), ([3], 3, 4), ([2, 1], 2, 1)])
def test_the_picture_is_the_matrix_in_black_on_white(page: Page, more: list[int], scale: int, margin: int) -> None:
    rows = matrix(page, "OUTREACH")
    image = picture(page, "OUTREACH", *more)
    size = len(rows) + 2 * margin
    assert image.size == (size * scale, size * scale)
    for y in range(size * scale):
        for x in range(size * scale):
            row, column = y // scale - margin, x // scale - margin
            inside = 0 <= row < len(rows) and 0 <= column < len(rows)
            dark = inside and rows[row][column]
            assert image.getpixel((x, y)) == ((0, 0, 0) if dark else (255, 255, 255))


# --- the script ------------------------------------------------------------------------------------------------


def test_it_may_be_evaluated_twice(page: Page) -> None:
    page.evaluate("window.first = OutreachQR")
    page.add_script_tag(path=SCRIPT)
    assert page.evaluate("window.first === OutreachQR")
    assert read(picture(page, "TWICE")) == "TWICE"


def test_it_leaves_the_page_alone(page: Page) -> None:
    before = page.content()
    picture(page, "OUTREACH")
    assert page.content() == before


def test_it_is_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 6)) <= 2400
