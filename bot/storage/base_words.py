"""The base vocabulary, as the installed better-profanity has it.

Owns the only import of that package, and only of its word list; its matcher is not used.
"""

from __future__ import annotations


def base_words() -> frozenset[str]:
    """Return the words of better-profanity's default list, as it spells them."""
    from better_profanity import Profanity  # noqa: PLC0415 - read once at start, and not by every command

    return frozenset(str(word) for word in Profanity().CENSOR_WORDSET)
