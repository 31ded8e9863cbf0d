"""What it takes to bring an Apple Health export into the vault, whole.

Our side is the real command, from its start to its end: it opens the vault, reads the
zip, keeps everything with indexes and roll-ups, and writes the event. Peers keep less
(``bench.peers``), and write to a file that anyone can read.
"""

import sys
import xml.parsers.expat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bench.apple_export import Written, write_export
from bench.measure import Side, Work
from bench.memory import peak_bytes
from bench.peers import Command, atlas_command, healthkit_command, run, unpack
from bench.registry import Facts, Question, Setting, Sides, benchmark
from bench.synthetic import PASSPHRASE
from datadonor.audit import custody
from datadonor.vault import kdf
from datadonor.vault.database import Connection
from datadonor.vault.schema import STEPS
from datadonor.vault.slots import new_data_key

_ROWS_AT_ONCE = 50_000


@benchmark(
    "import",
    Question("1 M records: datadonor / healthkit-to-sqlite", "datadonor", "healthkit", aim=1 / 15),
    Question("1 M records: datadonor / atlas-db", "datadonor", "atlas", aim=1 / 4),
    Question("1 M records: datadonor / expat, then bare insert", "datadonor", "floor", aim=1),
)
def importing(setting: Setting) -> Iterator[Sides]:
    """Import one export with everybody's tool, and with no tool at all."""
    export = setting.folder / "export.zip"
    written = write_export(export, setting.count(1_000_000))
    ours = _OurImport(setting.folder, export, written)
    setting.facts["datadonor"] = ours.facts()
    rows = ours.rows()
    database, parquet = setting.folder / "peer.db", setting.folder / "peer.parquet"
    xml = unpack(export, setting.folder / "export.xml")  # atlas-db takes no zip: a favour
    yield {
        "datadonor": ours.side,
        "healthkit": _peer(partial(healthkit_command, export, database), database),
        "atlas": _peer(partial(atlas_command, xml, parquet), parquet),
        "floor": _floor(export, setting.folder / "floor.db", rows),
    }


@benchmark(
    "growth",
    Question("1 M records / 100 000", "1 M", "100 000"),
    Question("3 M records / 1 M", "3 M", "1 M"),
    Question("1 M records again, nothing new / the first time", "again", "1 M"),
)
def growth(setting: Setting) -> Iterator[Sides]:
    """Import exports of three sizes, and one of them once more."""
    sides: dict[str, Side] = {}
    for name, size in {"100 000": 100_000, "1 M": 1_000_000, "3 M": 3_000_000}.items():
        export = setting.folder / f"{size}.zip"
        folder = setting.folder / str(size)
        folder.mkdir()
        ours = _OurImport(folder, export, write_export(export, setting.count(size)))
        setting.facts[name] = ours.facts()
        sides[name] = ours.side
        if name == "1 M":
            sides["again"] = ours.again
    yield sides


class _OurImport:
    """The command, on one export."""

    def __init__(self, folder: Path, export: Path, written: Written) -> None:
        self._vault = folder / "vault"
        self._passphrase = folder / "passphrase"
        self._passphrase.write_text(PASSPHRASE)
        self._written = written
        self._command = [
            *(sys.executable, "-m", "datadonor", "import", str(export)),
            *("--vault", str(self._vault), "--passphrase-file", str(self._passphrase)),
        ]

    @contextmanager
    def side(self) -> Iterator[Work]:
        """Import into a new vault."""
        self._renew()
        yield lambda: run(self._command)
        self._verify()

    @contextmanager
    def again(self) -> Iterator[Work]:
        """Import into a vault that has it all."""
        if not self._vault.exists():
            self._renew()
            run(self._command)
        yield lambda: run(self._command)
        self._verify()

    def facts(self) -> Facts:
        """Return memory and room: of one run that is watched and not timed."""
        self._renew()
        peak = peak_bytes(self._command)
        size = (self._vault / "vault.db").stat().st_size
        return {
            "peak KiB": peak // 1024,
            "bytes a sample": round(size / self._written.total),
        }

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the samples as stored, for whoever wants to write the same."""
        with custody.open_vault(self._vault, PASSPHRASE) as opened:
            return list(opened.vault.connection.rows("SELECT * FROM sample"))

    def _renew(self) -> None:
        for left in (*self._vault.glob("*"), self._vault):
            if left.is_file():
                left.unlink()
            elif left.exists():
                left.rmdir()
        custody.create_vault(self._vault, PASSPHRASE, kdf=kdf.FLOOR)

    def _verify(self) -> None:
        """Make sure that nothing is lost and nothing doubled."""
        counts = {
            # A clinical record beside the export holds a value of its own.
            "SELECT count(*) FROM sample, context, import WHERE context.id = context_id "
            "AND import.id = import_id AND format = 'apple_health'": self._written.total,
            "SELECT sum(json_array_length(facts, '$.statistics')) FROM episode "
            "WHERE kind = 'Workout'": self._written.workout_statistics,
            "SELECT count(*) FROM episode WHERE kind = 'BloodPressure'": self._written.correlations,
            "SELECT count(*) FROM episode WHERE kind = 'Workout'": self._written.workouts,
            "SELECT sum(count) FROM trace WHERE name = 'rate'": self._written.beats,
        }
        with custody.open_vault(self._vault, PASSPHRASE) as opened:
            for query, expected in counts.items():
                found = opened.vault.connection.number(query)
                assert found == expected, (query, found, expected)


def _peer(command: Callable[[], Command], made: Path) -> Side:
    """Return a side of a peer's command, which must have made a file."""

    @contextmanager
    def side() -> Iterator[Work]:
        words = command()
        yield lambda: run(words)
        assert made.stat().st_size

    return side


def _floor(export: Path, database: Path, rows: Sequence[tuple[Any, ...]]) -> Side:
    """Return a bare pass of expat, then a bare insert of our rows: neither makes any sense."""

    @contextmanager
    def side() -> Iterator[Work]:
        with _bare_table(database) as connection:
            yield partial(_floor_work, export, connection, rows)

    return side


def _floor_work(export: Path, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    _parse(export)
    _insert(connection, rows)


def _parse(export: Path) -> None:
    parser = xml.parsers.expat.ParserCreate()
    with zipfile.ZipFile(export) as archive:
        name = next(name for name in archive.namelist() if name.endswith("export.xml"))
        with archive.open(name) as opened:
            while block := opened.read(1 << 20):
                parser.Parse(block, False)  # noqa: FBT003 - expat's own signature


@contextmanager
def _bare_table(database: Path) -> Iterator[Connection]:
    for left in database.parent.glob(f"{database.name}*"):
        left.unlink()
    connection = Connection.open(database, new_data_key())
    connection.execute(next(text for text in STEPS[2] if "CREATE TABLE sample (" in text))
    try:
        yield connection
    finally:
        connection.close()


def _insert(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.transaction():
        connection.execute_many("INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
