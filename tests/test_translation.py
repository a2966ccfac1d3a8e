"""Words taken out of records and put in again; a translation that was left behind by an edit is found."""

from __future__ import annotations

from pathlib import Path

from outreach import translation
from outreach.confirming import confirm
from outreach.reading import load_all
from outreach.review import review


def test_words_put_back_give_the_same_record(libraries) -> None:
    for kind, records in libraries["zh"].records.items():
        for name, record in records.items():
            assert translation.with_words(record, translation.words_of(record)) == record, (kind, name)


def test_every_word_of_a_question_is_found(libraries) -> None:
    question = libraries["zh"].questions["pp13"]
    paths = translation.words_of(question)
    assert ("stem",) in paths
    assert ("feedback", "right") in paths
    assert all(("options", option.id, "feedback") in paths for option in question.options)


def test_a_translation_has_other_words_and_the_same_bones(libraries) -> None:
    base, english = libraries["zh"].questions["pp13"], libraries["en"].questions["pp13"]
    assert english.stem != base.stem
    assert english.key == base.key
    assert [option.id for option in english.options] == [option.id for option in base.options]


def test_an_edit_of_the_base_makes_its_translation_stale(small: Path) -> None:
    path = small / "questions" / "storm.yaml"
    path.write_text(path.read_text("utf-8").replace("先关哪扇窗？", "先关哪一扇窗？"), "utf-8")
    stale = load_all(small)["en"].stale
    assert [str(fault) for fault in stale] == [
        "translations/en/questions/storm.yaml:2 st01: the translation is older than its base words; "
        "read both, then run 'outreach translation confirm st01'"
    ]


def test_confirming_writes_one_line_and_settles_it(small: Path) -> None:
    path = small / "questions" / "storm.yaml"
    path.write_text(path.read_text("utf-8").replace("先关哪扇窗？", "先关哪一扇窗？"), "utf-8")
    english = small / "translations" / "en" / "questions" / "storm.yaml"
    before = english.read_text("utf-8").splitlines()
    assert confirm(small, "en", []) == ["st01"]
    after = english.read_text("utf-8").splitlines()
    assert [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [1]
    assert load_all(small)["en"].stale == ()


def test_another_block_in_the_translation_is_found(small: Path) -> None:
    path = small / "translations" / "en" / "modules" / "storm" / "sections" / "windows.md"
    path.write_text(path.read_text("utf-8").replace(":::{clause} st-2030:1.1 st-2030:1.2", ":::{clause} st-2030:1.1"))
    assert any("bring the two into line" in fault.text for fault in review(load_all(small)))
