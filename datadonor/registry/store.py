"""What the vault keeps of a registry, and what its log remembers of it.

The rows are a copy that anyone who can write to the database could change; the log
cannot be changed unseen. So the log says which root was chosen and which versions were
last taken, the signatures say what those versions publish, and a row is believed only
where it agrees with both. Must not know: the network.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from datadonor import paths
from datadonor.audit.events import RegistryChosen, RegistryRefreshed, moment
from datadonor.audit.log import AuditLog
from datadonor.registry.errors import (
    RegistryCopyDamaged,
    RegistryNotChosen,
    RegistryTampered,
    RootInvalid,
)
from datadonor.registry.signed import (
    SNAPSHOT,
    TARGETS,
    TIMESTAMP,
    Entry,
    RootChain,
    SignedState,
    Versions,
    verify_metadata,
)
from datadonor.vault.database import Connection

LOCATION: Final = "location"
FIRST_ROOT: Final = "first.root.json"
ROOTS_FOLDER: Final = "root_history/"
METADATA: Final = (TIMESTAMP, SNAPSHOT, TARGETS)


class Memory(NamedTuple):
    """What the log remembers of the registry in use.

    ``taken`` and ``as_of`` are of the last refresh under this root, in whatever order
    registries were chosen; nothing if there was none. ``is_read`` says whether there
    was one since the root was last chosen.
    """

    root_sha256: str
    taken: Versions | None
    as_of: datetime | None
    is_read: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Which registry is in use, where it lies, and the metadata kept of it."""

    location: str
    chain: RootChain
    files: Mapping[str, bytes]
    memory: Memory


def read_memory(log: AuditLog) -> Memory | None:
    """Return what the log remembers; nothing if no registry was ever chosen."""
    chosen: str | None = None
    is_read = False
    last: dict[str, tuple[Versions, datetime]] = {}
    for stored in log.events_of(RegistryChosen, RegistryRefreshed):
        if stored.event is None:
            continue
        what = stored.event.what
        if isinstance(what, RegistryChosen):
            chosen, is_read = what.root_sha256, False
        elif isinstance(what, RegistryRefreshed) and chosen is not None:
            versions = Versions(
                what.root_version,
                what.timestamp_version,
                what.snapshot_version,
                what.targets_version,
            )
            last[chosen], is_read = (versions, moment(stored.event.when.recorded)), True
    if chosen is None:
        return None
    taken, as_of = last.get(chosen, (None, None))
    return Memory(chosen, taken, as_of, is_read)


def load_choice(connection: Connection, log: AuditLog) -> Choice:
    """Read which registry is in use.

    Raises:
        RegistryNotChosen: None was chosen, or the rows do not hold the root that the
            log says was.
    """
    memory = read_memory(log)
    files = load_files(connection)
    if memory is None or LOCATION not in files or FIRST_ROOT not in files:
        raise RegistryNotChosen
    if sha256(files[FIRST_ROOT]).hexdigest() != memory.root_sha256:
        raise RegistryNotChosen
    try:
        chain = RootChain(files[FIRST_ROOT])
        location = files[LOCATION].decode()
    except (RootInvalid, UnicodeDecodeError):
        raise RegistryNotChosen from None
    chain.extend(lambda version: files.get(root_name(version)))
    return Choice(location, chain, files, memory)


def load_state(choice: Choice) -> SignedState | None:
    """Verify the stored metadata; nothing if the registry has not been read yet.

    Raises:
        RegistryCopyDamaged: The rows are not what was signed, or not what was last
            taken: edited, put back to an earlier state, or gone.
    """
    has_rows = any(name in choice.files for name in METADATA)
    if not has_rows and not choice.memory.is_read:
        return None
    try:
        state = verify_metadata(choice.chain, choice.files)
    except RegistryTampered:
        raise RegistryCopyDamaged from None
    if state.versions != choice.memory.taken:
        raise RegistryCopyDamaged
    return state


def load_files(connection: Connection) -> dict[str, bytes]:
    """Return the rows of metadata, location and first root: name → bytes."""
    rows = connection.rows("SELECT name, content FROM registry_file ORDER BY name")
    return {name: bytes(content) for name, content in rows}


def load_records(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each stored record, unverified, by name, one pass."""
    rows = connection.rows("SELECT name, content FROM registry_target ORDER BY name")
    return ((name, bytes(content)) for name, content in rows)


def is_as_signed(content: bytes, entry: Entry | None) -> bool:
    """Say whether bytes are those that the signed targets name."""
    return (
        entry is not None
        and len(content) == entry.length
        and sha256(content).digest() == entry.sha256
    )


def root_name(version: int) -> str:
    """Return the name under which a root is kept."""
    return f"{ROOTS_FOLDER}{version}.root.json"


@contextmanager
def workspace(choice: Choice) -> Iterator[Path]:
    """Lay the metadata in a private folder that is gone when the block ends.

    It holds public data only: what the operators publish for everyone.

    Raises:
        DiskFull, DiskRefused: As ``paths.disk_errors`` says.
    """
    with paths.disk_errors():
        folder = Path(tempfile.mkdtemp(prefix="datadonor-"))
    try:
        with paths.disk_errors():
            (folder / "root_history").mkdir()
            for version, content in choice.chain.files().items():
                (folder / root_name(version)).write_bytes(content)
            for name in METADATA:
                if name in choice.files:
                    (folder / name).write_bytes(choice.files[name])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_workspace(folder: Path, choice: Choice) -> Choice:
    """Read back what a refresh left in the folder, roots verified from the first on.

    Raises:
        DiskRefused: It cannot be read.
    """

    def root_of(version: int) -> bytes | None:
        file = folder / root_name(version)
        return file.read_bytes() if file.is_file() else None

    chain = RootChain(choice.files[FIRST_ROOT])
    with paths.disk_errors():
        chain.extend(root_of)
        files = {name: (folder / name).read_bytes() for name in METADATA}
    return Choice(choice.location, chain, files, choice.memory)


def save_files(connection: Connection, choice: Choice) -> None:
    """Make the rows of metadata what they should be; only what differs is written."""
    wanted = {
        LOCATION: choice.location.encode(),
        FIRST_ROOT: next(iter(choice.chain.files().values())),
        **{root_name(version): root for version, root in choice.chain.files().items()},
        **{name: choice.files[name] for name in METADATA if name in choice.files},
    }
    present = load_files(connection)
    for name in present.keys() - wanted.keys():
        connection.execute("DELETE FROM registry_file WHERE name = ?", (name,))
    connection.execute_many(
        "INSERT OR REPLACE INTO registry_file (name, content) VALUES (?, ?)",
        [(name, content) for name, content in wanted.items() if present.get(name) != content],
    )


def save_records(
    connection: Connection, fetched: Mapping[str, bytes], wanted: Mapping[str, Entry]
) -> None:
    """Write what was fetched, and remove what is published no longer."""
    names = [name for (name,) in connection.rows("SELECT name FROM registry_target")]
    for name in names:
        if name not in wanted:
            connection.execute("DELETE FROM registry_target WHERE name = ?", (name,))
    connection.execute_many(
        "INSERT INTO registry_target (name, sha256, content) VALUES (?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, content = excluded.content",
        [(name, wanted[name].sha256, content) for name, content in sorted(fetched.items())],
    )
