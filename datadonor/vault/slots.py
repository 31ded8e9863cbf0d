"""Slots: copies of the data key, each sealed under a key of its own.

A slot's parameters are bound to its seal (AES-256-GCM with the parameters as
additional data), so a changed parameter only makes the unlock fail; what a slot may
ask of the machine is bounded before it is obeyed.
"""

import secrets
from typing import Annotated, Final, Literal, NewType, TypeVar

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from datadonor.vault.kdf import SALT_BYTES, KdfParameters, derive_key
from datadonor.vault.recovery import RecoveryWords, recovery_key

DataKey = NewType("DataKey", bytes)
"""48 bytes: 32 for the cipher, 16 for SQLCipher's salt (``docs/formats/key-file.md``)."""

Credential = str | RecoveryWords
"""What opens a vault: a passphrase as typed, or recovery words."""

DATA_KEY_BYTES: Final = 48
FORMAT: Final = "datadonor.vault-key/1"

_MOST_SLOTS: Final = 4  # AES-GCM does not commit to its key: keep the choice small
_NONCE_BYTES: Final = 12

_Hex12 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{24}$")]
_Hex16 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
_Hex64 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{128}$")]


class _Sealed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    salt: _Hex16
    nonce: _Hex12
    ct: _Hex64


class PassSlot(_Sealed):
    """The data key, sealed under a passphrase."""

    kind: Literal["pass"] = "pass"
    kdf: KdfParameters


class RecoverySlot(_Sealed):
    """The data key, sealed under the recovery words."""

    kind: Literal["recovery"] = "recovery"


Slot = PassSlot | RecoverySlot
_S = TypeVar("_S", PassSlot, RecoverySlot)
Slots = Annotated[
    tuple[Annotated[Slot, Field(discriminator="kind")], ...],
    Field(min_length=1, max_length=_MOST_SLOTS),
]


def new_data_key() -> DataKey:
    """Return a fresh data key from the system's randomness."""
    return DataKey(secrets.token_bytes(DATA_KEY_BYTES))


def seal_with_passphrase(
    data_key: DataKey, passphrase: str, vault_id: str, kdf: KdfParameters
) -> PassSlot:
    """Return a slot that opens with a passphrase. Takes one run of Argon2id."""
    salt = secrets.token_bytes(SALT_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    empty = PassSlot(kdf=kdf, salt=salt.hex(), nonce=nonce.hex(), ct="0" * 128)
    return _seal(empty, derive_key(passphrase, salt, kdf), data_key, vault_id)


def seal_with_words(data_key: DataKey, words: RecoveryWords, vault_id: str) -> RecoverySlot:
    """Return a slot that opens with the recovery words."""
    salt = secrets.token_bytes(SALT_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    empty = RecoverySlot(salt=salt.hex(), nonce=nonce.hex(), ct="0" * 128)
    return _seal(empty, recovery_key(words, salt), data_key, vault_id)


def open_with_passphrase(slot: PassSlot, passphrase: str, vault_id: str) -> DataKey | None:
    """Return the data key, or nothing if the passphrase is not this slot's."""
    return _open(slot, derive_key(passphrase, bytes.fromhex(slot.salt), slot.kdf), vault_id)


def open_with_words(slot: RecoverySlot, words: RecoveryWords, vault_id: str) -> DataKey | None:
    """Return the data key, or nothing if the words are not this slot's."""
    return _open(slot, recovery_key(words, bytes.fromhex(slot.salt)), vault_id)


def open_slots(slots: tuple[Slot, ...], credential: Credential, vault_id: str) -> list[DataKey]:
    """Return the data keys that a credential opens.

    Every slot of the credential's kind is tried, whether or not one has opened, so
    that the time taken tells nothing.
    """
    if isinstance(credential, RecoveryWords):
        opened = [
            open_with_words(slot, credential, vault_id)
            for slot in slots
            if isinstance(slot, RecoverySlot)
        ]
    else:
        opened = [
            open_with_passphrase(slot, credential, vault_id)
            for slot in slots
            if isinstance(slot, PassSlot)
        ]
    return [data_key for data_key in opened if data_key is not None]


def _seal(slot: _S, key: bytes, data_key: DataKey, vault_id: str) -> _S:
    sealed = AESGCM(key).encrypt(bytes.fromhex(slot.nonce), data_key, _bound(slot, vault_id))
    return slot.model_copy(update={"ct": sealed.hex()})


def _open(slot: Slot, key: bytes, vault_id: str) -> DataKey | None:
    try:
        return DataKey(
            AESGCM(key).decrypt(
                bytes.fromhex(slot.nonce), bytes.fromhex(slot.ct), _bound(slot, vault_id)
            )
        )
    except InvalidTag:
        return None


def _bound(slot: Slot, vault_id: str) -> bytes:
    """Return what the seal covers: a changed parameter only makes the unlock fail."""
    fields = slot.model_dump(mode="json", exclude={"nonce", "ct"})
    return rfc8785.dumps({"format": FORMAT, "vault_id": vault_id, "slot": fields})
