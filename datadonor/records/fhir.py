"""What every FHIR R4 resource of ours is made of: codes, times, quantities, who and by what.

Pure: rows in, plain dictionaries out, ready to be written as JSON. A copy for the person
and a bundle for a study are made of the same pieces; a ``Frame`` says what they have
around each record. Must not know the database, files, or who asks.

Source of the shapes: HL7 FHIR R4 (4.0.1), https://hl7.org/fhir/R4/.
"""

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.records.categories import CategoryId
from datadonor.records.sample import Basis, Context, Flag, Source, ZoneKnown
from datadonor.records.units import Dialect
from datadonor.texts import Language

Resource = dict[str, Any]
"""A resource or a part of one, as FHIR JSON has it."""

BASE: Final = "https://datadonor.example/fhir"
"""Where our own systems of codes and extensions have their names. A reserved name, so
that nobody can be asked there (RFC 2606 §2)."""

UCUM: Final = "http://unitsofmeasure.org"
CATEGORIES: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
METHODS: Final = "urn:oid:1.2.208.184.100.1"
"""MedCom's codes for how a reading came to be."""

SUBJECT: Final = "Patient/me"
"""The one whose data they are: nobody's number."""

MOST_CHARACTERS: Final = 1 << 20
"""A string holds no more than 1 MB (FHIR R4, 2.24.0.1)."""

MOST_WHOLE: Final = 1 << 53
"""Beyond it whole numbers have no place in a JSON reader's floats (RFC 8259 §6)."""

_OBSERVED: Final = {
    "activity": "activity",
    "mobility": "activity",
    "heart": "vital-signs",
    "blood_pressure": "vital-signs",
    "breathing": "vital-signs",
    "temperature": "vital-signs",
    "body": "vital-signs",
    "glucose": "laboratory",
    "laboratory": "laboratory",
    "questionnaires": "survey",
    "mental": "survey",
    "nutrition": "social-history",
}
"""Our category → HL7's, where it has one that says the same."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST_MS: Final = 253_402_300_799_000
"""The last second of the year 9999, after which no date can be written."""

_EARLIEST_MS: Final = -62_135_510_400_000
"""A day into the year 1, so that every offset still leads to a date."""

_MOST_OFFSET: Final = 14 * 60
"""No place on earth is further ahead (FHIR R4, dateTime)."""

_COMPARED: Final = re.compile(r"(<=|>=|<|>)\s*(-?\d{1,15}(?:[.,]\d{1,15})?)", re.ASCII)
_CODE: Final = re.compile(r"[^\s]+(?: [^\s]+)*")


class Frame(NamedTuple):
    """What stands around a record.

    ``device`` is a Reference to what measured; ``origin`` a URI of where the record came
    from; ``tells_origin`` whether the unit and the details of the file are told as well.
    """

    language: Language
    subject: str = SUBJECT
    device: Resource | None = None
    origin: str | None = None
    tells_origin: bool = True


def extension_url(name: str) -> str:
    """Return the name of an extension of ours."""
    return f"{BASE}/StructureDefinition/{name}"


def system_url(name: str) -> str:
    """Return the name of a system of codes of ours."""
    return f"{BASE}/CodeSystem/{name}"


def words(text: str | None) -> str | None:
    """Return a text that a FHIR string can hold, on one line; nothing if none is left."""
    if text is None:
        return None
    return " ".join("".join(each if each.isprintable() else " " for each in text).split()) or None


def own_coding(system: str, code: str) -> list[Resource]:
    """Return a coding of one of our systems; none if a code cannot be written so."""
    written = words(code)
    if written is None or not _CODE.fullmatch(written):
        return []
    return [{"system": system_url(system), "code": written}]


def concept(codings: list[Resource], text: str | None) -> Resource:
    """Return a CodeableConcept, without what is empty."""
    found: Resource = {}
    if codings:
        found["coding"] = codings
    if (said := words(text)) is not None:
        found["text"] = said
    return found or {"text": "?"}


def category_concepts(category_id: CategoryId | None) -> list[Resource]:
    """Return HL7's category of an observation where it has one, and ours."""
    if category_id is None:
        return []
    hl7 = _OBSERVED.get(category_id)
    codings = [] if hl7 is None else [{"system": CATEGORIES, "code": hl7}]
    return [{"coding": [*codings, {"system": system_url("category"), "code": category_id}]}]


def decimal(number: float) -> int | float:
    """Return a number as it is to be written: the fewest digits that read back the same.

    72.0 becomes 72, for a nought behind the point would claim a precision.
    """
    return int(number) if number.is_integer() and abs(number) < MOST_WHOLE else number


def quantity(number: float, unit: str | None, *, is_ucum: bool) -> Resource:
    """Return a Quantity. A unit that is not known to be UCUM is text only.

    Raises:
        ValueError: The number is not finite; FHIR has no word for such.
    """
    if not math.isfinite(number):
        raise ValueError("only finite numbers can be written")
    return {"value": decimal(number), **unit_parts(unit, is_ucum=is_ucum)}


def unit_parts(unit: str | None, *, is_ucum: bool) -> Resource:
    """Return what a Quantity says of its unit."""
    written = words(unit)
    if written is None:
        return {}
    return {"unit": written, **({"system": UCUM, "code": written} if is_ucum else {})}


def compared(code: str) -> tuple[str, float] | None:
    """Return comparator and number of a value such as ``<5``, or nothing."""
    match = _COMPARED.fullmatch(code.strip())
    return None if match is None else (match[1], float(match[2].replace(",", ".")))


def absent(reason: str) -> Resource:
    """Return why there is no value."""
    return {"dataAbsentReason": {"coding": [{"system": ABSENT, "code": reason}]}}


class Clock:
    """Writes times as the clock on the wall showed them, so far as that is known."""

    def __init__(self, basis: Basis) -> None:
        """Begin with what is known of local time."""
        self._offset = basis.offset_minutes
        if self._offset is not None and abs(self._offset) > _MOST_OFFSET:
            self._offset = None
        self._zone = _zone(basis.zone) if basis.offset_minutes is None else None
        self._suffix = "Z" if self._offset is None else _suffix(self._offset)
        self.extension = _basis_extension(basis)

    def text(self, ms: int) -> str:
        """Return a dateTime: to the second, or to the millisecond where there are some.

        Beyond the years that can be written the nearest one stands.
        """
        ms = min(max(ms, _EARLIEST_MS), _LATEST_MS)
        offset, suffix = self._offset or 0, self._suffix
        if self._zone is not None:
            ahead = (_EPOCH + timedelta(milliseconds=ms)).astimezone(self._zone).utcoffset()
            offset = round((ahead or timedelta(0)).total_seconds() / 60)
            suffix = _suffix(offset)
        local = min(ms + offset * 60_000, _LATEST_MS + 999)
        when = _EPOCH + timedelta(milliseconds=local)
        # Without "+00:00" at its end, which stands for UTC and not for this place.
        written = when.isoformat(timespec="milliseconds" if ms % 1000 else "seconds")[:-6]
        return written + suffix

    def effective(self, start_ms: int, duration_ms: int, *, is_day: bool = False) -> Resource:
        """Return ``effectiveDateTime``, or ``effectivePeriod`` for what lasted.

        Args:
            start_ms: UTC milliseconds since 1970.
            duration_ms: At least 0.
            is_day: The file gave a day and no time of day: so does this, if it lasted not.
        """
        start = self.text(start_ms)
        if duration_ms:
            span: Resource = {"start": start, "end": self.text(start_ms + duration_ms)}
            if self.extension:
                span["extension"] = self.extension
            return {"effectivePeriod": span}
        if is_day and "T00:00:00" in start:
            return {"effectiveDateTime": start[:10]}
        found: Resource = {"effectiveDateTime": start}
        if self.extension:
            found["_effectiveDateTime"] = {"extension": self.extension}
        return found


class Origin:
    """What a record's context says beside time: how it came to be, and as what it came."""

    def __init__(self, context: Context, stored_unit: str | None) -> None:
        """Read a context; ``stored_unit`` is the unit in which the vault keeps the number."""
        self._context = context
        self._detail = _detail(context.detail)
        self._stored_unit = stored_unit
        self.status = "entered-in-error" if Flag.RETRACTED in context.flags else "final"
        self.is_retracted = Flag.RETRACTED in context.flags
        self.is_day = self._detail.get("precision") == "day"

    def method(self) -> Resource:
        """Return the ``method`` element, empty if nothing is known of it."""
        said = self._detail.get("method")
        codings = [
            {"system": METHODS, "code": each}
            for each in (said if isinstance(said, list) else ())
            if isinstance(each, str) and _CODE.fullmatch(each)
        ]
        if isinstance(said, str):
            system, _, code = said.rpartition("|")
            if _CODE.fullmatch(code):
                codings.append({**({"system": system} if system else {}), "code": code})
        if Flag.BY_HAND in self._context.flags:
            codings += own_coding("method", "by-hand")
        return {"method": {"coding": codings}} if codings else {}

    def extensions(self) -> list[Resource]:
        """Return what the file said: its unit, whether it could be converted, details."""
        context = self._context
        told: list[Resource] = []
        unit = words(context.unit)
        if unit is not None and unit != self._stored_unit:
            told.append({"url": "unit", "valueString": unit})
        if unit is not None and context.dialect is not Dialect.PLAIN:
            told.append({"url": "dialect", "valueCode": context.dialect.value})
        if Flag.UNCONVERTED in context.flags:
            told.append({"url": "converted", "valueBoolean": False})
        for name, value in self._detail.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            written, key = words(text), words(name)
            if key is not None and written is not None and name != "method":
                told.append({"url": f"detail.{key}", "valueString": written})
        return [{"url": extension_url("as-imported"), "extension": told}] if told else []


def observation(
    frame: Frame, category_id: CategoryId | None, code: Resource, origin: Origin
) -> Resource:
    """Return what all observations of one kind, source and context have in common."""
    found: Resource = {"resourceType": "Observation", "id": ""}
    if frame.origin is not None:
        found["meta"] = {"source": frame.origin}
    if frame.tells_origin and (told := origin.extensions()):
        found["extension"] = told
    found["status"] = origin.status
    if categories := category_concepts(category_id):
        found["category"] = categories
    found |= {"code": code, "subject": {"reference": frame.subject}}
    if frame.device is not None:
        found["device"] = frame.device
    return found | origin.method()


def patient(others: tuple[str, ...] = ()) -> Resource:
    """Return the one whose data they are.

    Args:
        others: Ids of further Patient resources about the same person.
    """
    found: Resource = {"resourceType": "Patient", "id": SUBJECT.partition("/")[2]}
    if others:
        found["link"] = [
            {"other": {"reference": f"Patient/{each}"}, "type": "seealso"} for each in others
        ]
    return found


def device(device_id: str, source: Source, class_name: str, subject: str = SUBJECT) -> Resource:
    """Return what measured, by its class, and by its name if that may be told.

    Args:
        device_id: Its id in what is written.
        source: ``name`` is left out where it is empty.
        class_name: The class in a person's words.
        subject: Whose it is.
    """
    found: Resource = {"resourceType": "Device", "id": device_id}
    if (name := words(source.name)) is not None:
        found["deviceName"] = [{"name": name, "type": "user-friendly-name"}]
    found["type"] = concept(own_coding("device-class", source.device.value), class_name)
    found["patient"] = {"reference": subject}
    return found


def _basis_extension(basis: Basis) -> list[Resource]:
    """Return how the zone is known, where the written offset alone would mislead."""
    if basis.known in {ZoneKnown.OFFSET, ZoneKnown.UTC} and basis.zone is None:
        return []
    told: list[Resource] = [{"url": "known", "valueCode": basis.known.value}]
    if (zone := words(basis.zone)) is not None:
        told.append({"url": "zone", "valueString": zone})
    return [{"url": extension_url("time-basis"), "extension": told}]


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a name of another year's table
        return None


def _suffix(offset_minutes: int) -> str:
    hours, minutes = divmod(abs(offset_minutes), 60)
    return f"{'-' if offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"


def _detail(text: str | None) -> Mapping[str, Any]:
    if text is None:
        return {}
    found = json.loads(text)
    return found if isinstance(found, dict) else {}
