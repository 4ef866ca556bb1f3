"""The JSON shapes of Discord's objects, with every key that a client insists on.

The world keeps these dictionaries themselves as its state; ids in them are strings, as on the wire.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

EVERYTHING = 2**53 - 1
ADMINISTRATOR = 8
ORDINARY = 1071698660929  # what @everyone may do in a new server


def stamp(at: float | None = None) -> str:
    """An instant, as Discord writes it: the present one, or another of `time.time()`."""
    return (dt.datetime.now(dt.UTC) if at is None else dt.datetime.fromtimestamp(at, dt.UTC)).isoformat()


def user(ident: int, name: str, *, bot: bool = False) -> Json:
    """A user; the discriminator is the one of today's names."""
    return {"id": str(ident), "username": name, "global_name": name, "discriminator": "0", "avatar": None,
            "bot": bot, "system": False, "public_flags": 0, "primary_guild": None}  # fmt: skip


def member(who: Json, roles: list[str] | None = None) -> Json:
    """A user in a guild."""
    return {"user": who, "roles": roles or [], "nick": None, "avatar": None, "banner": None, "flags": 0,
            "joined_at": "2024-05-01T12:00:00+00:00", "premium_since": None, "pending": False, "deaf": False,
            "mute": False, "communication_disabled_until": None}  # fmt: skip


def role(ident: int, name: str, **extra: object) -> Json:
    """A role; `permissions` may be given as a number."""
    colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    made = {"id": str(ident), "name": name, "position": 1, "permissions": "0", "color": 0, "colors": colors,
            "hoist": False, "managed": False, "mentionable": False, "flags": 0, "icon": None,
            "unicode_emoji": None} | extra  # fmt: skip
    return made | {"permissions": str(made["permissions"])}


def channel(ident: int, guild: int, name: str, position: int) -> Json:
    """A text channel of a guild."""
    return {"id": str(ident), "guild_id": str(guild), "type": 0, "name": name, "position": position, "topic": None,
            "parent_id": None, "nsfw": False, "rate_limit_per_user": 0, "last_message_id": None, "flags": 0,
            "permission_overwrites": []}  # fmt: skip


def thread(ident: int, parent: Json, owner: str, body: Json) -> Json:
    """A thread under `parent`, from the body of the request that made it."""
    meta = {"archived": False, "locked": False, "create_timestamp": stamp(), "archive_timestamp": stamp(),
            "auto_archive_duration": body["auto_archive_duration"] or 4320}  # fmt: skip
    return {"id": str(ident), "guild_id": parent["guild_id"], "parent_id": parent["id"], "owner_id": owner,
            "type": body["type"], "name": body["name"], "last_message_id": None, "message_count": 0,
            "member_count": 1, "total_message_sent": 0, "flags": 0, "thread_metadata": meta,
            "rate_limit_per_user": 0}  # fmt: skip


def message(ident: int, where: str, author: Json, body: Json, **extra: object) -> Json:
    """A message from the body of the request that sent it; mentions and attachments are the world's to add."""
    return {"id": str(ident), "channel_id": where, "author": author, "content": body.get("content") or "",
            "embeds": body.get("embeds") or [], "components": body.get("components") or [],
            "flags": body.get("flags") or 0, "timestamp": stamp(), "edited_timestamp": None, "tts": False,
            "mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "reactions": [],
            "pinned": False, "type": 0} | extra  # fmt: skip


def parts(components: list[Json]) -> Iterator[Json]:
    """Every component, the nested ones too."""
    for part in components:
        yield part
        inside = [part[key] for key in ("component", "accessory") if part.get(key)]
        yield from parts([*part.get("components", ()), *inside])


def mentioned(content: str) -> list[int]:
    """Users whom a text mentions."""
    return [int(one) for one in dict.fromkeys(re.findall(r"<@!?(\d+)>", content))]


def guild(ident: int, name: str) -> Json:
    """A guild without its roles, channels and members."""
    empty = ("emojis", "stickers", "features", "voice_states", "presences", "stage_instances")
    nobody = ("system_channel_id", "rules_channel_id", "public_updates_channel_id", "safety_alerts_channel_id",
              "afk_channel_id", "icon", "banner", "splash", "discovery_splash", "description", "vanity_url_code",
              "application_id", "max_presences")  # fmt: skip
    plain = ("premium_tier", "verification_level", "default_message_notifications", "explicit_content_filter",
             "mfa_level", "nsfw_level", "system_channel_flags", "premium_subscription_count")  # fmt: skip
    return {"id": str(ident), "name": name, "afk_timeout": 300,
            "joined_at": "2024-05-01T12:00:00+00:00", "preferred_locale": "en-GB", "max_members": 500000,
            "premium_progress_bar_enabled": False, "guild_scheduled_events": [], "soundboard_sounds": [],
            } | {key: [] for key in empty} | dict.fromkeys(nobody) | dict.fromkeys(plain, 0)  # fmt: skip
