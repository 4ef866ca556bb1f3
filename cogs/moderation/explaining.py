"""What `/moderation why` shows: what the rules made of a message, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.moderation.explaining import because
from bot.domain.wording import trim
from cogs.notices import CALM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.client import UsherClient
    from bot.domain.moderation.verdicts import Considered
    from bot.services.moderation import Why
    from bot.storage.cases import Case

BODY = 4000


def why_screen(client: UsherClient, interaction: discord.Interaction, why: Why, cases: Sequence[Case]) -> discord.Embed:
    """Return the explanation of one decision."""
    title = client.say(interaction, "moderation.why.title")
    body = trim("\n".join(_lines(client, interaction, why, cases)), BODY)
    return discord.Embed(title=title, description=body, colour=CALM)


def _lines(client: UsherClient, interaction: discord.Interaction, why: Why, cases: Sequence[Case]) -> Iterator[str]:
    if why.decided_at is None:
        yield client.say(interaction, "moderation.why.as_of_now")
    else:
        yield client.say(interaction, "moderation.why.decided", at=f"<t:{int(why.decided_at.timestamp())}:f>")
    if why.paused:
        yield client.say(interaction, "moderation.why.paused")
    if why.verdict.exemption is not None:
        yield client.say(interaction, f"moderation.why.exempt.{why.verdict.exemption.value}")
    elif not why.verdict.considered:
        yield client.say(interaction, "moderation.why.no_rules")
    for considered in why.verdict.considered:
        yield _considered(client, interaction, considered)
    yield from _response(client, interaction, why)
    for case in cases:
        how = client.say(interaction, f"deliveries.{case.delivery or 'on_its_way'}")
        yield client.say(interaction, f"moderation.why.done.{case.kind}", number=case.id, delivery=how)


def _considered(client: UsherClient, interaction: discord.Interaction, considered: Considered) -> str:
    key = f"moderation.why.outcome.{considered.outcome.value}"
    words = because(considered)
    said = client.house.voice.words(words, "", interaction.locale.value) if considered.because else ""
    return client.say(interaction, key, rule=considered.rule, because=said)


def _response(client: UsherClient, interaction: discord.Interaction, why: Why) -> Iterator[str]:
    """Yield what became of the text, and how much was held against the person, where a decision was kept."""
    kept = why.response
    if not kept:
        return
    yield client.say(interaction, f"moderation.why.text.{kept['text']}")
    reasons, remembered = kept.get("reasons", ()), kept.get("remembered", 0)
    if reasons:
        key = "repeat" if remembered else "several" if len(reasons) > 1 else "first"
        values = {"count": max(remembered, 1), "reasons": ", ".join(reasons), "weight": kept.get("weight", 0)}
        yield client.say(interaction, f"moderation.why.reasons.{key}", **values)
    if kept.get("card"):
        yield client.say(interaction, "moderation.why.card")
