"""Which machine this is, since a number without one means little, and how to be alone on it."""

from __future__ import annotations

import gc
import os
import platform
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def machine() -> str:
    """Return one line: processor, cores, system, Python, and what both sides of a pair run on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    python = f"{platform.python_implementation()} {platform.python_version()}"
    parts = [f"{processor()}, {cores} cores", f"{platform.system()} {platform.release()}", python]
    return " · ".join([*parts, *(f"{name} {known}" for name in ("discord.py", "uvloop") if (known := installed(name)))])


def processor() -> str:
    """Return the model of the processor, as far as the system says it."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.lower().startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def installed(package: str) -> str | None:
    """Return the version of a package, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def busy() -> str:
    """Return how much else the machine had to do, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


@contextmanager
def own_garbage_aside() -> Iterator[None]:
    """Keep Python's search for garbage off what the bench holds, as Usher does with what it loads at its start."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
