"""The register: for every column why it is kept and for how long, and whether it is about a person.

Owns these words, and nothing of the keeping itself: `tables` has the columns, and `bot.services.privacy` asks the
services to show and to forget. A test holds the three together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Kept:
    """Why something is kept and until when. `shown_by`: the service that shows it to the person it is about."""

    why: str
    until: str
    shown_by: str | None = None

    @property
    def is_personal(self) -> bool:
        """Whether it is about a person, who may see it and have it forgotten."""
        return self.shown_by is not None


FOR_GOOD: Final = "for good"
WHILE_PAUSED: Final = "until the feature is taken up again"
WHILE_OVERRIDDEN: Final = "until the setting is changed back"
UNTIL_FORGOTTEN: Final = "until the member asks to be forgotten"
THIRTY_DAYS: Final = "30 days, or until the member asks to be forgotten"
REMEMBERED: Final = "as long as cases.yaml says (30 days), or until the member asks to be forgotten"
EVIDENCE: Final = "as long as moderation.yaml says (30 days), or until the member asks to be forgotten"
A_YEAR: Final = "a year"
A_DAY: Final = "a day"
UNTIL_ENDED: Final = "until the plan has ended, or the member asks to be forgotten"
A_WEEK_AFTER: Final = "7 days after the plan has ended"
A_WEEK_AFTER_OR_FORGOTTEN: Final = "7 days after the plan has ended, or until the member asks to be forgotten"


def _all(until: str, shown_by: str | None = None, /, **columns: str) -> dict[str, Kept]:
    return {column: Kept(why, until, shown_by) for column, why in columns.items()}


REGISTER: Final[Mapping[str, Mapping[str, Kept]]] = {
    "house": _all(
        FOR_GOOD,
        key="names a fact about this Usher itself",
        value="the fact, such as which commands Discord was told",
    ),
    "communities": _all(
        f"{FOR_GOOD}, so that a server that invites Usher again finds its settings",
        guild_id="the server",
        folder="which settings it uses",
        bound_at="since when",
        left_at="since when Usher is not there any more",
    ),
    "communities_places": _all(
        FOR_GOOD,
        guild_id="the server",
        kind="a role or a channel",
        key="its name in the settings",
        discord_id="which one it is, so that renaming it changes nothing",
    ),
    "communities_pauses": _all(
        WHILE_PAUSED,
        guild_id="the server",
        feature="what stands still",
        since="since when",
        until="until when",
    )
    | _all(f"{WHILE_PAUSED}, or until they ask to be forgotten", "pauses", paused_by="who on staff paused it"),
    "communities_overrides": _all(
        WHILE_OVERRIDDEN,
        guild_id="the server",
        key="the setting that was changed from Discord",
        value="what it was changed to",
        changed_at="when",
    )
    | _all(
        f"{WHILE_OVERRIDDEN}, or until they ask to be forgotten", "communities", changed_by="who on staff changed it"
    ),
    "people_locales": _all(UNTIL_FORGOTTEN, guild_id="the server")
    | _all(
        UNTIL_FORGOTTEN,
        "people",
        member_id="whose language it is",
        locale="the language their Discord speaks, so that a note to them can be in it",
        seen_at="when it was last seen to be another one",
    ),
    "moderation_decisions": _all(
        THIRTY_DAYS,
        guild_id="the server",
        settings_version="by which settings it was decided",
        revision="how often an edit of the message brought something new",
    )
    | _all(
        THIRTY_DAYS,
        "moderation",
        message_id="the message in which a rule found something",
        channel_id="where it stands",
        author_id="who wrote it",
        considered="which rules looked at it and what they found, so that the decision can be explained",
        response="what followed from it, and for which reasons",
        decided_at="when it was decided",
        expires_at="when the decision is forgotten by itself",
    ),
    "moderation_evidence": _all(EVIDENCE, guild_id="the server", reason="whether it was hidden or purged")
    | _all(
        EVIDENCE,
        "moderation",
        message_id="the message that was taken away",
        channel_id="where it stood",
        author_id="who wrote it",
        passages="what it said, so that it can be given back and looked at again",
        kept_at="when it was taken away",
        expires_at="when it is forgotten by itself",
    ),
    "moderation_judgements": _all(
        A_YEAR,
        guild_id="the server",
        message_id="the message that a rule was judged about",
        rule="which rule",
        revision="about which version of the message",
        right="whether it was right",
        judged_at="when that was said",
        expires_at="when it is forgotten by itself",
    )
    | _all(f"{A_YEAR}, or until they ask to be forgotten", "moderation", judged_by="who on staff said so"),
    "moderation_reports": _all(THIRTY_DAYS, guild_id="the server", expires_at="when it is forgotten by itself")
    | _all(
        THIRTY_DAYS,
        "moderation",
        message_id="the message that was reported",
        reporter_id="who reported it",
        reported_at="when",
    ),
    "moderation_purges": _all(
        A_DAY,
        guild_id="the server",
        channel_id="where messages are to go",
        message_ids="which ones",
        wanted="by which filter: how many of the latest, with which text, and whose, until they ask to be forgotten",
        state="whether it was only asked for, or begun",
        expires_at="when it is forgotten by itself",
    )
    | _all(
        f"{A_DAY}, or until they ask to be forgotten",
        "moderation",
        id="its number",
        asked_by="who on staff asked for it",
        asked_at="when",
    ),
    "communities_changes": _all(
        A_YEAR,
        id="its place among the changes",
        guild_id="the server",
        key="the setting that was changed from Discord",
        value="what it was changed to",
        changed_at="when",
    )
    | _all(f"{A_YEAR}, or until they ask to be forgotten", "communities", changed_by="who on staff changed it"),
    "cases": _all(REMEMBERED, guild_id="the server")
    | _all(
        REMEMBERED,
        "cases",
        id="the number on the note",
        member_id="who got the note",
        kind="what kind of note it was",
        rule="which rule found something",
        because="what it found, in a word",
        rewrite="the text without what was found, so that it can be offered to the member",
        channel_id="where the message stands",
        message_id="which message it was about",
        excerpt="the part of the message that mattered, so that the member can be told what, and a repeat be seen",
        delivery="whether and how the note arrived",
        created_at="when it was written",
        expires_at="when it is forgotten by itself",
    ),
    "plans": _all(
        A_WEEK_AFTER_OR_FORGOTTEN,
        "cases",
        subject_id="the member that it is about, if it is about one",
        dedupe_key="what it is for, so that nothing happens twice",
    )
    | _all(UNTIL_ENDED, "cases", steps="what is to be said or done, word for word")
    | _all(
        A_WEEK_AFTER,
        id="its number, which buttons of staff carry",
        guild_id="the server",
        feature="the feature it belongs to",
        results="what its steps brought, such as how a note arrived",
        progress="how far it is",
        begun="the step that may have happened when Usher stopped",
        state="whether it is due, under way, done, stopped or dropped",
        not_before="when it is due",
        overdue="what becomes of it when it is late",
        grace_seconds="how late is still on time",
        attempts="how often its next step was tried",
        trouble="what stood in its way",
        claimed_by="the Usher process that carries it out",
        claimed_until="until when others leave it alone",
        created_at="when it was made",
        finished_at="when it ended",
    ),
}
"""Everything that is kept, by table and column."""


def lines() -> Iterator[str]:
    """Yield the register as Markdown, a heading for each table and a line for each column."""
    for table, columns in REGISTER.items():
        yield f"### {table}"
        for column, kept in columns.items():
            person = " (about a person)" if kept.is_personal else ""
            yield f"- `{column}`{person}: {kept.why}. Kept {kept.until}."
