"""Which part of a host name somebody can register.

Owns the one use of publicsuffixlist, with the list it carries: nothing is ever fetched and nothing written.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """Return the registrable domain of a host, such as `example.co.uk`; empty where its ending is no known one.

    Places that host other people's pages count as endings, so `fans.github.io` is one domain.
    """
    return _listed().privatesuffix(host) or ""


@cache
def _listed() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 -- not everyone has a rule about links

    return PublicSuffixList(accept_unknown=False)
