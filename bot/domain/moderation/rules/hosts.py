"""The names of hosts: one way to write each, and which of them pretend to be another.

Owns punycode, the lists of sites that people know, and look-alikes. Where hosts stand in a text is for `addresses`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.domain.moderation.reading.fold import TABLE

_FAMOUS: Final = """
discord.com discord.gg discordapp.com discord.gift steamcommunity.com steampowered.com epicgames.com roblox.com
imdb.com letterboxd.com rottentomatoes.com themoviedb.org allocine.fr trakt.tv metacritic.com fandango.com
netflix.com primevideo.com amazon.com disneyplus.com hulu.com max.com crunchyroll.com youtube.com youtu.be
twitch.tv spotify.com twitter.com x.com bsky.app reddit.com instagram.com tiktok.com facebook.com tumblr.com
whatsapp.com google.com apple.com microsoft.com paypal.com wikipedia.org github.com patreon.com
"""
WELL_KNOWN: Final = frozenset(_FAMOUS.split())
"""Sites worth pretending to be."""

_SAME: Final = (
    "youtube.com youtu.be youtube-nocookie.com",
    "twitter.com x.com t.co fxtwitter.com vxtwitter.com fixupx.com fixvx.com",
    "discord.com discord.gg discordapp.com discord.gift discordapp.net",
    "reddit.com redd.it rxddit.com",
    "instagram.com instagr.am ddinstagram.com kkinstagram.com",
    "facebook.com fb.com fb.me fb.watch",
    "tiktok.com vxtiktok.com",
    "amazon.com amazon.co.uk amazon.fr amazon.de amazon.it amazon.es amazon.ca amzn.to amzn.eu a.co",
    "wikipedia.org wikimedia.org wikipedia.com",
    "spotify.com spoti.fi spotify.link",
    "letterboxd.com boxd.it",
    "google.com goo.gl g.co",
    "bsky.app bsky.social fxbsky.app",
)
_OWNERS: Final = {domain: group for group in _SAME for domain in group.split()}
_PUNYCODE: Final = "xn--"
_BORROWED: Final = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})
_DRAWN: Final = re.compile(r"rn|vv|cl|[01i5]")
_AS: Final = {"rn": "m", "vv": "w", "cl": "d", "0": "o", "1": "l", "i": "l", "5": "s"}


def ascii_host(host: str) -> str:
    """Return a host in lower case, every label in its ASCII form."""
    host = host.lower().strip(".")
    if host.isascii():
        return host
    return ".".join(label if label.isascii() else _PUNYCODE + _punycode(label) for label in host.split("."))


def _punycode(label: str) -> str:
    return unicodedata.normalize("NFC", label).encode("punycode").decode("ascii")


def readable_host(host: str) -> str:
    """Return a host as a browser may show it: punycode read; a label that is no punycode stays as it is."""
    return ".".join(_read(label) for label in host.split(".")) if _PUNYCODE in host else host


def _read(label: str) -> str:
    if not label.startswith(_PUNYCODE):
        return label
    try:
        return label.removeprefix(_PUNYCODE).encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def same_owner(one: str, other: str) -> bool:
    """Whether two domains are known to lead to the same site."""
    return one == other or (one in _OWNERS and _OWNERS[one] == _OWNERS.get(other))


@lru_cache(maxsize=4096)
def parents(host: str) -> tuple[str, ...]:
    """Return a host and all that it is part of, itself first: `a.b.com`, `b.com`, `com`."""
    labels = host.split(".")
    return tuple(".".join(labels[number:]) for number in range(len(labels)))


@lru_cache(maxsize=4096)
def pretends(host: str, domain: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a host looks like one of `known` or of the well-known, or mixes scripts in a way no language does.

    `domain` is its registrable part. What stands before it may pretend too, as in `imdb.com.example.net`.
    """
    shown = readable_host(host)
    if not shown.isascii() and any(_mixes(label) for label in shown.split(".")):
        return True
    if domain in WELL_KNOWN or domain in known:
        return False
    labels = host.removesuffix(domain).strip(".").split(".")
    if any(".".join(pair) in WELL_KNOWN for pair in pairwise(labels)):
        return True
    looks = _skeleton(readable_host(domain))
    return looks in _likenesses(WELL_KNOWN) or looks in _likenesses(known)


def _mixes(label: str) -> bool:
    scripts = {unicodedata.name(letter, "").split(" ", 1)[0] for letter in label if letter.isalpha()}
    return "LATIN" in scripts and not _BORROWED.isdisjoint(scripts)


def _skeleton(domain: str) -> str:
    plain = domain if domain.isascii() else "".join(c if c.isascii() else TABLE[ord(c)] for c in domain)
    return _DRAWN.sub(lambda drawn: _AS[drawn[0]], plain.lower())


@lru_cache(maxsize=256)
def _likenesses(domains: frozenset[str]) -> frozenset[str]:
    return frozenset(_skeleton(domain) for domain in domains if "." in domain)
