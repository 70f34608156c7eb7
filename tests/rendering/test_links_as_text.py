from rendering.links import without_links
from rendering.posts import render_post


def test_a_link_becomes_its_words_and_its_address():
    html = without_links(render_post("See [this **page**](https://acme.example/a?b=1&c=2) or acme.example."))

    assert "<a" not in html
    assert 'this <strong>page</strong> <bdi class="link-as-text">https://acme.example/a?b=1&amp;c=2</bdi>' in html


def test_nothing_else_is_changed():
    html = render_post("One **two**\n\n- three <b>")

    assert without_links(html) == html
