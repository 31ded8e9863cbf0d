"""What stands in the registry: recipients, the bytes of approved requests, revocations.

The names are part of the contract: ``recipients/<id>.json``,
``projects/<id>/<version>.ddrequest``, ``revocations.json``. Beside them lie sixteen
bins (``bins/0.jsonl`` … ``bins/f.jsonl``) that hold the same bytes again: a client
fetches every bin that changed, so that no server learns what a citizen looks at, and
believes each record only by its own length and digest among the signed targets.
"""

import re
from datetime import date
from hashlib import sha256
from typing import Annotated, Final, Literal, TypeVar

import rfc8785
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from datadonor.errors import DatadonorError, ExitCode

REVOCATIONS: Final = "revocations.json"
BINS: Final = tuple(f"bins/{digit:x}.jsonl" for digit in range(16))

RECIPIENT_NAME: Final = re.compile(r"recipients/([A-Za-z0-9][A-Za-z0-9._-]{0,63})\.json")
PROJECT_NAME: Final = re.compile(
    r"projects/([A-Za-z0-9][A-Za-z0-9._-]{0,63})/([1-9][0-9]{0,3})\.ddrequest"
)


class RecordInvalid(DatadonorError):
    """A registry record is not what it should be (fact: ``where``, a name of ours)."""

    code = "RECORD_INVALID"
    exit_code = ExitCode.BAD_FILE


Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Url = Annotated[str, StringConstraints(pattern=r"^(https?|file)://[!-~]{1,1000}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(_Part):
    """One text in both languages."""

    da: Line
    en: Line


class SealKeys(_Part):
    """How bundles to this recipient are sealed, and under which public keys."""

    format: Literal["age", "crypt4gh"]
    keys: Annotated[tuple[Line, ...], Field(min_length=1, max_length=8)]


class Delivery(_Part):
    """One way in which the recipient takes bundles."""

    kind: Literal["tus", "folder"]
    url: Url


class Recipient(_Part):
    """An approved recipient: ``recipients/<id>.json``.

    ``receipt_keys`` are Ed25519 public keys (``ed25519:`` and base64). The recipient
    signs its requests and its answers with them.
    """

    format: Literal["datadonor.recipient/1"] = "datadonor.recipient/1"
    id: Identifier
    name: Names
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_-]{0,39}$")]
    identifiers: dict[Literal["cvr", "ror"], Line] = {}
    seal: SealKeys
    receipt_keys: Annotated[tuple[Line, ...], Field(min_length=1, max_length=8)]
    delivery: Annotated[tuple[Delivery, ...], Field(max_length=8)] = ()
    answers_url: Url | None = None
    valid_until: date


class Revocation(_Part):
    """A recipient or project that is approved no longer, from when, and why."""

    id: Identifier
    since: AwareDatetime
    reason: Names


class Revocations(_Part):
    """``revocations.json``."""

    format: Literal["datadonor.revocations/1"] = "datadonor.revocations/1"
    revocations: tuple[Revocation, ...] = ()


_R = TypeVar("_R", Recipient, Revocations)


def recipient_name(recipient_id: str) -> str:
    """Return the target's name of a recipient."""
    return f"recipients/{recipient_id}.json"


def project_name(project_id: str, version: int) -> str:
    """Return the target's name of one version of a project."""
    return f"projects/{project_id}/{version}.ddrequest"


def bin_of(name: str) -> str:
    """Return the bin in which a target's bytes stand again."""
    return f"bins/{sha256(name.encode()).hexdigest()[0]}.jsonl"


def parse_recipient(content: bytes) -> Recipient:
    """Read a recipient's record.

    Raises:
        RecordInvalid: It is none.
    """
    return _parse(Recipient, content)


def parse_revocations(content: bytes) -> Revocations:
    """Read the list of revocations.

    Raises:
        RecordInvalid: It is none.
    """
    return _parse(Revocations, content)


def to_bytes(record: Recipient | Revocations) -> bytes:
    """Return a record's bytes: RFC 8785 JSON."""
    return rfc8785.dumps(record.model_dump(mode="json", exclude_none=True))


def _parse(model: type[_R], content: bytes) -> _R:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        location = error.errors(include_url=False)[0]["loc"]
    # The first step is a field of ours; what follows can be the record's own words.
    raise RecordInvalid(where=str(location[0]) if location else "record")
