"""What judging a message comes to, including why nothing was done.

A verdict says two separate things: what should become of the text, and which reasons speak about the person. It holds
reasons, never a punishment: what is done for the person is the choice of `cases`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from bot.domain.moderation.messages import Field
from bot.domain.moderation.reading import Tier, View

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Message


class Mode(StrEnum):
    """How much a rule may do."""

    OFF = "off"
    SHADOW = "shadow"
    LIVE = "live"


class Exemption(StrEnum):
    """Why a message was not read at all."""

    BOT = "bot"
    STAFF = "staff"
    ROLE = "role"
    CHANNEL = "channel"
    EMPTY = "empty"


class Outcome(StrEnum):
    """What one rule made of one message."""

    MATCHED = "matched"
    SHADOWED = "shadowed"
    ELSEWHERE = "elsewhere"
    """It would have found something, but its conditions leave this message alone."""
    ALLOWED = "allowed"
    """What it would have found was declared to be fine here."""
    CLEAN = "clean"
    OFF = "off"


class Fate(IntEnum):
    """What should become of a text, the gentlest first."""

    KEEP = 0
    OFFER = 1
    """It stays, and its author gets a version that would be fine."""
    HIDE = 2
    """It is removed, and given back to its author."""


@dataclass(frozen=True, slots=True)
class Wants:
    """What a rule wants: for the text, whether a person must decide, and how much it weighs as a reason (0 to 10).

    A text that is hidden is given back, whatever the weight. `given_back` is False only where it was already: for one
    more copy of the same.
    """

    text: Fate = Fate.KEEP
    card: bool = False
    weight: int = 1
    given_back: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a message something was found: a slice of one of its texts.

    `term` is what was found, as *Always allow* would name it; empty where there is nothing to allow. `passage` is the
    place of the text in `Message.passages`. `tier` and `view` are for words.
    """

    start: int
    end: int
    term: str = ""
    field: Field = Field.CONTENT
    passage: int = 0
    tier: Tier | None = None
    view: View | None = None

    def text(self, message: Message) -> str:
        """Return what stands there."""
        return message.passages[self.passage].text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. `because` is a key of the voice under `moderation.because`, with what goes in its places."""

    because: str
    spots: tuple[Spot, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    wants: Wants = Wants()


@dataclass(frozen=True, slots=True)
class Considered:
    """One rule, what it made of the message, and what it found there."""

    rule: str
    outcome: Outcome
    spots: tuple[Spot, ...] = ()
    kind: str = ""
    because: str = ""
    values: dict[str, str] = field(default_factory=dict)
    wants: Wants = Wants()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that was found in one message. Rules that found nothing are listed only by `explain`."""

    considered: tuple[Considered, ...] = ()
    exemption: Exemption | None = None

    @property
    def findings(self) -> tuple[Considered, ...]:
        """What live rules found: the reasons to do something."""
        return tuple(each for each in self.considered if each.outcome is Outcome.MATCHED)

    @property
    def shadows(self) -> tuple[Considered, ...]:
        """What shadow rules found: noted, and nothing done."""
        return tuple(each for each in self.considered if each.outcome is Outcome.SHADOWED)

    @property
    def worth_keeping(self) -> bool:
        """Whether any rule that is not off found anything; the rest can be computed again when somebody asks."""
        return any(each.outcome in _KEPT for each in self.considered)

    @property
    def text(self) -> Fate:
        """What should become of the text: one answer, the gentlest that serves every finding."""
        return max((each.wants.text for each in self.findings), default=Fate.KEEP)

    @property
    def gives_back(self) -> bool:
        """Whether a text is hidden that its author has yet to be given back."""
        hiding = [each.wants for each in self.findings if each.wants.text is Fate.HIDE]
        return any(wants.given_back for wants in hiding)

    @property
    def card(self) -> bool:
        """Whether a person must decide."""
        return any(each.wants.card for each in self.findings)

    @property
    def reasons(self) -> tuple[Considered, ...]:
        """The findings that speak about the person and do not lean on one another, the weightiest first.

        Two findings are independent if they are of different kinds and no place in the message serves both. Of several
        that are not, the gentlest counts: what is found twice is not worse than what is found once.
        """
        chosen: list[Considered] = []
        for finding in sorted(self.findings, key=lambda each: each.wants.weight):
            if finding.wants.weight and not any(_lean(finding, other) for other in chosen):
                chosen.append(finding)
        return tuple(reversed(chosen))

    def beyond(self, earlier: tuple[Considered, ...]) -> Verdict:
        """Return what is new in this verdict about an edited message; `earlier` is what was found in it before.

        A title that could not stay was taken away: where it stands again, it was given again.
        """
        known = {_trace(each, spot) for each in earlier for spot in each.spots if not _was_taken(each, spot)}
        fresh = []
        for each in self.considered:
            new = tuple(spot for spot in each.spots if _trace(each, spot) not in known)
            if new or not (each.spots or any(each.rule == old.rule for old in earlier)):
                fresh.append(each)
        return Verdict(tuple(fresh), self.exemption)


_KEPT = frozenset({Outcome.MATCHED, Outcome.SHADOWED})


def _trace(finding: Considered, spot: Spot) -> tuple[object, ...]:
    """Return what tells one find from another, wherever it stands; what has no term is told apart by its length."""
    return finding.rule, finding.because, spot.term or spot.end - spot.start, spot.field


def _was_taken(finding: Considered, spot: Spot) -> bool:
    acted = finding.outcome is Outcome.MATCHED and finding.wants.text is Fate.HIDE
    return acted and spot.field is Field.TITLE


def _lean(one: Considered, other: Considered) -> bool:
    if one.kind == other.kind:
        return True
    return any(a.passage == b.passage and a.start < b.end and b.start < a.end for a in one.spots for b in other.spots)
