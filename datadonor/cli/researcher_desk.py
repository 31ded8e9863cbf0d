"""What lies in a recipient's folder of keys: who they are, their keys and their requests."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.envelope import MOST_BYTES, EnvelopeDamaged
from consent.recipient_keys import RECORD, SEAL_KEY, KeysMissing, open_receipt_key
from consent.request import RequestInvalid, SignedRequest, open_request
from datadonor import paths
from datadonor.cli.common import read_file
from datadonor.cli.errors import RequestsMissing
from datadonor.registry.targets import Recipient, RecordInvalid, parse_recipient
from datadonor.vault.keystore import MOST_BYTES as MOST_KEY_BYTES
from datadonor.vault.keystore import open_private_key
from export.receiving.desk import Desk
from export.seal.port import PrivateSealKey

REQUESTS: Final = "requests"
"""Folder beside the keys: the requests that were signed with them."""

ENDING: Final = ".ddrequest"
_MOST_RECORD_BYTES: Final = 64 * 1024
_FOREVER: Final = date(9999, 12, 31)


def keep_request(keys: Path, content: bytes, project: str, version: int) -> None:
    """Keep a request beside the keys that signed it, so that bundles can be held to it.

    Raises:
        DiskFull, DiskRefused: As their names say.
    """
    folder = paths.private_folder(keys / REQUESTS)
    paths.atomic_write(folder / f"{project}-{version}{ENDING}", content)


def known_requests(keys: Path, more: Iterable[Path]) -> list[SignedRequest]:
    """Return the requests that bundles may be for, each once.

    Args:
        keys: The folder of keys; what lies in it that is no request is passed over.
        more: Files that were named.

    Raises:
        RequestsMissing: There is none.
        FileMissing, EnvelopeDamaged, RequestInvalid, RequestTooNew: A file that was named
            is not there, or not a request.
    """
    found = [open_request(read_file(file, MOST_BYTES)) for file in more]
    with paths.disk_errors():
        kept = sorted((*keys.glob(f"*{ENDING}"), *keys.glob(f"{REQUESTS}/*{ENDING}")))
    for file in kept:
        try:
            found.append(open_request(read_file(file, MOST_BYTES)))
        except (EnvelopeDamaged, RequestInvalid):
            continue
    if not found:
        raise RequestsMissing
    return list({each.digest: each for each in found}.values())


def seal_key(keys: Path, passphrase: str) -> PrivateSealKey:
    """Open the key that opens bundles.

    Raises:
        KeysMissing: It is not there.
        SealKeyUnfit, PrivateKeyDamaged, PrivateKeyTooNew, WrongKeyPassphrase: As their
            names say.
    """
    file = keys / SEAL_KEY
    if not file.is_file():
        raise KeysMissing
    kind, secret = open_private_key(read_file(file, MOST_KEY_BYTES), passphrase)
    return PrivateSealKey.from_key_file(kind, secret)


def recipient_of(keys: Path, requests: Iterable[SignedRequest]) -> Recipient:
    """Return who the recipient is: the record beside the keys, as far as it is filled in.

    What is left out of it is taken from the requests, or is nothing that matters here.

    Raises:
        KeysMissing: There is no record.
        RecordInvalid: It is not one.
    """
    file = keys / RECORD
    if not file.is_file():
        raise KeysMissing
    try:
        told: Any = json.loads(read_file(file, _MOST_RECORD_BYTES))
    except (ValueError, RecursionError):
        raise RecordInvalid(where="record") from None
    if not isinstance(told, dict):
        raise RecordInvalid(where="record")
    own_id = told.get("id") or next(each.request.recipient for each in requests)
    known = {
        "id": own_id,
        "name": {"da": own_id, "en": own_id},
        "kind": "recipient",
        "valid_until": _FOREVER.isoformat(),
    }
    return parse_recipient(json.dumps({**known, **told}).encode())


def desk_of(keys: Path, passphrase: str, more: Iterable[Path]) -> Desk:
    """Return what is needed to collect bundles. Takes two runs of Argon2id.

    Raises:
        DatadonorError: As ``known_requests``, ``recipient_of`` and ``seal_key``.
    """
    requests = known_requests(keys, more)
    receipt_key: Ed25519PrivateKey = open_receipt_key(keys, passphrase)
    return Desk(
        recipient=recipient_of(keys, requests),
        requests=requests,
        seal_keys=[seal_key(keys, passphrase)],
        receipt_key=receipt_key,
        now=datetime.now(UTC),
    )
