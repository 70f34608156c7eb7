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
