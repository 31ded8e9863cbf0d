"""The readings of a home monitoring document: from its sections to samples.

A reading is an observation that happened (mood EVN) and is a direct part of an
organizer in the sections on vital signs and results. Observations further in are
alarm limits, properties of devices and comments, and are no readings. Sources: HL7
Personal Healthcare Monitoring Report; MedCom PHMR-DK 1.3 and 2.1.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import rfc8785
from lxml import etree

from datadonor.records.sample import Context, DeviceClass, Flag, Sample, Source
from datadonor.records.types import (
    CodeSystem,
    SampleType,
    TypeId,
    code_system,
    type_of_code,
)
from datadonor.records.units import Dialect
from datadonor.sources.errors import FileHostile
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable, Unreadable
from datadonor.sources.medcom.comments import Comments
from datadonor.sources.medcom.devices import device_named
from datadonor.sources.medcom.elements import (
    CDA,
    Span,
    attribute,
    child,
    children,
    codes_of,
    has_template,
    is_coded,
    span_of,
    status_of,
)
from datadonor.sources.medcom.header import Header
from datadonor.sources.medcom.values import Value, is_curve, unit_of, value_of

_SECTION_CODES: Final = ("8716-3", "30954-2")
_SECTION_TEMPLATES: Final = tuple(
    f"2.16.840.1.113883.10.20.{part}" for part in ("1.16", "9.2", "1.14", "9.14")
)
_PREFERRED: Final = (
    CodeSystem.NPU,
    CodeSystem.MCS,
    CodeSystem.LOINC,
    CodeSystem.SNOMED,
    CodeSystem.MDC,
)
_TYPED: Final = frozenset({"TPD", "TPH", "TPC", "TPR"})
"""Methods by which a person typed the number: citizen, professional, carer, relative."""

_BY_PROFESSIONAL: Final = "PNT"
_METHOD: Final = re.compile(r"[A-Za-z0-9_.-]{1,20}")
_MOST_METHODS: Final = 8
_MOST_KINDS: Final = 2_000
"""Of contexts and sources in one document; an honest one has some tens."""

_UNNAMED: Final = "Hjemmemonitorering"
_DEVICES: Final = {
    "body": DeviceClass.SCALE,
    "blood_pressure": DeviceClass.METER,
    "heart": DeviceClass.METER,
    "breathing": DeviceClass.METER,
    "glucose": DeviceClass.METER,
    "temperature": DeviceClass.METER,
    "laboratory": DeviceClass.METER,
}


class _When(NamedTuple):
    """When a reading was made; ``said_by`` is nothing if the reading itself says so."""

    span: Span
    said_by: str | None


class Readings:
    """Reads all readings of one document."""

    def __init__(self, root: etree._Element, header: Header, zone: ZoneInfo) -> None:
        self._root = root
        self._header = header
        self._zone = zone
        self._comments = Comments(root)
        self._contexts: dict[Context, Context] = {}
        self._sources: dict[Source, Source] = {}

    def read(self, part: str = "") -> Iterator[Found]:
        """Yield its samples in the order of the document, and what could not be read.

        Args:
            part: What stands before a line where a place is named.

        Raises:
            FileHostile: No two readings have anything in common.
        """
        for organizer, observation in self._observations():
            where = f"{part}line {observation.sourceline}"
            if is_curve(child(observation, "value")):
                yield Notice(Note.NOT_IMPORTED)
                continue
            try:
                yield self._sample(organizer, observation)
            except RowUnreadable as unread:
                yield Unreadable(where, unread.fault)

    def _observations(self) -> Iterator[tuple[etree._Element, etree._Element]]:
        body = child(self._root, "component/structuredBody")
        if body is None:
            return
        for section in body.iter(CDA + "section"):
            is_read = any(is_coded(child(section, "code"), code) for code in _SECTION_CODES)
            if not is_read and not has_template(section, *_SECTION_TEMPLATES):
                continue
            for organizer in children(section, "entry/organizer"):
                for observation in children(organizer, "component/observation"):
                    if attribute(observation, "moodCode") == "EVN":
                        yield organizer, observation

    def _sample(self, organizer: etree._Element, observation: etree._Element) -> Sample:
        kind = _type_of(observation)
        when = self._when(organizer, observation)
        value = child(observation, "value")
        methods = _methods_of(organizer, observation)
        taken_back = self._taken_back(organizer, observation)
        read = Value(None, None, unit_of(value)) if taken_back else value_of(value, kind)
        flags = Flag.BY_HAND if _TYPED.intersection(methods) else Flag.NONE
        if taken_back:
            flags |= Flag.RETRACTED
        detail: dict[str, Any] = {"method": list(methods)} if methods else {}
        if when.said_by:
            detail["time"] = when.said_by
        if taken_back:
            detail["retracted"] = taken_back
        context = Context(
            when.span.start.basis,
            read.unit,
            Dialect.CDA,
            flags,
            rfc8785.dumps(detail).decode() if detail else None,
        )
        return Sample(
            TypeId(kind.id),
            when.span.start.ms,
            when.span.duration_ms,
            read.number,
            read.code,
            self._source(kind, methods, organizer, observation),
            self._once(context),
        )

    def _when(self, organizer: etree._Element, observation: etree._Element) -> _When:
        """Return the reading's own time, or the nearest that stands over it.

        Raises:
            RowUnreadable: No time is there, or the nearest cannot be read.
        """
        for element in (observation, organizer):
            if span := span_of(child(element, "effectiveTime"), self._zone):
                return _When(span, None)
        if self._header.event is not None:
            return _When(Span(self._header.event, 0), "service_event")
        if self._header.made is not None:
            return _When(Span(self._header.made, 0), "document")
        raise RowUnreadable(Fault.TIME_MISSING)

    def _taken_back(self, organizer: etree._Element, observation: etree._Element) -> str | None:
        """Return by what a reading was taken back, or nothing."""
        if self._header.is_retracted:
            return "document"
        if "nullified" in {status_of(organizer), status_of(observation)}:
            return "status"
        if self._comments.say_mistyped(observation):
            return "comment"
        return None

    def _source(
        self,
        kind: SampleType,
        methods: tuple[str, ...],
        organizer: etree._Element,
        observation: etree._Element,
    ) -> Source:
        name = device_named(observation, organizer) or self._header.keeper or _UNNAMED
        device = _DEVICES.get(kind.category, DeviceClass.UNKNOWN)
        if _BY_PROFESSIONAL in methods:
            device = DeviceClass.CLINIC
        source = Source(name, device)
        _verify_few(self._sources)
        return self._sources.setdefault(source, source)

    def _once(self, context: Context) -> Context:
        _verify_few(self._contexts)
        return self._contexts.setdefault(context, context)


def _verify_few(kinds: dict[Context, Context] | dict[Source, Source]) -> None:
    if len(kinds) > _MOST_KINDS:
        raise FileHostile


def _type_of(observation: etree._Element) -> SampleType:
    """Return the type of the most Danish code that is known.

    Raises:
        RowUnreadable: There is no code, or none that is known.
    """
    codes = codes_of(child(observation, "code"))
    for preferred in _PREFERRED:
        for code in codes:
            system = _system_of(code.code, code.system)
            if system is preferred and (found := type_of_code(system, code.code)):
                return found
    raise RowUnreadable(Fault.TYPE_UNKNOWN if codes else Fault.FIELD_MISSING)


def _system_of(code: str, system: str) -> CodeSystem | None:
    """Return a code's system; Danish codes tell it themselves and are often misplaced."""
    if code.startswith("MCS"):
        return CodeSystem.MCS
    if code.startswith(("NPU", "DNK")):
        return CodeSystem.NPU
    return code_system(system)


def _methods_of(organizer: etree._Element, observation: etree._Element) -> tuple[str, ...]:
    """Return how a reading was made, in the order of the document, each once.

    Codes that are not known are kept: the lists grow.
    """
    said = children(observation, "methodCode") or children(organizer, "methodCode")
    codes = (code.code for each in said for code in codes_of(each))
    return tuple(dict.fromkeys(code for code in codes if _METHOD.fullmatch(code)))[:_MOST_METHODS]
