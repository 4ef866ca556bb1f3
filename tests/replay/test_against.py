"""`usher replay --against`: how two policies differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.replay.histories import BAD, RULES, export, message, named, row, rows, settings, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.replay.conftest import Ran

WORSE = "crumblebuns"
HISTORY = rows(row(BAD, "ada"), row(f"{BAD}!", "bo"), row(WORSE, "cy"), row(f"{BAD} {WORSE}", "ada"), row("fine", "di"))


def counts(change: dict[str, dict[str, int]]) -> dict[str, tuple[int, int]]:
    """Messages and authors of each side of a change."""
    return {side: (change[side]["messages"], change[side]["authors"]) for side in ("newly", "gone", "both")}


def test_difference_is_told_by_rule(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """What the other settings find anew and no longer is counted by rule, with examples of both."""
    other = settings(tmp_path / "other", {"communities/main/moderation.yaml": RULES.replace(BAD, WORSE)})
    document = usher(write(tmp_path / "a.jsonl", HISTORY), "--against", other, "--json").document
    against = document["against"]
    assert document["policy"]["acted"]["messages"] == 3
    assert against["policy"]["acted"]["messages"] == 2
    rule = named(against["difference"]["rules"])
    expected = {"newly": (1, 1), "gone": (2, 2), "both": (1, 1)}
    assert counts(rule) == counts(against["difference"]["acted"]) == expected
    assert [example["text"] for example in rule["newly_examples"]] == [WORSE]
    assert {example["text"] for example in rule["gone_examples"]} == {BAD, f"{BAD}!"}


def test_same_settings_make_no_difference(tmp_path: Path, config: Path, usher: Callable[..., Ran]) -> None:
    """Against itself, a policy finds the same, and nothing is new or gone."""
    document = usher(write(tmp_path / "a.jsonl", HISTORY), "--against", config, "--json").document
    assert document["against"]["policy"] == document["policy"]
    rule = named(document["against"]["difference"]["rules"])
    assert counts(rule) == {"newly": (0, 0), "gone": (0, 0), "both": (3, 2)}


def test_mode_alone_changes_what_is_done(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """A rule that goes from live to shadow finds the same and acts on nothing."""
    other = settings(tmp_path / "other", {"communities/main/moderation.yaml": RULES.replace("live", "shadow")})
    difference = usher(write(tmp_path / "a.jsonl", HISTORY), "--against", other, "--json").document["against"][
        "difference"
    ]
    rule = named(difference["rules"])
    assert (rule["mode"], counts(rule)["both"]) == (["live", "shadow"], (3, 2))
    assert counts(difference["acted"]) == {"newly": (0, 0), "gone": (3, 2), "both": (0, 0)}


def test_rules_that_come_and_go_are_listed(tmp_path: Path, config: Path, usher: Callable[..., Ran]) -> None:
    """A rule that only one of the two policies has is in the difference, without a mode on the other side."""
    renamed = RULES.replace("language:", "tongue:", 1)
    other = settings(tmp_path / "other", {"communities/main/moderation.yaml": renamed})
    path = write(tmp_path / "a.jsonl", HISTORY)
    for before, after, modes in ((config, other, [None, "live"]), (other, config, ["live", None])):
        document = usher(path, "--config", before, "--against", after, "--json").document
        rule = named(document["against"]["difference"]["rules"], "tongue")
        assert (rule["mode"], counts(rule)["both"]) == (modes, (0, 0))


def test_each_side_has_its_own_staff(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """Whoever is staff in one configuration only is left out on that side only."""
    other = settings(tmp_path / "other", {"communities/main/community.yaml": "name: x\nstaff: {team: [Poet]}\n"})
    path = write(tmp_path / "a.json", export(message(1, BAD, roles=["Poet"])))
    document = usher(path, "--against", other, "--json").document
    assert document["policy"]["exempt"]["staff"] == 0
    assert document["against"]["policy"]["exempt"]["staff"] == 1
    assert counts(document["against"]["difference"]["acted"])["gone"] == (1, 1)


def test_page_shows_the_difference(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """People see both directions of the difference with examples, in 80 columns."""
    other = settings(tmp_path / "other", {"communities/main/moderation.yaml": RULES.replace(BAD, WORSE)})
    ran = usher(write(tmp_path / "a.jsonl", HISTORY), "--against", other)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert f"»{BAD}«" in ran.out
    assert f"»{WORSE}«" in ran.out
