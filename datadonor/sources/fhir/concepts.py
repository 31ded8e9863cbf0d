"""Codes: what a CodeableConcept, a Coding or a plain code says, and in whose words."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from datadonor.records.code_systems import CodeSystem, code_system
from datadonor.records.types import SampleType, type_of_code
from datadonor.sources.fhir.paths import Tree, parts, text, tidy

_ORDER: Final = (
    CodeSystem.LOINC,
    CodeSystem.NPU,
    CodeSystem.MCS,
    CodeSystem.MDC,
    CodeSystem.SNOMED,
)
"""Whom to believe first where one concept has codes of several: the most exact. Our choice."""


class Coding(NamedTuple):
    """One code; ``system`` is a URI, or empty where the sender names none."""

    system: str
    code: str
    display: str | None = None

    def __str__(self) -> str:
        """Return it as documents keep it."""
        return f"{self.system}|{self.code}"


class Concept(NamedTuple):
    """What something is: codes that mean the same, and the words for it."""

    codings: tuple[Coding, ...] = ()
    words: str | None = None

    @property
    def title(self) -> str | None:
        """What a person would call it: the sender's own words, else those of a code."""
        return tidy(self.words) or next(
            (title for each in self.codings if (title := tidy(each.display))), None
        )

    @property
    def code(self) -> str | None:
        """The code to find it by: one that is known here, else the first."""
        known = self.sample_type
        for each in self.codings:
            if known is not None and _type_of(each) is known:
                return str(each)
        return str(self.codings[0]) if self.codings else None

    @property
    def sample_type(self) -> SampleType | None:
        """The type of sample it means, or nothing."""
        found: dict[CodeSystem, SampleType] = {}
        for each in self.codings:
            if (known := _type_of(each)) and (system := code_system(each.system)):
                found.setdefault(system, known)
        return next((found[system] for system in _ORDER if system in found), None)

    def has(self, system: CodeSystem, *codes: str) -> bool:
        """Whether one of its codes is one of these."""
        return any(
            each.code in codes and code_system(each.system) is system for each in self.codings
        )


def concept(value: Any) -> Concept:  # noqa: ANN401 - whatever a sender put there
    """Read a CodeableConcept, a Coding, or words that stand alone."""
    if isinstance(value, str):
        return Concept(words=value)
    if not isinstance(value, dict):
        return Concept()
    tree: Tree = value
    codings = parts(tree, "coding") if "coding" in tree else [tree]
    return Concept(tuple(_codings(codings)), text(tree, "text"))


def _codings(found: list[Tree]) -> Iterator[Coding]:
    for each in found:
        if code := text(each, "code"):
            yield Coding(text(each, "system") or "", code, text(each, "display"))


def _type_of(coding: Coding) -> SampleType | None:
    system = code_system(coding.system)
    return None if system is None else type_of_code(system, coding.code)
