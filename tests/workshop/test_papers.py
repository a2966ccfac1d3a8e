"""The papers of a kit, read back: the guide says everything, the handout has every point, the key is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.agenda import SHORT
from outreach.kinds import test_paper as papers
from outreach.kinds import workshop
from outreach.kinds.kit import kit
from outreach.lettering import key_of, lettered, response
from outreach.marking import mark
from outreach.markup import inline
from outreach.page import Ask, words
from tests.printing.reading import pages_of, squeezed, text_of, words_outside

MODULES = ("ppe-protocol", "stress-relief", "policy-explanation")
KITS = [(module, minutes, language) for module in MODULES for minutes in (45, 180) for language in ("zh", "en")]
PAPERS = ("guide", "handout", "attendance", "test-A", "test-B", "test-key")


def said(text: str) -> str:
    return squeezed(words(inline(text)))


def bare(text: str) -> str:
    """Words without digits: the numbers of citations stand between them on paper."""
    return "".join(char for char in squeezed(text) if not char.isdigit() and char not in ",–-.")


@pytest.mark.parametrize(("module", "minutes", "language"), KITS)
def test_the_guide_says_all_that_is_taught(made, module: str, minutes: int, language: str) -> None:
    found, folder = made(module, minutes, language)
    text = bare(text_of(folder / f"guide-{module}-{language}.pdf"))
    taught = found.agenda.workshop
    lines = [line.text for group in (taught.materials, taught.room, taught.safety, taught.adapt) for line in group]
    lines += [taught.aim, taught.closing]
    for part in found.agenda.parts:
        lines += [part.title, *(line.text for line in (*part.points, *part.say, *part.watch))]
        if part.exercise and found.agenda.exercised(part):
            lines += [part.exercise.title, part.exercise.setup, *(step.text for step in part.exercise.steps)]
            lines += [text for one in part.exercise.debrief for text in (one.question, one.answer)]
        for name in part.questions:
            item = found.library.questions[name]
            lines += [item.stem, *(option.text for option in item.options)]
    # A page that ends within a line puts its foot between; so the ends and the middles are looked for, not the whole.
    missing = [line for line in lines if bare(said(line))[:14] not in text or bare(said(line))[-10:] not in text]
    assert missing == []
    for one in found.agenda.dropped:
        assert bare(one.title)[:20] in text


@pytest.mark.parametrize(("module", "minutes", "language"), KITS)
def test_the_handout_has_every_point_and_whom_to_call(made, module: str, minutes: int, language: str) -> None:
    found, folder = made(module, minutes, language)
    path = folder / f"handout-{module}-{language}.pdf"
    text = bare(text_of(path))
    for part in found.agenda.parts:
        for line in part.points:
            assert bare(said(line.text)) in text, line.id
        if part.sequence:
            for step in found.library.sequences[part.sequence].steps:
                assert bare(said(step.action)) in text, step.id
    numbers = squeezed(text_of(path))
    for name in found.module.helplines:
        assert found.library.helplines[name].number in numbers
    for name in found.agenda.dropped:
        if not name.exercise:
            assert bare(said(name.part.points[0].text)) not in text


@pytest.mark.parametrize(("module", "minutes", "language"), KITS)
@pytest.mark.parametrize("form", ["A", "B"])
def test_a_test_on_paper_letters_its_options_as_they_are_read_back(
    made, module: str, minutes: int, language: str, form: str
) -> None:
    found, folder = made(module, minutes, language)
    names = found.forms.a if form == "A" else found.forms.b
    text = squeezed(text_of(folder / f"test-{form}-{module}-{language}.pdf"))
    assert squeezed(found.code) in text
    place = 0
    for name in names:
        item = found.library.questions[name]
        stem = said(item.stem)
        place = text.index(stem[:12], place)
        options = {option.id: option for option in getattr(item, "options", ())}
        for letter, option in zip("ABCDEFGH", lettered(item, found.library.sequences, found.forms.seed), strict=False):
            if options and options[option].text:
                place = text.index(f"{letter}{said(options[option].text)[:10]}", place)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("seed", ["site", "2026-12"])
def test_the_key_is_what_the_marking_rule_takes_for_right(libraries, module: str, language: str, seed: str) -> None:
    library = libraries[language]
    for item in library.bank(module):
        answer = response(library, item, key_of(library, item, seed), seed)
        assert answer is not None
        assert mark(item, answer, library.sequences).outcome == "right", item.id
        shown = papers.vote(library, item, seed, is_open=True)
        assert shown.why, item.id
        if hasattr(item, "options"):
            assert {line.letter for line in shown.lines if line.right} == set(key_of(library, item, seed))
        asked = papers.asked(library, item, seed)
        if isinstance(asked, Ask):
            assert [choice.id for choice in asked.choices] == list(lettered(item, library.sequences, seed))


@pytest.mark.parametrize(("module", "minutes", "language"), KITS)
def test_the_key_on_paper_has_every_answer_with_its_reason(made, module: str, minutes: int, language: str) -> None:
    found, folder = made(module, minutes, language)
    text = squeezed(text_of(folder / f"test-key-{module}-{language}.pdf"))
    for name in (*found.forms.a, *found.forms.b):
        item = found.library.questions[name]
        assert squeezed(item.name)[:10] in text
        assert bare(words(papers.why(found.library, item, found.forms.seed)))[:10] in bare(text)


def test_a_short_workshop_tests_what_it_teaches_and_no_more(libraries) -> None:
    library = libraries["zh"]
    for module in MODULES:
        found = kit(library, module, SHORT)
        taught = {
            goal for part in found.agenda.parts for goal in library.sections[f"{module}/{part.section}"].objectives
        }
        asked = [library.questions[name].objective for name in (*found.forms.a, *found.forms.b)]
        assert set(asked) == taught
        assert len(found.forms.a) == len(found.forms.b) == 6
        assert not set(found.forms.a) & set(found.forms.b)
        assert not kit(library, module, SHORT, address="https://a.org").on_screen
        assert kit(library, module, 90, address="https://a.org").on_screen
        assert not kit(library, module, 90, seed="other", address="https://a.org").on_screen


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_attendance_sheet_is_one_page_of_thirty_rows(made, language: str) -> None:
    found, folder = made("ppe-protocol", 45, language)
    path = folder / f"attendance-ppe-protocol-{language}.pdf"
    text = text_of(path)
    assert pages_of(path) == 1
    page = workshop.attendance(found)
    assert squeezed(words(page.remark)) in text
    assert "2930" in text


@pytest.mark.parametrize(("module", "minutes", "language"), KITS)
def test_nothing_is_cut_off_and_no_name_is_markup(made, module: str, minutes: int, language: str) -> None:
    _, folder = made(module, minutes, language)
    papers_of = sorted(Path(folder).glob("*.pdf"))
    assert len(papers_of) == len(PAPERS)
    for path in papers_of:
        assert words_outside(path) == [], path.name
        assert "<script>alert(1)</script>&" in text_of(path, 1)
