"""Letters of paper tests: every key read back is right, whatever the seed, and none gives itself away."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from outreach.lettering import key_of, lettered, letters_of, response
from outreach.library import Library
from outreach.marking import mark
from outreach.records import Numeric, Sorting

SEEDS = ["site", "2026-12", "一班"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_key_of_every_item_is_read_back_as_right(
    libraries: Mapping[str, Library], language: str, seed: str
) -> None:
    library = libraries[language]
    for item in library.questions.values():
        key = key_of(library, item, seed)
        found = response(library, item, key, seed)
        assert found is not None
        assert mark(item, found, library.sequences).outcome == "right", item.id
        if not isinstance(item, Numeric):
            assert letters_of(library, item, found, seed) == key, item.id


def test_pairs_do_not_stand_side_by_side(libraries: Mapping[str, Library]) -> None:
    items = [item for item in libraries["zh"].questions.values() if isinstance(item, Sorting) and item.type == "match"]
    assert items
    for item in items:
        sides = [part.to for part in item.parts]
        assert lettered(item, {}, "site")[: len(sides)] != tuple(sides), item.id


@pytest.mark.parametrize("cell", ["", " ", "-", "—", "/"])
def test_an_empty_cell_is_no_answer(libraries: Mapping[str, Library], cell: str) -> None:
    library = libraries["zh"]
    assert response(library, library.questions["pp01"], cell, "site") is None


@pytest.mark.parametrize(
    ("item", "cell", "text"),
    [
        ("pp01", "AB", "several letters"),
        ("pp01", "E", "has 'E'"),
        ("po42", "1A", "pairs 1 of 5"),
        ("po42", "1A 1B 2C 3D 4E", "twice"),
        ("po42", "9A", "is no pair"),
    ],
)
def test_what_an_item_cannot_have_is_said(libraries: Mapping[str, Library], item: str, cell: str, text: str) -> None:
    library = libraries["zh"]
    with pytest.raises(ValueError, match=text):
        response(library, library.questions[item], cell, "site")


@pytest.mark.parametrize("cell", ["ａ", " a ", "A", "Ａ。"[:1]])
def test_how_a_letter_is_written_does_not_matter(libraries: Mapping[str, Library], cell: str) -> None:
    library = libraries["zh"]
    found = response(library, library.questions["pp01"], cell, "site")
    assert found == [lettered(library.questions["pp01"], {}, "site")[0]]
