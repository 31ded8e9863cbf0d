"""Puts synthetic records into a vault, as an import does."""

import secrets
from collections.abc import Iterable
from typing import Final

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, ImportFinished
from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import ImportId
from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Document,
    Episode,
    KnownIdentifier,
    Sample,
    Source,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.records.units import Dialect
from datadonor.records.writing import RecordWriter

NOON: Final = 1_767_265_200_000
"""2026-01-01 12:00 in Copenhagen, in UTC milliseconds."""

HOUR: Final = 3_600_000
SUMMER: Final = Basis(ZoneKnown.OFFSET, 60)
WATCH: Final = Source("Armbåndsur", DeviceClass.WATCH)
PHONE: Final = Source("Telefon", DeviceClass.PHONE)
CLINIC: Final = Source("Lægehuset", DeviceClass.CLINIC)

Record = Sample | Episode | Document | KnownIdentifier


def pulse(start_ms: int, value: float | None, source: Source = WATCH) -> Sample:
    context = Context(SUMMER, "count/min", Dialect.APPLE, detail='{"motion":"still"}')
    return Sample(TypeId("HeartRate"), start_ms, 0, value, None, source, context)


def steps(start_ms: int, count: float, source: Source = WATCH, minutes: int = 10) -> Sample:
    context = Context(SUMMER, "count")
    return Sample(TypeId("StepCount"), start_ms, minutes * 60_000, count, None, source, context)


def asleep(start_ms: int, word: str, source: Source = WATCH, minutes: int = 60) -> Sample:
    kind = TypeId("SleepAnalysis")
    return Sample(kind, start_ms, minutes * 60_000, None, word, source, Context(SUMMER))


def workout(start_ms: int, word: str = "running", source: Source = WATCH) -> Episode:
    return Episode("Workout", start_ms, HOUR, source, Context(SUMMER), word, {"laps": 3})


def letter(number: int, date_ms: int | None, **more: object) -> Document:
    fields: dict[str, object] = {
        "kind": "Condition",
        "category": CategoryId("conditions"),
        "identity": f"letter-{number}",
        "body": b'{"resourceType":"Condition"}',
        "source": CLINIC,
        "basis": Basis(ZoneKnown.UTC),
        "date_ms": date_ms,
        "title": f"Brev {number}",
        **more,
    }
    return Document(**fields)  # type: ignore[arg-type]


def bring_in(opened: OpenVault, records: Iterable[Record], digest: str = "ab" * 32) -> str:
    """Write records as one import and return its name."""
    name = secrets.token_hex(8)
    with opened.log.transaction(SELF) as recording:
        recording.connection.execute(
            "INSERT INTO import (name, format, file_sha256) VALUES (?, 'test', ?)",
            (name, bytes.fromhex(digest)),
        )
        number = ImportId(recording.connection.number("SELECT last_insert_rowid()"))
        writer = RecordWriter(recording.connection, number)
        for record in records:
            match record:
                case Sample():
                    writer.add_sample(record)
                case Episode():
                    writer.add_episode(record)
                case Document():
                    writer.add_document(record)
                case KnownIdentifier():
                    writer.add_identifier(record)
        writer.finish()
        position = recording.append(
            ImportFinished(
                import_id=name,
                format="test",
                file_sha256=digest,
                added=writer.added.total(),
                duplicates=writer.duplicates.total(),
                unreadable=0,
            )
        )
        recording.connection.execute(
            "UPDATE import SET position = ? WHERE id = ?", (position, number)
        )
    return name
