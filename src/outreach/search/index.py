"""Entries → the index: terms with the entries that hold them and how much they weigh there, in pieces.

```
search/start.js         how many pieces there are, each entry's kind and module, where a page begins, synonyms
search/words.js         words by sound and spelling, for queries that find nothing as they are typed
search/t-<n>.js         terms, each with its entries: [gap, weight, gap, weight …]
search/e-<n>.js         entries as they are shown: address, title, heading, text
search/<other>/…        the same of another language, for words of that language; its entries are named by ours, and
                        its synonyms stand with its words
```
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from outreach.outputs.entries import Entry
from outreach.search import terms as cutting
from outreach.search.terms import is_han, plain
from outreach.search.words import lexicon, readings, simplified, sounds

TERM_PIECE = 5_000
"""Numbers in one piece of terms, about 7 KB compressed."""
ENTRY_PIECE = 2_500
"""Characters in one piece of entries."""
TITLE, HEADING, ALSO = 4.0, 8.0, 0.8
"""What a word counts for in a title, in a heading, and among the words that are not shown; in the text, 1."""
ASKED, OFTEN = 1.2, 2
"""What a word counts for each time people ask with it, and how many times are counted."""
SATURATION, SHORTNESS = 1.2, 0.5
SCALE = 12
KINDS = ("module", "checklist", "guideline", "question", "term", "page")
_PRIOR = {"module": 1.2, "checklist": 1.05, "guideline": 0.9, "question": 0.85, "term": 1.0, "page": 0.85}


_Postings = Mapping[str, list[tuple[int, int]]]
"""Term → the numbers of its entries with their weights, in the order of the entries."""


def write(
    folder: Path,
    entries: Sequence[Entry],
    others: Mapping[str, Sequence[Entry]],
    synonyms: Mapping[str, Sequence[str]],
    terms: Mapping[str, Sequence[str]],
    told: Mapping[str, object],
) -> None:
    """Writes the index of one language into `folder`.

    `others` are the entries of other languages, `synonyms` groups of words with `|` between and `terms` words of
    the trade, both by language (`""` is this one), `told` what the search itself says.
    Raises OSError where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    of = _numbering(entries)
    modules = sorted({entry.module for entry in entries if entry.module})
    pieces = _entry_pieces(entries)
    for number, piece in enumerate(pieces):
        rows = [[entry.url, entry.title, entry.heading, entry.text] for entry in piece]
        _put(folder / f"e-{number}.js", f"e{number}", rows, of)
    start = {
        "of": of,
        "kinds": "".join(str(KINDS.index(entry.kind)) for entry in entries),
        "modules": modules,
        "module": [modules.index(entry.module) + 1 if entry.module else 0 for entry in entries],
        "pages": _gaps([i for i, e in enumerate(entries) if i == 0 or _page(e) != _page(entries[i - 1])]),
        "pieces": _gaps([0, *accumulate(len(piece) for piece in pieces)]),
        "terms": _write_terms(folder, "t", _weighed(entries), of),
        "synonyms": _groups(entries, synonyms.get("", ())),
        "others": {},
        "latin": not any(is_han(entry.title) for entry in entries[:1] if entry.title),
        **told,
    }
    places = {entry.url: number for number, entry in enumerate(entries)}
    for language, theirs in others.items():
        mine = [places.get(entry.url, -1) for entry in theirs]
        kept = [entry for entry, place in zip(theirs, mine, strict=True) if place >= 0]
        renamed = dict(enumerate(place for place in mine if place >= 0))
        (folder / language).mkdir(exist_ok=True)
        theirs_too = {"groups": _groups(kept, synonyms.get(language, ()))}
        _put(folder / language / "words.js", f"{language}-words", _words(kept, terms.get(language, ())) | theirs_too)
        start["others"][language] = _write_terms(  # type: ignore[index]
            folder / language, f"{language}-t", _weighed(kept), of, renamed
        )
    _put(folder / "start.js", "start", start)
    _put(folder / "words.js", "words", _words(entries, terms.get("", ())))


def _groups(entries: Sequence[Entry], synonyms: Sequence[str]) -> list[list[list[str]]]:
    """Each group twice: what people may say, and what of it stands in these entries, the most common first."""
    whole = plain(" ".join(f"{entry.title} {entry.heading} {entry.text}" for entry in entries))
    stems = f" {' '.join(map(cutting.stem, re.findall('[a-z0-9]+', whole)))} "

    def times(word: str) -> int:
        if any(map(is_han, word)):
            return whole.count(word)
        # An English word or phrase stands there in any of its forms.
        return stems.count(f" {' '.join(map(cutting.stem, re.findall('[a-z0-9]+', word)))} ")

    found = []
    for group in synonyms:
        said = [plain(word) for word in group.split("|")]
        found.append([said, sorted((word for word in said if times(word)), key=lambda word: -times(word))])
    return found


def _words(entries: Sequence[Entry], terms: Sequence[str]) -> dict[str, object]:
    """The words of entries, and how they sound where they are Chinese."""
    found = lexicon(entries, terms)
    if not any(map(is_han, found)):
        return {"words": found, "sounds": {}, "readings": {}, "simplified": {}}
    return {"words": found, "sounds": sounds(found), "readings": readings(found), "simplified": simplified(found)}


def _page(entry: Entry) -> str:
    return entry.url.partition("#")[0]


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _entry_pieces(entries: Sequence[Entry]) -> list[list[Entry]]:
    pieces: list[list[Entry]] = []
    size = ENTRY_PIECE
    for entry in entries:
        if size >= ENTRY_PIECE:
            pieces.append([])
            size = 0
        pieces[-1].append(entry)
        size += len(entry.text) + len(entry.title) + len(entry.heading)
    return pieces


def _weighed(entries: Sequence[Entry]) -> _Postings:
    counted: list[Counter[str]] = []
    lengths: list[int] = []
    for entry in entries:
        found: Counter[str] = Counter(cutting.terms(entry.text))
        lengths.append(sum(found.values()) or 1)
        for text, weight in ((entry.title, TITLE), (entry.heading, HEADING), (entry.names, HEADING)):
            for term in dict.fromkeys(cutting.terms(text)):
                found[term] += weight  # type: ignore[assignment]
        for term in cutting.terms(entry.also):
            found[term] += ALSO  # type: ignore[assignment]
        for term, count in Counter(term for asked in entry.asked for term in set(cutting.terms(asked))).items():
            found[term] += ASKED * min(count, OFTEN)  # type: ignore[assignment]
        counted.append(found)
    usual = sum(lengths) / len(lengths) if lengths else 1
    standing = Counter(term for found in counted for term in found)
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (found, length, entry) in enumerate(zip(counted, lengths, entries, strict=True)):
        damped = SATURATION * (1 - SHORTNESS + SHORTNESS * length / usual)
        for term, count in found.items():
            rare = math.log(1 + (len(entries) - standing[term] + 0.5) / (standing[term] + 0.5))
            weight = SCALE * rare * count / (damped + count) * _PRIOR[entry.kind] * entry.worth
            postings[term].append((number, max(1, round(weight))))
    return postings


def _write_terms(
    folder: Path, name: str, postings: _Postings, of: str, renamed: Mapping[int, int] | None = None
) -> int:
    """Writes the pieces of terms, and says how many there are."""
    size = sum(2 * len(found) for found in postings.values())
    count = max(1, math.ceil(size / TERM_PIECE))
    pieces: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for term, found in sorted(postings.items()):
        named = sorted((renamed[number], weight) for number, weight in found) if renamed else found
        numbers = _gaps([number for number, _ in named])
        pieces[piece_of(term, count)][term] = [
            part for gap, (_, weight) in zip(numbers, named, strict=True) for part in (gap, weight)
        ]
    for number, piece in enumerate(pieces):
        _put(folder / f"t-{number}.js", f"{name}{number}", piece, of)
    return count


def piece_of(term: str, count: int) -> int:
    """In which piece a term stands; the browser reckons it in the same way."""
    found = 0
    for character in term:
        found = (found * 31 + ord(character)) & 0xFFFFFFF
    return found % count


def _numbering(entries: Sequence[Entry]) -> str:
    """By what name pieces belong together: they speak of entries by number, and a newer version may count otherwise."""
    told = "\n".join([str((TERM_PIECE, ENTRY_PIECE)), *(f"{entry.url} {len(entry.text)}" for entry in entries)])
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def _put(path: Path, name: str, data: object, of: str = "") -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    told = f',"{of}"' if of else ""
    path.write_text(f'OutreachSearch.take("{name}",{text}{told});\n', "utf-8")
