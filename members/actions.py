"""Joining, and proving an address."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from .models import SAME_VISIT, TERMS_VERSION, FormerName, Member

ONE_LOOK = timedelta(minutes=1)  # within it nothing is written again


class NameTaken(Exception):
    """Somebody took the name, or one that looks like it, between the form and the code."""


def join(*, username: str, email: str, agreed_at: datetime, language: str) -> Member:
    """Make the account of somebody who has proved the address, or return the one it has meanwhile.

    Raises NameTaken. The database decides: of two who ask for one name at once, one is refused.
    """
    try:
        with transaction.atomic():
            member = Member.objects.create_user(
                username, email, agreed_at=agreed_at, agreed_terms=TERMS_VERSION, language=language
            )
            EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
            _refuse_former_name_of_others(member)
    except IntegrityError as error:
        if existing := Member.objects.with_email(email):
            return existing
        raise NameTaken(username) from error
    return member


def know_address(member: Member) -> None:
    """Give an account made by hand, in the admin or on the command line, the row that allauth confirms."""
    if member.email and not member.emailaddress_set.exists():
        EmailAddress.objects.create(user=member, email=member.email, primary=True)


def confirm_address(member: Member, email: str) -> None:
    """The member typed the code that was mailed there."""
    address, _ = EmailAddress.objects.get_or_create(user=member, email=Member.objects.normalize_email(email))
    address.set_verified()
    address.set_as_primary(conditional=True)


def visit(member: Member) -> None:
    """The member is here. After half an hour away it is a new visit, and the end of the one before is kept."""
    now = timezone.now()
    me = Member.objects.filter(pk=member.pk)
    returned = me.filter(visited_at__lt=now - SAME_VISIT)
    if not returned.update(visited_before_at=F("visited_at"), visited_at=now):
        me.filter(Q(visited_at=None) | Q(visited_at__lt=now - ONE_LOOK)).update(visited_at=now)


def rename(member: Member, username: str) -> None:
    """The old name stays kept from others. Raises NameTaken."""
    stored = Member.objects.filter(pk=member.pk)
    member.username = username
    try:
        with transaction.atomic():
            old_key = stored.select_for_update().values_list("username_key", flat=True).get()
            member.save(update_fields=["username", "username_key"])
            _refuse_former_name_of_others(member)
            if old_key != member.username_key:
                FormerName.objects.get_or_create(key=old_key, defaults={"member": member})
    except IntegrityError as error:
        raise NameTaken(username) from error


def _refuse_former_name_of_others(member: Member) -> None:
    """Asked after the name is written: somebody who gives it up at this moment had to finish first."""
    if FormerName.objects.filter(key=member.username_key).exclude(member=member).exists():
        raise NameTaken(member.username)
