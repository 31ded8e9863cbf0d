"""Synthetic vaults for the window's tests and pictures. Persons in them are invented."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.keyfile import KEY_FILE

PASSPHRASE: Final = "blå hest ved åen"
WEAK: Final = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
HELPER: Final = "Zanzibarsen Kvistgaard-Marker"
"""An invented name that occurs nowhere else, so that it can be looked for in memory."""

_DIGEST: Final = sha256(b"synthetic").hexdigest()
_FIRST: Final = datetime(2026, 5, 3, 6, 12, tzinfo=UTC)


def assisted(name: str = HELPER) -> events.Actor:
    """Return the person with someone beside them."""
    return events.Actor(capacity="self", assisted_by=events.Assistant(name=name, role="relative"))


def ticking(
    first: datetime = _FIRST, step: timedelta = timedelta(hours=31)
) -> Callable[[], datetime]:
    """Return a clock that goes on by one step at each reading."""
    now = first - step

    def read() -> datetime:
        nonlocal now
        now += step
        return now

    return read


def make_vault(folder: Path) -> Path:
    """Make a vault whose log has one event."""
    custody.create_vault(folder, PASSPHRASE, kdf=WEAK, system_clock=ticking(step=timedelta()))
    return folder


def open_weak(folder: Path, clock: Callable[[], datetime] | None = None) -> OpenVault:
    return custody.open_vault(folder, PASSPHRASE, system_clock=clock or ticking())


def fill(folder: Path) -> None:
    """Add some weeks of an invented person's doings."""
    with open_weak(folder) as opened:
        log = opened.log
        log.record(
            events.ImportFinished(
                import_id="i1",
                format="apple-health",
                file_sha256=_DIGEST,
                added=12400,
                duplicates=31,
                unreadable=2,
            ),
            events.SELF,
        )
        log.record(
            events.RegistryRefreshed(
                root_version=1, timestamp_version=7, snapshot_version=5, targets_version=3
            ),
            events.PROGRAM,
        )
        log.record(_consent(), assisted("Ane Eksempelsen"), project="hjerterytme")
        log.record(
            events.DonationSent(
                recipient="r1", sequence=1, bundle_sha256=_DIGEST, confirmed_sha256=_DIGEST
            ),
            events.SELF,
            project="hjerterytme",
        )
        log.record(events.BackedUp(backup_sha256=_DIGEST, log_size=5), events.SELF)
        log.record(events.ConsentWithdrawn(), events.SELF, project="hjerterytme")


def seed_helper(folder: Path, times: int) -> None:
    """Add events that name the helper."""
    with open_weak(folder) as opened, opened.log.transaction(assisted()) as recording:
        for _ in range(times):
            recording.append(events.ConsentWithdrawn(), project="hjerterytme")


def roll_back(folder: Path) -> None:
    """Put an older database back under the newer key file, as an attacker would."""
    older = folder.with_name(f"{folder.name}.older")
    shutil.copytree(folder, older)
    with open_weak(folder, ticking(_FIRST + timedelta(days=60))) as opened:
        for _ in range(3):
            opened.log.record(events.ConsentWithdrawn(), events.SELF, project="hjerterytme")
    for file in folder.iterdir():
        if file.name.startswith("vault.db"):
            file.unlink()
    for file in older.iterdir():
        if file.name.startswith("vault.db"):
            shutil.copy(file, folder)
    shutil.rmtree(older)
    assert (folder / KEY_FILE).exists()


def _consent() -> events.ConsentGiven:
    return events.ConsentGiven(
        act="given",
        request_version=1,
        request_sha256=_DIGEST,
        choices_sha256=_DIGEST,
        text_sha256=_DIGEST,
        language="da",
        last_day="2030-12-31",
    )
