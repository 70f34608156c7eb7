"""What search engines are told about a topic (schema.org). Nothing that a visitor does not read on the page."""

from django.utils.safestring import SafeString

from discussion.models import Audience, Post
from discussion.pages import ThreadPage
from moderation.models import Status
from rendering.excerpt import own_words
from rendering.structured import json_ld

from .models import Topic

ANSWERS_TOLD = 5
QUESTION_LENGTH, ANSWER_LENGTH = 1000, 400  # characters


def structured_data(topic: Topic, page: ThreadPage, address: str) -> SafeString | None:
    """A QAPage for the first page of a public topic, nothing for other pages.

    address: the topic's own, with scheme and host.
    """
    question = page.question
    if topic.audience != Audience.EVERYONE:
        return None
    if page.number != 1 or page.only_answer or not (topic.visible and question and _is_public(question)):
        return None
    answers = [answer.post for answer in page.answers if answer.post and _is_public(answer.post)]
    helped = next((post for post in answers if post.helpful_to_asker), None)
    told = _described(question, address, QUESTION_LENGTH) | {
        "@type": "Question",
        "name": topic.title,
        "answerCount": topic.answers_count,
    }
    if helped:
        told["acceptedAnswer"] = _answer(helped, address)
    others = [post for post in answers if post is not helped][:ANSWERS_TOLD]
    if others:
        told["suggestedAnswer"] = [_answer(post, address) for post in others]
    return json_ld({"@type": "QAPage", "mainEntity": told})


def _answer(post: Post, address: str) -> dict:
    return {"@type": "Answer", "upvoteCount": post.helpful_count} | _described(post, address, ANSWER_LENGTH)


def _described(post: Post, address: str, length: int) -> dict:
    text = " ".join(own_words(post.html).split())
    told = {
        "url": f"{address}#post-{post.pk}",
        "text": text if len(text) <= length else text[: length - 1] + "…",
        "datePublished": post.published_at.isoformat(),
    }
    if post.author or post.alias_id:
        told["author"] = {"@type": "Person", "name": post.byline}
    return told


def _is_public(post: Post) -> bool:
    return post.status == Status.PUBLISHED
