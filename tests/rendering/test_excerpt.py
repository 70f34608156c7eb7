import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from rendering.articles import TermLink, render_article
from rendering.excerpt import excerpt, highlight, plain_text
from rendering.posts import render_post

from .corpus import repeatable


def test_plain_text_has_a_line_for_each_block():
    html = render_post("# Title\nOne *two*\nthree &amp; <four>\n\n- a\n- b")
    assert plain_text(html) == "Title\nOne two\nthree & <four>\na\nb"


def test_plain_text_is_the_authors_alone():
    html = render_article(
        '<p>An MSC [R1] from <a href="https://x.example">them</a></p>',
        terms=[TermLink("msc", ("MSC",), "A cell <br> more")],
        references={"R1": 1},
    ).html
    assert plain_text(html) == "An MSC from them"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (100, "It really helped me."),
        (20, "It really helped me."),
        (17, "It really helped…"),
        (16, "It really…"),
        (1, "…"),
    ],
)
def test_an_excerpt_ends_between_words(length, words):
    assert excerpt("<p>It really<br>helped me.</p>", length) == words


@repeatable
@given(st.text(max_size=80), st.integers(1, 40))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    assert len(excerpt(render_post(text), length)) <= length


def test_marked_words_stand_in_the_escaped_text():
    assert highlight("a <b> DM me", [(6, 11, 'asks for "contact"')]) == (
        'a &lt;b&gt; <mark title="asks for &quot;contact&quot;">DM me</mark>'
    )


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        ([(0, 4, "x"), (2, 6, "y")], '<mark title="x; y">012345</mark>6789'),
        ([(2, 6, "y"), (0, 4, "x"), (3, 5, "x")], '<mark title="x; y">012345</mark>6789'),
        ([(0, 2, "x"), (2, 4, "y")], '<mark title="x">01</mark><mark title="y">23</mark>456789'),
        ([(-3, 2, "x"), (8, 99, "y"), (20, 30, "z")], '<mark title="x">01</mark>234567<mark title="y">89</mark>'),
        ([(3, 3, "x"), (5, 4, "y")], "0123456789"),
        ([[1, 2, 7]], '0<mark title="7">1</mark>23456789'),
    ],
    ids=["overlapping", "in any order", "side by side", "outside the text", "empty", "lists and numbers"],
)
def test_spans_are_merged_and_kept_inside_the_text(spans, html):
    assert highlight("0123456789", spans) == html


def test_lines_stay_lines_and_reordering_characters_are_named():
    assert highlight("a\r\nb\u202ec", []) == "a<br>b<code>U+202E</code>c"


@repeatable
@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40), st.just("x"))))
def test_highlighting_keeps_every_word(text, spans):
    assert plain_text(highlight(text, spans)) == plain_text(highlight(text, []))


def test_templates_mark_words_with_a_filter():
    page = Template("{% load rendering %}{{ text|marked:spans }}")
    assert page.render(Context({"text": "<DM>", "spans": [(1, 3, "x")]})) == '&lt;<mark title="x">DM</mark>&gt;'


def test_an_excerpt_of_ones_own_words_has_nothing_that_is_quoted():
    html = render_post("> Somebody **else** said\n>\n> > that\n\nand I say so too.")

    assert excerpt(html, 100, own=True) == "and I say so too."


@pytest.mark.parametrize("length", [1, 40, 280, 5000])
def test_an_excerpt_of_a_long_text_is_the_same_as_if_all_of_it_was_read(length):
    html = render_post("It **helped** me a [lot & more](https://a.example/?b=1&c=2).\n\n" * 300)
    words = " ".join(plain_text(html).split())

    assert excerpt(html, length).rstrip("…") == words[: len(excerpt(html, length).rstrip("…"))]
    assert len(words) > length - 1
