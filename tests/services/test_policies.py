"""From settings to a policy: what is shared, and what counts for every rule."""

from __future__ import annotations

from bot.domain.moderation.reading import Reader, Vocabulary
from bot.services.policies import compile_policy
from bot.settings.catalogue import CommunitySettings
from bot.settings.communities import CommunityFile
from bot.settings.moderation import ModerationFile
from tests.domain.moderation import every
from tests.domain.moderation.worded import seen

RULES = {
    "words": {"kind": "words", "mode": "live", "words": ("frobnak",)},
    "phrases": {"kind": "phrases", "mode": "live", "phrases": ("free nitro",)},
    "pattern": {"kind": "pattern", "mode": "live", "patterns": (r"\bkey\d+",), "allow": ("key1",)},
    "language": {"kind": "language", "mode": "live"},
    "quiet": {"kind": "words", "mode": "off", "words": ("quuxly",)},
}


def test_what_is_allowed_everywhere_is_fine_for_every_rule() -> None:
    """The list at the top of the file counts for each rule beside its own."""
    text = "frobnak, free nitro, key1, key22, fuck, quuxly"
    assert seen(every.policy(RULES), text) == {
        "words": ["frobnak"],
        "phrases": ["free nitro"],
        "pattern": ["key22"],
        "language": ["fuck"],
    }
    assert seen(every.policy(RULES, allow=("Frobnak", "FREE-NITRO", "key22", "fuck")), text) == {}


def test_readers_are_made_once_for_the_same_words() -> None:
    """Another community with the same words, or only other modes, shares what is slow to make."""
    readers: dict[str, Reader] = {}
    for mode in ("live", "shadow", "live"):
        rules = {"words": {**RULES["words"], "mode": mode}, "language": RULES["language"]}
        file = ModerationFile.model_validate({"rules": rules})
        compile_policy(
            CommunitySettings("main", CommunityFile(name="The Lantern"), file),
            Vocabulary(),
            roles={},
            channels={},
            readers=readers,
        )
    assert len(readers) == 2
