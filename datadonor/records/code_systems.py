"""Systems of codes: the names that LOINC, NPU and the others go by in files.

FHIR names a system by URI, CDA by OID. Must not know which codes there are.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class CodeSystem(StrEnum):
    """A system of codes for types, and the names that it goes by in files."""

    LOINC = "loinc"
    NPU = "npu"
    MCS = "mcs"
    SNOMED = "snomed"
    MDC = "mdc"

    @property
    def uri(self) -> str:
        """The system's name in FHIR."""
        return _URIS[self]

    @property
    def oids(self) -> tuple[str, ...]:
        """The system's names in CDA. The first is the one in force."""
        return _OIDS[self]


_URIS: Final = {
    CodeSystem.LOINC: "http://loinc.org",
    CodeSystem.NPU: "urn:oid:1.2.208.176.2.1",
    CodeSystem.MCS: "urn:oid:1.2.208.184.100.8",
    CodeSystem.SNOMED: "http://snomed.info/sct",
    CodeSystem.MDC: "urn:iso:std:iso:11073:10101",
}
_OIDS: Final = {
    CodeSystem.LOINC: ("2.16.840.1.113883.6.1",),
    # The second stands in Danish home monitoring documents of 2013 and 2014.
    CodeSystem.NPU: ("1.2.208.176.2.1", "2.16.840.1.113883.3.4208.100.1"),
    CodeSystem.MCS: ("1.2.208.184.100.8",),
    CodeSystem.SNOMED: ("2.16.840.1.113883.6.96",),
    CodeSystem.MDC: ("2.16.840.1.113883.6.24",),
}
_OTHER_NAMES: Final = {
    "http://npu-terminology.org": CodeSystem.NPU,
    "http://medcomfhir.dk/ig/xdsmetadata/CodeSystem/MedCom-xds-analysis-codes-CS": CodeSystem.MCS,
    "http://medcomfhir.dk/ig/terminology/CodeSystem/medcom-observation-codes": CodeSystem.MCS,
}
_SYSTEMS: Final = (
    {uri: system for system, uri in _URIS.items()}
    | {oid: system for system, oids in _OIDS.items() for oid in oids}
    | _OTHER_NAMES
)


def code_system(uri_or_oid: str) -> CodeSystem | None:
    """Return the system that a URI, an OID or ``urn:oid:`` with an OID names, or nothing."""
    name = uri_or_oid.strip().rstrip("/")
    return _SYSTEMS.get(name) or _SYSTEMS.get(name.removeprefix("urn:oid:"))


class Code(NamedTuple):
    """One code in its system."""

    system: CodeSystem
    code: str
