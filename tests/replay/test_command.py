"""`usher replay` as a person or a script meets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.replay.histories import BAD, CHANNEL, RULES, export, header, message, named, row, rows, settings, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.replay.conftest import Ran

EVENING = rows(
    row("good evening", "ada", 0),
    row(f"what {BAD}", "ada", 1),
    row(f"what {BAD}", "bo", 2, "balcony"),
    row("", "bo", 3),
    row("lovely film", "cy", 4),
)


def tree(root: Path) -> dict[str, bytes]:
    """Everything in a folder, by name."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_report_counts_messages_and_people(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """The document tells how many messages and people there were, and which share a rule would have touched."""
    ran = usher(write(tmp_path / "a.jsonl", EVENING), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.document["history"] == {
        "files": 1,
        "messages": 5,
        "authors": 3,
        "channels": 2,
        "from": "2026-03-01T00:00:00+00:00",
        "to": "2026-03-01T00:04:00+00:00",
        "bots": 0,
        "system": 0,
        "roles": False,
    }
    policy = ran.document["policy"]
    touched = {"messages": 2, "share": 0.4, "authors": 2, "author_share": 0.666667}
    assert (policy["read"], policy["exempt"]) == (4, {"staff": 0, "role": 0, "channel": 0, "empty": 1})
    assert policy["acted"] == touched
    rule = named(policy["rules"])
    assert {key: rule[key] for key in touched} == touched
    assert (rule["mode"], rule["tiers"], rule["views"], rule["terms"]) == (
        "live",
        {"strong": 2},
        {"plain": 2},
        {BAD: 2},
    )


def test_example_shows_words_and_what_would_be_said(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """An example has its channel, time and text, where the word stands in it, and the note its author would read."""
    ran = usher(write(tmp_path / "a.jsonl", rows(row(f"what {BAD}", minute=9, channel="balcony"))), "--json")
    (example,) = ran.document["policy"]["rules"][0]["examples"]
    said = example.pop("said")
    hit = {"start": 5, "end": 5 + len(BAD), "term": BAD, "field": "content", "tier": "strong", "view": "plain"}
    assert example == {
        "channel": "balcony",
        "at": "2026-03-01T00:09:00+00:00",
        "text": f"what {BAD}",
        "because": "language.strong",
        "hits": [hit],
    }
    assert BAD in said
    assert "#balcony" in said
    assert "2026-03-31" in said


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("moderation", RULES.replace("live", "shadow"), 0),
        ("moderation", RULES.replace("live", '"off"'), None),
        ("cases", "enabled: false\n", 0),
        ("moderation", f"{RULES}  second:\n    kind: language\n    add: {{strong: [{BAD}]}}\n", 1),
    ],
)
def test_nothing_is_said_where_nothing_would_be(
    tmp_path: Path, config: Path, usher: Callable[..., Ran], file: str, text: str, said: int | None
) -> None:
    """A rule that only watches, cases that are off, and a second rule about one message say nothing."""
    settings(config, {f"communities/main/{file}.yaml": text})
    ran = usher(write(tmp_path / "a.jsonl", rows(row(BAD))), "--json")
    examples = [example for rule in ran.document["policy"]["rules"] for example in rule["examples"]]
    assert bool(examples) is (said is not None)
    assert len([example for example in examples if example["said"]]) == (said or 0)


def test_moderation_switched_off_reads_nothing(tmp_path: Path, config: Path, usher: Callable[..., Ran]) -> None:
    """Where moderation is off, no rule is there, and the report says that it is off."""
    settings(config, {"communities/main/moderation.yaml": "enabled: false\n"})
    policy = usher(write(tmp_path / "a.jsonl", EVENING), "--json").document["policy"]
    assert (policy["enabled"], policy["rules"], policy["acted"]["messages"]) == (False, [], 0)


def test_conditions_name_channels_as_on_a_server(tmp_path: Path, config: Path, usher: Callable[..., Ran]) -> None:
    """A condition on a channel's name holds in rows, in every export of that name, and in its threads."""
    community = f"name: x\nchannels: {{foyer: foyer, den: {{name: den, id: '{CHANNEL + 9}'}}}}\n"
    when = "    when: {any: [{channels: [foyer]}, {channels: [den]}]}\n"
    main = "communities/main"
    settings(config, {f"{main}/community.yaml": community, f"{main}/moderation.yaml": RULES + when})
    folder = tmp_path / "history"
    folder.mkdir()
    tops = {
        "yes, the first": header("foyer", CHANNEL + 1),
        "yes, the second": header("Foyer", CHANNEL + 2),
        "yes, a thread": header("finale", CHANNEL + 3, type="GuildPublicThread", categoryId=str(CHANNEL + 2)),
        "yes, by id": header("renamed", CHANNEL + 9),
        "no, a namesake": header("den", CHANNEL + 4),
        "no": header("lobby", CHANNEL + 5),
    }
    for number, (text, top) in enumerate(tops.items()):
        write(folder / f"{number}.json", export(message(number, f"{BAD} {text}"), top=top))
    written = (row(f"{BAD} {text}", channel=channel) for channel, text in (("Foyer", "yes, a row"), ("bar", "no row")))
    write(folder / "rows.jsonl", rows(*written))
    ran = usher(folder, "--json", "--examples", 20)
    found = {each["text"].removeprefix(f"{BAD} ") for each in ran.document["policy"]["rules"][0]["examples"]}
    assert found == {*(text for text in tops if text.startswith("yes")), "yes, a row"}


def test_exemptions_by_name_and_id(tmp_path: Path, config: Path, usher: Callable[..., Ran]) -> None:
    """Staff and exempt channels are recognised in exports as on a server; threads go with their channel."""
    community = "name: x\nstaff: {managers: [Night Crew]}\nchannels: {foyer: foyer, den: The Den}\n"
    exempt = "exempt: {channels: [foyer, The Den, '999999999999999999']}\n"
    main = "communities/main"
    settings(config, {f"{main}/community.yaml": community, f"{main}/moderation.yaml": RULES + exempt})
    folder = tmp_path / "history"
    folder.mkdir()
    lobby = [message(1, BAD), message(2, BAD, 2, roles=["Fan", "Night Crew"]), message(3, BAD, 3, bot=True)]
    write(folder / "lobby.json", export(*lobby, message(4, "joined", 4, "GuildMemberJoin")))
    write(folder / "foyer.json", export(message(5, BAD), top=header("foyer", CHANNEL + 1)))
    write(folder / "foyer2.json", export(message(6, BAD), top=header("Foyer", CHANNEL + 2)))
    thread = header("finale", CHANNEL + 3, type="GuildPublicThread", categoryId=str(CHANNEL + 1), category="foyer")
    write(folder / "thread.json", export(message(7, BAD), top=thread))
    write(folder / "id.json", export(message(8, BAD), top=header("renamed", 999_999_999_999_999_999)))
    write(folder / "rows.jsonl", rows(row(BAD, channel="the-den"), row("x")))
    document = usher(folder, "--json").document
    assert document["policy"]["exempt"] == {"staff": 1, "role": 0, "channel": 5, "empty": 0}
    history = document["history"]
    assert (history["bots"], history["system"], history["roles"], history["messages"]) == (1, 1, True, 8)
    assert document["policy"]["acted"]["messages"] == 1


def test_exempt_role_that_is_no_staff(tmp_path: Path, config: Path, usher: Callable[..., Ran]) -> None:
    """A role that is exempt by its id is exempt in an export, and is not counted as staff."""
    settings(config, {"communities/main/moderation.yaml": RULES + 'exempt: {roles: ["700000000000000000"]}\n'})
    worn = message(1, BAD)
    worn["author"]["roles"] = [{"id": "700000000000000000", "name": "Poet"}]
    exempt = usher(write(tmp_path / "a.json", export(worn)), "--json").document["policy"]["exempt"]
    assert exempt == {"staff": 0, "role": 1, "channel": 0, "empty": 0}


def test_replay_changes_nothing_and_repeats_itself(
    tmp_path: Path, usher: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice gives the same bytes, whatever the order of the files, and not a file is made, changed or removed."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    first = write(home / "a.jsonl", EVENING)
    second = write(home / "b.json", export(*(message(number, f"{BAD} {number}", number % 5) for number in range(60))))
    before = tree(tmp_path)
    runs = [usher(*files, "--json") for files in ((first, second), (first, second), (second, first), (home,))]
    assert {run.out for run in runs} == {runs[0].out}
    assert usher(first, second).code == 0
    assert tree(tmp_path) == before


def test_examples_can_be_fewer(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """A script may ask for as many examples as it likes, or none."""
    path = write(tmp_path / "a.jsonl", rows(*(row(f"{BAD} {number}") for number in range(30))))
    for size in (0, 1, 20):
        found = usher(path, "--json", "--examples", size).document["policy"]["rules"][0]
        assert (len(found["examples"]), found["messages"]) == (size, 30)


def test_page_reads_well_in_a_pipe(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """For people there are numbers and marked examples in 80 columns, without colours or control characters."""
    long = "before " * 60 + BAD + " after" * 60 + "\x1b[31m\a\n\nend"
    ran = usher(write(tmp_path / "a.jsonl", rows(row(f"{BAD}\x1b[2J"), row(long), row("fine"))))
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "\x1b" not in ran.out
    assert "\a" not in ran.out
    assert f"»{BAD}«" in ran.out
    assert re.search(r"language\s+live\s+2\s+66.7 %\s+1\s+100.0 %", ran.out)


def test_no_messages_is_a_result(tmp_path: Path, usher: Callable[..., Ran]) -> None:
    """A channel in which nobody wrote is shown as such."""
    path = write(tmp_path / "a.json", export())
    assert usher(path).code == 0
    history = usher(path, "--json").document["history"]
    assert (history["messages"], history["from"], history["to"]) == (0, None, None)


def test_community_is_chosen_by_name(tmp_path: Path, config: Path, usher: Callable[..., Ran]) -> None:
    """With several communities one has to be named; a wrong name is answered with the right ones."""
    second = 'name: The Balcony\nserver: "123456789012345678"\n'
    settings(config, {"communities/balcony/community.yaml": second})
    path = write(tmp_path / "a.jsonl", EVENING)
    for arguments in ([path], [path, "--community", "balcon"]):
        ran = usher(*arguments)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        assert "balcony" in ran.err
    document = usher(path, "--community", "balcony", "--json").document
    assert (document["policy"]["community"], document["policy"]["acted"]["messages"]) == ("balcony", 0)


def test_broken_settings_are_explained(tmp_path: Path, config: Path, usher: Callable[..., Ran]) -> None:
    """Settings that are wrong, or not there, are told with their place, and nothing is replayed."""
    path = write(tmp_path / "a.jsonl", EVENING)
    ran = usher(path, "--against", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere" in ran.err
    settings(config, {"communities/main/moderation.yaml": "rules: {language: {kind: languish}}\n"})
    ran = usher(path)
    assert (ran.code, ran.out) == (2, "")
    assert "moderation.yaml:1:" in ran.err
