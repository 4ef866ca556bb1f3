"""One commit for all who write at the same moment: making it safe costs as much for one as for many.

Owns the line, the transaction that is shared, and that whoever fails takes nobody along. What is written is theirs.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractAsyncContextManager

    from bot.storage.database import Transaction

    Open = Callable[[], AbstractAsyncContextManager[Transaction]]
    Work = Callable[[Transaction], Awaitable[Any]]

Result = TypeVar("Result")

MOST: Final = 50
"""How many share a commit at most, so that other writers wait for no longer than that takes."""


@dataclass(slots=True)
class _Writer:
    work: Work
    told: asyncio.Future[Any]


class Together:
    """The line of those who may share a commit; `write` opens one transaction."""

    def __init__(self, write: Open) -> None:
        self._write = write
        self._line: list[_Writer] = []
        self._committing: asyncio.Task[None] | None = None

    async def commit(self, work: Callable[[Transaction], Awaitable[Result]]) -> Result:
        """Do `work` and commit it with that of whoever came meanwhile; return what it returned, once it is safe."""
        writer = _Writer(work, asyncio.get_running_loop().create_future())
        self._line.append(writer)
        if self._committing is None or self._committing.done():
            # A task of its own, so that nobody who is cancelled takes the others along.
            self._committing = asyncio.create_task(self._commit_line(), name="commits")
        result: Result = await writer.told
        return result

    async def finish(self) -> None:
        """Wait until the line is empty."""
        if self._committing is not None and not self._committing.done():
            await asyncio.wait([self._committing])

    async def _commit_line(self) -> None:
        while self._line:
            writers, self._line = self._line[:MOST], self._line[MOST:]
            try:
                await self._share([writer for writer in writers if not writer.told.done()])
            except BaseException as end:
                # The process ends. Whatever was not told was not promised.
                _fail([*writers, *self._line], end)
                self._line = []
                raise

    async def _share(self, writers: list[_Writer]) -> None:
        written = False
        try:
            async with self._write() as tx:
                results = [await writer.work(tx) for writer in writers]
                written = True
        except Exception as error:  # noqa: BLE001 -- whoever asked hears of it
            if not written and len(writers) > 1:
                # All is undone, because of one of them.
                for writer in writers:
                    await self._share([writer])
            else:
                _fail(writers, error)
            return
        for writer, result in zip(writers, results, strict=True):
            if not writer.told.done():
                writer.told.set_result(result)


def _fail(writers: list[_Writer], error: BaseException) -> None:
    for writer in writers:
        if writer.told.done():
            continue
        if isinstance(error, asyncio.CancelledError):
            writer.told.cancel()
        else:
            writer.told.set_exception(error)
