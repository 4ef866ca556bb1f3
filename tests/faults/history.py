"""What Usher ever said and made, and what its database holds: read from outside, not through Usher's own code."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulation import World

DEFAULT = 0
"""The type of a message that somebody wrote, apart from what Discord itself says in a channel."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of Usher, as it was when Discord told it; it may be edited or gone by now."""

    id: int
    channel_id: int
    content: str
    marks: tuple[str, ...]
    texts: tuple[str, ...] = ()
    """What its embeds say."""
    at: int = 0
    """Its place in the order of everything that Discord told."""


def said_by_usher(world: World) -> list[Said]:
    """Return every message of Usher except answers to interactions, oldest first."""
    usher = str(world.env.backend.bot_user.id)
    return [
        Said(
            int(payload["id"]),
            int(payload["channel_id"]),
            payload["content"],
            tuple(buttons_of(payload["components"])),
            tuple(embed.get("description", "") for embed in payload["embeds"]),
            at,
        )
        for at, payload in _placed(world, "MESSAGE_CREATE")
        if payload["author"]["id"] == usher and payload["type"] == DEFAULT
    ]


def written(world: World, who_id: int) -> dict[int, str]:
    """Return everything that somebody ever wrote, as it was at first, also what is gone by now."""
    return {
        int(payload["id"]): payload["content"]
        for payload in _told(world, "MESSAGE_CREATE")
        if payload["author"]["id"] == str(who_id) and payload["type"] == DEFAULT
    }


def went(world: World) -> dict[int, int]:
    """Return the messages that were deleted, each with the place of that in the order of everything."""
    single = {int(payload["id"]): at for at, payload in _placed(world, "MESSAGE_DELETE")}
    return single | {int(id_): at for at, payload in _placed(world, "MESSAGE_DELETE_BULK") for id_ in payload["ids"]}


def renamed(world: World, thread_id: int) -> list[tuple[int, str]]:
    """Return every title that a thread was given later, with its place in the order of everything."""
    return [(at, each["name"]) for at, each in _placed(world, "THREAD_UPDATE") if each["id"] == str(thread_id)]


def marks(world: World) -> Counter[str]:
    """Return how often each custom id was ever sent in a message of its own."""
    return Counter(mark for said in said_by_usher(world) for mark in said.marks)


def made_by_usher(world: World) -> Counter[tuple[str, str]]:
    """Return how often each role, channel and thread was ever made, by kind and name, since the story began."""
    roles = [("role", payload["role"]["name"]) for payload in _told(world, "GUILD_ROLE_CREATE")]
    places = [
        (event.split("_")[0].lower(), f"{payload.get('parent_id')}/{payload['name']}")
        for event in ("CHANNEL_CREATE", "THREAD_CREATE")
        for payload in _told(world, event)
    ]
    return Counter([*roles, *places])


def rows(world: World, query: str) -> list[dict[str, Any]]:
    """Return what the database holds, read beside Usher."""
    path = world.usher.house.database.path
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
        reader.row_factory = sqlite3.Row
        return [dict(row) for row in reader.execute(query)]


def keep_steps(world: World) -> None:
    """Keep what each plan is to do, from now on and beside Usher, which forgets it once it is done."""
    path = world.usher.house.database.path
    with closing(sqlite3.connect(path)) as keeper:
        keeper.executescript("""
            CREATE TABLE kept_steps (id INTEGER PRIMARY KEY, steps JSON);
            CREATE TRIGGER keep_steps AFTER INSERT ON plans
            BEGIN INSERT OR REPLACE INTO kept_steps VALUES (new.id, new.steps); END;
        """)


def steps_done(world: World) -> list[tuple[dict[str, Any], dict[str, str]]]:
    """Return each step that was carried out, with the results of its plan, since `keep_steps`."""
    plans = rows(world, "SELECT kept_steps.steps, progress, results FROM plans JOIN kept_steps USING (id)")
    return [
        (step, json.loads(plan["results"])) for plan in plans for step in json.loads(plan["steps"])[: plan["progress"]]
    ]


def decided(world: World) -> frozenset[int]:
    """Return the messages of which a decision is kept."""
    return frozenset(row["message_id"] for row in rows(world, "SELECT message_id FROM moderation_decisions"))


def messages_of_people(world: World) -> frozenset[int]:
    """Return every message that a person wrote and that still stands."""
    backend = world.env.backend
    return frozenset(
        message.id
        for channel in backend.messages.values()
        for message in channel.values()
        if message.author_id != backend.bot_user.id
    )


def buttons_of(components: list[dict[str, Any]]) -> Iterator[str]:
    """Return the custom ids of what can be pressed."""
    for component in components:
        if custom_id := component.get("custom_id"):
            yield custom_id
        yield from buttons_of(component.get("components", []))


def _told(world: World, event: str) -> Iterator[dict[str, Any]]:
    return (payload for _, payload in _placed(world, event))


def _placed(world: World, event: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for place, (kind, name, payload) in enumerate(world.env.backend.transcript):
        if (kind, name) == ("GATEWAY", event):
            yield place, payload
