"""Synthetic vaults for the fault tests, and what must hold of one after a fault."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.audit.log import AuditLog
from datadonor.audit.verdict import Condition
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault import opening
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.keyfile import KEY_FILE, OLDER_KEY_FILE
from datadonor.vault.recovery import RecoveryWords
from datadonor.vault.slots import Credential, DataKey

WEAK: Final = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
"""The least that a key file may ask for."""

PASSPHRASE: Final = "blå hest ved åen"
TEMPLATE_EVENTS: Final = 12
MARKER: Final = "synthetic-marker-4c1d"
"""Stands in every project id: found outside the encryption, it would be a leak."""

_OURS: Final = {
    "vault.db",
    "vault.db-wal",
    "vault.db-shm",
    KEY_FILE,
    OLDER_KEY_FILE,
    "vault.lock",
    "vault.tries",
    "replaced",
}
"""What may lie in a vault's folder once the vault has been opened."""


@dataclass(frozen=True, slots=True)
class Template:
    """A closed vault to take copies of."""

    folder: Path
    words: RecoveryWords
    data_key: DataKey
    leaves: tuple[str, ...]

    def copy_to(self, folder: Path) -> Path:
        """Copy the vault to a folder that is not there yet, and return that."""
        shutil.copytree(self.folder, folder)
        return folder


def no_wait(_seconds: float) -> None:
    """Pass over the pause after wrong tries."""


def make_template(
    folder: Path, *, events_count: int = TEMPLATE_EVENTS, ballast_bytes: int = 0
) -> Template:
    """Make a vault with events, a table beside the log, and as much ballast as asked for."""
    words = custody.create_vault(folder, PASSPHRASE, kdf=WEAK)
    with open_by(folder, PASSPHRASE) as opened:
        opened.vault.connection.execute(
            "CREATE TABLE tally (name TEXT PRIMARY KEY, ballast BLOB) STRICT"
        )
        opened.vault.connection.execute(
            "INSERT INTO tally VALUES ('ballast', randomblob(?))", (ballast_bytes,)
        )
        for number in range(events_count):
            record(opened, f"template-{number}")
        return Template(folder, words, opened.vault._data_key, leaves_of(opened.log))


def open_by(folder: Path, credential: Credential) -> OpenVault:
    """Open a vault without pausing."""
    return custody.open_vault(folder, credential, wait=no_wait)


def record(opened: OpenVault, name: str, ballast_bytes: int | None = None) -> None:
    """Write one event and one row beside it in the same transaction."""
    with opened.log.transaction(events.SELF) as recording:
        recording.append(events.ConsentWithdrawn(item="heart"), project=f"{MARKER}-{name}")
        recording.connection.execute(
            "INSERT INTO tally VALUES (?, randomblob(?))", (name, ballast_bytes or 0)
        )


def recorded(log: AuditLog) -> list[str]:
    """Return the names of the events that ``record`` wrote, in order."""
    found = [stored.event for stored in log.events()]
    return [
        event.project.removeprefix(f"{MARKER}-")
        for event in found
        if event is not None and event.project is not None
    ]


def tallied(opened: OpenVault) -> set[str]:
    """Return the names of the rows that ``record`` wrote."""
    query = "SELECT name FROM tally WHERE name != 'ballast'"
    return {name for (name,) in opened.vault.connection.rows(query)}


def kinds(log: AuditLog) -> list[str]:
    """Return the kinds of all events, in order."""
    return [stored.event.kind for stored in log.events() if stored.event is not None]


def leaves_of(log: AuditLog) -> tuple[str, ...]:
    """Return the leaf hashes, in order."""
    return tuple(stored.leaf_sha256 for stored in log.events())


def opens_with(folder: Path, credential: Credential) -> bool:
    """Say whether a credential opens a vault; any fault but a wrong key comes through."""
    try:
        opening.unlock_vault(folder, credential, wait=no_wait).close()
    except DatadonorError as error:
        if error.exit_code is not ExitCode.WRONG_KEY:
            raise
        return False
    return True


def open_sound(folder: Path, credential: Credential) -> OpenVault:
    """Open a vault after a fault and check all that must hold of any such vault.

    The log is whole, or one transaction ahead of its head and repaired; ``vault verify``
    finds nothing but remarks; no half-made file is left; log and table agree.
    """
    opened = open_by(folder, credential)
    try:
        assert opened.log.verdict.condition in (Condition.WHOLE, Condition.REPAIRED)
        assert not opened.vault.is_read_only
        assert findings_of(opened) == []
        assert {path.name for path in folder.iterdir()} - _OURS == set()
        assert recorded(opened.log) == list(dict.fromkeys(recorded(opened.log)))
        assert set(recorded(opened.log)) == tallied(opened)
        older, newest = ((folder / name).read_bytes() for name in (OLDER_KEY_FILE, KEY_FILE))
        assert b"pending" not in older + newest
    except BaseException:
        opened.close()
        raise
    return opened


def findings_of(opened: OpenVault) -> list[str]:
    """Return the codes of what ``vault verify`` finds, without mere remarks."""
    return [finding.code for finding in custody.inspect(opened) if not finding.is_harmless]
