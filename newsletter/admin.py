"""Composing and sending. Addresses are shown masked: nobody here needs to write to one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from . import actions, letters
from .models import Delivery, Issue, Subscriber


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin):
    list_display = ["title", "number", "sent_at", "still_to_send"]
    filter_horizontal = ["articles"]
    readonly_fields = ["number", "sent_at", "sent_by"]
    fields = ["title", "introduction", "articles", "number", "sent_at", "sent_by"]
    change_form_template = "newsletter/admin/issue.html"
    actions = None

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("sent_by")

    @admin.display(description=_("still to send"))
    def still_to_send(self, issue: Issue) -> str:
        if issue.sent_at is None:
            return "–"
        return str(issue.deliveries.filter(sent_at=None).count()) + ("" if issue.all_listed else "+")

    def has_change_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        # What was mailed stays what it was.
        return super().has_change_permission(request, obj) and (obj is None or obj.sent_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.sent_at is None)

    def get_urls(self) -> list:
        send = path("<int:pk>/send/", self.admin_site.admin_view(self.send_view), name="newsletter_issue_send")
        return [send, *super().get_urls()]

    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The issue as it will be read, and the button that sends it."""
        issue = get_object_or_404(Issue, pk=pk)
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._send(request, issue)
        articles = issue.readable_articles()
        context = self.admin_site.each_context(request) | {
            "title": _g("Look through and send"),
            "issue": issue,
            "opts": self.opts,
            "articles": articles,
            "subscribers": Subscriber.objects.active().count_who_want(articles),
            "preview": _preview(issue),
        }
        return render(request, "newsletter/admin/send.html", context)

    def _send(self, request: HttpRequest, issue: Issue) -> HttpResponse:
        try:
            actions.send(issue, by=request.user)
            messages.success(request, _g("The issue is on its way. The worker sends it in the background."))
        except actions.AlreadySent:
            messages.error(request, _g("Somebody has sent this issue already."))
        except actions.NothingToSend:
            messages.error(request, _g("None of its articles can be read by everyone. Choose one that is published."))
        return redirect("admin:newsletter_issue_changelist")


def _preview(issue: Issue) -> str:
    """The plain text of the mail, for a subscriber who wants all."""
    example = Delivery(issue=issue, subscriber=Subscriber(pk=0, email="name@example.com"))
    message = letters.for_delivery(example)
    return message.body if message else ""


@admin.register(Subscriber)
class SubscriberAdmin(admin.ModelAdmin):
    list_display = ["masked", "topics", "confirmed_at", "stopped_at", "given_up"]
    list_filter = ["stopped_at"]
    readonly_fields = fields = ["masked", "topics", "confirmed_at", "stopped_at", "given_up"]
    actions = None

    def get_queryset(self, request: HttpRequest):
        lost = Delivery.objects.given_up().filter(subscriber=OuterRef("pk")).order_by()
        count = lost.values("subscriber").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(lost=Subquery(count))

    @admin.display(description=_("mails given up"))
    def given_up(self, subscriber: Subscriber) -> int:
        return subscriber.lost or 0

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Only the owner of an address can subscribe it.
        return False

    def has_change_permission(self, request: HttpRequest, obj: Subscriber | None = None) -> bool:
        return False
