"""The settings in use, and the last good ones when an edit is broken.

Owns when the files are read. What is done with a change is up to whoever accepts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings.differences import Change, differences
from bot.settings.loading import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings.catalogue import Settings


class SettingsStore:
    """Reads the folder once when made; raises SettingsError then, and never loses good settings later."""

    def __init__(self, config_dir: Path) -> None:
        self.config_dir = config_dir
        self._current = load_settings(config_dir)

    @property
    def current(self) -> Settings:
        """The settings in use."""
        return self._current

    def peek(self) -> tuple[Settings, tuple[Change, ...]]:
        """Read the files again and say what would change; raises SettingsError, and changes nothing either way."""
        fresh = load_settings(self.config_dir)
        return fresh, differences(self._current, fresh)

    def accept(self, settings: Settings) -> None:
        """Use these settings from now on."""
        self._current = settings
