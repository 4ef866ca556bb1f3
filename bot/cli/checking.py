"""What `usher check` finds that only shows when settings are tried.

Owns how it is told: at its place in its file, as every other problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.patterns import LENGTH, slow_patterns
from bot.settings.catalogue import file_name
from bot.settings.documents import read_document
from bot.settings.loading import COMMUNITIES
from bot.settings.rules import Surroundings
from bot.settings.rules.pattern import PatternModel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services.patterns import Slow
    from bot.settings.catalogue import Settings
    from bot.settings.documents import Document
    from bot.settings.problems import Problem


def slow(folder: Path, settings: Settings) -> Iterator[Problem]:
    """Yield the patterns that take too long on a hostile message."""
    for name, community in settings.communities.items():
        around = Surroundings({}, {})
        models = {key: rule for key, rule in community.moderation.rules.items() if isinstance(rule, PatternModel)}
        if models:
            document = read_document(folder / COMMUNITIES / name / file_name("moderation"))
            for each in slow_patterns(model.rule(key, around) for key, model in models.items()):
                yield _told(document, each)


def _told(document: Document, slow_one: Slow) -> Problem:
    took = f"{slow_one.milliseconds:.0f} ms on a hostile message of {LENGTH:,} characters"
    if not slow_one.rule:
        return document.problem(("rules",), f"all patterns together take {took}", "Use fewer, or simpler ones")
    path = ("rules", slow_one.rule, "patterns", slow_one.place)
    return document.problem(path, f"the pattern takes {took}", "Repeat less, or begin it with plain letters")
