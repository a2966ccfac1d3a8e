"""The guideline as data: every character of it, and everything that must be known of each clause."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

TEXT = Path(__file__).parent / "guideline" / "gd-2022.zh.txt"


def test_the_quotes_joined_are_the_guideline(libraries) -> None:
    """Character for character, apart from white space and the `#` of headings."""
    quotes = "".join(clause.quote for clause in libraries["zh"].clauses.values())
    whole = TEXT.read_text("utf-8")
    assert re.sub(r"\s", "", quotes) == re.sub(r"[\s#]", "", whole)
    assert len(re.sub(r"\s", "", quotes)) == 2058


def test_all_records_are_there(libraries) -> None:
    kinds = Counter(clause.kind for clause in libraries["zh"].clauses.values())
    assert sum(kinds.values()) == 65
    assert (kinds["title"], kinds["heading"], kinds["purpose"]) == (2, 6, 2)
    assert 65 - kinds["title"] - kinds["heading"] - kinds["purpose"] == 55


def test_each_clause_carries_what_it_must(libraries) -> None:
    for language, library in libraries.items():
        for name, clause in library.clauses.items():
            assert clause.quote, name
            assert clause.kind in ("title", "heading") or clause.topics, name
            if clause.status not in ("durable", "context"):
                assert clause.practice_now, name
                assert clause.practice_now.sources or clause.practice_now.inference, name
            if language == "en":
                assert not re.search(r"[一-鿿]", clause.quote), f"{name} has Chinese in its English"


def test_what_has_ended_says_since_when(libraries) -> None:
    ended = [
        clause for clause in libraries["zh"].clauses.values() if clause.status in ("historical", "part-historical")
    ]
    assert len(ended) == 10
    assert all(clause.practice_now and clause.practice_now.since for clause in ended)
