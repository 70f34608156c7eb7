"""What goes into a screen and what comes out of it: plain data, JSON-able."""

from dataclasses import asdict, dataclass, field

PASSING = ("rule", "providers")  # fields of an assessment that are not stored with it
OUTCOMES = ("publish", "card", "flag", "hold")


@dataclass(frozen=True)
class ProviderEntry:
    """One row of the provider list. `entry_id` is the caller's own key."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    entry_id: str = ""


@dataclass(frozen=True)
class Context:
    """What the screen knows besides the text.

    standing: "new", "member" or "trusted".  hinted_lately: texts of this member that the hint marked
    in the last day.  previous: the public text before an edit, title and body joined by a newline.
    """

    standing: str = "new"
    published_posts: int = 0
    account_days: int = 0
    hinted_lately: int = 0
    providers: tuple[ProviderEntry, ...] = ()
    previous: str = ""


@dataclass(frozen=True)
class Reason:
    """Words that count against the text: `text == field[start:end]`, in code points of the original."""

    field: str
    start: int
    end: int
    code: str
    text: str
    weight: float


@dataclass(frozen=True)
class Concern:
    """A worry about a person, independent of the outcome. kind: "crisis" or "harm"."""

    kind: str
    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Assessment:
    """The detector's judgement of one text.

    clears: the smallest change that lets the text appear: words to leave out, each with the reason it stands for.
    cleared: the outcome without them, once more hinted; "nothing" where all of the text would have to go; "" where no
    change was found or looked for.
    failed: the name of the detector's own error; the text was then not judged at all.
    rule: the certain rule that decided, or "model"; empty when the text is not flagged.
    providers: entry_ids of the listed providers that the text names, whatever it says of them.
    """

    outcome: str
    score: float
    act: str
    reasons: tuple[Reason, ...] = ()
    concerns: tuple[Concern, ...] = ()
    version: str = ""
    clears: tuple[Reason, ...] = ()
    cleared: str = ""
    failed: str = ""
    rule: str = field(default="", compare=False)
    providers: tuple[str, ...] = field(default=(), compare=False)

    @property
    def flagged(self) -> bool:
        return self.outcome in ("flag", "hold")

    def to_dict(self) -> dict:
        """To be stored. Without what is only asked at the moment of the screen."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if name not in PASSING
        }

    @classmethod
    def from_dict(cls, data: dict) -> "Assessment":
        reasons = tuple(Reason(**row) for row in data["reasons"])
        # Older ones name codes, of reasons whose words were all to be left out.
        older = [reason for reason in reasons if reason.code in data["clears"]]
        return cls(
            **{
                **data,
                "reasons": reasons,
                "concerns": tuple(Concern(**row) for row in data["concerns"]),
                "clears": tuple(older or (Reason(**row) for row in data["clears"])),
                "cleared": data.get("cleared", "publish" if older else ""),
            }
        )
