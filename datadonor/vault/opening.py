"""Making a vault, and opening one: from a folder and a credential to a ``Vault``.

An unlock also finishes what a crash cut off (a restore, a change of keys) before
anyone sees the vault.
"""

import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.errors import DatadonorError, DiskFull, DiskRefused
from datadonor.vault import keyfile, slots
from datadonor.vault.database import DATABASE_FILE, Connection
from datadonor.vault.errors import (
    DatabaseDamaged,
    VaultExists,
    VaultMissing,
    WrongPassphrase,
    WrongRecoveryWords,
)
from datadonor.vault.kdf import FLOOR, KdfParameters
from datadonor.vault.keyfile import Head, KeyFile
from datadonor.vault.occupancy import Occupancy
from datadonor.vault.recovery import RecoveryWords, new_recovery_words
from datadonor.vault.restoring import RESTORE_FOLDER, clear_leftovers, finish_restore
from datadonor.vault.slots import Credential, DataKey
from datadonor.vault.tries import WrongTries, begin_try, put_back_tries
from datadonor.vault.vault import SECRET, Found, Rotation, Vault, check_new_passphrase

_PAGE_BYTES: Final = 4096  # SQLCipher's default
_EMPTY_ROOT: Final = sha256(b"").digest()  # RFC 6962 §2.1: the hash of the empty tree


def build_vault(
    folder: Path, passphrase: str, kdf: KdfParameters = FLOOR
) -> tuple[Path, RecoveryWords]:
    """Make a whole vault beside the folder where it is to lie.

    Returns:
        Where it was built, for ``place_vault`` or ``discard_built``, and the recovery
        words. They are stored nowhere.

    Raises:
        VaultExists: The folder holds something. Nothing was changed.
        PassphraseTooShort: Under ``LEAST_PASSPHRASE`` characters.
        DiskFull, DiskRefused: Nothing is left behind.
    """
    check_new_passphrase(passphrase)
    with paths.disk_errors():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise VaultExists
    words = new_recovery_words()
    data_key = slots.new_data_key()
    vault_id = secrets.token_hex(16)
    built = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.new")
    try:
        paths.private_folder(built)
        _make_database(built / DATABASE_FILE, data_key)
        sealed = (
            slots.seal_with_passphrase(data_key, passphrase, vault_id, kdf),
            slots.seal_with_words(data_key, words, vault_id),
        )
        head = Head.of(data_key, vault_id, 0, _EMPTY_ROOT)
        key_file = KeyFile(format=slots.FORMAT, vault_id=vault_id, slots=sealed, head=head)
        keyfile.save_key_file(built, key_file)
    except BaseException:
        discard_built(built)
        raise
    return built, words


def place_vault(built: Path, folder: Path) -> None:
    """Put a vault that was built in its place, by one rename: a whole one or none.

    Raises:
        DiskRefused: It is still where it was built.
    """
    with paths.disk_errors():
        if folder.exists():
            folder.rmdir()
        built.rename(folder)
        paths.sync_folder(folder.parent)


def discard_built(built: Path) -> None:
    """Remove a vault that was built and is not wanted."""
    shutil.rmtree(built, ignore_errors=True)


def unlock_vault(
    folder: Path,
    credential: Credential,
    *,
    program: str = "command",
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    wait: Callable[[float], None] = time.sleep,
) -> Vault:
    """Open a vault. Takes as long for one wrong credential as for another.

    Finishes what a crash cut off: a restore, a change of keys.

    Args:
        folder: The vault's folder.
        credential: Passphrase or recovery words.
        program: For the sentence a second process is told.
        now: The time, with zone.
        wait: Called with the seconds that a try after wrong tries waits.

    Raises:
        VaultMissing, VaultInUse, VaultTooNew: As their names say.
        WrongPassphrase, WrongRecoveryWords: No slot opens.
        KeyFileDamaged, DatabaseDamaged: Something was altered or is broken.
        DiskRefused: The folder may not be read or written.
    """
    if not has_vault(folder):
        raise VaultMissing
    occupancy = Occupancy.enter(folder, program)
    try:
        finish_restore(folder)
        clear_leftovers(folder)
        key_file, is_older = keyfile.load_key_file(folder)
        data_keys, tries = _try_credential(folder, key_file, credential, now, wait)
        data_key, connection = _open_database(folder, key_file, data_keys, credential)
        try:
            key_file, rotation = _settle(key_file, data_key, data_keys)
            before, after = connection.migrate()
            if not is_older:
                _heal_older_copy(folder, key_file)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        occupancy.leave()
        raise
    found = Found(
        wrong_tries=tries,
        by_recovery=isinstance(credential, RecoveryWords),
        key_file_was_older=is_older,
        rotation=rotation,
        schema_before=before,
        schema_now=after,
    )
    return Vault(folder, data_key, key_file, connection, occupancy, found)


def has_vault(folder: Path) -> bool:
    """Say whether there is a vault in a folder, whole or not."""
    names = (keyfile.KEY_FILE, keyfile.OLDER_KEY_FILE, DATABASE_FILE, RESTORE_FOLDER)
    return any((folder / name).exists() for name in names)


def _make_database(file: Path, data_key: DataKey) -> None:
    with paths.disk_errors():
        # Made by us, so that it is private; SQLite gives its companions the same mode.
        paths.write_durably(file, b"")
    connection = Connection.open(file, data_key)
    try:
        connection.migrate()
        with connection.transaction():
            connection.execute(
                "INSERT INTO secret (name, value) VALUES (?, ?)", (SECRET, secrets.token_bytes(32))
            )
        connection.shorten_wal()
    finally:
        connection.close()


def _try_credential(
    folder: Path,
    key_file: KeyFile,
    credential: Credential,
    now: Callable[[], datetime],
    wait: Callable[[float], None],
) -> tuple[list[DataKey], WrongTries | None]:
    """Return the data keys a credential opens, and the wrong tries before it."""
    before = begin_try(folder, now, wait)
    data_keys = slots.open_slots(key_file.all_slots(), credential, key_file.vault_id)
    if not data_keys:
        raise _wrong(credential)
    put_back_tries(folder, before)
    return data_keys, before


def _wrong(credential: Credential) -> DatadonorError:
    return WrongRecoveryWords() if isinstance(credential, RecoveryWords) else WrongPassphrase()


def _open_database(
    folder: Path, key_file: KeyFile, data_keys: list[DataKey], credential: Credential
) -> tuple[DataKey, Connection]:
    file = folder / DATABASE_FILE
    # SQLite takes a file without a whole page for a new database and makes it anew.
    if not file.exists() or file.stat().st_size < _PAGE_BYTES:
        raise DatabaseDamaged
    for data_key in data_keys:
        with suppress(DatabaseDamaged):
            return data_key, Connection.open(file, data_key)
    if key_file.pending is not None and len(data_keys) == 1:
        # During a change of keys the old words open the old key only, and the new
        # words the new key only: they are not the ones in force, nothing is damaged.
        raise _wrong(credential)
    raise DatabaseDamaged


def _settle(
    key_file: KeyFile, data_key: DataKey, data_keys: list[DataKey]
) -> tuple[KeyFile, Rotation | None]:
    """Return the key file as it is after a change of keys that a crash cut off.

    It is not written here: that happens with the event that tells of it. Something is
    told only where the two heads are made with two keys that the credential opens, or
    the one in force is the new one: whoever can only edit the file must not bring
    about an event that says the keys were changed.
    """
    pending = key_file.pending
    if pending is None:
        return key_file, None
    undone = key_file.model_copy(update={"pending": None})
    if not key_file.head.is_made_with(data_key, key_file.vault_id):
        if pending.head.is_made_with(data_key, key_file.vault_id):
            return key_file.settled(), "finished"
        return undone, None
    others = [other for other in data_keys if other != data_key]
    is_told = any(pending.head.is_made_with(other, key_file.vault_id) for other in others)
    return undone, "undone" if is_told else None


def _heal_older_copy(folder: Path, key_file: KeyFile) -> None:
    """Make the older copy hold today's slots, if a crash came between the two writes."""
    with suppress(DatadonorError):
        older = keyfile.read_key_file(folder / keyfile.OLDER_KEY_FILE)
        if older.with_head(key_file.head) == key_file:
            return
    with suppress(DiskFull, DiskRefused):
        paths.atomic_write(folder / keyfile.OLDER_KEY_FILE, key_file.to_bytes())
