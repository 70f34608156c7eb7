"""Register rows as readers see them: the status box of an explainer and the status page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Entry

Status = Entry.Status
PSORIASIS = "psoriasis"

# What a box says first. Of rows that differ, the one whose status stands first here.
HEADLINES = {
    Status.APPROVED: gettext_lazy("Approved for psoriasis"),
    Status.NOT_APPROVED: gettext_lazy("Not approved for psoriasis"),
    Status.IN_TRIALS: gettext_lazy("In trials for psoriasis"),
    Status.APPROVED_OTHER: gettext_lazy("Approved for another illness"),
    Status.NONE_FOUND: gettext_lazy("No approval for psoriasis found"),
}


@dataclass(frozen=True)
class Answer:
    """One answer to "approved?" for the places that share it. as_of is None where nothing was verified."""

    places: str
    says: str
    as_of: date | None
    overdue: bool


@dataclass(frozen=True)
class Product:
    """All rows of one product for one illness."""

    key: str
    name: str
    indication: str
    url: str
    answers: list[Answer]
    entries: list[Entry]

    @property
    def is_for_psoriasis(self) -> bool:
        return self.indication == PSORIASIS


@dataclass(frozen=True)
class StatusBox:
    """headline and places: what the box says first, as "Not approved for psoriasis" and "US"."""

    status: str
    headline: str
    places: str
    for_psoriasis: list[Product]
    for_others: list[Product]
    url: str


def products(entries: Iterable[Entry]) -> list[Product]:
    """Rows grouped by key, in the order in which their keys come."""
    by_key: dict[str, list[Entry]] = {}
    for entry in entries:
        by_key.setdefault(entry.key, []).append(entry)
    return [_product(rows) for rows in by_key.values()]


def status_box(keys: list[str], entries: Iterable[Entry]) -> StatusBox | None:
    """The box of an explainer that names these register keys; None when the register has no such row."""
    rows = sorted((entry for entry in entries if entry.key in keys), key=lambda entry: keys.index(entry.key))
    found = products(rows)
    if not found:
        return None
    about = [product for product in found if product.is_for_psoriasis]
    leading = [entry for product in (about or found)[:1] for entry in product.entries]
    status = Status(min((entry.status for entry in leading), key=list(HEADLINES).index))
    shown = status
    if status == Status.APPROVED and not about:
        # Approved, but not for what this page's readers have.
        shown = Status.APPROVED_OTHER
    return StatusBox(
        status=shown,
        headline=str(HEADLINES[shown]),
        places=", ".join(entry.jurisdiction for entry in leading if entry.status == status),
        for_psoriasis=about,
        for_others=[product for product in found if not product.is_for_psoriasis],
        url=found[0].url,
    )


def _product(rows: list[Entry]) -> Product:
    first = rows[0]
    rows = sorted(rows, key=lambda entry: Entry.Jurisdiction.values.index(entry.jurisdiction))
    return Product(first.key, first.product, first.indication, first.get_absolute_url(), _answers(rows), rows)


def _answers(rows: list[Entry]) -> list[Answer]:
    by_words: dict[tuple[str, date | None], list[Entry]] = {}
    for entry in rows:
        by_words.setdefault((_says(entry), entry.stands_as_of), []).append(entry)
    return [
        Answer(", ".join(entry.jurisdiction for entry in same), says, as_of, any(entry.is_overdue for entry in same))
        for (says, as_of), same in by_words.items()
    ]


def _says(entry: Entry) -> str:
    """No more than the row carries: what is not verified says so."""
    words = {
        Status.APPROVED: _("yes"),
        Status.NOT_APPROVED: _("no"),
        Status.IN_TRIALS: _("in trials"),
        Status.APPROVED_OTHER: _("approved for another illness"),
        Status.NONE_FOUND: _("no approval found"),
    }[Status(entry.status)]
    return words if entry.verified else _("%(status)s, not yet verified") % {"status": words}
