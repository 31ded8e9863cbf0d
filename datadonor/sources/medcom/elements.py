"""Reading the elements of CDA: namespaces, codes, ids, times.

Shapes are those of HL7 CDA R2 and its data types. Must not know what a document means.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from lxml import etree

from datadonor.records.sample import Basis, ZoneKnown
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.times import Moment, bounded, moment_from_local

CDA: Final = "{urn:hl7-org:v3}"
SDTC: Final = "{urn:hl7-org:sdtc}"
LOINC: Final = "2.16.840.1.113883.6.1"

_XSI_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
_MOST_CODES: Final = 20
"""Of one element, translations included. Source: our choice; four are met."""

_TIME: Final = re.compile(
    r"([0-9]{8})(?:([0-9]{2})([0-9]{2})?(?:([0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?)?)?"
    r"(?:(Z)|([+-])([0-9]{2}):?([0-9]{2})?)?"
)
_MS: Final = timedelta(milliseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Coded(NamedTuple):
    """A code and the OID, or another name, of its system."""

    code: str
    system: str


class Identity(NamedTuple):
    """An instance identifier: an OID, and mostly a text under it."""

    root: str
    extension: str


class Span(NamedTuple):
    """From when, and how long in milliseconds."""

    start: Moment
    duration_ms: int


def child(element: etree._Element, path: str) -> etree._Element | None:
    """Return the first element on a path of local names, such as ``a/b``, or nothing."""
    return element.find(_path(path))


def children(element: etree._Element, path: str) -> list[etree._Element]:
    """Return all elements on a path of local names, in the order of the document."""
    return element.findall(_path(path))


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute without spaces around it; empty if there is none."""
    return "" if element is None else (element.get(name) or "").strip()


def text_of(element: etree._Element | None) -> str:
    """Return all text within an element, runs of spaces made one."""
    if element is None:
        return ""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value_type(element: etree._Element) -> str:
    """Return the data type that a value says it has (``PQ``), without prefix."""
    return (element.get(_XSI_TYPE) or "").rpartition(":")[2].strip()


def has_template(element: etree._Element, *roots: str) -> bool:
    """Whether an element says that it follows one of some templates."""
    return any(attribute(each, "root") in roots for each in children(element, "templateId"))


def codes_of(element: etree._Element | None) -> list[Coded]:
    """Return the codes of a coded value: its own, and its translations."""
    if element is None:
        return []
    found = []
    for each in element.iter(element.tag, CDA + "translation"):
        if code := attribute(each, "code"):
            found.append(Coded(code, attribute(each, "codeSystem")))
        if len(found) == _MOST_CODES:
            break
    return found


def is_coded(element: etree._Element | None, code: str, system: str = LOINC) -> bool:
    """Whether a code, or a translation of it, is this one."""
    return Coded(code, system) in codes_of(element)


def ids_of(element: etree._Element, path: str = "id") -> Iterator[Identity]:
    """Yield the identifiers of an element that are there."""
    for each in children(element, path):
        identity = Identity(attribute(each, "root"), attribute(each, "extension"))
        if any(identity):
            yield identity


def status_of(element: etree._Element) -> str:
    """Return the status in small letters; documents vary in that."""
    return attribute(child(element, "statusCode"), "code").lower()


def span_of(time: etree._Element | None, zone: ZoneInfo) -> Span | None:
    """Read a point in time or an interval; nothing if it says none.

    Raises:
        RowUnreadable: It is no time, outside 1900-2099, or ends before it begins.
    """
    if time is None:
        return None
    said = attribute(time, "value")
    low = said or attribute(child(time, "low"), "value")
    high = attribute(child(time, "high"), "value")
    if not low:
        low = attribute(child(time, "center"), "value") or high
    if not low:
        return None
    start = moment_of(low, zone)
    duration = moment_of(high, zone).ms - start.ms if high and not said else 0
    if duration < 0:
        raise RowUnreadable(Fault.TIME_ABSURD)
    return Span(start, duration)


def moment_of(text: str, zone: ZoneInfo) -> Moment:
    """Read a time such as ``20240131081500.5+0100``; at least the day must be there.

    Seconds, their fraction and the offset may be missing. Without offset it is local
    time in ``zone``. Source: HL7 V3 data types, TS.

    Raises:
        RowUnreadable: It is no time, or outside 1900-2099.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    day, hour, minute, second, fraction, utc, sign, offset_hours, offset_minutes = match.groups()
    clock = f"{day}{hour or '00'}{minute or '00'}{second or '00'}{(fraction or '0'):0<6}"
    try:
        local = datetime.strptime(clock, "%Y%m%d%H%M%S%f")  # noqa: DTZ007 - its offset follows
        if utc:
            return Moment(_milliseconds(local.replace(tzinfo=UTC)), Basis(ZoneKnown.UTC))
        if sign is None:
            return moment_from_local(local, zone)
        minutes = int(offset_hours) * 60 + int(offset_minutes or 0)
        minutes = -minutes if sign == "-" else minutes
        read = local.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    except (ValueError, OverflowError):
        raise RowUnreadable(Fault.TIME_UNREADABLE) from None
    return Moment(_milliseconds(read), Basis(ZoneKnown.OFFSET, minutes))


def iso_time(moment: Moment) -> str:
    """Write a moment as FHIR does: to the second, in its own offset if that is known."""
    zone = timezone(timedelta(minutes=moment.basis.offset_minutes or 0))
    local = (_EPOCH + timedelta(milliseconds=moment.ms)).astimezone(zone)
    text = local.isoformat(timespec="seconds")
    return text.replace("+00:00", "Z") if moment.basis.known is ZoneKnown.UTC else text


def _milliseconds(read: datetime) -> int:
    return bounded((read - _EPOCH) // _MS)


def _path(path: str) -> str:
    return "/".join(CDA + name for name in path.split("/"))
