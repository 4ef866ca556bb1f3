"""What `/usher` shows: each screen is made from values, and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.plans import AllowRoles, CreateChannel, CreateRole
from bot.domain.wording import escape, trim
from cogs.embeds import add_field, calm_embed
from cogs.pressing import buttons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import UsherClient
    from bot.domain.communities.doctor import Finding
    from bot.services.premises import Proposal
    from bot.settings.differences import Change
    from bot.settings.problems import SettingsError
    from bot.storage.communities import Pause
    from bot.storage.plans import Held

MOST_LINES = 20
MOST_ON_DESK = 5
BODY = 4000


def setup_screen(
    client: UsherClient, interaction: discord.Interaction, proposal: Proposal
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return what the set-up would make, with the button that makes it; or that all is in place."""
    setup = proposal.setup
    lines = [_step(client, interaction, step) for step in setup.steps]
    lines += [
        client.say(interaction, "setup.lacking", permission=_permission(client, interaction, name))
        for name in setup.lacking
    ]
    lines += [client.say(interaction, f"setup.over_{limit}") for limit in setup.over]
    lines += [client.say(interaction, "setup.unclear", name=escape(name)) for name in setup.unclear]
    if setup.complete:
        lines.append(client.say(interaction, "setup.complete"))
    embed = _embed(client.say(interaction, "setup.title"), lines)
    title, about = client.say(interaction, "setup.integrations_title"), client.say(interaction, "setup.integrations")
    add_field(embed, title, about)
    if not setup.possible:
        return embed, None
    label = client.say(interaction, "buttons.apply")
    return embed, buttons((label, f"communities:apply:{proposal.digest}", discord.ButtonStyle.primary))


def doctor_screen(client: UsherClient, interaction: discord.Interaction, findings: Sequence[Finding]) -> discord.Embed:
    """Return what will not work and how to mend it; or that all is well."""
    lines = [_finding(client, interaction, finding) for finding in findings]
    return _embed(client.say(interaction, "doctor.title"), lines or [client.say(interaction, "doctor.well")])


def broken_screen(client: UsherClient, interaction: discord.Interaction, broken: SettingsError) -> discord.Embed:
    """Return the problems of settings that cannot be used; the ones in force stay."""
    lines = [client.say(interaction, "reload.broken"), *(f"`{problem}`" for problem in broken.problems)]
    return _embed(client.say(interaction, "reload.title"), lines)


def reload_screen(
    client: UsherClient, interaction: discord.Interaction, changes: Sequence[Change], digest: str
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return what would change, with the button that lets it."""
    if not changes:
        return _embed(client.say(interaction, "reload.title"), [client.say(interaction, "reload.nothing")]), None
    lines = [f"`{change.key or change.file}`: {escape(change.before)} → {escape(change.after)}" for change in changes]
    label = client.say(interaction, "buttons.accept")
    view = buttons((label, f"communities:accept:{digest}", discord.ButtonStyle.primary))
    return _embed(client.say(interaction, "reload.title"), lines), view


def desk_screen(
    client: UsherClient, interaction: discord.Interaction, waiting: Sequence[Held]
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return what waits for a decision, with buttons for the oldest."""
    title = client.say(interaction, "desk.title")
    if not waiting:
        return _embed(title, [client.say(interaction, "desk.empty")]), None
    lines = [
        client.say(
            interaction,
            "desk.line",
            number=held.id,
            what=held.plan.dedupe_key,
            why=held.trouble or "",
            at=f"<t:{int(held.created_at.timestamp())}:R>",
        )
        for held in waiting
    ]
    specs = []
    for held in waiting[:MOST_ON_DESK]:
        specs.append((f"{client.say(interaction, 'buttons.again')} {held.id}", f"communities:again:{held.id}"))
        specs.append((f"{client.say(interaction, 'buttons.let_go')} {held.id}", f"communities:let_go:{held.id}"))
    return _embed(title, lines), buttons(*specs)


def pause_screen(
    client: UsherClient, interaction: discord.Interaction, pause: Pause
) -> tuple[discord.Embed, discord.ui.View]:
    """Return what was paused until when, with the button that ends it."""
    until = f"<t:{int(pause.until.timestamp())}:f>" if pause.until else ""
    key = "pauses.done_until" if pause.until else "pauses.done"
    embed = _embed(
        client.say(interaction, "pauses.title"), [client.say(interaction, key, feature=pause.feature, until=until)]
    )
    return embed, buttons((client.say(interaction, "buttons.resume"), f"communities:resume:{pause.feature}"))


def _embed(title: str, lines: Sequence[str]) -> discord.Embed:
    shown = list(lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        shown.append(f"… +{len(lines) - MOST_LINES}")
    return calm_embed(title, trim("\n".join(shown), BODY))


def _step(client: UsherClient, interaction: discord.Interaction, step: CreateRole | CreateChannel | AllowRoles) -> str:
    if isinstance(step, CreateRole):
        return client.say(interaction, "setup.create_role", name=escape(step.name))
    if isinstance(step, CreateChannel):
        key = "setup.create_staff_channel" if step.staff_only else "setup.create_channel"
        return client.say(interaction, key, name=escape(step.name), roles=", ".join(map(escape, step.roles)))
    key = "setup.hide_channel" if step.hide else "setup.open_channel"
    return client.say(interaction, key, channel=f"<#{step.channel_id}>", roles=", ".join(map(escape, step.roles)))


def _finding(client: UsherClient, interaction: discord.Interaction, finding: Finding) -> str:
    values = dict(finding.values)
    if "permission" in values:
        values["permission"] = _permission(client, interaction, values["permission"])
    return client.say(interaction, f"doctor.{finding.key}", **values)


def _permission(client: UsherClient, interaction: discord.Interaction, name: str) -> str:
    """Return a permission as Discord's own settings call it, in the reader's language."""
    return client.say(interaction, f"permissions.{name}")
