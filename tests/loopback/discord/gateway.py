"""The gateway: sessions that outlive their sockets, and sockets that can be hurt.

A session numbers and keeps its events; a socket sends what its session has and it has not sent yet. So a resume is a
new socket that starts at the number which the client names, and live events follow the missed ones by themselves.
"""

from __future__ import annotations

import asyncio
import time
import zlib
from typing import TYPE_CHECKING

import orjson
import zstandard
from aiohttp import WSMsgType, web

from tests.loopback.discord.certificate import GATEWAY
from tests.loopback.discord.world import APPLICATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.loopback.discord.misfortune import Luck
    from tests.loopback.discord.shapes import Json
    from tests.loopback.discord.world import Guild, World

PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
CHUNK = 1000
KEPT = 100_000  # events that a lost session may still ask for
ENDS = {WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR}
DIRECT_MESSAGES = 12
# The longest matching start of an event's name says its intent.
INTENTS = {"GUILD_": 0, "CHANNEL_": 0, "THREAD_": 0, "GUILD_MEMBER_": 1, "MESSAGE_": 9}


def wanted(intents: int, name: str, data: Json) -> bool:
    """Whether a session with `intents` hears of an event."""
    starts = [start for start in INTENTS if name.startswith(start)]
    private = name.startswith("MESSAGE_") and "guild_id" not in data
    return not starts or bool(intents >> (DIRECT_MESSAGES if private else INTENTS[max(starts, key=len)]) & 1)


class Session:
    """What Discord remembers of one client: its events by number."""

    def __init__(self, ident: str, intents: int) -> None:
        self.ident, self.intents = ident, intents
        self.seq = 0
        self.events: dict[int, bytes] = {}
        self.socket: Socket | None = None

    def push(self, name: str, data: Json) -> None:
        """Add an event."""
        self.seq += 1
        self.events[self.seq] = orjson.dumps({"op": 0, "s": self.seq, "t": name, "d": data})
        if self.socket is None or self.seq - KEPT <= self.socket.sent:
            self.events.pop(self.seq - KEPT, None)
        if self.socket:
            self.socket.wake.set()


class Socket:
    """One WebSocket; `frozen` is half-open: TCP lives, nobody reads or answers."""

    def __init__(self, request: web.Request) -> None:
        self.request, self.ws = request, web.WebSocketResponse(max_msg_size=0, compress=False, autoping=False)
        self.secure = request.secure
        self.session: Session | None = None
        self.sent = 0
        self.frozen = False
        self.wake = asyncio.Event()
        self._pack = self._packer(request.query.get("compress", ""))

    def _packer(self, kind: str) -> Callable[[bytes], bytes] | None:
        if kind == "zlib-stream":
            squeeze = zlib.compressobj()
            return lambda data: squeeze.compress(data) + squeeze.flush(zlib.Z_SYNC_FLUSH)
        if kind == "zstd-stream":
            stream = zstandard.ZstdCompressor().compressobj()
            return lambda data: stream.compress(data) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        return None

    async def send(self, data: bytes) -> None:
        """Send one frame, as the client asked for it."""
        if self.frozen or self.ws.closed:
            return
        if self._pack:
            await self.ws.send_bytes(self._pack(data))
        else:
            await self.ws.send_str(data.decode())

    async def order(self, op: int, data: object = None) -> None:
        """Send a frame that is no event."""
        await self.send(orjson.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def follow(self) -> None:
        """Send the session's events for as long as the socket lives."""
        while True:
            await self.wake.wait()
            self.wake.clear()
            while self.session and self.sent < self.session.seq and not self.frozen:
                self.sent += 1
                await self.send(self.session.events[self.sent])

    def abort(self) -> None:
        """Break the connection without a word."""
        if self.request.transport:
            self.request.transport.abort()

    def freeze(self) -> None:
        """Keep the connection, and do nothing with it any more."""
        self.frozen = True
        if self.request.transport:
            self.request.transport.pause_reading()


class Gateway:
    """Sessions, sockets and what befalls them."""

    def __init__(self, world: World, luck: Luck) -> None:
        self.world, self.luck = world, luck
        world.emit = self.dispatch
        self.sessions: dict[str, Session] = {}
        self.sockets: list[Socket] = []
        self.log: list[Json] = []  # what clients did: connect, identify, resume, close …

    def note(self, event: str, **facts: object) -> None:
        """Remember what a client did."""
        self.log.append({"at": time.time(), "event": event, **facts})

    def dispatch(self, name: str, data: Json) -> None:
        """Give an event to every session that wants it, as often and as late as the script says."""
        fault = self.luck.of(f"EVENT {name}")
        for _ in range(fault.copies):
            if fault.delay:
                asyncio.get_running_loop().call_later(fault.delay, self._deliver, name, data)
            else:
                self._deliver(name, data)

    def _deliver(self, name: str, data: Json) -> None:
        for session in self.sessions.values():
            if wanted(session.intents, name, data):
                session.push(name, data)

    def bring(self, guild: Guild, *, lost: bool = False) -> None:
        """Tell every session of a guild: a new one, or one that Discord had lost."""
        told = self._whole(guild) | ({"unavailable": False} if lost else {})
        for session in self.sessions.values():
            session.push("GUILD_CREATE", told)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket from HELLO to its end."""
        socket = Socket(request)
        await socket.ws.prepare(request)
        self.sockets.append(socket)
        self.note("connect", secure=socket.secure, compress=request.query.get("compress"))
        sender, code = asyncio.create_task(socket.follow()), None
        try:
            await socket.order(10, {"heartbeat_interval": int(self.world.settings.heartbeat * 1000), "_trace": []})
            while (frame := await socket.ws.receive()).type not in ENDS:
                if frame.type is WSMsgType.TEXT and not socket.frozen:
                    await self._hear(socket, orjson.loads(frame.data))
            code = frame.data if frame.type is WSMsgType.CLOSE else None
        except ConnectionError:
            pass  # the other side is gone, which is what `finally` is for
        finally:
            sender.cancel()
            self.sockets.remove(socket)
            self._forget(socket, code)
        return socket.ws

    def _forget(self, socket: Socket, code: int | None) -> None:
        """Lose a socket, and its session too when the client said that it is done with it."""
        self.note("close", code=code)
        if socket.session and socket.session.socket is socket:
            socket.session.socket = None
            if code in {1000, 1001}:
                self.sessions.pop(socket.session.ident, None)

    async def _hear(self, socket: Socket, frame: Json) -> None:
        op, data = frame["op"], frame.get("d")
        if op == 1:
            await socket.order(11)
        elif op == 2:
            await self._identify(socket, data)
        elif op == 6:
            await self._resume(socket, data)
        elif op == 8 and socket.session:
            await self._members(socket.session, data)

    async def _identify(self, socket: Socket, data: Json) -> None:
        settings, intents = self.world.settings, data["intents"]
        self.note("identify", intents=intents, properties=data["properties"])
        if data["token"] != settings.token:
            await socket.ws.close(code=4004, message=b"Authentication failed.")
            return
        if intents & PRIVILEGED and not settings.privileged:
            await socket.ws.close(code=4014, message=b"Disallowed intent(s).")
            return
        session = Session(f"{self.world.new_id():x}", intents)
        self.sessions[session.ident] = session
        self._bind(socket, session, 0)
        session.push("READY", {
            "v": 10, "user": self.world.bot, "session_id": session.ident,
            "guilds": [{"id": str(ident), "unavailable": True} for ident in self.world.guilds],
            "resume_gateway_url": GATEWAY if socket.secure else self.world.gateway_url(secure=False),
            "application": {"id": self.world.bot["id"], "flags": self.world.application_flags()},
        })  # fmt: skip
        for guild in self.world.guilds.values():
            session.push("GUILD_CREATE", self._whole(guild) | {"unavailable": False})

    def _whole(self, guild: Guild) -> Json:
        """A guild as those are told of it who do not see presences: of its members, only the bot."""
        channels = [one for one in self.world.channels.values() if one.get("guild_id") == guild.base["id"]]
        return guild.base | {
            "roles": [*guild.roles.values()], "member_count": guild.count(), "large": guild.count() > 250,
            "members": [guild.member(APPLICATION)],
            "channels": [one for one in channels if "thread_metadata" not in one],
            "threads": [one for one in channels if "thread_metadata" in one],
        }  # fmt: skip

    async def _resume(self, socket: Socket, data: Json) -> None:
        session = self.sessions.get(data["session_id"] or "")
        self.note("resume", seq=data["seq"], known=session is not None)
        if session is None or data["seq"] < session.seq - len(session.events):
            await socket.order(9, False)
            return
        if data["seq"] > session.seq:
            await socket.ws.close(code=4007, message=b"Invalid seq.")
            self.sessions.pop(session.ident)
            return
        self._bind(socket, session, data["seq"])
        session.push("RESUMED", {"_trace": []})

    def _bind(self, socket: Socket, session: Session, sent: int) -> None:
        if session.socket and not session.socket.frozen:
            session.socket.abort()
        socket.session, socket.sent, session.socket = session, sent, socket

    async def _members(self, session: Session, data: Json) -> None:
        """All members of a guild, in chunks; nobody here asks for some of them."""
        guild, nonce = self.world.guild(int(data["guild_id"])), {"nonce": data["nonce"]} if data.get("nonce") else {}
        found = [*guild.everyone()]
        chunks = [found[at : at + CHUNK] for at in range(0, len(found), CHUNK)]
        for index, chunk in enumerate(chunks):
            session.push("GUILD_MEMBERS_CHUNK", {
                "guild_id": guild.base["id"], "members": chunk, "chunk_index": index, "chunk_count": len(chunks),
                "not_found": [], **nonce,
            })  # fmt: skip
            await asyncio.sleep(0)  # a hundred thousand members must not hold up the heartbeats
