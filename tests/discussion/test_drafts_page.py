"""What waits unsent, listed; and the page for a text that can no longer be sent."""

import pytest
from django.urls import reverse

from discussion import drafts


@pytest.fixture
def signed_in(client, stranger):
    client.force_login(stranger)
    return client


def test_a_draft_is_listed_under_the_page_it_is_for(signed_in, stranger, topic):
    drafts.keep(stranger, place=f"thread:{topic.thread_id}", fields={"body": "Half a thought."})

    page = signed_in.get(reverse("discussion:drafts")).text
    assert topic.title in page
    assert "Half a thought." in page


def test_every_text_of_a_page_is_listed_and_can_be_gone_on_with(signed_in, stranger, topic):
    place = f"thread:{topic.thread_id}"
    for body in ("ALPHA", "BRAVO", "CHARLIE"):
        drafts.keep(stranger, place=place, fields={"body": body})

    page = signed_in.get(reverse("discussion:drafts"))
    assert all(body in page.text for body in ("ALPHA", "BRAVO", "CHARLIE", "text 3 of 3 for this page"))
    signed_in.post(reverse("discussion:swap_draft"), {"place": place, "text": page.context["rows"][2]["text"].name})
    form = signed_in.get(reverse("discussion:answer", args=[topic.thread_id])).context["form"]
    assert form["body"].value() == "ALPHA"
    assert [text.fields["body"] for text in form.others] == ["CHARLIE", "BRAVO"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_deleting_deletes_one_says_which_and_can_be_undone(signed_in, stranger, topic, number):
    place, bodies = f"thread:{topic.thread_id}", ["CHARLIE", "BRAVO", "ALPHA"]
    for body in reversed(bodies):
        drafts.keep(stranger, place=place, fields={"body": body})
    draft = drafts.find(stranger, place=place)
    name = drafts.texts(draft)[number].name

    page = signed_in.post(reverse("discussion:delete_draft", args=[draft.pk]), {"text": name})
    gone = bodies.pop(number)
    assert gone in page.text
    assert "The 2 other texts that you typed for the same page stay." in page.text
    assert [text.fields["body"] for text in drafts.texts(drafts.find(stranger, place=place))] == bodies
    signed_in.post(reverse("discussion:restore_draft"), {"place": place, "body": gone})
    assert [text.fields["body"] for text in drafts.texts(drafts.find(stranger, place=place))] == [gone, *bodies]


def test_who_has_as_many_drafts_as_are_kept_reads_that_the_next_one_costs_the_oldest(signed_in, stranger, monkeypatch):
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 2)
    pages = []
    for number in (1, 2, 3):
        drafts.keep(stranger, place=f"thread:{number}", fields={"body": f"Text {number}"})
        pages.append(signed_in.get(reverse("discussion:drafts")).text)

    assert ["the oldest is dropped" in page for page in pages] == [False, True, True]
    assert "Text 2" in pages[2] and "Text 1" not in pages[2]


def test_a_draft_for_a_page_that_is_gone_is_shown_whole_and_once(signed_in, stranger):
    text = "A long thought. " * 40
    drafts.keep(stranger, place="thread:999999", fields={"body": text})

    page = signed_in.get(reverse("discussion:drafts")).text
    assert "The page you wrote on is no longer there." in page
    assert page.count(text) == 1
    assert page.count("A long thought.") == 40


def test_only_who_typed_something_is_told_that_it_is_kept(signed_in, db):
    url = reverse("discussion:answer", args=[999_999])

    assert "kept below" not in signed_in.get(url).text
    assert "kept below" in signed_in.post(url, {"body": "Into the void."}).text


def test_the_form_of_an_edit_leads_back_to_its_page_by_name(signed_in, make_post, topic):
    post = make_post("It helped me a little.")

    page = signed_in.get(reverse("discussion:edit", args=[post.pk])).text
    assert f'<a href="{post.get_absolute_url()}">{topic.title}</a>' in page
