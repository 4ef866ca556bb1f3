"""What `/moderation why` shows: what the rules made of a message, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.moderation.explaining import because
from bot.domain.moderation.verdicts import Outcome
from bot.domain.wording import trim
from cogs.embeds import calm_embed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.client import UsherClient
    from bot.domain.moderation.verdicts import Considered
    from bot.services.moderation import Why
    from bot.storage.cases import Case

BODY = 4000
NAMES = 600
QUIET = (Outcome.CLEAN, Outcome.OFF)
"""What is not worth a line for each rule."""


def why_screen(client: UsherClient, interaction: discord.Interaction, why: Why, cases: Sequence[Case]) -> discord.Embed:
    """Return the explanation of one decision."""
    title = client.say(interaction, "moderation.why.title")
    body = trim("\n".join(_lines(client, interaction, why, cases)), BODY)
    return calm_embed(title, body)


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
        if considered.outcome not in QUIET:
            yield _considered(client, interaction, considered)
    yield from _quiet(client, interaction, why)
    yield from _response(client, interaction, why)
    for case in cases:
        how = client.say(interaction, f"deliveries.{case.delivery or 'on_its_way'}")
        yield client.say(interaction, f"moderation.why.done.{case.kind}", number=case.id, delivery=how)


def _considered(client: UsherClient, interaction: discord.Interaction, considered: Considered) -> str:
    key = f"moderation.why.outcome.{considered.outcome.value}"
    said = client.house.voice.words(because(considered), "", interaction.locale.value)
    return client.say(interaction, key, rule=considered.rule, because=said)


def _quiet(client: UsherClient, interaction: discord.Interaction, why: Why) -> Iterator[str]:
    """Yield in a line each which rules found nothing and which are off: there may be hundreds."""
    for outcome in QUIET:
        names = [each.rule for each in why.verdict.considered if each.outcome is outcome]
        if names:
            rules = trim(", ".join(names), NAMES)
            yield client.say(interaction, f"moderation.why.outcome.{outcome.value}", rule=rules, count=len(names))
    if why.settings_version and why.settings_version != why.current_version:
        yield client.say(interaction, "moderation.why.other_settings", version=why.settings_version)


def _response(client: UsherClient, interaction: discord.Interaction, why: Why) -> Iterator[str]:
    """Yield what became of the text, and how much was held against the person, where a decision was kept."""
    kept = why.response
    if not kept:
        return
    yield client.say(interaction, f"moderation.why.text.{kept['text']}")
    grounds = kept.get("grounds", "none")
    if grounds != "none":
        values = {"count": max(kept["remembered"], 1), "reasons": ", ".join(kept["reasons"])}
        yield client.say(interaction, f"moderation.why.reasons.{grounds}", **values)
    if kept.get("card"):
        yield client.say(interaction, "moderation.why.card")
