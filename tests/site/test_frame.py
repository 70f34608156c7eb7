"""The frame every page stands in: landmarks, title, the same for every visitor."""

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import RequestContext, Template
from django.test import RequestFactory

PAGE = '{% extends "base.html" %}{% block title %}Light{% endblock %}{% block content %}<h1>Light</h1>{% endblock %}'
VISITOR = {"site_name": "MyPsoriasis", "user_is_member": False}


def page(template: str = PAGE, path: str = "/forum/", **context) -> str:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return Template(template).render(RequestContext(request, VISITOR | context))


def title(html: str) -> str:
    return re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1].strip()


def test_the_title_names_page_section_and_site():
    assert title(page(section="forum")) == "Light · Forum · MyPsoriasis"
    assert title(page()) == "Light · MyPsoriasis"
    assert title(page('{% extends "base.html" %}')) == "MyPsoriasis"


def test_the_index_of_a_section_does_not_say_its_name_twice():
    index = '{% extends "base.html" %}{% block title %}Forum{% endblock %}'
    assert title(page(index, section="forum")) == "Forum · MyPsoriasis"


def test_the_title_of_a_refused_form_starts_with_error():
    class Named(forms.Form):
        name = forms.CharField()

    assert title(page(form=Named({}))).startswith("Error: Light")
    assert title(page(form=Named())) == "Light · MyPsoriasis"


def test_the_current_section_is_marked_once_whether_view_or_template_names_it():
    by_template = page(PAGE + "{% block section %}articles{% endblock %}")
    for html in (page(section="articles"), by_template):
        assert html.count("aria-current") == 1
        assert re.search(r'href="/articles/" aria-current="page"', html)


def test_breadcrumb_and_second_column_stand_only_where_a_page_fills_them():
    assert "breadcrumb" not in page() and "<aside" not in page()
    full = page(PAGE + "{% block breadcrumb %}<li>Here</li>{% endblock %}{% block aside %}<p>Beside</p>{% endblock %}")
    assert '<ol class="breadcrumb"><li>Here</li></ol>' in full
    assert full.count("Beside") == 1 and full.index("</main>") < full.index("<aside")


def test_the_first_link_skips_to_the_content():
    html = page()
    assert re.search(r"<a [^>]*>", html)[0] == '<a class="skip-link" href="#content">'
    assert '<main class="frame__main' in html and 'id="content"' in html


def test_a_visitors_page_carries_no_token_no_message_and_no_htmx():
    html = page(csrf_token="secret", messages=["Welcome back"], unread_notices=3)
    assert "secret" not in html and "Welcome back" not in html and "htmx" not in html
    assert html == page(csrf_token="other", messages=[])


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "429.html", "403_csrf.html", "500.html"])
def test_an_error_page_offers_a_search_and_the_way_home(template):
    html = page('{% include "' + template + '" %}')
    assert 'action="/search/"' in html and 'href="/"' in html
    assert html.count("<h1") == 1
    assert "{#" not in html and "{%" not in html


def test_a_limit_gives_the_text_back_escaped():
    html = page('{% include "429.html" %}', wait=40, kept_text="My <b>long</b> text")
    assert "in 40 seconds" in html and "My &lt;b&gt;long&lt;/b&gt; text" in html


def test_no_page_carries_inline_script_or_style():
    for html in (page(), page('{% include "500.html" %}')):
        assert not re.search(r"<style|\sstyle=|\son\w+=", html)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html), "no other host"


def test_a_moderator_sees_how_many_cases_are_open():
    assert "Moderation (3)" in page(desk_open_cases=3)
    assert "Moderation (0)" in page(desk_open_cases=0)
    assert "Moderation" not in page()
