"""Where the files are that Usher brings along: settings to start from, words, voices and scenes."""

from __future__ import annotations

from pathlib import Path

import bot


def shipped_dir(package: Path | None = None) -> Path:
    """The folder of shipped files: inside of the package when it was installed, else the checkout's `config`."""
    home = package or Path(bot.__file__).parent
    carried = home / "shipped"
    return carried if carried.is_dir() else home.parent / "config"
