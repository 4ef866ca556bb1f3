"""Which part of a host name somebody can register.

Owns the one use of tldextract, with the list it carries: nothing is ever fetched and nothing written.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """Return the registrable domain of a host, such as `example.co.uk`; empty where its ending is no known one.

    Places that host other people's pages count as endings, so `fans.github.io` is one domain.
    """
    found = _extract().extract_str(host)
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ""


@cache
def _extract() -> TLDExtract:
    from tldextract import TLDExtract  # noqa: PLC0415 -- slow to load, and not everyone has a rule about links

    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
