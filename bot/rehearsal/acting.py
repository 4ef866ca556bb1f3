"""What people in a playhouse can do: say, edit, run, choose, press, fill, wait. Each goes through real gateway events.

Owns finding what is meant (a channel, a button, a member) and saying plainly why something cannot be done.
"""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from simcord import BackendError, SetupError

from bot.rehearsal import simulation
from bot.rehearsal.bill import ENTRIES
from bot.rehearsal.shown import walk
from bot.rehearsal.sight import Sight
from bot.settings.problems import cure_by_choice, quoted
from cogs.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage, UserHandle

    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.sight import Control

A_WHILE: Final = timedelta(hours=6)
"""Time passes in pieces, so that each has SimCord's full patience."""

MEMBER_OPTION: Final = 6
CHANNEL_OPTION: Final = 7
_MENTION: Final = re.compile(r"(?<!\w)([@#])([a-z][a-z0-9_-]*)")


class CannotActError(Exception):
    """Somebody cannot do what they were to do; the message says why."""


class Acting:
    """The verbs of a playhouse. Members and channels are meant by the cast's keys."""

    def __init__(self, house: Playhouse) -> None:
        self._house = house
        self._env = house.env

    async def say(self, who: str, text: str, channel: str | None = None) -> int:
        """Let a member write a message; return its id."""
        actor, place = self._actor(who), self._place(channel)
        async with self._doing():
            message = await actor.send(place, self._with_mentions(text))
        return message.id

    async def run(
        self,
        who: str,
        command: str,
        options: Mapping[str, object] | None = None,
        channel: str | None = None,
        *,
        messages: Mapping[str, int] | None = None,
    ) -> InteractionResult:
        """Let a member use a command. `messages` are those that options may mean by a name."""
        actor, place, path = self._actor(who), self._place(channel), command.removeprefix("/")
        filled = self._options(path, options or {}, messages or {})
        async with self._doing():
            result = await actor.slash(place, path, **filled)
        return self._answered(result, command)

    async def edit(self, who: str, message_id: int, text: str) -> None:
        """Let a member change a message of theirs."""
        actor, message = self._actor(who), self._standing(message_id)
        async with self._doing():
            await actor.edit(message, self._with_mentions(text))

    async def choose(self, who: str, entry: str, message_id: int) -> InteractionResult:
        """Let a member choose from the menu of a message. `entry`: as it reads there, or its key in the voice."""
        actor, message = self._actor(who), self._standing(message_id)
        place = next(each for each in self._house.places() if each.id == message.channel_id)
        name = phrase(entry.removeprefix(ENTRIES)).message if entry.startswith(ENTRIES) else entry
        there = simulation.menu_entries(self._env, place.id, actor.id)
        if name not in there:
            raise CannotActError(f"the menu of the message has no entry {quoted(name)}. {cure_by_choice(name, there)}")
        async with self._doing():
            result = await actor.context_menu(place, name, message)
        return self._answered(result, quoted(name))

    async def choose_from(self, who: str, entry: str, action: str) -> InteractionResult:
        """Let a member choose from the newest menu of this kind that they see, by what an entry says or means."""
        actor, sight = self._actor(who), Sight(self._house, self._actor(who))
        found = sight.find(action, menu=True)
        if found is None:
            raise CannotActError(f"there is no menu {action}{sight.instead(action, menu=True)}")
        choices = found.button.choices or ()
        value = next((value for label, value in choices if entry in {label, value}), None)
        if value is None:
            cure = cure_by_choice(entry, [label for label, _ in choices])
            raise CannotActError(f"the menu {action} has no entry {quoted(entry)}. {cure}")
        async with self._doing():
            result = await self._where(actor, found).select(found.message, [value], custom_id=found.custom_id)
        return self._answered(result, quoted(entry))

    async def press(self, who: str, action: str) -> InteractionResult:
        """Let a member press the newest button of this kind that they see."""
        actor, sight = self._actor(who), Sight(self._house, self._actor(who))
        found = sight.find(action)
        if found is None:
            raise CannotActError(f"there is no button {action}{sight.instead(action)}")
        async with self._doing():
            result = await self._where(actor, found).click(found.message, custom_id=found.custom_id)
        return self._answered(result, action)

    async def fill(self, who: str, fields: Mapping[str, str]) -> InteractionResult:
        """Let a member fill in and send the form that was opened for them last, by field."""
        actor = self._actor(who)
        found = simulation.open_form(self._env, actor.id)
        if found is None:
            raise CannotActError("there is no form to fill in")
        opened, form = found
        ids = [str(part["custom_id"]) for part in walk(form["components"]) if "custom_id" in part]
        values = {self._field(name, ids): value for name, value in fields.items()}
        async with self._doing():
            result = await actor.submit_modal(opened, values)
        return self._answered(result, "the form")

    async def wait(self, duration: timedelta) -> None:
        """Let time pass."""
        left = duration
        async with self._doing():
            while left > timedelta():
                piece = min(left, A_WHILE)
                await self._env.advance_time(piece.total_seconds())
                left -= piece
            self._house.watch.waited(duration)

    def has_button(self, who: str, action: str) -> bool:
        """Whether a member sees a button of this kind."""
        return Sight(self._house, self._actor(who)).find(action) is not None

    @asynccontextmanager
    async def _doing(self) -> AsyncIterator[None]:
        """Do something as a person would, say plainly why it cannot be done, and look at what came of it."""
        try:
            with self._env.time_context():
                yield
        except TimeoutError as error:
            raise CannotActError("Usher was still busy after five seconds") from error
        except (SetupError, BackendError) as error:
            raise CannotActError(f"Discord would not let them: {error}") from error
        finally:
            await self._house.watch.look()

    def _actor(self, who: str) -> MemberActor:
        if who not in self._house.people:
            raise CannotActError(f"there is nobody called {who}")
        return self._house.people[who]

    def _place(self, key: str | None) -> ChannelHandle:
        wanted = key or next(iter(self._house.channels), "")
        channel = self._house.channel(wanted)
        if channel is None:
            raise CannotActError(f"there is no channel {wanted or 'in this server'}")
        return channel

    def _with_mentions(self, text: str) -> str:
        """Turn @mira and #lobby into mentions, as Discord does while one types."""
        house = self._house

        def mention(found: re.Match[str]) -> str:
            meant: Any = house.people.get(found[2]) if found[1] == "@" else house.channel(found[2])
            return meant.mention if meant is not None else found[0]

        return _MENTION.sub(mention, text)

    def _options(self, path: str, options: Mapping[str, object], messages: Mapping[str, int]) -> dict[str, Any]:
        kinds = simulation.option_kinds(self._env, self._house.guild.id, path)
        return {name: self._meant(kinds.get(name, 0), value, messages) for name, value in options.items()}

    def _meant(self, kind: int, value: object, messages: Mapping[str, int]) -> Any:  # noqa: ANN401 -- as Discord's options
        if kind == MEMBER_OPTION:
            return self._house.people.get(str(value), value)
        if kind == CHANNEL_OPTION:
            return self._house.channel(str(value)) or value
        return self._link(messages[value]) if isinstance(value, str) and value in messages else value

    def _link(self, message_id: int) -> str:
        message = simulation.find_stored(self._env, message_id)
        channel_id = message.channel_id if message else 0
        return f"https://discord.com/channels/{self._house.guild.id}/{channel_id}/{message_id}"

    def _standing(self, message_id: int) -> ResponseMessage:
        message = simulation.find_stored(self._env, message_id)
        if message is None:
            raise CannotActError("the message is gone")
        return message

    def _where(self, actor: MemberActor, found: Control) -> MemberActor | UserHandle:
        """Return who presses: in direct messages nobody is a member of anything."""
        direct = found.message.channel_id == self._env.backend.dm_channels.get(actor.id)
        return actor.user if direct else actor

    @staticmethod
    def _field(name: str, ids: list[str]) -> str:
        found = [each for each in ids if name in {each, each.rsplit(":", maxsplit=1)[-1]}]
        if not found:
            raise CannotActError(f"the form has no field {name}; it has: {', '.join(ids)}")
        return found[0]

    @staticmethod
    def _answered(result: InteractionResult, what: str) -> InteractionResult:
        if not result.acknowledged:
            raise CannotActError(f"Usher did not answer {what}, and Discord would say that it failed")
        return result
