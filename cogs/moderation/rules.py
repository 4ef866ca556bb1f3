"""What `/moderation rules` shows: all rules, one of them, its history, and a find to judge.

Owns the look of these screens. What is known of a rule comes from the services, gathered in `pages`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.moderation.allowable import mark_of
from bot.domain.moderation.verdicts import Mode
from bot.domain.wording import address, code_words, escape, trim
from bot.services.moderation.teaching import COUNTED, MOST_COUNTED, Numbers
from bot.storage.communities import NOBODY
from cogs.embeds import add_field, calm_embed
from cogs.pressing import buttons, menu

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.client import UsherClient
    from bot.services.moderation.teaching import Statistics, Unjudged
    from bot.storage.communities import Change

    Screen = tuple[discord.Embed, discord.ui.View]

BODY: Final = 4000
FIELD: Final = 1000
ON_A_PAGE: Final = 10


@dataclass(frozen=True, slots=True)
class AllRules:
    """What the list of rules shows: their modes by name, their numbers, and what was set from Discord."""

    modes: Mapping[str, str]
    statistics: Statistics
    allowed: tuple[str, ...] = ()
    overrides: str = ""


@dataclass(frozen=True, slots=True)
class OneRule:
    """What is known of one rule. `cost` is in microseconds a message, the median over `measured` messages."""

    name: str
    mode: str
    numbers: Numbers = field(default_factory=Numbers)
    complete: bool = True
    cost: float | None = None
    measured: int = 0
    allowed: tuple[str, ...] = ()


def by_whom(client: UsherClient, locale: str, member_id: int) -> str:
    """Return who did something; somebody, once they asked to be forgotten."""
    if member_id == NOBODY:
        return client.house.voice.say("moderation.judged.somebody", locale)
    return f"<@{member_id}>"


def rules_screen(client: UsherClient, interaction: discord.Interaction, rules: AllRules, wanted: int) -> Screen:
    """Return a page of the rules; the first or last one where there is no such page."""
    names = list(rules.modes)
    pages = max(1, -(-len(names) // ON_A_PAGE))
    page = min(max(wanted, 1), pages)
    shown = names[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    lines = [_line(client, interaction, name, rules.modes[name], rules.statistics.of(name)) for name in shown]
    lines = lines or [client.say(interaction, "moderation.why.no_rules")]
    if rules.allowed:
        lines += ["", client.say(interaction, "moderation.rules.allowed_everywhere", words=_latest(rules.allowed))]
    footer = _footer(client, interaction, page, pages, complete=rules.statistics.complete)
    embed = _embed(client.say(interaction, "moderation.rules.title"), lines, footer)
    if rules.overrides:
        name = client.say(interaction, "moderation.rules.overrides")
        add_field(embed, name, f"```yaml\n{trim(rules.overrides, FIELD)}\n```")
    turns = [("buttons.page_before", page - 1)] * (page > 1) + [("buttons.page_after", page + 1)] * (page < pages)
    view = buttons(
        *((client.say(interaction, key), f"moderation:rules_page:{number}") for key, number in turns),
        *_take_back(client, interaction, rules.allowed, ""),
    )
    menu(view, client.say(interaction, "moderation.rules.choose"), "moderation:rule:", shown)
    return embed, view


def rule_screen(client: UsherClient, interaction: discord.Interaction, rule: OneRule) -> Screen:
    """Return everything of one rule, with a button for each other mode and for all that can be learned about it."""
    lines = [
        _line(client, interaction, rule.name, rule.mode, rule.numbers),
        client.say(interaction, f"moderation.rules.about.{rule.mode}"),
    ]
    if rule.cost is not None:
        cost = max(1, round(rule.cost))
        lines.append(client.say(interaction, "moderation.rules.cost", cost=cost, count=rule.measured))
    if rule.allowed:
        lines.append(client.say(interaction, "moderation.rules.allowed", words=_latest(rule.allowed)))
    footer = _footer(client, interaction, complete=rule.complete)
    embed = _embed(client.say(interaction, "moderation.rules.one", rule=rule.name), lines, footer)
    others = [each.value for each in Mode if each.value != rule.mode]
    verbs = ("history", "examples", "replay")
    view = buttons(
        *((client.say(interaction, f"buttons.mode_{each}"), f"moderation:mode:{each}.{rule.name}") for each in others),
        *((client.say(interaction, f"buttons.{verb}"), f"moderation:{verb}:{rule.name}") for verb in verbs),
        *_take_back(client, interaction, rule.allowed, rule.name),
        (client.say(interaction, "buttons.all_rules"), "moderation:rules_page:1"),
    )
    return embed, view


def history_screen(
    client: UsherClient, interaction: discord.Interaction, name: str, changes: Sequence[Change]
) -> Screen:
    """Return who changed what about a rule, newest first."""
    lines = [_change(client, interaction, changes, place) for place in range(len(changes))]
    lines = lines or [client.say(interaction, "moderation.history.empty")]
    title = client.say(interaction, "moderation.history.title", rule=name)
    return _embed(title, lines), buttons(_back(client, interaction, name))


def example_screen(
    client: UsherClient, interaction: discord.Interaction, name: str, find: Unjudged | None, excerpt: str, because: str
) -> Screen:
    """Return a find of a rule that waits for a judgement, or the word that none does."""
    title = client.say(interaction, "moderation.example.title", rule=name)
    back = _back(client, interaction, name)
    if find is None:
        lines = [client.say(interaction, "moderation.example.none_left")]
        return _embed(title, lines), buttons(back)
    decision = find.decision
    body = client.say(
        interaction,
        "moderation.example.body",
        member=f"<@{decision.author_id}>",
        channel=f"<#{decision.channel_id}>",
        excerpt=excerpt or client.say(interaction, "moderation.example.gone"),
        because=because,
        link=address(decision.guild_id, decision.channel_id, decision.message_id),
    )
    embed = _embed(title, [body], client.say(interaction, "moderation.example.left", count=find.left))
    here = f"{decision.message_id}.{name}"
    verbs = {"right": "example_right", "fine": "example_fine", "next": "example_next"}
    view = buttons(
        *((client.say(interaction, f"buttons.{key}"), f"moderation:{verb}:{here}") for key, verb in verbs.items()), back
    )
    return embed, view


def closed_screen(client: UsherClient, interaction: discord.Interaction, name: str, find: Unjudged) -> Screen:
    """Return that the next find is in a channel that whoever asks cannot read, with a way past it."""
    title = client.say(interaction, "moderation.example.title", rule=name)
    body = client.say(interaction, "refusals.unread", channel=f"<#{find.decision.channel_id}>")
    past = (client.say(interaction, "buttons.next"), f"moderation:example_next:{find.decision.message_id}.{name}")
    footer = client.say(interaction, "moderation.example.left", count=find.left)
    return _embed(title, [body], footer), buttons(past, _back(client, interaction, name))


def _line(client: UsherClient, interaction: discord.Interaction, name: str, mode: str, numbers: Numbers) -> str:
    said = client.say(interaction, f"moderation.rules.mode.{mode}")
    precision = numbers.precision
    low, high = (round(100 * bound) for bound in precision.interval)
    judged = "moderation.rules.judged" if precision.judged else "moderation.rules.not_judged"
    share = round(100 * (precision.share or 0))
    right = client.say(interaction, judged, share=share, low=low, high=high, judged=precision.judged)
    values = {"rule": escape(name), "mode": said, "hits": numbers.hits, "people": numbers.people, "right": right}
    return client.say(interaction, "moderation.rules.line", **values)


def _footer(
    client: UsherClient, interaction: discord.Interaction, page: int = 1, pages: int = 1, *, complete: bool
) -> str:
    if complete:
        said = client.say(interaction, "moderation.rules.counted", days=COUNTED.days)
    else:
        said = client.say(interaction, "moderation.rules.counted_latest", days=COUNTED.days, most=MOST_COUNTED)
    if pages > 1:
        said += " · " + client.say(interaction, "moderation.rules.page", page=page, pages=pages)
    return said


def _change(client: UsherClient, interaction: discord.Interaction, changes: Sequence[Change], place: int) -> str:
    change = changes[place]
    older = next((each for each in changes[place + 1 :] if each.key == change.key), None)
    setting = change.key.rsplit(".", 1)[1]
    if change.value is None:
        what = client.say(interaction, f"moderation.history.filed_{setting}")
    elif setting == "mode":
        what = client.say(interaction, f"moderation.rules.mode.{change.value}")
    else:
        what = _difference(client, interaction, change.value, older.value if older else None)
    if change.key == "moderation.allow":
        what = client.say(interaction, "moderation.history.everywhere", what=what)
    at, who = (
        f"<t:{int(change.changed_at.timestamp())}:f>",
        by_whom(client, interaction.locale.value, change.changed_by),
    )
    return client.say(interaction, "moderation.history.line", at=at, by=who, what=what)


def _difference(client: UsherClient, interaction: discord.Interaction, now: list[str], before: list[str] | None) -> str:
    """Return what a change to a list of phrases did; the whole list where it is not known what was there before."""
    added = [each for each in now if each not in (before or ())]
    gone = [each for each in before or () if each not in now]
    key, words = ("taken_back", gone) if gone and not added else ("allowed", added)
    return client.say(interaction, f"moderation.history.{key}", words=code_words(words))


def _take_back(
    client: UsherClient, interaction: discord.Interaction, allowed: tuple[str, ...], rule: str
) -> list[tuple[str, str]]:
    if not allowed:
        return []
    last = allowed[-1]
    label = client.say(interaction, "buttons.take_back", word=trim(last, 40))
    return [(label, f"moderation:take_back:{mark_of(last)}.{rule}")]


def _back(client: UsherClient, interaction: discord.Interaction, name: str) -> tuple[str, str]:
    return client.say(interaction, "buttons.to_rule"), f"moderation:rule:{name}"


def _latest(phrases: Sequence[str]) -> str:
    """Return phrases for reading, the latest first."""
    return code_words(list(phrases)[::-1])


def _embed(title: str, lines: Sequence[str], footer: str = "") -> discord.Embed:
    return calm_embed(title, trim("\n".join(lines), BODY), footer)
