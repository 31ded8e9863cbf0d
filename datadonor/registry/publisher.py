"""The operator's side of the registry: what is approved becomes what is published.

A workshop is one folder (``docs/formats/registry.md``). Time, passphrases and the cost
of sealing a key are passed in. Must not know: what a request says, who asks.
"""

import copy
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from tuf.api.metadata import Root, Targets

from datadonor import paths
from datadonor.registry.bins import fill_bins
from datadonor.registry.drafting import Draft
from datadonor.registry.publication import ROOT_FILE, Publication, describe
from datadonor.registry.signing_keys import (
    KEY_NAMES,
    OFFLINE,
    PLAN,
    KeyRing,
    NewKey,
    Passphrases,
    SigningKeyUnknown,
    key_file,
    key_files,
    make_key,
    names_of,
    next_name,
)
from datadonor.registry.status import Changes, PublishReport, Status, compare, role_statuses
from datadonor.registry.targets import PROJECT_NAME, Names, Recipient, Revocation
from datadonor.registry.workshop import (
    KEYS,
    PUBLIC,
    RECORDS,
    About,
    Records,
)
from datadonor.registry.workshop_errors import RenewalNotEnough, WorkshopExists, WorkshopMissing
from datadonor.vault.kdf import KdfParameters

UNNAMED: Final = About(name=Names(da="Den, der fører listen", en="Whoever keeps the list"))
"""For a registry whose operator has not said who they are."""


class Registry:
    """One registry, in its workshop."""

    def __init__(self, folder: Path, key_folders: Sequence[Path] = ()) -> None:
        """Stand in a folder; use ``create`` or ``open``."""
        self.folder = folder
        self.records = Records(folder)
        self.publication = Publication(folder / PUBLIC)
        self._key_folders = (*key_folders, folder / KEYS)

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrases: Passphrases,
        now: datetime,
        kdf: KdfParameters,
        about: About = UNNAMED,
    ) -> "Registry":
        """Make a registry: six keys, and an empty publication that is already whole.

        Args:
            folder: Empty or not there.
            passphrases: Asked once for each of ``KEY_NAMES``, before anything is made.
            now: With a zone.
            kdf: What opening each key will cost.
            about: Who keeps the registry, for the catalogue.

        Raises:
            WorkshopExists: There is something in the folder.
            PassphraseTooShort: One of them is.
            DiskFull, DiskRefused: Nothing is left behind but perhaps the empty folder.
        """
        with paths.disk_errors():
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise WorkshopExists
        asked = {name: passphrases(name) for name in KEY_NAMES}
        made = [make_key(name, passphrase, kdf) for name, passphrase in asked.items()]
        registry = cls(folder)
        ring = KeyRing((), passphrases)
        for key in made:
            ring.add(key)
        try:
            paths.private_folder(folder)
            for key in made:
                registry._keep(key)
            Records.make(folder, about)
            contents = registry._contents()
            draft = Draft.first(registry.publication, made, ring, now)
            draft.sign_targets(describe(contents))
            draft.sign_online()
            draft.write(contents)
        except BaseException:
            for name in (KEYS, RECORDS, PUBLIC):
                shutil.rmtree(folder / name, ignore_errors=True)
            raise
        return registry

    @classmethod
    def open(cls, folder: Path, key_folders: Sequence[Path] = ()) -> "Registry":
        """Stand in a registry's folder.

        Args:
            folder: Made by ``create``.
            key_folders: Where else key files may lie; looked in first.

        Raises:
            WorkshopMissing: There is no registry in it.
        """
        if not (folder / RECORDS).is_dir() or not (folder / PUBLIC / ROOT_FILE).is_file():
            raise WorkshopMissing
        return cls(folder, key_folders)

    # -- what is approved -----------------------------------------------------

    def add_recipient(self, content: bytes) -> Recipient:
        """Approve a recipient; as ``Records.add_recipient`` says."""
        return self.records.add_recipient(content)

    def approve(
        self, project_id: str, version: int, content: bytes, on: date | None = None
    ) -> bool:
        """Approve the bytes of a request; as ``Records.approve`` says."""
        return self.records.approve(project_id, version, content, on)

    def revoke(self, revoked_id: str, since: datetime, reason: Names) -> Revocation:
        """Revoke a recipient or project; as ``Records.revoke`` says."""
        return self.records.revoke(revoked_id, since, reason)

    # -- publishing -----------------------------------------------------------

    def publish(
        self,
        passphrases: Passphrases,
        now: datetime,
        catalogue: Mapping[str, bytes] | None = None,
    ) -> PublishReport:
        """Publish what is approved. Only keys that have something to sign are asked for.

        Targets are signed if the records have changed or ``TARGETS_RENEWED`` has come,
        the snapshot with them or at ``SNAPSHOT_RENEWED``, the timestamp always.

        Args:
            passphrases: From a key's name to its passphrase.
            now: With a zone.
            catalogue: Files to be written beside what is signed, by path below
                ``public``.

        Raises:
            WorkshopDamaged: What is published cannot be read.
            WorkshopTooLarge: More is approved than a client takes.
            SigningKeyMissing, SigningKeyWrong, WrongKeyPassphrase, PrivateKeyDamaged:
                A key cannot be used.
            RecordInvalid, WorkshopInUse: Nothing was written.
            DiskFull, DiskRefused: Clients see the old publication or the new one.
        """
        with self.records.alone():
            contents = self._contents()
            described = describe(contents)
            draft = self._draft(passphrases, now)
            changes = compare(described, draft.published)
            draft.sign_targets(described)
            draft.sign_online()
            draft.write(contents)
            self.publication.write_catalogue(catalogue or {})
            return self._report(draft, changes, now)

    def refresh_timestamp(self, passphrases: Passphrases, now: datetime) -> PublishReport:
        """Vouch for what is published for another week, with the online key alone.

        Raises:
            RenewalNotEnough: The targets that are published are not signed by the keys
                in force. Only ``publish`` can help.
            WorkshopDamaged, SigningKeyMissing, SigningKeyWrong, WrongKeyPassphrase,
            PrivateKeyDamaged, WorkshopInUse, DiskFull, DiskRefused: As in ``publish``.
        """
        with self.records.alone():
            draft = self._draft(passphrases, now)
            if draft.published is None:
                raise RenewalNotEnough
            draft.sign_online()
            draft.write(None)
            return self._report(draft, Changes(), now)

    def renew_root(self, passphrases: Passphrases, now: datetime) -> PublishReport:
        """Sign the root for another year. The keys in force stay as they are.

        Raises:
            WorkshopDamaged, SigningKeyMissing, SigningKeyWrong, WrongKeyPassphrase,
            PrivateKeyDamaged, WorkshopInUse, DiskFull, DiskRefused: As in ``publish``.
        """
        with self.records.alone():
            draft = self._draft(passphrases, now)
            draft.change_root(draft.root)
            draft.write(None)
            return self._report(draft, Changes(), now)

    def rotate_root(
        self, name: str, passphrases: Passphrases, now: datetime, kdf: KdfParameters
    ) -> str:
        """Put a new key in the place of one that is lost, stolen or to be retired.

        A new root says so, and what the key had signed is signed anew. Old and new key
        both sign that, if the old one's file is there, so that clients on either side
        of the new root believe it. What is approved and not yet published stays so.
        The old key's file stays where it is, and counts for nothing.

        Args:
            name: Of the key that goes: a root key, or any other.
            passphrases: Also asked for the new key's name.
            now: With a zone.
            kdf: What opening the new key will cost.

        Returns:
            The new key's name, such as ``root4``.

        Raises:
            SigningKeyUnknown: No key in force bears the name.
            RenewalNotEnough: The targets that are published are not signed by the keys
                in force; publish first.
            PassphraseTooShort: The new key's passphrase is.
            WorkshopDamaged, SigningKeyMissing, SigningKeyWrong, WrongKeyPassphrase,
            PrivateKeyDamaged, WorkshopInUse, DiskFull, DiskRefused: As in ``publish``.
        """
        with self.records.alone():
            draft = self._draft(passphrases, now)
            before = draft.root
            roles = [role for role in PLAN if name in names_of(before, role)]
            if not roles:
                raise SigningKeyUnknown(name=name)
            if draft.published is None:
                raise RenewalNotEnough
            new_name = next_name(name, [*self.keys_in_force(), *key_files(self.folder / KEYS)])
            new = make_key(new_name, passphrases(new_name), kdf)
            draft.ring.add(new)
            old = names_of(before, roles[0])[name]
            # Who replaces a root key need not have it: the others sign. Nor the rest, but then
            # clients that come between two writes are turned away until the second.
            also = []
            if Root.type not in roles and draft.ring.has(name):
                also = [draft.ring.signer(name, old)]
            changed = copy.deepcopy(before)
            for role in roles:
                changed.revoke_key(old.keyid, role)
                changed.add_key(new.signer.public_key, role)
            draft.change_root(changed, [new.signer] if Root.type in roles else [])
            if Targets.type in roles:
                draft.sign_targets(draft.published, also, always=True)
            if Root.type not in roles:
                draft.sign_online(also, always=True)
            self._keep(new)
            draft.write(None, is_root_first=not also)
        return new_name

    # -- seeing ---------------------------------------------------------------

    def status(self, now: datetime) -> Status:
        """Say how the registry stands.

        Raises:
            WorkshopDamaged: What is published cannot be read.
            RecordInvalid: A record is not what was written here.
            DiskRefused: Something may not be read.
        """
        contents = self.records.contents()
        recipients = self.records.recipients()
        revocations = self.records.revocations().revocations
        root = self.publication.root()
        published = self.publication.found(root, Targets).signed
        here = key_files(self.folder / KEYS)
        in_force = self.keys_in_force()
        return Status(
            roles=role_statuses(self.publication, now),
            unpublished=compare(describe(contents), published.targets),
            recipients=len(recipients),
            projects=sum(PROJECT_NAME.fullmatch(name) is not None for name in contents),
            revoked=len(revocations),
            expired_recipients=tuple(
                each.id
                for each in recipients.values()
                if each.valid_until < now.date() and all(each.id != one.id for one in revocations)
            ),
            keys={name: name in here for name in in_force},
            offline_keys=tuple(
                name for name, roles in in_force.items() if not OFFLINE.isdisjoint(roles)
            ),
            unused_keys=tuple(name for name in here if name not in in_force),
        )

    def keys_in_force(self) -> dict[str, tuple[str, ...]]:
        """Return the names of the keys that the root names, with their roles."""
        root = self.publication.root()
        names = dict.fromkeys(name for role in PLAN for name in names_of(root, role))
        return {
            name: tuple(role for role in PLAN if name in names_of(root, role)) for name in names
        }

    # -- within ---------------------------------------------------------------

    def _contents(self) -> dict[str, bytes]:
        records = self.records.contents()
        return {**records, **fill_bins(records)}

    def _draft(self, passphrases: Passphrases, now: datetime) -> Draft:
        return Draft.over(self.publication, KeyRing(self._key_folders, passphrases), now)

    def _report(self, draft: Draft, changes: Changes, now: datetime) -> PublishReport:
        return PublishReport(draft.signed, changes, role_statuses(self.publication, now))

    def _keep(self, key: NewKey) -> None:
        folder = paths.private_folder(self.folder / KEYS)
        paths.atomic_write(folder / key_file(key.name), key.sealed)
