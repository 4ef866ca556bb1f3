"""Replay: what a community's policy would have done to exported history, and how two policies differ.

Owns the one pass over history, and what settings that name roles and channels mean there. It changes nothing: no
database, no network. Values set from Discord are in the database, and so are not part of a replay.

Rules that look back, such as those about floods, see what a member wrote before in the same file, in that file's order.
From one file to the next they see nothing, since to put files in order of time would take all of them into memory. So
the order of files changes nothing, nor does any order in a file that keeps each member's own. When members joined is
not in exports, nor how many reported a message: rules about newcomers and reports find nothing there.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from bot.domain.cases import Measure, notice_words
from bot.domain.moderation.judging import Policy, judge
from bot.domain.moderation.recent import Recent
from bot.domain.moderation.replaying import Difference, History, Tally
from bot.domain.wording import mark
from bot.services.policies import compile_policy
from bot.storage.exports import ExportError, find_sources, name_id, read, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.reading import Vocabulary
    from bot.domain.moderation.replaying import Example
    from bot.settings.catalogue import CommunitySettings
    from bot.settings.communities import CommunityFile
    from bot.storage.exports import Source
    from bot.voice import Voice

__all__ = ["ExportError", "Progress", "Result", "Side", "make_side", "nudges", "replay"]

_BEAT = 1_000
"""Messages between two words about progress."""


@dataclass(frozen=True, slots=True)
class Side:
    """One policy, who is staff to it, and the one id of each channel that its settings name."""

    policy: Policy
    staff: frozenset[int] = frozenset()
    places: Mapping[int, int] = field(default_factory=dict)

    def see(self, message: Message) -> Message:
        """Return the message as this side sees it."""
        if not self.staff.isdisjoint(message.roles):
            message = replace(message, staff=True)
        channel, parent = message.channel_id, message.parent_id
        if channel in self.places or parent in self.places:
            parent = None if parent is None else self.places.get(parent, parent)
            message = replace(message, channel_id=self.places.get(channel, channel), parent_id=parent)
        return message


class Progress(Protocol):
    """Whoever wants to know how far a replay is."""

    def begin(self, total: int) -> None:
        """Hear how many bytes there are."""

    def reach(self, read: int, messages: int) -> None:
        """Hear how many bytes and messages are done with."""


class Quiet:
    """Nobody wants to know."""

    def begin(self, total: int) -> None:
        """Hear, and do nothing."""

    def reach(self, read: int, messages: int) -> None:
        """Hear, and do nothing."""


@dataclass(frozen=True, slots=True)
class Result:
    """All that a replay comes to. There is a difference where there are two sides."""

    files: int
    history: History
    tallies: tuple[Tally, ...]
    difference: Difference | None


Channels = tuple[tuple[str, int], ...]
"""Names and ids of channels, as files announce them."""


def replay(
    paths: Iterable[Path],
    sides: Sequence[Callable[[Channels], Side]],
    *,
    examples: int = 5,
    progress: Progress | None = None,
) -> Result:
    """Read all history once and judge each message by one side or two.

    A side is made when the channels are known. Raises ExportError for the first file that cannot be read: there is no
    result then.
    """
    with ExitStack() as stack:
        sources = find_sources(paths, stack)
        channels = tuple(dict.fromkeys(channel for source in sources for channel in survey(source)))
        run = _Run([make(channels) for make in sides], examples)
        run.over(sources, progress or Quiet())
    return Result(len(sources), run.history, tuple(run.tallies), run.difference)


class _Run:
    def __init__(self, sides: Sequence[Side], examples: int) -> None:
        self.history = History()
        self.tallies = [Tally(side.policy, examples=examples) for side in sides]
        self.difference = Difference(sides[0].policy, sides[1].policy, examples=examples) if len(sides) > 1 else None
        self._sides = sides
        self._bytes = 0
        self._lines = 0

    def over(self, sources: Sequence[Source], progress: Progress) -> None:
        progress.begin(sum(source.size for source in sources))
        for source in sources:
            memories = [Recent(members=None) for _ in self._sides]
            for line in read(source, self._advance):
                self._lines += 1
                if self.history.add(line.message, system=line.system):
                    self._judge(line.message, line.channel, memories)
                if self._lines % _BEAT == 0:
                    progress.reach(self._bytes, self._lines)
        progress.reach(self._bytes, self._lines)

    def _advance(self, size: int) -> None:
        self._bytes += size

    def _judge(self, message: Message, channel: str, memories: Sequence[Recent]) -> None:
        verdicts = []
        for side, tally, memory in zip(self._sides, self.tallies, memories, strict=True):
            seen = side.see(message)
            verdict = judge(side.policy, seen, memory.before(seen))
            memory.add(seen, verdict)
            tally.add(message, channel, verdict)
            verdicts.append(verdict)
        if self.difference is not None:
            self.difference.add(message, channel, *verdicts)


def make_side(settings: CommunitySettings, vocabulary: Vocabulary, channels: Channels) -> Side:
    """Return the policy of a community for history in which these channels are.

    Roles and channels are found by their names, as on a server; where moderation is switched off there are no rules.
    """
    if not settings.moderation.enabled:
        return Side(Policy())
    community = settings.community
    listed = [role for roles in dict(community.staff).values() for role in roles]
    roles = {role: name_id(role) for role in listed if isinstance(role, str)}
    named, places = _places(community, channels)
    policy = compile_policy(settings, vocabulary, roles=roles, channels=named)
    return Side(policy, frozenset(role if isinstance(role, int) else name_id(role) for role in listed), places)


def _places(community: CommunityFile, channels: Channels) -> tuple[dict[str, int], dict[int, int]]:
    """Return one id for each channel that the settings name, by key and by name, and the others that mean the same.

    A channel whose id the settings give is that one; else every channel of its name is meant. Rows of JSONL know a
    channel by its name alone.
    """
    named: dict[str, int] = {}
    places: dict[int, int] = {}
    for key, each in community.channels.items():
        known_as = name_id(each.name)
        same = [id_ for name, id_ in channels if name_id(name) == known_as] if each.id is None else [each.id]
        named[key] = named[each.name] = chosen = next(iter(same), known_as)
        places |= {id_: chosen for id_ in (known_as, *same) if id_ != chosen}
    return named, places


def nudges(voice: Voice, settings: CommunitySettings) -> Callable[[Example], str | None]:
    """Return what tells the words that the author of an example would have read; None where there are none."""
    community, cases = settings.community, settings.cases

    def say(example: Example) -> str | None:
        if not (example.first and cases.enabled):
            return None
        message, spots = example.message, example.considered.spots
        until = message.at + cases.nudge.remember
        words = notice_words(
            Measure.HIDE if example.hidden else Measure.NUDGE,
            example.considered.because,
            guild_id=message.guild_id,
            channel_id=message.channel_id,
            message_id=message.id,
            excerpt=mark(message.text, [(spot.start, spot.end) for spot in spots if spot.passage == 0]),
            until=until,
        )
        # Discord would show these two as a channel and a date.
        values = {**words.values, "channel": f"#{example.channel}", "until": f"{until:%Y-%m-%d}"}
        if not message.guild_id:
            values["link"] = "…"
        locale = str(community.languages[0])
        return "\n".join(voice.words(words, part, locale, **values) for part in ("title", "body"))

    return say
