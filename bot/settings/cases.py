"""`cases.yaml`: what is said to and done about a member.

Owns how the steps are set. Choosing a step is the domain's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from bot.settings.model import Model
from bot.settings.types import Duration, between


class Nudge(Model):
    """A private word that costs no points."""

    remember: Annotated[Duration, between("1d", "365d")] = timedelta(days=30)
    """How long a nudge is remembered, so that a repeat can be seen. From 1d to 365d."""

    note_line: Annotated[Duration, between("1m", "1d")] = timedelta(hours=1)
    """How long the neutral line stays in the channel when someone takes no private messages. From 1m to 1d."""


class CasesFile(Model):
    """Settings of cases: nudges and what follows them."""

    enabled: bool = True
    """Whether anything is said to members at all."""

    nudge: Nudge = Nudge()
    """The private word."""
