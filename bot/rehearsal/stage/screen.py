"""The screen: the one place that is open, as SimCord's own preview, through the eyes of one member of the cast.

SimCord serves one preview at a time: showing another place closes one and opens the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simcord import SetupError

from bot.rehearsal.acting import CannotActError

if TYPE_CHECKING:
    from simcord import ChannelHandle, Env, MemberActor
    from simcord.preview import Preview


class Screen:
    """What is on show."""

    def __init__(self, env: Env) -> None:
        self._env = env
        self._preview: Preview | None = None
        self.channel_id: int | None = None

    @property
    def address(self) -> str | None:
        """SimCord's own address of the open preview, without its secret; None while there is none."""
        return None if self._preview is None else self._preview.url.partition("/#")[0]

    @property
    def capability(self) -> str | None:
        """The secret of the open preview, different each time; None while there is none."""
        return None if self._preview is None else self._preview.url.partition("/#")[2]

    async def show(self, channel: ChannelHandle, viewer: MemberActor, locale: str, zone: str) -> None:
        """Open a place instead of the one before. Raises CannotActError where this member cannot read it."""
        await self.close()
        eyes = viewer if channel.guild is not None else viewer.user
        try:
            preview = self._env.preview(channel, viewers=(eyes,), layout="channel", locale=locale, timezone=zone)
            await preview.__aenter__()
        except SetupError as error:
            raise CannotActError(f"this place cannot be shown: {error}") from error
        self._preview, self.channel_id = preview, channel.id

    async def refresh(self) -> None:
        """Let the open preview show what has happened meanwhile."""
        if self._preview is not None:
            await self._preview.refresh()

    async def close(self) -> None:
        """Show nothing."""
        preview, self._preview, self.channel_id = self._preview, None, None
        if preview is not None:
            await preview.close()
