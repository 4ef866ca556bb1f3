"""Watching the simulated server: every event and every answer becomes a value of the record.

It hears the gateway as the bot does, whoever acts: a scene, a test, or a person in a browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.rehearsal.record import (
    Asked,
    Filled,
    Happening,
    Judged,
    Made,
    Pressed,
    Ran,
    Reach,
    Removed,
    Said,
    Sent,
    Shown,
    Waited,
)
from bot.rehearsal.shown import show, show_payload, walk
from bot.rehearsal.simulation import LOADING, answers, forms
from cogs.messages import as_message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import timedelta

    from simcord import Env

    from bot.client import UsherClient

    Observer = Callable[[Happening], None]
    Payload = Mapping[str, Any]

COMMAND: Final = 2
PRESS: Final = 3
FORM: Final = 5
WRITTEN: Final = frozenset({0, 19, 20, 23})
"""Messages that somebody wrote; the rest are Discord's own, such as "started a thread"."""
OPTIONS_WITHIN: Final = frozenset({1, 2})


class Watch:
    """What has happened so far, in order; `look` takes in the news and tells the observers."""

    def __init__(self, env: Env) -> None:
        self.record: list[Happening] = []
        self.observers: list[Observer] = []
        self._env = env
        self._caught: list[Happening] = []
        self._last: dict[int, Shown] = {}
        self._forms: set[int] = set()
        self._hears: dict[str, Callable[[Payload], Happening | None]] = {
            "MESSAGE_CREATE": self._message,
            "MESSAGE_UPDATE": self._message_update,
            "MESSAGE_DELETE": self._message_delete,
            "INTERACTION_CREATE": self._interaction,
            "GUILD_ROLE_CREATE": lambda payload: Made(env.now(), "role", payload["role"]["name"]),
            "CHANNEL_CREATE": lambda payload: Made(env.now(), "channel", payload["name"]),
        }

    def begin(self) -> None:
        """Hear everything from now on, before Usher itself does: a reaction never stands before its cause."""
        self._env.backend.subscribers.insert(0, self._hear)

    async def look(self) -> list[Happening]:
        """Take in everything that has happened since the last look, and return it."""
        caught, self._caught = self._caught, []
        news: list[Happening] = []
        for each in [*caught, *self._new_forms(), *self._new_answers()]:
            news.append(each)
            judged = await self._judged(each) if isinstance(each, Said) else None
            if judged is not None:
                news.append(judged)
        for each in news:
            self.tell(each)
        return news

    def note(self, happening: Happening) -> None:
        """Put something into the record that no event speaks of; it is told with the next look."""
        self._caught.append(happening)

    def waited(self, duration: timedelta) -> None:
        """Note that this much time has just passed; what happened meanwhile comes after it."""
        self._caught.insert(0, Waited(self._env.now() - duration, duration))

    def tell(self, happening: Happening) -> None:
        """Write it down and tell everybody who looks on."""
        self.record.append(happening)
        for observer in self.observers:
            observer(happening)

    @property
    def _usher(self) -> UsherClient:
        return self._env.bot  # type: ignore[return-value]  # a rehearsal runs nothing else

    def _hear(self, event: str, payload: Payload) -> None:
        hears = self._hears.get(event)
        happening = hears(payload) if hears else None
        if happening is not None:
            self._caught.append(happening)

    def _message(self, payload: Payload) -> Happening | None:
        at, channel_id = self._env.now(), int(payload["channel_id"])
        if payload["type"] not in WRITTEN:
            return None
        if int(payload["author"]["id"]) == self._env.backend.bot_user.id:
            return self._sent(payload)
        return Said(at, int(payload["author"]["id"]), channel_id, int(payload["id"]), payload["content"])

    def _message_update(self, payload: Payload) -> Happening | None:
        own = int(payload["author"]["id"]) == self._env.backend.bot_user.id
        return self._sent(payload, edited=int(payload["id"]) in self._last) if own else None

    def _sent(self, payload: Payload, *, edited: bool = False) -> Sent | None:
        if payload["flags"] & LOADING:
            return None
        channel_id, shown = int(payload["channel_id"]), show_payload(payload)
        if self._last.get(shown.message_id) == shown:
            return None
        self._last[shown.message_id] = shown
        recipients = self._env.backend.get_channel(channel_id).recipient_ids
        reach = Reach.DIRECT if recipients else Reach.CHANNEL
        return Sent(self._env.now(), channel_id, reach, shown, recipients[0] if recipients else None, edited)

    def _message_delete(self, payload: Payload) -> Removed | None:
        shown = self._last.pop(int(payload["id"]), None)
        return None if shown is None else Removed(self._env.now(), int(payload["channel_id"]), shown)

    def _interaction(self, payload: Payload) -> Happening | None:
        at, channel_id, data = self._env.now(), int(payload["channel_id"]), payload["data"]
        who = int(payload.get("member", payload)["user"]["id"])
        if payload["type"] == COMMAND:
            return Ran(at, who, channel_id, _command(data))
        if payload["type"] == PRESS:
            buttons = show_payload(payload["message"]).buttons
            label = next((each.label for each in buttons if each.custom_id == data["custom_id"]), "…")
            return Pressed(at, who, channel_id, label)
        if payload["type"] == FORM:
            fields = (
                (str(part["custom_id"]), str(part.get("value", "")))
                for part in walk(data["components"])
                if "custom_id" in part
            )
            return Filled(at, who, channel_id, tuple(fields))
        return None

    def _new_answers(self) -> list[Happening]:
        found: list[Happening] = []
        for who, message in answers(self._env):
            embeds = [dict(embed.to_dict()) for embed in message.embeds]
            files = [each.filename for each in message.attachments]
            shown = show(message.id, message.content, embeds, message.components, files)
            before = self._last.get(message.id)
            if shown != before:
                self._last[message.id] = shown
                at, edited = self._env.now(), before is not None
                found.append(Sent(at, message.channel_id, Reach.ANSWER, shown, who, edited))
        return found

    def _new_forms(self) -> list[Happening]:
        found: list[Happening] = []
        for interaction_id, who, form in forms(self._env):
            if interaction_id not in self._forms:
                self._forms.add(interaction_id)
                labels = [str(part["label"]) for part in walk(form["components"]) if part.get("label")]
                found.append(Asked(self._env.now(), who, str(form["title"]), tuple(labels)))
        return found

    async def _judged(self, said: Said) -> Judged | None:
        """Ask Usher what it made of a message, as /moderation why would."""
        message = discord.utils.get(self._usher.cached_messages, id=said.message_id)
        house = self._usher.house
        if message is None or message.guild is None or house.communities.of(message.guild.id) is None:
            return None
        with self._env.time_context():
            return Judged(said.at, said.message_id, await house.moderation.why(as_message(self._usher, message)))


def _command(data: Mapping[str, Any]) -> str:
    """Return a command as it was typed."""
    words, options = ["/" + str(data["name"])], list(data.get("options", ()))
    while options and options[0]["type"] in OPTIONS_WITHIN:
        words.append(str(options[0]["name"]))
        options = list(options[0].get("options", ()))
    return " ".join([*words, *(f"{option['name']}: {_value(option)}" for option in options)])


def _value(option: Mapping[str, Any]) -> str:
    signs = {6: "<@{}>", 7: "<#{}>", 8: "<@&{}>"}
    return signs.get(option["type"], "{}").format(option["value"])
