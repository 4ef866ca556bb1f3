"""What drivers and operating systems say when a database cannot be used, in plain words.

Owns the words and the cure, and telling trouble from a mistake in a query, which drivers do not.
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
    (("connection is closed", "connection was closed", "terminating connection"), "has gone. It is asked again soon."),
    (("no module",), "needs one more part. Install it with: pip install 'usher-bot[postgresql]'"),
)
"""What drivers and systems say, and what a person can do about it."""


def plainly(error: Exception, where: str) -> str:
    """Return one line that says what a person can do about it."""
    first_line = next(iter(_said(error).splitlines()), "") or type(error).__name__
    return f"The database {where} {_cure(error) or f'cannot be used: {first_line}'}"


def is_known(error: Exception) -> bool:
    """Whether this is trouble with a database, and not a mistake in a query."""
    return _cure(error) is not None


def _cure(error: Exception) -> str | None:
    said = _said(error).lower()
    return next((cure for signs, cure in _CURES if any(sign in said for sign in signs)), None)


def _said(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(getattr(cause, "strerror", None) or cause)
