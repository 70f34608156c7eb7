"""populate: a community in bulk that cannot be told from one that grew."""

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from discussion.actions import react, set_helpful
from discussion.models import Audience, Post, Reaction, ReadPosition, Thread, ThreadAlias
from forum.models import Board, Tag, Topic
from members.models import Block, Member
from members.names import validate_name
from moderation import actions as moderation
from moderation.models import Status, Version
from mypsoriasis.population import Wish, community
from mypsoriasis.population.community import MAIL_DOMAIN, TITLE_OF_LONG
from mypsoriasis.population.storing import Store
from mypsoriasis.progress import Bar, Lines
from mypsoriasis.recount import wrong_counters
from notifications.models import Follow
from rendering.posts import render_post
from search.finding import search
from search.models import Document
from search.reader import VISITOR
from search.vocabulary import vocabulary
from search.words import parse


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
    everyone = Topic.objects.open_to(AnonymousUser()).count()
    assert everyone + Topic.objects.filter(audience=Audience.MEMBERS).count() == 12


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
        assert topic.last_activity_at == max(thread.posts.published().values_list("published_at", flat=True))
    assert not Post.objects.filter(published_at__gt=timezone.now()).exists()


def test_topics_can_be_found(boards):
    populate()

    topic = Topic.objects.filter(audience=Audience.EVERYONE).first()
    found = search(parse(topic.title), kinds=["topic"], reader=VISITOR)
    assert topic.get_absolute_url() in [hit.url for hit in found.hits(("topic", slice(100)))["topic"]]


def test_a_misspelt_word_of_it_is_known_at_once(boards):
    populate()

    assert vocabulary().nearest("sleves") == "sleeves"


def test_replies_can_be_found_and_are_not_written_twice(boards):
    populate()

    replies = Post.objects.to_index()
    assert set(replies.values_list("pk", flat=True)) == set(
        Document.objects.filter(kind="post").values_list("key", flat=True)
    )
    assert not replies.filter(index_due=True).exists()


def test_its_pages_can_be_read_by_those_who_may(client, boards):
    populate(topics=60)

    for topic in Topic.objects.all():
        expected = 200 if topic.audience == Audience.EVERYONE else 404
        assert client.get(topic.get_absolute_url()).status_code == expected
    client.force_login(Member.objects.exclude(pk__in=Topic.objects.values("author")).first() or Member.objects.first())
    for topic in Topic.objects.filter(audience=Audience.MEMBERS):
        assert client.get(topic.get_absolute_url()).status_code == 200


def test_some_topics_are_for_members_only_in_every_copy(boards):
    populate(topics=100, posts=200)

    closed = Topic.objects.filter(audience=Audience.MEMBERS)
    assert 0 < closed.count() < 30
    assert Thread.objects.filter(audience=Audience.MEMBERS).count() == closed.count()


def test_an_alias_is_the_same_in_all_of_a_thread_and_stands_on_a_question_in_lists_too(boards):
    populate(members=3, topics=300, posts=1500)

    aliases = ThreadAlias.objects.all()
    assert aliases.count() < Post.objects.exclude(alias=None).count()
    for post in Post.objects.exclude(alias=None).select_related("alias"):
        assert (post.alias.thread_id, post.alias.member_id) == (post.thread_id, post.author_id)
    asked = dict(Post.objects.filter(answer_no=0).values_list("thread", "alias"))
    assert any(asked.values())
    for topic in Topic.objects.all():
        assert topic.alias_id == asked[topic.thread_id]


def test_topics_have_tags_where_there_are_some(boards):
    for number in range(12):
        Tag.objects.create(slug=f"tag-{number}", name=f"Tag {number}", theme=Tag.Theme.LIFE)
    populate(topics=100)

    tagged = Topic.tags.through.objects
    assert 50 < tagged.values("topic").distinct().count() < 100
    assert tagged.values("tag").distinct().count() == 12


def test_whoever_writes_follows_the_thread_and_has_read_their_own_text(boards):
    populate(posts=400)

    for post in Post.objects.all():
        assert Follow.objects.filter(member=post.author_id, what=f"thread:{post.thread_id}").exists()
        position = ReadPosition.objects.get(member=post.author_id, thread=post.thread_id)
        assert post.published_seq <= position.seq <= post.thread.last_seq


def test_some_members_follow_more_than_threads_and_some_block_somebody(boards):
    populate(members=300, topics=0, posts=0)

    kinds = {what.partition(":")[0] for what in Follow.objects.values_list("what", flat=True)}
    assert kinds == {"articles", "board", "member"}
    assert 0 < Block.objects.count() < 30


def test_the_same_seed_makes_the_same_community_and_another_seed_another(boards):
    made = []
    for seed in (3, 3, 4):
        populate(seed=seed)
        made.append(texts())
        for rows in (Topic, Post, Thread, Member):
            rows.objects.all().delete()

    assert made[0] == made[1] != made[2]


def test_running_it_again_changes_nothing(boards):
    populate(long_thread=[5])
    before = texts()
    populate(long_thread=[5])

    assert Member.objects.count() == 20
    assert texts() == before


def test_a_greater_wish_adds_what_is_missing_and_lets_everybody_write(boards):
    populate()
    populate(members=30, topics=40, posts=500)

    assert (Member.objects.count(), Topic.objects.count(), Post.objects.count()) == (30, 40, 500)
    first = Member.objects.order_by("pk").first()
    assert first.posts.filter(thread__in=Thread.objects.order_by("-pk")[:28]).exists()
    assert wrong_counters() == []


def test_more_posts_for_topics_that_are_written_are_refused_with_the_reason(boards):
    populate()

    with pytest.raises(CommandError, match="more posts need more topics"):
        populate(posts=151)


def test_stopped_in_the_middle_it_says_what_is_there_and_goes_on_when_run_again(boards, monkeypatch, capsys):
    store, calls = Store.store, iter(range(9))
    wish = {"topics": 90, "posts": 500}

    def stopped_at_the_second(self, planned):
        store(self, planned)
        if next(calls) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(community, "POSTS_AT_ONCE", 100)
    monkeypatch.setattr(Store, "store", stopped_at_the_second)
    with pytest.raises(SystemExit) as stopped:
        populate(**wish)
    monkeypatch.undo()
    assert stopped.value.code == 130
    assert "20 members and" in capsys.readouterr().err
    assert 0 < Topic.objects.count() < 90

    populate(**wish)
    assert (Topic.objects.count(), Post.objects.count()) == (90, 500)
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

    assert told.splitlines() == ["20/20 members", "12/12 posts", "5/5 replies to one question"]


def test_without_a_terminal_it_says_so_twenty_times_at_most():
    told = []
    tell = Lines(told.append)
    for done in range(0, 1001, 7):
        tell("posts", done, 1000)
    tell("posts", 1000, 1000)

    assert 20 <= len(told) <= 21
    assert told[-1] == "1000/1000 posts\n"


def test_on_a_terminal_a_bar_grows_in_one_line():
    told = []
    tell = Bar(told.append)
    tell("posts", 250, 1000)
    tell("posts", 1000, 1000)

    quarter, whole, end = told
    assert quarter.startswith("\r[#######.......................] 250 of 1,000 posts, ")
    assert "left" in quarter
    assert whole.rstrip() == "\r[##############################] 1,000 of 1,000 posts"
    assert end == "\n"


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
