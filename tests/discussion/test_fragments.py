"""Kept posts: quick for the next reader, never stale, and nobody sees what is another's."""

import re
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import translation

from discussion.actions import edit, react, set_helpful
from discussion.fragments import TOKEN, Reader, name_of, name_of_page
from discussion.models import Post, Thread
from discussion.pages import thread_page
from discussion.templatetags import discussion as tags
from forum.models import Topic
from members.models import Role
from moderation import actions as moderation
from moderation.models import Status
from tests.texts import ADVERT, verdict

VISITOR = AnonymousUser()


@pytest.fixture(autouse=True)
def _nothing_kept():
    for name in ("posts", "pages"):
        caches[name].clear()


def page(client, topic, reader=None, **query) -> str:
    """The topic as a visitor reads it, or a member."""
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(topic.get_absolute_url(), query).text


def name(topic, reader=VISITOR, **kind) -> str:
    thread = Thread.objects.get(pk=topic.thread_id)
    thread.owner = Topic.objects.select_related("board").get(pk=topic.pk)
    return name_of_page(thread_page(thread, 1, reader).answers, Reader(**kind), address="/")


def test_a_page_that_nobody_changed_is_not_rendered_again(client, topic, make_post, watched_templates):
    make_post("It helped me a little.")
    page(client, topic)

    with watched_templates("discussion/_post.html", "discussion/_posts.html") as rendered:
        page(client, topic)
    assert rendered == []


def test_one_new_reply_renders_one_post(client, topic, make_post, watched_templates):
    for number in range(3):
        make_post(f"Answer {number}.")
    page(client, topic)
    make_post("The newest.")

    with watched_templates("discussion/_post.html") as rendered:
        assert "The newest." in page(client, topic)
    assert rendered == ["discussion/_post.html"]


@pytest.fixture
def watched_templates(monkeypatch):
    """with watched_templates("a.html") as rendered: … -> the names of these templates, once for each rendering"""
    @contextmanager
    def watch(*names):
        rendered, real = [], tags.get_template

        def counted(name):
            if name in names:
                rendered.append(name)
            return real(name)

        monkeypatch.setattr(tags, "get_template", counted)
        yield rendered
        monkeypatch.setattr(tags, "get_template", real)

    return watch


def _edit(post, **more):
    edit(post, title="", body="Edited words.", assessment=verdict(), based_on=1)


CHANGES = {
    "edited": _edit,
    "withdrawn": lambda post, **more: moderation.withdraw(post),
    "removed": lambda post, **more: moderation.texts.move(post, (Status.PUBLISHED,), Status.REMOVED),
    "thanked": lambda post, member, **more: react(post, member=member, kind="thanks", on=True),
    "marked helpful": lambda post, **more: set_helpful(post, on=True),
    "author renamed": lambda post, **more: _rename(post.author, "Johanna"),
    "author left": lambda post, **more: post.author.delete(),
    "author became moderator": lambda post, **more: _promote(post.author),
    "thread locked": lambda post, **more: Thread.objects.update(locked=True),
    "rendered anew": lambda post, **more: Post.objects.update(renderer=99, html="<p>Rendered anew.</p>"),
    "a reply more": lambda post, make_post, **more: make_post("A reply.", under=post),
}


def _rename(member, username: str) -> None:
    member.username = username
    member.save()


def _promote(member) -> None:
    member.is_staff = True
    member.save()
    member.groups.add(Group.objects.get(name=Role.MODERATOR))


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_shows_at_once_to_everybody(client, topic, make_post, make_member, member, change):
    answer = make_post("It helped me a little.")
    reader = make_member("Reader")
    before = {who: page(client, topic, who) for who in (None, reader)}
    names = name(topic)

    CHANGES[change](answer, member=member, make_post=make_post)

    assert name(topic) != names
    for who, text in before.items():
        kept = page(client, topic, who)
        for cache in ("posts", "pages"):
            caches[cache].clear()
        assert _without_token(kept) == _without_token(page(client, topic, who))
        assert _without_token(kept) != _without_token(text)


def _without_token(text: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value|name="key" value)="[^"]*"', r"\1", text)


def test_replies_that_do_not_fit_on_the_page_are_counted_anew(client, topic, make_post):
    answer = make_post("It helped me a little.")
    for number in range(21):
        make_post(f"Reply {number}.", under=answer)
    assert "1 more reply" in page(client, topic)

    make_post("One more.", under=answer)

    assert "2 more replies" in page(client, topic)


def test_what_only_the_author_may_see_is_kept_for_nobody(client, topic, make_post, stranger, member):
    make_post(ADVERT, outcome="hold", words="+1 202 555 0143", author=stranger)

    assert "202 555 0143" in page(client, topic, stranger)
    for reader in (None, member, stranger, None):
        assert ("202 555 0143" in page(client, topic, reader)) == (reader == stranger)


def test_an_edit_that_waits_is_kept_for_nobody(client, topic, make_post, stranger, member):
    post = make_post("It helped me a little.", author=stranger)
    moderation.revise(
        post, title="", body=ADVERT, html="<p>x</p>", assessment=verdict("hold", ADVERT, words="Call"), based_on=1
    )

    for reader in (stranger, None, member):
        assert ("Your edit is waiting" in page(client, topic, reader)) == (reader == stranger)


def test_own_posts_own_marks_and_the_askers_button_are_for_their_reader_alone(
    client, topic, make_post, stranger, member, make_member
):
    answer = make_post("It helped me a little.", author=stranger)
    thankful, other = make_member("Thankful"), make_member("Other")
    react(answer, member=thankful, kind="thanks", on=True)
    edit_url = reverse("discussion:edit", args=[answer.pk])

    for reader in (thankful, stranger, member, other, None) * 2:
        text = page(client, topic, reader)
        assert (edit_url in text) == (reader == stranger)
        assert ('value="thanks:0"' in text) == (reader == thankful)
        assert ("This helped me" in text) == (reader == member)


def test_every_member_gets_their_own_token_and_no_placeholder(client, topic, make_post, make_member):
    make_post()
    texts = [page(client, topic, make_member(who)) for who in ("First", "Second")]

    assert TOKEN not in "".join(texts)
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)) for text in texts]
    assert [len(own) for own in tokens] == [1, 1]
    assert tokens[0] != tokens[1]


def test_the_forms_of_a_kept_post_pass_the_check_of_their_origin(topic, make_post, make_member):
    answer = make_post()
    for who in (make_member("First"), make_member("Second")):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(who)
        form = re.search(r'<form class="reactions".*?</form>', strict.get(topic.get_absolute_url()).text, re.DOTALL)[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
        sent = {"mark": "thanks:1", "csrfmiddlewaretoken": token}
        assert strict.post(reverse("discussion:react", args=[answer.pk]), sent).status_code == 302
    answer.refresh_from_db()
    assert answer.thanks_count == 2


def test_a_text_cannot_hold_the_place_of_the_token(client, topic, make_post, member):
    make_post(f"Here it is: {TOKEN}")

    assert "\x02" not in page(client, topic, member)


def test_languages_are_kept_apart(topic, make_post):
    make_post()
    english = name(topic)

    with translation.override("de"):
        assert name(topic) != english


def test_visitors_members_and_askers_are_kept_apart(topic, make_post, member):
    make_post()

    assert len({name(topic), name(topic, member, is_member=True), name(topic, member, is_member=True, is_asker=True)}) == 3


def test_two_members_without_marks_share_what_is_kept(topic, make_post, make_member):
    make_post()

    names = {name(topic, make_member(who), is_member=True) for who in ("First", "Second")}
    assert len(names) == 1


def test_the_question_is_named_for_nobody_while_it_is_held(make_topic, member):
    held = make_topic(title="Acme Regen cured me", body=ADVERT, outcome="hold")
    held.thread.owner = held
    question = thread_page(held.thread, 1, member).question

    assert name_of(question, Reader(is_member=True)) == ""
