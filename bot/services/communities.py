"""Communities: which settings a server uses, where its places are, who is staff.

Owns the running picture of every community, in memory, kept current by writes. Comparing a server with its settings is
`bot.domain.communities`; what stands still is `bot.services.pauses`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.communities.servers import Found, Place, Server, Wanted, find
from bot.domain.people import Rank, StaffRoles
from bot.settings.catalogue import FEATURES
from bot.settings.overrides import apply_overrides, export_overrides
from bot.storage import communities as rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.services.clocks import Clock
    from bot.settings.catalogue import CommunitySettings
    from bot.settings.store import SettingsStore
    from bot.storage.database import Database, Transaction

RANKS = ("admins", "managers", "moderators", "team")
DESK_RANKS = ("admins", "managers", "moderators")
CHANGES_KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Community:
    """One server with its settings, and where its places are."""

    guild_id: int
    settings: CommunitySettings
    places: Mapping[tuple[Place, str], int] = field(default_factory=dict)
    staff: StaffRoles = field(init=False)
    """Which roles make which rank; every message asks for it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "staff", StaffRoles(**{rank: self._roles(rank) for rank in RANKS}))

    @property
    def locale(self) -> str:
        """The community's own language."""
        return str(self.settings.community.languages[0])

    @property
    def features(self) -> tuple[str, ...]:
        """The features that the settings enable."""
        return tuple(name for name in FEATURES if getattr(self.settings, name).enabled)

    def channel(self, key: str) -> int | None:
        """Return the id of a channel that the settings name, or None where it is not in place."""
        return self.places.get((Place.CHANNEL, key))

    def _roles(self, rank: str) -> frozenset[int]:
        wanted = (role_key(rank, reference) for reference in getattr(self.settings.community.staff, rank))
        return frozenset(self.places[Place.ROLE, key] for key in wanted if (Place.ROLE, key) in self.places)

    def wanted(self) -> tuple[Wanted, ...]:
        """Return every role and channel that the settings name, each role once."""
        staff = self.settings.community.staff
        roles = [_role(rank, reference) for rank in RANKS for reference in getattr(staff, rank)]
        channels = self.settings.community.channels
        return (*roles, *(Wanted(Place.CHANNEL, key, each.name, each.id) for key, each in channels.items()))

    def desk_role_keys(self) -> tuple[str, ...]:
        """Return the keys of the roles that see the staff channels."""
        staff = self.settings.community.staff
        return tuple(role_key(rank, reference) for rank in DESK_RANKS for reference in getattr(staff, rank))

    def role_names(self) -> dict[str, int]:
        """Return the ids of the staff roles by name."""
        return {key.split(":", 1)[1]: id_ for (kind, key), id_ in self.places.items() if kind is Place.ROLE}

    def channel_names(self) -> dict[str, int]:
        """Return the ids of the channels that the settings name, by key and by name."""
        named = self.settings.community.channels
        ids = {key: id_ for (kind, key), id_ in self.places.items() if kind is Place.CHANNEL}
        return ids | {named[key].name: id_ for key, id_ in ids.items() if key in named}


def role_key(rank: str, reference: int | str) -> str:
    """Return the key under which a staff role is remembered."""
    return f"{rank}:{reference}"


def _role(rank: str, reference: int | str) -> Wanted:
    id_ = reference if isinstance(reference, int) else None
    return Wanted(Place.ROLE, role_key(rank, reference), str(reference), id_)


class Communities:
    """Every community that this process looks after."""

    def __init__(self, database: Database, settings: SettingsStore, clock: Clock) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._folders: dict[int, str] = {}
        self._left: set[int] = set()
        self._places: dict[int, dict[tuple[Place, str], int]] = {}
        self._overrides: dict[int, dict[str, object]] = {}
        self._known: dict[int, Community] = {}
        self._listeners: list[Callable[[int], object]] = []

    def listen(self, callback: Callable[[int], object]) -> None:
        """Call `callback` with the guild id whenever a community changed."""
        self._listeners.append(callback)

    async def load(self) -> None:
        """Read what is remembered."""
        async with self._database.read() as tx:
            bindings = await rows.bindings(tx)
            self._overrides = await rows.overrides(tx)
            places = await rows.places(tx)
        self._folders = {guild_id: binding.folder for guild_id, binding in bindings.items()}
        self._left = {guild_id for guild_id, binding in bindings.items() if binding.left}
        self._places = {}
        for (guild_id, kind, key), discord_id in places.items():
            self._places.setdefault(guild_id, {})[Place(kind), key] = discord_id
        self.refresh()

    def refresh(self) -> None:
        """Make every community anew from the current settings."""
        for guild_id in set(self._folders):
            self._remake(guild_id)

    def of(self, guild_id: int | None) -> Community | None:
        """Return the community of a server, or None where Usher has no settings for it."""
        return None if guild_id is None else self._known.get(guild_id)

    def guild_ids(self) -> frozenset[int]:
        """Return the servers that Usher looks after."""
        return frozenset(self._known)

    def rank(self, guild_id: int | None, roles: frozenset[int], *, runs_the_server: bool) -> Rank:
        """Return what a member with these roles may do."""
        community = self.of(guild_id)
        staff = community.staff if community else StaffRoles()
        return staff.rank(roles, runs_the_server=runs_the_server)

    async def arrive(self, guild_id: int) -> Community | None:
        """Take up a server that Usher is in: by the id in its settings, or as it was bound before."""
        folders = self._settings.current.communities
        named = next((name for name, each in folders.items() if each.community.server == guild_id), None)
        folder = named or self._folders.get(guild_id)
        if not folder or folder not in folders:
            return self.of(guild_id)
        return await self._bind(guild_id, folder, by_name=folder == named)

    async def claim(self, guild_id: int) -> Community | None:
        """Bind a server to the settings that name no server yet, because an admin runs the set-up there.

        Returns None where there are no such settings.
        """
        community = await self.arrive(guild_id)
        if community is not None:
            return community
        taken = set(self._folders.values())
        free = [
            name
            for name, each in self._settings.current.communities.items()
            if each.community.server is None and name not in taken
        ]
        return await self._bind(guild_id, free[0]) if free else None

    async def depart(self, guild_id: int) -> None:
        """Note that Usher was removed from a server."""
        async with self._database.write() as tx:
            await rows.leave(tx, guild_id, self._clock())
        self._left.add(guild_id)
        self._known.pop(guild_id, None)

    async def adopt(self, server: Server) -> tuple[Found, ...]:
        """Find what the settings name in a server, and remember where it is."""
        community = self._known.get(server.guild_id)
        if community is None:
            return ()
        before = self._places.setdefault(server.guild_id, {})
        found = tuple(find(server, wanted, before.get((wanted.kind, wanted.key))) for wanted in community.wanted())
        news = {
            (each.wanted.kind, each.wanted.key): each.id
            for each in found
            if each.id is not None and before.get((each.wanted.kind, each.wanted.key)) != each.id
        }
        gone = {(each.wanted.kind, each.wanted.key) for each in found if each.id is None} & before.keys()
        if news or gone:
            async with self._database.write() as tx:
                for (kind, key), discord_id in news.items():
                    await rows.remember_place(tx, server.guild_id, kind.value, key, discord_id)
            self._places[server.guild_id] = {k: v for k, v in before.items() if k not in gone} | news
            self._remake(server.guild_id)
        return found

    def overrides_as_yaml(self, guild_id: int) -> str:
        """Return what was set from Discord as YAML, to be copied into the files; empty where nothing was."""
        return export_overrides(self._overrides.get(guild_id, {}))

    async def override(self, guild_id: int, key: str, value: object, by: int) -> None:
        """Let a value set in Discord stand over the file's; None takes it away again."""
        async with self._database.write() as tx:
            await rows.override(tx, guild_id, key, value, by, self._clock())
        mine = self._overrides.setdefault(guild_id, {})
        mine.pop(key, None)
        if value is not None:
            mine[key] = value
        self._remake(guild_id)

    async def export(self, tx: Transaction, guild_id: int, member_id: int) -> dict[str, object]:
        """Return everything kept about a member here: which settings they changed."""
        changed = await rows.changed_by(tx, guild_id, member_id)
        return {"changed_settings": {key: at.isoformat() for key, at in changed.items()}}

    async def forget(self, tx: Transaction, guild_id: int, member_id: int) -> None:
        """Forget who changed settings; what was changed stays."""
        await rows.forget_changer(tx, guild_id, member_id)

    async def expire(self, tx: Transaction) -> None:
        """Forget changes to settings that are older than a year; what they set stays."""
        await rows.expire_changes(tx, self._clock() - CHANGES_KEPT)

    async def changes(self, guild_id: int, prefix: str, limit: int = 10) -> list[rows.Change]:
        """Return the latest changes from Discord to settings whose keys begin so, newest first."""
        async with self._database.read() as tx:
            return await rows.changes(tx, guild_id, prefix, limit)

    async def _bind(self, guild_id: int, folder: str, *, by_name: bool = False) -> Community | None:
        if self._folders.get(guild_id) != folder or guild_id not in self._known:
            async with self._database.write() as tx:
                if not await rows.bind(tx, guild_id, folder, self._clock(), by_name=by_name):
                    return None
            for other in [each for each, used in self._folders.items() if used == folder and each != guild_id]:
                del self._folders[other]
                self._remake(other)
            self._folders[guild_id] = folder
            self._left.discard(guild_id)
            self._remake(guild_id)
        return self._known.get(guild_id)

    def _remake(self, guild_id: int) -> None:
        settings = self._settings.current.communities.get(self._folders.get(guild_id, ""))
        elsewhere = settings is not None and settings.community.server not in {None, guild_id}
        if settings is None or elsewhere or guild_id in self._left:
            self._known.pop(guild_id, None)
        else:
            effective = apply_overrides(settings, self._overrides.get(guild_id, {}))
            self._known[guild_id] = Community(guild_id, effective, dict(self._places.get(guild_id, {})))
        for callback in self._listeners:
            callback(guild_id)
