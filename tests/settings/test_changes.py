from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings.differences import Change, differences
from bot.settings.loading import load_settings
from bot.settings.model import load_model
from bot.settings.moderation import ModerationFile
from bot.settings.overrides import apply_overrides, export_overrides
from bot.settings.problems import SettingsError
from bot.settings.store import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MODERATION = "communities/main/moderation.yaml"
MODE = "moderation.rules.language.mode"
ALLOW = "moderation.rules.language.allow"


def test_writing_a_default_out_is_no_difference(configure: Callable[..., Path]) -> None:
    """Values are compared, not text."""
    old = load_settings(configure())
    new = load_settings(configure({MODERATION: "enabled: true\nrules: {language: {kind: language, mode: live}}\n"}))
    assert differences(old, new) == ()


def test_a_difference_names_file_key_and_both_values(configure: Callable[..., Path]) -> None:
    """What an admin is asked to accept can be read at a glance."""
    old = load_settings(configure())
    new = load_settings(
        configure(
            {
                "usher.yaml": "metrics: {enabled: false}\n",
                "communities/main/cases.yaml": "nudge: {remember: 36h}\n",
                MODERATION: "rules: {language: {kind: language, mode: 'off', tiers: [mild]}, b: {kind: language}}\n",
                "communities/main/community.yaml": "name: The Lantern\nserver: '123456789012345678'\n",
                "communities/second/community.yaml": "name: Second\n",
            }
        )
    )
    found = differences(old, new)
    assert found[:4] == (
        Change("usher.yaml", "metrics.enabled", "true", "false"),
        Change("communities/main/community.yaml", "server", "—", "123456789012345678"),
        Change("communities/main/moderation.yaml", "rules.language.mode", "live", "off"),
        Change("communities/main/moderation.yaml", "rules.language.tiers", "[slur, strong]", "[mild]"),
    )
    added = {each.key: (each.before, each.after) for each in found if each.key.startswith("rules.b.")}
    assert added["rules.b.kind"] == ("—", "language")
    assert added["rules.b.mode"] == ("—", "shadow")
    assert found[-2:] == (
        Change("communities/main/cases.yaml", "nudge.remember", "30d", "1d12h"),
        Change("communities/second", "", "—", "Second"),
    )
    assert len(differences(new, old)) == len(found)


def test_a_value_from_discord_stands_over_the_file(configure: Callable[..., Path]) -> None:
    """Mode and allowed phrases of a rule can be changed without touching the file."""
    community = load_settings(configure()).communities["main"]
    changed = apply_overrides(community, {MODE: "shadow", ALLOW: ["moby dick"]})
    assert changed.problems == ()
    assert (changed.moderation.rules["language"].mode, changed.moderation.rules["language"].allow) == (
        "shadow",
        ("moby dick",),
    )
    assert community.moderation.rules["language"].mode == "live"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (MODE, "loud"),
        (MODE, False),
        (MODE, None),
        (MODE, {"a": 1}),
        (ALLOW, "one"),
        (ALLOW, ["x", 3]),
        ("moderation.rules.gone.mode", "off"),
        ("moderation.rules..mode", "off"),
        ("moderation.enabled", False),
        ("nothing", 1),
        ("", 1),
    ],
)
def test_an_override_that_does_not_fit_is_left_out_and_told(
    configure: Callable[..., Path], key: str, value: object
) -> None:
    """A bad row in the database costs that row and nothing else."""
    community = load_settings(configure()).communities["main"]
    changed = apply_overrides(community, {key: value, ALLOW: ["fine"]} if key != ALLOW else {key: value})
    (misfit,) = changed.problems
    assert misfit.key == key
    assert misfit.what
    assert misfit.cure
    assert changed.moderation.rules["language"].mode == "live"
    assert changed.moderation.rules["language"].allow == (("fine",) if key != ALLOW else ())


def test_exported_overrides_read_back_as_the_same_settings(configure: Callable[..., Path], tmp_path: Path) -> None:
    """The export is YAML that can be kept: words that look like something else stay words."""
    overrides: dict[str, object] = {MODE: "off", ALLOW: ["no", "1917", "20:30", "# x", "été"]}
    text = export_overrides(overrides)
    assert "moderation.yaml" in text.splitlines()[0]
    path = tmp_path / "kept.yaml"
    path.write_text(text, encoding="utf-8")
    changed = apply_overrides(load_settings(configure()).communities["main"], overrides)
    assert load_model(path, ModerationFile) == changed.moderation
    assert export_overrides({}) == ""


def test_a_broken_edit_keeps_the_last_good_settings(configure: Callable[..., Path]) -> None:
    """Looking never changes anything; only accepting does."""
    store = SettingsStore(configure())
    good = store.current
    configure({MODERATION: "rules: {language: {kind: language, mode: loud}}\n"})
    with pytest.raises(SettingsError):
        store.peek()
    assert store.current is good
    configure({MODERATION: "rules: {language: {kind: language, mode: shadow}}\n"})
    fresh, changes = store.peek()
    assert [(each.key, each.before, each.after) for each in changes] == [("rules.language.mode", "live", "shadow")]
    assert store.current is good
    store.accept(fresh)
    assert store.current.communities["main"].moderation.rules["language"].mode == "shadow"
    assert store.peek()[1] == ()


def test_settings_that_are_broken_at_the_start_are_refused(configure: Callable[..., Path]) -> None:
    """There is no last good state yet, so the problems are raised."""
    with pytest.raises(SettingsError):
        SettingsStore(configure({"usher.yaml": "log: 3\n"}))
