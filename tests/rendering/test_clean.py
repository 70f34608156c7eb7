from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given

from rendering.clean import ARTICLES, POSTS, TooDeep, TooLong, clean
from rendering.pieces import join, split

from .corpus import TAGS, hostile, made_of, repeatable, strangers

NEVER = "svg math style script template noscript iframe object embed form input button img base link meta".split()


@pytest.mark.parametrize("allowed", [POSTS, ARTICLES], ids=["posts", "articles"])
@pytest.mark.parametrize("source", [*hostile("html"), *hostile("markdown")])
def test_only_what_the_list_names_is_left_of_hostile_html(source, allowed):
    try:
        cleaned = clean(source, allowed)
    except TooDeep:
        return
    assert strangers(cleaned, allowed) == []


@pytest.mark.parametrize("allowed", [POSTS, ARTICLES], ids=["posts", "articles"])
def test_no_list_names_what_parsers_disagree_about(allowed):
    assert allowed.tags.isdisjoint(NEVER)
    assert {"style", "class", "id", "name", "src"}.isdisjoint(set().union(*allowed.attributes.values()))


def test_the_reader_of_these_tests_sees_what_is_forbidden():
    html = '<p onclick="x">a</p><script></script><a href="java\nscript:x" rel="noopener">b</a><!-- c -->'
    assert strangers(html, ARTICLES) == ["<p onclick>", "<script>", "<a href='java\\nscript:x'>", "<!-- c -->"]


@repeatable
@given(made_of(*TAGS))
def test_cleaning_twice_changes_nothing(source):
    for allowed in (POSTS, ARTICLES):
        cleaned = clean(source, allowed)
        assert clean(cleaned, allowed) == cleaned
        assert strangers(cleaned, allowed) == []


@repeatable
@given(made_of(*TAGS))
def test_cleaned_html_falls_into_pieces_and_comes_together_again(source):
    cleaned = clean(source, ARTICLES)
    assert join(split(cleaned)) == cleaned


def test_html_that_nobody_cleaned_is_refused_by_what_adds_to_it():
    with pytest.raises(ValueError, match="not cleaned at 3"):
        split("<p><IMG SRC=x>")


def test_an_article_keeps_its_tables_and_headings_and_a_post_does_not():
    source = '<h2>Risks</h2><table><tr><th scope="col" onclick="x">Study</th></tr></table>'
    assert clean(source, ARTICLES) == (
        '<h2>Risks</h2><table><tbody><tr><th scope="col">Study</th></tr></tbody></table>'
    )
    assert "<" not in clean(source, POSTS)


def test_the_words_of_what_is_not_allowed_stay():
    assert clean("<div><u>Read</u> <font color=red>this</font></div>", POSTS).strip() == "Read this"
    # bleach, which comes first, makes words of a script; nh3 alone would drop them.
    assert clean("<script>alert(1)</script>", POSTS) == "alert(1)"


def test_links_get_our_rel_whatever_they_bring():
    link = '<a href="https://x.example" rel="opener" target="_blank">x</a>'
    assert clean(link, POSTS) == '<a href="https://x.example" rel="nofollow ugc noopener">x</a>'
    assert clean(link, ARTICLES) == '<a href="https://x.example" rel="noopener">x</a>'


def test_characters_that_reorder_or_control_are_gone_even_as_entities():
    assert clean("<p>a\u202eb&#x202E;c\x00d&#1;e</p>", POSTS) == "<p>abc\ufffdd\ufffde</p>"


@pytest.mark.parametrize("allowed", [POSTS, ARTICLES], ids=["posts", "articles"])
def test_too_long_is_refused_and_not_cut(allowed):
    assert len(clean("x" * allowed.longest, allowed)) == allowed.longest
    with pytest.raises(TooLong, match="too long"):
        clean("x" * (allowed.longest + 1), allowed)


def test_layers_beyond_the_limit_are_refused():
    deepest = POSTS.deepest
    nested = "<em>" * deepest + "x" + "</em>" * deepest
    assert clean(nested, POSTS) == nested
    with pytest.raises(TooDeep, match="layers"):
        clean(f"<strong>{nested}</strong>", POSTS)


def test_ends_that_close_nothing_do_not_hide_how_deep_a_text_is():
    with pytest.raises(TooDeep):
        clean("<strong></em>" * 100, POSTS)
    with pytest.raises(TooDeep):
        clean("<strong><table></strong></table>" * 100, ARTICLES)


def test_a_long_list_without_end_tags_is_not_deep():
    assert clean("<ul>" + "<li>x" * 500 + "</ul>", POSTS).count("</li>") == 500


def test_threads_clean_at_the_same_time():
    texts = [f"<p>{number} <em>a<table><b>" * 20 for number in range(200)]
    alone = [clean(text, POSTS) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda text: clean(text, POSTS), texts)) == alone
