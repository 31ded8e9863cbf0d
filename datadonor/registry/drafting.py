"""Metadata being signed: all of it in memory, verified, and only then written.

One draft is one act of the operator: publish, renew, replace a key. It begins from what
is published, signs what the act needs, checks it as a client would, and writes it in
the order that leaves a usable repository after every single write.

Must not know: what is approved, who asks. The moment is passed in.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Self, TypeVar

from securesystemslib.signer import Signer  # type: ignore[attr-defined]  # as in signing_keys
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Role,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from datadonor.registry.publication import Found, Publication
from datadonor.registry.signing_keys import PLAN, KeyRing, NewKey, names_of
from datadonor.registry.workshop_errors import WorkshopDamaged, WorkshopTooLarge

MOST_TARGETS_BYTES: Final = 5_000_000
"""What python-tuf's client, and so ours, takes as the list of targets: some 38 000 records."""

TARGETS_RENEWED: Final = timedelta(days=60)
"""Lifetime left at which unchanged targets are signed anew: two months to fetch the keys."""

SNAPSHOT_RENEWED: Final = timedelta(days=15)
"""The same for the snapshot: half its life, so that not every week costs clients a file."""

_TARGETS_FILE: Final = "targets.json"

_S = TypeVar("_S", Root, Targets, Snapshot, Timestamp)


class Draft:
    """What one act signs, over what is published."""

    def __init__(self, publication: Publication, ring: KeyRing, now: datetime, root: Root) -> None:
        """Begin from nothing but a root; use ``over`` or ``first``."""
        self.ring = ring
        self.root = root
        self._publication = publication
        self._now = now.astimezone(UTC)
        self._timestamp_version = 1
        self._targets: Found[Targets] | None = None
        self._snapshot: Found[Snapshot] | None = None
        self._signed: dict[str, Metadata[Any]] = {}

    @classmethod
    def over(cls, publication: Publication, ring: KeyRing, now: datetime) -> Self:
        """Begin from what is published.

        Args:
            publication: What is published.
            ring: Where signing keys are found.
            now: With a zone.

        Raises:
            WorkshopDamaged: What is published cannot be read.
        """
        draft = cls(publication, ring, now, publication.root())
        draft._timestamp_version = publication.next_timestamp()
        targets = publication.found(draft.root, Targets)
        snapshot = publication.found(draft.root, Snapshot)
        # What the keys in force have not signed is signed anew, as if it had not been there.
        draft._targets = targets if targets.is_signed else None
        draft._snapshot = snapshot if snapshot.is_signed else None
        return draft

    @classmethod
    def first(
        cls, publication: Publication, keys: Sequence[NewKey], ring: KeyRing, now: datetime
    ) -> Self:
        """Begin a registry that has its keys and nothing else; all root keys sign its root."""
        made = {key.name: key.signer for key in keys}
        root = Root(
            roles={role: Role([], plan.threshold) for role, plan in PLAN.items()},
            consistent_snapshot=True,
        )
        for role, plan in PLAN.items():
            for name in plan.keys:
                root.add_key(made[name].public_key, role)
        draft = cls(publication, ring, now, root)
        root.expires = draft._end(Root.type)
        draft._finish(root, [made[name] for name in PLAN[Root.type].keys], (root,))
        return draft

    @property
    def signed(self) -> tuple[str, ...]:
        """The roles that have been signed, in that order."""
        return tuple(self._signed)

    @property
    def published(self) -> Mapping[str, TargetFile] | None:
        """What was published before, unless the root's keys have not signed it."""
        return None if self._targets is None else self._targets.signed.targets

    # -- signing --------------------------------------------------------------

    def sign_targets(
        self,
        described: Mapping[str, TargetFile],
        also: Iterable[Signer] = (),
        *,
        always: bool = False,
    ) -> None:
        """Sign the targets if they have changed or will soon run out.

        Args:
            described: What they shall name.
            also: Keys that sign beside those of the root.
            always: Sign them in any case.

        Raises:
            WorkshopTooLarge: A client would not take so many.
            SigningKeyMissing, SigningKeyWrong, WrongKeyPassphrase, PrivateKeyDamaged:
                A key cannot be used.
        """
        before = None if self._targets is None else self._targets.signed
        if (
            not always
            and before is not None
            and before.targets == described
            and before.expires - self._now > TARGETS_RENEWED
        ):
            return
        version = self._publication.next_version(Targets)
        targets = Targets(version, expires=self._end(Targets.type), targets=dict(described))
        self._sign(targets, also)
        if len(self._signed[Targets.type].to_bytes()) > MOST_TARGETS_BYTES:
            raise WorkshopTooLarge

    def sign_online(self, also: Iterable[Signer] = (), *, always: bool = False) -> None:
        """Sign the snapshot if the targets are new or it will soon run out; the timestamp too.

        Args:
            also: Keys that sign beside the online key.
            always: Sign the snapshot in any case.

        Raises:
            SigningKeyMissing, SigningKeyWrong, WrongKeyPassphrase, PrivateKeyDamaged:
                The online key cannot be used.
            WorkshopDamaged: There is nothing that a snapshot could name.
        """
        also = tuple(also)
        before = None if self._snapshot is None else self._snapshot.signed
        if (
            always
            or Targets.type in self._signed
            or before is None
            or before.expires - self._now <= SNAPSHOT_RENEWED
        ):
            version = self._publication.next_version(Snapshot)
            meta = {_TARGETS_FILE: self._meta(Targets.type)}
            self._sign(Snapshot(version, expires=self._end(Snapshot.type), meta=meta), also)
        self._sign(
            Timestamp(
                self._timestamp_version,
                expires=self._end(Timestamp.type),
                snapshot_meta=self._meta(Snapshot.type),
            ),
            also,
        )

    def change_root(self, changed: Root, also: Iterable[Signer] = ()) -> None:
        """Sign a root that follows the one in force; what is signed later is for its keys.

        Enough keys sign that the old root and the new one both believe it.

        Args:
            changed: The root in force, with or without other keys. Version and expiry
                are set here.
            also: New keys, which show so that they exist.

        Raises:
            SigningKeyMissing, SigningKeyWrong, WrongKeyPassphrase, PrivateKeyDamaged:
                Too few of the keys can be used.
        """
        root = copy.deepcopy(changed)
        root.version = self.root.version + 1
        root.expires = self._end(Root.type)
        kept = names_of(root, Root.type)
        before = names_of(self.root, Root.type)
        # Keys that count under both roots first: then a key on its way out need not be at hand.
        leaving = sorted(before, key=lambda name: name not in kept)
        coming = sorted(kept, key=lambda name: name not in before)
        signers = [
            *self._signers(self.root, Root.type, leaving),
            *self._signers(root, Root.type, coming),
            *also,
        ]
        self._finish(root, signers, (self.root, root))
        self.root = root

    def _sign(self, signed: _S, also: Iterable[Signer]) -> None:
        role: str = signed.type
        signers = [*self._signers(self.root, role, names_of(self.root, role)), *also]
        self._finish(signed, signers, (self.root,))

    def _finish(self, signed: _S, signers: Iterable[Signer], roots: Iterable[Root]) -> None:
        """Sign, and see that the roots believe it."""
        role = signed.type
        metadata = Metadata(signed)
        try:
            for signer in signers:
                metadata.sign(signer, append=True)
            for root in roots:
                root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
        except (RepositoryError, ValueError):
            raise WorkshopDamaged from None
        self._signed[role] = metadata

    def _signers(self, root: Root, role: str, names: Iterable[str]) -> list[Signer]:
        """Return as many of a role's keys as it needs, by preference in the order given."""
        keys = names_of(root, role)
        by_presence = sorted(names, key=lambda name: not self.ring.has(name))
        # The ring itself says which one is missing, if too few are there.
        return [
            self.ring.signer(name, keys[name]) for name in by_presence[: root.roles[role].threshold]
        ]

    def _meta(self, role: str) -> MetaFile:
        """Return how the role above names what is signed here, or else what stands."""
        if role in self._signed:
            signed, content = self._signed[role].signed, self._signed[role].to_bytes()
            return MetaFile.from_data(signed.version, content, ["sha256"])
        standing = self._targets if role == Targets.type else self._snapshot
        if standing is None:
            raise WorkshopDamaged
        return MetaFile.from_data(standing.signed.version, standing.content, ["sha256"])

    def _end(self, role: str) -> datetime:
        return self._now + PLAN[role].lifetime

    # -- writing --------------------------------------------------------------

    def write(self, contents: Mapping[str, bytes] | None, *, is_root_first: bool = False) -> None:
        """Write what has been signed: first what nothing points to yet, then what points.

        A new root counts from the moment it is there. It comes last, when what stands
        beside it is signed for the old root's keys as well; first, where it cannot be.

        Args:
            contents: By target's name, for the targets signed here; nothing, if theirs
                are written already.
            is_root_first: Whether the root goes before the timestamp.

        Raises:
            DiskFull, DiskRefused: Clients see the old publication or the new one.
        """
        if contents is not None and Targets.type in self._signed:
            self._publication.write_contents(contents, self._signed[Targets.type].signed)
        order = [Targets.type, Snapshot.type, Timestamp.type]
        order.insert(2 if is_root_first else 3, Root.type)
        for role in order:
            if role in self._signed:
                self._publication.write_metadata(self._signed[role])
