"""The log of decisions: append-only, each entry sealed with the one before it."""

import hashlib
import json
import secrets

from django.db import connection, models, transaction
from django.utils import timezone

# Any number, the same in every process: whoever appends holds this lock on PostgreSQL until commit.
CHAIN_LOCK = 0x6D795053
FIRST_DIGEST = "0" * 64


def _digest(*parts: str) -> str:
    # JSON, so that ("ab", "c") and ("a", "bc") never give the same digest.
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class AuditEntryQuerySet(models.QuerySet):
    def append(self, act: str, *, actor=None, case=None, subject=None, subject_id=None, details: dict) -> "AuditEntry":
        """Write one entry at the end of the chain. Must run inside the transaction of what it records."""
        if not connection.in_atomic_block:
            raise transaction.TransactionManagementError("An audit entry belongs to the transaction of its act.")
        if connection.vendor == "postgresql":
            # SQLite's writers already wait for each other (BEGIN IMMEDIATE).
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
        last = self.order_by("-pk").values_list("digest", flat=True).first()
        salt = secrets.token_hex(16)
        text = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
        entry = self.model(
            at=timezone.now(),
            act=act,
            actor_id=actor.pk if actor else None,
            case_id=case.pk if case else None,
            subject_type=subject._meta.label_lower if subject is not None else "",
            subject_id=subject.pk if subject is not None else subject_id,
            detail_digest=_digest(salt, text),
            previous_digest=last or FIRST_DIGEST,
        )
        entry.digest = entry.computed_digest()
        entry.save(force_insert=True)
        AuditDetail.objects.create(entry_id=entry.pk, salt=salt, text=text)
        return entry

    def erase_details(self, *, subject=None, because: str) -> int:
        """Erase what these entries tell beside who did what when; a new entry says which. Returns how many there were.

        Must run inside the transaction of what it belongs to.
        """
        told = self.exclude(act=AuditEntry.Act.DETAIL_ERASED).values_list("pk", flat=True)
        numbers = list(AuditDetail.objects.filter(pk__in=told).order_by("pk").values_list("pk", flat=True))
        if numbers:
            AuditDetail.objects.filter(pk__in=numbers).delete()
            details = {"entries": numbers, "because": because}
            self.model.objects.append(AuditEntry.Act.DETAIL_ERASED, subject=subject, details=details)
        return len(numbers)


class AuditEntry(models.Model):
    """One act, with ids instead of foreign keys: it outlives the member, the text and the case."""

    class Act(models.TextChoices):
        HELD = "held"
        FLAGGED = "flagged"
        REPORTED = "reported"
        RELEASED = "released"
        KEPT = "kept"
        CARDED = "released-with-card"
        MASKED = "masked"
        RETURNED = "returned"
        REMOVED = "removed"
        UNDONE = "undone"
        AGREED = "agreed"
        SUSPENDED = "suspended"
        SUSPENSION_LIFTED = "suspension-lifted"
        TAKEN_OVER = "taken-over"
        ESCALATED = "escalated"
        APPEALED = "appealed"
        APPEAL_WITHDRAWN = "appeal-withdrawn"
        APPEAL_UPHELD = "appeal-upheld"
        APPEAL_OVERTURNED = "appeal-overturned"
        ALERT_CLOSED = "alert-closed"
        RULE_DEMOTED = "rule-demoted"
        RULE_RESTORED = "rule-restored"
        AUTHOR_SHOWN = "author-shown"
        EXPIRED = "expired"
        LOOKED = "looked"
        POLICY_CHANGED = "policy-changed"
        PROVIDER_CHANGED = "provider-changed"
        TEMPLATE_CHANGED = "template-changed"
        PLACES_CHANGED = "places-changed"
        ACCOUNT_CHANGED = "account-changed"
        TOPIC_CHANGED = "topic-changed"
        NEWSLETTER_SENT = "newsletter-sent"
        DETAIL_ERASED = "detail-erased"

    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=30, choices=Act.choices)
    actor_id = models.PositiveBigIntegerField(null=True, db_index=True)
    case_id = models.PositiveBigIntegerField(null=True, db_index=True)
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True)
    detail_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject"),
            models.Index(fields=["case_id"], name="audit_case"),
            models.Index(fields=["act", "-id"], name="audit_act"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    def computed_digest(self) -> str:
        return _digest(
            self.previous_digest,
            self.at.isoformat(timespec="microseconds"),
            self.act,
            str(self.actor_id),
            str(self.case_id),
            self.subject_type,
            str(self.subject_id),
            self.detail_digest,
        )


class AuditDetail(models.Model):
    """Salt and text of an entry, apart from it so that the text can be erased and the chain still holds."""

    entry_id = models.PositiveBigIntegerField(primary_key=True)
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self):
        return f"detail of entry {self.entry_id}"

    def computed_digest(self) -> str:
        return _digest(self.salt, self.text)
