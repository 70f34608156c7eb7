"""The demo's mail page: on the demo settings only, and for this machine only."""

import pytest
from django.core.mail import EmailMessage
from django.urls import NoReverseMatch, include, path, reverse

from mypsoriasis import demo_mail
from mypsoriasis.urls import urlpatterns as site_urls

urlpatterns = [*site_urls, path("demo/mail/", include(demo_mail))]


@pytest.fixture
def demo(settings, tmp_path):
    settings.ROOT_URLCONF = __name__
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path


def test_the_newest_mail_comes_first_with_its_code_and_its_links(demo, client):
    EmailMessage("First", "Hello", to=["marie@mail.example"]).send()
    EmailMessage("Second", "Your code:\n\n123456\n\nhttp://localhost:8000/posts/7/", to=["jon@mail.example"]).send()

    page = client.get("/demo/mail/").content.decode()
    assert page.index("Second") < page.index("First")
    assert "<strong data-code>123456</strong>" in page
    assert 'href="http://localhost:8000/posts/7/"' in page
    assert "jon@mail.example" in page


def test_what_a_member_wrote_into_a_mail_is_shown_as_text(demo, client):
    EmailMessage("Report", "<script>alert(1)</script>", to=["pat@mail.example"]).send()
    page = client.get("/demo/mail/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_without_mail_the_page_says_where_codes_come_from(demo, client):
    assert "No mail yet." in client.get("/demo/mail/").content.decode()


def test_no_cache_keeps_the_page(demo, client):
    assert client.get("/demo/mail/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "seen_as", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}], ids=["another machine", "a proxy"]
)
def test_other_machines_find_no_such_page(demo, client, seen_as):
    assert client.get("/demo/mail/", **seen_as).status_code == 404


def test_outside_the_demo_there_is_no_such_address(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("demo_mail")
    assert client.get("/demo/mail/").status_code == 404
