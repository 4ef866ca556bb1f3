"""Reading the settings, the words and the voice again while Usher runs.

Nothing that is running is dropped: what is under way ends with what it began with. A broken edit changes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.settings.differences import Change
from bot.settings.shipped import shipped_dir
from bot.settings.words import load_vocabulary
from bot.voice import Voice, load_voice

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.moderation.reading import Vocabulary
    from bot.house import House
    from bot.settings.catalogue import Settings


@dataclass(frozen=True, slots=True)
class Fresh:
    """Everything as the files have it now, and how that differs from what is in use."""

    settings: Settings
    voice: Voice
    vocabulary: Vocabulary
    changes: tuple[Change, ...]

    @property
    def digest(self) -> str:
        """Names exactly these changes, so that what is accepted is what was shown."""
        return hashlib.sha256(repr(self.changes).encode()).hexdigest()[:12]

    def of(self, folder: str) -> tuple[Change, ...]:
        """Return the changes that concern one community: its own files, and what all share."""
        own = f"communities/{folder}"
        return tuple(
            change
            for change in self.changes
            if change.file == own or change.file.startswith(f"{own}/") or not change.file.startswith("communities/")
        )


def read_voice(config_dir: Path) -> Voice:
    """Return the shipped voice with the admin's own sentences over it; raises SettingsError."""
    folders = (shipped_dir() / "voice", config_dir / "voice")
    return load_voice(*(folders[:1] if folders[0].resolve() == folders[1].resolve() else folders))


class Reloading:
    """Reads everything again, shows the difference, and puts it to use when told."""

    def __init__(self, house: House) -> None:
        self._house = house

    def peek(self) -> Fresh:
        """Read everything and change nothing. Raises SettingsError with all problems."""
        settings, changes = self._house.settings.peek()
        config_dir = self._house.config_dir
        voice, vocabulary = read_voice(config_dir), load_vocabulary(config_dir)
        if voice != self._house.voice:
            changes += (Change("voice", "sentences", "in use", "edited"),)
        if vocabulary != self._house.moderation.vocabulary:
            changes += (Change("words", "vocabulary", "in use", "edited"),)
        return Fresh(settings, voice, vocabulary, changes)

    def accept(self, fresh: Fresh) -> None:
        """Use what was read."""
        self._house.settings.accept(fresh.settings)
        self._house.voice = fresh.voice
        self._house.moderation.take(fresh.vocabulary)
        self._house.communities.refresh()
        self._house.ledger.wake()
