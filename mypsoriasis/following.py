"""Following topics, boards, tags, members and explainers: which keys there are, and who may follow what."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from discussion.models import Thread
from forum.models import Board, Tag
from members import limits
from members.access import member_required, place_of
from members.models import Block, Member
from notifications import follows

ARTICLES = "articles"
ACTS = {"follow": follows.follow, "mute": follows.mute, "unfollow": follows.unfollow}


@dataclass(frozen=True)
class Followable:
    """Something with a name that is followed, as the page of follows lists it."""

    what: str
    kind: str
    name: str
    url: str
    muted: bool = False


@require_POST
@member_required
def follow(request: HttpRequest) -> HttpResponse:
    """Follow, mute or stop. Of what the member may not see, nothing can be followed."""
    limits.spend(request, "follow", member=request.user)
    what, act = request.POST.get("what", ""), request.POST.get("act", "")
    if act not in ACTS or not (act == "unfollow" or _may_follow(request.user, what)):
        raise Http404
    ACTS[act](request.user, what)
    if not request.htmx:
        return redirect(place_of(request))
    context = {
        "what": what,
        "state": follows.state(request.user, what),
        "kind": what.partition(":")[0],
        "told": request.POST.get("told", "")[:200],
    }
    return render(request, "notifications/_follow.html", context)


@require_safe
@member_required
@never_cache
def following(request: HttpRequest) -> HttpResponse:
    """All that the member follows or muted, to look through and stop."""
    mine = follows.followed(request.user)
    rows = [*_named(request.user, mine.chosen, muted=False), *_named(request.user, mine.muted, muted=True)]
    return render(request, "notifications/following.html", {"rows": rows})


def _may_follow(member, what: str) -> bool:
    if what == ARTICLES:
        return True
    kind, _sep, number = what.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 18) or what != f"{kind}:{int(number)}":
        return False
    candidates = _candidates(member).get(kind)
    return candidates is not None and candidates.filter(pk=int(number)).exists()


def _candidates(member) -> dict:
    """What this member may follow, by kind."""
    others = Member.objects.filter(is_active=True).exclude(pk=member.pk)
    met = others.exclude(pk__in=_not_met(member))
    return {"thread": Thread.objects.open_to(member), "board": Board.objects, "tag": Tag.objects, "member": met}


def _not_met(member) -> set[int]:
    pairs = Block.objects.between(member).values_list("member_id", "other_id")
    return {pk for pair in pairs for pk in pair} - {member.pk}


def _named(member, chosen, *, muted: bool) -> list[Followable]:
    rows = []
    candidates = _candidates(member)
    for kind, numbers in chosen.items():
        if kind == ARTICLES:
            rows.append(Followable(ARTICLES, kind, _("New articles"), "/articles/", muted))
        elif kind in candidates:
            rows += _rows(kind, candidates[kind].filter(pk__in=numbers), muted)
    return rows


def _rows(kind: str, found, muted: bool) -> list[Followable]:
    if kind == "thread":
        threads = found.prefetch_related("owner")
        named = [(thread.pk, thread.owner.thread_title, thread.owner.get_absolute_url()) for thread in threads]
    else:
        named = [(row.pk, str(row), row.get_absolute_url()) for row in found.all()]
    return [Followable(follows.key(kind, pk), kind, name, url, muted) for pk, name, url in named]
