"""`usher run`: Usher on Discord, until it is told to stop.

Owns the order in which what is missing is said; running itself is `bot.cli.serving`, which is heavy to import and would
be wasted where there is no token.
"""

from __future__ import annotations

from bot.cli.options import DATABASE_URL, ConfigDir, DatabaseUrl, cannot_run, config_dir, token


def command(config: ConfigDir = None, database: DatabaseUrl = DATABASE_URL) -> None:
    """Run Usher on Discord until it is told to stop."""
    secret = token()
    from bot.cli.serving import serve  # noqa: PLC0415 -- heavy

    if troubles := serve(config_dir(config), database, secret):
        cannot_run(*troubles)
