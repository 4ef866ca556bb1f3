from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.domain.moderation.judging import Policy
from bot.domain.moderation.reading import Reader, Tier, Vocabulary
from bot.domain.moderation.rules.kinds import kinds_of
from bot.domain.moderation.rules.language import LanguageRule
from tests.replay.histories import BAD, settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """How `usher replay` ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """What it printed, as JSON."""
        made: dict[str, Any] = json.loads(self.out)
        return made


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Settings in which one word is strong that no list has."""
    return settings(tmp_path / "config")


@pytest.fixture
def usher(config: Path) -> Callable[..., Ran]:
    """Runs `usher replay` with these settings."""

    def run(*arguments: object) -> Ran:
        result = CliRunner().invoke(app, ["replay", "--config", str(config), *map(str, arguments)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="session")
def policy() -> Policy:
    """A policy made by hand: one live rule that knows one word."""
    reader = Reader(Vocabulary(words={Tier.strong: frozenset({BAD})}))
    rule = LanguageRule(name="language", tiers=frozenset({Tier.strong}))
    return Policy((rule,), kinds_of([rule], reader), version="by hand")
