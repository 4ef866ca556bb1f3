from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.services.evaluation import Row, score, summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.moderation.reading import Reader
    from bot.services.evaluation import Score


def scored(reader: Reader, folder: Path) -> Iterator[Score]:
    for path in sorted(folder.glob("*.jsonl")):
        rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
        yield score(reader, path.stem, (Row(row["text"], bool(row["y"])) for row in rows))


def test_labelled_rows_are_read_well(reader: Reader, labelled: Path) -> None:
    """On rows that people labelled, the scores stay above what was promised."""
    scores = list(scored(reader, labelled))
    total = summary(scores)
    assert total.macro_f1 is not None
    assert total.lowest_f1 is not None
    assert total.macro_f1 >= 0.97
    assert total.lowest_f1 >= 0.93
    assert total.clean_mistaken <= 0.0025 * total.clean_rows
    titles = {one.name: one.mistaken for one in scores if "titles" in one.name}
    assert titles == dict.fromkeys(titles, ())


def test_a_score_counts_what_it_should() -> None:
    """Precision, recall and F1 follow from the mistakes; a set without strong language has no F1."""
    from bot.domain.moderation.reading import Reader, Tier, Vocabulary  # noqa: PLC0415 - beside its use

    reader = Reader(Vocabulary(words={Tier.strong: frozenset({"bad"}), Tier.mild: frozenset({"meh"})}))
    mixed = score(reader, "mixed", [Row("bad", True), Row("worse", True), Row("so bad", False), Row("meh", False)])
    clean = score(reader, "clean", [Row("fine", False), Row("bad", False)])
    assert (mixed.precision, mixed.recall, mixed.f1) == (0.5, 0.5, 0.5)
    assert (mixed.mistaken, mixed.missed) == (("so bad",), ("worse",))
    assert clean.f1 is None
    total = summary([mixed, clean])
    assert (total.macro_f1, total.lowest_f1, total.clean_rows, total.clean_mistaken) == (0.5, 0.5, 2, 1)
    assert summary([]).macro_f1 is None
