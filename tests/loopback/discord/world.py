"""What exists in the loopback Discord: guilds, people, channels, messages, interactions, and its settings.

Every change that a client would hear of is announced with `emit`, which the gateway replaces. Routes and verbs act on
the world; it knows nothing of HTTP or sockets.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from tests.loopback.discord import shapes
from tests.loopback.discord.shapes import Json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Found = TypeVar("Found")
EPOCH_MS = 1_420_070_400_000
BORN = 175_928_847_299_117_063  # the first of a crowd: an account of April 2016
APPLICATION = 310_000_000_000_000_001
EPHEMERAL, LOADING = 64, 128
YEAR = 365 * 24 * 3600.0


class Refused(Exception):  # noqa: N818 - it is Discord's answer, not a failure of ours
    """Discord says no: `status` with a JSON body of `code` and `text`."""

    def __init__(self, status: int, code: int, text: str) -> None:
        super().__init__(text)
        self.status, self.code = status, code


@dataclass
class Settings:
    """What a test may set; times are seconds, and short ones make a short test."""

    token: str = "loopback-token"
    privileged: bool = True  # whether the privileged intents are switched on
    heartbeat: float = 41.25
    ack_window: float = 3.0  # to answer an interaction
    token_life: float = 900.0  # of an interaction
    nonce_window: float = 300.0


@dataclass
class Guild:
    """One server; `crowd` are members that exist only by number until someone looks at them."""

    base: Json
    roles: dict[int, Json] = field(default_factory=dict)
    members: dict[int, Json] = field(default_factory=dict)
    crowd: range = range(0)

    def member(self, ident: int) -> Json:
        """The member `ident`, or `Refused` 10007."""
        if ident not in self.members:
            if ident not in self.crowd:
                raise Refused(404, 10007, "Unknown Member")
            self.members[ident] = self._stranger(ident)
        return self.members[ident]

    def _stranger(self, ident: int) -> Json:
        return shapes.member(shapes.user(ident, f"fan{self.crowd.index(ident):06d}"))

    def everyone(self) -> Iterator[Json]:
        """All members, the named ones first."""
        known = {*self.members}
        yield from self.members.values()
        yield from (self._stranger(ident) for ident in self.crowd if ident not in known)

    def count(self) -> int:
        """How many members there are."""
        return len(self.members) + len(self.crowd) - sum(ident in self.crowd for ident in self.members)

    def partial(self, ident: int) -> Json:
        """A member without the user, as events carry it beside one."""
        return {key: value for key, value in self.member(ident).items() if key != "user"}


@dataclass
class Interaction:
    """One press or command, and what came of it; instants are `time.time()`."""

    id: int
    token: str
    kind: int
    user: int
    channel: int
    at: float
    callback: int | None = None
    acked: float | None = None
    answered: float | None = None
    messages: list[Json] = field(default_factory=list)
    original: int | None = None  # the message that `@original` means
    seen: asyncio.Event = field(default_factory=asyncio.Event)

    def told(self) -> Json:
        """For the test."""
        return {key: value for key, value in vars(self).items() if key != "seen"}

    def show(self, message: Json | None = None) -> None:
        """The person sees something now: `message`, or a modal or choices."""
        if message is not None and message not in self.messages:
            self.messages.append(message)
        self.answered = self.answered or time.time()
        self.seen.set()


class World:
    """All of it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.emit: Callable[[str, Json], None] = lambda _name, _data: None
        self.plain_url = ""
        self.bot = shapes.user(APPLICATION, "Usher", bot=True)
        self.users: dict[int, Json] = {APPLICATION: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Json] = {}  # threads and DMs too
        self.messages: dict[int, dict[int, Json]] = {}
        self.whispers: dict[int, Json] = {}  # ephemeral messages
        self.nonces: dict[tuple[int, str], tuple[float, Json]] = {}
        self.commands: list[Json] = []
        self.interactions: dict[str, Interaction] = {}
        self.closed_dms: set[int] = set()
        self._counter = itertools.count(1)
        self._last = 0

    def application_flags(self) -> int:
        """Which privileged intents are on, as the application's page would say."""
        return 1 << 13 | 1 << 15 | 1 << 19 if self.settings.privileged else 0

    def gateway_url(self, *, secure: bool) -> str:
        """Where the gateway is, for those who came over TLS and for others."""
        return "wss://gateway.discord.gg" if secure else self.plain_url.replace("http", "ws", 1) + "/gw"

    def new_id(self, age: float = 0.0) -> int:
        """A snowflake of `age` seconds ago; those of now never repeat and always grow."""
        made = (int((time.time() - age) * 1000) - EPOCH_MS << 22) + next(self._counter) % 4096
        if not age:
            made = self._last = max(made, self._last + 1)
        return made

    def user(self, ident: int) -> Json:
        """The person `ident`, or `Refused` 10013."""
        for guild in self.guilds.values() if ident not in self.users else ():
            if ident in guild.crowd:
                self.users[ident] = guild.member(ident)["user"]
        return self._get(self.users, ident, 10013, "User")

    def guild(self, ident: int) -> Guild:
        """The guild `ident`, or `Refused` 10004."""
        return self._get(self.guilds, ident, 10004, "Guild")

    def guild_of(self, channel: Json) -> Guild | None:
        """The guild of a channel; a DM has none."""
        return self.guilds.get(int(channel.get("guild_id") or 0))

    def channel(self, ident: int) -> Json:
        """The channel, thread or DM `ident`, or `Refused` 10003."""
        return self._get(self.channels, ident, 10003, "Channel")

    def message(self, channel: int, ident: int) -> Json:
        """The message `ident` of `channel`, or `Refused` 10008."""
        self.channel(channel)
        return self._get(self.messages.setdefault(channel, {}), ident, 10008, "Message")

    def _get(self, where: dict[int, Found], ident: int, code: int, noun: str) -> Found:
        if ident not in where:
            raise Refused(404, code, f"Unknown {noun}")
        return where[ident]

    def dm(self, ident: int) -> Json:
        """The DM channel between the bot and a person, opened if need be."""
        who = self.user(ident)
        for channel in self.channels.values():
            if channel["type"] == 1 and channel["recipients"][0]["id"] == who["id"]:
                return channel
        made = {"id": str(self.new_id()), "type": 1, "last_message_id": None, "recipients": [who], "flags": 0}
        return self.channels.setdefault(int(made["id"]), made)

    def post(self, channel: int, author: Json, body: Json, **extra: object) -> Json:
        """Add a message from the body of a request, and announce it."""
        where = self.channel(channel)
        made = shapes.message(self.new_id(), where["id"], author, body, **extra)
        made["mentions"] = [self.users[one] for one in shapes.mentioned(made["content"]) if one in self.users]
        if body.get("message_reference"):
            answered = str(body["message_reference"]["message_id"])
            made |= {"type": 19, "message_reference": {"channel_id": where["id"], "message_id": answered}}
        if made["flags"] & EPHEMERAL:
            self.whispers[int(made["id"])] = made
        else:
            self.messages.setdefault(channel, {})[int(made["id"])] = made
            where["last_message_id"] = made["id"]
        self.announce("MESSAGE_CREATE", made)
        return made

    def announce(self, name: str, message: Json) -> None:
        """Tell of a message as its channel demands: in a guild with guild and member, in a whisper or DM without."""
        guild = self.guild_of(self.channel(int(message["channel_id"])))
        if guild is None or message["flags"] & EPHEMERAL:
            return self.emit(name, message)
        told = {"guild_id": guild.base["id"], "member": guild.partial(int(message["author"]["id"]))}
        mentions = [who | {"member": guild.partial(int(who["id"]))} for who in message["mentions"]]
        return self.emit(name, message | told | {"mentions": mentions})
