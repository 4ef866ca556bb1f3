"""One message of an export.

Owns the value only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Message


@dataclass(frozen=True, slots=True)
class Line:
    """One message with the name of its channel.

    The ids in `message.roles` are Discord's and, for settings that name roles, `name_id` of each role's name; `staff`
    is left to whoever knows the settings. `system`: Discord wrote it ("… joined"), not its author.
    """

    message: Message
    channel: str
    system: bool = False
