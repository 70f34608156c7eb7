"""What a run did, and what was wrong afterwards."""

from collections import Counter
from dataclasses import dataclass, field

FAULTS_SHOWN = 30


@dataclass
class Findings:
    """did: how often each thing was done. faults: one line for each thing that was lost, stored twice or half done."""

    did: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def expect(self, right: bool, fault: str) -> None:
        if not right:
            self.faults.append(fault)

    def expect_equal(self, what: str, found: object, expected: object) -> None:
        self.expect(found == expected, f"{what}: {found!r} instead of {expected!r}")

    def as_text(self) -> str:
        lines = [f"{number:10,} {what}" for what, number in self.did.items()]
        lines.append(f"{len(self.faults):10,} lost, twice or half done" + (":" if self.faults else ""))
        lines += [f"           {fault}" for fault in self.faults[:FAULTS_SHOWN]]
        if len(self.faults) > FAULTS_SHOWN:
            lines.append(f"           and {len(self.faults) - FAULTS_SHOWN:,} more")
        return "\n".join(lines)
