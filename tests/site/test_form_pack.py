"""Forms as the pack writes them: label, hint, error, field; tied together; nothing typed is lost."""

import re
from html.parser import HTMLParser

import pytest
from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Div, Field, Fieldset, Layout, Submit
from django import forms
from django.template import Context, RequestContext, Template
from django.test import RequestFactory


class Letter(forms.Form):
    title = forms.CharField(label="Your question", help_text="As you would ask a friend.")
    body = forms.CharField(
        label="Tell us more", help_text="Everyone can read this.", widget=forms.Textarea, required=False
    )
    board = forms.ChoiceField(label="Board", widget=forms.RadioSelect, choices=[("a", "Joints"), ("b", "Skin")])
    agree = forms.BooleanField(label="I agree", help_text="You can change your mind.")
    key = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        if self.cleaned_data.get("title") == "same":
            raise forms.ValidationError("You sent this already.")


class Page(HTMLParser):
    """The parts of a piece of HTML: (tag, attributes) in order, and the words."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def all(self, tag: str, **wanted) -> list[dict]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [attrs for name, attrs in self.tags if name == tag and wanted.items() <= attrs.items()]

    def one(self, tag: str, **wanted) -> dict:
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of <{tag} {wanted}>"
        return found[0]

    def ids(self) -> list[str]:
        return [attrs["id"] for _tag, attrs in self.tags if "id" in attrs]


def crispy(form, helper=None) -> str:
    form.helper = helper or FormHelper(form)
    context = {"form": form, "csrf_token": "token-of-the-session"}
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context(context))


def sent(**typed) -> Letter:
    form = Letter(typed)
    form.is_valid()
    return form


def test_above_a_field_stand_its_label_its_hint_and_its_error_in_this_order():
    html = crispy(sent())
    label, hint, error, field = (
        html.index(words)
        for words in ('<label class="field__label" for="id_title"', "As you would ask", 'id="id_title_error"', '<input type="text"')
    )
    assert label < hint < error < field


def test_a_field_is_tied_to_its_hint_and_its_error():
    page = Page(crispy(sent()))
    field = page.one("input", name="title")
    assert field["aria-describedby"] == "id_title_helptext id_title_error"
    assert field["aria-invalid"] == "true"
    assert set(field["aria-describedby"].split()) <= set(page.ids())


@pytest.mark.parametrize("form", [Letter(), sent(), sent(title="same")], ids=["empty", "refused", "refused as a whole"])
def test_what_describes_a_field_exists_and_no_id_stands_twice(form):
    page = Page(crispy(form))
    described = {name for _tag, attrs in page.tags for name in attrs.get("aria-describedby", "").split()}
    assert described <= set(page.ids())
    assert len(page.ids()) == len(set(page.ids()))


def test_a_fresh_form_shows_no_problem():
    page = Page(crispy(Letter()))
    assert "There is a problem" not in page.words
    assert not [attrs for _tag, attrs in page.tags if "data-error" in attrs]


def test_the_summary_links_to_every_field_that_has_a_problem():
    page = Page(crispy(sent()))
    summary = page.one("div", class_="problem")
    assert summary["role"] == "alert" and summary["tabindex"] == "-1"
    targets = [attrs["href"] for attrs in page.all("a")]
    assert targets == ["#id_title", "#id_board_0", "#id_agree"]
    assert {target.lstrip("#") for target in targets} <= set(page.ids())


def test_the_summary_tells_problems_of_the_whole_form_and_of_hidden_fields():
    page = Page(crispy(sent(title="same", board="a", agree="on")))
    assert "You sent this already." in page.words
    assert "This field is required." in page.words, "the hidden key is missing"


def test_what_was_typed_comes_back_escaped():
    html = crispy(sent(title='<b>"mine"</b>', body="</textarea><script>"))
    assert Page(html).one("input", name="title")["value"] == '<b>"mine"</b>'
    assert "<script>" not in html


def test_radios_are_one_question_with_their_label_as_legend():
    page = Page(crispy(sent()))
    fieldset = page.one("fieldset")
    assert fieldset["aria-describedby"] == "id_board_error"
    assert page.all("legend") and [attrs["value"] for attrs in page.all("input", type="radio")] == ["a", "b"]
    assert page.all("label", for_="id_board_0") and page.all("label", for_="id_board_1")


def test_radios_may_stand_in_a_line():
    form = Letter()
    helper = FormHelper(form)
    helper.layout = Layout(InlineRadios("board"))
    assert Page(crispy(form, helper)).one("div", class_="choices choices--inline")


def test_a_check_box_is_never_ticked_and_has_its_words_beside_it():
    page = Page(crispy(Letter()))
    assert "checked" not in page.one("input", type="checkbox")
    assert page.one("label", class_="choice", for_="id_agree")


def test_the_form_leaves_checking_to_the_server_and_carries_the_token_only_when_it_posts():
    form = Letter()
    assert "novalidate" in Page(crispy(form)).one("form")
    assert Page(crispy(form)).one("input", name="csrfmiddlewaretoken")["value"] == "token-of-the-session"
    helper = FormHelper(form)
    helper.form_method = "get"
    assert not Page(crispy(form, helper)).all("input", name="csrfmiddlewaretoken")


def test_without_a_form_tag_the_fields_stand_alone():
    form = Letter()
    helper = FormHelper(form)
    helper.form_tag, helper.disable_csrf = False, True
    page = Page(crispy(form, helper))
    assert not page.all("form") and not page.all("input", name="csrfmiddlewaretoken")
    assert page.one("input", name="title")


def test_the_filter_writes_hidden_fields_summary_and_fields():
    page = Page(Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": sent()})))
    assert page.one("input", name="key", type="hidden")
    assert page.one("div", class_="problem")
    assert len(page.all("textarea")) == 1


def test_layout_objects_become_our_classes():
    form = Letter()
    helper = FormHelper(form)
    helper.attrs = {"data-composer": ""}
    helper.layout = Layout(
        Fieldset("About {{ form.title.name }}", "title"),
        Div("board", css_class="stack"),
        Field("body", dir="auto"),
        HTML("<p>Read the rules.</p>"),
        ButtonHolder(Submit("", "Post")),
    )
    page = Page(crispy(form, helper))
    assert "data-composer" in page.one("form", class_="form")
    assert page.one("fieldset", class_="fieldset") and "About title" in page.words
    assert page.one("div", class_="stack") and page.one("div", class_="buttons")
    assert page.one("textarea")["dir"] == "auto"
    assert "Read the rules." in page.words


def test_the_first_button_is_the_main_one_unless_another_look_is_chosen():
    form = Letter()
    helper = FormHelper(form)
    helper.add_input(Submit("", "Post", data_busy="Posting…"))
    helper.add_input(Submit("act", "Remove", css_class="button--danger"))
    main, other = Page(crispy(form, helper)).all("button")
    assert main["class"].split() == ["button", "button--primary"]
    assert main["data-busy"] == "Posting…" and "name" not in main and "id" not in main
    assert other["class"].split() == ["button", "button--danger"] and other["name"] == "act"


def test_two_forms_on_a_page_share_no_id():
    one, other = Letter(prefix="one"), Letter(prefix="other")
    html = ""
    for form in (one, other):
        helper = FormHelper(form)
        helper.add_input(Submit("", "Post"))
        html += crispy(form, helper)
    ids = Page(html).ids()
    assert ids and len(ids) == len(set(ids))


def test_the_composer_keeps_label_hint_error_and_works_without_its_script():
    form = sent()
    helper = FormHelper(form)
    helper.layout = Layout(Field("body", template="mypsoriasis/composer.html"))
    page = Page(crispy(form, helper))
    assert page.one("label", for_="id_body") and page.one("textarea", name="body")
    assert page.one("textarea")["aria-describedby"] == "id_body_helptext"
    assert "hidden" in page.one("div", class_="composer__tools"), "buttons that do nothing are not shown"
    assert all(attrs["type"] == "button" for attrs in page.all("button"))


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (None, "in a few minutes"),
        (1, "in 1 second."),
        (40, "in 40 seconds"),
        (120, "in 2 minutes"),
        (145, "in 3 minutes"),
        (3600, "in 60 minutes"),
        (7201, "in 3 hours"),
    ],
)
def test_a_limit_says_how_long_it_lasts_rounded_up(wait, words):
    said = Template('{% include "_wait.html" %}').render(Context({"wait": wait}))
    assert words in re.sub(r"\s+", " ", said)


def test_pages_keep_the_query_and_name_only_those_that_exist():
    request = RequestFactory().get("/forum/joints/?sort=new&page=2")

    def links(**context):
        html = Template('{% include "_pagination.html" %}').render(RequestContext(request, context))
        return [attrs["href"] for attrs in Page(html).all("a")]

    assert links(number=1, has_next=False) == []
    assert links(number=2, has_next=True, last=4, fragment="#replies") == [
        "?sort=new#replies",
        "?sort=new&page=3#replies",
        "?sort=new&page=4#replies",
    ]
    assert links(number=4, has_next=False, last=4) == ["?sort=new", "?sort=new&page=3"]
