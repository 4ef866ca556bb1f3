"""Keys and tokens that open something.

Owns the shapes that services give to theirs, and long random values that are called a key or a password.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log2
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHAPES: Final = re.compile(
    r"(?<![A-Za-z0-9_-])(?:"
    r"[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}"  # Discord bots
    r"|mfa\.[A-Za-z0-9_-]{60,100}"  # Discord accounts
    r"|(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])"  # Amazon
    r"|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255}|glpat-[A-Za-z0-9_-]{20,64}"  # GitHub, GitLab
    r"|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{30,300}|GOCSPX-[A-Za-z0-9_-]{28}"  # Google
    r"|xox[abeprs]-[A-Za-z0-9-]{10,250}|xapp-[A-Za-z0-9-]{20,250}"  # Slack
    r"|[sr]k_(?:live|test)_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9]{24,80}"  # Stripe
    r"|sk-(?:[a-z]{2,8}-)?[A-Za-z0-9_-]{32,250}"  # model services
    r"|SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}|npm_[A-Za-z0-9]{36}|hf_[A-Za-z0-9]{30,64}"
    r"|\d{8,10}:AA[A-Za-z0-9_-]{33}"  # Telegram bots
    r"|eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,1000}"  # signed tokens
    r")"
)
_WEBHOOK: Final = re.compile(r"discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/\d{15,21}/[\w-]{50,100}", re.IGNORECASE)
_CALLED: Final = re.compile(
    r"(?:key|token|secret|passw(?:or)?d|passwd|pwd|mot de passe|mdp|cl[ée])\b[\"'`]?\s{0,3}[:=]\s{0,3}[\"'`]?"
    r"([^\s\"'`,;<>]{12,300})",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(r"-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_BLOCK_END: Final = "-----END"
SHORTEST: Final = 12
"""The fewest letters, with nothing between them, of a text that holds a key."""
_LEAST_BITS: Final = 3.2
"""Entropy of a letter in a random value of a dozen letters or more; words and names have less, or no digits."""


def keys(text: str) -> Iterator[tuple[int, int]]:
    """Yield where keys and tokens stand in a text; they may overlap."""
    for block in _BLOCK.finditer(text) if "-----BEGIN" in text else ():
        end = text.find(_BLOCK_END, block.end())
        rest = text.find("-----", end + len(_BLOCK_END)) if end >= 0 else -1
        yield block.start(), rest + len("-----") if rest >= 0 else len(text)
    if max(map(len, text.split()), default=0) < SHORTEST:
        return
    for found in _SHAPES.finditer(text):
        yield found.span()
    if "webhooks/" in text:
        for found in _WEBHOOK.finditer(text):
            yield found.span()
    if "=" in text or ":" in text:
        for found in _CALLED.finditer(text):
            if _is_random(found[1]):
                yield found.span(1)


def _is_random(value: str) -> bool:
    """Whether a value mixes letters and digits as chance does; an address on the web does not count."""
    if "://" in value or not (any(map(str.isdigit, value)) and any(map(str.isalpha, value))):
        return False
    total = len(value)
    return -sum(count / total * log2(count / total) for count in Counter(value).values()) >= _LEAST_BITS
