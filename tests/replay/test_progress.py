"""The bar that shows how far a replay is."""

from __future__ import annotations

import io

from rich.console import Console

from bot.cli.replay.progress import bar


def test_bar_is_for_terminals_only() -> None:
    """In a pipe or a script there is no bar, and not a byte of one."""
    stream = io.StringIO()
    with bar(Console(file=stream)) as shown:
        assert shown is None
    assert stream.getvalue() == ""


def test_bar_tells_rate_and_time_left() -> None:
    """On a terminal the bar tells how much is done, how fast, and how long it will take."""
    stream = io.StringIO()
    with bar(Console(file=stream, force_terminal=True, width=80)) as shown:
        assert shown is not None
        shown.begin(1_000)
        shown.reach(250, 40)
        shown._progress.refresh()
    assert "25%" in stream.getvalue()
    assert "messages/s" in stream.getvalue()
    assert ":" in stream.getvalue()
