"""Configuration folders made of a few lines, for tests of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MINIMAL = "name: The Lantern\n"


@pytest.fixture
def configure(tmp_path: Path) -> Callable[..., Path]:
    """Write `{path: text}` into a fresh folder; a community `main` with only a name is there unless it is given."""

    def write(files: dict[str, str] | None = None, *, minimal: bool = True) -> Path:
        root = tmp_path / "config"
        root.mkdir(exist_ok=True)
        start = {"communities/main/community.yaml": MINIMAL} if minimal else {}
        for name, text in {**start, **(files or {})}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    return write
