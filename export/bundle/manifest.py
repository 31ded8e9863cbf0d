"""The signed manifest: who sends what to whom, and every byte of it.

An in-toto Statement v1 in a DSSE envelope, signed with the donor's key for the project.
It names the recipient, so a bundle cannot be passed on under the donor's name; its
place in the donor's series, so none can be sent again; and every file, in order.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from consent.donor_key import pseudonym_of
from consent.envelope import PublicKey, seal_envelope
from consent.request_text import Digest, Identifier
from datadonor.registry.signed import Versions
from export.bundle.layout import FORMAT, MOST_FILES
from export.bundle.listing import Listed

PAYLOAD_TYPE: Final = "application/vnd.in-toto+json"
STATEMENT_TYPE: Final = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE: Final = "urn:datadonor:bundle:1"

_BAG_FILES: Final = 3

Count = Annotated[int, Field(ge=1, le=2**53 - 1, strict=True)]
Length = Annotated[int, Field(ge=0, le=2**53 - 1, strict=True)]
Path = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class RegistryVersions(_Part):
    """How far the registry had come that said yes."""

    root: Count
    timestamp: Count
    snapshot: Count
    targets: Count

    @classmethod
    def of(cls, versions: Versions) -> Self:
        """Return the versions of a registry as a manifest says them."""
        return cls(**versions._asdict())


class Facts(_Part):
    """What a manifest says beside the files and whose they are.

    Attributes:
        recipient: The registry's id of whom it is sealed for.
        project: The registry's id of what it is for.
        request_version: Of the version of the request that it was released by.
        request_sha256: Of that version's ``.ddrequest``.
        sequence: The donor's first bundle for the project is 1.
        previous_sha256: Of the manifest (the file's bytes) of the bundle before; none of
            the first.
        confirmed_sha256: What the donor confirmed (``contents.digest_of``).
        log_commitment: ``commitment.log_commitment``.
        registry_versions: Of the registry that said yes.
    """

    recipient: Identifier
    project: Identifier
    request_version: Annotated[int, Field(ge=1, le=9999, strict=True)]
    request_sha256: Digest
    sequence: Count
    previous_sha256: Digest | None = None
    confirmed_sha256: Digest
    log_commitment: Digest
    registry_versions: RegistryVersions


class Predicate(Facts):
    """All that a manifest says beside names and digests."""

    format: Literal["datadonor.bundle/1"] = FORMAT
    donor_key: Annotated[str, StringConstraints(max_length=64)]
    pseudonym: Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{20}$")]
    lengths: Annotated[dict[Path, Length], Field(max_length=MOST_FILES + _BAG_FILES)]


class _Digests(_Part):
    sha256: Digest


class _Subject(_Part):
    name: Path
    digest: _Digests


class Statement(_Part):
    """An in-toto Statement v1 of a bundle."""

    kind: Annotated[Literal["https://in-toto.io/Statement/v1"], Field(alias="_type")]
    predicate: Predicate
    predicate_type: Annotated[Literal["urn:datadonor:bundle:1"], Field(alias="predicateType")]
    subject: Annotated[list[_Subject], Field(max_length=MOST_FILES + _BAG_FILES)]


def statement(facts: Facts, files: Sequence[Listed], donor_key: PublicKey) -> dict[str, Any]:
    """Return what is signed, as plain JSON values."""
    return {
        "_type": STATEMENT_TYPE,
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "format": FORMAT,
            "donor_key": donor_key.format(),
            "pseudonym": pseudonym_of(donor_key),
            "lengths": {file.path: file.length for file in files},
            **facts.model_dump(mode="json", exclude_none=True),
        },
        "subject": [{"name": file.path, "digest": {"sha256": file.sha256}} for file in files],
    }


def sign_manifest(facts: Facts, files: Sequence[Listed], signer: Ed25519PrivateKey) -> bytes:
    """Return the bytes of ``manifest.dsse.json``.

    Args:
        facts: What it says.
        files: The bag's three files, then the payload, as they will stand in the bundle.
        signer: The donor's key for the project.
    """
    document = statement(facts, files, PublicKey.of(signer))
    return seal_envelope(document, PAYLOAD_TYPE, [signer])
