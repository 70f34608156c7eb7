"""@names lead to members, complete themselves, and tell the one who is named."""

import pytest

from discussion import actions
from discussion.mentions import offered
from discussion.models import Post, ThreadAlias
from discussion.rendered import rendered
from discussion.telling import MOST_MENTIONED
from members.models import Block
from moderation.models import Case
from notifications.models import Notice
from notifications.telling import tell_waiting
from rendering.mentions import mentioned_in
from tests.texts import decided, new_key, verdict


def test_a_name_leads_to_the_member_and_other_words_do_not(member):
    html = rendered("Thank you @Marie, and @Nobody, and me@Marie.example.")

    assert '<a class="mention" href="/members/Marie/"' in html
    assert mentioned_in(html) == {member.pk}
    assert "@Nobody" in html


def test_of_two_names_that_fit_the_longer_is_meant(make_member):
    ada, ada_lee = make_member("Ada"), make_member("Ada Lee")

    assert mentioned_in(rendered("@Ada Lee said so.")) == {ada_lee.pk}
    assert mentioned_in(rendered("@Ada lives here. @ada.")) == {ada.pk}


@pytest.mark.parametrize("body", ["`@Marie`", "[@Marie](https://example.org/)", "```\n@Marie\n```"])
def test_code_and_links_stay_what_they_are(member, body):
    assert not mentioned_in(rendered(body))


def test_a_look_alike_of_a_name_mentions_nobody(member):
    assert not mentioned_in(rendered("@Mаrie"))  # a Cyrillic а


def test_nothing_typed_becomes_a_mention_of_ours(member):
    assert not mentioned_in(rendered(f'<a class="mention" href="/x" data-member="{member.pk}">hello</a>'))


def test_a_text_without_a_name_asks_nothing(db, max_queries):
    with max_queries(0):
        rendered("No name here, mail me at night.")


def test_the_member_is_told_once_though_also_their_question_was_answered(make_post, member):
    make_post("@Marie and @Marie, look.")
    tell_waiting()

    assert [notice.kind for notice in Notice.objects.filter(member=member)] == ["mention"]


def edited(post, body):
    return actions.edit(post, title="", body=body, assessment=verdict(body=body), based_on=post.version)


def test_who_is_mentioned_by_an_edit_only_is_told_once(make_post, make_member):
    rita, post = make_member("Rita"), make_post("Are you there?")
    tell_waiting()
    edited(post, "Are you there, @Rita?")
    edited(post, "Are you there?")
    edited(post, "Are you there, @Rita? Or gone?")
    tell_waiting()

    assert [notice.kind for notice in Notice.objects.filter(member=rita)] == ["mention"]


def test_an_edit_before_anybody_was_told_tells_each_once(make_post, make_member, member):
    rita, post = make_member("Rita"), make_post("@Marie, look.")
    edited(post, "@Marie and @Rita, look.")
    tell_waiting()

    assert Notice.objects.filter(member__in=[rita, member]).count() == 2


def test_edits_call_no_crowd_together(make_post, make_member):
    names = [make_member(f"Friend{number}").username for number in range(MOST_MENTIONED + 2)]
    post = make_post("Hello.")
    for name in names:
        edited(post, f"Hello, @{name}.")

    assert Notice.objects.filter(kind="mention").count() == MOST_MENTIONED


def test_an_edit_that_waits_tells_nobody_until_it_is_released(make_post, make_member, moderator):
    rita, post = make_member("Rita"), make_post("Hello.")
    body = "Hello, @Rita."
    actions.edit(post, title="", body=body, assessment=verdict("hold", body), based_on=1)
    tell_waiting()
    assert not Notice.objects.filter(member=rita).exists()

    decided(Case.objects.open_about(post).get(), act="release", moderator=moderator)
    assert Notice.objects.filter(member=rita, kind="mention").exists()


def test_an_edit_does_not_tell_who_blocked_its_author(make_post, stranger, make_member):
    rita, post = make_member("Rita"), make_post("Hello.", author=stranger)
    Block.objects.create(member=rita, other=stranger, kind=Block.Kind.BLOCK)
    edited(post, "Hello, @Rita.")

    assert not Notice.objects.filter(member=rita).exists()


def test_a_text_without_a_name_calls_nobody_so_that_who_is_blocked_cannot(make_post, stranger, make_member):
    rita = make_member("Rita")
    Block.objects.create(member=rita, other=stranger, kind=Block.Kind.BLOCK)
    post = make_post("I find you, @Rita.", author=stranger, anonymous=True)
    edited(post, "I find you again, @Rita and @Marie.")
    tell_waiting()

    assert not Notice.objects.filter(kind="mention").exists()
    assert not Notice.objects.filter(member=rita).exists()


def test_who_is_blocked_is_not_told_and_cannot_be_offered(make_post, stranger, make_member):
    rita = make_member("Rita")
    Block.objects.create(member=rita, other=stranger, kind=Block.Kind.BLOCK)
    make_post("@Rita, are you there?", author=stranger)
    tell_waiting()

    assert not Notice.objects.filter(member=rita).exists()
    assert offered("Ri", writer=stranger) == []


def test_those_who_write_here_are_offered_first_and_anonymous_ones_not_for_it(topic, make_post, make_member, member):
    make_member("Joan")
    here = make_member("Josephine")
    make_post(author=here)
    hidden = make_member("Jocelyn")
    post = make_post("Nobody knows.", author=hidden)
    alias = ThreadAlias.objects.create(thread=topic.thread, member=hidden, number=1)
    Post.objects.filter(pk=post.pk).update(alias=alias)

    assert offered("jo", writer=member, thread=topic.thread) == ["Josephine", "Joan", "Jocelyn", "Jon"]


def test_one_letter_offers_nobody(client, member, stranger):
    client.force_login(member)

    assert client.get("/names/", {"q": "J"}).json() == {"names": []}
    assert client.get("/names/", {"q": "Jo"}).json() == {"names": ["Jon"]}


def test_a_member_s_name_is_no_account_of_a_seller(client, topic, member, stranger):
    client.force_login(stranger)
    for body, held in (("Thanks @Marie", False), ("Stem cell package, 20 % off: write to @acme_cells today", True)):
        client.post(f"/threads/{topic.thread_id}/answer/", {"body": body, "key": new_key(), "act": "send"})
        assert Post.objects.filter(body=body).exists() != held


def test_a_mention_is_stored_with_the_text(client, topic, member, stranger):
    client.force_login(stranger)
    client.post(f"/threads/{topic.thread_id}/answer/", {"body": "Thanks @Marie", "key": new_key(), "act": "send"})

    assert mentioned_in(Post.objects.latest("pk").html) == {member.pk}
