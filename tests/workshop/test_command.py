"""`outreach workshop` on the command line."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.conftest import outreach

NAMES = [
    "answers-ppe-protocol-{}.xlsx", "attendance-ppe-protocol-{}.pdf", "guide-ppe-protocol-{}.pdf",
    "handout-ppe-protocol-{}.pdf", "slides-ppe-protocol-{}.html", "test-A-ppe-protocol-{}.pdf",
    "test-B-ppe-protocol-{}.pdf", "test-key-ppe-protocol-{}.pdf",
]  # fmt: skip


def test_a_kit_in_both_languages_is_the_same_each_time_and_says_what_it_left_out(tmp_path: Path) -> None:
    command = ["workshop", "ppe-protocol", "--minutes", "45", "--language", "both", "--organisation", "某某社工站"]
    done = outreach(*command, "-o", str(tmp_path / "one"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted(
        name.format(language) for name in NAMES for language in ("zh", "en")
    )
    assert "45 minutes: left out" in done.stdout
    assert "part: 消毒与通风：配准、等够、绝不混 (priority 2; no time)" in done.stdout
    assert "its part was left out" in done.stdout
    again = outreach(*command, "-o", str(tmp_path / "two"))
    assert again.returncode == 0, again.stderr
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_answers_that_were_entered_are_not_overwritten(tmp_path: Path) -> None:
    command = ["workshop", "ppe-protocol", "-o", str(tmp_path)]
    assert outreach(*command).returncode == 0
    path = tmp_path / "answers-ppe-protocol-zh.xlsx"
    assert outreach(*command).returncode == 0
    book = load_workbook(path)
    book.active["A2"] = "阿玲"
    book.save(path)
    kept = path.read_bytes()
    guide = tmp_path / "guide-ppe-protocol-zh.pdf"
    guide.write_bytes(b"older")
    done = outreach(*command)
    assert done.returncode == 1
    assert "has answers in it" in done.stderr
    assert path.read_bytes() == kept
    assert guide.read_bytes() == b"older"


def test_faults_are_said_in_one_line(tmp_path: Path) -> None:
    faults = {
        ("ppe-protocl",): "did you mean 'ppe-protocol'?",
        ("ppe-protocol", "--minutes", "60"): "choose one of 45, 90, 180",
        ("ppe-protocol", "--start", "noon"): "write it as 14:00",
        ("ppe-protocol", "--language", "fr"): "language",
        ("ppe-protocol", "--address", "javascript:alert(1)"): "begin it with https://",
        ("ppe-protocol", "--seed", "a\u202eb"): "invisible character",
    }
    for arguments, said in faults.items():
        done = outreach("workshop", *arguments, "-o", str(tmp_path))
        assert done.returncode == 1, arguments
        assert said in done.stderr.replace("\n", " "), done.stderr
        assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
