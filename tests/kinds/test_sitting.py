"""The page of a module's test, and the learner's own page: what they hold, and when there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outreach.kinds import learning, sitting
from outreach.page import Progress, Sitting
from outreach.reading import load


def test_a_test_asks_about_every_objective_on_both_forms(libraries) -> None:
    for library in libraries.values():
        for module in library.modules.values():
            page = sitting.page(library, module)
            assert page
            (found,) = page.blocks
            assert isinstance(found, Sitting)
            wanted = {objective.id for objective in module.objectives}
            assert {aim.id for aim in found.aims} == wanted
            for form in found.forms:
                assert {asked.objective for asked in form.asks} == wanted
                assert [asked.number for asked in form.asks] == list(range(1, len(form.asks) + 1))


def test_an_edition_without_a_section_is_not_tested_on_it(libraries) -> None:
    library = libraries["zh"]
    module = library.modules["ppe-protocol"]
    page = sitting.page(library, module, ("masks", "doffing"))
    assert page
    (found,) = page.blocks
    assert isinstance(found, Sitting)
    assert {aim.section for aim in found.aims} == {"section:ppe-protocol/masks", "section:ppe-protocol/doffing"}


def test_a_bank_without_two_items_for_an_objective_has_no_test(small) -> None:
    library = load(small)
    one = {name: item for name, item in library.questions.items() if name == "st01"}
    thin = replace(library, records={**library.records, "question": one})
    assert sitting.page(thin, thin.modules["storm"]) is None
    assert sitting.page(library, library.modules["storm"]) is not None


def test_my_learning_names_every_question_with_its_place(libraries) -> None:
    for library in libraries.values():
        (page,) = learning.pages(library)
        (progress,) = [block for block in page.blocks if isinstance(block, Progress)]
        named = {question.id: question.target for course in progress.courses for question in course.questions}
        assert set(named) == set(library.questions)
        assert named["pp13"] == "question:ppe-protocol/doffing/pp13"
        assert all(course.test == f"test:{course.id}" for course in progress.courses)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_options_true_and_false_are_the_pages_own_words(libraries, language: str) -> None:
    from outreach.kinds import question
    from outreach.page import Ask, words

    library = libraries[language]
    item = next(item for item in library.questions.values() if item.type == "true-false")
    block = question.ask(library, item)
    assert isinstance(block, Ask)
    assert [words(choice.text) for choice in block.choices] == [
        library.say("statement-true"), library.say("statement-false"),
    ]  # fmt: skip
    assert sum(choice.right for choice in block.choices) == 1
