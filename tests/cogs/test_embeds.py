"""Whatever people write, and however many, Discord takes what Usher says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cases import notice_words
from bot.domain.wording import mark
from bot.settings.shipped import shipped_dir
from bot.storage.cases import Case
from bot.voice import load_voice
from cogs.embeds import ALL, BODY, FIELD, FIELD_NAME, FOOTER, TITLE, add_field, calm_embed
from cogs.notices import FILE, compose
from cogs.records import page
from tests.services.houses import FAN, GUILD, LOUNGE, NOON
from tests.simulation import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

VOICE = load_voice(shipped_dir() / "voice")
MARKUP = "*_~`|>#[]()<@:\\ \nab"
KINDS = ("nudge", "hide", "retitle")

texts = st.one_of(
    st.text(MARKUP, max_size=400),
    st.builds(lambda text, times: (text * times)[:9000], st.text(min_size=1, max_size=40), st.integers(0, 400)),
)
locales = st.sampled_from(["en", "fr"])


def fits(embeds: Sequence[discord.Embed]) -> bool:
    """Whether Discord takes these embeds in one message."""
    return sum(map(len, embeds)) <= ALL and all(
        len(each.title or "") <= TITLE
        and len(each.description or "") <= BODY
        and len(each.footer.text or "") <= FOOTER
        and all(len(field.name or "") <= FIELD_NAME and len(field.value or "") <= FIELD for field in each.fields)
        for each in embeds
    )


def a_case(text: str, kind: str = "hide", rewrite: str | None = None) -> Case:
    """Return a note about a text of which everything was found."""
    spans = [(at, at + 1) for at in range(0, len(text), 2)]
    return Case(GUILD, FAN, kind, "language", LOUNGE, 900, mark(text, spans), NOON, NOON, rewrite=rewrite, id=7)


@given(texts, texts, st.sampled_from(KINDS), texts, locales)
def test_a_notice_fits_and_gives_the_whole_text_back(
    text: str, rewrite: str, kind: str, community: str, locale: str
) -> None:
    """However long a text is, it comes back whole, below the notice or as a file; only an offer is ever left out."""
    case = a_case(text, kind, rewrite)
    words = notice_words(
        kind,
        case.because,
        guild_id=GUILD,
        channel_id=LOUNGE,
        message_id=900,
        excerpt=case.excerpt,
        until=case.expires_at,
    )
    note = compose(VOICE, community, case, words, locale, text or None)

    assert fits(note.embeds)
    assert note.embeds[0].title == VOICE.say(f"cases.{kind}.title", locale)
    shown = {each.title: each.description for each in note.embeds[1:]}
    if text:
        below = shown[VOICE.say("cases.given_back", locale)]
        assert (note.enclosed == text) if note.enclosed is not None else (below == text)
        assert [each.filename for each in note.files()] == ([FILE] if note.enclosed is not None else [])
    assert shown.get(VOICE.say("cases.offered", locale)) in {None, rewrite}


def test_an_offer_gives_way_to_the_text_itself() -> None:
    """Of a text and its gentler version, of which only one fits, the text is there."""
    text = "x" * 3000
    case = a_case(text, rewrite="y" * 3000)
    words = notice_words(
        "hide", case.because, guild_id=1, channel_id=1, message_id=1, excerpt=case.excerpt, until=case.expires_at
    )
    note = compose(VOICE, "The Lantern", case, words, "en", text)
    assert [each.description for each in note.embeds[1:]] == [text]
    assert note.enclosed is None


@given(st.lists(texts, max_size=15), texts, locales)
def test_a_record_shows_whole_notes(written: list[str], community: str, locale: str) -> None:
    """As many notes as fit are there to their last word, and the rest is counted."""
    cases = [replace(a_case(text, KINDS[place % 3]), id=place) for place, text in enumerate(written)]
    shown = page(VOICE, community, cases, locale)
    assert fits([shown])
    if not cases:
        return
    notes = [page(VOICE, community, [each], locale).description or "" for each in cases]
    allowed = {
        "\n\n".join([*notes[:count], VOICE.say("records.more", locale, count=len(cases) - count)])
        for count in range(min(3, len(cases)), len(cases))
    }
    assert shown.description in {*allowed, "\n\n".join(notes)}


@given(texts, texts, texts, texts, texts)
def test_a_screen_fits(title: str, body: str, footer: str, name: str, value: str) -> None:
    """What every screen and card is made of keeps Discord's limits, whatever stands in it."""
    embed = calm_embed(title, body, footer)
    add_field(embed, name, value)
    assert fits([embed])


def test_every_embed_is_made_in_one_place() -> None:
    """No doorway makes an embed by itself, so none is too long."""
    makers = {path.name for path in (ROOT / "cogs").rglob("*.py") if "discord.Embed(" in path.read_text("utf-8")}
    assert makers == {"embeds.py"}
