"""One listed record in words: when it began, with what is uncertain about it, and its value.

For eyes only. Must not know where it is shown.
"""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.records.episodes import workout_kinds
from datadonor.records.listing import Listed
from datadonor.records.pressures import UNIT, Pressure
from datadonor.records.record_id import DocumentId, EpisodeId
from datadonor.records.rollups import ZONE
from datadonor.records.sample import Flag, ZoneKnown
from datadonor.records.types import ValueKind, sample_type
from datadonor.records.unit_words import shown_unit, written_number, written_value
from datadonor.records.whole_record import local_time
from datadonor.texts import Language, text

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE_MS: Final = 60_000
_HOUR_MINUTES: Final = 60
_DAY_MS: Final = 23 * 3_600_000
"""From here on it is a whole day, and its length says nothing: one day a year has 23 hours."""


class Mark(StrEnum):
    """What stands behind a time that is not quite what it seems."""

    ASSUMED = "?"
    AMBIGUOUS = "??"
    UTC = "*"

    def sentence(self, language: Language) -> str:
        """Say what is uncertain."""
        return text(f"records.mark.{self.name.lower()}", language)


class Begin(NamedTuple):
    """When a record began.

    Attributes:
        local: On the person's own clock where that is known, or else in Denmark.
        mark: What is uncertain about it, if anything is.
        is_day: Whether the record says the day alone.
    """

    local: datetime
    mark: Mark | None = None
    is_day: bool = False


def begin_of(record: Listed) -> Begin | None:
    """Return when a record began; nothing if it has no date."""
    if record.start_ms is None:
        return None
    local = local_time(record.start_ms, record.basis)
    if local is None:
        there = (_EPOCH + timedelta(milliseconds=record.start_ms)).astimezone(ZONE)
        return Begin(there, Mark.UTC)
    if record.basis.known is ZoneKnown.AMBIGUOUS:
        return Begin(local, Mark.AMBIGUOUS)
    if record.basis.known is not ZoneKnown.ASSUMED:
        return Begin(local)
    if isinstance(record.id, DocumentId) and local.time() == time():
        # A document that says the day alone is kept as that day's midnight.
        return Begin(local, is_day=True)
    return Begin(local, Mark.ASSUMED)


def moment_label(record: Listed, language: Language) -> str:
    """Return when a record began, as ISO 8601 writes it but for a space, with its mark."""
    begin = begin_of(record)
    if begin is None:
        return text("records.undated", language)
    written = f"{begin.local:%Y-%m-%d}" if begin.is_day else f"{begin.local:%Y-%m-%d %H:%M}"
    return written + (begin.mark or "")


def value_label(record: Listed, language: Language, pressure: Pressure | None = None) -> str:
    """Return a record's value in words; empty if its name is all there is.

    Args:
        record: The record.
        language: Of the words.
        pressure: Both numbers, if it is a pair of blood pressures.
    """
    if Flag.RETRACTED in record.flags:
        return text("records.retracted", language)
    if pressure is not None:
        return pressure_label(pressure, language)
    if record.number is not None:
        return written_value(record.number, record.unit, language, record.name)
    if record.title is not None:
        return record.title
    if isinstance(record.id, DocumentId):
        return ""
    parts = (_code_label(record, language), _length_label(record, language))
    return ", ".join(part for part in parts if part)


def pressure_label(pressure: Pressure, language: Language) -> str:
    """Return both numbers of a blood pressure as people write them."""
    upper, lower = (written_number(number, language, 0) for number in pressure)
    return f"{upper}/{lower} {shown_unit(UNIT, language)}"


# -- within ---------------------------------------------------------------------------


def _code_label(record: Listed, language: Language) -> str:
    known = sample_type(record.name)
    word = None if known is None else known.codes.get(record.code or "")
    workout = workout_kinds().get(record.code or "")
    named = word or (workout if isinstance(record.id, EpisodeId) else None)
    return (record.code or "") if named is None else named.name.in_language(language)


def _length_label(record: Listed, language: Language) -> str:
    """Return how long it lasted, of what has no number; empty for an instant or a whole day."""
    known = sample_type(record.name)
    is_number = known is not None and known.value is ValueKind.NUMBER
    if is_number or not 0 < record.duration_ms < _DAY_MS:
        return ""
    minutes = max(1, round(record.duration_ms / _MINUTE_MS))
    hours, rest = divmod(minutes, _HOUR_MINUTES)
    if not hours:
        return text("records.minutes", language, minutes=rest)
    return text("records.hours", language, hours=hours, minutes=rest)
