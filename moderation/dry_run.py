"""What a version of the policy would have made of the last 90 days, and what moderators have said of the same texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from detector import Assessment

from .access import public_ones
from .actions.desk import AGAINST_THE_TEXT
from .models import AuditEntry, Decision, Moderated, Policy, Status
from .screening import assess_again

OVER = timedelta(days=90)
MOST_TEXTS = 5000  # read in one dry run, the newest ones: an admin waits for it
BATCH = 200
READABLE = (Status.PUBLISHED, Status.HELD, Status.RETURNED, Status.REMOVED)


@dataclass(frozen=True)
class Hit:
    """A text that would be flagged or held. decided: what moderators last said of this version: for, against or nothing."""

    subject: Moderated
    assessment: Assessment
    decided: str

    @property
    def is_wrong_hold(self) -> bool:
        return self.assessment.outcome == "hold" and self.decided == "for"

    @property
    def is_new(self) -> bool:
        """The screen let this very text pass when it was sent."""
        return self.subject.outcome in ("publish", "card")


@dataclass
class DryRun:
    """read: texts. cut: there were more. missed: texts that moderators decided against and that would pass."""

    read: int = 0
    cut: bool = False
    missed: int = 0
    hits: list[Hit] = field(default_factory=list)

    @property
    def held(self) -> int:
        return sum(hit.assessment.outcome == "hold" for hit in self.hits)

    @property
    def overlap(self) -> int:
        """Of the hits, those that a moderator has decided against."""
        return sum(hit.decided == "against" for hit in self.hits)

    @property
    def wrong_holds(self) -> int:
        return sum(hit.is_wrong_hold for hit in self.hits)

    @property
    def new(self) -> int:
        return sum(hit.is_new for hit in self.hits)

    def worst_first(self) -> list[Hit]:
        """Would-be wrong holds, then other hits that a moderator let stand, then the surest."""
        return sorted(self.hits, key=lambda hit: (not hit.is_wrong_hold, hit.decided != "for", -hit.assessment.score))


def of(policy: Policy) -> DryRun:
    """Reads texts and changes nothing."""
    run = DryRun()
    for subject, decided in _texts():
        if run.read == MOST_TEXTS:
            run.cut = True
            break
        run.read += 1
        assessment = assess_again(subject, rules=policy.rules)
        if assessment.flagged:
            run.hits.append(Hit(subject, assessment, decided))
        else:
            run.missed += decided == "against"
    return run


def look(run: DryRun, *, policy: Policy, by) -> None:
    """Its page quotes texts that are hidden: that look is an audit entry, like each at the desk."""
    quoted = [hit.subject for hit in run.hits]
    public = public_ones(quoted)
    if hidden := [subject for subject in quoted if subject not in public]:
        details = {"dry run": policy.number, "texts": [f"{one._meta.label_lower}:{one.pk}" for one in hidden]}
        with transaction.atomic():
            AuditEntry.objects.append(AuditEntry.Act.LOOKED, actor=by, subject=policy, details=details)


def _texts() -> Iterator[tuple[Moderated, str]]:
    """Newest first within each kind, with what moderators decided about the version that stands there."""
    since = timezone.now() - OVER
    for kind in Moderated.__subclasses__():
        rows = kind._base_manager.filter(status__in=READABLE, created_at__gte=since).order_by("-pk")
        first_pk = None
        while batch := list((rows.filter(pk__lt=first_pk) if first_pk else rows).select_related("author")[:BATCH]):
            decided = _decided(kind, batch)
            yield from ((subject, decided.get((subject.pk, subject.version), "")) for subject in batch)
            first_pk = batch[-1].pk


def _decided(kind: type[Moderated], batch: list[Moderated]) -> dict[tuple[int, int], str]:
    content_type = ContentType.objects.get_for_model(kind)
    standing = Decision.objects.standing().filter(content_type=content_type, object_id__in=[one.pk for one in batch])
    last = standing.order_by("pk").values_list("object_id", "version", "act")
    return {(pk, version): "against" if act in AGAINST_THE_TEXT else "for" for pk, version, act in last}
