"""The peers: how each is called, and what it kept.

The seconds are those of the whole command, Python's start included.
"""

import json
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.peers.installed import environment
from bench.peers.measured import Command, run

_HEALTHKIT: Final = "from healthkit_to_sqlite.cli import cli; cli()"
_ATLAS: Final = "from atlas.cli import cli; cli()"
_COUNT: Final = """
import json, sys, polars
counted = polars.scan_parquet(sys.argv[1]).group_by("type").len().collect()
print(json.dumps(dict(counted.iter_rows())))
"""
_PREFIXES: Final = ("HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a peer.

    ``rows`` counts the rows of records it kept, ``records`` the same by type, without
    ``HKQuantityTypeIdentifier`` and its like, and ``kept`` what else it kept.
    """

    seconds: float
    peak_rss_bytes: int
    rows: int
    records: Mapping[str, int]
    kept: Mapping[str, int]


def healthkit_to_sqlite(export_zip: Path, database: Path) -> Run:
    """Import with healthkit-to-sqlite, from the zip to a SQLite database on disk.

    It keeps records (a table for each type, all text, no index), the last metadata of
    each key, workouts, points of routes and activity summaries. It loses statistics of
    workouts, beats, and correlations as such, whose children it keeps twice.

    Args:
        export_zip: An export as Apple's, zipped.
        database: Removed first: it would append to what is there.

    Raises:
        PeersUnavailable: The peers could not be installed.
        PeerFailed: It ended with an error.
    """
    spent = run(healthkit_command(export_zip, database))
    with closing(sqlite3.connect(database)) as opened:
        tables = [
            str(name)
            for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        counts = {
            name: int(opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
            for name in tables
        }
    # Types of records are tables that begin with a small r and go on with a capital.
    records = {
        name[1:]: counts.pop(name) for name in tables if name[0] == "r" and name[1].isupper()
    }
    return Run(spent.seconds, spent.peak_rss_bytes, sum(records.values()), records, counts)


def atlas(export: Path, folder: Path) -> Run:
    """Import with atlas-db, from the XML to one Parquet file.

    It keeps type, value and three local times of each record, and drops offset, unit,
    source, metadata and all that is no record. Children of correlations are kept twice.

    Args:
        export: The XML, or a zip with one. It takes no zips, so that is unpacked first,
            outside the time measured: a favour to it, and larger than it sounds.
        folder: An existing folder for the unpacked XML, removed after, and the Parquet.

    Raises:
        PeersUnavailable: The peers could not be installed.
        PeerFailed: It ended with an error.
    """
    python = environment()
    made = folder / "atlas.parquet"
    unpacked = folder / "atlas-export.xml"
    try:
        xml = unpack(export, unpacked) if zipfile.is_zipfile(export) else export
        spent = run(atlas_command(xml, made))
    finally:
        unpacked.unlink(missing_ok=True)
    counted = subprocess.run(
        [str(python), "-c", _COUNT, str(made)], capture_output=True, text=True, check=True
    )
    records: dict[str, int] = json.loads(counted.stdout)
    return Run(spent.seconds, spent.peak_rss_bytes, sum(records.values()), records, {})


def healthkit_command(export_zip: Path, database: Path) -> Command:
    """Return the command of healthkit-to-sqlite; what is in the database's place goes.

    Raises:
        PeersUnavailable: The peers could not be installed.
    """
    for left in database.parent.glob(f"{database.name}*"):
        left.unlink()
    return [str(environment()), "-c", _HEALTHKIT, "--silent", str(export_zip), str(database)]


def atlas_command(xml: Path, made: Path) -> Command:
    """Return the command of atlas-db; what is in the place of its Parquet file goes.

    Raises:
        PeersUnavailable: The peers could not be installed.
    """
    made.unlink(missing_ok=True)
    return [str(environment()), "-c", _ATLAS, "parquet", str(xml), "--out", str(made)]


def short_type(name: str) -> str:
    """Return a type's name as the peers write it, for comparing their counts with ours."""
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def unpack(export: Path, xml: Path) -> Path:
    """Write the XML of a zipped export to a file, and return that."""
    with zipfile.ZipFile(export) as archive:
        name = next(
            each for each in archive.namelist() if each.count("/") == 1 and each.endswith(".xml")
        )
        with archive.open(name) as packed, xml.open("wb") as opened:
            shutil.copyfileobj(packed, opened, 1 << 20)
    return xml
