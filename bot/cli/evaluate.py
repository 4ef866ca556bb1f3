"""`usher evaluate DIR|FILE`: how well strong language is read, on labelled JSONL.

A row is `{"text": "…", "y": 1}`; `y` is 1 where the text has strong language. Every hit counts as strong language but a
mild one: slurs, swearing, and coarse words for sex and the body, which labelled sets count too. Sober words for those
("sex", "breast") are in no tier, and mild words ("damn", "wtf") should not be in the sets.

A set with positives is scored by precision, recall and F1, one without by its false positives. With `--json`:

    {"sets": [{"name", "rows", "positives", "precision", "recall", "f1", "false_positives", "misses"}],
     "macro_f1", "lowest_f1", "clean": {"rows", "false_positives", "share"}}

`f1` is null for a set without positives, the two sums where no set has any.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from bot.cli.options import ConfigDir, cannot_run, config_dir
from bot.cli.rows import RowError, row_of
from bot.domain.moderation.reading import Reader
from bot.services.evaluation import Row, score, summary
from bot.settings.problems import SettingsError, shown_path
from bot.settings.words import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.evaluation import Score, Summary


def command(
    path: Annotated[Path, typer.Argument(metavar="DIR|FILE", help="A labelled JSONL file, or a folder of them.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,  # noqa: FBT002 - an option
    mistakes: Annotated[int, typer.Option(help="How many mistakes of each kind and set to show.")] = 0,
    config: ConfigDir = None,
) -> None:
    """Measure the reading of strong language on labelled text."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        cannot_run(f"{shown_path(path)}: there is no .jsonl file in this folder")
    try:
        reader = Reader(load_vocabulary(config_dir(config)))
    except SettingsError as error:
        cannot_run(*error.problems)
    scores = [_score(reader, file) for file in files]
    if json:
        typer.echo(orjson.dumps(_document(scores, summary(scores)), option=orjson.OPT_INDENT_2))
    else:
        _show(scores, summary(scores), mistakes)


def _score(reader: Reader, file: Path) -> Score:
    try:
        with file.open("rb") as lines:
            return score(reader, file.stem, _rows(lines))
    except RowError as error:
        cannot_run(f"{shown_path(file)}, line {error.line}: {error.what}")
    except OSError as error:
        cannot_run(f"{shown_path(file)}: cannot be read ({error.strerror or type(error).__name__})")


def _rows(lines: Any) -> Iterator[Row]:  # noqa: ANN401 - a binary file
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = row_of(line.removeprefix(b"\xef\xbb\xbf"), number)
        if row.get("y") not in {0, 1}:
            raise RowError(number, 'the row has no "y" that is 0 or 1')
        yield Row(row["text"], bool(row["y"]))


def _document(scores: list[Score], total: Summary) -> dict[str, object]:
    return {
        "sets": [
            {
                "name": one.name,
                "rows": one.rows,
                "positives": one.strong,
                "precision": one.precision if one.strong else None,
                "recall": one.recall if one.strong else None,
                "f1": one.f1,
                "false_positives": len(one.mistaken),
                "misses": len(one.missed),
            }
            for one in scores
        ],
        "macro_f1": total.macro_f1,
        "lowest_f1": total.lowest_f1,
        "clean": {
            "rows": total.clean_rows,
            "false_positives": total.clean_mistaken,
            "share": total.clean_mistaken / total.clean_rows if total.clean_rows else None,
        },
    }


def _show(scores: list[Score], total: Summary, mistakes: int) -> None:
    from rich.console import Console  # noqa: PLC0415 - only people need a table
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table("set", box=None, pad_edge=False)
    for column in ("rows", "precision", "recall", "F1", "false positives", "misses"):
        table.add_column(column, justify="right")
    for one in scores:
        marks = [_share(value) if one.strong else "" for value in (one.precision, one.recall, one.f1)]
        table.add_row(escape(one.name), f"{one.rows:,}", *marks, f"{len(one.mistaken):,}", f"{len(one.missed):,}")
    console = Console()
    console.print(table)
    if total.macro_f1 is not None:
        console.print(f"macro F1 {_share(total.macro_f1)}, lowest {_share(total.lowest_f1)}")
    if total.clean_rows:
        share = 100 * total.clean_mistaken / total.clean_rows
        console.print(f"clean text flagged: {total.clean_mistaken:,} of {total.clean_rows:,} ({share:.2f} %)")
    for one in scores:
        for kind, texts in (("false positive", one.mistaken), ("miss", one.missed)):
            for text in texts[:mistakes]:
                console.print(f"{one.name}, {kind}: {text!r}", markup=False, highlight=False)


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
