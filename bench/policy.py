"""What a decision costs over a million samples, when SQL makes it.

The peer reads the same rows with a bare SELECT along the same key, and asks nothing. Both
read from an encrypted database on disk, and both hand every row to Python.
"""

import random
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path

import yaml

from bench.measure import ready
from bench.registry import Question, Setting, Sides, benchmark
from consent.choices import Choices, ItemChoice
from consent.request import ProjectRequest, Window
from consent.selection import ItemSelection, select
from consent.trial import everything_asked, try_choices
from datadonor.records.listing import SAMPLES
from datadonor.records.record_id import SampleId
from datadonor.vault.database import Connection
from datadonor.vault.slots import new_data_key

_NOW = datetime(2026, 9, 1, tzinfo=UTC)
_FIRST_MS = 1_577_833_200_000  # the midnight in Denmark with which 2020 begins
_EVERY_MS = 150_000
_TYPES = ("HeartRate", "RestingHeartRate", "HeartRateVariabilitySDNN")
_CONTEXTS = 300
_LEFT_OUT = 10_000


@benchmark(
    "decision",
    Question("1 M samples under one decision / bare SELECT", "decision", "bare", aim=1.3),
    Question("the same, 10 000 left out one by one / bare SELECT", "left out", "bare", aim=1.3),
    Question("counting them / bare count", "count", "bare count"),
)
def decision(setting: Setting) -> Iterator[Sides]:
    """Stream what one decision permits.

    The window ends long after the samples, so that every one of them goes: the most that
    there is to do. One context in fifty is of samples that were taken back, and none of
    these points at it.
    """
    with _store(setting.folder, setting.count(1_000_000)) as (connection, rows):
        (item,) = select(connection, _request(), everything_asked(_request()), _NOW).items
        left_out = _left_out(connection, item, min(_LEFT_OUT, rows // 2))
        assert item.count().samples == _drain(item) == _drain_bare(connection) == rows
        assert _drain(left_out) == rows - min(_LEFT_OUT, rows // 2)
        yield {
            "decision": ready(partial(_drain, item)),
            "left out": ready(partial(_drain, left_out)),
            "bare": ready(partial(_drain_bare, connection)),
            "count": ready(item.count),
            "bare count": ready(partial(_count_bare, connection)),
        }


@benchmark(
    "trial",
    Question("trying choices on 1 M samples / bare count", "trial", "bare count"),
    Question("the same, 10 000 left out one by one / bare count", "left out", "bare count"),
)
def trial(setting: Setting) -> Iterator[Sides]:
    """Try choices: how many go, of which types and when, why the rest stays, and examples."""
    with _store(setting.folder, setting.count(1_000_000)) as (connection, rows):
        request = _request()
        choices = everything_asked(request)
        (item,) = select(connection, request, choices, _NOW).items
        names = _names(item, min(_LEFT_OUT, rows // 2))
        without = Choices(
            items={request.items[0].id: ItemChoice(granted=True, excluded_records=names)}
        )
        asked = partial(try_choices, connection, request)
        assert asked(choices, _NOW).whole.going == rows
        assert asked(without, _NOW).whole.going == rows - len(names)
        yield {
            "trial": ready(partial(asked, choices, _NOW)),
            "left out": ready(partial(asked, without, _NOW)),
            "bare count": ready(partial(_count_bare, connection)),
        }


@contextmanager
def _store(folder: Path, rows: int) -> Iterator[tuple[Connection, int]]:
    """Yield an encrypted database with so many samples of one category."""
    connection = Connection.open(folder / "decision.db", new_data_key())
    try:
        connection.migrate()
        with connection.transaction():
            _fill(connection, rows)
        connection.shorten_wal()
        yield connection, rows
    finally:
        connection.close()


def _fill(connection: Connection, rows: int) -> None:
    chance = random.Random(4)
    connection.execute(
        "INSERT INTO import (name, format, file_sha256) VALUES ('bench', 'bench', zeroblob(32))"
    )
    connection.execute("INSERT INTO source (name, device) VALUES ('bench', 'watch')")
    connection.execute_many(
        "INSERT INTO sample_type (name, unit) VALUES (?, '/min')", ((name,) for name in _TYPES)
    )
    connection.execute_many(
        "INSERT INTO context (import_id, zone_known, dialect, flags) VALUES (1, 'utc', 'plain', ?)",
        ((2 if number % 50 == 0 else 0,) for number in range(1, _CONTEXTS + 1)),
    )
    usual = [number for number in range(1, _CONTEXTS + 1) if number % 50]
    connection.execute_many(
        "INSERT INTO sample VALUES (?, ?, 1, 60000, ?, ?, NULL, ?)",
        (
            (
                1 + nth % len(_TYPES),
                _FIRST_MS + nth * _EVERY_MS,
                chance.getrandbits(31),
                60.0 + nth % 90,
                usual[nth // 997 % len(usual)],
            )
            for nth in range(rows)
        ),
    )


def _request() -> ProjectRequest:
    """Return the sample request, asking for one category and a window without an edge."""
    file = files("resources").joinpath("samples", "request-sleep.yaml")
    whole = ProjectRequest.model_validate(yaml.safe_load(file.read_text("utf-8")))
    (item,) = (each for each in whole.items if each.category == "heart")
    window = Window.model_validate({"from": date(2000, 1, 1), "until": date(2099, 12, 31)})
    return whole.model_copy(update={"items": (item.model_copy(update={"window": window}),)})


def _names(item: ItemSelection, number: int) -> tuple[str, ...]:
    """Return the names of some samples, evenly spread."""
    ids = [SampleId(*row[:5]) for row in item.samples()]
    return tuple(str(each) for each in ids[:: len(ids) // number][:number])


def _left_out(connection: Connection, item: ItemSelection, number: int) -> ItemSelection:
    request = _request()
    choice = ItemChoice(granted=True, excluded_records=_names(item, number))
    choices = Choices(items={request.items[0].id: choice})
    (without,) = select(connection, request, choices, _NOW).items
    return without


def _drain(item: ItemSelection) -> int:
    return _length(item.samples())


def _drain_bare(connection: Connection) -> int:
    """Read the same rows, as streams of one type each."""
    return sum(
        _length(connection.rows(f"{SAMPLES} WHERE type_id = ? ORDER BY start_ms", (type_id,)))
        for type_id in range(1, len(_TYPES) + 1)
    )


def _length(rows: Iterator[object]) -> int:
    """Read to the end, holding nothing."""
    last = deque(enumerate(rows, start=1), maxlen=1)
    return last[0][0] if last else 0


def _count_bare(connection: Connection) -> int:
    return connection.number("SELECT count(*) FROM sample")
