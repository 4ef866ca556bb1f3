"""What the description does not hold about messages: their length, their emptiness, their embeds and polls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.contract.findings import inside, listed, number, text, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.findings import Body, Finding, Limit

COMPONENTS_V2 = 1 << 15
_SAYING = ("embeds", "components", "sticker_ids", "attachments", "files", "poll", "shared_client_theme")
_FORWARD = 1


def is_v2(body: Body) -> bool:
    """Whether the message is made of components alone."""
    return bool((number(body, "flags") or 0) & COMPONENTS_V2)


def content_length(body: Body) -> Iterator[Finding]:
    """2000 characters; the description allows the 4000 that some people may write."""
    yield from too_long("content", text(body, "content"), 2000)


def emptiness(body: Body) -> Iterator[Finding]:
    """A new message says something: white space and an embed without a word or picture are nothing."""
    reference = inside(body, "message_reference")
    if text(body, "content").strip() or reference.get("type") == _FORWARD:
        return
    if any(body.get(key) for key in _SAYING if key != "embeds") or any(_shows(embed) for _, embed in _embeds(body)):
        return
    yield "", "an empty message (50006)"


def embed_total(body: Body) -> Iterator[Finding]:
    """6000 characters in all embeds of a message together."""
    total = sum(len(word) for _, embed in _embeds(body) for word in _words(embed))
    if total > 6000:
        yield "embeds", f"{total} characters in all embeds, and Discord takes 6000"


def embed_fields(body: Body) -> Iterator[Finding]:
    """A field has a name and a value that can be seen."""
    for at, embed in _embeds(body):
        for place, field in listed(embed, "fields"):
            for key in ("name", "value"):
                if not text(field, key).strip():
                    yield f"{at}.{place}.{key}", "empty, and Discord wants both parts of a field"


def embed_links(body: Body) -> Iterator[Finding]:
    """A link is http or https; a picture may also be attached."""
    for at, embed in _embeds(body):
        author, footer = inside(embed, "author"), inside(embed, "footer")
        yield from _scheme(f"{at}.url", embed, "url", "http", "https")
        yield from _scheme(f"{at}.author.url", author, "url", "http", "https")
        yield from _scheme(f"{at}.author.icon_url", author, "icon_url", "http", "https", "attachment")
        yield from _scheme(f"{at}.footer.icon_url", footer, "icon_url", "http", "https", "attachment")
        for key in ("image", "thumbnail"):
            yield from _scheme(f"{at}.{key}.url", inside(embed, key), "url", "http", "https", "attachment")


def v2_alone(body: Body) -> Iterator[Finding]:
    """Components V2 exclude content, embeds, polls and stickers."""
    if is_v2(body):
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key):
                yield key, "not beside components V2"


def mentions(body: Body) -> Iterator[Finding]:
    """People or roles are either all parsed or listed, never both."""
    allowed = inside(body, "allowed_mentions")
    for key in ("users", "roles"):
        parsed = allowed.get("parse")
        if allowed.get(key) and isinstance(parsed, list) and key in parsed:
            yield f"allowed_mentions.{key}", f"listed, although parse holds {key!r} already"


def nonce_length(body: Body) -> Iterator[Finding]:
    """25 characters."""
    yield from too_long("nonce", str(body.get("nonce") or ""), 25)


def poll_texts(body: Body) -> Iterator[Finding]:
    """A poll asks something, and an answer says something in 55 characters."""
    poll = inside(body, "poll")
    if not poll:
        return
    if not text(inside(poll, "question"), "text").strip():
        yield "poll.question.text", "empty"
    for at, answer in listed(poll, "answers"):
        words = text(inside(answer, "poll_media"), "text")
        if not words.strip():
            yield f"poll.{at}.poll_media.text", "empty"
        yield from too_long(f"poll.{at}.poll_media.text", words, 55)


def webhook_name(body: Body) -> Iterator[Finding]:
    """A webhook is not called after Discord or Clyde."""
    for key in ("username", "name"):
        for word in ("discord", "clyde"):
            if word in text(body, key).lower():
                yield key, f"a webhook's name may not hold {word!r}"


MESSAGE: tuple[Limit, ...] = (
    content_length,
    embed_total,
    embed_fields,
    embed_links,
    v2_alone,
    mentions,
    nonce_length,
    poll_texts,
)


def _embeds(body: Body) -> list[tuple[str, Body]]:
    return listed(body, "embeds")


def _shows(embed: Body) -> bool:
    return any(word.strip() for word in _words(embed)) or any(embed.get(key) for key in ("image", "thumbnail"))


def _words(embed: Body) -> Iterator[str]:
    yield text(embed, "title")
    yield text(embed, "description")
    yield text(inside(embed, "footer"), "text")
    yield text(inside(embed, "author"), "name")
    for _, field in listed(embed, "fields"):
        yield text(field, "name")
        yield text(field, "value")


def _scheme(at: str, body: Body, key: str, *allowed: str) -> Iterator[Finding]:
    link = text(body, key)
    if link and urlsplit(link).scheme not in allowed:
        yield at, f"a link of the kind {urlsplit(link).scheme!r}, and Discord takes {', '.join(allowed)}"
