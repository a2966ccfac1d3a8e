"""Names that look like markup, formulas, paths or devices: right on paper, safe as files, never interpreted."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.faults import OutreachError
from outreach.library import Library
from outreach.naming import NAME_LIMIT, safe_file_name, spoken
from outreach.outputs.press import glyphs
from outreach.outputs.sheet import Imprint
from outreach.sheets import Order, organisation_name, print_files
from tests.printing.reading import squeezed, text_of

NAMES = tuple((Path(__file__).parent / "hostile.txt").read_text("utf-8").splitlines())
OTHERS = (
    "站\u202e点", "站\u200b点", "站\u2066点", "\ufeff站", "站\x00", "站\n点", "站\r\n点", "a\u0301b", "\u2f00\u2f06",
    "\uf900", "社\u3000工", "\t=1", "a ", "|calc", "长" * 60, "W" * 60, "i" * 60, "长 " * 29, "A1" * 30, "．" * 60,
    "“" * 60, "很" * 61, "x" * 300, "\ud800", "\U000e0041", "\ufffe", "\x7f", "\u00ad站", "\u180e站",
    "\U0001f1e8\U0001f1f3",
)  # fmt: skip
ALL = (*NAMES, *OTHERS)


def is_right(libraries: Mapping[str, Library], raw: str, folder: Path) -> bool:
    """Prints the name and reads it back; True where it was printed, False where it was refused with its reason."""
    try:
        name = organisation_name(raw)
        ((file, content),) = print_files(libraries, "doffing", Order(Imprint(name))).items()
    except OutreachError as error:
        told = str(error)
        assert "the organisation's name" in told or "the sheet font has no" in told, told
        return False
    path = folder / file
    path.write_bytes(content)
    text = text_of(path)
    assert unicodedata.normalize("NFKC", squeezed(name)) in unicodedata.normalize("NFKC", text), name
    return True


def test_the_list_is_long() -> None:
    assert len(set(ALL)) >= 150


@pytest.mark.parametrize("raw", ALL)
def test_a_hostile_name_is_printed_or_refused_for_a_reason(
    libraries: Mapping[str, Library], raw: str, tmp_path: Path
) -> None:
    if not is_right(libraries, raw, tmp_path):
        unseen = any(unicodedata.category(char)[0] == "C" for char in raw)
        assert unseen or len(raw) > NAME_LIMIT or any(ord(char) not in glyphs() for char in raw)
    (tmp_path / f"{safe_file_name(raw)}.txt").write_text("x")
    assert (tmp_path / f"{safe_file_name(raw)}.txt").is_file()


@pytest.mark.parametrize("raw", ["😀站", "❤️站", "👨‍👩‍👧站", "한글", "カナ", "العربية"])
def test_what_the_font_has_not_is_named(libraries: Mapping[str, Library], raw: str) -> None:
    with pytest.raises(OutreachError, match=r"U\+[0-9A-F]{4,5}"):
        print_files(libraries, "doffing", Order(Imprint(organisation_name(raw))))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=60),
        st.text("#*_$`<>@\\=+-/~[]{}()'\"“”&;|%.:,长社工站 \n\t", min_size=1, max_size=60),
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=20),
    )
)
def test_any_name_is_printed_or_refused(
    libraries: Mapping[str, Library], tmp_path_factory: pytest.TempPathFactory, raw: str
) -> None:
    is_right(libraries, raw, tmp_path_factory.mktemp("any"))


def test_every_han_character_of_gbk_has_a_glyph_and_so_have_rare_names() -> None:
    pairs = product(range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF)))
    common = {bytes(pair).decode("gbk", "ignore") for pair in pairs}
    han = {char for char in common if len(char) == 1 and 0x4E00 <= ord(char) <= 0x9FA5}
    assert len(han) > 20_000
    assert not {char for char in han if ord(char) not in glyphs()}
    assert spoken("㑇𬬭䶮", "the name") == "㑇𬬭䶮"
