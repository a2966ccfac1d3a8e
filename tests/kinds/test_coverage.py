"""The coverage map and the glossary: what they say is what the content holds."""

from __future__ import annotations

from outreach.coverage import uses_of_clauses, uses_of_sources
from outreach.kinds import checklist, coverage, glossary
from outreach.page import Card, Items, Table, words
from outreach.records import FRAME


def test_a_clause_knows_its_uses(libraries) -> None:
    uses = uses_of_clauses(libraries["zh"])["gd-2022:4.8"]
    assert "section:ppe-protocol/doffing" in uses.sections
    assert "question:ppe-protocol/doffing/pp13" in uses.questions
    assert "checklist:doffing" in uses.checklists
    assert uses.acted_on


def test_a_source_knows_its_uses(libraries) -> None:
    uses = uses_of_sources(libraries["zh"])["CDC84"]
    assert "section:ppe-protocol/disinfection" in uses.sections
    assert "checklist:disinfection" in uses.checklists


def test_the_map_has_every_clause(libraries) -> None:
    for library in libraries.values():
        (page,) = coverage.pages(library)
        (table,) = [block for block in page.blocks if isinstance(block, Table)]
        asking = [name.split(":")[1] for name, clause in library.clauses.items() if clause.kind not in FRAME]
        assert [words(row[0]) for row in table.rows] == asking
        assert len(asking) == 55


def test_the_glossary_is_in_the_order_of_its_pinyin(libraries) -> None:
    (page,) = glossary.pages(libraries["zh"])
    (items,) = [block for block in page.blocks if isinstance(block, Items)]
    assert len(items.items) == len(libraries["zh"].terms) >= 60
    # Without their tones, as a dictionary of pinyin has them: 保密 before 保密例外, 个人 before 工作.
    shown = [words(item) for item in items.items]
    names = [
        next(t for t in libraries["zh"].terms.values() if line.startswith(f"{t.term}（{t.pinyin}）")) for line in shown
    ]
    tones = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuuuuuu")
    readings = [term.pinyin.casefold().translate(tones) for term in names]
    assert readings == sorted(readings)


def test_checklists_stand_in_the_order_of_their_numbers(libraries) -> None:
    overview = next(checklist.pages(libraries["zh"]))
    titles = [block.title for block in overview.blocks if isinstance(block, Card)]
    assert len(titles) >= 14
    assert titles == sorted(titles)


def test_the_english_glossary_is_in_the_order_of_its_alphabet(libraries) -> None:
    (page,) = glossary.pages(libraries["en"])
    (items,) = [block for block in page.blocks if isinstance(block, Items)]
    terms = [words(item[:1]).casefold() for item in items.items]
    assert terms == sorted(terms)
