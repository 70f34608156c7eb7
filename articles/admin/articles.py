"""Writing explainers."""

from csp.constants import NONCE
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from js_asset import Media
from simple_history.admin import SimpleHistoryAdmin

from .. import actions
from ..forms import ArticleForm
from ..models import Article
from ..publishing import remarks
from ..views import page_context
from .history import HistoryWithChanges

REMARKS_SHOWN = 10
# The one inline style of prose-editor 0.28. After an upgrade the browser's console names the new one.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


class ReviewFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("never", _("not yet medically reviewed")), ("overdue", _("due for review"))]

    def queryset(self, request: HttpRequest, queryset):
        if self.value() == "never":
            return queryset.filter(reviewer=None)
        if self.value() == "overdue":
            return queryset.filter(review_due__lt=timezone.localdate())
        return queryset


@admin.register(Article)
class ArticleAdmin(HistoryWithChanges, SimpleHistoryAdmin):
    form = ArticleForm
    list_display = ["title", "theme", "status", "evidence_label", "reviewed_on", "review_due", "overdue"]
    list_filter = ["status", "theme", ReviewFilter]
    list_select_related = True
    search_fields = ["title", "slug", "summary"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["evidence_label", "published_at", "updated_at"]
    actions = None
    fieldsets = [
        (None, {"fields": ["title", "slug", "theme", "order", "summary"]}),
        (
            _("Text"),
            {
                "description": _("Answer first. Each claim carries the key of its reference, for example [R4]."),
                "fields": ["in_short", "body", "questions"],
            },
        ),
        (_("Treatments and evidence"), {"fields": ["register_keys", "evidence_label"]}),
        (
            _("Who answers for it"),
            {
                "description": _("Without a medical reviewer the page says that it has not been reviewed."),
                "fields": ["author", "reviewer", "reviewed_on", "review_due"],
            },
        ),
        (
            _("Publishing"),
            {
                "description": _(
                    "To be published it needs a summary, three lines in short, a text whose references are all in the "
                    "list, and a day by which it is reviewed again. It must not say how to reach a listed provider."
                ),
                "fields": ["status", "change_reason", "published_at", "updated_at", "based_on"],
            },
        ),
    ]

    class Media:
        js = ["back_office/editor.js"]

    @admin.display(description=_("evidence"))
    def evidence_label(self, article: Article) -> str:
        return article.get_evidence_display() or "–"

    @admin.display(description=_("due for review"), boolean=True)
    def overdue(self, article: Article) -> bool:
        return article.is_review_overdue

    def view_on_site(self, article: Article) -> str:
        if article.is_readable:
            return article.get_absolute_url()
        return reverse("admin:articles_article_preview", args=[article.pk])

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or actions.can_be_discarded(obj))

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        actions.discard(obj)

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        obj._history_user = request.user
        actions.store(obj, why=form.cleaned_data["change_reason"])
        for remark in remarks(obj)[:REMARKS_SHOWN]:
            messages.warning(request, remark)

    def get_urls(self) -> list:
        preview = path("<int:pk>/preview/", self.admin_site.admin_view(self.preview), name="articles_article_preview")
        return [preview, *super().get_urls()]

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page as readers would get it, for those who may see drafts."""
        article = Article.objects.select_related("author", "reviewer").filter(pk=pk).first()
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return render(request, "articles/preview.html", page_context(request, article))

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs) -> HttpResponse:
        _give_nonce(request, context)
        return _allow_editor(super().render_change_form(request, context, *args, **kwargs))

    def render_history_view(self, request: HttpRequest, template: str, context: dict, **kwargs) -> HttpResponse:
        if "media" not in context:
            return super().render_history_view(request, template, context, **kwargs)
        _give_nonce(request, context)
        return _allow_editor(super().render_history_view(request, template, context, **kwargs))


def _give_nonce(request: HttpRequest, context: dict) -> None:
    """The editor's import map is an inline script."""
    context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))


def _allow_editor(response: HttpResponse) -> HttpResponse:
    """Widen the policy of this one page; all others go without inline script and style."""
    response._csp_update = {"script-src": [NONCE], "style-src": [EDITOR_STYLE]}
    return response
