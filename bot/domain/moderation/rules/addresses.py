"""Where a text names an address on the web, however it is written.

Owns finding addresses: with a scheme, with only `www.`, bare in prose, in Discord's masked links. Every one is found,
also those inside or right behind another. What an address means is for `links`, `invites` and `hosts`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.domain.moderation.rules.hosts import ascii_host
from bot.domain.moderation.rules.suffixes import registrable
from bot.domain.moderation.rules.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.rules.visible import Visible

_SCHEME: Final = re.compile(r"(?:https?|discord):[/\\]+", re.IGNORECASE)
_TO_END: Final = re.compile(r"[^\s<>|\"`]*(?:\|(?!\|)[^\s<>|\"`]*)*")
_BARE_END: Final = re.compile(r"(?::\d{1,5})?(?:[/\\?#](?:[^\s<>|\"`,;\])]|\|(?!\|))*)?")
_AUTHORITY: Final = re.compile(r"\[[0-9A-Fa-f:.]*\]|[^/\\?#]*")
_BEHIND_HOST: Final = re.compile(r"[^\w.-].*", re.DOTALL)
_BARE: Final = re.compile(r"(?<![\w.-])[\w.-]*\.[\w-]+")
_BRACKETS: Final = re.compile(r"\]\(|[()]")
_DOTS: Final = re.compile(r"\.{2,}")
_MASKED: Final = re.compile(r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\]){1,400})\]\(\s{0,8}<?")
_TRAILING: Final = ".,:;!?'*_~\\"
_WITHIN: Final = frozenset("/\\=")
"""What stands before a part of something longer, unless it is doubled."""
_SLASHES: Final = ("//", "\\\\")
_LONGEST_HOST: Final = 253
_LONGEST_PATH: Final = 300
"""More of a path is not looked at."""
_INSIDE: Final = frozenset("=/\\&?#:%")
"""What stands before an address that another carries with it, as an archive or a redirection does."""

_COMMON_ENDINGS: Final = "com org net edu gov gg tv io dev app xyz biz info uk eu ru cn jp br au ca ch nl pl cz"
_EVERYDAY: Final = frozenset(_COMMON_ENDINGS.split())
"""Endings that are no words: a bare name with one of them is an address, with any other it may be a missing space."""
_SITE_NAMES: Final = "amazon google ebay youtube netflix imdb allocine wikipedia letterboxd twitch reddit instagram"
_SITES: Final = frozenset(_SITE_NAMES.split())
"""Names that are sites under any ending."""


class Address(NamedTuple):
    """An address and where it stands in the text as it was written.

    `host` and `domain` (the part that can be registered, or the host where there is none) are in lower case and ASCII.
    `path` is what follows the host, `user` what stands before an `@` in front of it. `sure` is False for a bare name
    that may as well be two words with a point between. `inner` means that another address carries it. `label` is where
    the words of a masked link stand, and `shown` the addresses among them.
    """

    start: int
    end: int
    host: str
    domain: str
    path: str = ""
    user: str = ""
    sure: bool = True
    inner: bool = False
    label: tuple[int, int] | None = None
    shown: tuple[str, ...] = ()


def addresses(text: str) -> tuple[Address, ...]:
    """Return every address in a text, in order. The work grows with its length."""
    return addresses_in(visible(text))


def addresses_in(seen: Visible) -> tuple[Address, ...]:
    """As `addresses`, of a text made visible."""
    found = list(_schemed(seen.text))
    found += _bare(seen.text, found)
    if not found:
        return ()
    found.sort(key=lambda each: each.start)
    starts = [each.start for each in found]
    masks = {mask.end(): mask.span(1) for mask in _MASKED.finditer(seen.text)}
    return tuple(_placed(each, seen, found, starts, masks.get(each.start)) for each in found)


def _placed(
    each: Address, seen: Visible, found: list[Address], starts: list[int], label: tuple[int, int] | None
) -> Address:
    """Return an address with its places in the text as written, and with what the words of its link show."""
    if label is None and seen.places is None:
        return each
    start, end = seen.slice(each.start, each.end)
    if label is None:
        return Address(start, end, *each[2:])
    within = found[bisect_left(starts, label[0]) : bisect_left(starts, label[1])]
    shown = tuple(one.domain for one in within if one.sure)
    return each._replace(start=start, end=end, label=seen.slice(*label), shown=shown)


def _schemed(text: str) -> Iterator[Address]:
    if ":" not in text:
        return
    outer = 0
    for scheme in _SCHEME.finditer(text):
        start, behind = scheme.span()
        carried = start < outer
        if not carried:
            outer = _end(text, behind)
        authority = _AUTHORITY.match(text, behind, max(outer, behind))
        if authority is None or not authority[0]:
            continue
        user, _, host = authority[0].rpartition("@")
        host = ascii_host(host if host[:1] == "[" else _BEHIND_HOST.sub("", host.lstrip(_TRAILING)))
        if host:
            path = text[authority.end() : min(outer, authority.end() + _LONGEST_PATH)]
            inner = carried and text[start - 1] in _INSIDE
            yield Address(start, outer, host, registrable(host) or host, path, user, inner=inner)


def _end(text: str, behind: int) -> int:
    """Return where an address ends: closing brackets that it did not open, and a sentence's signs, are not its own."""
    found = _TO_END.match(text, behind)
    end = found.end() if found else behind
    depth = 0
    for bracket in _BRACKETS.finditer(text, behind, end):
        depth += (bracket[0] == "(") - (bracket[0] == ")")
        if depth < 0 or bracket[0] == "](":
            end = bracket.start()
            break
    while end > behind and text[end - 1] in _TRAILING:
        end -= 1
    return end


def _bare(text: str, schemed: list[Address]) -> Iterator[Address]:
    """Yield the addresses without a scheme that are not part of one that has it; those come in order."""
    if "." not in text:
        return
    taken = 0
    begins = [each.start for each in schemed]
    for token in _BARE.finditer(text):
        place = token.start()
        for part in _parts(token[0]):
            start = text.index(part, place)
            place = start + len(part)
            outer = bisect_right(begins, start) - 1
            if start < taken or (outer >= 0 and start < schemed[outer].end):
                continue
            name = _name(part) if len(part) <= _LONGEST_HOST else None
            if name is not None and (found := _at(text, start, place, name)) is not None:
                taken = found.end
                yield found


def _parts(token: str) -> list[str]:
    pieces = _DOTS.split(token) if ".." in token else (token,)
    return [part for piece in pieces if "." in (part := piece.strip("-_."))]


class _Name(NamedTuple):
    host: str
    domain: str
    sure: bool


@lru_cache(maxsize=4096)
def _name(part: str) -> _Name | None:
    """Return the host that some words with points between them name, or None."""
    host = ascii_host(part)
    domain = registrable(host)
    if not domain:
        return None
    ending, site = host.rpartition(".")[2], domain.partition(".")[0]
    return _Name(host, domain, host.startswith("www.") or ending in _EVERYDAY or site in _SITES)


def _at(text: str, start: int, end: int, name: _Name) -> Address | None:
    before = text[start - 1] if start else ""
    rest = _BARE_END.match(text, end)
    path = rest[0].rstrip(_TRAILING) if rest else ""
    leads = len(path) > 1 and path[0] in "/\\"
    if before == "@" and not leads:
        return None
    within = before in _WITHIN and text[start - 2 : start] not in _SLASHES
    sure = leads or (name.sure and not within)
    return Address(start, end + len(path), name.host, name.domain, path[:_LONGEST_PATH], sure=sure)
