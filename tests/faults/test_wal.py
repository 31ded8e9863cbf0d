"""A write-ahead log that is cut gives exactly the transactions wholly inside the cut.

Cut at every frame's boundary and somewhere inside every frame (``docs/threat-model.md``). SQLite
keeps the first promise, a prefix and no damage; the second is ours: a cut that lost an
acknowledged event is seen, because the head lies in another file.
"""

import random
import shutil
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from datadonor.audit import events
from datadonor.audit.verdict import Condition
from datadonor.vault.database import DATABASE_FILE, Connection
from datadonor.vault.errors import VaultReadOnly
from datadonor.vault.keyfile import KEY_FILE
from tests.faults.vaults import (
    MARKER,
    Template,
    findings_of,
    make_template,
    open_by,
    record,
    recorded,
    tallied,
)

SEED: Final = 20260131
TRANSACTIONS: Final = 40
HEADER_BYTES: Final = 32
FRAME_HEADER_BYTES: Final = 24
FRAME_BYTES: Final = FRAME_HEADER_BYTES + 4096
BODIES: Final = "SELECT body FROM event ORDER BY position"
WAL_FILE: Final = f"{DATABASE_FILE}-wal"


class Moment(NamedTuple):
    """How things stood when a transaction had been acknowledged."""

    wal_bytes: int
    names: list[str]
    key_file: bytes


class Recorded(NamedTuple):
    """A vault copied while it was open, and every moment on the way there."""

    folder: Path
    template: Template
    moments: list[Moment]
    wal: bytes

    def moment_within(self, length: int) -> int:
        """Return the number of transactions wholly inside the first bytes of the log."""
        return bisect_right(self.moments, length, key=lambda moment: moment.wal_bytes) - 1


@pytest.fixture(scope="module")
def recorded_vault(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Write transactions of one page and of several, and copy the vault while it is open."""
    workshop = tmp_path_factory.mktemp("wal")
    template = make_template(workshop / "template")
    live, copy = workshop / "live", workshop / "copy"
    template.copy_to(live)
    chance = random.Random(SEED)
    moments = []
    with open_by(live, template.words) as opened:
        opened.vault.connection.execute("PRAGMA wal_autocheckpoint = 0")
        opened.vault.connection.shorten_wal()

        def remember() -> None:
            wal_bytes = (live / WAL_FILE).stat().st_size
            key_file = (live / KEY_FILE).read_bytes()
            moments.append(Moment(wal_bytes, recorded(opened.log), key_file))

        remember()
        for number in range(TRANSACTIONS):
            record(opened, str(number), chance.choice([0, 0, 3_000, 9_000]))
            remember()
        shutil.copytree(live, copy)
    wal = (copy / WAL_FILE).read_bytes()
    (copy / f"{DATABASE_FILE}-shm").unlink()
    return Recorded(copy, template, moments, wal)


def commit_ends(wal: bytes) -> list[int]:
    """Return where each commit frame ends: those whose bytes 4 to 7 are not zero."""
    starts = range(HEADER_BYTES, len(wal), FRAME_BYTES)
    return [start + FRAME_BYTES for start in starts if any(wal[start + 4 : start + 8])]


def cuts(wal: bytes) -> Iterator[int]:
    """Yield every frame's boundary, and one place inside every frame and the header."""
    chance = random.Random(SEED)
    yield 0
    yield chance.randrange(1, HEADER_BYTES)
    for boundary in range(HEADER_BYTES, len(wal) + 1, FRAME_BYTES):
        yield boundary
        if boundary < len(wal):
            yield boundary + chance.randrange(1, FRAME_BYTES)


def test_the_log_holds_one_commit_frame_for_each_transaction(recorded_vault: Recorded) -> None:
    """The layout that the cuts rely on, and that no checkpoint came between."""
    assert commit_ends(recorded_vault.wal) == [
        moment.wal_bytes for moment in recorded_vault.moments[1:]
    ]
    assert (len(recorded_vault.wal) - HEADER_BYTES) % FRAME_BYTES == 0
    assert len(recorded_vault.wal) // FRAME_BYTES > 2 * TRANSACTIONS


def test_a_cut_log_gives_exactly_a_prefix(recorded_vault: Recorded, tmp_path: Path) -> None:
    """Whatever was cut, the tables hold the transactions wholly inside, and no page is bad."""
    tried = 0
    for cut in cuts(recorded_vault.wal):
        folder = tmp_path / str(cut)
        folder.mkdir()
        shutil.copy(recorded_vault.folder / DATABASE_FILE, folder)
        (folder / WAL_FILE).write_bytes(recorded_vault.wal[:cut])
        expected = recorded_vault.moments[recorded_vault.moment_within(cut)].names
        connection = Connection.open(folder / DATABASE_FILE, recorded_vault.template.data_key)
        try:
            names = {name for (name,) in connection.rows("SELECT name FROM tally")}
            bodies = [body for (body,) in connection.rows(BODIES)]
            assert names == {"ballast", *expected}, f"cut at {cut}"
            assert projects(bodies) == expected, f"cut at {cut}"
            assert connection.number("SELECT max(position) FROM event") == len(bodies) - 1
            assert connection.page_problems() == 0, f"cut at {cut}"
        finally:
            connection.close()
        shutil.rmtree(folder)
        tried += 1
    assert tried > 4 * TRANSACTIONS


def test_a_cut_that_lost_an_acknowledged_event_is_seen(
    recorded_vault: Recorded, tmp_path: Path
) -> None:
    """With the newest key file a shorter log is ``SHORTENED`` and read-only (D3, point 4)."""
    chance = random.Random(SEED)
    whole = len(recorded_vault.wal)
    commits = commit_ends(recorded_vault.wal)
    for cut in [0, *commits, *chance.sample(list(cuts(recorded_vault.wal)), 20)]:
        folder = cut_copy(recorded_vault, tmp_path / str(cut), cut)
        expected = recorded_vault.moments[recorded_vault.moment_within(cut)].names
        with open_by(folder, recorded_vault.template.words) as opened:
            assert recorded(opened.log) == expected
            assert tallied(opened) == set(expected)
            if cut == whole:
                assert opened.log.verdict.condition is Condition.WHOLE
                assert findings_of(opened) == []
                record(opened, "goes-on")
            else:
                assert opened.log.verdict.condition is Condition.SHORTENED
                assert findings_of(opened) == ["LOG_SHORTENED"]
                with pytest.raises(VaultReadOnly):
                    record(opened, "may-not")
        shutil.rmtree(folder)


def test_a_cut_is_measured_against_the_head_of_its_time(
    recorded_vault: Recorded, tmp_path: Path
) -> None:
    """One transaction ahead of the head is a crash, more than one is an old key file."""
    for ahead, expected in (
        (0, Condition.WHOLE),
        (1, Condition.REPAIRED),
        (2, Condition.HEAD_BEHIND),
        (TRANSACTIONS // 2, Condition.HEAD_BEHIND),
    ):
        for number in range(ahead, TRANSACTIONS, 7):
            folder = cut_copy(
                recorded_vault,
                tmp_path / f"{ahead}-{number}",
                recorded_vault.moments[number].wal_bytes,
            )
            key_file = recorded_vault.moments[number - ahead].key_file
            (folder / KEY_FILE).write_bytes(key_file)
            with open_by(folder, recorded_vault.template.words) as opened:
                assert opened.log.verdict.condition is expected
                assert opened.vault.is_read_only == (not expected.is_sound)
                assert recorded(opened.log) == recorded_vault.moments[number].names


def projects(bodies: list[bytes]) -> list[str]:
    """Return the names of the events that ``record`` wrote, from their bytes."""
    found = [events.parse_event(body).project for body in bodies]
    return [project.removeprefix(f"{MARKER}-") for project in found if project is not None]


def cut_copy(vault: Recorded, folder: Path, length: int) -> Path:
    """Copy the vault with its write-ahead log cut."""
    shutil.copytree(vault.folder, folder)
    (folder / WAL_FILE).write_bytes(vault.wal[:length])
    return folder
