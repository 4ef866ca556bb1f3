"""History from files: channels exported by DiscordChatExporter as JSON, and rows of JSONL.

Owns finding the files, telling what they are, and turning each message into the value that the rules see, one at a
time. What is then made of it is for the replay. Nothing is written, and nothing of a message is in an error.
"""

from __future__ import annotations

from bot.storage.exports.errors import ExportError
from bot.storage.exports.fields import name_id, stable_id
from bot.storage.exports.lines import Line
from bot.storage.exports.reading import read, survey
from bot.storage.exports.sources import Source, find_sources

__all__ = ["ExportError", "Line", "Source", "find_sources", "name_id", "read", "stable_id", "survey"]
