"""Who may write, and where an expired session leads."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from members.access import Suspended, may_write, member_required
from members.middleware import AccountPagesMiddleware


@member_required
def view(request):
    return HttpResponse("inside")


def visit(request, user=None):
    request.user = user or AnonymousUser()
    request.htmx = HtmxDetails(request)
    return view(request)


def test_members_get_in(rf, member):
    assert visit(rf.get("/drafts/"), member).content == b"inside"


def test_a_visitor_is_led_to_sign_in_and_back(rf):
    response = visit(rf.get("/drafts/?page=2"))
    assert response["Location"] == "/accounts/login/?next=%2Fdrafts%2F%3Fpage%3D2"


def test_after_a_form_the_way_back_is_the_page_it_stood_on(rf):
    response = visit(rf.post("/posts/7/react/", headers={"Referer": "http://testserver/forum/a/7-b/?page=2"}))
    assert response["Location"] == "/accounts/login/?next=%2Fforum%2Fa%2F7-b%2F%3Fpage%3D2"


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/trap/", "javascript:alert(1)"])
def test_a_form_from_elsewhere_leads_home(rf, referer):
    response = visit(rf.post("/posts/7/react/", headers={"Referer": referer}))
    assert response["Location"] == "/accounts/login/?next=%2F"


def test_htmx_is_told_to_load_the_whole_page(rf):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/forum/a/7-b/"}
    response = visit(rf.post("/posts/7/react/", headers=headers))
    assert response["HX-Redirect"] == "/accounts/login/?next=%2Fforum%2Fa%2F7-b%2F"


def test_members_may_write(member, newcomer):
    may_write(member)
    may_write(newcomer)


def test_a_suspended_member_reads_and_signs_in_but_does_not_write(client, member):
    member.suspended_until = timezone.now() + timedelta(days=3)
    member.save()
    client.force_login(member)
    assert client.get("/settings/").status_code == 200
    with pytest.raises(Suspended) as refused:
        may_write(member)
    assert refused.value.until == member.suspended_until


def test_a_suspension_ends(member):
    member.suspended_until = timezone.now() - timedelta(seconds=1)
    may_write(member)


def test_the_page_says_until_when_and_keeps_the_text(rf, member):
    until = timezone.datetime(2027, 3, 4, tzinfo=timezone.get_default_timezone())
    request = rf.post("/", {"body": "What I wanted to say"})
    request.user = AnonymousUser()
    response = AccountPagesMiddleware(lambda request: None).process_exception(request, Suspended(until))

    assert response.status_code == 403
    page = response.content.decode()
    assert "4 March 2027" in page
    assert "What I wanted to say" in page


def test_the_page_of_a_pause_tells_whom_to_ask_and_promises_no_reasons_that_are_not_there(rf, settings):
    request = rf.post("/")
    request.user = AnonymousUser()
    page = AccountPagesMiddleware(lambda request: None).process_exception(request, Suspended(timezone.now())).text

    assert f"mailto:{settings.CONTACT_ADDRESS}" in page
    assert "If texts of yours were taken down" in page
