"""What it costs to make a million samples ready to send.

The peer reads the same rows with a bare SELECT along the same key and makes nothing of
them. Both read from an encrypted database on disk. Beside the seconds: the most memory
that a process of its own held for one million samples and for three.
"""

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from importlib.resources import files
from itertools import chain
from pathlib import Path

import yaml

from bench.measure import ready
from bench.memory import peak_bytes
from bench.registry import Question, Setting, Sides, benchmark
from bench.synthetic import SAMPLE_TYPES, SAMPLES_BEGIN_MS, fill_samples
from consent.request import ProjectRequest, Resolution, Window
from consent.selection import ItemSelection, select
from consent.trial import everything_asked
from datadonor.records.listing import SAMPLES
from datadonor.vault.database import Connection
from datadonor.vault.slots import DataKey
from export.minimisation.dates import DateTreatment
from export.pseudonym import Donor
from export.series import outgoing_of_item

_NOW = datetime(2026, 9, 1, tzinfo=UTC)
_TODAY = date(2026, 9, 1)
_KEY = DataKey(bytes(range(48)))
_IDENTITY = Donor(bytes(32)).for_project("bench")


@benchmark(
    "outgoing",
    Question("1 M samples one by one / bare SELECT", "raw", "bare"),
    Question("1 M samples by the day / bare SELECT", "day", "bare", aim=3),
    Question("their ids alone / one by one", "ids", "raw"),
)
def outgoing(setting: Setting) -> Iterator[Sides]:
    """Make what one item permits ready to send."""
    rows = setting.count(1_000_000)
    (large, small) = setting.folder / "large.db", setting.folder / "small.db"
    for file, number in ((large, 3 * rows), (small, rows)):
        with_samples(file, number)
    for name, resolution in (("raw", Resolution.RAW), ("day", Resolution.DAY)):
        setting.facts[name] = {
            f"MiB held for {size}": _peak(file, resolution) >> 20
            for size, file in (("1 M", small), ("3 M", large))
        }
    connection = Connection.open(small, _KEY)
    try:
        assert _drain(connection, Resolution.RAW) == _drain_bare(connection) == rows
        yield {
            "raw": ready(partial(_drain, connection, Resolution.RAW)),
            "day": ready(partial(_drain, connection, Resolution.DAY)),
            "ids": ready(partial(_ids, rows)),
            "bare": ready(partial(_drain_bare, connection)),
        }
    finally:
        connection.close()


def with_samples(file: Path, rows: int) -> None:
    """Make an encrypted database with so many samples of one category."""
    connection = Connection.open(file, _KEY)
    try:
        connection.migrate()
        with connection.transaction():
            fill_samples(connection, rows)
        connection.shorten_wal()
    finally:
        connection.close()


def item_of(connection: Connection, resolution: Resolution) -> ItemSelection:
    """Return what the sample request permits of one category, at a resolution."""
    file = files("resources").joinpath("samples", "request-sleep.yaml")
    whole = ProjectRequest.model_validate(yaml.safe_load(file.read_text("utf-8")))
    (item,) = (each for each in whole.items if each.category == "heart")
    window = Window.model_validate({"from": date(2000, 1, 1), "until": date(2099, 12, 31)})
    asked = item.model_copy(update={"window": window, "finest_resolution": resolution})
    request = whole.model_copy(update={"items": (asked,)})
    (found,) = select(connection, request, everything_asked(request), _NOW).items
    return found


def _drain(connection: Connection, resolution: Resolution) -> int:
    item = item_of(connection, resolution)
    dates = DateTreatment(item.grant.dates, _IDENTITY, resolution, _TODAY)
    return _length(outgoing_of_item(item, _IDENTITY, dates, _TODAY))


def _drain_bare(connection: Connection) -> int:
    """Read the same rows, as streams of one type each."""
    query = f"{SAMPLES} WHERE type_id = ? ORDER BY start_ms"
    each = (connection.rows(query, (number,)) for number in range(1, len(SAMPLE_TYPES) + 1))
    return _length(chain.from_iterable(each))


def _ids(rows: int) -> None:
    for nth in range(rows):
        _IDENTITY.record_id("Observation", f"s1.{SAMPLES_BEGIN_MS + nth}.1.60000.1234567890")


def _peak(file: Path, resolution: Resolution) -> int:
    """Return the most bytes that a process of its own held while it drained a database."""
    return peak_bytes([sys.executable, "-m", "bench.outgoing", str(file), resolution.value])


def _length(stream: Iterable[object]) -> int:
    """Read to the end, holding nothing."""
    last = deque(enumerate(stream, start=1), maxlen=1)
    return last[0][0] if last else 0


if __name__ == "__main__":
    opened = Connection.open(Path(sys.argv[1]), _KEY, read_only=True)
    _drain(opened, Resolution(sys.argv[2]))
    opened.close()
