"""The answers that helped the asker, lifted to the top of the topic."""

from dataclasses import dataclass

from discussion.models import Post
from discussion.pages import ThreadPage
from moderation.models import Status
from rendering.excerpt import excerpt

from .models import Topic

MOST_LIFTED = 3
EXCERPT = 280  # characters


@dataclass(frozen=True)
class Helped:
    """post: an answer that this reader may read. url: its place, on the page itself where it stands there."""

    post: Post
    url: str

    @property
    def words(self) -> str:
        return excerpt(self.post.html, EXCERPT, own=True)


def lifted(topic: Topic, page: ThreadPage, reader) -> list[Helped]:
    """Up to three, in the order of their places. Of a short thread they are on the page already: no question more."""
    if not topic.answered:
        return []
    here = {post.pk for post in page.all_posts}
    if page.pages == 1 and not page.only_answer:
        posts = [post for post in page.all_posts if post.helpful_to_asker and post.status == Status.PUBLISHED]
    else:
        marked = Post.objects.published().filter(thread=topic.thread_id, helpful_to_asker=True).met_by(reader)
        posts = marked.select_related("author", "alias").order_by("answer_no")[:MOST_LIFTED]
    return [
        Helped(post, f"#post-{post.pk}" if post.pk in here else post.get_absolute_url()) for post in posts[:MOST_LIFTED]
    ]
