"""`usher replay FILE…`: what the policy would have done in exported channels. It changes nothing.

Files are DiscordChatExporter's JSON, JSONL with `author`, `at`, `channel` and `text`, a `.zip` of those, or a folder.
The policy is that of the settings files; what was changed from Discord is not part of it, since no database is opened.
A message that is in two files counts twice.

With `--json`, one document on stdout, the same every time:

    {"format": 1,
     "history": {"files", "messages", "authors", "channels", "from", "to", "bots", "system", "roles"},
     "policy": {"community", "version", "enabled", "read", "exempt": {reason: messages},
                "acted": SHARE, "told": SHARE, "hidden": SHARE,
                "rules": [SHARE + {"rule", "mode", "tiers": {tier: messages}, "views": {view: messages},
                                   "terms": {term: messages}, "examples": [EXAMPLE]}]},
     "against": {"policy": as above,
                 "difference": {"acted": CHANGES,
                                "rules": [CHANGES + {"rule", "mode": [before, after],
                                                     "newly_examples": [EXAMPLE], "gone_examples": [EXAMPLE]}]}}}

    SHARE     {"messages", "share", "authors", "author_share"}; shares are of `history.messages` and `history.authors`
    CHANGES   {"newly": SHARE, "gone": SHARE, "both": SHARE}; newly: found by OTHER_CONFIG alone, gone: by yours alone
    EXAMPLE   {"channel", "at", "text", "because", "hits": [HIT], "said": text or null}
    HIT       {"start", "end", "term", "field", "tier", "view"}; tier and view are null for what is no listed word

Messages of bots and of Discord itself are in `bots` and `system` and nowhere else. `roles` tells whether the files name
anybody's roles; if not, staff were read like everyone. `said` is what the author would have read: null where the rule
only watches, where another rule spoke first, where cases are switched off, and in a difference. `acted` are the
messages that a live rule found something in; of those, `told` are the ones that their authors would have heard about,
and `hidden` the ones that would have been taken away. `against` is there with `--against`.

Rules that look back see what a member wrote before in the same file; what the files order otherwise is of no matter.
"""

from __future__ import annotations

import io
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from bot.cli.options import ConfigDir, cannot_run, config_dir
from bot.cli.replay.document import Reading, document
from bot.cli.replay.progress import bar
from bot.cli.replay.tables import show
from bot.services.reloading import read_voice
from bot.services.replay import ExportError, make_side, nudges, replay
from bot.settings.loading import load_settings
from bot.settings.problems import SettingsError, cure_by_choice, one_line, quoted, shown_path
from bot.settings.words import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.services.replay import Channels, Side
    from bot.settings.catalogue import CommunitySettings

_MOST_EXAMPLES = 100


def command(
    files: Annotated[list[str] | None, typer.Argument(help="Exported channels: files, folders, zips.")] = None,
    community: Annotated[
        str | None, typer.Option(help="Whose policy, by folder; needed when there are several.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="OTHER_CONFIG", help="Other settings: print what they would change.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,  # noqa: FBT002 -- a flag
    examples: Annotated[int, typer.Option(min=0, max=_MOST_EXAMPLES, help="Examples for each rule.")] = 5,
    config: ConfigDir = None,
) -> None:
    """See what the policy would have done in exported channels. It changes nothing."""
    paths = _paths(files or [])
    readings, sides = zip(
        *(_settle(folder, community) for folder in (config_dir(config), against) if folder), strict=True
    )
    try:
        with bar() as progress:
            result = replay(paths, sides, examples=examples, progress=progress)
    except ExportError as error:
        cannot_run(one_line(str(error)))
    if as_json:
        typer.echo(
            orjson.dumps(document(result, readings), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE), nl=False
        )
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        # People write in every script; a terminal that cannot show one shows its codes.
        sys.stdout.reconfigure(errors="backslashreplace")
    show(result, readings)


def _paths(files: list[str]) -> list[Path]:
    if not files:
        cannot_run("Name what to read: usher replay FILE… (DiscordChatExporter's JSON, JSONL, a folder, a .zip).")
    if "-" in files:
        cannot_run("Standard input cannot be replayed, since it can be read only once. Name a file instead.")
    return [Path(file) for file in files]


def _settle(folder: Path, name: str | None) -> tuple[Reading, Callable[[Channels], Side]]:
    """Return how to show and how to judge by the settings in a folder."""
    try:
        settings = _community(folder, load_settings(folder).communities, name)
        vocabulary, voice = load_vocabulary(folder), read_voice(folder)
    except SettingsError as error:
        cannot_run(*error.problems)
    reading = Reading(
        settings.folder,
        nudges(voice, settings),
        enabled=settings.moderation.enabled,
        speaks=settings.cases.enabled,
    )
    return reading, partial(make_side, settings, vocabulary)


def _community(folder: Path, communities: Mapping[str, CommunitySettings], name: str | None) -> CommunitySettings:
    if name is None and len(communities) == 1:
        return next(iter(communities.values()))
    if name is None:
        cannot_run(f"{shown_path(folder)} has several communities. Choose with --community: {', '.join(communities)}")
    if name not in communities:
        where = shown_path(folder)
        cannot_run(one_line(f"{where} has no community {quoted(name)}. {cure_by_choice(name, communities)}"))
    return communities[name]
