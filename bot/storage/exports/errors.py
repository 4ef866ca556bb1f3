"""What is said about a file that cannot be read as history.

Owns the two errors only. They never hold the text of a message.
"""

from __future__ import annotations


class ExportError(Exception):
    """A file is damaged or foreign; as text, one line: which file, where in it, and what is wrong."""

    def __init__(self, file: str, what: str, *, place: str = "") -> None:
        super().__init__(": ".join(part for part in (file, place, what) if part))
        self.file = file
        self.place = place
        self.what = what


class MisfitError(ValueError):
    """One message lacks something or has it in a wrong shape; whoever knows its place makes an ExportError of it."""
