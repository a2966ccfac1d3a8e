"""Names from outside, on paper and as files."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.faults import OutreachError
from outreach.naming import NAME_LIMIT, safe_file_name, spoken

HOSTILE = (
    "../../etc/passwd", "..", ".", "", "   ", "CON", "con.txt", "NUL .pdf", "COM1", "LPT9.", "aux", "a/b\\c",
    'x:"<>|?*', "某某社工服务站", "㭎德社工站", "name.", "name ", "=1+1", "+cmd|' /C calc'!A0", "-rf", "@x",
    "\u202egnp.exe", "a\x00b",
    "é" * 100, "站" * 300, "\U0001f600 站", "#[panic]", "$x$", "<script>", "{{7*7}}", "a\nb",
)  # fmt: skip
FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


def check(name: str) -> None:
    assert name
    assert name not in (".", "..")
    assert not FORBIDDEN & set(name)
    assert name == name.strip(" ")
    assert not name.endswith(".")
    assert len(name) <= 60
    assert len(name.encode()) <= 180
    assert not PureWindowsPath(name).is_reserved()
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_make_files_that_can_be_written_and_zipped(text: str, tmp_path: Path) -> None:
    name = safe_file_name(text)
    check(name)
    (tmp_path / f"{name}.pdf").write_bytes(b"x")
    assert [path.name for path in tmp_path.iterdir()] == [f"{name}.pdf"]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.write(tmp_path / f"{name}.pdf", f"{name}/{name}.pdf")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        packed.extractall(tmp_path / "out")
    assert (tmp_path / "out" / name / f"{name}.pdf").read_bytes() == b"x"


@given(st.text(max_size=200))
def test_any_text_makes_a_safe_file_name(text: str) -> None:
    check(safe_file_name(text))


@given(st.text(max_size=200))
def test_a_spoken_name_is_whole_or_refused(text: str) -> None:
    try:
        name = spoken(text, "the name")
    except OutreachError:
        return
    assert len(name) <= NAME_LIMIT
    assert not {unicodedata.category(char) for char in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert spoken(name, "the name") == name


@pytest.mark.parametrize(
    ("raw", "said"),
    [("\u202e站", "U+202E"), ("站\u200b点", "U+200B"), ("a\x00b", "U+0000"), ("站" * 61, "61 characters")],
)
def test_what_paper_cannot_bear_is_named(raw: str, said: str) -> None:
    with pytest.raises(OutreachError, match="the organisation's name") as error:
        spoken(raw, "the organisation's name")
    assert said in str(error.value)


def test_full_width_signs_stay_and_old_forms_of_characters_become_the_usual_ones() -> None:
    assert spoken("社工站（总站）\uf9b5", "the name") == "社工站（总站）\u4f8b"
