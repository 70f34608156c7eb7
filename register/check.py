"""What an advertisement claims and what that is worth, for the page that answers whoever was sent one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from detector import ProviderEntry
from detector.languages import reads
from detector.phrases import Phrase, phrases
from rendering.articles import marks_in, with_marks

from .claims import CLAIMS, Claim
from .claims.treatments import TREATMENTS
from .models import Entry
from .next_steps import QUESTIONS, REPORTS
from .status import Product, StatusBox, products, status_box

LONGEST = 20_000  # characters, a line end counted as one
WORDS_SHOWN = 6  # different wordings of one kind of claim
LISTED = "listed"
Record = tuple[ProviderEntry, str]


class CheckForm(forms.Form):
    """The text is called body because the pages for limits and for lost tokens give that field back."""

    body = forms.CharField(
        label=_("The advertisement or message"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("Copy the words and paste them here. Nothing you paste is stored."),
    )

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n").replace("\r", "\n").strip()
        if not body:
            raise forms.ValidationError(_g("Paste the text you want to check."))
        if len(body) > LONGEST:
            message = _g("The text has %(length)s characters. The most that fits is %(most)s. Check it in parts.")
            numbers = {"length": len(body), "most": LONGEST}
            raise forms.ValidationError(
                message % {name: number_format(number, force_grouping=True) for name, number in numbers.items()}
            )
        return body


@dataclass(frozen=True)
class Found:
    """One kind of claim that stands in the text. `more` wordings of it are not among `words`."""

    claim: Claim
    words: list[str]
    more: int
    means: list[SafeString]
    not_means: list[SafeString]
    rows: list[Product]


@dataclass(frozen=True)
class Result:
    """spans: (start, end, name of the claim). numbers: those of the cited references. records: of listed sellers.

    is_read: whether the text is in a language whose words are known.
    """

    text: str
    is_read: bool
    spans: list[tuple[int, int, str]]
    found: list[Found]
    records: list[str]
    status: StatusBox | None
    questions: list[SafeString]
    reports: list[SafeString]
    numbers: dict[str, int]

    @property
    def names_treatment(self) -> bool:
        return any(found.claim in TREATMENTS for found in self.found)


def check(text: str) -> Result:
    """Raises detector.sentences.Unreadable for a text that is no prose."""
    listed: list[Record] = import_string(settings.PUBLIC_RECORDS)()
    said = phrases(text, tuple(entry for entry, _record in listed))
    by_code: dict[str, list[str]] = {}
    for phrase in said:
        by_code.setdefault(phrase.code, []).append(phrase.text)
    claims = [claim for code, claim in CLAIMS.items() if code in by_code]
    numbers = _numbers(claims)
    entries = list(Entry.objects.filter(key__in={key for claim in claims for key in claim.rows}))
    return Result(
        text=text,
        is_read=reads(text),
        spans=[(phrase.start, phrase.end, str(CLAIMS[phrase.code].name)) for phrase in said],
        found=[_found(claim, by_code[claim.code], numbers, products(entries)) for claim in claims],
        records=_records(said, listed),
        status=status_box([key for claim in claims if claim in TREATMENTS for key in claim.rows], entries),
        questions=_marked(QUESTIONS, numbers),
        reports=_marked(REPORTS, numbers),
        numbers=numbers,
    )


def _numbers(claims: Iterable[Claim]) -> dict[str, int]:
    """Keys of references in the order in which the page cites them."""
    lines = [line for claim in claims for line in claim.sentences]
    keys = dict.fromkeys(key for line in (*lines, *QUESTIONS, *REPORTS) for key in marks_in(str(line)))
    return {key: number for number, key in enumerate(keys, start=1)}


def _found(claim: Claim, texts: list[str], numbers: dict[str, int], registered: list[Product]) -> Found:
    wordings: dict[str, str] = {}
    for text in texts:
        words = " ".join(text.split())
        wordings.setdefault(words.casefold(), words)
    return Found(
        claim=claim,
        words=list(wordings.values())[:WORDS_SHOWN],
        more=max(0, len(wordings) - WORDS_SHOWN),
        means=_marked(claim.means, numbers),
        not_means=_marked(claim.not_means, numbers),
        rows=[product for product in registered if product.key in claim.rows],
    )


def _marked(lines: Iterable[str], numbers: dict[str, int]) -> list[SafeString]:
    return [with_marks(str(line), numbers) for line in lines]


def _records(said: Iterable[Phrase], listed: list[Record]) -> list[str]:
    """The public records of those whose name, address or number the text has."""
    names = {phrase.text for phrase in said if phrase.code == LISTED}
    return [
        record
        for entry, record in listed
        if any(part.code == LISTED for name in names for part in phrases(name, (entry,)))
    ]
