"""Which clinical document a file is, told from its first bytes.

A MedCom profile's own template decides, then the document's code, then the
international template: early documents carry a placeholder for a code. Names of files
decide nothing. Source: MedCom's profiles for PHMR-DK 1.3 and 2.1 and QRD-DK 1.3.
"""

from enum import StrEnum
from typing import Final

from datadonor.sources.medcom.elements import CDA, LOINC
from datadonor.sources.xml_tree import Opening, openings


class Kind(StrEnum):
    """What a clinical document can be to us."""

    PHMR = "phmr"
    QRD = "qrd"
    APPLE_COPY = "apple_copy"  # what Apple Health writes beside its export
    OTHER = "other"


PHMR_CODE: Final = "53576-5"
QRD_CODE: Final = "74465-6"

_DANISH: Final = {
    "1.2.208.184.11.1": Kind.PHMR,
    "2.16.840.1.113883.3.4208.11.1": Kind.PHMR,  # the drafts of 2013 and 2014
    "1.2.208.184.13.1": Kind.QRD,
    "1.2.208.184.13.1.1.1": Kind.QRD,
    "1.2.208.184.12.1": Kind.OTHER,  # the form itself
    "1.2.208.184.12.1.1.1": Kind.OTHER,
    "1.2.208.184.14.1": Kind.OTHER,  # an appointment
    "1.2.208.184.15.1": Kind.OTHER,  # a care plan
    "1.2.208.184.16.1": Kind.OTHER,  # master data, with the numbers of relatives
}
_CODES: Final = {PHMR_CODE: Kind.PHMR, QRD_CODE: Kind.QRD}
_INTERNATIONAL: Final = {
    "2.16.840.1.113883.10.20.9": Kind.PHMR,
    "2.16.840.1.113883.10.20.33": Kind.QRD,
}
_APPLE_ID: Final = "Health Export CDA"
_APPLE_TITLE: Final = "Health Data Export"
_CHILD: Final = 2


def kind_of(head: bytes) -> Kind | None:
    """Return which clinical document begins so, or nothing if it is none."""
    if b"ClinicalDocument" not in head.replace(b"\0", b""):  # UTF-16 has a zero in each
        return None
    first = list(openings(head))
    if not first or first[0].name != CDA + "ClinicalDocument":
        return None
    children = [each for each in first if each.depth == _CHILD]
    if _is_apple_copy(children):
        return Kind.APPLE_COPY
    templates = [
        each.attributes.get("root", "") for each in children if each.name == CDA + "templateId"
    ]
    code = next((each for each in children if each.name == CDA + "code"), None)
    is_loinc = code is not None and code.attributes.get("codeSystem") == LOINC
    said = code.attributes.get("code", "") if code is not None and is_loinc else ""
    claims = (
        *(_DANISH.get(template) for template in templates),
        _CODES.get(said),
        *(_INTERNATIONAL.get(template) for template in templates),
    )
    return next((claim for claim in claims if claim), Kind.OTHER)


def _is_apple_copy(children: list[Opening]) -> bool:
    return any(
        (each.name == CDA + "id" and each.attributes.get("extension") == _APPLE_ID)
        or (each.name == CDA + "title" and each.text == _APPLE_TITLE)
        for each in children
    )
