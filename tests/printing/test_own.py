"""An organisation's own items and logo: on paper as they were given, never silently without a stop item."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from outreach import adaptations
from outreach.faults import ContentError, OutreachError
from outreach.kinds import checklist as kind
from outreach.library import Library
from outreach.logos import read_logo
from outreach.markup import inline
from outreach.page import Ticks, words
from tests.printing.reading import printed, run, squeezed, text_of

OWN = """\
- id: doffing
  hide: [leave, mask]
  add:
    - {id: bag, after: gown, words: {zh: "隔离衣放进黄色袋 #1", en: "Gown into the *yellow* bag"}}
    - {id: last, words: {zh: 在本子上签名, en: Sign the book}}
"""


def own_file(folder: Path, text: str = OWN) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, "utf-8")
    return path


def test_own_items_stand_where_they_were_put(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    library = libraries["zh"]
    found = adaptations.read(own_file(tmp_path), library, ("zh", "en"))
    page = kind.page(library, library.checklists["doffing"], adaptation=found["doffing"])
    ticks = [tick for block in page.blocks if isinstance(block, Ticks) for tick in block.ticks]
    assert [tick.id for tick in ticks] == ["stop", "gloves", "gown", "own-bag", "eye", "wash", "newmask", "own-last"]
    assert [tick.number for tick in ticks] == list(range(1, 9))
    assert [tick.id for tick in ticks if tick.own] == ["own-bag", "own-last"]


@pytest.mark.parametrize("variant", ["standard", "large", "pocket", "poster"])
def test_a_stop_item_is_never_left_out_silently(libraries: Mapping[str, Library], variant: str, tmp_path: Path) -> None:
    library = libraries["zh"]
    found = adaptations.read(own_file(tmp_path), library, ("zh", "en"))
    text = text_of(printed(libraries, "doffing", tmp_path, variant=variant, adaptations=found, organisation="甲站"))
    items = {item.id: squeezed(words(inline(item.text))) for item in library.checklists["doffing"].items}
    assert squeezed(library.say("without-stop")) in text
    assert items["mask"] in text.split(squeezed(library.say("without-stop")))[1]
    assert "隔离衣放进黄色袋#1" in text
    assert squeezed(library.say("own-added", count=2)) in text
    assert squeezed(library.say("own-left-out", items=items["leave"])) in text


def test_own_words_are_no_markup_and_stand_in_both_languages(libraries: Mapping[str, Library], tmp_path: Path) -> None:
    found = adaptations.read(own_file(tmp_path), libraries["zh"], ("zh", "en"))
    text = text_of(printed(libraries, "doffing", tmp_path, ("zh", "en"), adaptations=found))
    assert "Gownintothe*yellow*bag" in text
    assert squeezed(libraries["en"].say("without-stop")) in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: dofing\n", "own.yaml:1 dofing: is no checklist; did you mean 'doffing'?"),
        ("- id: doffing\n  hide: [masc]\n", "own.yaml:2 doffing: hides 'masc', which is no item of it; did you"),
        ("- id: doffing\n  add:\n  - {id: a, words: {zh: 甲}, after: x}\n", "yaml:3 doffing: adds an item after 'x'"),
        ("- id: doffing\n  add:\n  - {id: a, words: {en: A}}\n", "own.yaml:3 doffing: 'a' has no words in 'zh'"),
        ("- id: doffing\n  hidden: []\n", "own.yaml:2 doffing: has the unknown field 'hidden'; did you mean 'hide'?"),
        ("doffing:\n", "own.yaml:1: is not a list of checklists"),
        ("- doffing\n", "own.yaml:1: is no checklist; start it with '- id:'"),
        ("- id: doffing\n- id: doffing\n", "own.yaml:2 doffing: stands twice"),
        ("- id: doffing\n  add:\n  - {id: a, words: {zh: \"甲\\u202e\"}}\n", "(zh) has the invisible character U+202E"),
        ("- {id: doffing, hide: [stop, gloves, gown, leave, eye, mask, wash, newmask]}\n", "hides every item"),
        ("- id: [\n", "own.yaml:2: is not YAML"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_told_by_its_line(
    libraries: Mapping[str, Library], text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as error:
        adaptations.read(own_file(tmp_path, text), libraries["zh"], ("zh",))
    assert said in str(error.value)


def picture(kind: str, size: tuple[int, int] = (300, 120), mode: str = "RGB") -> bytes:
    made = Image.new(mode, size, "white")
    ImageDraw.Draw(made).rectangle((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill="black")
    content = io.BytesIO()
    made.save(content, kind)
    return content.getvalue()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="15" fill="#000"/></svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", picture("PNG")),
        ("a.jpg", picture("JPEG")),
        ("a.jpg", picture("JPEG", mode="CMYK")),
        ("wrong-ending.gif", picture("PNG", (2000, 3000))),
        ("a.svg", SVG.encode()),
        ("b.svg", b'\xef\xbb\xbf<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b">' + SVG.encode()),
    ],
)
def test_a_logo_is_on_the_sheet(libraries: Mapping[str, Library], name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    logo = read_logo(tmp_path / name)
    for variant in ("standard", "poster"):
        path = printed(libraries, "doffing", tmp_path, variant=variant, organisation="甲站", logo=logo)
        stem = tmp_path / "seen"
        run("pdftoppm", "-r", "60", "-gray", "-singlefile", "-png", str(path), str(stem))
        seen = Image.open(stem.with_suffix(".png"))
        width, height = seen.size
        corner = seen.convert("L").crop((width // 16, height // 32, width // 5, height // 10))
        assert corner.getextrema()[0] < 60, variant


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.gif", picture("GIF"), "is a GIF; save the logo as SVG, PNG or JPEG"),
        ("a.bmp", picture("BMP"), "is a BMP"),
        ("a.webp", picture("WEBP"), "is a WebP"),
        ("a.tif", picture("TIFF"), "is a TIFF"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.png", picture("PNG")[:60], "is damaged"),
        ("a.png", b"hello", "is no picture that can be printed"),
        ("a.svg", SVG.replace("<circle", "<script>1</script><circle").encode(), "has a <script>"),
        ("a.svg", SVG.replace("<circle", '<image href="http://a/b.png"/><circle').encode(), "has a <image>"),
        ("a.svg", SVG.replace("<circle", '<circle onclick="1"').encode(), "runs something (onclick)"),
        ("a.svg", SVG.replace("#000", "url(http://a)").encode(), "loads or runs something (fill)"),
        ("a.svg", b'<!DOCTYPE a [<!ENTITY x "y">]>' + SVG.encode(), "declares entities"),
        ("a.svg", SVG[:-8].encode(), "is no well-formed SVG"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * (5 * 1024 * 1024), "make it smaller than 5 MB"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_told(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OutreachError) as error:
        read_logo(tmp_path / name)
    assert said in str(error.value)
    assert name in str(error.value)


def test_a_logo_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutreachError, match="cannot read the logo"):
        read_logo(tmp_path / "none.png")
