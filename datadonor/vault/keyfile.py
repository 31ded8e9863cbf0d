"""The key file ``vault.key``: sealed copies of the data key, and the log's head.

The data key never changes with the passphrase: each slot holds the same data key,
sealed under a key of its own. The head (size and root of the log) lies here,
outside the database, because SQLCipher does not notice an old page put back or a
whole file rolled back (``docs/adr/0002-log-head-outside-the-database.md``).

The file is read as hostile: bounded in size, in number of slots and in what a
slot may ask of the machine.
"""

import hmac
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import rfc8785
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from datadonor import paths
from datadonor.vault.errors import KeyFileDamaged, VaultMissing, VaultTooNew
from datadonor.vault.slots import FORMAT, DataKey, Slot, Slots

KEY_FILE: Final = "vault.key"
OLDER_KEY_FILE: Final = "vault.key.1"

_MOST_BYTES: Final = 16 * 1024

_Hex16 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
_Hex32 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Head(_Part):
    """How far the log had come when it was last acknowledged to a person."""

    size: Annotated[int, Field(ge=0, le=2**53 - 1)]
    root: _Hex32
    mac: _Hex32

    @classmethod
    def of(cls, data_key: DataKey, vault_id: str, size: int, root: bytes) -> Self:
        """Return a head that only a holder of the data key could have made."""
        return cls(size=size, root=root.hex(), mac=_head_mac(data_key, vault_id, size, root.hex()))

    def is_made_with(self, data_key: DataKey, vault_id: str) -> bool:
        """Say whether the mac is right under this data key."""
        return hmac.compare_digest(self.mac, _head_mac(data_key, vault_id, self.size, self.root))


class Pending(_Part):
    """A change of the data key under way: what takes over when it is done."""

    slots: Slots
    head: Head


class KeyFile(_Part):
    """The whole of ``vault.key``."""

    format: Literal["datadonor.vault-key/1"]
    vault_id: _Hex16
    slots: Slots
    head: Head
    pending: Pending | None = None

    def all_slots(self) -> tuple[Slot, ...]:
        """Return the slots in force and those of a change under way."""
        return self.slots + (self.pending.slots if self.pending else ())

    def with_head(self, head: Head) -> Self:
        """Return the same key file with another head."""
        return self.model_copy(update={"head": head})

    def with_slot(self, slot: Slot) -> Self:
        """Return the same key file with the slot of that kind replaced."""
        kept = tuple(other for other in self.slots if other.kind != slot.kind)
        return self.model_copy(update={"slots": (*kept, slot)})

    def settled(self) -> Self:
        """Return the key file as it is once the pending change is in force."""
        if self.pending is None:
            return self
        return self.model_copy(
            update={"slots": self.pending.slots, "head": self.pending.head, "pending": None}
        )

    def to_bytes(self) -> bytes:
        """Return the file's bytes: RFC 8785 JSON."""
        return rfc8785.dumps(self.model_dump(mode="json", exclude_none=True))


def load_key_file(folder: Path) -> tuple[KeyFile, bool]:
    """Read the key file of a vault, or its older copy if it cannot be read.

    Returns:
        The key file, and whether it is the older copy. The older copy's slots
        are good; its head says nothing about today.

    Raises:
        VaultMissing: There is no key file in the folder.
        KeyFileDamaged: Neither file is what it should be.
        VaultTooNew: A newer version of the program wrote it.
    """
    try:
        return read_key_file(folder / KEY_FILE), False
    except (KeyFileDamaged, VaultMissing) as newest:
        try:
            return read_key_file(folder / OLDER_KEY_FILE), True
        except (KeyFileDamaged, VaultMissing):
            raise newest from None


def read_key_file(file: Path) -> KeyFile:
    """Read one key file.

    Raises:
        VaultMissing: It is not there.
        KeyFileDamaged: It is not what it should be.
        VaultTooNew: A newer version of the program wrote it.
        DiskRefused: It may not be read.
    """
    with paths.disk_errors():
        try:
            with file.open("rb") as opened:
                content = opened.read(_MOST_BYTES + 1)
        except FileNotFoundError:
            raise VaultMissing from None
    return parse_key_file(content)


def parse_key_file(content: bytes) -> KeyFile:
    """Turn the bytes of a key file into its model.

    Raises:
        KeyFileDamaged: They are not a key file, or larger than one can be.
        VaultTooNew: They are one, of a later format.
    """
    if len(content) > _MOST_BYTES:
        raise KeyFileDamaged
    try:
        return KeyFile.model_validate_json(content)
    except ValidationError as error:
        later = any(
            problem["loc"] == ("format",)
            and str(problem["input"]).startswith(FORMAT.partition("/")[0] + "/")
            for problem in error.errors(include_url=False)
        )
    raise VaultTooNew if later else KeyFileDamaged


def save_key_file(folder: Path, key_file: KeyFile) -> None:
    """Replace both copies of the key file, newest first.

    Both, so that an old passphrase does not go on opening the vault through the
    older copy.

    Raises:
        DiskFull, DiskRefused: The newest is whole, old or new.
    """
    content = key_file.to_bytes()
    paths.atomic_write(folder / KEY_FILE, content)
    paths.atomic_write(folder / OLDER_KEY_FILE, content)


def _head_mac(data_key: DataKey, vault_id: str, size: int, root: str) -> str:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"datadonor/head/v1").derive(data_key)
    covered = rfc8785.dumps({"vault_id": vault_id, "size": size, "root": root})
    return hmac.new(key, covered, sha256).hexdigest()
