"""Where in our own code a request was built: the innermost frame of the stack that lies in bot/ or cogs/.

A chain of awaits is one stack, so the place is exact. A coroutine of discord.py that is handed to a task of its own
(`gather`, `create_task`, `wait_for`) has no frame of ours; then the nearest place outside libraries is named.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from tests.contract.description import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

OUR_ROOTS = (PROJECT / "bot", PROJECT / "cogs")
NOWHERE = "a task without a frame of bot/ or cogs/"
_LIBRARIES = tuple(f"{place}{os.sep}" for place in (sysconfig.get_path("stdlib"), sys.prefix, sys.base_prefix))
_INSTRUMENT = tuple(str(Path(__file__).with_name(name)) for name in ("builder.py", "simcord_contract.py"))


def builder(roots: Sequence[Path] = OUR_ROOTS) -> str:
    """`bot/voice.py:12 say` for the innermost frame under `roots`, else the nearest one outside libraries."""
    beginnings = tuple(f"{root}{os.sep}" for root in roots)
    nearest: FrameType | None = None
    for frame in _stack(sys._getframe(1)):
        file = frame.f_code.co_filename
        if file.startswith(beginnings):
            root = next(root for root in roots if Path(file).is_relative_to(root))
            return _place(frame, root.parent)
        if nearest is None and Path(file).is_absolute() and not file.startswith((*_INSTRUMENT, *_LIBRARIES)):
            nearest = frame
    return f"{NOWHERE}; nearest {_place(nearest, PROJECT)}" if nearest else NOWHERE


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _place(frame: FrameType, beside: Path) -> str:
    file = Path(frame.f_code.co_filename)
    shown = file.relative_to(beside).as_posix() if file.is_relative_to(beside) else file.name
    return f"{shown}:{frame.f_lineno} {frame.f_code.co_qualname}"
