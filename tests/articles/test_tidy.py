"""The editor's HTML in the shape of the library's, so that saving an explainer unchanged changes nothing."""

import pytest

from articles.tidy import tidy


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<ul><li><p>One</p></li></ul>", "<ul><li>One</li></ul>"),
        ("<ul><li><p>One</p><ul><li><p>Two</p></li></ul></li></ul>", "<ul><li>One<ul><li>Two</li></ul></li></ul>"),
        ('<td colspan="1" rowspan="1"><p>Cell</p></td>', "<td>Cell</td>"),
        ('<td colspan="2" rowspan="1"><p>Cell</p></td>', '<td colspan="2">Cell</td>'),
        (
            "<table><tbody><tr><th><p>Head</p></th></tr><tr><td><p>Cell</p></td></tr></tbody></table>",
            "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>",
        ),
    ],
)
def test_what_the_editor_adds_is_taken_off(written, kept):
    assert tidy(written) == kept


@pytest.mark.parametrize(
    "html",
    [
        "<p>A paragraph.</p>",
        "<ul><li><p>One</p><p>and another paragraph</p></li></ul>",
        "<blockquote><p>Quoted</p></blockquote>",
        "<table><tbody><tr><th>Row</th><td>Cell</td></tr></tbody></table>",
        "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>",
    ],
)
def test_the_rest_stays(html):
    assert tidy(html) == html
