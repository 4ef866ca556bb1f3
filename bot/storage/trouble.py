"""What drivers and operating systems say when a database cannot be used, in plain words.

Owns the words and the cure. Which errors are trouble with the database, and which are mistakes in a query, is decided
in `database`.
"""

from __future__ import annotations

from typing import Final

_CURES: Final = (
    (("readonly", "read-only", "permission denied"), "cannot be written. Let the account that runs Usher write there."),
    (
        ("unable to open", "no such file", "not a directory", "is a directory"),
        "cannot be opened. Is the address right, and does the folder exist?",
    ),
    (("not a database",), "is not a SQLite database. Point USHER_DATABASE_URL to another file."),
    (("malformed",), "is damaged. Stop Usher and put the last backup in its place."),
    (("locked",), "is held by another program. Close that, and try again."),
    (("disk is full", "no space", "disk full"), "has no room left on its disk. Make room; nothing was lost."),
    (("no module",), "needs one more part. Install it with: pip install 'usher-bot[postgresql]'"),
)
"""What drivers and systems say, and what a person can do about it."""


def plainly(error: Exception, where: str) -> str:
    """Return one line that says what a person can do about it."""
    cause = getattr(error, "orig", None) or error
    said = str(getattr(cause, "strerror", None) or cause)
    for signs, cure in _CURES:
        if any(sign in said.lower() for sign in signs):
            return f"The database {where} {cure}"
    first_line = next(iter(said.splitlines()), "") or type(cause).__name__
    return f"The database {where} cannot be used: {first_line}"
