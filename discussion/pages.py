"""A page of a thread: which posts stand on it, in which order, with what each reader may do to them."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest

from moderation.models import HIDDEN_FROM_OTHERS, Case, Decision, Status, Version
from moderation.words import explain

from . import helplines, quoting, visits
from .models import REPLIES_SHOWN, Post, Reaction, Thread
from .reading import posts_of_page

DECIDED = (Status.RETURNED, Status.REMOVED)


@dataclass
class Answer:
    """An answer with its replies. post is None when the answer itself is not shown to this reader."""

    answer_no: int
    post: Post | None = None
    replies: list[Post] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Replies that stand at the answer's own address only."""
        return max(0, self.post.replies_count - REPLIES_SHOWN) if self.post else 0


@dataclass
class ThreadPage:
    thread: Thread
    question: Post | None
    answers: list[Answer]
    number: int
    pages: int
    only_answer: int = 0
    seen: int | None = None  # up to which turn the reader, a member, has read the thread
    new: int = 0  # posts that are new to them, here and on other pages

    @property
    def previous(self) -> int:
        return self.number - 1 if self.number > 1 else 0

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.pages else 0

    @property
    def is_whole(self) -> bool:
        """All that the reader can see of the thread stands on it."""
        return self.pages == 1 and not self.only_answer and not any(answer.more for answer in self.answers)

    @property
    def all_posts(self) -> list[Post]:
        posts = [self.question] if self.question else []
        for answer in self.answers:
            posts += ([answer.post] if answer.post else []) + answer.replies
        return posts


def page_number(raw: str | None, pages: int) -> int | None:
    """The page a query string asks for; None when there is no such page."""
    if raw in (None, ""):
        return 1
    if not (raw.isascii() and raw.isdigit()) or len(raw) > 9:
        return None
    return int(raw) if 1 <= int(raw) <= pages else None


def requested_page(request: HttpRequest, thread: Thread) -> ThreadPage:
    """The page that ?page= or ?answer= asks for. Raises Http404 when the thread has no such page."""
    answer = request.GET.get("answer", "")
    if answer:
        if not (answer.isascii() and answer.isdigit() and len(answer) < 9):
            raise Http404
        page = answer_page(thread, int(answer), request.user)
        if not page.answers:
            raise Http404
        return page
    # A member may look one page ahead: their own held answer can be the first of it.
    pages = thread.pages + (1 if request.user.is_authenticated else 0)
    number = page_number(request.GET.get("page"), pages)
    if number is None:
        raise Http404
    page = thread_page(thread, number, request.user)
    if number > thread.pages and not page.answers:
        raise Http404
    return page


def thread_page(thread: Thread, number: int, reader) -> ThreadPage:
    """One page, read in one query, whatever the length of the thread."""
    # An author whose held answer opens a new page must find it there.
    pages = max(thread.pages, number)
    posts = posts_of_page(thread, number, reader)
    return _arranged(posts, thread, reader, number, pages)


def answer_page(thread: Thread, answer_no: int, reader) -> ThreadPage:
    """The question and one answer with all its replies: the answer's own address."""
    shown = Post.objects.shown_in(thread, reader)
    posts = list(shown.filter(answer_no__in=[0, answer_no]))
    page = _arranged(posts, thread, reader, 1, 1)
    page.only_answer = answer_no
    return page


def prepare(posts: list[Post], thread: Thread, reader, seen: int | None = None) -> None:
    """Give each post what its template asks: whose it is, whether it is new, own reactions, own reasons.

    seen: the turn up to which the reader has read the thread; None when they never opened it.
    """
    sources = quoting.sources([post.html for post in posts], reader)
    for post in posts:
        post.thread = thread
        post.sources = sources
        post.mine = reader.is_authenticated and post.author_id == reader.pk
        post.is_new = seen is not None and not post.mine and (post.published_seq or 0) > seen
        post.my_reactions = frozenset()
        post.why = post.proposal_why = post.decision = post.proposal_returned = post.masked = post.help = None
    _last_decisions([post for post in posts if post.mine and (post.status in DECIDED or post.proposal_id)])
    if reader.is_authenticated:
        own = [post for post in posts if post.mine]
        _own_reactions(posts, reader)
        _own_reasons(own)
        _help_in_place(own, reader)


def _arranged(posts: list[Post], thread: Thread, reader, number: int, pages: int) -> ThreadPage:
    seen = visits.position(reader, thread) if reader.is_authenticated else None
    prepare(posts, thread, reader, seen)
    question, answers = None, {}
    for post in posts:
        if post.is_question:
            question = post
            continue
        answer = answers.setdefault(post.answer_no, Answer(post.answer_no))
        if post.reply_no:
            answer.replies.append(post)
        else:
            answer.post = post
    new = visits.counts(reader, [thread.pk]).get(thread.pk, 0) if seen is not None and seen < thread.last_seq else 0
    return ThreadPage(thread, question, list(answers.values()), number, pages, seen=seen, new=new)


def _last_decisions(posts: list[Post]) -> None:
    """The decision that removed or returned each of the reader's own posts, or the edit that waits in one."""
    if not posts:
        return
    kind = ContentType.objects.get_for_model(Post)
    decisions = Decision.objects.standing().filter(content_type=kind, object_id__in=[post.pk for post in posts])
    last = {(row.object_id, row.is_proposal): row for row in decisions.order_by("pk")}
    for post in posts:
        post.decision = last.get((post.pk, False)) if post.status in DECIDED else None
        edit = last.get((post.pk, True)) if post.proposal_id else None
        # A newer edit than the returned one waits again.
        if edit and edit.act == Decision.Act.RETURN and edit.version == post.latest_version:
            post.proposal_returned = edit


def _help_in_place(own: list[Post], reader) -> None:
    """Whom to call stands above each own text about whose author somebody worries, for as long as its case is open."""
    if not own:
        return
    kind = ContentType.objects.get_for_model(Post)
    worries = Case.objects.open().filter(content_type=kind, object_id__in=[post.pk for post in own]).exclude(concern="")
    concerns = dict(worries.values_list("object_id", "concern"))
    for post in own:
        if concern := concerns.get(post.pk):
            post.help = helplines.offer(concern, reader.country)


def _own_reactions(posts: list[Post], reader) -> None:
    by_post: dict[int, set[str]] = {}
    mine = Reaction.objects.filter(member=reader, post__in=[post.pk for post in posts])
    for post_id, kind in mine.values_list("post_id", "kind"):
        by_post.setdefault(post_id, set()).add(kind)
    for post in posts:
        post.my_reactions = frozenset(by_post.get(post.pk, ()))


def _own_reasons(posts: list[Post]) -> None:
    waiting = [post for post in posts if post.status in HIDDEN_FROM_OTHERS or post.proposal_id]
    if not waiting:
        return
    kind = ContentType.objects.get_for_model(Post)
    versions = Version.objects.filter(content_type=kind, object_id__in=[post.pk for post in waiting])
    for version in versions:
        post = next(post for post in waiting if post.pk == version.object_id)
        explanation = explain(version.assessed, title=version.title, body=version.body)
        if version.pk == post.proposal_id:
            post.proposal_why = explanation
        elif version.number == post.version and post.status == Status.HELD:
            post.why = explanation
        elif post.decision and version.number == post.decision.masked_version == post.latest_version:
            post.masked = version
