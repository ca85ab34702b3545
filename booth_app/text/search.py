"""Finding names and numbers in both languages, by beginning, by whole word, and through typing errors.

The key is the one of `domain.md` §6, used for what is stored and for what is asked. The index is made once per
exhibition and change and kept in memory: a sorted list of distinct words, bisected for beginnings, and only when
nothing begins so, compared by edit distance (`performance.md` §5 has the measurements that chose it).
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from booth_app.text.bidi import CONTROLS
from booth_app.text.numbers import DASHES, EASTERN_TO_WESTERN
from booth_app.text.transliteration import skeleton

Key = TypeVar("Key", bound=Hashable)
Hits = dict[int, tuple[int, int]]
"""Entry (by its place in the index) → class of the match, place in the texts. Less is better."""

_TATWEEL, _ZWNJ, _ZWJ = 0x0640, 0x200C, 0x200D
_MARKS = [
    each for each in (*range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)) if unicodedata.category(chr(each)) == "Mn"
]
_KEY: dict[int, str | None] = {
    **dict.fromkeys([_TATWEEL, _ZWNJ, _ZWJ, *_MARKS, *map(ord, CONTROLS)]),
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    **dict.fromkeys(map(ord, "ىیېئ"), "ي"),
    ord("ؤ"): "و",
    ord("ة"): "ه",
    ord("ک"): "ك",
    ord("ء"): None,
    **EASTERN_TO_WESTERN,
    **DASHES,
}

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_PARTS = re.compile("[-.]")
_ACCENTS = re.compile("[\u0300-\u036f]")

# What may stand before an Arabic word without being part of it, longest first; what is left must be a word still.
_PREFIXES = re.compile("^(?:وبال|وكال|وال|بال|كال|فال|لل|ال|و)(?=.{3})")

# The classes of a match, best first. One class apart outweighs every place in the name.
_EXACT, _BEGINS, _BARE, _ERROR, _SOUND = range(5)
_SHORTEST_WITH_ERROR, _SHORTEST_WITH_TWO = 4, 8
_SHORTEST_SOUND = 2
_LONGEST_QUERY = 200
_MOST_WORDS = 8
_LONGEST_LETTERS = 3  # before the digits of a booth's number
_ENOUGH = 10  # times what is asked for: a single letter would otherwise rank every entry there is


def search_key(text: str) -> str:
    """The spelling under which texts are compared in search; the original stays for display.

    The same for all forms of alef, of ya, for ta marbuta and ha, with or without vowel marks, in either digit set.
    Asking twice changes nothing.
    """
    key = " ".join(unicodedata.normalize("NFKC", text).translate(_KEY).casefold().split())
    # What was dropped or folded may bring together characters that compose.
    return key if key == text else search_key(key)


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are looked up: keys without accents, in order. `A-204` stays one word."""
    return tuple(_WORD.findall(_without_accents(search_key(text))))


@dataclass(frozen=True, slots=True)
class Entry(Generic[Key]):
    """Something that can be found: its key, and the texts that lead to it, the most important first."""

    key: Key
    texts: tuple[str, ...]


class Index(Generic[Key]):
    """Entries by their words. The order of `entries` decides between equally good answers."""

    def __init__(self, entries: Iterable[Entry[Key]]) -> None:
        self._keys: list[Key] = []
        self._whole = _Words()
        self._bare = _Words()
        for number, entry in enumerate(entries):
            self._keys.append(entry.key)
            for place, word in enumerate(word for text in entry.texts for word in words(text)):
                for form in _forms(word):
                    self._whole.add(form, number, place)
                if (stem := _PREFIXES.sub("", word)) != word:
                    self._bare.add(stem, number, place)
        self._whole.close()
        self._bare.close()
        self._plain = sorted(word for word in {*self._whole.places, *self._bare.places} if not _has_digit(word))
        sounds: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._plain:
            if len(sound := skeleton(word)) >= _SHORTEST_SOUND:
                sounds[sound].append(word)
        self._sounds = dict(sounds)

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, query: str, limit: int = 20) -> list[Key]:
        """The keys of the best `limit` entries: whole words before beginnings before typing errors.

        Every word of the query must be met. Where no entry has them all, those with the most of them are given.
        """
        asked = _asked(query)
        if not asked or limit < 1:
            return []
        hits: list[Hits] = []
        among: Iterable[int] | None = None
        for word in asked:
            near = self._near(word, among, most=None if len(asked) > 1 else _ENOUGH * limit)
            hits.append(near or self._with_errors(word))
            among = hits[-1] if among is None else [number for number in among if number in hits[-1]]
        if not among:
            # Each word leads somewhere, but nothing has them all: one of them may be a typing error after all.
            hits = [_better(self._near(word), self._with_errors(word)) for word in asked]
        return [self._keys[number] for number in _ranked(hits, limit)]

    def _near(self, word: str, among: Iterable[int] | None = None, most: int | None = None) -> Hits:
        """Entries (of those in `among`) with the word, one that begins so, or one of these behind an article."""
        found = self._whole.beginning(word, (_EXACT, _BEGINS), among, most)
        found = _better(found, self._bare.beginning(word, (_BARE, _BARE), among, most))
        if not found and (stem := _PREFIXES.sub("", word)) != word:
            found = _better(
                self._whole.beginning(stem, (_BARE, _BARE), among, most),
                self._bare.beginning(stem, (_BARE, _BARE), among, most),
            )
        if not found and len(parts := _PARTS.split(word)) > 1:
            found = _all_of([self._whole.beginning(part, (_BARE, _BARE), among) for part in parts])
        return found

    def _with_errors(self, word: str) -> Hits:
        """Entries with a word that differs by a letter or two, or that sounds the same in the other script."""
        if _has_digit(word) or len(word) < _SHORTEST_WITH_ERROR:  # A-204 is not a misspelt A-205
            return {}
        most = 1 if len(word) < _SHORTEST_WITH_TWO else 2
        close = process.extract(word, self._plain, scorer=OSA.distance, score_cutoff=most, limit=None)
        if not close:  # the error may stand in a word that is not typed to its end
            starts = [each[: len(word)] for each in self._plain]
            close = process.extract(word, starts, scorer=OSA.distance, score_cutoff=most, limit=None)
        found: Hits = {}
        for _, distance, at in close:
            found = _better(found, self._at(self._plain[at], _ERROR, int(distance)))
        if not found and len(sound := skeleton(word)) >= _SHORTEST_SOUND:
            for other in self._sounds.get(sound, ()):
                found = _better(found, self._at(other, _SOUND, 0))
        return found

    def _at(self, word: str, rank: int, distance: int) -> Hits:
        places = self._whole.places.get(word) or self._bare.places.get(word, {})
        return {number: (rank, distance * 1000 + place) for number, place in places.items()}


class _Words:
    """Distinct words in order, each with the entries that have it and the first place it has in them."""

    def __init__(self) -> None:
        self.places: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._of: defaultdict[int, dict[str, int]] = defaultdict(dict)
        self._sorted: list[str] = []

    def add(self, word: str, number: int, place: int) -> None:
        self.places[word].setdefault(number, place)
        self._of[number].setdefault(word, place)

    def close(self) -> None:
        self._sorted = sorted(self.places)

    def beginning(
        self, word: str, ranks: tuple[int, int], among: Iterable[int] | None = None, most: int | None = None
    ) -> Hits:
        """Rank and place of entries with the word itself (first rank) or one that begins with it (second).

        `among` restricts to these entries; `most` stops once there are so many.
        """
        exact, begins = ranks
        if among is not None:
            found = {}
            for number in among:
                best = [
                    (exact if other == word else begins, place)
                    for other, place in self._of.get(number, {}).items()
                    if other.startswith(word)
                ]
                if best:
                    found[number] = min(best)
            return found
        found = {}
        for at in range(bisect_left(self._sorted, word), len(self._sorted)):
            other = self._sorted[at]
            if not other.startswith(word) or (most is not None and len(found) >= most):
                break
            rank = exact if other == word else begins
            for number, place in islice(self.places[other].items(), most):
                if number not in found or (rank, place) < found[number]:
                    found[number] = (rank, place)
        return found


def _asked(query: str) -> list[str]:
    """The words of a query, the longest first: it leaves the fewest entries for the others to be looked up in.

    A booth's number typed with a space (`a 204`) is put together again.
    """
    asked: list[str] = []
    for word in words(query[:_LONGEST_QUERY]):
        if asked and word[0].isdigit() and asked[-1].isalpha() and len(asked[-1]) <= _LONGEST_LETTERS:
            asked[-1] += word
        else:
            asked.append(word)
    return sorted(asked[:_MOST_WORDS], key=len, reverse=True)


def _forms(word: str) -> Sequence[str]:
    """A word, and for one with a dash or point in it, the whole run together and its parts."""
    parts = _PARTS.split(word)
    return (word,) if len(parts) == 1 else ("".join(parts), word, *(part for part in parts if len(part) > 1))


def _without_accents(key: str) -> str:
    return key if key.isascii() else unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", key)))


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _better(first: Hits, second: Hits) -> Hits:
    """Both, each entry with the better of its ranks."""
    if not first or not second:
        return first or second
    return first | {number: rank for number, rank in second.items() if number not in first or rank < first[number]}


def _all_of(hits: list[Hits]) -> Hits:
    """The entries that are in every one, with their worst rank."""
    return {number: max(each[number] for each in hits) for number in hits[0] if all(number in each for each in hits)}


def _ranked(hits: list[Hits], limit: int) -> list[int]:
    """Numbers of the best entries: fewest words missing, then best classes, then earliest in the name."""
    scores: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in hits:
        for number, rank in each.items():
            scores[number].append(rank)
    if not scores:
        return []
    full = max(map(len, scores.values()))
    ranked = (
        (sum(rank for rank, _ in ranks), sum(place for _, place in ranks), number)
        for number, ranks in scores.items()
        if len(ranks) == full
    )
    return [number for _, _, number in nsmallest(limit, ranked)]
