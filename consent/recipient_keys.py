"""The keys of a recipient: one pair to seal bundles to, one to sign requests and answers.

The private halves lie in two files of their own, sealed under a passphrase; the public
halves go into the record that an operator publishes. Who has the seal key reads what
citizens send, so it is made where it will be used and is not copied about.
"""

from datetime import date
from pathlib import Path
from typing import Any, Final

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from consent.envelope import PublicKey
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.errors import PassphraseTooShort
from datadonor.vault.kdf import LEAST_PASSPHRASE, KdfParameters
from datadonor.vault.keystore import MOST_BYTES, open_private_key, seal_private_key

SEAL_KEY: Final = "seal.key"
RECEIPT_KEY: Final = "receipt.key"
RECORD: Final = "recipient.json"

SEAL_KIND: Final = "age-x25519"
RECEIPT_KIND: Final = "ed25519"


class KeysExist(DatadonorError):
    """There are keys in the folder already. They are not overwritten."""

    code = "KEYS_EXIST"
    exit_code = ExitCode.USAGE


class KeysFolderTaken(DatadonorError):
    """There is something in the folder. It is not made private over its owner's head."""

    code = "KEYS_FOLDER_TAKEN"
    exit_code = ExitCode.USAGE


class KeysMissing(DatadonorError):
    """There are no keys in the folder, or not of the kind that is needed."""

    code = "KEYS_MISSING"
    exit_code = ExitCode.BAD_FILE


def make_recipient_keys(
    folder: Path, passphrase: str, kdf: KdfParameters, known: dict[str, Any]
) -> dict[str, Any]:
    """Make both pairs, and the record for the operator as far as it is known.

    Args:
        folder: Empty, or made if it is not there.
        passphrase: Seals both private halves.
        kdf: What opening one of them will cost.
        known: Fields of the recipient's record that are known already; what is
            missing is left out, and the operator's program will say so.

    Returns:
        The record, as it was written to ``recipient.json``.

    Raises:
        KeysExist, KeysFolderTaken, PassphraseTooShort, DiskFull, DiskRefused: Nothing was
            changed, and nothing is left behind.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort(least=LEAST_PASSPHRASE)
    with paths.disk_errors():
        present = {each.name for each in folder.iterdir()} if folder.exists() else set()
    if present & {SEAL_KEY, RECEIPT_KEY, RECORD}:
        raise KeysExist
    if present:
        raise KeysFolderTaken
    paths.private_folder(folder)
    identity = x25519.Identity.generate()
    seal_public = str(identity.to_public())
    receipt = Ed25519PrivateKey.generate()
    receipt_public = PublicKey.of(receipt).format()
    record = {
        "format": "datadonor.recipient/1",
        **known,
        "seal": {"format": "age", "keys": [seal_public]},
        "receipt_keys": [receipt_public],
    }
    secrets = (
        (SEAL_KEY, str(identity).encode(), SEAL_KIND, seal_public),
        (RECEIPT_KEY, receipt.private_bytes_raw(), RECEIPT_KIND, receipt_public),
    )
    try:
        for name, secret, kind, public in secrets:
            sealed = seal_private_key(secret, kind, public, passphrase, kdf)
            paths.atomic_write(folder / name, sealed)
        paths.atomic_write(folder / RECORD, rfc8785.dumps(record) + b"\n")
    except BaseException:
        for name in (SEAL_KEY, RECEIPT_KEY, RECORD):  # one key without the other is of no use
            paths.discard(folder / name)
        raise
    return record


def open_receipt_key(folder: Path, passphrase: str) -> Ed25519PrivateKey:
    """Open the key that signs requests and answers.

    Raises:
        KeysMissing: It is not there, or it is another kind of key.
        PrivateKeyDamaged, PrivateKeyTooNew, WrongKeyPassphrase: As their names say.
    """
    file = folder / RECEIPT_KEY
    if not file.is_file():
        raise KeysMissing
    with paths.disk_errors(), file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    kind, secret = open_private_key(content, passphrase)
    if kind != RECEIPT_KIND:
        raise KeysMissing
    return Ed25519PrivateKey.from_private_bytes(secret)


def known_fields(
    recipient_id: str | None, name: str | None, kind: str | None, valid_until: date | None
) -> dict[str, Any]:
    """Return the fields of a record that were told, in the record's own form."""
    fields: dict[str, Any] = {}
    if recipient_id is not None:
        fields["id"] = recipient_id
    if name is not None:
        fields["name"] = {"da": name, "en": name}
    if kind is not None:
        fields["kind"] = kind
    if valid_until is not None:
        fields["valid_until"] = str(valid_until)
    return fields
