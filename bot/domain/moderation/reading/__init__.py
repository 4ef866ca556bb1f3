"""Reading a message: which listed words are in it, however they are written.

Owns the vocabulary's shape, the views in which a text is looked at, and the hits. What a hit means is for the rules.
"""

from __future__ import annotations

from bot.domain.moderation.reading.hits import Hit, Listing, OwnHit, Tier, View
from bot.domain.moderation.reading.reader import Reader
from bot.domain.moderation.reading.vocabulary import Vocabulary

__all__ = ["Hit", "Listing", "OwnHit", "Reader", "Tier", "View", "Vocabulary"]
