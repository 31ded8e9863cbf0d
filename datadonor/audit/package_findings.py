"""What an auditor's package is found to be: each finding with its rank and its evidence.

The words stand in the catalogue (``audit_package.CODE``). A finding names places in the
log, digests and ids of the registry, and never a value from a person's data.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final, NamedTuple

from datadonor.errors import ExitCode
from datadonor.texts import Fact, Language, text


class Rank(IntEnum):
    """How much a finding weighs, the heaviest first."""

    TAMPERED = 0  # something is not what was written or signed
    WRONG = 1  # it is whole, and shows something that should not have been
    NOTE = 2  # something that an auditor should know of

    @property
    def exit_code(self) -> ExitCode:
        """How a command ends that finds it."""
        return _EXITS[self]


_EXITS: Final = {
    Rank.TAMPERED: ExitCode.TAMPERED,
    Rank.WRONG: ExitCode.NO,
    Rank.NOTE: ExitCode.YES,
}

_WRONG: Final = frozenset(
    {
        "ANSWER_NOT_KEPT", "ANSWER_UNCHECKED", "CLOCK_CONTRADICTED", "CONSENT_BACKDATED",
        "DECIDED_WITHOUT_RIGHT", "DOCUMENT_NOT_KEPT", "MANIFEST_WRONG", "OPENING_NOT_KEPT",
        "REGISTRY_NOT_KEPT", "RELEASE_NOT_APPROVED", "RELEASE_OUTSIDE_CONSENT",
    }
)  # fmt: skip
_NOTES: Final = frozenset(
    {
        "DECISION_WITHHELD", "DELETION_NOT_PROVEN", "EVENTS_ERASED", "EVENTS_HIDDEN",
        "EVENTS_LOST", "REGISTRY_ABSENT", "REGISTRY_LATER", "REQUEST_NOT_PUBLISHED",
        "TIMESTAMP_NOT_KEPT", "TIMESTAMP_UNCHECKED",
    }
)  # fmt: skip


class PackageFinding(NamedTuple):
    """One thing that was found.

    Attributes:
        code: What it is.
        where: The evidence: a place in the log, a file of the package.
        facts: What the sentence names. ``step`` is ``sealed`` where nothing is known to have
            left yet: the sentence says so.
    """

    code: str
    where: str
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def rank(self) -> Rank:
        """How much it weighs. What is not known to weigh less is tampering."""
        if self.code in _NOTES:
            return Rank.NOTE
        return Rank.WRONG if self.code in _WRONG else Rank.TAMPERED

    def sentence(self, language: Language) -> str:
        """Say it in words."""
        facts: dict[str, Fact] = {"where": self.where, **dict(self.facts)}
        if "reason" in facts:
            facts["why"] = text(f"audit_package.reason.{facts['reason']}", language)
        form = "packed." if self.is_packed_only else ""
        return text(f"audit_package.{form}{self.code}", language, **facts)

    @property
    def is_packed_only(self) -> bool:
        """Whether it is about a bundle that was sealed, which need not have left."""
        return ("step", "sealed") in self.facts


def finding(code: str, where: str | int, **facts: Fact) -> PackageFinding:
    """Return a finding; a number for ``where`` is a place in the log."""
    place = f"event {where}" if isinstance(where, int) else where
    return PackageFinding(code, place, tuple(facts.items()))


def ranked(findings: Iterable[PackageFinding]) -> list[PackageFinding]:
    """Return findings with the heaviest first, each once; otherwise as they were found."""
    return sorted(dict.fromkeys(findings), key=lambda each: each.rank)


def verdict(findings: Iterable[PackageFinding]) -> ExitCode:
    """Return how a command ends that found these."""
    return min((each.rank for each in findings), default=Rank.NOTE).exit_code
