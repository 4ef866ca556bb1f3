"""English words that stand beside a coarse word without making it a name: "My", "Suck", "Move", "And".

Owns the list. A capital alone makes no name, for people write whole messages in capitals.
"""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
a an the my your ur his her our their its this that these those what which such some any no not you i im hes shes he she
it we they is are was were be been being am suck sucks sucking sucker eat eats eating lick licks big bigger little fat
small tiny huge giant hard black white brown dumb stupid total absolute complete real massive utter proper old new fucking
fuckin freaking bloody damn goddamn of and or but with without for to in on at by from like as so if when how why who whose
where shut up down off out over me him them us move moves head heads pic pics picture pictures cheese face hole bag wad
will would should can could do does did dont has have had get got go oh hey yo ok okay lol lmao wow yes yeah just only
really very all every one two three another more less bro dude man guys please pls
"""
NOT_NAMES: Final = frozenset(_WORDS.encode().split())
