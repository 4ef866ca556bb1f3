"""Work counted in functions that are called: a measure that no other program disturbs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def steps(work: Callable[[], object]) -> int:
    """How many functions are called to do this."""
    taken = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal taken
        taken += event in {"call", "c_call"}

    known = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(known)
    return taken
