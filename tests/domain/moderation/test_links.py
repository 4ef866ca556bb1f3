"""The rule `links`."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.moderation.messages import Field, Passage
from bot.domain.moderation.rules.links import Invites, LinksRule, unknown_invites
from bot.domain.moderation.verdicts import Fate, Mode
from tests.domain.moderation.judged import house, made_of, where, why
from tests.domain.moderation.talk import said

OWN, FRIENDS, OTHER = 5, 60, 70
KNOWN = {"own": OWN, "friends": FRIENDS, "other": OTHER, "gone": 0}


def links(**more: Any) -> LinksRule:
    return LinksRule(name="links", guild_id=OWN, **{"known_invites": KNOWN, **more})


DENY = links(deny=frozenset({"pirate.example", "sites.google.com", "badsite.it"}))
ONLY = links(only_allowed=True, allow=frozenset({"imdb.com", "youtube.com", "fans.github.io"}))
NO_INVITES = links(invites=Invites.NONE)
LISTED = links(invites=Invites.LISTED, servers=frozenset({FRIENDS}))
PLAIN = links()


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("https://pirate.example/x", "links.denied"),
        ("https://www.cdn.pirate.example/x", "links.denied"),
        ("https://imdb.com and https://pirate.example", "links.denied"),
        ("https://google.com/url?q=https%3A%2F%2Fpirate.example", "links.denied"),
        ("https://web.archive.org/web/2/https://pirate.example", "links.denied"),
        ("https://sites.google.com/a", "links.denied"),
        ("badsite.it", "links.denied"),
        ("https://google.com/a", ""),
        ("https://notpirate.example", ""),
        ("https://imdb.com/pirate.example", ""),
        ("the pirate is an example", ""),
    ],
)
def test_a_listed_domain_is_found(text: str, because: str) -> None:
    """A link to a listed domain or below it is found, behind and inside others too; its neighbours are not."""
    assert why(said(text), DENY) == because


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://imdb.com/a https://m.youtube.com/b", []),
        ("https://imdb.com/a https://other.org/b", ["https://other.org/b"]),
        ("https://imdb.com/a,https://other.org/b", ["https://other.org/b"]),
        ("[a](https://imdb.com)[b](https://other.org)", ["https://other.org"]),
        ("see other.org", ["other.org"]),
        ("https://fans.github.io", []),
        ("https://others.github.io", ["https://others.github.io"]),
        ("https://imdb.com/?then=https://other.org", []),
        ("it was the end.Then file.py, Se7en.rar, loved it.it was", []),
        ("bob@other.org", []),
    ],
)
def test_where_only_some_sites_are_linked(text: str, found: list[str]) -> None:
    """Every link is judged: one that is allowed hides none that is not."""
    assert where(said(text), ONLY) == found


@pytest.mark.parametrize(
    "text",
    [
        "discord.gg/other",
        "https://discord.gg/other",
        "https://www.discord.gg/other",
        "DISCORD.GG/other",
        "https://discord.com/invite/other",
        "https://ptb.discord.com/invite/other?event=1",
        "discordapp.com/invite/other",
        "discord://-/invite/other",
        "https://discord.gg//other",
        "https://discord.gg\\other",
        "https://discord%2Egg/other",
        "https://discord.com/%69nvite/other",
        "<https://discord.gg/other>",
        "[a cosy place](https://discord.gg/other)",
        "||discord.gg/other||",
        "dis||cord||.gg/other",
        "**discord**.gg/other",
        "`discord.gg/other`",
        "disc\u200bord.gg/o\u2060ther",
        "𝐝𝐢𝐬𝐜𝐨𝐫𝐝.𝐠𝐠/other",
        "ｄｉｓｃｏｒｄ．ｇｇ/other",
        "discord。gg/other",
        "discord .gg/other",
        "discord (dot) gg / other",
        "discord dot gg/other",
        "...discord.gg/other",
        "@discord.gg/other",
        "join:discord.gg/other!",
        "//discord.gg/other",
        "here/discord.gg/other",
        "https://imdb.com/discord.gg/other",
        "https://imdb.com/?discord.gg/other",
        "https://imdb.com https://discord.gg/other",
    ],
)
def test_an_invitation_is_found_however_it_is_written(text: str) -> None:
    """An invitation to another server is one in every spelling that leads there."""
    found = made_of(said(text), NO_INVITES)
    assert found is not None
    assert found.because == "links.invite"
    assert [spot.term for spot in found.spots] == ["discord.gg/other"]
    assert (found.wants.text, found.wants.weight) == (Fate.HIDE, 2)


@pytest.mark.parametrize(
    ("text", "plain", "none", "listed"),
    [
        ("discord.gg/own", "", "", ""),
        ("discord.gg/gone", "", "", ""),
        ("discord.gg/friends", "", "links.invite", ""),
        ("discord.gg/other", "", "links.invite", "links.invite"),
        ("discord.gg/unheard-of", "", "links.invite", ""),
        ("dsc.gg/somewhere", "", "links.invite", "links.invite"),
        ("https://discord.com/channels/1/2/3", "", "", ""),
        ("https://discord.com/developers", "", "", ""),
        ("we are on discord, gg everyone", "", "", ""),
        ("discord.gg", "", "", ""),
        ("https://notdiscord.gg/other", "", "", ""),
        ("discord.py is a library", "", "", ""),
        ("discord.gg/own and discord.gg/other", "", "links.invite", "links.invite"),
    ],
)
def test_whose_invitations_are_fine(text: str, plain: str, none: str, listed: str) -> None:
    """The own server's always are, listed ones where there is a list; where nobody knows, only the strictest minds."""
    assert [why(said(text), rule) for rule in (PLAIN, NO_INVITES, LISTED)] == [plain, none, listed]


def test_an_invitation_that_nobody_knows_is_an_open_question() -> None:
    """Only codes on which a verdict depends are asked about, each once, and none for a message that is not read."""
    text = "discord.gg/new discord.gg/new https://discord.com/invite/other dsc.gg/x discord.gg/own"
    assert unknown_invites(house(LISTED), said(text)) == ("new",)
    assert unknown_invites(house(NO_INVITES, PLAIN), said(text)) == ()
    assert unknown_invites(house(LISTED), said(text, staff=True)) == ()
    off = links(invites=Invites.LISTED, mode=Mode.OFF)
    assert unknown_invites(house(off), said(text)) == ()


def test_what_is_learnt_about_an_invitation_counts_at_once() -> None:
    """The same rule judges again once the code is known."""
    known: dict[str, int] = {}
    rule = links(invites=Invites.LISTED, known_invites=known)
    assert why(said("discord.gg/new"), rule) == ""
    known["new"] = OTHER
    assert why(said("discord.gg/new"), rule) == "links.invite"
    known["new"] = OWN
    assert why(said("discord.gg/new"), rule) == ""


@pytest.mark.parametrize(
    "text",
    [
        "[imdb.com](https://evil.example)",
        "[https://imdb.com/title/1](https://evil.example/a)",
        "[see **imdb.com** here](<https://evil.example>)",
        "https://imdb.com@evil.example/",
        "https://imdb.com%40evil.example/",
        "https://imdb.com.evil.org/login",
        "https://xn--80ak6aa92e.com",
        "https://аррӏе.com",
        "https://іmdb.com",
        "https://ìmdb.com",
        "https://lmdb.com",
        "https://steamcornmunity.com/gift",
        "https://dlscord.gg/nitro",
        "https://imdb.com and [imdb.com](https://evil.example)",
    ],
)
def test_a_link_that_hides_where_it_leads(text: str) -> None:
    """Words that show another address, a name before an at-sign, and look-alikes of known sites are disguises."""
    assert why(said(text), PLAIN) == "links.disguised"
    assert why(said(text), links(disguised=False)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "[imdb.com](https://www.imdb.com/title/1)",
        "[youtube.com/watch](https://youtu.be/x)",
        "[twitter.com/a](https://fxtwitter.com/a)",
        "[the trailer](https://youtu.be/x)",
        "[file.py](https://github.com/lantern/file.py)",
        "[Mr.Robot](https://imdb.com/a)",
        "https://user:pass@example.org/",
        "https://bob@example.org",
        "https://münchen.de",
        "https://кино.рф and https://日本.jp",
        "https://www.amazon.com.br/film",
        "https://discord.com/channels/1/2/3",
        "https://medium.com/@bob/films",
        "https://apple.com",
    ],
)
def test_an_open_link_is_no_disguise(text: str) -> None:
    """Links that show where they lead, or show no address at all, are left alone, in any script."""
    assert why(said(text), PLAIN) == ""


def test_an_allowed_domain_may_look_like_anything() -> None:
    """Who allows a domain by name means it; and a look-alike of an allowed one is a disguise."""
    assert why(said("https://lmdb.com"), links(allow=frozenset({"lmdb.com"}))) == ""
    assert (
        why(said("https://evil.example,[imdb.com](https://lantern.org)"), links(allow=frozenset({"lantern.org"}))) == ""
    )
    assert why(said("https://1antern.org"), links(allow=frozenset({"lantern.org"}))) == "links.disguised"


def test_the_closest_entry_decides() -> None:
    """A part of a denied domain may be allowed, and a part of an allowed one denied; *Always allow* wins a tie."""
    rule = links(deny=frozenset({"google.com", "a.org", "tie.org"}), allow=frozenset({"docs.google.com", "tie.org"}))
    texts = ["https://docs.google.com/x", "https://google.com", "https://tie.org", "https://www.a.org"]
    assert [why(said(text), rule) for text in texts] == ["", "links.denied", "", "links.denied"]
    found = made_of(said("https://x.sites.google.com/b"), DENY)
    assert found is not None
    assert [spot.term for spot in found.spots] == ["sites.google.com"]


def test_the_term_of_a_link_allows_it() -> None:
    """What *Always allow* would write down ends the find, for an invitation just this one."""
    for text, rule in (("https://www.other.org/x", {"only_allowed": True}), ("discord.gg/other", {"invites": "none"})):
        found = made_of(said(text), links(**rule | ({"invites": Invites.NONE} if "invites" in rule else {})))
        assert found is not None
        term = found.spots[0].term
        more = {**rule, "allow": frozenset({term})}
        if "invites" in more:
            more["invites"] = Invites.NONE
            assert why(said("discord.gg/friends"), links(**more)) == "links.invite"
        assert why(said(text), links(**more)) == ""


def test_the_worst_fault_is_spoken_of_and_every_fault_marked() -> None:
    """Of several faults the worst gives the reason; each link at fault has its place."""
    rule = links(only_allowed=True, deny=frozenset({"pirate.example"}), allow=frozenset({"imdb.com"}))
    message = said("https://other.org https://imdb.com https://pirate.example [imdb.com](https://evil.example)")
    assert why(message, rule) == "links.disguised"
    assert where(message, rule) == ["https://other.org", "https://pirate.example", "https://evil.example"]


@pytest.mark.parametrize("field", [Field.FORWARD, Field.POLL, Field.TITLE, Field.ALT_TEXT, Field.EMBED])
def test_links_in_every_text_are_read(field: Field) -> None:
    """A link that is forwarded, asked, or put into a title is a link."""
    message = said("", more=(Passage(Field.POLL, "yes"), Passage(field, "go to https://pirate.example")))
    assert why(message, DENY) == "links.denied"
    assert where(message, DENY) == ["https://pirate.example"]


def test_names_of_files_are_no_links() -> None:
    """A file may be called like a site."""
    assert why(said("", more=(Passage(Field.ATTACHMENT, "pirate.example"),)), DENY) == ""
