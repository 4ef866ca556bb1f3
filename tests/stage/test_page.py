"""What the page promises before any browser opens it."""

from __future__ import annotations

import re

import pytest

from bot.rehearsal.stage.server import PAGE

STYLE = (PAGE / "stage.css").read_text(encoding="utf-8")
THEMES = {"light": ":root {", "dark": ':root[data-theme="dark"] {'}
GROUNDS = ("paper", "card")
TEXT_ON = {"ink": (*GROUNDS, "sunk", "glow"), "soft": GROUNDS, "lamp": GROUNDS, "held": GROUNDS, "on-slate": ("slate",)}
ENOUGH = 4.5


def colours(theme: str) -> dict[str, str]:
    """Return the colours of a theme by their names."""
    begin = STYLE.index(THEMES[theme])
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLE[begin : STYLE.index("}", begin)]))


def luminance(colour: str) -> float:
    """Return how light a colour is, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(theme: str) -> None:
    """Each colour of text has the contrast of WCAG AA on everything it stands on, by day and by night."""
    known = colours(theme)
    for text, grounds in TEXT_ON.items():
        for ground in grounds:
            darker, lighter = sorted((luminance(known[text]), luminance(known[ground])))
            assert (lighter + 0.05) / (darker + 0.05) >= ENOUGH, (text, ground)


def test_nothing_is_taken_for_markup() -> None:
    """No script of the page can turn a text into elements, and none stands in the page itself."""
    scripts = "".join(each.read_text(encoding="utf-8") for each in PAGE.glob("*.js"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", scripts)
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|<script(?![^>]* src=)|\bon\w+=|\bstyle=", page)


def test_everything_that_is_needed_is_here() -> None:
    """The page loads nothing but its own files, and each of them is there."""
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'(?:src|href)="([^"]+)"', page))
    assert linked
    assert all(each.startswith("/stage/") and (PAGE / each.removeprefix("/stage/")).is_file() for each in linked)
    for script in PAGE.glob("*.js"):
        for each in re.findall(r' from "([^"]+)"', script.read_text(encoding="utf-8")):
            assert (PAGE / each).is_file()


def test_every_control_has_a_name() -> None:
    """What can be chosen or filled in has a label that says what it is."""
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    for control in re.findall(r'<(?:select|input)(?![^>]*type="checkbox")[^>]* id="([^"]+)"', page):
        assert f'<label for="{control}">' in page
