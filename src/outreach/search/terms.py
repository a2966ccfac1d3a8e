"""How text is cut into terms. A query is cut by the same rules, in `cutting.js`; a test holds the two together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+")
_SHORT = 3
_APOSTROPHE = re.compile("(?<=[a-z])['’](?=[a-z])")


def plain(text: str) -> str:
    """Text as it is compared: compatible forms made one, small letters, no apostrophes inside words."""
    return _APOSTROPHE.sub("", unicodedata.normalize("NFKC", text).lower())


def terms(text: str) -> Iterator[str]:
    """Every term of a text, as often as it stands there: Han characters and their pairs, other words by their stem."""
    for run in _RUN.findall(plain(text)):
        if run[0] >= "\u3400":
            yield from run
            yield from (run[place : place + 2] for place in range(len(run) - 1))
        else:
            yield stem(run)


def stem(word: str) -> str:
    """An English word without its ending; rough, and the same for all forms that people type."""
    if len(word) <= _SHORT or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5:
        word = word[:-3]
    elif word.endswith("ed") and len(word) > 4:
        word = word[:-2]
    if len(word) > _SHORT and word.endswith("e"):
        word = word[:-1]
    if len(word) > _SHORT and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word


def is_han(term: str) -> bool:
    return term[0] >= "\u3400"
