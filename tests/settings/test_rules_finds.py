"""How rules about links, files, personal data, mentions, capitals and piled signs are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.moderation.rules.attachments import AttachmentsRule
from bot.domain.moderation.rules.caps import CapsRule
from bot.domain.moderation.rules.links import Invites, LinksRule
from bot.domain.moderation.rules.mentions import MentionsRule
from bot.domain.moderation.rules.personal_data import PersonalDataRule, Sort
from bot.domain.moderation.rules.zalgo import ZalgoRule
from bot.domain.moderation.verdicts import Mode
from bot.settings.model import load_model
from bot.settings.moderation import ModerationFile
from bot.settings.problems import SettingsError
from bot.settings.references import References
from bot.settings.rules import Surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.moderation.rules import Rule

KNOWN = {"abc": 7}
AROUND = Surroundings({}, {}, guild_id=5, known_invites=KNOWN)
NOBODY = References(frozenset(), frozenset())


def rule_of(path: Path, text: str) -> Rule:
    """The rule that one line of YAML describes."""
    path.write_text(f"rules:\n  one: {{{text}}}\n", encoding="utf-8")
    return load_model(path, ModerationFile, context=NOBODY).rules["one"].rule("one", AROUND)


FULL = (
    "kind: links, deny: ['https://www.Pirate.example/films', '*.bad.org'], allow: [www.imdb.com], "
    "only_allowed: true, invites: none, servers: ['123456789012345678'], disguised: false"
)
SHADOW: dict[str, Any] = {"name": "one", "mode": Mode.SHADOW}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("kind: links", LinksRule(**SHADOW, invites=Invites.LISTED, guild_id=5, known_invites=KNOWN)),
        (
            FULL,
            LinksRule(
                **SHADOW,
                deny=frozenset({"pirate.example", "bad.org"}),
                allow=frozenset({"imdb.com", "www.imdb.com"}),
                only_allowed=True,
                invites=Invites.NONE,
                servers=frozenset({123456789012345678}),
                disguised=False,
                guild_id=5,
                known_invites=KNOWN,
            ),
        ),
        (
            "kind: links, deny: [münchen.de], allow: [discord.gg/abc]",
            LinksRule(
                **SHADOW,
                deny=frozenset({"xn--mnchen-3ya.de"}),
                allow=frozenset({"discord.gg/abc"}),
                invites=Invites.LISTED,
                guild_id=5,
                known_invites=KNOWN,
            ),
        ),
        ("kind: attachments", AttachmentsRule(**SHADOW)),
        (
            "kind: attachments, deny: [archives, .EXE, 'Video/*'], only: [images], allow: [.Zip], most: 4",
            AttachmentsRule(
                **SHADOW,
                deny=frozenset({"archives", "exe", "video/*"}),
                only=frozenset({"images"}),
                allow=frozenset({"zip"}),
                most=4,
            ),
        ),
        ("kind: personal_data", PersonalDataRule(**SHADOW)),
        (
            "kind: personal_data, sorts: [phone, key]",
            PersonalDataRule(**SHADOW, sorts=frozenset({Sort.PHONE, Sort.KEY})),
        ),
        ("kind: mentions", MentionsRule(**SHADOW)),
        ("kind: mentions, most: 3, everyone: true", MentionsRule(**SHADOW, most=3, everyone=True)),
        ("kind: caps", CapsRule(**SHADOW)),
        ("kind: caps, share: 1, least: 40", CapsRule(**SHADOW, share=1.0, least=40)),
        ("kind: zalgo", ZalgoRule(**SHADOW)),
        ("kind: zalgo, most: 3", ZalgoRule(**SHADOW, most=3)),
    ],
)
def test_a_rule_is_what_its_settings_say(tmp_path: Path, text: str, rule: Rule) -> None:
    """Every key reaches the rule, in the form that it compares with; what is left out has a good default."""
    made = rule_of(tmp_path / "moderation.yaml", text)
    assert made == rule


def test_what_is_learnt_about_invitations_reaches_the_rule(tmp_path: Path) -> None:
    """The rule looks into the same register that the doorway fills."""
    made = rule_of(tmp_path / "moderation.yaml", "kind: links")
    assert isinstance(made, LinksRule)
    assert made.known_invites is KNOWN


@pytest.mark.parametrize(
    "text",
    [
        "kind: links, deny: [pirate]",
        "kind: links, deny: ['http://']",
        "kind: links, invites: some",
        "kind: links, servers: [lantern]",
        "kind: attachments, deny: ['a b']",
        "kind: attachments, deny: ['']",
        "kind: attachments, most: 0",
        "kind: personal_data, sorts: [passport]",
        "kind: mentions, most: 0",
        "kind: caps, share: 0.1",
        "kind: caps, share: 80",
        "kind: zalgo, most: 1",
        "kind: zalgo, tiers: [slur]",
    ],
)
def test_a_mistake_is_refused(tmp_path: Path, text: str) -> None:
    """What no rule could mean is refused where it stands, in the second line."""
    with pytest.raises(SettingsError) as caught:
        rule_of(tmp_path / "moderation.yaml", text)
    assert [problem.line for problem in caught.value.problems] == [2]
