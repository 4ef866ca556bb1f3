"""The rule `attachments`."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.moderation.messages import Attachment, Field, Message, Passage
from bot.domain.moderation.rules.attachments import AttachmentsRule
from bot.domain.moderation.verdicts import Fate
from tests.domain.moderation.judged import made_of, where, why
from tests.domain.moderation.talk import said


def files(*names: str, type_: str | None = None) -> Message:
    """A message with files of these names."""
    attachments = tuple(Attachment(name, type_, 1000) for name in names)
    return said("look", attachments=attachments, more=tuple(Passage(Field.ATTACHMENT, name) for name in names))


def rule(**more: Any) -> AttachmentsRule:
    return AttachmentsRule(name="files", **more)


@pytest.mark.parametrize(
    ("name", "type_", "because"),
    [
        ("poster.png", "image/png", ""),
        ("my.holiday.photos.jpg", "image/jpeg", ""),
        ("clip.mov", "video/quicktime", ""),
        ("theme.m4a", "audio/mp4", ""),
        ("script.pdf", "application/pdf", ""),
        ("notes.txt", "text/plain", ""),
        ("art.zip", "application/zip", ""),
        ("v1.2.png", "image/png", ""),
        ("poster.jpg", "image/webp", ""),
        ("README", None, ""),
        ("poster.png", "application/octet-stream", ""),
        ("صورة.png", "image/png", ""),
        ("setup.exe", "application/x-msdownload", "attachments.denied"),
        ("SETUP.EXE", None, "attachments.denied"),
        ("run.bat", None, "attachments.denied"),
        ("game.apk", None, "attachments.denied"),
        ("sheet.xlsm", None, "attachments.denied"),
        ("thing", "application/x-msdownload", "attachments.denied"),
        ("setup.ｅｘｅ", None, "attachments.denied"),
        ("setup.e\u200bxe", None, "attachments.denied"),
        ("setup.exe. ", None, "attachments.denied"),
        ("poster.png.exe", None, "attachments.disguised"),
        ("cast.pdf.js", None, "attachments.disguised"),
        ("poster\u202egnp.exe", None, "attachments.disguised"),
        ("poster\u202eexe.png", "image/png", "attachments.disguised"),
        ("poster.png", "application/x-msdownload", "attachments.disguised"),
        ("trailer.mp4", "application/javascript", "attachments.disguised"),
        ("tool.v2.exe", None, "attachments.denied"),
    ],
)
def test_what_a_file_says_of_itself(name: str, type_: str | None, because: str) -> None:
    """By default what can do harm is found, and what pretends to be harmless; pictures, clips and texts are fine."""
    assert why(files(name, type_=type_), rule()) == because


@pytest.mark.parametrize(
    ("more", "name", "type_", "because"),
    [
        ({"deny": frozenset({"archives"})}, "art.zip", None, "attachments.denied"),
        ({"deny": frozenset({"archives"})}, "setup.exe", None, ""),
        ({"deny": frozenset({"torrent"})}, "film.torrent", None, "attachments.denied"),
        ({"deny": frozenset({"video/*"})}, "clip.bin", "video/mp4", "attachments.denied"),
        ({"deny": frozenset({"videos"})}, "clip", "video/mp4", "attachments.denied"),
        ({"deny": frozenset({"application/zip"})}, "art.cbz", "application/zip", "attachments.denied"),
        ({"allow": frozenset({"apk"})}, "game.apk", None, ""),
        ({"only": frozenset({"images"})}, "poster.png", "image/png", ""),
        ({"only": frozenset({"images"})}, "clip.mp4", "video/mp4", "attachments.unlisted"),
        ({"only": frozenset({"images"})}, "README", None, "attachments.unlisted"),
        ({"only": frozenset({"images"}), "allow": frozenset({"mp4"})}, "clip.mp4", "video/mp4", ""),
        ({"disguised": False}, "poster.png.exe", None, "attachments.denied"),
        ({"disguised": False, "deny": frozenset()}, "poster.png.exe", None, ""),
    ],
)
def test_which_files_are_wanted(more: dict[str, Any], name: str, type_: str | None, because: str) -> None:
    """Groups, endings and media types may be denied, or be all there is; an allowed ending is fine."""
    assert why(files(name, type_=type_), rule(**more)) == because


def test_every_file_is_judged() -> None:
    """A fine file hides none behind it, and the place of a find is the name of its file."""
    message = files("poster.png", "setup.exe", "clip.mp4", "run.cmd")
    assert where(message, rule()) == ["setup.exe", "run.cmd"]
    found = made_of(message, rule())
    assert found is not None
    assert [spot.term for spot in found.spots] == ["exe", "cmd"]
    assert found.wants.text is Fate.HIDE


def test_no_ending_allows_a_disguise() -> None:
    """What pretends has no term to allow, and stays found whatever endings are."""
    found = made_of(files("poster.png.exe"), rule(allow=frozenset({"exe"})))
    assert found is not None
    assert [spot.term for spot in found.spots] == [""]


def test_how_many_files_are_fine() -> None:
    """One more than the most is found, and nothing is taken away for it."""
    many = made_of(files(*(f"{number}.png" for number in range(5))), rule(most=4))
    assert many is not None
    assert (many.because, many.values, many.wants.text) == (
        "attachments.many",
        {"count": "5", "most": "4"},
        Fate.KEEP,
    )
    assert why(files(*(f"{number}.png" for number in range(4))), rule(most=4)) == ""
    assert why(said("no files at all"), rule(most=1, only=frozenset({"images"}))) == ""
