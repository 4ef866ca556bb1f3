"""Watching the simulated server: every event and every answer becomes a value of the record.

It hears the gateway as the bot does, whoever acts: a scene, a test, or a person in a browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.domain.moderation.messages import Message
from bot.rehearsal.interactions import happening_of
from bot.rehearsal.record import (
    Asked,
    Changed,
    Chose,
    Happening,
    Judged,
    Made,
    Reach,
    Removed,
    Said,
    Sent,
    Shown,
    Taken,
    Waited,
)
from bot.rehearsal.shown import show, show_payload, walk
from bot.rehearsal.simulation import LOADING, answers, forms
from cogs.messages import as_message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from simcord import Env

    from bot.client import UsherClient
    from bot.domain.moderation.verdicts import Verdict

    Observer = Callable[[Happening], None]
    Payload = Mapping[str, Any]

WRITTEN: Final = frozenset({0, 19, 20, 23})
"""Messages that somebody wrote; the rest are Discord's own, such as "started a thread"."""


class Watch:
    """What has happened so far, in order; `look` takes in the news and tells the observers."""

    def __init__(self, env: Env) -> None:
        self.record: list[Happening] = []
        self.observers: list[Observer] = []
        self._env = env
        self._caught: list[Happening] = []
        self._last: dict[int, Shown] = {}
        self._said: dict[int, Said] = {}
        self._found: dict[int, tuple[datetime | None, Verdict]] = {}
        self._forms: set[int] = set()
        self._hears: dict[str, Callable[[Payload], Happening | None]] = {
            "MESSAGE_CREATE": self._message,
            "MESSAGE_UPDATE": self._message_update,
            "MESSAGE_DELETE": lambda payload: self._deleted(int(payload["channel_id"]), [int(payload["id"])]),
            "MESSAGE_DELETE_BULK": lambda payload: self._deleted(
                int(payload["channel_id"]), [int(each) for each in payload["ids"]]
            ),
            "INTERACTION_CREATE": lambda payload: happening_of(payload, env.now()),
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
            judged = await self._judged(each)
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
        said = Said(at, int(payload["author"]["id"]), channel_id, int(payload["id"]), payload["content"])
        self._said[said.message_id] = said
        return said

    def _message_update(self, payload: Payload) -> Happening | None:
        message_id, author, text = int(payload["id"]), int(payload["author"]["id"]), payload["content"]
        if author == self._env.backend.bot_user.id:
            return self._sent(payload, edited=message_id in self._last)
        before = self._said.get(message_id)
        if before is not None and before.text == text:
            return None
        changed = Changed(self._env.now(), author, int(payload["channel_id"]), message_id, text)
        self._said[message_id] = changed
        return changed

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

    def _deleted(self, channel_id: int, ids: list[int]) -> Taken | None:
        """Note what of Usher's own was taken away; return what of members was."""
        at = self._env.now()
        own = [shown for each in ids if (shown := self._last.pop(each, None)) is not None]
        self._caught += [Removed(at, channel_id, shown) for shown in own]
        said = tuple(self._said[each] for each in ids if each in self._said)
        return Taken(at, channel_id, said) if said else None

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

    async def _judged(self, happening: Happening) -> Judged | None:
        """Ask Usher what it made of the message that this was about, as /moderation why would.

        What was said before is asked about again only where somebody chose from its menu, and something came of that.
        """
        message_id = getattr(happening, "message_id", None) if isinstance(happening, Said | Chose) else None
        said = self._said.get(message_id or 0)
        message = self._as_read(said) if said else None
        if said is None or message is None:
            return None
        with self._env.time_context():
            why = await self._usher.house.moderation.why(message)
        before, now = self._found.get(said.message_id), (why.decided_at, why.verdict)
        self._found[said.message_id] = now
        again = why.decided_at is not None and now == before
        if isinstance(happening, Chose) and (again or why.decided_at is None):
            return None
        return Judged(happening.at, said.message_id, why, again)

    def _as_read(self, said: Said) -> Message | None:
        """Return a message as Usher reads it, or what is left of one that is gone; None where Usher reads nothing."""
        message = discord.utils.get(self._usher.cached_messages, id=said.message_id)
        guild_id = self._env.backend.get_channel(said.channel_id).guild_id
        if guild_id is None or self._usher.house.communities.of(guild_id) is None:
            return None
        if message is not None:
            return as_message(self._usher, message)
        return Message(said.message_id, guild_id, said.channel_id, said.who, said.at, said.text)
