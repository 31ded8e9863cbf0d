"""An import as an act that is cut off, and what must hold of a vault afterwards."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, ImportFinished
from datadonor.records.categories import CategoryId
from datadonor.records.sample import Document, Episode, IdentifierKind, KnownIdentifier
from datadonor.records.writing import columns_of
from datadonor.sources import pipeline
from datadonor.sources.found import Found
from datadonor.sources.parcel import Entry
from datadonor.sources.pipeline import Wishes, import_parcel
from datadonor.sources.reading import Format, Reading
from tests.faults.scenarios import Act, Scenario, Told
from tests.faults.vaults import MARKER, open_sound
from tests.stores import PHONE, UTC, WATCH, steps

SAMPLES: Final = 600
START: Final = 1_780_000_000_000
TABLES: Final = (
    "import", "sample_type", "source", "context", "sample", "hour", "day", "episode", "trace",
    "document", "known_identifier",
)  # fmt: skip

_SMALL_CACHE_KIB: Final = 64
"""So that a transaction goes to the disk in parts, as those of large files do."""


def _read(entries: Sequence[Entry], _reading: Reading) -> Iterator[Found]:
    """Read a made-up file: its number, from which all its records follow."""
    number = int(entries[0].read(100).split()[1])
    begin = START + number * 86_400_000
    half = SAMPLES // 2
    yield columns_of([steps(begin + n * 60_000, n, PHONE) for n in range(half)])
    yield from (steps(begin + n * 60_000, n, WATCH) for n in range(half))
    yield Episode("Workout", begin, 60_000, WATCH, UTC, "running", {"number": number})
    body = b'{"text": "%s"}' % MARKER.encode()
    conditions = CategoryId("conditions")
    yield Document("Condition", conditions, str(number), body, PHONE, UTC.basis, begin)
    yield KnownIdentifier(IdentifierKind.NAME, f"{MARKER} {number}", is_subject=True)


FORMAT: Final = Format("made_up", lambda _, head: head.startswith(b"made-up"), _read)


def bring_in(opened: OpenVault, place: Path, number: int) -> str:
    """Write the file of a number, import it, and return the import's name."""
    write(place, number)
    return bring_in_written(opened, place)


def write(place: Path, number: int) -> None:
    """Write the file of a number."""
    place.write_bytes(b"made-up %d" % number)


def bring_in_written(opened: OpenVault, place: Path) -> str:
    """Import a file, and return the import's name."""
    (report,) = import_parcel(opened, place, SELF, wishes=Wishes(is_mine=True), formats=[FORMAT])
    assert report.added == SAMPLES + 2
    return report.import_id


@contextmanager
def small_cache() -> Iterator[None]:
    """Let the database keep little in memory, so that it writes before it commits."""
    usual, pipeline._CACHE_KIB = pipeline._CACHE_KIB, _SMALL_CACHE_KIB  # type: ignore[misc]
    try:
        yield
    finally:
        pipeline._CACHE_KIB = usual  # type: ignore[misc]


def count_imports(opened: OpenVault) -> int:
    """Count the imports that took effect, after checking that each is whole.

    Log, import table, records and roll-ups agree; no record is there without its import.
    """
    connection = opened.vault.connection
    found = (stored.event for stored in opened.log.events_of(ImportFinished))
    told = [each.what.import_id for each in found if each and isinstance(each.what, ImportFinished)]
    named = [name for (name,) in connection.rows("SELECT name FROM import ORDER BY id")]
    assert named == told
    count = len(told)
    per_import = {"sample": SAMPLES, "episode": 1, "document": 1, "known_identifier": 1}
    for name, each in per_import.items():
        assert connection.number(f"SELECT count(*) FROM {name}") == each * count, name
    for name in ("hour", "day"):
        assert connection.number(f"SELECT sum(count) FROM {name}") == SAMPLES * count, name
    assert connection.number("SELECT count(*) FROM import WHERE position IS NULL") == 0
    return count


class Imports(Scenario):
    """Files brought in, one after the other."""

    @contextmanager
    def ready(self, folder: Path) -> Iterator[Act]:
        with self.open(folder) as opened, small_cache():

            def act(number: int) -> str:
                return bring_in(opened, folder.parent / "given", number)

            yield act

    def judge(self, folder: Path, told: Told) -> str:
        """Every acknowledged import is there, whole, and at most the one under way beside."""
        for path in folder.iterdir():
            if path.is_file():
                assert MARKER.encode() not in path.read_bytes()
        with open_sound(folder, self.template.words) as opened:
            return told.judge(count_imports(opened))
