"""The words of a language's entries: what a query that is typed in another way may have meant.

Chinese words are known by how they sound; English ones by how they are spelled.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

import jieba
import opencc
from pypinyin import lazy_pinyin

from outreach.outputs.entries import Entry
from outreach.search.terms import is_han, plain

LONGEST = 8
MOST = 12_000
"""How many words are kept, the weightiest, on a site however large: about 120 KB compressed."""
_NAMED = 12
"""How many times in a text a word counts that stands in a title."""

_NAME = re.compile("[\u3400-\u9fff]{2,6}")

jieba.setLogLevel(logging.ERROR)


def lexicon(entries: Iterable[Entry], terms: Iterable[str] = ()) -> dict[str, int]:
    """Every word, with how much it weighs: how often it stands there, and more where something is called by it.

    `terms` are words of the trade, which a general dictionary does not know.
    """
    return _lexicon(tuple(entries), tuple(terms))


@lru_cache(maxsize=2)
def _lexicon(entries: tuple[Entry, ...], terms: tuple[str, ...]) -> dict[str, int]:
    """Kept: cutting takes most of the time, and a language's words go into its own index and into the others'."""
    found: Counter[str] = Counter()
    whole = plain(" ".join(f"{entry.title} {entry.heading} {entry.text}" for entry in entries))
    for term in {plain(term) for term in terms}:
        if is_han(term) and 2 <= len(term) <= LONGEST and (count := whole.count(term)):
            found[term] += _NAMED + count
    for entry in entries:
        for text, weight in ((entry.text, 1), (f"{entry.title} {entry.heading}", _NAMED)):
            for word in _cut(plain(text)):
                found[word] += weight
        # A letter wrong or left out is mended by words that only they who ask use, too.
        for word in _cut(plain(" ".join(entry.asked))):
            if not is_han(word):
                found[word] += 2
        for name in _NAME.findall(plain(f"{entry.title} {entry.heading}")):
            found[name] += 2
    kept = sorted(found.items(), key=lambda row: (-row[1], row[0]))[:MOST]
    return {word: weight for word, weight in sorted(kept) if weight > 1}


def _cut(text: str) -> list[str]:
    words = (word.strip() for word in jieba.cut_for_search(text))
    return [
        word
        for word in words
        if (2 <= len(word) <= LONGEST if word and is_han(word) else len(word) > 2 and word.isascii() and word.isalnum())
    ]


@cache
def _common() -> str:
    """The characters that people type: those of GB 2312."""
    rows = range(0xB0, 0xF8)
    found = (bytes((high, low)) for high in rows for low in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in found)


def sounds(words: Iterable[str]) -> dict[str, str]:
    """Syllable without tone → the characters that sound so: those of GB 2312, and any others of these words."""
    characters = sorted(dict.fromkeys(_common() + "".join(word for word in words if is_han(word))))
    found: dict[str, list[str]] = {}
    for character in characters:
        found.setdefault(lazy_pinyin(character)[0], []).append(character)
    return {syllable: "".join(alike) for syllable, alike in sorted(found.items())}


def readings(words: Iterable[str]) -> dict[str, str]:
    """How words are read whose characters, each alone, would be read otherwise: word → syllables, spaces between."""
    found = {}
    for word in words:
        if is_han(word):
            together = lazy_pinyin(word)
            if together != [lazy_pinyin(character)[0] for character in word]:
                found[word] = " ".join(together)
    return found


def simplified(words: Iterable[str]) -> dict[str, str]:
    """Traditional character → the simplified one that these words are written with."""
    used = set("".join(words))
    han = [chr(code) for code in range(0x3400, 0xA000)]
    written = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    pairs = zip(han, written, strict=True)
    return {before: after for before, after in pairs if before != after and after in used and before not in used}
