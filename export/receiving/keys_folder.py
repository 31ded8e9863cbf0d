"""What lies in a recipient's folder of keys: who they are, their keys and their requests.

Window and commands both work from here. Must not know: how a passphrase was asked for.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.draft import ENDING
from consent.envelope import MOST_BYTES, EnvelopeDamaged
from consent.recipient_keys import RECORD, SEAL_KEY, KeysMissing, open_receipt_key
from consent.request import ProjectRequest, RequestInvalid, SignedRequest, open_request
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.targets import Recipient, RecordInvalid, parse_recipient
from datadonor.vault.keystore import MOST_BYTES as MOST_KEY_BYTES
from datadonor.vault.keystore import open_private_key
from export.receiving.desk import Desk
from export.receiving.verifying import Expected
from export.seal.port import PrivateSealKey

REQUESTS: Final = "requests"
"""Folder beside the keys: the requests that were signed with them."""

OPERATOR_NEEDS: Final = ("id", "name", "kind", "delivery", "answers_url", "valid_until")
"""Fields of the record that a person fills in, in their order; the keys stand in it already."""

_MOST_RECORD_BYTES: Final = 64 * 1024
_FOREVER: Final = date(9999, 12, 31)


class RequestsMissing(DatadonorError):
    """There is no request that bundles could be held to."""

    code = "REQUESTS_MISSING"
    exit_code = ExitCode.BAD_FILE


def kept_place(keys: Path, request: ProjectRequest) -> Path:
    """Return where a request is kept beside the keys that signed it."""
    return keys / REQUESTS / f"{request.id}-{request.version}{ENDING}"


def keep_request(keys: Path, content: bytes, request: ProjectRequest) -> None:
    """Keep a request beside the keys that signed it, so that bundles can be held to it.

    Raises:
        DiskFull, DiskRefused: As their names say.
    """
    paths.private_folder(keys / REQUESTS)
    paths.atomic_write(kept_place(keys, request), content)


def kept_requests(keys: Path) -> list[SignedRequest]:
    """Return the requests that lie with the keys, each once, by the name of their file.

    What is no request is passed over.

    Raises:
        RequestTooNew: One is of a later format.
        DiskRefused: The folder, or a file in it, may not be read.
    """
    found = []
    with paths.disk_errors():
        files = sorted((*keys.glob(f"*{ENDING}"), *keys.glob(f"{REQUESTS}/*{ENDING}")))
    for file in files:
        if not file.is_file():
            continue
        try:
            found.append(open_request(_read(file, MOST_BYTES)))
        except (EnvelopeDamaged, RequestInvalid):
            continue
    return _each_once(found)


def known_requests(keys: Path, more: Iterable[SignedRequest]) -> list[SignedRequest]:
    """Return the requests that bundles may be for, each once.

    Args:
        keys: The folder of keys.
        more: That were named besides.

    Raises:
        RequestsMissing: There is none.
        RequestTooNew, DiskRefused: As ``kept_requests``.
    """
    found = _each_once([*more, *kept_requests(keys)])
    if not found:
        raise RequestsMissing
    return found


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
    kind, secret = open_private_key(_read(file, MOST_KEY_BYTES), passphrase)
    return PrivateSealKey.from_key_file(kind, secret)


def read_record(keys: Path) -> dict[str, Any]:
    """Return the recipient's record as it lies beside the keys, filled in or not.

    Raises:
        KeysMissing: There is none.
        RecordInvalid: It is not one.
        DiskRefused: It may not be read.
    """
    file = keys / RECORD
    if not file.is_file():
        raise KeysMissing
    try:
        told: Any = json.loads(_read(file, _MOST_RECORD_BYTES))
    except (ValueError, RecursionError):
        raise RecordInvalid(where="record") from None
    if not isinstance(told, dict):
        raise RecordInvalid(where="record")
    return told


def recipient_of(keys: Path, requests: Iterable[SignedRequest]) -> Recipient:
    """Return who the recipient is: the record beside the keys, as far as it is filled in.

    What is left out of it is taken from the requests, or is nothing that matters here.

    Raises:
        KeysMissing: There is no record.
        RecordInvalid: It is not one, or says neither who they are nor has a request that does.
    """
    told = read_record(keys)
    own_id = told.get("id") or next((each.request.recipient for each in requests), None)
    known = {
        "id": own_id,
        "name": {"da": own_id, "en": own_id},
        "kind": "recipient",
        "valid_until": _FOREVER.isoformat(),
    }
    return parse_recipient(json.dumps({**known, **told}).encode())


def expected_of(keys: Path, more: Iterable[SignedRequest]) -> Expected:
    """Return what one bundle is held to. Which ones came before, ``collect`` alone knows.

    Raises:
        DatadonorError: As ``known_requests`` and ``recipient_of``.
    """
    known = known_requests(keys, more)
    return Expected(recipient_of(keys, known).id, known, lambda _project, _pseudonym: None)


def desk_of(keys: Path, passphrase: str, more: Iterable[SignedRequest]) -> Desk:
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


# -- within -----------------------------------------------------------------------------


def _each_once(found: Iterable[SignedRequest]) -> list[SignedRequest]:
    return list({each.digest: each for each in found}.values())


def _read(file: Path, most_bytes: int) -> bytes:
    """Return a file's bytes, and one more than the most if there are more."""
    with paths.disk_errors(), file.open("rb") as opened:
        return opened.read(most_bytes + 1)
