"""Terms → the glossary's page: in the base language in the order of their pinyin, in others by the alphabet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from outreach.kinds.bibliography import with_references
from outreach.library import BASE, Library
from outreach.markup import inline
from outreach.page import Cite, Items, Page, Prose, Rich, Text
from outreach.records import Term


def pages(library: Library) -> Iterator[Page]:
    """The glossary; none where there are no terms."""
    by_pinyin = library.language == BASE
    terms = sorted(library.terms.values(), key=lambda term: (_plain(term.pinyin if by_pinyin else term.term), term.id))
    if terms:
        entries = tuple(_entry(library, term) for term in terms)
        blocks = (
            Prose(inline(library.say("glossary-intro", count=len(terms)))),
            Items(entries, anchors=tuple(f"term-{term.id}" for term in terms)),
        )
        yield Page("glossary:", library.language, library.say("glossary"), with_references(library, blocks))


def _entry(library: Library, term: Term) -> Rich:
    reading = library.say("in-brackets", words=term.pinyin)
    cited = (Cite(term.sources),) if term.sources else ()
    return (Text(term.term, strong=True), Text(reading + library.say("colon")), *inline(term.definition), *cited)


def _plain(pinyin: str) -> str:
    """Pinyin without tones and case, for sorting."""
    letters = unicodedata.normalize("NFD", pinyin.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
