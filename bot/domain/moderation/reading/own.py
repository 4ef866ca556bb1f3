"""Words and phrases of a community's own, and whose they are: the same views as the shipped words get.

Owns what differs: every hit names all the lists that have the word, and nobody's word hides behind another's. A word
that is named here is meant; the shipped exceptions excuse it only where it is a shipped word itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.allowing import Allowing
from bot.domain.moderation.reading.entries import Entry, Excuses, Form, bounded, flat, is_foreign, starred
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.finds import standing
from bot.domain.moderation.reading.fold import origins
from bot.domain.moderation.reading.foreign import ForeignView
from bot.domain.moderation.reading.hits import Listing, OwnHit, Tier, View
from bot.domain.moderation.reading.masked import StrictMaskedView
from bot.domain.moderation.reading.phrased import PhraseView
from bot.domain.moderation.reading.plain import SPELLED
from bot.domain.moderation.reading.signs import SignView, is_sign
from bot.domain.moderation.reading.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.domain.moderation.reading.finder import Found
    from bot.domain.moderation.reading.finds import Find
    from bot.domain.moderation.reading.hits import Hit
    from bot.domain.moderation.reading.sheet import Sheet
    from bot.domain.moderation.reading.vocabulary import Vocabulary

Lists = frozenset[Listing]
_PART: Final[Listing] = ("", None)
_PARTS: Final = frozenset({_PART})
"""Who lists the most telling word of a phrase, without which the phrase need not be looked for."""
_LEAST_PART: Final = 3
"""Letters that a word of a phrase needs to be looked for spelled out."""
_COMMON: Final = frozenset(
    b"about and are but can dans des for from had has have her his how just les like mais not one our out pas pour que"
    b" she that the their them they this une was were what when who will with you your".split()
)
"""Words of which messages are full, so that they tell next to nothing of a phrase."""


class OwnWords:
    """Further words, ready to be looked for."""

    __slots__ = ("_allowing", "_core", "_foreign", "_phrases", "_search", "_signs", "_views")

    def __init__(self, vocabulary: Vocabulary, own: Mapping[str, Lists]) -> None:
        listed = _entries(own)
        phrases = tuple(entry for entry in listed if b" " in entry.term)
        words = _with_parts([entry for entry in listed if b" " not in entry.term], phrases)
        spelled = {part for entry in phrases for part in entry.term.split() if len(part) >= _LEAST_PART}
        self._views = Views(words, _OwnExcuses(vocabulary, listed), StrictMaskedView(words), spelled=sorted(spelled))
        self._search = self._views.search
        self._phrases = PhraseView(phrases) if phrases else None
        self._allowing = Allowing(_without(vocabulary, listed))
        self._foreign = ForeignView({word: lists for word, lists in own.items() if is_foreign(word)}) or None
        self._signs = SignView({word: lists for word, lists in own.items() if is_sign(word)}) or None
        core = {starred(word)[0] for word in vocabulary.core}
        self._core = _joined((entry.name, entry.lists) for entry in words if entry.term in core)

    def look(self, text: str, sheet: Sheet, hits: tuple[Hit, ...]) -> tuple[OwnHit, ...]:
        """Return the hits in a text; `hits` are those of the vocabulary."""
        found = self._search(sheet.flat, True)
        own = self._found(text, sheet, found) if found or sheet.odd else []
        if hits and self._core:
            own += self._disguised(hits, own)
        if self._foreign is not None and not text.isascii():
            own += [OwnHit(*each, View.plain) for each in self._foreign.look(text)]
        if self._signs is not None:
            own += [OwnHit(*each, View.plain) for each in self._signs.look(text)]
        return tuple(own)

    def _found(self, text: str, sheet: Sheet, found: Found) -> list[OwnHit]:
        finds, signs = self._views.look(sheet, found)
        if self._phrases is not None:
            if signs & SPELLED or any(_PART in find.entry.lists for find in finds):
                finds += self._phrases.look(sheet, signs)
            finds = [find for find in finds if find.entry.lists != _PARTS]
        return list(_hits(text, self._allowing.kept(sheet.raw, finds))) if finds else []

    def _disguised(self, hits: Iterable[Hit], own: list[OwnHit]) -> list[OwnHit]:
        """Return the shipped words that only the shipped views know in their disguise, where they are listed here."""
        known = {(hit.start, hit.end, hit.term) for hit in own}
        return [
            OwnHit(hit.start, hit.end, hit.term, self._core[hit.term], hit.view)
            for hit in hits
            if hit.view is not View.plain and hit.term in self._core and (hit.start, hit.end, hit.term) not in known
        ]


class _OwnExcuses(Excuses):
    """The shipped exceptions, where a shipped word is listed that they are about."""

    __slots__ = ("_shipped",)

    def __init__(self, vocabulary: Vocabulary, listed: Iterable[Entry]) -> None:
        super().__init__(vocabulary.exceptions)
        shipped = {starred(word)[0] for words in vocabulary.words.values() for word in words}
        both = sorted({entry.term for entry in listed} & shipped)
        self._shipped = Finder(dict.fromkeys(both)).search if both else None

    def holds(self, word: bytes) -> bool:
        """Whether this word, in plain letters, is an innocent one."""
        return self._shipped is not None and super().holds(word) and bool(self._shipped(word))


def _entries(own: Mapping[str, Lists]) -> tuple[Entry, ...]:
    found: dict[bytes, Entry] = {}
    for word, lists in sorted(own.items()):
        term, form = starred(word)
        if not term or is_foreign(word):
            continue
        pattern = bounded(term, form)
        known = found[pattern].lists if pattern in found else frozenset()
        tiers = [tier for _, tier in known | lists if tier is not None]
        found[pattern] = Entry(term, min(tiers, key=_weight, default=Tier.mild), form, lists=known | lists)
    return tuple(found.values())


def _with_parts(words: Iterable[Entry], phrases: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the words, and the most telling one of each phrase with them."""
    found = {entry.pattern(): entry for entry in words}
    for phrase in phrases:
        parts = phrase.term.split()
        part = max(parts, key=_telling)
        before = phrase.form in {Form.ending, Form.stem} and part == parts[0]
        after = phrase.form in {Form.opening, Form.stem} and part == parts[-1]
        form = Form(after + 2 * before)
        known = found.get(bounded(part, form), Entry(part, Tier.mild, form))
        found[bounded(part, form)] = replace(known, lists=known.lists | _PARTS)
    return tuple(found.values())


def _telling(word: bytes) -> tuple[bool, int]:
    return len(word) >= _LEAST_PART and word not in _COMMON, len(word)


def _weight(tier: Tier) -> int:
    return tier.weight


def _joined(pairs: Iterable[tuple[str, Lists]]) -> dict[str, Lists]:
    joined: dict[str, Lists] = {}
    for term, lists in pairs:
        joined[term] = joined.get(term, frozenset()) | lists
    return joined


def _without(vocabulary: Vocabulary, listed: Iterable[Entry]) -> Vocabulary:
    """Return the vocabulary without the phrases and titles that are listed themselves."""
    terms = {entry.term for entry in listed}
    return replace(
        vocabulary,
        allow=frozenset(phrase for phrase in vocabulary.allow if flat(phrase) not in terms),
        titles=frozenset(title for title in vocabulary.titles if flat(title) not in terms),
    )


def _hits(text: str, finds: list[Find]) -> Iterator[OwnHit]:
    """Yield the finds as hits in the original text: for all lists apart, for one does not hide another's."""
    places = None if text.isascii() else origins(text)
    groups: dict[Lists, list[Find]] = {}
    for find in finds:
        groups.setdefault(find.entry.lists, []).append(find)
    for lists, group in groups.items():
        for start, end, entry, view in standing(group, places):
            yield OwnHit(start, end, entry.name, lists, view)
