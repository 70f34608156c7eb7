from pathlib import Path

import pytest
from hypothesis import given

from rendering.articles import TermLink, markdown_to_html, marks_in, render_article, with_marks
from rendering.clean import ARTICLES, TooDeep, clean
from rendering.excerpt import plain_text
from rendering.pieces import split

from .corpus import MARKDOWN, TAGS, hostile, made_of, repeatable, strangers

LIBRARY = Path(__file__).parents[2] / "articles" / "library"
MSC = TermLink("msc", ("MSC", "MSCs", "mesenchymal stem cell"), 'Cells that can "become" <other> cells.')
CELL = TermLink("stem-cell", ("stem cell", "stem cells"), "A cell that can renew itself.")


def render(source, *, terms=(), references=None):
    return render_article(source, terms=terms, references=references or {})


@pytest.mark.parametrize("source", [*hostile("html"), *hostile("markdown")])
def test_what_we_add_to_hostile_html_is_all_that_it_gains(source):
    try:
        html = render(source, references={"R1": 1}, terms=[MSC]).html
    except TooDeep:
        return
    ours = {"<button>", "<button type>", "<button class>", "<button popovertarget>", "<span>", "<span popover>"}
    ours |= {"<span id>", "<span class>", "<sup class>", "<a aria-label>", "<a> without our rel", "<bdi>"}
    ours |= {"<bdi class>", "<div>", "<div class>", "<div role>", "<div tabindex>", "<div aria-label>", "<h2 id>"}
    assert set(strangers(html, ARTICLES)) <= ours


@repeatable
@given(made_of(*TAGS, *MARKDOWN))
def test_our_additions_leave_well_formed_html(source):
    article = render(source, references={"R4": 1}, terms=[MSC])
    balance = [piece.opens or "/" + piece.closes for piece in split(_with_values(article.html)) if not piece.is_text]
    open_tags = []
    for tag in balance:
        if tag.startswith("/"):
            assert open_tags.pop() == tag[1:]
        elif tag not in ("br", "hr"):
            open_tags.append(tag)
    assert open_tags == []


def _with_values(html: str) -> str:
    return html.replace("<span popover id", '<span popover="" id')


def test_headings_get_ids_and_a_contents_list():
    article = render("<h2>What is known &amp; not</h2><p>x</p><h3>In mice [R4]</h3><h3>In mice</h3><h2> </h2>")
    assert article.contents == [
        ("section-what-is-known-not", "What is known & not", 2),
        ("section-in-mice", "In mice", 3),
        ("section-in-mice-2", "In mice", 3),
    ]
    assert '<h2 id="section-what-is-known-not">What is known &amp; not</h2>' in article.html
    assert '<h3 id="section-in-mice-2">In mice</h3>' in article.html


def test_a_heading_in_other_letters_has_an_id_too():
    assert render("<h2>牛皮癣</h2><h2>?!</h2>").contents[1].id == "section-untitled"


def test_marks_become_numbers_that_lead_to_their_sources():
    article = render("<p>It worked in mice [R4].</p>", references={"R4": 2})
    link = '<a href="#ref-2" aria-label="Source 2">2</a>'
    assert article.html == f'<p>It worked in mice<sup class="reference-mark">{link}</sup>.</p>'
    assert article.unknown_marks == []


def test_several_keys_in_one_mark_keep_their_order():
    html = render("<p>x&nbsp;[R4,L1]</p>", references={"R4": 2, "L1": 1}).html
    assert html == (
        '<p>x<sup class="reference-mark"><a href="#ref-2" aria-label="Source 2">2</a>, '
        '<a href="#ref-1" aria-label="Source 1">1</a></sup></p>'
    )


def test_unknown_keys_stay_in_sight_and_are_reported():
    article = render("<p>a [R4, X9] b [Z1] c [X9]</p>", references={"R4": 1})
    assert article.unknown_marks == ["X9", "Z1"]
    assert plain_text(article.html) == "a [X9] b [Z1] c [X9]"


def test_marks_in_links_and_code_stay_as_they_are():
    source = '<p><a href="/x" rel="noopener">see [R4]</a> <code>[R4]</code></p>'
    assert render(source, references={"R4": 1}).html == source


def test_marks_are_listed_in_order_of_first_use_whatever_the_source():
    markdown = "One [R4, L1].\n\nTwo [N2], again [R4]. Not [r4], [R1234], [R].\n"
    assert marks_in(markdown) == marks_in(markdown_to_html(markdown)) == ["R4", "L1", "N2"]
    assert marks_in("x&nbsp;[R4,&nbsp;R2]") == ["R4", "R2"]


def test_a_line_of_text_is_escaped_and_gets_its_marks():
    assert with_marks("a < b [R4]", {"R4": 3}) == (
        'a &lt; b<sup class="reference-mark"><a href="#ref-3" aria-label="Source 3">3</a></sup>'
    )


def test_the_first_use_of_a_term_opens_its_definition():
    html = render("<p>An MSC is a cell. Another MSC is not.</p>", terms=[MSC]).html
    assert html == (
        '<p>An <button type="button" class="term" popovertarget="term-msc">MSC</button>'
        '<span popover id="term-msc" class="term__definition">Cells that can &quot;become&quot; &lt;other&gt; cells. '
        '<a href="/glossary/#msc">“MSC” in the glossary</a></span> is a cell. Another MSC is not.</p>'
    )


@pytest.mark.parametrize(
    "source",
    [
        "<h2>MSC</h2>",
        '<p><a href="/x">MSC</a></p>',
        '<p><a href="https://msc.example">x</a></p>',
        "<p><code>MSC</code></p>",
        "<p>msc MSCx aMSC</p>",
    ],
    ids=["heading", "link", "our own words", "code", "other words"],
)
def test_terms_are_left_alone_in(source):
    assert "<button" not in render(source, terms=[TermLink("msc", ("MSC",), "x")]).html


def test_the_longest_term_wins_and_a_line_end_is_a_space():
    html = render("<p>A Mesenchymal\nstem cell and Stem cells.</p>", terms=[CELL, MSC]).html
    assert html.index("term-msc") < html.index(" and ") < html.index("term-stem-cell")
    assert "“Mesenchymal stem cell” in the glossary" in html


def test_tables_can_be_reached_and_have_a_name_each():
    html = render("<table><tr><td>a</td></tr></table><h2>Risks</h2><table><tr><td>b</td></tr></table>").html
    assert '<div class="table-region" role="region" tabindex="0" aria-label="Table 1"><table>' in html
    assert '<div class="table-region" role="region" tabindex="0" aria-label="Table 2: Risks"><table>' in html
    assert html.count("</table></div>") == 2


def test_outgoing_links_of_editors_say_where_they_lead():
    html = render('<p><a href="https://www.fda.gov/x">the alert</a></p>').html
    assert html == (
        '<p><a href="https://www.fda.gov/x" rel="noopener">the alert</a> <bdi class="link-domain">(fda.gov)</bdi></p>'
    )


def test_library_files_have_tables_and_no_html():
    html = markdown_to_html("## Risks\n\n[R4]: a mark\n\n| a |\n|---|\n| <b>x</b> |\n\n![p](https://x.example/p.png)")
    assert "<h2>Risks</h2>" in html and "<table>" in html and "[R4]: a mark" in html
    assert "<b>" not in html and "<img" not in html


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.md")), ids=lambda path: path.stem)
def test_every_explainer_of_the_library_survives_cleaning_as_it_is(path):
    html = markdown_to_html(path.read_text(encoding="utf-8").split("+++", 2)[2])
    assert plain_text(clean(html, ARTICLES)) == plain_text(html)
    numbers = {key: number for number, key in enumerate(marks_in(html), 1)}
    article = render(html, references=numbers)
    assert article.contents and article.unknown_marks == []
