"""populate: a community in bulk that cannot be told from one that grew."""

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from discussion.actions import react, set_helpful
from discussion.models import Post, Reaction, Thread
from forum.models import Board, Topic
from members.models import Member
from members.names import validate_name
from moderation import actions as moderation
from moderation.models import Status, Version
from mypsoriasis.population import Wish
from mypsoriasis.population.community import MAIL_DOMAIN, TITLE_OF_LONG
from mypsoriasis.recount import wrong_counters
from rendering.posts import render_post
from search import index


@pytest.fixture
def boards(db):
    return [Board.objects.create(slug=f"board-{number}", name=f"Board {number}") for number in range(3)]


def populate(**wish) -> str:
    told = StringIO()
    call_command("populate", stdout=told, **{"members": 20, "topics": 12, "posts": 150, "seed": 3} | wish)
    return told.getvalue()


def texts() -> list[tuple]:
    return list(Post.objects.order_by("pk").values_list("title", "body", "answer_no", "reply_no", "author__username"))


def test_it_makes_as_many_as_it_was_asked_for(boards):
    populate()

    assert (Member.objects.count(), Topic.objects.count(), Post.objects.count()) == (20, 12, 150)
    assert Topic.objects.open_to(AnonymousUser()).count() == 12


def test_every_counter_is_what_a_recount_gives(boards):
    populate(posts=600, members=50)

    assert Post.objects.filter(status=Status.WITHDRAWN).exists()
    assert Post.objects.filter(reply_no__gt=0).exists()
    assert Reaction.objects.exists()
    assert Topic.objects.filter(answered=True).exists()
    assert wrong_counters() == []


def test_counters_stay_true_when_the_site_goes_on_from_there(boards):
    populate()
    question = Post.objects.published().filter(answer_no=0, thread__answers_count__gt=2).first()
    answer = Post.objects.published().filter(thread=question.thread, answer_no__gt=0, reply_no=0).last()
    member = Member.objects.exclude(pk=answer.author_id).exclude(reactions__post=answer).first()

    react(answer, member=member, kind="thanks", on=True)
    set_helpful(answer, on=True)
    assert wrong_counters() == []
    moderation.withdraw(Post.objects.get(pk=answer.pk))
    assert wrong_counters() == []
    moderation.withdraw(question)

    assert wrong_counters() == []


def test_every_post_has_its_versions(boards):
    populate(posts=400)

    edited = Post.objects.filter(edited_at__isnull=False)
    assert edited.exists()
    for post in Post.objects.all():
        newest = post.version_numbered(post.version)
        assert (newest.title, newest.body, newest.html) == (post.title, post.body, post.html)
        assert post.versions().count() == post.latest_version
        assert newest.assessed.outcome == post.outcome
    assert Version.objects.count() == Post.objects.count() + edited.count()


def test_its_html_is_what_rendering_makes_of_its_text(boards):
    populate()

    for post in Post.objects.all()[:60]:
        assert post.html == render_post(post.body)


def test_times_run_forwards_and_end_in_the_past(boards):
    populate()

    for thread in Thread.objects.all():
        times = list(thread.posts.order_by("published_seq").values_list("published_at", flat=True))
        assert times == sorted(times)
        topic = Topic.objects.get(thread=thread)
        assert topic.created_at == times[0]
        assert topic.last_activity_at == max(
            thread.posts.published().values_list("published_at", flat=True)
        )
    assert not Post.objects.filter(published_at__gt=timezone.now()).exists()


def test_topics_can_be_found(boards):
    populate()

    topic = Topic.objects.first()
    found = index.find(topic.title, kind="topic", limit=20)
    assert topic.get_absolute_url() in [hit.url for hit in found.hits]


def test_its_pages_can_be_read(client, boards):
    populate()

    for topic in Topic.objects.all():
        assert client.get(topic.get_absolute_url()).status_code == 200


def test_the_same_seed_makes_the_same_community_and_another_seed_another(boards):
    populate()
    first = texts()
    Topic.objects.all().delete()
    Thread.objects.all().delete()
    Member.objects.all().delete()

    populate()
    assert texts() == first
    populate(seed=4)
    assert texts()[150:] != first


def test_running_it_again_adds_to_what_is_there(boards):
    populate()
    populate()

    assert (Member.objects.count(), Post.objects.count()) == (40, 300)
    assert wrong_counters() == []


def test_its_names_are_names_that_people_could_choose(boards):
    populate(members=300, topics=0, posts=0)

    for name in Member.objects.values_list("username", flat=True):
        try:
            validate_name(name)
        except ValidationError as error:
            pytest.fail(f"{name}: {error.messages}")


def test_its_members_have_proved_addresses_and_no_password(boards):
    populate()

    for member in Member.objects.all():
        assert not member.has_usable_password()
        assert member.emailaddress_set.filter(verified=True, primary=True, email=member.email).exists()


def test_a_long_thread_has_its_answers_and_no_gaps(boards):
    populate(posts=12, long_thread=[50])

    thread = Topic.objects.get(title=TITLE_OF_LONG.format(posts=50)).thread
    places = list(thread.posts.order_by("answer_no").values_list("answer_no", "reply_no", "status"))
    assert places == [(number, 0, Status.PUBLISHED) for number in range(51)]
    assert thread.pages == 3
    assert wrong_counters() == []


def test_it_says_how_far_it_is(boards):
    told = populate(posts=12, long_thread=[5])

    assert told.splitlines() == ["20/20 members", "12/12 posts", TITLE_OF_LONG.format(posts=5)]


@pytest.mark.parametrize(
    "wish",
    [
        {"members": 1},
        {"members": -5},
        {"topics": 10, "posts": 9},
        {"topics": 0, "posts": 5},
        {"topics": -1},
        {"long_thread": [0]},
    ],
)
def test_an_impossible_wish_is_refused_with_the_reason(boards, wish):
    with pytest.raises(CommandError, match=r"\w+ \w+ \w+"):
        populate(**wish)
    assert not Member.objects.exists()


def test_without_boards_it_says_what_to_do_first(db):
    with pytest.raises(CommandError, match="load_library"):
        populate()


def test_it_refuses_where_people_have_joined(boards, member):
    with pytest.raises(CommandError, match="People have joined"):
        populate()


def test_the_demo_may_be_filled(boards, member, settings):
    settings.DEMO = True
    populate()

    assert Member.objects.filter(email__endswith=f"@{MAIL_DOMAIN}").count() == 20


def test_a_wish_is_checked_before_anything_is_stored():
    with pytest.raises(ValueError, match="at least 2 members"):
        Wish(members=0, topics=1, posts=1, seed=1)
