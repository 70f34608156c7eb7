"""New explainers are told to those who follow them, once they are open to everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.actions import store
from articles.models import Article
from notifications import follows, listing
from notifications.models import Notice, Telling
from notifications.telling import tell_waiting

DRAFT, PUBLISHED = Article.Status.DRAFT, Article.Status.PUBLISHED


@pytest.fixture
def reader(member):
    follows.follow(member, "articles")
    return member


def told(member) -> list[str]:
    tell_waiting()
    return [notice.about for notice in listing.shown_to(member)]


def publish(article, *, at=None) -> None:
    article.status, article.published_at = PUBLISHED, at or article.published_at
    store(article)


def test_an_explainer_is_told_when_it_is_published_and_not_when_it_is_changed(make_article, reader):
    article = make_article(status=DRAFT)
    assert told(reader) == []
    publish(article)
    assert told(reader) == [f"article:{article.pk}"]

    Notice.objects.all().delete()
    store(article)
    assert told(reader) == []


def test_who_does_not_follow_them_is_not_told(make_article, reader, stranger):
    publish(make_article(status=DRAFT))
    assert told(stranger) == []


def test_one_for_a_later_time_is_told_then(make_article, reader):
    article = make_article(status=DRAFT)
    publish(article, at=timezone.now() + timedelta(days=2))
    assert told(reader) == []
    waiting = Telling.objects.get(subject_id=article.pk)
    assert waiting.due_at == article.published_at

    # The worker looks too early, as after an editor chose a later time.
    Telling.objects.update(due_at=timezone.now())
    assert told(reader) == []
    waiting.refresh_from_db()
    assert (waiting.due_at, waiting.attempts) == (article.published_at, 0)

    now = timezone.now()
    Article.objects.update(published_at=now)
    Telling.objects.update(due_at=now)
    assert told(reader) == [f"article:{article.pk}"]


def test_one_that_goes_back_to_the_editors_takes_its_notice_along_and_brings_it_back(make_article, reader):
    article = make_article(status=DRAFT)
    publish(article)
    assert told(reader)
    article.status = DRAFT
    store(article)
    assert told(reader) == []

    publish(article)
    assert told(reader) == [f"article:{article.pk}"]
    assert Notice.objects.count() == 1


def test_the_line_names_it_and_the_number_leads_to_it(client, make_article, reader):
    article = make_article(status=DRAFT)
    publish(article)
    told(reader)
    client.force_login(reader)
    assert f"New article: “{article.title}”" in client.get("/notifications/").text

    response = client.post(f"/notifications/{Notice.objects.get().pk}/")
    assert response.url == f"/articles/number/{article.pk}/"
    assert client.get(response.url).url == article.get_absolute_url()


def test_the_number_of_a_draft_leads_nowhere(client, make_article):
    assert client.get(f"/articles/number/{make_article(status=DRAFT).pk}/").status_code == 404


def test_what_is_published_after_the_count_was_built_is_counted(make_article, reader):
    assert listing.unread_count(reader) == 0
    publish(make_article(status=DRAFT))
    tell_waiting()
    assert listing.unread_count(reader) == 1
