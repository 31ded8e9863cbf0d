"""A document signed by the key that it names: how it is written, and how it is read again.

Decisions, mandates and attestations are such documents: a DSSE envelope around RFC 8785
JSON, with one signature, by the key that stands in one of its fields. It is read whole or
not at all: a field that would get lost makes it unreadable. Must not know: what any of them
says, the vault, the clock.
"""

import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ValidationError

from consent.envelope import (
    EnvelopeDamaged,
    PublicKey,
    SignatureMissing,
    open_envelope,
    seal_envelope,
)
from datadonor.errors import DatadonorError

_Said = TypeVar("_Said", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class SignedDocument(Generic[_Said]):
    """One kind of such documents.

    Attributes:
        model: What a document says.
        payload_type: As the envelope names the kind.
        key_field: The field with the public key whose holder signs.
        unreadable: What is raised by one that is not as it was signed.
    """

    model: type[_Said]
    payload_type: str
    key_field: str
    unreadable: type[DatadonorError]

    def values(self, said: _Said) -> dict[str, Any]:
        """Return a document as plain JSON values, absent fields left out."""
        return said.model_dump(mode="json", by_alias=True, exclude_none=True)

    def sign(self, said: _Said, private_key: Ed25519PrivateKey) -> bytes:
        """Return the signed bytes of a document.

        Raises:
            ValueError: It is another key than the document names.
        """
        if PublicKey.of(private_key).format() != getattr(said, self.key_field):
            msg = "another key than the document names"
            raise ValueError(msg)
        return seal_envelope(self.values(said), self.payload_type, [private_key])

    def read(self, content: bytes) -> _Said:
        """Return what a document says, once the key that it names has signed it.

        Raises:
            DatadonorError: As ``unreadable``: it is no such document, or it is not signed so.
        """
        try:
            envelope = open_envelope(content, self.payload_type)
            said = self.model.model_validate_json(envelope.payload, by_alias=True, by_name=False)
            envelope.verify([PublicKey.parse(getattr(said, self.key_field))])
            is_whole = self.values(said) == json.loads(envelope.payload)
        except (EnvelopeDamaged, SignatureMissing, ValidationError):
            raise self.unreadable from None
        if not is_whole:
            raise self.unreadable
        return said
