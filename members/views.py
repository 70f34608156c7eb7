"""Joining, the account page, public profiles."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from django.conf import settings as site_settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from . import actions, blocks, limits
from .access import member_required
from .adapter import MailFailed
from .forms import CodeForm, JoinForm, SettingsForm
from .forms.fields import taken
from .joining import Joining
from .models import Block, Member
from .second_factor import AFTER_ENROLLING, way_to_prove

RESEND = "resend"


@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """The same questions for everybody; who has an account already gets a sign-in code instead."""
    if request.user.is_authenticated:
        return redirect(_after_joining(request))
    joining = Joining.current(request)
    if request.method != "POST":
        return _join_page(request, _join_form(joining))
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _join_page(request, form)
    try:
        joining = Joining.begin(request, email=form.cleaned_data["email"], username=form.cleaned_data["username"])
    except MailFailed:
        form.add_error(None, _("The mail with your code could not be sent. Please try again in a minute or two."))
        return _join_page(request, form, status=503)
    return _finish(joining) if joining.is_proven else redirect("members:join_code")


@never_cache
def join_code(request: HttpRequest) -> HttpResponse:
    """Takes the code, for a new account and an old one alike."""
    if request.user.is_authenticated:
        return redirect(_after_joining(request))
    joining = Joining.current(request)
    if joining is None:
        return redirect("members:join")
    if request.method != "POST":
        return _code_page(request, joining, CodeForm())
    if request.POST.get("act") == RESEND:
        joining.send_code()
        return redirect(f"{request.path}?{urlencode({'sent': 'again'})}")
    form = CodeForm(request.POST)
    if form.is_valid():
        problem = joining.problem_with(form.cleaned_data["code"])
        if not problem:
            return _finish(joining)
        form.add_error("code", problem)
    return _code_page(request, joining, form)


@member_required
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    """Account, security, and what others see."""
    # The form writes into the row it is given; the page's header goes on showing the stored name.
    member = Member.objects.get(pk=request.user.pk)
    form = SettingsForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid() and _save(request, form):
        messages.success(request, _("Your changes are saved."))
        return redirect("members:settings")
    kinds = list(request.user.authenticator_set.values_list("type", flat=True))
    context = {"form": form, "passkeys": kinds.count("webauthn"), "has_app": "totp" in kinds, "has_codes": bool(kinds)}
    return render(request, "members/settings.html", context, status=422 if form.errors else 200)


@require_safe
def profile(request: HttpRequest, username: str) -> HttpResponse:
    """What everybody may see of a member. A name in other letters leads to the one address."""
    member = get_object_or_404(Member.objects.filter(is_active=True).named_like(username))
    reader = request.user
    if reader.is_authenticated and Block.objects.keep_apart(reader, member):
        raise Http404  # before the redirect, which would tell that there is somebody
    if member.username != username:
        return redirect(member, permanent=False)
    mine = Block.objects.filter(member=reader, other=member).first() if reader.is_authenticated else None
    context = {"member": member, "avoided": mine, "can_block": not blocks.works_at_desk(member)}
    return render(request, "members/profile.html", context)


@member_required
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Staff who have no second factor yet: why they need one, and how to get it."""
    next_url = get_next_redirect_url(request) or reverse("members:settings")
    if url := way_to_prove(request.user, next_url):
        return redirect(url)
    request.session[AFTER_ENROLLING] = next_url
    return render(request, "members/second_factor.html")


def _join_form(joining: Joining | None) -> JoinForm:
    if joining is None:
        return JoinForm()
    typed = {"email": joining.email, "username": joining.username}
    if joining.is_proven:
        # The code was right and the name was gone: everything else stands, boxes included.
        return JoinForm(typed | {"consent": "on", "sixteen": "on"})
    return JoinForm(initial=typed)


def _join_page(request: HttpRequest, form: JoinForm, *, status: int = 0) -> HttpResponse:
    context = {
        "form": form,
        "next": get_next_redirect_url(request),
        "has_pending_text": site_settings.PENDING_COOKIE in request.COOKIES,
    }
    return render(request, "members/join.html", context, status=status or (422 if form.errors else 200))


def _code_page(request: HttpRequest, joining: Joining, form: CodeForm) -> HttpResponse:
    context = {
        "form": form,
        "email": joining.email,
        "minutes": site_settings.CODE_VALID_FOR // 60,
        "sent_again": "sent" in request.GET and not form.is_bound,
    }
    return render(request, "members/join_code.html", context, status=422 if form.errors else 200)


def _finish(joining: Joining) -> HttpResponse:
    try:
        return joining.finish()
    except actions.NameTaken:
        # The form asks for another name; the address stays proven.
        return redirect("members:join")


def _after_joining(request: HttpRequest) -> str:
    return get_next_redirect_url(request) or get_adapter(request).get_login_redirect_url(request)


def _save(request: HttpRequest, form: SettingsForm) -> bool:
    member = form.instance
    try:
        if "username" in form.changed_data:
            limits.spend(request, "rename")
            actions.rename(member, form.cleaned_data["username"])
    except actions.NameTaken:
        form.add_error("username", taken())
        return False
    member.save(update_fields=[name for name in form.fields if name != "username"])
    return True


@require_POST
@member_required
def visit(request: HttpRequest) -> HttpResponse:
    """Sent by pages that say what is new: the member is here."""
    actions.visit(request.user)
    return HttpResponse(status=204)
