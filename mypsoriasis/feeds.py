"""Atom feeds: new articles in full, new questions, the replies of a topic. Only what everyone may read."""

import re
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from discussion.models import Post
from forum.lists import NEWEST, OfTag
from forum.models import Board, Tag, Topic
from rendering.quotes import without_quotes

ENTRIES = 20
VISITOR = AnonymousUser()
# What XML cannot carry, however it is escaped.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The page's pop-up definitions (rendering.terms): a reader of feeds would find them in the middle of a sentence.
DEFINITION = re.compile(
    r'<button type="button" class="term"[^>]*>(.*?)</button><span popover [^>]*>.*?</span>', re.DOTALL
)


class FullTextFeed(Atom1Feed):
    """Atom with the whole text of each entry, its links read from the entry's own address."""

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", NOT_XML.sub("", item["html"]), {"type": "html", "xml:base": item["link"]})


class OurFeed(Feed):
    """An entry's html goes into the feed as it stands on the page; its title never holds anything hidden."""

    feed_type = FullTextFeed
    title_template = description_template = None

    def item_description(self, item) -> None:
        return None

    def item_extra_kwargs(self, item) -> dict:
        return {"html": without_quotes(item.html)}

    def item_title(self, item) -> str:
        return NOT_XML.sub("", item.title)

    def item_author_name(self, item) -> str:
        return item.byline


class Articles(OurFeed):
    title = gettext_lazy("MyPsoriasis: new articles")
    subtitle = gettext_lazy("What is known about psoriasis and stem cells, in plain words, with its sources.")

    def link(self) -> str:
        return reverse("articles:index")

    def items(self):
        return Article.objects.readable().select_related("author").order_by("-published_at", "-pk")[:ENTRIES]

    def item_extra_kwargs(self, item: Article) -> dict:
        return {"html": DEFINITION.sub(r"\1", item.html)}

    def item_author_name(self, item: Article) -> str:
        return item.author.name

    def item_pubdate(self, item: Article) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime:
        return item.updated_at


class Posts(OurFeed):
    """Entries are posts, each with its thread, its topic and its author loaded."""

    def item_link(self, item: Post) -> str:
        return item.get_absolute_url()

    def item_pubdate(self, item: Post) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Post) -> datetime:
        return item.edited_at or item.published_at


class Questions(Posts):
    """A question that was held and released later counts as new from its release on."""

    title = gettext_lazy("MyPsoriasis: new questions")

    def link(self) -> str:
        return reverse("forum:index")

    def items(self) -> list[Post]:
        return _questions(Topic.objects.all())


class BoardQuestions(Posts):
    def get_object(self, request: HttpRequest, slug: str) -> Board:
        return Board.objects.get(slug=slug)

    def title(self, board: Board) -> str:
        return _("MyPsoriasis: new questions in %(board)s") % {"board": board.name}

    def subtitle(self, board: Board) -> str:
        return board.description

    def link(self, board: Board) -> str:
        return board.get_absolute_url()

    def items(self, board: Board) -> list[Post]:
        return _questions(board.topics.all())


class TagQuestions(Posts):
    def get_object(self, request: HttpRequest, slug: str) -> Tag:
        return Tag.objects.get(slug=slug)

    def title(self, tag: Tag) -> str:
        return _("MyPsoriasis: new questions about %(tag)s") % {"tag": tag.name}

    def link(self, tag: Tag) -> str:
        return tag.get_absolute_url()

    def items(self, tag: Tag) -> list[Post]:
        return _posts_of(OfTag(tag).rows(_with_question(Topic.objects.all()), ""))


class TopicReplies(Posts):
    """Answers and replies in the order in which they became readable, newest first."""

    def get_object(self, request: HttpRequest, pk: int) -> Topic:
        return Topic.objects.open_to(VISITOR).select_related("board").get(pk=pk)

    def title(self, topic: Topic) -> str:
        return _("Replies: %(title)s") % {"title": NOT_XML.sub("", topic.thread_title)}

    def link(self, topic: Topic) -> str:
        return topic.get_absolute_url()

    def items(self, topic: Topic):
        return _posts().filter(thread=topic.thread_id, answer_no__gt=0).order_by("-published_seq")[:ENTRIES]

    def item_title(self, item: Post) -> str:
        return _("Reply by %(name)s") % {"name": self.item_author_name(item)}


def _posts():
    return Post.objects.readable_by(VISITOR).select_related("author", "alias")


def _questions(topics) -> list[Post]:
    return _posts_of(NEWEST.rows(_with_question(topics), ""))


def _with_question(topics):
    return topics.open_to(VISITOR).filter(question_gone=False)


def _posts_of(topics) -> list[Post]:
    threads = list(topics.values_list("thread_id", flat=True)[:ENTRIES])
    return list(_posts().filter(answer_no=0, thread__in=threads).order_by("-published_at", "-pk"))


urlpatterns = [
    path("articles/", Articles(), name="feed_articles"),
    path("questions/", Questions(), name="feed_questions"),
    path("boards/<slug:slug>/", BoardQuestions(), name="feed_board"),
    path("tags/<slug:slug>/", TagQuestions(), name="feed_tag"),
    path("topics/<int:pk>/", TopicReplies(), name="feed_topic"),
]
