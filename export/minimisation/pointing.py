"""How a resource points at others: at records that are sent, questions, and public forms."""

import re
from typing import Final

from export.minimisation.around import Around, Json, is_kept, pointed_at

QUESTIONNAIRES: Final = ("http://loinc.org/q/", "http://medcomfhir.dk/", "http://hl7.org/fhir/")
"""Beginnings of the addresses of forms that are public, and not one clinic's. Our choice."""

_ADDRESS_END: Final = re.compile(r"[A-Za-z0-9._|/-]{1,100}", re.ASCII)
_LINK: Final = re.compile(r"/?[A-Za-z0-9][A-Za-z0-9._/-]{0,63}", re.ASCII)
_MANY_DIGITS: Final = re.compile(r"[0-9]{6}")


def reference(value: object, told: str, path: str, around: Around) -> Json | None:
    """Return a Reference to something that is sent too, by the id under which it is."""
    place = value.get("reference") if isinstance(value, dict) else None
    found = pointed_at(place)
    target = None if found is None else around.keys.target(*found)
    if target is None or target[0] not in told.split("|"):
        around.watch.drop(path, value, "reference_dropped")
        return None
    sent = {"reference": "/".join(target)}
    around.watch.keep(path, value, sent["reference"], "ids_rekeyed")
    return sent


def link(value: object, _told: str, path: str, around: Around) -> str | None:
    """Return a question's number in its form, unless it could be a number of a person."""
    told = value if isinstance(value, str) and _LINK.fullmatch(value) else ""
    is_told = bool(told) and _MANY_DIGITS.search(told) is None
    return told if is_kept(is_told, value, path, around) else None


def canonical(value: object, _told: str, path: str, around: Around) -> str | None:
    """Return the address of a public form."""
    told = value if isinstance(value, str) else ""
    start = next((each for each in QUESTIONNAIRES if told.startswith(each)), None)
    is_public = (
        start is not None
        and _ADDRESS_END.fullmatch(told.removeprefix(start)) is not None
        and _MANY_DIGITS.search(told) is None
    )
    return told if is_kept(is_public, value, path, around) else None
