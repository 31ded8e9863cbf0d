"""Signing a request that has no fault in it, and keeping it beside the keys that signed."""

from datetime import date
from pathlib import Path

from consent.recipient_keys import open_receipt_key
from consent.request import ProjectRequest, sign_request
from consent.request_check import RequestFinding, check_request, has_errors
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from export.receiving.keys_folder import keep_request, kept_place, kept_requests


class RequestFaulty(DatadonorError):
    """What is to be signed has something in it that must be mended first: ``findings``."""

    code = "REQUEST_FAULTY"
    exit_code = ExitCode.NO

    def __init__(self, findings: list[RequestFinding]) -> None:
        super().__init__()
        self.findings = findings


class VersionSigned(DatadonorError):
    """Something else was signed under this id and version (facts: ``version``, ``file``).

    Bundles are held to what was published, so that one may not be written over.
    """

    code = "VERSION_SIGNED"
    exit_code = ExitCode.NO


def sign_into(request: ProjectRequest, keys: Path, passphrase: str, file: Path, day: date) -> bytes:
    """Sign a request, write it, and keep a copy beside the keys.

    Args:
        request: As it is to be asked.
        keys: The folder of keys.
        passphrase: Of the key that signs. Takes one run of Argon2id.
        file: Where it goes; what lies there is replaced.
        day: On which it is checked, in the researcher's own calendar.

    Returns:
        The bytes of the file.

    Raises:
        RequestFaulty: Nothing was opened, signed or written.
        VersionSigned: Likewise; or another key signed the same, and nothing was written.
        KeysMissing, PrivateKeyDamaged, PrivateKeyTooNew, WrongKeyPassphrase: As
            ``open_receipt_key``; nothing was written.
        DiskFull, DiskRefused: The old file stands, or only the copy is missing.
    """
    findings = check_request(request, day)
    if has_errors(findings):
        raise RequestFaulty(findings)
    _require_new(request, keys)
    content = sign_request(request, open_receipt_key(keys, passphrase))
    place = kept_place(keys, request)
    if place.exists() and _read(place) != content:
        raise VersionSigned(version=request.version, file=place.name)
    paths.atomic_write(file, content)
    keep_request(keys, content, request)
    return content


def _require_new(request: ProjectRequest, keys: Path) -> None:
    """Check that nothing else was signed under a request's id and version."""
    version = (request.id, request.version)
    kept = [each.request for each in kept_requests(keys)]
    same = [each for each in kept if (each.id, each.version) == version]
    place = kept_place(keys, request)
    if (place.exists() and not same) or any(each != request for each in same):
        raise VersionSigned(version=request.version, file=place.name)


def _read(file: Path) -> bytes:
    with paths.disk_errors():
        return file.read_bytes()
