"""The open vault: writing to it, reading from it, changing its keys.

A vault is a folder: ``vault.db`` (everything of the person's, encrypted),
``vault.key`` (sealed keys and the log's head), ``vault.key.1`` (older copy),
``vault.lock`` and, after a wrong passphrase, ``vault.tries``.

The order of a write: the next key file is staged on the disk with the new head,
the database commits, the key file is put in its place; only then does the call
return. So when the disk is full nothing has changed, and after a crash the log is
at most one transaction ahead of its head (``docs/adr/0002-log-head-outside-the-database.md``).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hmac import compare_digest
from pathlib import Path
from typing import Final, Literal, NamedTuple

from datadonor import paths
from datadonor.errors import DatadonorError, DiskFull, DiskRefused
from datadonor.vault import keyfile, slots
from datadonor.vault.database import DATABASE_FILE, Connection
from datadonor.vault.errors import (
    DatabaseDamaged,
    DatabaseFault,
    PassphraseTooShort,
    VaultReadOnly,
    WrongPassphrase,
)
from datadonor.vault.kdf import FLOOR, LEAST_PASSPHRASE, KdfParameters
from datadonor.vault.keyfile import Head, KeyFile, Pending
from datadonor.vault.occupancy import Occupancy
from datadonor.vault.recovery import RecoveryWords, new_recovery_words
from datadonor.vault.slots import DataKey, PassSlot, RecoverySlot, Slot
from datadonor.vault.tries import WrongTries, begin_try, clear_tries, put_back_tries

SECRET: Final = "vault"  # noqa: S105 - a name, not the secret
"""The name under which the vault's own secret lies in the database."""


Rotation = Literal["finished", "undone"]
"""How an unlock ended a change of keys that a crash had cut off."""


class Found(NamedTuple):
    """What an unlock met on its way that the log should know of."""

    wrong_tries: WrongTries | None = None
    by_recovery: bool = False
    key_file_was_older: bool = False
    rotation: Rotation | None = None
    schema_before: int = 0
    schema_now: int = 0


class WriteTransaction:
    """What may be written in one all-or-nothing step."""

    def __init__(self, connection: Connection) -> None:
        """Begin with no new head."""
        self.connection = connection
        self.head: tuple[int, bytes] | None = None
        self.slots: list[Slot] = []
        self.is_committed = False

    def set_head(self, size: int, root: bytes) -> None:
        """Say how far the log will have come when this step is committed."""
        self.head = (size, root)

    def replace_slot(self, slot: Slot) -> None:
        """Put a slot in the place of the one of its kind, in the same step."""
        self.slots.append(slot)


class Vault:
    """An open vault. Made by ``unlock_vault``; ends with ``close``."""

    def __init__(
        self,
        folder: Path,
        data_key: DataKey,
        key_file: KeyFile,
        connection: Connection,
        occupancy: Occupancy,
        found: Found,
    ) -> None:
        """Take over what ``unlock_vault`` opened."""
        self.folder = folder
        self.found = found
        self.connection = connection
        self._data_key = data_key
        self._key_file = key_file
        self._occupancy = occupancy
        self._unpublished: KeyFile | None = None
        self._read_only = False
        self.is_rotation_unsaved = found.rotation == "finished"

    def close(self) -> None:
        """Bring the database to rest and let others have the vault."""
        self.release().leave()

    def release(self) -> Occupancy:
        """Bring the database to rest and hand over the right to the folder."""
        with suppress(DatadonorError):  # full disk or read-only vault: the WAL stays, whole
            self.connection.shorten_wal()
        self.connection.close()
        return self._occupancy

    # -- what it is -----------------------------------------------------------

    @property
    def vault_id(self) -> str:
        """The vault's random name: 32 hex digits. Never leaves the computer."""
        return self._key_file.vault_id

    @property
    def head(self) -> Head | None:
        """The log's head as the key file has it; nothing if it cannot be trusted.

        Not to be trusted: it was not made with this vault's data key, or it comes
        from the older copy of the key file.
        """
        head = self._key_file.head
        if self.found.key_file_was_older or not head.is_made_with(self._data_key, self.vault_id):
            return None
        return head

    @property
    def kdf(self) -> KdfParameters | None:
        """What the passphrase's slot costs."""
        for slot in self._key_file.slots:
            if isinstance(slot, PassSlot):
                return slot.kdf
        return None

    @property
    def is_read_only(self) -> bool:
        """Whether writing is refused."""
        return self._read_only

    def make_read_only(self) -> None:
        """Refuse every write from now on, until the vault is opened again."""
        self.connection.make_read_only()
        self._read_only = True

    def is_header(self, header: bytes) -> bool:
        """Say whether the database's first 16 bytes are its salt, as they should be."""
        return header == self._data_key[32:]

    def secret(self) -> bytes:
        """Return the vault's own secret: 32 bytes, the same through every change of keys."""
        row = self.connection.row("SELECT value FROM secret WHERE name = ?", (SECRET,))
        if row is None:
            raise DatabaseDamaged
        return bytes(row[0])

    # -- reading and writing --------------------------------------------------

    def open_reader(self) -> Connection:
        """Open one more connection that can only read, for the thread that asks."""
        return Connection.open(self.folder / DATABASE_FILE, self._data_key, read_only=True)

    @contextmanager
    def transaction(self) -> Iterator[WriteTransaction]:
        """Write in one step: all of it durable when the block has ended, or none.

        Raises:
            VaultReadOnly: The vault is open for reading only.
            DiskFull: Nothing was changed; it can be tried again.
            DiskRefused: The same, unless the disk failed between commit and head:
                then ``is_committed`` is true, and the next write puts the head right.
        """
        if self._read_only:
            raise VaultReadOnly
        self._publish_late()
        staged: Path | None = None
        key_file = self._key_file
        writing = WriteTransaction(self.connection)
        try:
            with self.connection.transaction():
                yield writing
                key_file = self._changed_key_file(writing)
                if key_file is not self._key_file:
                    staged = paths.stage(self.folder / keyfile.KEY_FILE, key_file.to_bytes())
        except BaseException:
            if staged is not None:
                paths.discard(staged)
            raise
        writing.is_committed = True
        if staged is not None:
            slots_changed = self.is_rotation_unsaved or key_file.slots != self._key_file.slots
            self._unpublished = self._key_file = key_file
            paths.publish(staged, self.folder / keyfile.KEY_FILE)
            self._unpublished = None
            self.is_rotation_unsaved = False
            if slots_changed:
                self._copy_key_file()

    def _changed_key_file(self, writing: WriteTransaction) -> KeyFile:
        key_file = self._key_file
        for slot in writing.slots:
            key_file = key_file.with_slot(slot)
        if writing.head is not None:
            head = Head.of(self._data_key, self.vault_id, *writing.head)
            key_file = key_file.with_head(head)
        return key_file

    def _copy_key_file(self) -> None:
        """Bring the older copy up to date; if the disk refuses, the next unlock does it."""
        with suppress(DiskFull, DiskRefused):
            paths.atomic_write(self.folder / keyfile.OLDER_KEY_FILE, self._key_file.to_bytes())

    def _publish_late(self) -> None:
        """Write the head that a failing disk kept from its place after a commit."""
        if self._unpublished is not None:
            paths.atomic_write(self.folder / keyfile.KEY_FILE, self._unpublished.to_bytes())
            self._unpublished = None

    def confirm_head(self, size: int, root: bytes) -> None:
        """Write a head for what is committed already, after a crash had kept it back.

        By itself, before anything else is committed: a second crash must find the log
        one transaction ahead again and not two.

        Raises:
            DiskFull, DiskRefused: The head is as it was.
        """
        head = Head.of(self._data_key, self.vault_id, size, root)
        key_file = self._key_file.with_head(head)
        paths.atomic_write(self.folder / keyfile.KEY_FILE, key_file.to_bytes())
        self._key_file = key_file
        if self.is_rotation_unsaved:  # what is confirmed holds the event that tells of it
            self.is_rotation_unsaved = False
            self._copy_key_file()

    def clear_wrong_tries(self) -> None:
        """Forget the wrong tries that ``found`` told of: they are in the log."""
        clear_tries(self.folder)

    # -- keys -----------------------------------------------------------------

    def verify_passphrase(
        self, passphrase: str, now: Callable[[], datetime], wait: Callable[[float], None]
    ) -> None:
        """Check that a passphrase is the one in force. A wrong one counts as at an unlock.

        The vault stays as it is, open, whatever the answer. Takes one run of Argon2id.

        Args:
            passphrase: What was typed.
            now: The time, with zone.
            wait: Called with the seconds that a try after wrong tries waits.

        Raises:
            WrongPassphrase: It is not; the next unlock tells the owner of the try.
        """
        before = begin_try(self.folder, now, wait)
        opens = slots.open_slots(self._key_file.slots, passphrase, self.vault_id)
        if not any(compare_digest(data_key, self._data_key) for data_key in opens):
            raise WrongPassphrase
        put_back_tries(self.folder, before)

    def seal_passphrase(self, passphrase: str, kdf: KdfParameters = FLOOR) -> PassSlot:
        """Return a slot that opens with a passphrase, for ``WriteTransaction.replace_slot``.

        The data are not touched. An old copy of the key file still opens with the old
        passphrase; only ``rotate`` ends that. Takes one run of Argon2id.

        Raises:
            PassphraseTooShort: Under ``LEAST_PASSPHRASE`` characters.
        """
        check_new_passphrase(passphrase)
        return slots.seal_with_passphrase(self._data_key, passphrase, self.vault_id, kdf)

    def seal_words(self, words: RecoveryWords) -> RecoverySlot:
        """Return a slot that opens with recovery words, for ``WriteTransaction.replace_slot``."""
        return slots.seal_with_words(self._data_key, words, self.vault_id)

    def rotate(self, passphrase: str, kdf: KdfParameters = FLOOR) -> RecoveryWords:
        """Change the data key itself, and encrypt everything anew.

        In two phases, so that a crash leaves the vault with exactly the old or
        exactly the new key. The second phase, in which the key file forgets the old
        one, is carried out by the next transaction or the next unlock, together with
        the event that says so (``is_rotation_unsaved``). Readers must be closed.

        Returns:
            New recovery words; the old ones are void.

        Raises:
            WrongPassphrase: It is not the one in force. Nothing was changed.
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed; the old key holds.
        """
        if self._read_only or self.head is None:
            raise VaultReadOnly
        if not slots.open_slots(self._key_file.slots, passphrase, self.vault_id):
            raise WrongPassphrase
        self._publish_late()
        before, words, new_key = self._key_file, new_recovery_words(), slots.new_data_key()
        head = Head.of(new_key, self.vault_id, before.head.size, bytes.fromhex(before.head.root))
        sealed = (
            slots.seal_with_passphrase(new_key, passphrase, self.vault_id, kdf),
            slots.seal_with_words(new_key, words, self.vault_id),
        )
        under_way = before.model_copy(update={"pending": Pending(slots=sealed, head=head)})
        try:
            keyfile.save_key_file(self.folder, under_way)
            self._change_data_key(new_key)
        except (DiskFull, DiskRefused):
            # What is left of "pending" in the files is dropped at the next write or unlock.
            with suppress(DiskFull, DiskRefused):
                keyfile.save_key_file(self.folder, before)
            raise
        self._key_file = under_way.settled()
        self.is_rotation_unsaved = True
        return words

    def _change_data_key(self, new_key: DataKey) -> None:
        """Encrypt the database under another key, and find out whether it was done.

        SQLCipher can answer that all is well when the disk was full, and leave the
        connection unusable: only opening the file again tells which key holds.
        """
        with suppress(DatadonorError):
            self.connection.change_key(new_key)
        for data_key in (new_key, self._data_key):
            with suppress(DatabaseDamaged, DatabaseFault):
                fresh = Connection.open(self.folder / DATABASE_FILE, data_key)
                self.connection.close()
                self.connection = fresh
                break
        else:
            raise DatabaseDamaged
        if data_key != new_key:
            raise DiskFull
        self._data_key = new_key
        with suppress(DatadonorError):
            self.connection.shorten_wal()

    def key_file_bytes(self, size: int, root: bytes) -> bytes:
        """Return the key file in force, with a head of this size and root, for a backup."""
        head = Head.of(self._data_key, self.vault_id, size, root)
        return self._key_file.with_head(head).to_bytes()


def check_new_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect anything.

    Raises:
        PassphraseTooShort: Under ``LEAST_PASSPHRASE`` characters.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort(least=LEAST_PASSPHRASE)
