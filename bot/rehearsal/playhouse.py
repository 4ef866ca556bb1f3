"""The playhouse: a simulated server with the real Usher and the whole cast in it.

Owns bringing all of it up and down: the server as it was before Usher came, the bot from `bootstrap.build` on a
database in a temporary folder, and `/usher setup` as an admin would do it. What people then do is `acting`'s.
"""

from __future__ import annotations

import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from simcord import ChannelHandle, Env, GuildHandle, MemberActor

from bot.bootstrap import build
from bot.rehearsal import simulation
from bot.rehearsal.acting import Acting, CannotActError
from bot.rehearsal.names import Names
from bot.rehearsal.record import Noted
from bot.rehearsal.watch import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.client import UsherClient
    from bot.house import House
    from bot.rehearsal.cast import Cast, Person
    from bot.services.communities import Community
    from bot.settings.catalogue import CommunitySettings

OPENING: Final = timedelta(days=1, hours=18)
"""After SimCord's own beginning of time (New Year 2026): a Friday evening."""

ADMIN: Final = "Owner"
"""The role that an admin of the cast has from the beginning."""

RANKS: Final = {"team": "team", "moderator": "moderators", "manager": "managers"}
"""Which list of `community.yaml` a role of the cast belongs to."""


@dataclass(slots=True)
class Playhouse:
    """One simulated server; `people` and `channels` by the keys of the cast."""

    env: Env
    guild: GuildHandle
    cast: Cast
    config_dir: Path
    database_url: str
    overrides: dict[str, Any]
    watch: Watch
    people: dict[str, MemberActor]
    channels: dict[str, ChannelHandle]
    locales: dict[int, str]
    _asked_at: int = 0
    _at_the_door: list[BaseException] = field(default_factory=list)

    @property
    def client(self) -> UsherClient:
        """The Usher that is running now."""
        return self.env.bot  # type: ignore[return-value]  # nothing else is ever attached

    @property
    def house(self) -> House:
        """Its services."""
        return self.client.house

    @property
    def community(self) -> Community | None:
        """The community as Usher knows it; None before the set-up."""
        return self.house.communities.of(self.guild.id)

    @property
    def names(self) -> Names:
        """Names for every id."""
        return Names(self.env)

    @property
    def act(self) -> Acting:
        """What people can do."""
        return Acting(self)

    def key_of(self, user_id: int) -> str | None:
        """Return the cast's key of a member."""
        return next((key for key, actor in self.people.items() if actor.id == user_id), None)

    def channel(self, key: str) -> ChannelHandle | None:
        """Return a channel by the cast's key, or by that of `community.yaml`; None where it is not made yet."""
        if key in self.channels:
            return self.channels[key]
        wanted = self.community.channel(key) if self.community else None
        return next((each for each in self.guild.channels.values() if each.id == wanted), None)

    def places(self) -> Iterator[ChannelHandle]:
        """Yield every channel and thread."""
        for channel in self.guild.channels.values():
            yield channel
            yield from channel.threads

    def welcome(self, key: str, person: Person) -> MemberActor:
        """Let somebody new in."""
        with simulation.earlier(self.env, person.here_for):
            user = self.env.create_user(key, global_name=person.name)
            roles = [self.guild.roles[ADMIN]] if person.role == "admin" else []
            actor = self.guild.add_member(user, roles=roles)
        self.people[key] = actor
        self.locales[actor.id] = person.locale
        if person.direct_messages == "closed":
            simulation.close_direct_messages(self.env, user)
        return actor

    async def open(self) -> None:
        """Start Usher, which finds the server as it is."""
        self.watch.begin()
        await self.env.start()
        await self._settle_in()

    async def set_up(self) -> None:
        """Let the admin set Usher up: the command, the button, the roles, and what Discord asks of an admin only."""
        admin = next((key for key, person in self.cast.people.items() if person.role == "admin"), None)
        if admin is None:
            raise CannotActError("the cast has no admin, so nobody can run /usher setup")
        await self.act.run(admin, "/usher setup")
        if self.act.has_button(admin, "communities:apply"):
            await self.act.press(admin, "communities:apply")
        self._hand_out_roles(admin)
        self._show_commands(admin)
        await self.env.settle()
        await self.watch.look()

    async def restart(self, *, gently: bool = True) -> None:
        """Stop this Usher and start another on the same database; not gently: as if its process had been killed."""
        await (self.client.close() if gently else self.house.close())
        await self.env.restart_bot(build(self.config_dir, self.database_url, **self.overrides))
        await self._settle_in()

    async def close(self) -> None:
        """Stop Usher and let go of everything."""
        try:
            await self.client.close()
        finally:
            await self.env.shutdown()

    def errors(self) -> list[BaseException]:
        """Return every mistake of Usher's own since somebody last asked: what passed its door, and what did not."""
        fresh = [*self.env.errors_since(self._asked_at), *self._at_the_door]
        self._asked_at = self.env.error_cursor
        self._at_the_door.clear()
        causes = [getattr(error, "original", error) for error in fresh]
        return [error for error in dict.fromkeys(causes) if not isinstance(error, app_commands.CheckFailure)]

    async def _meet_error(self, _where: str, error: BaseException) -> None:
        self._at_the_door.append(error)

    async def _settle_in(self) -> None:
        """Let a started Usher learn who is here, as at every start; SimCord starts it without waiting for that."""
        self.client.add_listener(self._meet_error, "on_usher_error")
        guild = self.client.get_guild(self.guild.id)
        if guild is not None:
            await guild.chunk()
        await self.env.settle()
        await self.watch.look()

    def _hand_out_roles(self, admin: str) -> None:
        """Give each of the staff the roles that settings name for them."""
        if self.community is None:
            return
        for role, rank in RANKS.items():
            wanted = sorted(getattr(self.community.staff, rank))[:1]
            staff = {key: person.name for key, person in self.cast.people.items() if person.role == role}
            for role_id in wanted if staff else ():
                for key in staff:
                    simulation.give_role(self.guild, self.people[key].id, role_id)
                self._note(admin, f"gives {' and '.join(staff.values())} the role {self.names.role(role_id)}")

    def _show_commands(self, admin: str) -> None:
        """Let staff see the commands of staff, under Server Settings → Integrations, where a bot may not."""
        if self.community is None:
            return
        staff = self.community.staff
        roles = [role for role in self.guild.roles.values() if role.id in staff.managers | staff.moderators]
        commands = simulation.staff_commands(self.env)
        for command_id in commands:
            self.guild.set_command_permissions(command_id, dict.fromkeys(roles, True))
        shown = " and ".join(f"/{name}" for name in commands.values())
        self._note(admin, f"lets moderators and managers see {shown} (Server Settings → Integrations)")

    def _note(self, who: str, what: str) -> None:
        self.watch.note(Noted(self.env.now(), f"{self.cast.people[who].name} {what}"))


@asynccontextmanager
async def playhouse(
    config_dir: Path,
    cast: Cast,
    *,
    community: CommunitySettings | None = None,
    set_up: bool = True,
    **overrides: Any,  # noqa: ANN401 -- what `build` takes
) -> AsyncIterator[Playhouse]:
    """Open a playhouse, and close it without leaving anything behind.

    Whoever asks its services something within needs `with house.env.time_context()`: only there is it that evening.

    `community`: the settings whose server this is, for the ids they name. `set_up`: run /usher setup first. Raises
    SettingsError; after a quiet end, also a group of whatever went wrong in Usher and nobody looked at.
    """
    with tempfile.TemporaryDirectory(prefix="usher-rehearsal-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'usher.db'}"
        house = _build(config_dir, url, cast, community, overrides)
        try:
            await house.open()
            if set_up:
                await house.set_up()
            yield house
        finally:
            await house.close()
        if errors := house.errors():
            raise BaseExceptionGroup("Usher made mistakes that nobody looked at", errors)


def _build(
    config_dir: Path, url: str, cast: Cast, community: CommunitySettings | None, overrides: dict[str, Any]
) -> Playhouse:
    env = Env(build(config_dir, url, **overrides))
    env.backend.advance_clock(OPENING.total_seconds())
    env.backend.bot_user.name = "Usher"
    locales: dict[int, str] = {}
    simulation.speak_languages(env, locales)
    with simulation.earlier(env, max((each.here_for for each in cast.people.values()), default=timedelta())):
        guild = env.create_guild(cast.server, id=community.community.server if community else None)
        guild.create_role(ADMIN, permissions=discord.Permissions(administrator=True))
        channels = {key: guild.create_text_channel(name) for key, name in cast.channels.items()}
    simulation.invite(env, guild)
    if community is not None:
        _furnish(guild, community)
    made = Playhouse(env, guild, cast, config_dir, url, overrides, Watch(env), {}, channels, locales)
    for key, person in cast.people.items():
        made.welcome(key, person)
    return made


def _furnish(guild: GuildHandle, community: CommunitySettings) -> None:
    """Make the roles and channels that settings name by their ids: the real server has them."""
    settings = community.community
    for rank, references in settings.staff:
        for number, reference in enumerate(references, start=1):
            if isinstance(reference, int):
                simulation.make_role(guild, f"{rank} {number}", reference)
    for channel in settings.channels.values():
        if channel.id is not None:
            simulation.make_channel(guild, channel.name, channel.id)
