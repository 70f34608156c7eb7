import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from rendering.clean import POSTS, TooLong
from rendering.posts import MAX_POST, render_post, unacceptable

from .corpus import MARKDOWN, hostile, made_of, repeatable, strangers

REL = 'rel="nofollow ugc noopener"'


def only_theirs(html: str) -> str:
    return html.replace('<bdi class="link-domain">', "").replace("</bdi>", "")


@pytest.mark.parametrize("source", hostile("markdown"))
def test_only_what_posts_may_hold_is_left_of_hostile_markdown(source):
    assert strangers(only_theirs(render_post(source)), POSTS) == []


@pytest.mark.parametrize("source", [source for source in hostile("html") if len(source.values[0]) <= MAX_POST])
def test_only_what_posts_may_hold_is_left_of_hostile_html(source):
    assert strangers(only_theirs(render_post(source)), POSTS) == []


@repeatable
@given(made_of(*MARKDOWN) | st.text(st.characters(exclude_categories=[]), max_size=60))
def test_rendering_raises_for_no_text_that_is_short_enough(source):
    html = render_post(source)
    assert isinstance(html, SafeString)
    assert strangers(only_theirs(html), POSTS) == []


@pytest.mark.parametrize(
    "pattern", ["> ", "- ", "*", "**a *b ", "[", "](", "<", "<b>", "`", "http://[", "a.com/(", "&", "a\n\n", "| "]
)
def test_the_longest_post_of_any_pattern_is_rendered(pattern):
    assert render_post((pattern * MAX_POST)[:MAX_POST])


def test_emphasis_within_emphasis_ends_somewhere():
    html = render_post("*" * 200 + "deep" + "*" * 200)
    assert html.count("<strong>") == 8
    assert html.count("*") == 2 * (200 - 16)


def test_markdown_that_people_use():
    html = render_post("It *helps* **a bit**\nfor me:\n\n3. one\n4. two\n\n> quoted\n\n`code`")
    assert html == (
        "<p>It <em>helps</em> <strong>a bit</strong><br>\nfor me:</p>\n"
        '<ol start="3">\n<li>one</li>\n<li>two</li>\n</ol>\n'
        "<blockquote>\n<p>quoted</p>\n</blockquote>\n<p><code>code</code></p>\n"
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# Mine\n## Part\n### Less", "<h3>Mine</h3>\n<h4>Part</h4>\n<h4>Less</h4>\n"),
        ("## Mine\n## More\n### Part", "<h3>Mine</h3>\n<h3>More</h3>\n<h4>Part</h4>\n"),
        ("Mine\n====\n\nPart\n----", "<h3>Mine</h3>\n<h4>Part</h4>\n"),
        ("#\n\n# \u200b", "<p></p>\n<p>\u200b</p>\n"),
    ],
    ids=["the page keeps h1 and h2", "no level is skipped", "underlined", "empty is no heading"],
)
def test_headings_stay_below_the_pages_own(source, html):
    assert render_post(source) == html


def test_html_and_pictures_are_text():
    assert render_post("<b>x</b> &lt;") == "<p>&lt;b&gt;x&lt;/b&gt; &lt;</p>\n"
    assert "<img" not in render_post("![me](https://x.example/me.jpg)")


def test_an_address_named_once_cannot_be_repeated():
    html = render_post("[a]: https://x.example/" + "x" * 1000 + "\n" + "[a]" * 1000)
    assert html.count("href") <= 1


def test_an_outgoing_link_says_where_it_leads():
    html = render_post("[my doctor](https://www.acme.example/book?a=1&b=2)")
    assert html == (
        f'<p><a href="https://www.acme.example/book?a=1&amp;b=2" {REL}>my doctor</a>'
        ' <bdi class="link-domain">(acme.example)</bdi></p>\n'
    )


@pytest.mark.parametrize(
    "source",
    [
        "https://acme.example/é?x=1",
        "[acme.example](https://acme.example/book)",
        "https://acme.example/@anna",
        "[WWW.Acme.example/book](https://acme.example/)",
        "<a.b@acme.example>",
        "[What MSCs are](/articles/msc/)",
        "[below](#post-3)",
    ],
)
def test_a_link_that_stays_here_or_shows_its_address_needs_no_more_words(source):
    assert "link-domain" not in render_post(source)


@pytest.mark.parametrize(
    ("source", "domain"),
    [
        ("[https://good.example](https://good.example@evil.example/)", "evil.example"),
        ("[good.example](https://evil.example/good.example)", "evil.example"),
        ("[evil.example is bad](https://evil.example)", "evil.example"),
        ("[evil.example\u2067](https://evil.example)", "evil.example"),
        ("[apple.com](https://\u0430\u0440\u0440\u04cf\u0435.com)", "xn--80ak6aa92e.com"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.com", "xn--80ak6aa92e.com"),
        ("[write](mailto:a@acme.example?subject=hi)", "acme.example"),
        ("[x](//acme.example/y)", "acme.example"),
        ("https://www.fda.gov@evil.example/", "evil.example"),
        ("https://www.fda.gov:x@www.evil.example/?y", "evil.example"),
        ("[www.fda.gov@evil.example](https://evil.example/)", "evil.example"),
        ("[evil.example](https://www.fda.gov@evil.example/)", "evil.example"),
    ],
)
def test_words_that_only_look_like_the_address_do_not_hide_it(source, domain):
    assert f'</a> <bdi class="link-domain">({domain})</bdi>' in render_post(source)


def test_a_link_without_words_gets_its_address_for_words():
    assert f'<a href="https://acme.example/x" {REL}>acme.example</a>' in render_post("[](https://acme.example/x)")
    assert f'<a href="/rules/" {REL}>/rules/</a>' in render_post("[\u200b](/rules/)").replace("\u200b", "")


def test_addresses_of_clinics_become_links_and_missing_spaces_do_not():
    html = render_post("acme.clinic acme.health www.acme.uk x@acme.com so much pain.It was. The pain.it was.")
    assert html.count("<a ") == 4
    assert "pain.It was. The pain.it was." in html


def test_links_of_other_kinds_stay_as_they_were_typed():
    source = "[a](javascript:x) [b](ftp://x.example) [c](tel:555) javascript:x ftp://x.example"
    assert render_post(source) == f"<p>{source}</p>\n"


def test_a_text_of_the_greatest_length_is_rendered_and_a_longer_one_refused():
    assert render_post("x" * MAX_POST) == f"<p>{'x' * MAX_POST}</p>\n"
    with pytest.raises(TooLong, match="20,001"):
        render_post("x" * (MAX_POST + 1))


def test_line_ends_of_browsers_count_once():
    assert unacceptable("x\r\n" * (MAX_POST // 2)) == ""
    assert render_post("a\r\nb\rc") == render_post("a\nb\nc")


@pytest.mark.parametrize("text", ["It helped me.", "a\tb\r\nc", "❤️", "👩🏽‍⚕️", "مرحبا", "?"])
def test_what_people_write_is_acceptable(text):
    assert unacceptable(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "write something"),
        (" \n\u200b\u00a0", "write something"),
        ("x" * (MAX_POST + 1), "20,001 characters"),
        ("fine\nmore words\x00here", "line 2, after “more words”"),
        ("fine\n\x1b[0m", "line 2, at its start"),
        ("half\ud83d", "line 1, after “half”"),
    ],
)
def test_what_cannot_be_posted_is_said_in_words(text, words):
    assert words in unacceptable(text)
