"""One refresh: what the operators publish now, verified, before any of it is kept.

python-tuf follows the roots and verifies timestamp, snapshot and targets; here its
exceptions become ours, versions are compared with what the log remembers, and the
records are taken out of the bins. Which files are asked for follows from what is
published and what is kept alone. Must not know: the log, who asked, the network.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from tuf.api import exceptions as foreign
from tuf.ngclient.config import UpdaterConfig
from tuf.ngclient.fetcher import FetcherInterface
from tuf.ngclient.updater import Updater

from datadonor import paths
from datadonor.registry import store
from datadonor.registry.errors import (
    RegistryError,
    RegistryFrozen,
    RegistryRolledBack,
    RegistrySlow,
    RegistryTampered,
    RegistryTooLarge,
    RegistryUnreachable,
)
from datadonor.registry.fetcher import FetchFailed
from datadonor.registry.signed import MOST_ROOT_BYTES, SignedState, verify_metadata
from datadonor.registry.store import Choice
from datadonor.registry.targets import (
    BINS,
    REVOCATIONS,
    RecordInvalid,
    bin_of,
    parse_revocations,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of a registry, in bytes.

    The metadata's are python-tuf's own: 38 000 records and more. A record is at most
    as large as a request may be; the rest is our choice.
    """

    timestamp: int = 16_384
    snapshot: int = 2_000_000
    targets: int = 5_000_000
    record: int = 4 * 1024 * 1024
    bin: int = 64 * 1024 * 1024
    all_records: int = 512 * 1024 * 1024


class Taken(NamedTuple):
    """What a refresh found, verified and whole.

    ``fetched`` are the records that the vault did not have as they are signed now.
    """

    choice: Choice
    state: SignedState
    fetched: Mapping[str, bytes]


def fetch_registry(
    choice: Choice,
    kept: Mapping[str, bytes],
    fetcher: FetcherInterface,
    base: str,
    now: datetime,
    limits: Limits,
) -> Taken:
    """Fetch and verify all that is new.

    Args:
        choice: The registry in use, with the metadata kept of it.
        kept: The records in the vault, unverified.
        fetcher: Asks for files.
        base: What the names of files are put behind, ending with a slash.
        now: The time by which expiry is judged.
        limits: The most that is read.

    Raises:
        RegistryError: As its kinds say.
        DiskFull, DiskRefused: The private folder could not be used.
    """
    with store.workspace(choice) as folder, _wrapped():
        updater = _Updater(choice, folder, fetcher, base, now, limits)
        updater.refresh()
        fresh = store.read_workspace(folder, choice)
        state = verify_metadata(fresh.chain, fresh.files)
        if state.fresh_until <= now:
            raise RegistryFrozen
        _require_not_older(fresh, state)
        fetched = _Collection(updater, folder / "target", state, kept, limits).collect()
    _require_readable_revocations(state, {**kept, **fetched})
    return Taken(fresh, state, fetched)


class _Updater(Updater):
    """python-tuf's client, told the time instead of asking for it."""

    def __init__(
        self,
        choice: Choice,
        folder: Path,
        fetcher: FetcherInterface,
        base: str,
        now: datetime,
        limits: Limits,
    ) -> None:
        super().__init__(
            metadata_dir=str(folder),
            metadata_base_url=f"{base}metadata/",
            target_dir=str(folder),
            target_base_url=f"{base}targets/",
            fetcher=fetcher,
            config=UpdaterConfig(
                root_max_length=MOST_ROOT_BYTES,
                timestamp_max_length=limits.timestamp,
                snapshot_max_length=limits.snapshot,
                targets_max_length=limits.targets,
            ),
            bootstrap=choice.chain.newest_content,
        )
        # The library offers no other way to pass the time in.
        self._trusted_set.reference_time = now


class _Collection:
    """The records of one state: those kept as they are, and those to be fetched."""

    def __init__(
        self,
        updater: Updater,
        file: Path,
        state: SignedState,
        kept: Mapping[str, bytes],
        limits: Limits,
    ) -> None:
        self._updater = updater
        self._file = file
        self._state = state
        self._limits = limits
        self._missing = [
            name
            for name, entry in sorted(state.records.items())
            if not store.is_as_signed(kept.get(name, b""), entry)
        ]

    def collect(self) -> dict[str, bytes]:
        """Return all records that the vault lacks, by name.

        Every bin with such a record is fetched, in the order of the bins, then every
        record that no bin gave, in the order of names: nothing is left for later, so
        that nothing later tells what the person looks at.
        """
        entries = self._state.records
        if sum(entry.length for entry in entries.values()) > self._limits.all_records:
            raise RegistryTooLarge
        found: dict[str, bytes] = {}
        wanted_bins = {bin_of(name) for name in self._missing}
        for name in BINS:
            if name in wanted_bins and name in self._state.bins:
                self._download(name, self._limits.bin)
                found.update(self._records_in_bin())
        for name in self._missing:
            if name not in found:
                self._download(name, self._limits.record)
                found[name] = self._file.read_bytes()
                if not store.is_as_signed(found[name], entries[name]):
                    raise RegistryTampered
        return {name: found[name] for name in self._missing}

    def _download(self, name: str, most_bytes: int) -> None:
        target = self._updater.get_targetinfo(name)
        if target is None:
            raise RegistryTampered
        if target.length > most_bytes:
            raise RegistryTooLarge
        self._updater.download_target(target, str(self._file))

    def _records_in_bin(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the bin just fetched holds of the signed records, and skip the rest."""
        longest = self._limits.record * 4 // 3 + 4096
        with self._file.open("rb") as lines:
            while line := lines.readline(longest):
                if not line.endswith(b"\n") and len(line) == longest:
                    _skip_line(lines, longest)
                    continue
                name, content = _parse_line(line)
                if store.is_as_signed(content, self._state.records.get(name)):
                    yield name, content


def _skip_line(lines: Any, at_once: int) -> None:  # noqa: ANN401 - any binary file
    while (more := lines.readline(at_once)) and not more.endswith(b"\n"):
        pass


def _parse_line(line: bytes) -> tuple[str, bytes]:
    """Return name and bytes of one line of a bin; an empty name if it is none."""
    try:
        record = json.loads(line)
        name, content = record["name"], record["content"]
        if isinstance(name, str) and isinstance(content, str):
            return name, base64.b64decode(content, validate=True)
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error):
        pass
    return "", b""


def _require_not_older(fresh: Choice, state: SignedState) -> None:
    """Compare with what the log remembers, so that no lost or replaced row helps.

    When a role's keys were changed its versions may begin anew, or whoever stole a
    key could block the registry for ever with a very high version (TUF 1.0, 5.3.11).
    """
    taken = fresh.memory.taken
    if taken is None:
        return
    floor = taken
    if not fresh.chain.has_same_keys("timestamp", taken.root):
        floor = floor._replace(timestamp=0, snapshot=0)
    if not fresh.chain.has_same_keys("snapshot", taken.root):
        floor = floor._replace(snapshot=0)
    if any(now < before for now, before in zip(state.versions, floor, strict=True)):
        raise RegistryRolledBack


def _require_readable_revocations(state: SignedState, contents: Mapping[str, bytes]) -> None:
    if REVOCATIONS not in state.records:
        return
    try:
        parse_revocations(contents[REVOCATIONS])
    except RecordInvalid:
        raise RegistryError from None


@contextmanager
def _wrapped() -> Iterator[None]:
    """Turn what python-tuf raises into ours."""
    try:
        with paths.disk_errors():
            yield
    except foreign.SlowRetrievalError as error:
        raise RegistrySlow from error
    except foreign.DownloadLengthMismatchError as error:
        raise RegistryTooLarge from error
    except FetchFailed as error:
        raise error.reason() from error
    except foreign.DownloadError as error:
        raise RegistryUnreachable from error
    except foreign.ExpiredMetadataError as error:
        raise RegistryFrozen from error
    except foreign.BadVersionNumberError as error:
        raise RegistryRolledBack from error
    except (foreign.RepositoryError, ValueError, TypeError, KeyError, RecursionError) as error:
        # Beside its own errors: what hostile metadata can make a library stumble over.
        raise RegistryTampered from error
