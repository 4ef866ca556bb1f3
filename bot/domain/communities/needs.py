"""What each feature needs from Discord in order to work.

Owns the lists. Whether a server grants them is the doctor's question.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYTHING = "everything"
HOUSE = "communities"
"""The feature name of Usher's own lines: never paused by a missing permission of another feature."""

LOG = ("view_channel", "send_messages", "create_public_threads", "send_messages_in_threads", "read_message_history")
DESK = ("view_channel", "send_messages", "embed_links", "read_message_history")
SETUP = ("manage_roles", "manage_channels")


@dataclass(frozen=True, slots=True)
class Needs:
    """What one feature needs. `server`: anywhere; `log`, `desk`: in those channels.

    `wishes`: without these a part of it does nothing, and everything else goes on.
    """

    server: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    desk: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()


FEATURES: dict[str, Needs] = {
    "moderation": Needs(
        server=("view_channel", "read_message_history"),
        log=LOG,
        wishes=("manage_messages", "manage_threads"),
        intents=("guild_messages", "message_content"),
    ),
    "cases": Needs(server=("view_channel", "send_messages", "embed_links")),
}
"""Every feature that can be paused, in the order in which people are shown them."""


def invite_permissions() -> tuple[str, ...]:
    """Return everything to ask for when Usher is invited."""
    asked = [*SETUP, *LOG, *DESK, "moderate_members", "attach_files"]
    for needs in FEATURES.values():
        asked += [*needs.server, *needs.log, *needs.desk, *needs.wishes]
    return tuple(dict.fromkeys(asked))
