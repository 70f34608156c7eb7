"""Who searches: what they may find, and whom they do not meet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

from members.visitor import met_as

from . import facts
from .hooks import unheard_by

EVERYONE, MEMBERS = "everyone", "members"


@dataclass(frozen=True)
class Reader:
    """member: the id of somebody signed in. ask_unheard: for voices this member shall not meet; asked when needed."""

    member: int | None = None
    ask_unheard: Callable[[], frozenset[str]] = frozenset

    @classmethod
    def of(cls, user) -> "Reader":
        member = met_as(user)
        return cls(user.pk, partial(unheard_by, member)) if member else cls()

    @cached_property
    def unheard(self) -> frozenset[str]:
        return self.ask_unheard()

    @property
    def audiences(self) -> tuple[str, ...]:
        return (EVERYONE, MEMBERS) if self.member else (EVERYONE,)

    @property
    def without_facts(self) -> tuple[str, ...]:
        return tuple(facts.voice(name) for name in sorted(self.unheard))

    def may_find(self, document) -> bool:
        """For a document that was found before, and perhaps by somebody else."""
        # Explainers have no voices, and then nobody needs to be asked.
        voices = {fact for fact in document.facts.split() if facts.is_voice(fact)}
        return document.audience in self.audiences and not (voices and voices & set(self.without_facts))


VISITOR = Reader()
