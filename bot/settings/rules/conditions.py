"""`when:` of a rule: where, about whom and at what time it counts.

Owns how conditions are written, and the step from names to the domain's tree. A name that is nowhere to be found on the
server is the place or role of no message; the doctor says that it is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from bot.domain.moderation import conditions as tree
from bot.domain.moderation.messages import Place
from bot.domain.moderation.rules import Always
from bot.settings.explaining import refusal
from bot.settings.model import Model
from bot.settings.rules.moments import HourSpan, Moment
from bot.settings.types import DeclaredChannel, DeclaredRole, DiscordId, Duration, Listed, LocaleTag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.moderation.rules import Condition
    from bot.settings.references import Reference
    from bot.settings.rules import Surroundings


def filled(meaning: str) -> AfterValidator:
    """Refuse a list that was begun and never filled, and say what it would mean: that is seldom what was meant."""

    def check(value: tuple[Any, ...]) -> tuple[Any, ...]:
        if not value:
            raise refusal(f"an empty list here {meaning}", "Write something into it, or take the line out")
        return value

    return AfterValidator(check)


_NOWHERE = filled("would hold for no message")


class _Sparse(Model):
    """Settings of which most are left out: what is not written is not shown either."""

    @model_serializer(mode="wrap")
    def _written(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in serialize(self).items() if value is not None}


class TenureModel(_Sparse):
    """How long the author has been a member. Where that is not known, neither holds."""

    under: Duration | None = None
    """For less than this, such as 7d."""

    over: Duration | None = None
    """For this long or longer, such as 30d."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.under is None and self.over is None:
            raise refusal("this says nothing about how long", "Write under: 7d, or over: 30d")
        if self.under is not None and self.over is not None and self.under <= self.over:
            raise refusal("nobody has been here for less than under and longer than over", "Let under be the longer")
        return self


class StandingModel(_Sparse):
    """How many notes about the author are remembered."""

    at_least: Annotated[int, Field(ge=0, le=1000)] | None = None
    """So many, or more."""

    at_most: Annotated[int, Field(ge=0, le=1000)] | None = None
    """So many, or fewer; 0 means none."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise refusal("this says nothing about how many", "Write at_least: 1, or at_most: 0")
        if self.at_most is not None and (self.at_least or 0) > self.at_most:
            raise refusal("at_most is smaller than at_least", "Let at_most be the larger of the two")
        return self


class ClockModel(_Sparse):
    """Moments between which the message was written, in the zone of community.yaml."""

    after: Moment | None = None
    """At this moment or later, such as "2026-12-18 20:00"."""

    before: Moment | None = None
    """Before this moment."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.after is None and self.before is None:
            raise refusal("this says nothing about when", 'Write after: "2026-12-18 20:00", or before:')
        if self.after is not None and self.before is not None and self.before <= self.after:
            raise refusal("before is not later than after", "Let before be the later of the two")
        return self


class ConditionModel(_Sparse):
    """One condition. If it names several things, all of them have to be so."""

    channels: Annotated[Listed[DeclaredChannel], _NOWHERE] | None = None
    """It stands in one of these channels: keys or names from community.yaml, or ids in quotes. A thread counts as its
    channel's."""

    threads: bool | None = None
    """Whether it stands in a thread."""

    forums: bool | None = None
    """Whether it stands in a post of a forum."""

    categories: Annotated[Listed[DiscordId], _NOWHERE] | None = None
    """Its channel stands in one of these categories: ids in quotes."""

    roles: Annotated[Listed[DeclaredRole], _NOWHERE] | None = None
    """Its author has one of these roles: staff lists or role names from community.yaml, or ids in quotes."""

    tenure: TenureModel | None = None
    """How long its author has been a member."""

    standing: StandingModel | None = None
    """How many notes about its author are remembered."""

    languages: Annotated[Listed[LocaleTag], _NOWHERE] | None = None
    """Its author's language, where it is known, is one of these. fr is French of any country, fr-CA of one."""

    hours: HourSpan | None = None
    """It was written between these times of day in the zone of community.yaml, such as "22:00-07:00"."""

    clock: ClockModel | None = None
    """It was written after, or before, a moment."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(getattr(self, name) is None for name in type(self).model_fields):
            keys = ", ".join(type(self).model_fields)
            raise refusal("this condition says nothing, and would hold for every message", f"Choose from: {keys}")
        return self

    def condition(self, around: Surroundings) -> Condition:
        """Return what has to hold."""
        parts = tuple(self._parts(around))
        return parts[0] if len(parts) == 1 else tree.All(parts)

    def _parts(self, around: Surroundings) -> Iterator[Condition]:
        if self.channels is not None:
            yield tree.InChannels(_ids(self.channels, around.channels))
        if self.threads is not None:
            yield tree.InPlace(Place.THREAD, self.threads)
        if self.forums is not None:
            yield tree.InPlace(Place.FORUM, self.forums)
        if self.categories is not None:
            yield tree.InCategories(frozenset(self.categories))
        if self.roles is not None:
            yield tree.HasRole(_ids(_listed(self.roles, around.staff), around.roles))
        if self.tenure is not None:
            yield tree.Tenure(self.tenure.over, self.tenure.under)
        if self.standing is not None:
            yield tree.Standing(self.standing.at_least or 0, self.standing.at_most)
        if self.languages is not None:
            yield tree.Speaks(frozenset(self.languages))
        if self.hours is not None:
            yield tree.Hours(*self.hours, zone=ZoneInfo(around.zone))
        if self.clock is not None:
            zone = ZoneInfo(around.zone)
            after, before = (
                None if each is None else each.replace(tzinfo=zone).astimezone(UTC)
                for each in (self.clock.after, self.clock.before)
            )
            yield tree.Clock(after, before)


class When(_Sparse):
    """When a rule counts. With nothing written, always."""

    all: Annotated[Listed[ConditionModel], filled("would hold for every message")] | None = None
    """Every one of these conditions has to hold."""

    any: Annotated[Listed[ConditionModel], filled("would hold for no message")] | None = None
    """At least one of these has to hold."""

    unless: Annotated[Listed[ConditionModel], filled("would keep nothing out")] | None = None
    """None of these may hold."""

    def condition(self, around: Surroundings) -> Condition:
        """Return what has to hold: everything that is written."""
        parts: list[Condition] = []
        for written, kind in ((self.all, tree.All), (self.any, tree.AnyOf), (self.unless, tree.Unless)):
            if written is not None:
                parts.append(kind(tuple(each.condition(around) for each in written)))
        if not parts:
            return Always()
        return parts[0] if len(parts) == 1 else tree.All(tuple(parts))


def _ids(references: Iterable[Reference], known: Mapping[str, int]) -> frozenset[int]:
    found = (each if isinstance(each, int) else known.get(each) for each in references)
    return frozenset(each for each in found if each is not None)


def _listed(references: Iterable[Reference], staff: Mapping[str, tuple[Reference, ...]]) -> Iterator[Reference]:
    """Put the roles of a staff list in the place of its name."""
    for each in references:
        yield from staff.get(each, (each,)) if isinstance(each, str) else (each,)
