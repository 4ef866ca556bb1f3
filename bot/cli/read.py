"""`usher read [FILE]`: what moderation sees in any text.

The text is FILE or stdin, one message a line. If the first line is a JSON object, it is JSONL: its rows have a `text`.
For each message one JSON object goes to stdout, in the same order:

    {"hits": [{"start", "end", "term", "tier", "view"}, …]}

`start` and `end` count characters of the message. All tiers are printed, mild ones too.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from bot.cli.options import ConfigDir, cannot_run, config_dir
from bot.cli.rows import RowError, parse_object, text_of
from bot.domain.moderation.reading import Reader
from bot.settings.problems import SettingsError, shown_path
from bot.settings.words import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARK = b"\xef\xbb\xbf"


def command(
    file: Annotated[Path | None, typer.Argument(help="The text; without it, stdin.")] = None, config: ConfigDir = None
) -> None:
    """Print what moderation sees in each line of a text, one JSON object a line."""
    try:
        reader = Reader(load_vocabulary(config_dir(config)))
    except SettingsError as error:
        cannot_run(*error.problems)
    name = "stdin" if file is None else shown_path(file)
    try:
        if file is None:
            _print(reader, sys.stdin.buffer)
        else:
            with file.open("rb") as lines:
                _print(reader, lines)
    except RowError as error:
        cannot_run(f"{name}, line {error.line}: {error.what}")
    except OSError as error:
        cannot_run(f"{name}: cannot be read ({error.strerror or type(error).__name__})")


def _print(reader: Reader, lines: Iterable[bytes]) -> None:
    for text in messages(lines):
        hits = [
            {"start": hit.start, "end": hit.end, "term": hit.term, "tier": hit.tier.value, "view": hit.view.value}
            for hit in reader.read(text)
        ]
        sys.stdout.buffer.write(orjson.dumps({"hits": hits}) + b"\n")
    sys.stdout.buffer.flush()


def messages(lines: Iterable[bytes]) -> Iterator[str]:
    """Yield the messages of a file, whichever of the two kinds it is; raises RowError."""
    rows: bool | None = None
    for number, line in enumerate(lines, 1):
        written = line.removesuffix(b"\n").removesuffix(b"\r")
        if rows is None:
            written = written.removeprefix(_MARK)
            rows = parse_object(written) is not None
        if not rows:
            try:
                yield written.decode()
            except UnicodeDecodeError as error:
                raise RowError(number, "the text is not UTF-8") from error
        elif written.strip():
            yield text_of(written, number)
