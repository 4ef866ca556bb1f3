"""The byte tables through which every message passes.

Owns the small alphabet that the views share: after folding, a text is bytes in which ASCII stands for itself,
`MARK` for any other sign or picture, and `FOREIGN` for a letter of another script, which never matches.
"""

from __future__ import annotations

from typing import Final

SPACE: Final = 0x20
STAR: Final = 0x2A
MARK: Final = 0x01
FOREIGN: Final = 0xFF

LOWER: Final = bytes(range(97, 123))
UPPER: Final = bytes(range(65, 91))
DIGITS: Final = b"0123456789"
APOSTROPHES: Final = b"'\"`"
BREAKS: Final = b" \t\n\r\x0b\x0c"


def table(keep: bytes = b"", swap: dict[int, int] | None = None) -> bytes:
    """Return a translation that lowers letters, keeps foreign ones and `keep`, swaps some, and blanks all else."""
    cells = bytearray([SPACE] * 256)
    for lower, upper in zip(LOWER, UPPER, strict=True):
        cells[lower] = cells[upper] = lower
    for kept in (*keep, FOREIGN):
        cells[kept] = kept
    for old, new in (swap or {}).items():
        cells[old] = new
    return bytes(cells)


PLAIN: Final = table()
"""Letters lowered, everything else a space."""

JOINERS: Final = b"*_~|`.-#%+/\\^,&?" + bytes((MARK,))
"""Signs that may stand inside a broken-up word; not quotes and brackets, which belong to prose and code."""

WORDS: Final = table(keep=DIGITS)
"""As `PLAIN`, with digits kept: for words that have some, and so that they end no word once joiners are gone."""
