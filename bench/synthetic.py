"""Made-up samples and events in the shapes and proportions of a long life with the program."""

import random
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice
from pathlib import Path
from typing import Final

import numpy as np

from datadonor.audit import custody, events
from datadonor.audit.clock import LogClock, utc_now
from datadonor.audit.events import SELF, Details, Why
from datadonor.records.dictionaries import ImportId
from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    SampleColumns,
    Source,
    Template,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.records.writing import RecordWriter
from datadonor.vault.database import Connection
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.recovery import RecoveryWords

PASSPHRASE = "blå bølger og grøn eng"

SampleRow = tuple[int, int, int, int, float, int]

_QUICK = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
_EVENTS_AT_ONCE = 5000


def sample_rows(rows: int) -> Iterator[SampleRow]:
    """Yield rows of number, type, start, end (seconds), value, source.

    Drawn by ``zip`` from C, because what a row costs to make falls on every side
    and would hide a difference between them.
    """
    chance = random.Random(1)
    types = [chance.randrange(40) for _ in range(997)]
    values = [chance.uniform(40, 180) for _ in range(9973)]
    sources = [chance.randrange(5) for _ in range(101)]
    began = 1_500_000_000
    yield from zip(
        range(1, rows + 1),
        cycle(types),
        count(began, 61),
        count(began + 60, 61),
        cycle(values),
        cycle(sources),
        strict=False,
    )


def acts(number: int) -> Iterator[tuple[Details, str | None]]:
    """Yield what happened, and the project it is about, if it is about one."""
    chance = random.Random(2)
    kinds = chance.choices(list(_KINDS), list(_KINDS.values()), k=number)
    for nth, make in enumerate(kinds):
        details = make(nth, lambda: chance.randbytes(32).hex())
        is_about_one = details.kind.startswith(("consent.", "donation."))
        yield details, f"sleep-and-heart-{chance.randrange(30)}" if is_about_one else None


def event_bodies(number: int) -> list[bytes]:
    """Return distinct event bodies, some 360 bytes each.

    A few hundred are composed as the log does it, then repeated with other salts.
    """
    clock = LogClock(utc_now, None)
    composed = [
        events.compose_event(details, when=clock.read(), who=SELF, why=Why.ASKED, project=project)
        for details, project in acts(500)
    ]
    around = []
    for body in composed:
        before, mark, after = body.partition(b'"salt":"')
        around.append((before + mark, after[2 * events.SALT_BYTES :]))
    return [
        b"%b%032x%b" % (before, nth, after)
        for nth, (before, after) in zip(range(number), cycle(around), strict=False)
    ]


def make_vault(folder: Path, number: int) -> RecoveryWords:
    """Make a vault with so many events beyond its first; its passphrase's slot is cheap."""
    words = custody.create_vault(folder, PASSPHRASE, kdf=_QUICK)
    life = acts(number)
    with custody.open_vault(folder, words) as vault:
        while several := list(islice(life, _EVENTS_AT_ONCE)):
            with vault.log.transaction(SELF) as recording:
                for details, project in several:
                    recording.append(details, project=project)
    return words


def add_years_of_samples(connection: Connection, samples: int) -> None:
    """Add so many samples, evenly over ten years, as an import does: its roll-ups with them.

    Most are heart rates, a few of each of four other types.
    """
    connection.execute(
        "INSERT INTO import (name, format, file_sha256) VALUES ('bench', 'bench', zeroblob(32))"
    )
    writer = RecordWriter(connection, ImportId(connection.number("SELECT last_insert_rowid()")))
    watch = Source("bench", DeviceClass.WATCH)
    for name, unit, share, length_ms in _YEARS:
        chance = np.random.default_rng(1)
        context = Context(Basis(ZoneKnown.ZONE, 60, "Europe/Copenhagen"), unit)
        template = Template(TypeId(name), watch, context)
        whole = max(1, round(samples * share))
        for part in range(0, whole, _SAMPLES_AT_ONCE):
            size = min(_SAMPLES_AT_ONCE, whole - part)
            start = _YEARS_BEGIN_MS + _TEN_YEARS_MS * np.arange(part, part + size) // whole
            writer.add_columns(
                SampleColumns(
                    np.zeros(size, np.int32),
                    start.astype(np.int64),
                    np.full(size, length_ms, np.int64),
                    chance.normal(72, 12, size).clip(45, 100).round(),
                    np.full(size, -1, np.int32),
                    (template,),
                    (),
                )
            )
    writer.finish()


_YEARS: Final = (
    ("HeartRate", "/min", 0.8, 0),
    ("StepCount", "{steps}", 0.1, 60_000),
    ("ActiveEnergyBurned", "kcal", 0.05, 60_000),
    ("RespiratoryRate", "/min", 0.03, 0),
    ("OxygenSaturation", "%", 0.02, 0),
)
"""Type, unit, share of all samples, and how long each lasts: milliseconds."""

_YEARS_BEGIN_MS: Final = 1_451_602_800_000  # the midnight in Denmark with which 2016 begins
_TEN_YEARS_MS: Final = 3_653 * 86_400_000
_SAMPLES_AT_ONCE: Final = 100_000


_Digest = Callable[[], str]


def _refreshed(nth: int, _: _Digest) -> Details:
    return events.RegistryRefreshed(
        root_version=1,
        timestamp_version=nth + 1,
        snapshot_version=nth // 7 + 1,
        targets_version=1,
    )


def _sent(nth: int, digest: _Digest) -> Details:
    return events.DonationSent(
        recipient="region-hovedstaden",
        sequence=nth,
        bundle_sha256=digest(),
        confirmed_sha256=digest(),
    )


def _imported(nth: int, digest: _Digest) -> Details:
    return events.ImportFinished(
        import_id=f"import-{nth}",
        format="apple_health",
        file_sha256=digest(),
        added=nth * 7919 % 100_000,
        duplicates=nth % 1000,
        unreadable=0,
    )


def _given(_: int, digest: _Digest) -> Details:
    return events.ConsentGiven(
        act="given",
        decision_sha256=digest(),
        request_version=1,
        request_sha256=digest(),
        choices_sha256=digest(),
        text_sha256=digest(),
        language="da",
        last_day="2030-12-31",
    )


def _withdrawn(_: int, __: _Digest) -> Details:
    return events.ConsentWithdrawn(item="heart-rate")


def _refused(_: int, __: _Digest) -> Details:
    return events.ReleaseRefused(reason="registry_stale")


def _backed_up(nth: int, digest: _Digest) -> Details:
    return events.BackedUp(backup_sha256=digest(), log_size=nth)


_KINDS: Final = {
    _refreshed: 40,
    _sent: 24,
    _imported: 20,
    _given: 6,
    _withdrawn: 3,
    _refused: 3,
    _backed_up: 4,
}
"""Of a hundred events, roughly: a refresh at each start, a donation each week."""


def fill_samples(connection: Connection, samples: int) -> None:
    """Insert so many samples of three types, one a minute, by SQL alone: no roll-ups."""
    connection.execute(
        "INSERT INTO import (name, format, file_sha256) VALUES ('bench', 'bench', zeroblob(32))"
    )
    connection.execute("INSERT INTO source (name, device) VALUES ('bench', 'watch')")
    connection.execute_many(
        "INSERT INTO sample_type (name, unit) VALUES (?, ?)", zip(SAMPLE_TYPES, _UNITS, strict=True)
    )
    connection.execute_many(
        "INSERT INTO context (import_id, zone_known, dialect, flags) VALUES (1, 'utc', 'plain', 0)",
        (() for _ in range(_CONTEXTS)),
    )
    made = (
        (
            1 + nth % len(SAMPLE_TYPES),
            SAMPLES_BEGIN_MS + nth * _EVERY_MS,
            nth % 3 * 60_000,
            nth * 2_654_435_761 % 2**31,
            60.0 + nth % 90 + nth % 7 / 8,
            1 + nth // 997 % _CONTEXTS,
        )
        for nth in range(samples)
    )
    while several := list(islice(made, _ROWS_AT_ONCE)):
        connection.execute_many("INSERT INTO sample VALUES (?, ?, 1, ?, ?, ?, NULL, ?)", several)


SAMPLES_BEGIN_MS: Final = 1_420_066_800_000  # the midnight in Denmark with which 2015 begins
_EVERY_MS: Final = 60_000
SAMPLE_TYPES: Final = ("HeartRate", "RestingHeartRate", "HeartRateVariabilitySDNN")
_UNITS: Final = ("/min", "/min", "ms")
_CONTEXTS: Final = 300
_ROWS_AT_ONCE: Final = 20_000
