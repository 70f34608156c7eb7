import pytest

from rendering.links import Autolinker, domain_of


@pytest.mark.parametrize(
    ("href", "domain"),
    [
        ("https://www.acme.example/x", "acme.example"),
        ("HTTP://ACME.example:8080?x", "acme.example"),
        ("//acme.example", "acme.example"),
        ("/\\acme.example/x", "acme.example"),
        ("https:\\\\good.example\\@acme.example", "good.example"),
        ("https://good.example@acme.example/", "acme.example"),
        ("https://good.example%40acme.example/", "acme.example"),
        ("ht\ntps://acme.exa\tmple", "acme.example"),
        ("https:acme.example", "acme.example"),
        ("https://ａｃｍｅ.example", "acme.example"),
        ("https://müller.example", "xn--mller-kva.example"),
        ("https://[::1]:8000/", "[::1]"),
        ("mailto:x@acme.example?cc=y@z.example", "acme.example"),
        ("/articles/", ""),
        ("articles", ""),
        ("#ref-1", ""),
        ("?page=2", ""),
        ("", ""),
    ],
)
def test_the_domain_is_the_one_a_browser_would_go_to(href, domain):
    assert domain_of(href) == domain


def test_a_domain_that_cannot_be_written_in_latin_letters_is_shown_as_it_is():
    assert domain_of("https://a..é.example") == "a..é.example"


def test_addresses_keep_their_place_in_the_line():
    line = "see www.acme.com, or (https://x.example/y)."
    assert [line[link.index : link.last_index] for link in Autolinker().match(line)] == [
        "www.acme.com",
        "https://x.example/y",
    ]


def test_a_word_too_long_for_an_address_is_left_alone_and_its_neighbours_are_not():
    found = Autolinker().match("https://x.example/" + "y" * 500 + " acme.com")
    assert [link.url for link in found] == ["http://acme.com"]
    assert Autolinker().match_at_start("https://x.example/" + "y" * 500) is None
