"""A registry made with python-tuf alone, so that attacks do not lean on our publisher.

Whoever holds its keys can publish; the tests hand some of them to an attacker.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import rfc8785
from securesystemslib.signer import (  # type: ignore[attr-defined]  # its exports are not declared
    CryptoSigner,
)
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from datadonor.registry.targets import (
    BINS,
    REVOCATIONS,
    Delivery,
    Names,
    Recipient,
    Revocation,
    Revocations,
    SealKeys,
    bin_of,
    project_name,
    recipient_name,
    to_bytes,
)

ROLES: Final = ("root", "timestamp", "snapshot", "targets")


@dataclass(frozen=True)
class Keys:
    """Private keys by role, and how many of them must sign."""

    root: tuple[CryptoSigner, ...]
    targets: tuple[CryptoSigner, ...]
    snapshot: tuple[CryptoSigner, ...]
    timestamp: tuple[CryptoSigner, ...]

    @classmethod
    def new(cls) -> "Keys":
        return cls(fresh(3), fresh(2), fresh(1), fresh(1))

    def of(self, role: str) -> tuple[CryptoSigner, ...]:
        signers: tuple[CryptoSigner, ...] = getattr(self, role)
        return signers


def fresh(count: int) -> tuple[CryptoSigner, ...]:
    return tuple(CryptoSigner.generate_ed25519() for _ in range(count))


class SyntheticRegistry:
    """A folder with ``metadata`` and ``targets``; root 2 of 3, targets 2 of 2."""

    def __init__(self, folder: Path, now: datetime | None = None) -> None:
        self.folder = folder
        self.metadata = folder / "metadata"
        self.targets = folder / "targets"
        self.metadata.mkdir(parents=True)
        self.targets.mkdir()
        self.now = now or datetime.now(UTC)
        self.keys = Keys.new()
        self.versions = dict.fromkeys(ROLES, 0)
        self.records: dict[str, bytes] = {}
        self.bin_lines: dict[str, bytes] = {}
        self.with_bins = True
        self.with_hashes = True
        self.root = b""
        self.write_root()

    # -- the operators' acts ---------------------------------------------------

    def write_root(self, signers: Iterable[CryptoSigner] | None = None) -> bytes:
        """Write the next root with the keys as they are; 2 of 3 sign unless told otherwise."""
        self.versions["root"] += 1
        root = Root(version=self.versions["root"], expires=self._in(days=365))
        for role in ROLES:
            root.roles[role].threshold = 2 if role in ("root", "targets") else 1
            for signer in self.keys.of(role):
                root.add_key(signer.public_key, role)
        signed = self.signed(root, self.keys.root[:2] if signers is None else signers)
        self.root = self.root or signed
        self.write(f"{root.version}.root.json", signed)
        return signed

    def rotate_root(self) -> None:
        """Replace all root keys: the old ones and the new ones sign."""
        old = self.keys.root
        self.keys = Keys(fresh(3), self.keys.targets, self.keys.snapshot, self.keys.timestamp)
        self.write_root([*old[:2], *self.keys.root[:2]])

    def publish(self, records: Mapping[str, bytes] | None = None) -> None:
        """Publish records, in place of all before."""
        if records is not None:
            self.records = dict(records)
        files = {**self.records, **(self.bins() if self.with_bins else {})}
        for name, content in files.items():
            self.write_target(name, content)
        self.write_targets(files)
        self.write_snapshot()
        self.write_timestamp()

    def bins(self) -> dict[str, bytes]:
        lines: dict[str, list[bytes]] = {name: [] for name in BINS}
        for name, content in sorted(self.records.items()):
            lines[bin_of(name)].append(bin_line(name, content))
        return {name: self.bin_lines.get(name, b"".join(lines[name])) for name in BINS}

    # -- its pieces ------------------------------------------------------------

    def write_targets(
        self, files: Mapping[str, bytes], signers: Iterable[CryptoSigner] | None = None
    ) -> None:
        self.versions["targets"] += 1
        targets = Targets(version=self.versions["targets"], expires=self._in(days=90))
        for name, content in files.items():
            targets.targets[name] = TargetFile.from_data(name, content, ["sha256"])
        content = self.signed(targets, self.keys.targets if signers is None else signers)
        self.write(f"{targets.version}.targets.json", content)

    def write_snapshot(self, signers: Iterable[CryptoSigner] | None = None) -> None:
        self.versions["snapshot"] += 1
        snapshot = Snapshot(version=self.versions["snapshot"], expires=self._in(days=14))
        snapshot.meta["targets.json"] = self._meta("targets")
        content = self.signed(snapshot, self.keys.snapshot if signers is None else signers)
        self.write(f"{snapshot.version}.snapshot.json", content)

    def write_timestamp(
        self,
        signers: Iterable[CryptoSigner] | None = None,
        expires: datetime | None = None,
    ) -> None:
        self.versions["timestamp"] += 1
        timestamp = Timestamp(
            version=self.versions["timestamp"], expires=expires or self._in(days=7)
        )
        timestamp.snapshot_meta = self._meta("snapshot")
        content = self.signed(timestamp, self.keys.timestamp if signers is None else signers)
        self.write("timestamp.json", content)

    def write(self, name: str, content: bytes) -> None:
        (self.metadata / name).write_bytes(content)

    def write_target(self, name: str, content: bytes, signed_as: bytes | None = None) -> None:
        """Write a target, under the digest of its own bytes or of those it stands in for."""
        file = self.targets / hashed(name, content if signed_as is None else signed_as)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def signed(
        self,
        signed: Root | Timestamp | Snapshot | Targets,
        signers: Iterable[CryptoSigner],
    ) -> bytes:
        metadata: Metadata[Any] = Metadata(signed)
        for signer in signers:
            metadata.sign(signer, append=True)
        return metadata.to_bytes()

    def _meta(self, role: str) -> MetaFile:
        version = self.versions[role]
        if not self.with_hashes:
            return MetaFile(version)
        content = (self.metadata / f"{version}.{role}.json").read_bytes()
        return MetaFile.from_data(version, content, ["sha256"])

    def _in(self, days: int) -> datetime:
        return self.now + timedelta(days=days)


def hashed(name: str, content: bytes) -> str:
    """Return where a target lies: its digest stands before the last part of its name."""
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{sha256(content).hexdigest()}.{last}"


def bin_line(name: str, content: bytes) -> bytes:
    encoded = base64.b64encode(content).decode()
    return rfc8785.dumps({"name": name, "content": encoded}) + b"\n"


# -- records ---------------------------------------------------------------------


def recipient(recipient_id: str, seal_key: str = "age1synthetic") -> dict[str, bytes]:
    record = Recipient(
        id=recipient_id,
        name=Names(da=f"Modtager {recipient_id}", en=f"Recipient {recipient_id}"),
        kind="university",
        seal=SealKeys(format="age", keys=(seal_key,)),
        receipt_keys=("ed25519:c3ludGhldGlj",),
        delivery=(Delivery(kind="folder", url="file:///synthetic"),),
        valid_until=date(2999, 12, 31),
    )
    return {recipient_name(recipient_id): to_bytes(record)}


def project(project_id: str, version: int = 1, body: bytes = b"") -> dict[str, bytes]:
    content = body or f'{{"synthetic":"{project_id} {version}"}}'.encode()
    return {project_name(project_id, version): content}


def revocations(*revoked: str, since: datetime | None = None) -> dict[str, bytes]:
    listed = tuple(
        Revocation(
            id=each,
            since=since or datetime(2026, 1, 1, tzinfo=UTC),
            reason=Names(da="Godkendelsen er trukket tilbage.", en="The approval was withdrawn."),
        )
        for each in revoked
    )
    return {REVOCATIONS: to_bytes(Revocations(revocations=listed))}


def some_records() -> dict[str, bytes]:
    """Return two recipients, three projects, one of them in two versions, one revoked."""
    return {
        **recipient("r1"),
        **recipient("r2"),
        **project("heart"),
        **project("heart", 2),
        **project("sleep"),
        **project("ended"),
        **revocations("ended"),
    }
