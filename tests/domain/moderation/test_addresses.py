"""Where a text names an address."""

from __future__ import annotations

import pytest

from bot.domain.moderation.rules.addresses import addresses


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("https://www.imdb.com/title/tt0083658/", ["imdb.com"]),
        ("see imdb.com, it is all there", ["imdb.com"]),
        ("(https://example.org/a)", ["example.org"]),
        ("**https://example.org**", ["example.org"]),
        ("__example.org__ is nice", ["example.org"]),
        ("<https://example.org>", ["example.org"]),
        ("||https://example.org||", ["example.org"]),
        ("HTTPS://EXAMPLE.ORG/A", ["example.org"]),
        ("https:\\\\example.org\\a", ["example.org"]),
        ("https://example.org:8080/a", ["example.org"]),
        ("https://bob:secret@example.org/a", ["example.org"]),
        ("https://example.org./", ["example.org"]),
        ("https://news.example.co.uk", ["example.co.uk"]),
        ("https://lantern.github.io/art", ["lantern.github.io"]),
        ("https://exam\u200bple.org", ["example.org"]),
        ("https://ｅｘａｍｐｌｅ。org", ["example.org"]),
        ("https://%65xample%2Eorg/", ["example.org"]),
        ("http://192.0.2.7/a", ["192.0.2.7"]),
        ("http://[2001:db8::1]/a", ["[2001:db8::1]"]),
        ("http://localhost/a", ["localhost"]),
        ("https://münchen.de", ["xn--mnchen-3ya.de"]),
        ("https://a.org,https://b.org https://c.org", ["a.org", "b.org", "c.org"]),
        ("https://a.org*https://b.org*", ["a.org", "b.org"]),
        ("//example.org and ftp://files.example.org/a", ["example.org", "example.org"]),
        ("https://a.orghttps://b.org", ["a.orghttps", "b.org"]),
        ("[a](https://a.org)[b](https://b.org)", ["a.org", "b.org"]),
        ("imdb.com/title/tt1,letterboxd.com/film/heat", ["imdb.com", "letterboxd.com"]),
        ("so...example.org/a", ["example.org"]),
        ("amazon.it has it", ["amazon.it"]),
        ("bit.ly/abc", ["bit.ly"]),
        ("www.film.museum", ["film.museum"]),
    ],
)
def test_an_address_is_found_however_it_is_written(text: str, domains: list[str]) -> None:
    """Every address is named by the domain that somebody registered, each in its turn."""
    assert [each.domain for each in addresses(text) if each.sure] == domains


@pytest.mark.parametrize(
    "text",
    [
        "it was the end.Then came the sequel",
        "loved it.it was great",
        "run file.py or setup.sh",
        "Se7en.rar and poster.png",
        "Mr.Robot, Dr.No, Wall.E and S.H.I.E.L.D",
        "e.g. this, i.e. that, at 9 p.m.",
        "a 7.5/10 and a 8.1",
        "mail bob@gmail.com",
        "c'est fini.de toute façon, oui.si tu veux",
        "version 1.2.3, 3.5k and U.S.A.",
        "well... no",
        "https://",
        "Movie.2019.1080p.WEB-DL.H.264",
        "trailer.mov and clip.zip",
        "in assets/lantern.io and so on",
    ],
)
def test_film_talk_names_no_address(text: str) -> None:
    """A missing space, a file or an abbreviation is no address."""
    assert [each for each in addresses(text) if each.sure] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("see https://en.wikipedia.org/wiki/Heat_(1995_film), too", "https://en.wikipedia.org/wiki/Heat_(1995_film)"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("[x](https://example.org/a)", "https://example.org/a"),
        ("https://example.org/a.", "https://example.org/a"),
        ("||https://example.org/a||", "https://example.org/a"),
        ("see exa\u200bmple.org now", "exa\u200bmple.org"),
        ("at https://%65xample.org/x now", "https://%65xample.org/x"),
    ],
)
def test_an_address_ends_where_it_ends(text: str, written: str) -> None:
    """The slice of the text is the address as it was written, without the sentence around it."""
    assert [text[each.start : each.end] for each in addresses(text)] == [written]


def test_a_link_that_another_carries_is_inside_it() -> None:
    """The target of an archive or redirection is marked as carried; one behind a comma is a link of its own."""
    carried = addresses("https://web.archive.org/web/2020/https://a.org https://g.com/?u=https%3A%2F%2Fb.org")
    assert [(each.domain, each.inner) for each in carried] == [
        ("archive.org", False),
        ("a.org", True),
        ("g.com", False),
        ("b.org", True),
    ]
    assert [each.inner for each in addresses("https://a.org,https://b.org")] == [False, False]
