"""Records as lines for people: when, what, how much, and who tells of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from datadonor.audit.events import moment
from datadonor.cli.common import Common
from datadonor.cli.lines import wrapped
from datadonor.cli.record_words import format_label, name_label, source_label
from datadonor.records.episodes import workout_kinds
from datadonor.records.listing import Listed
from datadonor.records.pressures import PAIR, UNIT, Pressure, couples
from datadonor.records.record_id import DocumentId, EpisodeId
from datadonor.records.rollups import ZONE
from datadonor.records.sample import Flag, ZoneKnown
from datadonor.records.types import ValueKind, sample_type
from datadonor.records.unit_words import shown_unit, written_number, written_value
from datadonor.records.whole_record import WholeRecord, local_time
from datadonor.texts import Language

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WHEN_WIDTH: Final = 18
_BELOW: Final = 4
_MINUTE_MS: Final = 60_000
_HOUR_MINUTES: Final = 60
_DAY_MS: Final = 23 * 3_600_000
"""From here on it is a whole day, and its length says nothing: one day a year has 23 hours."""

Pressures = Mapping[str, Pressure]
"""The two numbers of the pairs among some records, by the records' names."""

NO_PRESSURES: Final[Pressures] = {}


class Mark(StrEnum):
    """What stands behind a time that is not quite what it seems; words in ``data.mark``."""

    ASSUMED = "?"
    AMBIGUOUS = "??"
    UTC = "*"


def record_lines(
    records: Sequence[Listed], common: Common, pressures: Pressures = NO_PRESSURES
) -> list[str]:
    """Return each record as two lines; the two numbers of a blood pressure stand as one."""
    joined = couples(records)
    lines: list[str] = []
    told: set[str] = set()
    for each in records:
        name = str(each.id)
        couple = joined.get(name)
        if couple is None:
            lines += _lines(each, common, value_label(each, common, pressures.get(name)), [name])
        elif name not in told:
            members = [couple.pair] if couple.pair else [couple.upper, couple.lower]
            value = "" if couple.pressure is None else _pressure_label(couple.pressure, common)
            names = [str(member.id) for member in members]
            lines += _lines(members[0], common, value, names, kind=PAIR)
            every = (couple.pair, couple.upper, couple.lower)
            told |= {str(member.id) for member in every if member is not None}
    return lines


def whole_record_lines(
    whole: WholeRecord, common: Common, pressures: Pressures = NO_PRESSURES
) -> list[str]:
    """Return one record, which import brought it, and how its file wrote the unit."""
    lines = record_lines([whole.listed], common, pressures)
    origin = whole.origin
    day = "" if origin.recorded is None else f"{moment(origin.recorded).astimezone():%Y-%m-%d}"
    said = common.text(
        "data.brought_in" if day else "data.brought_in_undated",
        format=format_label(origin.format, common.language),
        day=day,
        name=origin.id,
    )
    lines.append(wrapped(said, _BELOW, 0))
    if whole.unit_written:
        lines.append(wrapped(common.text("data.unit_written", unit=whole.unit_written), _BELOW, 0))
    return lines + mark_lines([whole.listed], common)


def mark_lines(records: Sequence[Listed], common: Common) -> list[str]:
    """Explain the marks behind the times of some records, each mark once."""
    met = {_when(each)[1] for each in records if each.start_ms is not None}
    return [
        wrapped(f"{mark.value:<2} {common.text(f'data.mark.{mark.name.lower()}')}", hanging=3)
        for mark in Mark
        if mark in met
    ]


def moment_label(record: Listed, common: Common) -> str:
    """Return when a record began: the person's own time where it is known, with its mark."""
    if record.start_ms is None:
        return common.text("data.undated")
    written, mark = _when(record)
    return written + (mark or "")


def value_label(record: Listed, common: Common, pressure: Pressure | None = None) -> str:
    """Return a record's value in words; empty if its name is all there is."""
    if Flag.RETRACTED in record.flags:
        return common.text("data.retracted")
    if pressure is not None:
        return _pressure_label(pressure, common)
    if record.number is not None:
        return written_value(record.number, record.unit, common.language, record.name)
    if record.title is not None:
        return record.title
    if isinstance(record.id, DocumentId):
        return ""
    parts = (_code_label(record, common.language), _length_label(record, common))
    return ", ".join(part for part in parts if part)


# -- within ---------------------------------------------------------------------------


def _lines(
    record: Listed, common: Common, value: str, names: list[str], kind: str | None = None
) -> list[str]:
    label = name_label(kind or record.name, common.language)
    # Some titles begin with the kind: "Allergy: penicillin".
    is_said = value.casefold().startswith(label.casefold())
    what = value if is_said else f"{label}: {value}" if value else label
    sources = source_label(record.source, common)
    if record.also_from:
        others = ", ".join(source_label(source, common) for source in record.also_from)
        sources += " " + common.text("data.also_from", sources=others)
    shown = " ".join(f"[{name}]" for name in names)
    return [
        wrapped(f"{moment_label(record, common):<{_WHEN_WIDTH}} {what}", hanging=_WHEN_WIDTH + 1),
        wrapped(f"{sources}  {shown}", indent=_BELOW, hanging=0),
    ]


def _when(record: Listed) -> tuple[str, Mark | None]:
    """Return the time of a record that has one, and its mark."""
    start_ms = record.start_ms or 0
    local = local_time(start_ms, record.basis)
    if local is None:
        there = (_EPOCH + timedelta(milliseconds=start_ms)).astimezone(ZONE)
        return f"{there:%Y-%m-%d %H:%M}", Mark.UTC
    if record.basis.known is ZoneKnown.AMBIGUOUS:
        return f"{local:%Y-%m-%d %H:%M}", Mark.AMBIGUOUS
    if record.basis.known is not ZoneKnown.ASSUMED:
        return f"{local:%Y-%m-%d %H:%M}", None
    if isinstance(record.id, DocumentId) and local.time() == time():
        # A document that says the day alone is kept as that day's midnight.
        return f"{local:%Y-%m-%d}", None
    return f"{local:%Y-%m-%d %H:%M}", Mark.ASSUMED


def _pressure_label(pressure: Pressure, common: Common) -> str:
    upper, lower = (written_number(number, common.language, 0) for number in pressure)
    return f"{upper}/{lower} {shown_unit(UNIT, common.language)}"


def _code_label(record: Listed, language: Language) -> str:
    known = sample_type(record.name)
    word = None if known is None else known.codes.get(record.code or "")
    workout = workout_kinds().get(record.code or "")
    named = word or (workout if isinstance(record.id, EpisodeId) else None)
    return (record.code or "") if named is None else named.name.in_language(language)


def _length_label(record: Listed, common: Common) -> str:
    """Return how long it lasted, of what has no number; empty for an instant or a whole day."""
    known = sample_type(record.name)
    is_number = known is not None and known.value is ValueKind.NUMBER
    if is_number or not 0 < record.duration_ms < _DAY_MS:
        return ""
    minutes = max(1, round(record.duration_ms / _MINUTE_MS))
    hours, rest = divmod(minutes, _HOUR_MINUTES)
    if not hours:
        return common.text("data.minutes", minutes=rest)
    return common.text("data.hours", hours=hours, minutes=rest)
