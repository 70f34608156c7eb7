"""On every outlet: topics for members, texts of somebody blocked or muted, texts without a name.

The outlets are those of test_hidden_texts.py. Each text holds a word that stands in nothing else.
"""

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from discussion import drafts, quoting
from discussion.models import AliasMute, Audience, Post
from forum.actions import set_audience
from forum.models import Topic
from members import blocks
from members.models import Block, Member
from moderation.models import Case, Decision
from notifications.choices import choose
from notifications.delivery import deliver_due_mail
from notifications.models import Notice, OutgoingMail, Preferences, When
from notifications.telling import tell_waiting
from search.models import Document
from tests.texts import ADVERT, decided

from .outlets import addresses_of, kept_by_everybody, pages

# The name, the question, the answer, the reply and the comment of one member.
ARNICA = ("Arnicalla", "arnicaquestion", "arnicaanswer", "arnicareply", "arnicacomment")
# What programs fetch is the same for everybody, signed in or not.
FOR_EVERYBODY = ("/feeds/", "/sitemap")
BORAGE = ("Boragella", "boragequestion", "borageanswer", "boragereply", "boragecomment", "boragehint")


@pytest.fixture(autouse=True)
def library(board) -> None:
    call_command("load_library", verbosity=0)


@pytest.fixture
def talk(make_member, make_topic, make_post, topic):
    """talk(WORDS, anonymous=…) -> a member and all kinds of texts of theirs, one of which somebody else quotes"""
    answer = make_post("An answer of somebody else.")

    def write(words: tuple[str, ...], **given) -> tuple[Member, list[Post]]:
        name, question, *others = words[:5]
        author = make_member(name)
        story = "My {} story about light therapy on the scalp, and how it went over a long winter."
        own = make_topic(author=author, title=f"About {question} and my scalp", body=story.format(question), **given)
        places = ({}, {"under": answer}, {"thread": Article.objects.first().thread})
        texts = [
            make_post(story.format(word), author=author, **place, **given)
            for word, place in zip(others, places, strict=True)
        ]
        make_post(f"{quoting.start_with(texts[0], '')}\n\nSo it was for me, says somebody who quotes.")
        return author, [own.thread.posts.get(answer_no=0), *texts]

    return write


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def shown(client: Client, posts: list[Post], words: tuple[str, ...], but: tuple[str, ...] = (), **names) -> list[str]:
    """Where one of these words stands. but: addresses that do not count, by how they begin."""
    found = pages(client, addresses_of(posts, **names))
    return [
        f"{path}: {word}" for path, page in found for word in words if word.lower() in page and not path.startswith(but)
    ]


def test_a_visitor_meets_no_word_of_a_topic_for_members(talk, stranger):
    author, (question, *_others) = talk(ARNICA)
    under_it = Topic.objects.get(thread=question.thread)
    set_audience(under_it, Audience.MEMBERS)
    tell_waiting()
    kept_by_everybody([question], author=author)

    assert shown(Client(), [question], ("arnicaquestion",)) == []
    assert "arnicaquestion" in "".join(page for _path, page in pages(signed_in(stranger), addresses_of([question])))


@pytest.mark.parametrize("told_before", [True, False], ids=["told before", "told after"])
def test_who_blocks_and_who_is_blocked_meet_no_word_of_each_other(talk, make_post, told_before):
    (arnica, hers), (borage, theirs) = talk(ARNICA), talk(BORAGE)
    theirs.append(make_post("My boragehint story about the scalp.", thread=hers[0].thread, author=borage))
    for author, texts in ((arnica, hers), (borage, theirs)):
        kept_by_everybody(texts, author=author)
    if told_before:
        tell_waiting()
    for member, other in ((arnica, theirs), (borage, hers)):
        drafts.keep(member, place=f"answer:{other[1].pk}", fields={"body": "Half a reply."})
    assert "arnicaquestion" in str(shown(signed_in(borage), hers[:1], ARNICA))
    blocks.avoid(arnica, borage, Block.Kind.BLOCK)
    tell_waiting()
    deliver_due_mail()

    assert shown(signed_in(borage), hers, ARNICA, but=FOR_EVERYBODY) == []
    # Whoever blocks reads the name where they can undo it.
    assert shown(signed_in(arnica), theirs, BORAGE, but=(*FOR_EVERYBODY, "/settings/blocks/")) == []
    for member, letters in ((arnica, "bor"), (borage, "arn")):
        assert signed_in(member).get("/names/", {"q": letters}).json() == {"names": []}
    assert [one.to for one in mail.outbox if {arnica.email, borage.email} & set(one.to)] == []


def test_a_mute_is_felt_by_one_of_them_alone(talk):
    (arnica, hers), (borage, theirs) = talk(ARNICA), talk(BORAGE)
    for author, texts in ((arnica, hers), (borage, theirs)):
        kept_by_everybody(texts, author=author)
    tell_waiting()
    blocks.avoid(arnica, borage, Block.Kind.MUTE)

    assert shown(signed_in(arnica), theirs, BORAGE[1:], but=FOR_EVERYBODY) == []
    assert {place.split(": ")[1] for place in shown(signed_in(borage), hers, ARNICA[1:])} == set(ARNICA[1:])


def test_a_muted_voice_is_met_nowhere_by_whoever_muted_it(talk, member):
    author, texts = talk(ARNICA, anonymous=True)
    kept_by_everybody(texts, author=author)
    tell_waiting()
    for post in texts:
        AliasMute.objects.get_or_create(member=member, alias=post.alias)

    # The list of what is muted names the discussion of a muted asker, so that it can be undone.
    assert shown(signed_in(member), texts, ARNICA[1:], but=(*FOR_EVERYBODY, "/settings/blocks/")) == []


def test_nobody_learns_the_name_of_whoever_posts_without_it(
    talk, make_post, member, stranger, moderator, site_admin, sign_in
):
    author, texts = talk(ARNICA, anonymous=True)
    held = make_post(ADVERT, author=author, outcome="hold", words="+1 202 555 0143", anonymous=True)
    returned = make_post(f"{ADVERT} Too.", author=author, outcome="hold", words="+1 202 555 0143", anonymous=True)
    decided(
        Case.objects.open_about(returned).get(),
        act="return",
        rule="contact",
        moderator=moderator,
        message="Leave it out.",
    )
    kept_by_everybody(texts, author=author)
    Preferences.objects.bulk_create([Preferences(member=reader, titles_in_mail=True) for reader in (member, stranger)])
    for kind in (Notice.Kind.THREAD, Notice.Kind.MEMBER):
        for reader in (member, stranger):
            choose(reader.pk, kind, mail=When.AT_ONCE)
    for post in texts:
        drafts.keep(member, place=f"answer:{post.pk}", fields={"body": "Half a reply."})
    tell_waiting()
    deliver_due_mail()

    names = {"case": Case.objects.open_about(held).get().pk, "decision": Decision.objects.get().pk}
    readers = {"visitor": Client(), "member": signed_in(member), "moderator": sign_in(Client(), moderator),
               "admin": sign_in(Client(), site_admin)}  # fmt: skip
    for name, client in readers.items():
        # Who follows a member by name reads it in the list of what they follow.
        assert shown(client, [*texts, held], ARNICA[:1], but=("/following/",), **names) == [], name
    notices = Notice.objects.exclude(member=author).values_list("text", "url")
    assert len(mail.outbox) > 3
    mails = [f"{one.subject} {one.body} {one.extra_headers}" for one in mail.outbox if author.email not in one.to]
    waiting = OutgoingMail.objects.exclude(member=author).values_list("subject", "body", "path")
    index = Document.objects.values_list("title", "text", "url", "note")
    for told in (*notices, *mails, *waiting, *index):
        assert ARNICA[0].lower() not in str(told).lower()


def test_the_page_of_a_member_tells_nothing_of_what_they_post_without_their_name(talk, member, moderator, sign_in):
    author, _texts = talk(ARNICA, anonymous=True)
    for client in (Client(), signed_in(member), signed_in(author), sign_in(Client(), moderator)):
        page = client.get(author.get_absolute_url()).text
        assert [word for word in ARNICA[1:] if word in page] == []


def test_the_author_reads_their_own_texts_without_a_name(talk):
    author, texts = talk(ARNICA, anonymous=True)
    page = signed_in(author).get(texts[0].thread.owner.get_absolute_url()).text

    assert "arnicaquestion" in page and "Anonymous 1" in page


def test_somebody_elses_text_shows_a_quoted_word_to_those_who_meet_its_writer(talk, member, topic):
    author, texts = talk(ARNICA)
    quoted = Post.objects.get(body__contains="somebody who quotes")
    address = f"{topic.get_absolute_url()}?answer={quoted.answer_no}"

    assert "arnicaanswer" in signed_in(member).get(address).text
    blocks.avoid(member, author, Block.Kind.MUTE)
    text = signed_in(member).get(address).text
    assert "somebody who quotes" in text and "arnicaanswer" not in text
