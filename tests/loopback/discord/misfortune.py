"""Bad luck by script: faults of requests and of events."""

from __future__ import annotations

import fnmatch
import hashlib
import time
from dataclasses import dataclass
from typing import Any


@dataclass
class Fault:
    """What befalls the requests or events whose line matches `line`.

    A line is `POST /channels/1/messages`, `GET /gateway-socket` or `EVENT MESSAGE_CREATE`; `*` stands for anything.
    `times` None is for ever; `skip` lets so many pass first; `delay` is seconds.
    Requests: `effect` carries the request out before the fault. `lose` breaks the connection, so that with `effect` it
    is done, but the answer is lost. `hang` never answers. `status` refuses.
    Events: `copies` sends each so often, and `delay` lets others overtake it.
    """

    line: str
    times: int | None = 1
    skip: int = 0
    delay: float = 0.0
    effect: bool = False
    lose: bool = False
    hang: bool = False
    status: int | None = None
    code: int = 0
    message: str = "A scripted fault"
    retry_after: float = 0.1
    scope: str = "user"
    everywhere: bool = False  # a global rate limit
    via: bool = True  # without this header a client takes a 429 for a ban
    copies: int = 1

    def befalls(self, line: str) -> bool:
        """Whether this fault takes `line`; counts."""
        if self.times == 0 or not fnmatch.fnmatchcase(line, self.line):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times = None if self.times is None else self.times - 1
        return True

    def body(self) -> dict[str, Any]:
        """The JSON of the refusal."""
        if self.status == 429:
            text = "You are being rate limited."
            return {"message": text, "retry_after": self.retry_after, "global": self.everywhere, "code": self.code}
        return {"message": self.message, "code": self.code}

    def headers(self) -> dict[str, str]:
        """The headers that go with it."""
        if self.status != 429:
            return {}
        made = {"Retry-After": str(max(1, round(self.retry_after))), "X-RateLimit-Scope": self.scope}
        made |= {"X-RateLimit-Global": "true"} if self.everywhere else {}
        return made | ({"Via": "1.1 google"} if self.via else {})


class Luck:
    """The faults to come."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def of(self, line: str) -> Fault:
        """The first fault that befalls `line`, or one that does nothing."""
        return next((one for one in self.faults if one.befalls(line)), Fault(line))


def bucket(template: str) -> dict[str, str]:
    """The rate-limit headers of a request: a generous bucket for each route."""
    name = hashlib.md5(template.encode(), usedforsecurity=False).hexdigest()
    told = {"Limit": 10_000, "Remaining": 9_999, "Reset": time.time() + 1, "Reset-After": 1, "Bucket": name}
    return {f"X-RateLimit-{part}": str(value) for part, value in told.items()}
