"""Questions to a time-stamp authority, and what its answers prove (RFC 3161).

Bytes in, a moment out: no vault, no network, no clock. One function says yes or no, for the
person's computer and for an auditor's.
"""

from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from export.timestamps.errors import (
    TimeRootInvalid,
    TimestampFault,
    TimestampInvalid,
    TimestampsUnavailable,
)

MOST_QUERY_BYTES: Final = 1024
"""Ours have about 70."""

MOST_REPLY_BYTES: Final = 64 * 1024
"""Of an answer. With three certificates of 4096-bit RSA keys it has about 7 000. Our choice."""

MOST_ROOT_BYTES: Final = 64 * 1024

_COMMITMENT_BYTES: Final = 32
_MOST_NAME_CHARACTERS: Final = 80


class Root(NamedTuple):
    """The certificate that an authority's answers are checked by.

    Attributes:
        pem: Written anew, so that one certificate has one text.
        sha256: Of its DER, in hex: what is commonly called its fingerprint.
        name: What it calls itself; shortened, and without signs that cannot be printed.
        last_day: Of its validity, in UTC.
    """

    pem: bytes
    sha256: str
    name: str
    last_day: datetime


def is_available() -> bool:
    """Say whether timestamps can be asked for and checked on this computer."""
    try:
        _checking()
    except TimestampsUnavailable:
        return False
    return True


def new_query(commitment: str) -> bytes:
    """Return a question for a commitment (DER, ``TimeStampReq``), with a fresh nonce.

    It holds the SHA-256 of the commitment's 32 bytes and nothing else of ours, asks for the
    authority's certificate, and names no policy.

    Raises:
        TimestampsUnavailable: There is no library for it here.
    """
    query: bytes = _checking().written_query(_bytes_of(commitment))
    return query


def verify_timestamp(commitment: str, query: bytes, reply: bytes, root_pem: bytes) -> datetime:
    """Return the moment at which an authority signed that a commitment existed.

    Checked: the question is about this commitment and has a nonce; the answer says granted,
    and carries that nonce and that digest by SHA-256; its one signature is by a certificate
    that leads to the root, was valid at the moment, and is for time-stamping alone (RFC 3161
    §2.3). That the authority's clock was right is for whoever trusts the root. Whether a
    certificate was revoked is not asked.

    Args:
        commitment: In hex, as the log and the bundle have it.
        query: ``TimeStampReq``, DER.
        reply: ``TimeStampResp``, DER.
        root_pem: The one certificate that is believed.

    Returns:
        The moment, in UTC.

    Raises:
        TimestampInvalid: It proves nothing; nothing of it may be kept.
        TimeRootInvalid: There is no root certificate in ``root_pem``.
        TimestampsUnavailable: There is no library for it here.
    """
    checking = _checking()
    root = _certificate(root_pem)
    if len(query) > MOST_QUERY_BYTES or len(reply) > MOST_REPLY_BYTES:
        raise TimestampInvalid(TimestampFault.TOO_LONG)
    stamped: datetime = checking.checked(_bytes_of(commitment), query, reply, root)
    return stamped


def parse_root(content: bytes) -> Root:
    """Read the certificate that answers are to be checked by.

    Raises:
        TimeRootInvalid: It is not exactly one certificate that signed itself.
    """
    certificate = _certificate(content)
    der = certificate.public_bytes(Encoding.DER)
    return Root(
        certificate.public_bytes(Encoding.PEM),
        sha256(der).hexdigest(),
        _name_of(certificate),
        certificate.not_valid_after_utc,
    )


# -- within ---------------------------------------------------------------------------------


class _Checking(Protocol):
    """What ``export.timestamps.checking`` does."""

    def written_query(self, commitment: bytes) -> bytes: ...
    def checked(
        self, commitment: bytes, query: bytes, reply: bytes, root: x509.Certificate
    ) -> datetime: ...


def _checking() -> _Checking:
    """Return what needs the library.

    Raises:
        TimestampsUnavailable: There is none for this computer.
    """
    try:
        from export.timestamps import checking  # noqa: PLC0415 - not on every computer
    except ImportError:
        raise TimestampsUnavailable from None
    return checking


def _bytes_of(commitment: str) -> bytes:
    written = bytes.fromhex(commitment)
    if len(written) != _COMMITMENT_BYTES:
        raise ValueError("a commitment has 32 bytes")
    return written


def _certificate(content: bytes) -> x509.Certificate:
    """Return the one certificate of a file, if it may be a root.

    Raises:
        TimeRootInvalid: It may not.
    """
    if len(content) > MOST_ROOT_BYTES:
        raise TimeRootInvalid
    try:
        (certificate,) = x509.load_pem_x509_certificates(content)
        certificate.verify_directly_issued_by(certificate)
        may_issue = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        raise TimeRootInvalid from None
    if not may_issue:
        raise TimeRootInvalid
    return certificate


def _name_of(certificate: x509.Certificate) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for named in certificate.subject.get_attributes_for_oid(kind):
            told = "".join(sign for sign in str(named.value) if sign.isprintable()).strip()
            if told:
                return told[:_MOST_NAME_CHARACTERS]
    return ""
