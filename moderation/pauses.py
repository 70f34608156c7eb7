"""What somebody reads whose writing is paused: until when, why, and where to object."""

from dataclasses import dataclass
from datetime import datetime

from .actions.appeals import may_appeal
from .models import Decision, Sanction


@dataclass(frozen=True)
class Pause:
    """decision: what it came with, and where its reasons stand; None where nobody wrote any down."""

    until: datetime
    decision: Decision | None = None

    @property
    def may_appeal(self) -> bool:
        return self.decision is not None and may_appeal(self.decision)


def pause_of(member) -> Pause | None:
    """The suspension in force that ends last. Asks the database for suspended members only."""
    if not member.is_authenticated or not member.is_suspended:
        return None
    rows = Sanction.objects.in_force().suspensions().filter(member=member)
    last = rows.select_related("decision__appeal").order_by("-expires_at").first()
    return Pause(member.suspended_until, last.decision if last else None)
