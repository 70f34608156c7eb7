"""The check of a clinic's claims: what it tells, and that it keeps nothing."""

import logging
import re
import time

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils.log import AdminEmailHandler

from members import limits
from moderation import screening
from moderation.models import Provider
from register.check import LONGEST, check
from tests.site.library import make_explainer

URL = "/check/"
ADVERT = """Say goodbye to psoriasis with umbilical cord stem cells and exosomes from our FDA registered laboratory.
94% success rate, no side effects. Your own cells need no FDA approval. Stem cells for $8,900, only 5 places left.
Message our coordinator on WhatsApp."""
QUICK = 0.1  # seconds of one processor for the longest text


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def ask(client, text=ADVERT, status=200, **extra):
    response = client.post(URL, {"body": text}, **extra)
    assert response.status_code == status
    return response


@pytest.fixture
def library(db):
    call_command("load_library", verbosity=0)


class TestTheForm:
    def test_it_asks_for_the_words_and_says_that_nothing_is_stored(self, client, db):
        response = client.get(URL)

        assert 'name="body"' in response.content.decode()
        assert "Nothing you paste is stored." in words(response)

    def test_no_copy_of_the_page_is_kept_because_it_carries_a_token(self, client, db):
        assert "no-store" in client.get(URL)["Cache-Control"]
        assert "no-store" in ask(client)["Cache-Control"]

    def test_without_a_text_it_asks_for_one(self, client, db):
        response = ask(client, "  \r\n ", status=422)

        assert "Paste the text you want to check." in words(response)
        assert "<title>Error:" in response.content.decode()

    def test_a_text_that_is_too_long_comes_back_with_its_length(self, client, db):
        response = ask(client, "cells " * 4000, status=422)

        assert "The text has 23,999 characters. The most that fits is 20,000." in words(response)
        assert "cells " * 4000 in response.content.decode()

    def test_line_ends_count_as_one_character(self, client, db):
        ask(client, "a\r\n" * (LONGEST // 2))

    def test_what_is_no_prose_is_given_back(self, client, db):
        response = ask(client, "!" * LONGEST, status=422)

        assert "We cannot read this as sentences." in words(response)
        assert "!" * LONGEST in response.content.decode()

    def test_a_form_that_lost_its_token_shows_what_was_pasted(self, db):
        response = Client(enforce_csrf_checks=True).post(URL, {"body": "What I pasted"})

        assert response.status_code == 403
        assert "What I pasted" in words(response)


class TestTheAnswer:
    def test_the_words_are_marked_where_they_stand(self, client, db):
        html = ask(client, "See:\r\nour <b>FDA registered</b> lab & no side effects").content.decode()

        assert 'See:<br>our &lt;b&gt;<mark title="“FDA registered”">FDA registered</mark>&lt;/b&gt; lab &amp; ' in html
        assert '<mark title="Safe, natural, or without side effects">no side effects</mark>' in html

    def test_each_kind_of_claim_stands_there_once_with_all_its_words(self, client, db):
        html = ask(client, "Exosomes. EXOSOMES. Our secretome.").content.decode()

        assert html.count('id="claim-') == 2, "the claim and its name"
        assert "<mark>Exosomes</mark> · <mark>secretome</mark>" in html
        assert "We found 1 kind of claim" in html

    def test_many_wordings_are_counted_not_all_shown(self, client, db):
        html = words(ask(client, " and ".join(f"${number}00" for number in range(1, 10))))

        assert "$600 and 3 more" in html

    def test_it_tells_what_the_words_say_and_what_they_do_not_mean(self, client, library):
        page = words(ask(client))

        assert "FDA registered laboratory It says: A firm or a place stands on a list of the FDA" in page
        assert "What it does not mean: It does not mean that anybody has judged the product." in page
        assert "That cells are your own does not mean that no approval is needed." in page

    def test_it_leads_to_the_explainer_and_the_register_row_behind_it(self, client, library):
        html = ask(client, "Exosomes for your skin").content.decode()

        assert '<a href="/articles/exosomes-and-psoriasis/">' in html
        assert '<a href="/status/#exosomes-psoriasis">Exosomes</a>' in html
        assert "Not approved for psoriasis (US)" in html

    def test_an_explainer_that_is_not_published_is_not_linked(self, client, db):
        make_explainer("About exosomes", slug="exosomes-and-psoriasis", status="draft")

        assert "About exosomes" not in words(ask(client, "Exosomes"))

    def test_every_number_leads_to_a_source_on_the_page(self, client, library):
        html = ask(client).content.decode()

        assert {number for number in re.findall(r'href="#ref-(\d+)"', html)} == set(re.findall(r'id="ref-(\d+)"', html))
        assert not re.search(r"\[[A-Z]\d+", html)

    def test_questions_and_where_to_report_follow(self, client, library):
        page = words(ask(client))

        assert "May I see the FDA's letter?" in page.replace("&#x27;", "'")
        assert "MedWatch" in page
        assert page.index("have not checked them:") < page.index("reportfraud.ftc.gov")

    def test_nothing_found_is_no_good_sign(self, client, db):
        page = words(ask(client, "The weather is fine today."))

        assert "We found no phrase we know That does not mean that the offer is good, honest or legal." in page
        assert "Questions to ask before you pay" in page

    @pytest.mark.parametrize(
        "text",
        [
            "Наша клиника лечит псориаз клетками пуповины, курс три капельницы. Пишите нам сегодня!",
            "Kök hücre tedavisi ile sedef hastalığı için bir çözüm var, hemen arayın.",
            "Nous soignons le psoriasis avec des cellules souches, écrivez-nous dès aujourd'hui.",
        ],
    )
    def test_a_language_that_is_not_read_is_said_so_and_gets_the_general_questions(self, client, db, text):
        page = words(ask(client, text))

        assert "We do not read the language of this text" in page
        assert "We found no phrase we know" not in page
        assert "Questions to ask before you pay" in page

    def test_what_is_known_in_such_a_text_is_told_all_the_same(self, client, db):
        page = words(ask(client, "Лечим псориаз клетками пуповины, пишите в WhatsApp, цена $4,900"))

        assert "We do not read the language of this text" in page
        assert "$4,900" in page
        assert "We found 2 kinds of claims" in page

    @pytest.mark.parametrize("text", [ADVERT, "Stammzellen gegen Psoriasis, jetzt Termin buchen.", "The weather is fine."])
    def test_of_a_language_that_is_read_nothing_is_said(self, client, db, text):
        assert "the language of this text" not in words(ask(client, text))

    def test_without_a_treatment_it_says_what_it_is_about(self, client, db):
        about = "What we say here is about offers of these."

        assert about in words(ask(client, "20% off your new sofa"))
        assert about not in words(ask(client, "20% off exosomes"))

    def test_what_was_typed_stays_in_the_form(self, client, db):
        assert "The weather is fine.</textarea>" in ask(client, "The weather is fine.").content.decode()

    @pytest.mark.parametrize("text", ["Exosomes", ADVERT + " PRP, SVF, FDA approved, Florida law, clinically proven"])
    def test_it_asks_the_database_four_questions_whatever_it_finds(self, client, library, text, max_queries):
        with max_queries(4):
            ask(client, text)


class TestTheProviderList:
    @pytest.fixture
    def listed(self, site_admin, editor):
        return Provider.objects.create(
            name="Acme Regen",
            domains=["acme-regen.example"],
            evidence="A court's record of 3 May 2024.",
            evidence_date="2024-05-03",
            added_by=editor,
            approved_by=site_admin,
            review_by="2099-01-01",
        )

    def test_a_listed_seller_comes_with_the_public_record(self, client, listed):
        for text in ("Write to ACME Regen.", "Look at www.acme-regen.example today."):
            assert "A court&#x27;s record of 3 May 2024." in ask(client, text).content.decode()

    def test_others_records_are_not_shown(self, client, listed):
        listed.pk, listed.name, listed.evidence, listed.domains = None, "Ajax Cells", "Another record.", []
        listed.save()

        assert "Another record." not in words(ask(client, "Acme Regen"))

    def test_an_entry_that_nobody_approved_is_not_named(self, client, listed):
        Provider.objects.update(approved_by=None)

        assert "our list" not in words(ask(client, "Acme Regen"))


class TestNothingIsStored:
    def test_no_table_grows(self, client, member, library):
        client.force_login(member)

        def rows():
            return {model: list(model.objects.values_list("pk", flat=True)) for model in apps.get_models()}

        before, session = rows(), dict(client.session)
        ask(client)

        assert rows() == before
        assert dict(client.session) == session

    def test_a_visitor_gets_no_session(self, client, db):
        ask(client)

        assert set(client.cookies) == {"csrftoken"}
        assert not Session.objects.exists()

    def test_no_log_tells_it(self, client, db, caplog):
        with caplog.at_level(logging.DEBUG):
            ask(client)
            ask(client, "", status=422)
            ask(client, "!" * LONGEST, status=422)

        assert "goodbye" not in caplog.text

    def test_a_report_of_an_error_leaves_it_out(self, client, db, monkeypatch, mailoutbox, settings):
        settings.ADMINS = [("Ada", "ada@mail.example")]

        def broken(text, providers):
            raise RuntimeError("broken")

        monkeypatch.setattr("register.check.phrases", broken)
        client.raise_request_exception = False
        logger = logging.getLogger("django.request")
        handler = AdminEmailHandler()
        logger.addHandler(handler)
        try:
            ask(client, "A secret offer", status=500)
        finally:
            logger.removeHandler(handler)

        assert "RuntimeError" in mailoutbox[0].body
        assert "A secret offer" not in mailoutbox[0].body


class TestLimits:
    @pytest.fixture(autouse=True)
    def counted(self, settings):
        cache.clear()
        settings.LIMITS = {
            "check": {"member": "2/d", "address": "3/d"}, "explained": {"member": "9/d", "address": "9/d"},
            "page": {}, "preview": {}, "post": {},
        }  # fmt: skip
        yield
        cache.clear()

    def test_somebody_who_checks_too_often_waits_and_keeps_the_text(self, client, db):
        for _time in range(3):
            ask(client)
        response = ask(client, "What I pasted", status=429)

        assert "What I pasted" in words(response)
        assert response["Retry-After"]
        ask(client, REMOTE_ADDR="192.0.2.9")

    def test_a_member_is_counted_wherever_they_are(self, client, member):
        client.force_login(member)
        ask(client, REMOTE_ADDR="192.0.2.1")
        ask(client, REMOTE_ADDR="192.0.2.2")

        ask(client, REMOTE_ADDR="192.0.2.3", status=429)

    def test_a_form_that_comes_back_costs_nothing(self, client, db):
        for _time in range(5):
            ask(client, "", status=422)

        ask(client)

    def test_checks_count_among_the_hints_that_the_screen_hears_of(self, client, member, topic, monkeypatch):
        heard = []
        screen = screening.screen
        monkeypatch.setattr(
            screening, "screen", lambda *a, **given: heard.append(given["context"].hinted_lately) or screen(*a, **given)
        )
        client.force_login(member)
        ask(client)
        ask(client)
        client.post(f"/threads/{topic.thread_id}/answer/", {"body": "It helped me a little.", "act": "preview"})

        assert heard == [2]

    def test_hints_and_checks_are_added_up(self, rf, db):
        request = rf.get("/")
        limits.spend(request, "explained")
        limits.spend(request, "check")

        assert limits.recent_hints(request) == 2


@pytest.mark.parametrize("path", ["/", "/help/", "/status/", "/articles/check-a-clinic-before-you-pay/", "/glossary/"])
def test_readers_are_led_there(client, library, path):
    assert 'href="/check/"' in client.get(path).content.decode()


def test_the_longest_text_is_read_quickly(library):
    text = (ADVERT + "\n") * 100
    check(text[:LONGEST])

    def once():
        start = time.process_time()
        check(text[:LONGEST])
        return time.process_time() - start

    assert min(once() for _ in range(5)) < QUICK
