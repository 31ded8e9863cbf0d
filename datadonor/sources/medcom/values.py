"""What was measured, in one reading: a number with its unit, or a word.

Nothing is converted here, with one exception that the documents force upon us: they
write saturation as ``.92`` with unit ``NA``, as ``0.92`` with ``1`` and as ``92`` with
``%``, so its size says which it is.
"""

import math
import re
from typing import Final, NamedTuple

from lxml import etree

from datadonor.records.types import Code, CodeSystem, SampleType, ValueKind, code_system
from datadonor.records.units import MOST_CHARACTERS
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.medcom.elements import (
    Coded,
    attribute,
    child,
    codes_of,
    text_of,
    value_type,
)

_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]{1,30}(?:[.,][0-9]{0,30})?|[.,][0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?"
)
_METER_TEXT: Final = re.compile(r"([<>]=?)\s*([0-9]{1,9}(?:[.,][0-9]{1,6})?)")
_METER_WORDS: Final = {
    "low": "Low",
    "lo": "Low",
    "lav": "Low",
    "high": "High",
    "hi": "High",
    "høj": "High",
}
_LARGEST: Final = 1e12
"""Nothing that is measured on a person is more, in any unit. Source: our choice."""

_STRIP_WORDS: Final = {
    "neg": "negative",
    "negativ": "negative",
    "negative": "negative",
    "0": "negative",
    "+/-": "trace",
    "spor": "trace",
    "trace": "trace",
    "pos": "positive",
    "positiv": "positive",
    "positive": "positive",
    "+": "plus_1",
    "++": "plus_2",
    "+++": "plus_3",
    "++++": "plus_4",
    **{f"+{step}": f"plus_{step}" for step in range(1, 5)},
    **{f"{step}+": f"plus_{step}" for step in range(1, 5)},
}
"""How urine strips are written in Danish home monitoring."""

_SATURATION: Final = "OxygenSaturation"
_SATURATION_UNITS: Final = frozenset({"", "NA", "1", "%"})
_NUMBERS: Final = frozenset({"PQ", "INT", "REAL", "MO", "CO", ""})
_TEXTS: Final = frozenset({"ST", "ED"})
_CODES: Final = frozenset({"CD", "CE", "CV", "CO", "CS"})
_CURVES: Final = ("SLIST", "GLIST")


class Value(NamedTuple):
    """A number in ``unit`` (the document's text), or a word of the type, or a meter's."""

    number: float | None
    code: str | None
    unit: str | None


def is_curve(value: etree._Element | None) -> bool:
    """Whether a value is a stretch of a curve, and not one reading."""
    return value is not None and value_type(value).startswith(_CURVES)


def unit_of(value: etree._Element | None) -> str | None:
    """Return the text of a value's unit.

    Raises:
        RowUnreadable: It is longer than any unit.
    """
    unit = attribute(value, "unit")
    if len(unit) > MOST_CHARACTERS:
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    return unit or None


def value_of(value: etree._Element | None, kind: SampleType) -> Value:
    """Read what a reading of a type says.

    Raises:
        RowUnreadable: It says nothing, or nothing that this type can hold.
    """
    if value is None:
        raise RowUnreadable(Fault.FIELD_MISSING)
    match kind.value:
        case ValueKind.NUMBER:
            return _numeric(value, kind)
        case ValueKind.CODE:
            return Value(None, _word(value, kind), None)
        case _:
            raise RowUnreadable(Fault.SHAPE_UNKNOWN)


def number_of(text: str) -> float:
    """Read a number with a decimal point or comma, perhaps without digits before it.

    Raises:
        RowUnreadable: It is none, or too large to be measured.
    """
    if not _NUMBER.fullmatch(text):
        raise RowUnreadable(Fault.NUMBER_UNREADABLE)
    number = float(text.replace(",", "."))
    if not math.isfinite(number) or abs(number) > _LARGEST:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return number


def _numeric(value: etree._Element, kind: SampleType) -> Value:
    shape = value_type(value)
    unit = unit_of(value)
    if shape in _NUMBERS and (said := attribute(value, "value")):
        number = number_of(said)
        if kind.id == _SATURATION and (unit or "") in _SATURATION_UNITS:
            unit = "1" if abs(number) <= 1 else "%"
        return Value(number, None, unit)
    if shape.startswith("IVL_"):
        return _beyond(value)
    if shape in _TEXTS:
        return _text(text_of(value))
    if shape in _NUMBERS:
        raise RowUnreadable(Fault.FIELD_MISSING)
    raise RowUnreadable(Fault.SHAPE_UNKNOWN)


def _text(text: str) -> Value:
    if meter := _METER_TEXT.fullmatch(text):
        return Value(None, meter[1] + meter[2].replace(",", "."), None)
    if word := _METER_WORDS.get(text.casefold()):
        return Value(None, word, None)
    return Value(number_of(text), None, None)


def _beyond(interval: etree._Element) -> Value:
    """Read an interval with one end: less than, or more than, a meter can show."""
    low, high = child(interval, "low"), child(interval, "high")
    ends = [(sign, end) for sign, end in ((">", low), ("<", high)) if attribute(end, "value")]
    if len(ends) != 1:
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    sign, end = ends[0]
    said = attribute(end, "value")
    number_of(said)
    is_inclusive = attribute(end, "inclusive").lower() != "false"
    return Value(None, f"{sign}{'=' if is_inclusive else ''}{said[:20]}", unit_of(end))


def _word(value: etree._Element, kind: SampleType) -> str:
    """Return the type's word for a code, a step or a text."""
    shape = value_type(value)
    if shape in _CODES:
        for coded in codes_of(value):
            if word := _word_of_code(coded, kind):
                return word
    said = attribute(value, "value") if shape in _NUMBERS else text_of(value)
    if not said and shape in _CODES:
        said = attribute(value, "displayName")
    key = said.rstrip(".").casefold()
    if key in kind.codes:
        return key
    for word, code in kind.codes.items():
        if key in {code.name.da.casefold(), code.name.en.casefold()}:
            return word
    if key.isascii() and key.isdigit() and len(key) < 4:  # noqa: PLR2004 - steps are few
        word = kind.word_of_number(int(key))
    else:
        word = _STRIP_WORDS.get(key)
    if word is None or word not in kind.codes:
        raise RowUnreadable(Fault.NUMBER_UNREADABLE if said else Fault.FIELD_MISSING)
    return word


def _word_of_code(coded: Coded, kind: SampleType) -> str | None:
    system = code_system(coded.system)
    for word, code in kind.codes.items():
        meanings = {
            Code(CodeSystem.LOINC, code.loinc or ""),
            Code(CodeSystem.SNOMED, code.snomed or ""),
        }
        if system is not None and Code(system, coded.code) in meanings:
            return word
    return None
