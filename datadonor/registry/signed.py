"""Signed metadata that was stored, verified anew each time it is believed.

The chain begins at the first root that the person chose; each further root is signed
by the one before it and by itself, and the newest names the keys of timestamp,
snapshot and targets. Expiry is not judged here: old copies may be looked at. Must not
know: the vault, where the bytes lie, the network.

Source: The Update Framework Specification 1.0, section 5. What is delegated to other
roles is not read: only the targets role itself says what is approved.
"""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, TypeVar

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Signed, Snapshot, Targets, Timestamp

from datadonor.registry.errors import RegistryTampered, RootInvalid
from datadonor.registry.targets import BINS, PROJECT_NAME, RECIPIENT_NAME, REVOCATIONS

TIMESTAMP: Final = "timestamp.json"
SNAPSHOT: Final = "snapshot.json"
TARGETS: Final = "targets.json"

MOST_ROOT_BYTES: Final = 512_000
"""As python-tuf bounds it."""

_S = TypeVar("_S", Root, Timestamp, Snapshot, Targets)

_FOREIGN: Final = (RepositoryError, ValueError, TypeError, KeyError, RecursionError)
"""What reading and verifying hostile metadata can raise."""


class Versions(NamedTuple):
    """How far each role has come."""

    root: int
    timestamp: int
    snapshot: int
    targets: int


class Entry(NamedTuple):
    """What the signed targets say of one file."""

    length: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class SignedState:
    """What stored metadata says, once it is verified.

    ``fresh_until`` is when the first of the four roles runs out: with a registry that
    is kept as it should be, the timestamp. ``records`` and ``bins`` hold only names
    that a registry can have.
    """

    versions: Versions
    fresh_until: datetime
    records: Mapping[str, Entry]
    bins: Mapping[str, Entry]


class RootChain:
    """The roots from the first one chosen to the newest known."""

    def __init__(self, first: bytes) -> None:
        """Begin with a root that is trusted because the person chose it.

        Raises:
            RootInvalid: It is no root, or not signed as it says itself.
        """
        if len(first) > MOST_ROOT_BYTES:
            raise RootInvalid
        try:
            root = _read(Root, first)
            root.signed.verify_delegate(Root.type, root.signed_bytes, root.signatures)
        except _FOREIGN:
            raise RootInvalid from None
        self._roots = [root.signed]
        self._contents = [first]

    @property
    def newest(self) -> Root:
        """The root that names the keys in force."""
        return self._roots[-1]

    @property
    def newest_content(self) -> bytes:
        """The newest root's bytes."""
        return self._contents[-1]

    def files(self) -> dict[int, bytes]:
        """Return the roots' bytes by version, ascending."""
        return {
            root.version: content for root, content in zip(self._roots, self._contents, strict=True)
        }

    def extend(self, root_of: Callable[[int], bytes | None]) -> None:
        """Follow the roots as far as they are there and rightly signed."""
        while (content := root_of(self.newest.version + 1)) is not None:
            try:
                root = _read(Root, content)
                for signer in (self.newest, root.signed):
                    signer.verify_delegate(Root.type, root.signed_bytes, root.signatures)
            except _FOREIGN:
                return
            if root.signed.version != self.newest.version + 1:
                return
            self._roots.append(root.signed)
            self._contents.append(content)

    def up_to(self, version: int) -> "RootChain":
        """Return the chain as it was when this version of the root was its newest."""
        number = version - self._roots[0].version + 1
        chain = copy(self)
        chain._roots = self._roots[:number]  # noqa: SLF001 - a chain of this very class
        chain._contents = self._contents[:number]  # noqa: SLF001 - likewise
        return chain

    def has_same_keys(self, role: str, version: int) -> bool:
        """Say whether a role has the keys now that it had under an earlier root."""
        then = [root for root in self._roots if root.version == version]
        return not then or _keys(then[0], role) == _keys(self.newest, role)


def verify_metadata(chain: RootChain, files: Mapping[str, bytes]) -> SignedState:
    """Verify a whole set of metadata, expiry apart.

    Args:
        chain: The roots.
        files: The bytes of ``timestamp.json``, ``snapshot.json``, ``targets.json``.

    Raises:
        RegistryTampered: One is missing, malformed, not signed by enough of its keys,
            or not the one that the role before it names.
    """
    root = chain.newest
    try:
        timestamp = _verified(root, Timestamp, files[TIMESTAMP])
        _require_named(timestamp.snapshot_meta, files[SNAPSHOT])
        snapshot = _verified(root, Snapshot, files[SNAPSHOT])
        _require_named(snapshot.meta[TARGETS], files[TARGETS])
        targets = _verified(root, Targets, files[TARGETS])
        versions = Versions(root.version, timestamp.version, snapshot.version, targets.version)
        named = (timestamp.snapshot_meta.version, snapshot.meta[TARGETS].version)
        if named != versions[2:]:
            raise RegistryTampered
        records = dict(_entries(targets))
        bins = {name: records.pop(name) for name in BINS if name in records}
    except _FOREIGN:
        raise RegistryTampered from None
    roles: tuple[Signed, ...] = (root, timestamp, snapshot, targets)
    return SignedState(versions, min(role.expires for role in roles), records, bins)


def is_known_name(name: str) -> bool:
    """Say whether a registry can publish something under a name."""
    return (
        name == REVOCATIONS
        or name in BINS
        or RECIPIENT_NAME.fullmatch(name) is not None
        or PROJECT_NAME.fullmatch(name) is not None
    )


def _entries(targets: Targets) -> list[tuple[str, Entry]]:
    # An entry without SHA-256 raises: left out, a list of revocations would vanish.
    return [
        (name, Entry(target.length, bytes.fromhex(target.hashes["sha256"])))
        for name, target in sorted(targets.targets.items())
        if is_known_name(name)
    ]


def _read(role: type[_S], content: bytes) -> Metadata[_S]:
    metadata = Metadata[_S].from_bytes(content)
    if not isinstance(metadata.signed, role):
        raise TypeError(role.type)
    return metadata


def _verified(root: Root, role: type[_S], content: bytes) -> _S:
    metadata = _read(role, content)
    root.verify_delegate(role.type, metadata.signed_bytes, metadata.signatures)
    return metadata.signed


def _require_named(named: MetaFile, content: bytes) -> None:
    named.verify_length_and_hashes(content)


def _keys(root: Root, role: str) -> set[str]:
    return set(root.roles[role].keyids)
