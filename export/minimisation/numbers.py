"""How numbers are sent: few digits, a known unit in UCUM, and no age of the very old.

Source of the shapes: FHIR R4 §2.24 (Quantity, Range, Ratio, Age).
"""

import math
from typing import Final, TypeGuard

from datadonor.records.units import canonical_unit
from export.minimisation.around import ALLOWED, Around, Json, is_kept, rule_of, two_of
from export.minimisation.codes import word_lists
from export.minimisation.dates import OLDEST_TOLD

UCUM: Final = "http://unitsofmeasure.org"
_UCUM_NAMES: Final = frozenset({UCUM, "urn:oid:2.16.840.1.113883.6.8"})

MOST: Final = 100_000_000
"""From here on numbers are dropped: eight digits, while a CPR number has ten. Our choice."""

DIGITS: Final = 8
"""Significant digits of a number that is sent."""

_PARTS: Final = frozenset({"value", "unit", "system", "code", "comparator"})
_TOO_LONG: Final = "number_rounded"
_YEARS: Final = {"a": 1, "mo": 12, "wk": 52, "d": 365, "h": 8760, "min": 525_600}


def boolean(value: object, _told: str, path: str, around: Around) -> bool | None:
    """Return yes or no."""
    told = value if isinstance(value, bool) else None
    return told if is_kept(told is not None, value, path, around) else None


def integer(value: object, _told: str, path: str, around: Around) -> int | None:
    """Return a whole number of at most eight digits."""
    told = value if isinstance(value, int) and not isinstance(value, bool) else None
    is_told = told is not None and abs(told) < MOST
    return told if is_kept(is_told, value, path, around) else None


def positive(value: object, told: str, path: str, around: Around) -> int | None:
    """Return a whole number from 1."""
    sent = integer(value, told, path, around)
    return sent if sent is not None and sent > 0 else None


def decimal(value: object, _told: str, path: str, around: Around) -> int | float | None:
    """Return a number of at most eight significant digits."""
    sent = _number(value)
    if sent is None:
        around.watch.drop(path, value, _TOO_LONG if _is_number(value) else ALLOWED)
    else:
        around.watch.keep(path, value, sent, *([] if sent == value else [_TOO_LONG]))
    return sent


def quantity(value: object, _told: str, path: str, around: Around) -> Json | None:
    """Return a Quantity: the number, its comparator, and its unit in UCUM.

    A number with a unit that is not known, or a comparator that is not, is not sent: it
    would be read for another.
    """
    if not isinstance(value, dict):
        around.watch.drop(path, value, ALLOWED)
        return None
    for name, rest in value.items():
        if name not in _PARTS:
            around.watch.drop(f"{path}.{name}", rest, rule_of(name, rest))
    number, unit, comparator = _number(value.get("value")), _unit(value), value.get("comparator")
    is_compared = comparator is None or _is_comparator(comparator)
    if number is None or unit is None or not is_compared:
        is_unit = number is not None and unit is None
        around.watch.drop(path, value, "unit_unknown_dropped" if is_unit else _TOO_LONG)
        return None
    sent: Json = {"value": number}
    sent |= {"comparator": comparator} if comparator is not None else {}
    sent |= {"system": UCUM, "code": unit} if unit else {}
    around.watch.keep(path, value, sent, *([] if number == value["value"] else [_TOO_LONG]))
    return sent


def _is_comparator(value: object) -> bool:
    return isinstance(value, str) and value in word_lists()["comparator"]


def _unit(value: Json) -> str | None:
    """Return the unit in UCUM; an empty text if it has none, nothing if it is not known."""
    code, said, system = value.get("code"), value.get("unit"), value.get("system")
    if code is None and said is None:
        return ""
    tries = [code] if system in _UCUM_NAMES or system is None else []
    for each in [*tries, said]:
        if not isinstance(each, str):
            continue
        if each in word_lists()["time_unit"] and each is code:
            return each
        if known := canonical_unit(each):
            return known
    return None


def age(value: object, told: str, path: str, around: Around) -> Json | None:
    """Return an age, if it is not of the very old."""
    sent = quantity(value, told, path, around)
    if sent is None:
        return None
    years = _YEARS.get(sent.get("code", ""))
    if years is None or sent["value"] >= OLDEST_TOLD * years or sent["value"] <= 0:
        around.watch.drop(path, value, "age_dropped")
        return None
    return sent


def span(value: object, _told: str, path: str, around: Around) -> Json | None:
    """Return a Range: its bounds that may leave."""
    return two_of(value, ("low", "high"), path, around, _bound) or None


def _bound(value: object, path: str, around: Around) -> Json | None:
    sent = quantity(value, "", path, around)
    # A bound is a SimpleQuantity, which is compared with nothing.
    return None if sent is None or "comparator" in sent else sent


def ratio(value: object, told: str, path: str, around: Around) -> Json | None:
    """Return a Ratio, if both its sides may leave (FHIR R4, rat-1)."""
    sides = ("numerator", "denominator")
    sent = two_of(value, sides, path, around, lambda one, at, by: quantity(one, told, at, by))
    return sent if sent is not None and len(sent) == len(sides) else None


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: object) -> int | float | None:
    if not _is_number(value) or not math.isfinite(value) or abs(value) >= MOST:
        return None
    return value if isinstance(value, int) else float(f"{value:.{DIGITS}g}")
