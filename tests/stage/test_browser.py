"""The stage in a real Chromium, as people use it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # What the browser itself would like to fetch does not exist.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
WITHIN = 15_000
"""Milliseconds for anything to happen."""

HOSTILE = "<img src=x onerror=alert(1)>"


@dataclass
class Seen:
    """What a browser had to complain about, and where it went."""

    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """Listen to everything in this window."""
        page.on("console", lambda each: self.complaints.append(each.text) if each.type != "log" else None)
        page.on("pageerror", lambda each: self.complaints.append(str(each)))
        page.on("dialog", lambda each: self.complaints.append(f"dialog: {each.message}"))
        page.on("request", lambda each: self.hosts.add(urlsplit(each.url).hostname or ""))


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """A browser for all windows of this module."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- `chromium` skips where it is not installed

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def context(browser: Any) -> Iterator[BrowserContext]:
    """One person's browser on a desk, which keeps what it has loaded."""
    opened = browser.new_context(viewport={"width": 1366, "height": 820})
    opened.set_default_timeout(WITHIN)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, stage_address: str) -> Iterator[Page]:
    """A window with the stage in it."""
    with window(context, stage_address) as opened:
        yield opened


@contextmanager
def window(context: BrowserContext, address: str) -> Iterator[Page]:
    """Open the stage; at the end the browser had nothing to complain of, and had gone nowhere else."""
    seen, page = Seen(), context.new_page()
    seen.watch(page)
    page.goto(address)
    yield page
    page.close()
    assert seen.complaints == []
    assert seen.hosts == {"127.0.0.1"}


def place(page: Page) -> FrameLocator:
    """The open place, once SimCord's page is ready in it."""
    page.locator("#screen iframe").wait_for()
    inside = page.frame_locator("#screen iframe")
    inside.locator("#preview-app[aria-busy=false]").wait_for()
    return inside


def say(page: Page, text: str) -> None:
    """Write into the open place, as whoever one is."""
    composer = place(page).locator("#channel-composer-input")
    composer.fill(text)
    # While SimCord measures its new frame it sends nothing; people are slower than that.
    place(page).locator("#send-message:not([disabled])").wait_for()
    composer.press("Enter")
    place(page).locator("#channel-message-list").get_by_text(text).wait_for()


def be(page: Page, who: str) -> None:
    """Become somebody."""
    frame = page.locator("#screen iframe").get_attribute("src")
    page.get_by_label("You are").select_option(who)
    page.locator(f'#screen iframe:not([src="{frame}"])').wait_for()


def go(page: Page, button: str) -> None:
    """Move the clock, and wait until it has moved."""
    page.locator(f'[data-move="{button}"]').click()
    page.locator("body:not([aria-busy])").wait_for()


def newest(page: Page, who: str) -> Locator:
    """The newest decision about somebody."""
    page.locator("#tab-decisions").click()
    return page.locator("#decisions > li").filter(has=page.locator("b", has_text=who)).first


def test_a_nudge_from_the_first_word_until_it_is_forgotten(page: Page) -> None:
    """A fan swears, sees the quiet word, reads why, moves the clock, and sees the word expire."""
    be(page, "hugo")
    say(page, "That twist was bullshit.")
    page.locator("#direct li", has=page.locator(".dot")).get_by_role("button").click()
    place(page).get_by_text("That twist was").wait_for()
    place(page).locator("u, .markdown-underline").get_by_text("bullshit").first.wait_for()
    decision = newest(page, "Hugo")
    decision.locator("mark", has_text="bullshit").wait_for()
    decision.locator("summary").click()
    assert decision.locator(".why li", has_text="language").count() >= 1
    assert decision.locator(".gone").count() == 0
    for _ in range(3):
        go(page, "next")
        if decision.locator(".gone").count():
            break
    decision.locator(".gone").wait_for()
    page.locator("#tab-ledger").click()
    assert page.locator("#ledger .done li", has_text="Housekeeping").count() >= 1
    place(page).locator(".component-button").last.click()
    place(page).get_by_text("Only you can see this").wait_for()


def test_a_scene_is_played_and_seen(page: Page) -> None:
    """Playing a scene leads to where it begins, as the one who begins it, with what only they can see."""
    page.emulate_media(color_scheme="dark")
    scene = page.locator('#scenes > li[data-key="in-french"]')
    frame = page.locator("#screen iframe").get_attribute("src")
    scene.get_by_role("button").click()
    page.locator(f'#screen iframe:not([src="{frame}"])').wait_for()
    assert page.get_by_label("You are").input_value() == "lea"
    place(page).get_by_text("Only you can see this").last.wait_for()
    scene.locator(".held").wait_for()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html").get_attribute("data-theme") == "light"


def test_a_new_fan_can_be_called_anything(page: Page) -> None:
    """A fan is added by keyboard alone; a name that looks like markup is a name, wherever it stands."""
    page.locator("#add").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(HOSTILE)
    page.keyboard.press("Enter")
    page.locator("#direct li", has_text=HOSTILE).wait_for()
    page.locator("#channels button", has_text="lobby").click()
    page.locator("#channels [aria-current]", has_text="lobby").wait_for()
    say(page, "Shit, my name is long.")
    newest(page, HOSTILE).wait_for()
    assert page.locator("img:not(.house img)").count() == 0


def test_a_link_to_a_message_leads_to_its_place(page: Page) -> None:
    """Staff go from the log to what it is about without leaving the stage."""
    page.locator('#channels li[data-kind="thread"]').first.get_by_role("button").click()
    page.locator('#channels li[data-kind="thread"] [aria-current]').wait_for()
    place(page).get_by_role("link").first.click()
    page.locator('#channels li[data-kind="channel"] [aria-current]').wait_for()
    assert page.context.pages == [page]


def test_everything_is_within_reach_on_a_phone(browser: Any, stage_address: str) -> None:
    """Each part fills the width and no more; what is pressed is large enough; the clock and who one is are at hand."""
    context = browser.new_context(**PHONE)
    with window(context, stage_address) as page:
        place(page)
        for part in ("places", "channel", "scenes", "decisions", "ledger"):
            page.locator(f'.doors [data-part="{part}"]').tap()
            page.locator(f"#part-{part}").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") == 390
            box = page.locator(f"#part-{part}").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
        for button in page.locator(".moves button, .doors button").all():
            assert (button.bounding_box() or {"height": 0})["height"] >= 40
        before = page.locator("#time").inner_text()
        go(page, "1h")
        page.locator("#time", has_not_text=re.compile(re.escape(before))).wait_for()
    context.close()


def test_the_token_leaves_the_address_and_a_reload_needs_none(page: Page, browser: Any, stage_address: str) -> None:
    """The address bar keeps no secret; another window without the token stays outside."""
    place(page)
    assert page.url == stage_address.partition("?")[0]
    page.reload()
    place(page)
    context = browser.new_context()
    answer = context.new_page().goto(stage_address.partition("?")[0])
    assert answer.status == 403
    context.close()
