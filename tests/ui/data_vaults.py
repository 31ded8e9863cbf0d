"""An invented person's years of data, in a real vault: for the tests of "My data"."""

import math
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from datadonor.audit import events
from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import ImportId
from datadonor.records.rollups import ZONE
from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Document,
    Episode,
    Flag,
    Sample,
    SampleColumns,
    Source,
    Template,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.records.writing import RecordWriter
from tests.ui.vaults import make_vault, open_weak

WATCH: Final = Source("Ur", DeviceClass.WATCH)
PHONE: Final = Source("Telefon", DeviceClass.PHONE)
CLINIC: Final = Source("Opdigtet hospital", DeviceClass.CLINIC)
COPENHAGEN: Final = Basis(ZoneKnown.ZONE, 60, "Europe/Copenhagen")
FIRST: Final = date(2016, 3, 1)
LAST: Final = date(2026, 5, 3)
RETRACTED: Final = "taken back"

_MINUTE: Final = 60_000
_STEP_HOURS: Final = (7, 8, 12, 16, 17, 20)


def ms(day: date, hour: int = 0, minute: int = 0) -> int:
    """Return a moment in Denmark in UTC milliseconds."""
    when = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
    return round(when.timestamp() * 1000)


def make_data_vault(folder: Path, days: int = 800) -> Path:
    """Make a vault with some years of steps, heart rate, sleep, weight, and a few documents."""
    make_vault(folder)
    with open_weak(folder) as opened, opened.log.transaction(events.SELF) as recording:
        for name, kind, records in (
            ("i-ur", "apple_health", _from_watch(days)),
            ("i-sundhed", "fhir", _from_clinic()),
        ):
            digest = sha256(name.encode())
            recording.connection.execute(
                "INSERT INTO import (name, format, file_sha256) VALUES (?, ?, ?)",
                (name, kind, digest.digest()),
            )
            number = recording.connection.number("SELECT last_insert_rowid()")
            writer = RecordWriter(recording.connection, ImportId(number))
            for record in records:
                match record:
                    case Sample():
                        writer.add_sample(record)
                    case Episode():
                        writer.add_episode(record)
                    case Document():
                        writer.add_document(record)
            writer.finish()
            position = recording.append(
                events.ImportFinished(
                    import_id=name,
                    format=kind,
                    file_sha256=digest.hexdigest(),
                    added=sum(writer.added.values()),
                    duplicates=0,
                    unreadable=0,
                )
            )
            recording.connection.execute(
                "UPDATE import SET position = ? WHERE id = ?", (position, number)
            )
    return folder


def make_large_vault(folder: Path, samples: int, days: int = 3653) -> Path:
    """Make a vault with so many heart rates, evenly over ten years, and steps by the hour."""
    make_vault(folder)
    with open_weak(folder) as opened, opened.log.transaction(events.SELF) as recording:
        recording.connection.execute(
            "INSERT INTO import (name, format, file_sha256) VALUES ('i', 'test', zeroblob(32))"
        )
        writer = RecordWriter(recording.connection, ImportId(1))
        begin, end = ms(LAST - timedelta(days=days)), ms(LAST)
        for kind, unit, count in (
            ("HeartRate", "/min", samples),
            ("StepCount", "{steps}", days * 12),
        ):
            chance = np.random.default_rng(1)
            context = Context(COPENHAGEN, unit)
            for part in range(0, count, 100_000):
                size = min(100_000, count - part)
                start = begin + (end - begin) * np.arange(part, part + size) // count
                columns = SampleColumns(
                    np.zeros(size, np.int32),
                    start.astype(np.int64),
                    np.full(size, 0 if kind == "HeartRate" else _MINUTE, np.int64),
                    chance.normal(72, 12, size).clip(45, 180).round(),
                    np.full(size, -1, np.int32),
                    (Template(TypeId(kind), WATCH, context),),
                    (),
                )
                writer.add_columns(columns)
        writer.finish()
    return folder


def _from_watch(days: int) -> Iterator[Sample | Episode]:
    chance = random.Random(7)
    beats = Context(COPENHAGEN, "/min")
    steps = Context(COPENHAGEN, "{steps}")
    kilos = Context(COPENHAGEN, "kg", flags=Flag.BY_HAND)
    plain = Context(COPENHAGEN)
    for number in range(days):
        day = LAST - timedelta(days=number)
        season = math.sin(day.timetuple().tm_yday / 58)
        if 300 < number < 330:
            continue  # the watch was lost for a month
        for hour in range(24):
            mean = 64 + 4 * season + (14 if hour in (8, 17) else 0) - (8 if hour < 6 else 0)
            for minute in (5, 35):
                beat = round(chance.gauss(mean, 7))
                yield _sample("HeartRate", ms(day, hour, minute), beat, WATCH, beats)
        for hour in _STEP_HOURS:
            walked = round(max(chance.gauss(1300 + 400 * season, 500), 30))
            at = ms(day, hour, 10)
            yield _sample("StepCount", at, walked, PHONE, steps, 30)
        for code, begin, length in (
            ("light", 0, 150),
            ("deep", 150, 60),
            ("rem", 210, 70),
            ("awake", 280, 10),
            ("light", 290, 120),
        ):
            at = ms(day, 0, 15) + begin * _MINUTE
            yield Sample(TypeId("SleepAnalysis"), at, length * _MINUTE, None, code, WATCH, plain)
        if number % 9 == 0:
            yield _sample("BodyMass", ms(day, 7, 30), round(81 - number / 200, 1), PHONE, kilos)
        if number % 11 == 0:
            yield Episode("Workout", ms(day, 17), 45 * _MINUTE, WATCH, plain, "running")


def _from_clinic() -> Iterator[Sample | Document]:
    context = Context(COPENHAGEN, "mmol/L")
    for year in range(FIRST.year, LAST.year + 1):
        day = date(year, 3, 1)
        yield _sample("NPU01566", ms(day, 9), 5.4 - (year - 2016) / 20, CLINIC, context)
        yield Document(
            "DiagnosticReport",
            CategoryId("laboratory"),
            f"report-{year}",
            b'{"resourceType":"DiagnosticReport"}',
            CLINIC,
            COPENHAGEN,
            date_ms=ms(day, 9),
            title=f"Blodprøver, {year}",
        )
    yield Document(
        "AllergyIntolerance",
        CategoryId("allergies"),
        "allergy",
        b'{"resourceType":"AllergyIntolerance"}',
        CLINIC,
        COPENHAGEN,
        title="Penicillin",
    )


def _sample(
    kind: str, at: int, number: float, source: Source, context: Context, minutes: int = 0
) -> Sample:
    return Sample(TypeId(kind), at, minutes * _MINUTE, number, None, source, context)
