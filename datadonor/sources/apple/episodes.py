"""What in the export is no plain record: beats, pairs, workouts, days, hearing, sight."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from datadonor.records.sample import Context, Episode, ZoneKnown
from datadonor.sources.apple.beats import beats_in, has_beats, series_of, take_beats
from datadonor.sources.apple.cutting import Fragment
from datadonor.sources.apple.elements import Element, parse_element
from datadonor.sources.apple.meaning import (
    context_of,
    kept_metadata,
    number_of,
    sample_of,
    short_name,
    source_of,
    span_of,
    time_of,
    unit_in,
)
from datadonor.sources.apple.person import HEALTH_APP, read_person
from datadonor.sources.apple.setting import Setting
from datadonor.sources.apple.workouts import read_workout
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable, Unreadable
from datadonor.sources.times import moment_from_local

_RINGS: Final = ("activeEnergyBurned", "apple")
_POINT: Final = ("frequency", "leftEar", "rightEar")
_MOST_NAME: Final = 60


def read_fragment(fragment: Fragment, setting: Setting) -> Iterator[Found]:
    """Yield what one element other than a plain record holds."""
    try:
        content, beats = take_beats(fragment.content)
        element = parse_element(content)
        if element.name == "Record":
            yield sample_of(element)
            if has_beats(element):  # written another way, so all are read again, in order
                element = parse_element(fragment.content)
                beats = beats_in(element)
            if beats:
                yield series_of(beats, sample_of(element))
        elif element.name == "Workout":
            yield from read_workout(element, setting, fragment.place())
        elif element.name in _READERS:
            yield from _READERS[element.name](element, setting)
        else:
            yield Notice(Note.NOT_IMPORTED)
    except RowUnreadable as error:
        yield Unreadable(fragment.place(), error.fault)


def _correlation(element: Element, setting: Setting) -> Iterator[Found]:
    """Yield what belongs together. Its records also stand by themselves in the export."""
    del setting
    kind = short_name(element.attributes.get("type", ""))
    if not kind:
        raise RowUnreadable(Fault.TYPE_UNKNOWN)
    start, duration_ms = span_of(element.attributes)
    members: list[dict[str, Any]] = []
    for child in element.named("Record"):
        sample = sample_of(child)
        value = sample.code if sample.number is None else sample.number
        members.append(
            {
                "type": sample.type,
                "start_ms": sample.start_ms,
                "duration_ms": sample.duration_ms,
                "value": value,
                "unit": sample.context.unit,
            }
        )
    metadata = kept_metadata(element)
    yield Episode(
        kind,
        start.ms,
        duration_ms,
        source_of(element.attributes),
        context_of(element, start.basis),
        facts={"members": members} | ({"metadata": metadata} if metadata else {}),
    )


def _summary(element: Element, setting: Setting) -> Iterator[Found]:
    """Yield the rings of one day: goals and what became of them.

    The day of the export is not over: a later export has it whole, and it would stand
    there twice.
    """
    try:
        day = date.fromisoformat(element.attributes.get("dateComponents", ""))
    except ValueError:
        raise RowUnreadable(Fault.TIME_UNREADABLE) from None
    if day == setting.day:
        yield Notice(Note.NOT_IMPORTED)
        return
    begin = moment_from_local(_midnight(day), setting.zone)
    end = moment_from_local(_midnight(day + timedelta(days=1)), setting.zone)
    facts: dict[str, Any] = {}
    for name, text in element.attributes.items():
        if name.startswith(_RINGS) and len(name) <= _MOST_NAME:
            number = number_of(text)
            if number is not None:
                facts[name] = number
            elif name.endswith("Unit"):
                facts[name] = unit_in(element.attributes, name)
    yield Episode(
        "ActivityDay", begin.ms, end.ms - begin.ms, HEALTH_APP, Context(begin.basis), facts=facts
    )
    yield Notice(Note.ZONE_ASSUMED)
    if begin.basis.known is ZoneKnown.AMBIGUOUS:
        yield Notice(Note.HOUR_AMBIGUOUS)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the zone comes after


def _audiogram(element: Element, setting: Setting) -> Iterator[Found]:
    del setting
    start, duration_ms = span_of(element.attributes)
    points = [_told(point, _POINT) for point in element.named("SensitivityPoint")]
    yield Episode(
        "Audiogram",
        start.ms,
        duration_ms,
        source_of(element.attributes),
        context_of(element, start.basis),
        facts={"points": points},
    )


def _prescription(element: Element, setting: Setting) -> Iterator[Found]:
    """Yield a prescription for glasses; a picture of it is named by an id and not in the export."""
    del setting
    issued = time_of(element.attributes, "dateIssued")
    facts: dict[str, Any] = {"type": element.attributes.get("type", "")[:_MOST_NAME]}
    if "expirationDate" in element.attributes:
        facts["expires"] = time_of(element.attributes, "expirationDate").ms
    for eye in element.children:
        if eye.name in {"LeftEye", "RightEye"}:
            facts[eye.name] = _told(eye)
    yield Episode(
        "VisionPrescription",
        issued.ms,
        0,
        source_of(element.attributes),
        context_of(element, issued.basis),
        facts=facts,
    )


def _told(element: Element, prefixes: tuple[str, ...] = ("",)) -> dict[str, Any]:
    """Return an element's attributes, numbers as numbers."""
    found: dict[str, Any] = {}
    for name, text in element.attributes.items():
        if name.startswith(prefixes) and len(name) <= _MOST_NAME:
            number = number_of(text)
            found[name] = text[:_MOST_NAME] if number is None else number
    return found


def _me(element: Element, setting: Setting) -> Iterator[Found]:
    del setting
    return read_person(element)


def _export_date(element: Element, setting: Setting) -> Iterator[Found]:
    """Keep the day on which the export was made, as its telephone called it."""
    try:
        setting.day = date.fromisoformat(element.attributes.get("value", "")[:10])
    except ValueError:
        setting.day = None
    return iter(())


def _clinical_record(element: Element, setting: Setting) -> Iterator[Found]:
    """Yield nothing: the file beside it is the resource. Unless it is missing."""
    if setting.lacks(element.attributes.get("resourceFilePath", "")):
        raise RowUnreadable(Fault.FILE_MISSING)
    return iter(())


_READERS: Final[Mapping[str, Callable[[Element, Setting], Iterator[Found]]]] = {
    "Correlation": _correlation,
    "ActivitySummary": _summary,
    "Audiogram": _audiogram,
    "VisionPrescription": _prescription,
    "Me": _me,
    "ExportDate": _export_date,
    "ClinicalRecord": _clinical_record,
}
