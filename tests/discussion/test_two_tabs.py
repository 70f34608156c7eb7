"""Drafts of one place in two tabs or more, or on several devices: none loses a word."""

import pytest

from discussion import drafts
from discussion.models import Draft, Post
from tests.texts import new_key


@pytest.fixture
def tab(client, member, topic):
    """tab("typed words", seen="…") -> what the server answers to the tab's script"""
    client.force_login(member)

    def save(body: str, *, seen: str = ""):
        return client.post("/drafts/save/", {"place": f"thread:{topic.thread_id}", "body": body, "seen": seen}).json()

    return save


def kept() -> tuple:
    return tuple(text.fields["body"] for text in drafts.texts(Draft.objects.get()))


def test_one_tab_that_goes_on_typing_replaces_its_own_draft(tab):
    first = tab("Half")
    tab("Half a thought", seen=first["seen"])

    assert kept() == ("Half a thought",)


def test_two_tabs_keep_both_texts_however_they_take_turns(tab):
    first = tab("From the phone")
    other = tab("From the desk")
    assert "Another tab" in other["other"]
    assert kept() == ("From the desk", "From the phone")

    again = tab("From the phone, longer", seen=first["seen"])
    assert kept() == ("From the phone, longer", "From the desk")
    tab("From the phone, longer still", seen=again["seen"])
    assert kept() == ("From the phone, longer still", "From the desk")


def test_three_tabs_keep_all_they_wrote(tab):
    tab("ALPHA")
    bravo = tab("BRAVO")
    charlie = tab("CHARLIE")
    again = tab("BRAVO, longer", seen=bravo["seen"])

    assert kept() == ("BRAVO, longer", "CHARLIE", "ALPHA")
    assert "Both texts are kept" in bravo["other"]
    assert "All 3 texts are kept" in charlie["other"]
    assert "All 3 texts are kept" in again["other"]


def test_before_a_text_more_than_can_be_kept_the_tab_is_told_which_would_go(tab, client, topic):
    said = [tab(f"Text number {number}")["other"] for number in range(6)]
    assert kept() == tuple(f"Text number {number}" for number in (5, 4, 3, 2, 1, 0))
    assert [("“Text number 0”" in words) for words in said] == [False] * 5 + [True]
    assert "the last of these is dropped" in client.get(f"/threads/{topic.thread_id}/answer/").text

    tab("Text number 6")
    assert kept() == tuple(f"Text number {number}" for number in (6, 5, 4, 3, 2, 1))


def test_what_the_release_before_writes_meanwhile_is_kept_too(tab):
    tab("ALPHA")
    tab("BRAVO")
    tab("CHARLIE")
    # It knows one other text, and puts what stands there in its place.
    draft = Draft.objects.get()
    assert draft.other["body"] == "BRAVO"
    Draft.objects.filter(pk=draft.pk).update(fields={"body": "DELTA"}, other=draft.fields)

    assert kept() == ("DELTA", "CHARLIE", "BRAVO", "ALPHA")


def test_posting_in_a_tab_that_knows_no_draft_leaves_what_another_wrote(tab, client, topic):
    tab("From the phone")
    client.post(f"/threads/{topic.thread_id}/answer/", {"body": "From the desk", "key": new_key(), "seen": ""})

    assert Post.objects.latest("pk").body == "From the desk"
    assert kept() == ("From the phone",)


def test_a_text_that_was_written_before_signing_in_leaves_the_draft_that_was_there(tab, client, topic, member):
    tab("From the phone")
    client.logout()
    client.post(f"/threads/{topic.thread_id}/answer/", {"body": "As a visitor, and more", "key": "", "act": "send"})
    client.force_login(member)
    client.get("/pending/")

    assert Post.objects.latest("pk").body == "As a visitor, and more"
    assert kept() == ("From the phone",)


def test_the_same_words_in_two_tabs_are_no_conflict(tab):
    tab("The same")

    assert tab("The same")["other"] == ""


def test_a_tab_that_was_emptied_leaves_what_the_other_wrote(tab):
    tab("From the phone")
    tab("", seen="")

    assert kept() == ("From the phone",)


def test_the_form_shows_the_other_text_and_goes_on_with_it(tab, client, topic):
    tab("From the phone")
    tab("From the desk")
    page = client.get(f"/threads/{topic.thread_id}/answer/")
    assert "From the phone" in page.text
    assert page.context["form"]["body"].value() == "From the desk"

    form = {"place": f"thread:{topic.thread_id}", "body": "From the desk, more", "seen": page.context["form"].seen}
    client.post("/drafts/swap/", form | {"text": page.context["form"].others[0].name})
    assert kept() == ("From the phone", "From the desk, more")


def test_posting_one_text_leaves_the_other_as_the_draft(tab, client, topic):
    tab("From the phone")
    tab("From the desk")
    client.post(f"/threads/{topic.thread_id}/answer/", {"body": "From the desk", "key": new_key(), "act": "send"})

    assert Post.objects.latest("pk").body == "From the desk"
    assert kept() == ("From the phone",)


def test_a_form_shown_again_with_a_mistake_goes_on_without_a_false_alarm(tab, client, topic):
    page = client.post(f"/threads/{topic.thread_id}/answer/", {"body": "Preview me", "seen": "", "act": "preview"})

    assert tab("Preview me, longer", seen=page.context["form"].seen)["other"] == ""


def test_a_draft_survives_sign_out_and_is_there_on_another_device(client, member, topic):
    client.force_login(member)
    client.post("/drafts/save/", {"place": f"thread:{topic.thread_id}", "body": "Half a thought", "seen": ""})
    client.logout()
    other_device = type(client)()
    other_device.force_login(member)

    assert other_device.get(f"/threads/{topic.thread_id}/answer/").context["form"]["body"].value() == "Half a thought"


def test_a_deleted_draft_comes_back(client, member, topic):
    client.force_login(member)
    draft = drafts.keep(member, place=f"thread:{topic.thread_id}", fields={"body": "Half a thought"})
    page = client.post(f"/drafts/{draft.pk}/delete/")
    assert not Draft.objects.exists()

    assert "Half a thought" in page.text
    client.post("/drafts/restore/", {"place": f"thread:{topic.thread_id}", "body": "Half a thought"})
    assert kept() == ("Half a thought",)
