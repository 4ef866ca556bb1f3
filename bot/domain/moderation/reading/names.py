"""Tells a person's name from a coarse word: "Dick Tracy", "Philip K. Dick", "Greg Dyke".

Owns what makes a name: the word in title case beside another capitalised word that is not one of the English words
below. A capital alone makes no name, for people write whole messages in capitals.
"""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = """
a an the my your ur his her our their its this that these those what which such some any no not you i im hes
shes he she it we they is are was were be been being am suck sucks sucking sucker eat eats eating lick licks big
bigger little fat small tiny huge giant hard black white brown dumb stupid total absolute complete real massive
utter proper old new fucking fuckin freaking bloody damn goddamn of and or but with without for to in on at by
from like as so if when how why who whose where shut up down off out over me him them us move moves head heads
pic pics picture pictures cheese face hole bag wad will would should can could do does did dont has have had get
got go oh hey yo ok okay lol lmao wow yes yeah just only really very all every one two three another more less
bro dude man guys please pls hell shit fuck bitch ass
"""
_NOT_NAMES: Final = frozenset(_WORDS.encode().split())
_BEFORE: Final = re.compile(rb"([A-Z][A-Za-z'\xff]*)(?:\.|,|-)? ?[\"(]?$")
_AFTER: Final = re.compile(rb"(?:'s)?[\")]?[ -][\"(]?([A-Z][A-Za-z'\xff]*)")
_REACH: Final = 24
_INITIALS: Final = 2
"""Letters that may be a club's: FK Sarajevo."""


def is_name(raw: bytes, start: int, end: int) -> bool:
    """Whether the word at this slice of a folded text is written as part of a name."""
    written = raw[start:end]
    if not (written.istitle() or (len(written) == _INITIALS and written.isupper())):
        return False
    around = _BEFORE.search(raw[max(0, start - _REACH) : start]), _AFTER.match(raw[end : end + _REACH])
    return any(word and word[1].replace(b"'", b"").lower() not in _NOT_NAMES for word in around)
