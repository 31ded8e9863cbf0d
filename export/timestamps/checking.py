"""What needs the library for RFC 3161: writing a question, and checking an answer to it.

Loaded only where timestamps are switched on, because the library is not on every computer
(``export.timestamps.token`` says so). It holds its promises by a compiled parser and
OpenSSL's; what they leave open is checked here. Must not know: the vault, the network.
"""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client._rust import parse_timestamp_request

from export.timestamps.errors import TimestampFault, TimestampInvalid

_SHA256: Final = "2.16.840.1.101.3.4.2.1"  # RFC 5754 §2.2


def written_query(commitment: bytes) -> bytes:
    """Return a question for a commitment, with a fresh nonce; it asks for the certificate."""
    builder = TimestampRequestBuilder().data(commitment).hash_algorithm(HashAlgorithm.SHA256)
    return builder.build().as_bytes()


def checked(commitment: bytes, query: bytes, reply: bytes, root: x509.Certificate) -> datetime:
    """Return the moment that an answer proves, as ``verify_timestamp`` says.

    Raises:
        TimestampInvalid: It proves none.
    """
    digest = sha256(commitment).digest()
    asked = _asked(query, digest)
    try:
        answered = decode_timestamp_response(reply)
        if answered.status != PKIStatus.GRANTED:
            raise TimestampInvalid(TimestampFault.NOT_GRANTED)
        return _proven(asked, answered, digest, root)
    except TimestampInvalid:
        raise
    # A privacy boundary, and fails closed: compiled parsers raise what they like, ValueError
    # mostly, and may quote the reply. What could not be judged proves nothing.
    except Exception:  # noqa: BLE001
        raise TimestampInvalid(TimestampFault.REPLY_UNREADABLE) from None


# -- within ---------------------------------------------------------------------------------


def _asked(query: bytes, digest: bytes) -> TimeStampRequest:
    try:
        asked = parse_timestamp_request(query)
        imprint = asked.message_imprint
        is_ours = imprint.hash_algorithm.dotted_string == _SHA256 and imprint.message == digest
        nonce = asked.nonce
    except Exception:  # noqa: BLE001 - the same boundary, around the question
        raise TimestampInvalid(TimestampFault.QUERY_UNREADABLE) from None
    if not is_ours or not nonce or nonce < 0:
        # Without a nonce an older answer could not be told from this one.
        raise TimestampInvalid(TimestampFault.QUERY_OF_ANOTHER)
    return asked


def _proven(
    asked: TimeStampRequest, answered: TimeStampResponse, digest: bytes, root: x509.Certificate
) -> datetime:
    told = answered.tst_info
    imprint = told.message_imprint
    if imprint.hash_algorithm.dotted_string != _SHA256 or imprint.message != digest:
        raise TimestampInvalid(TimestampFault.OTHER_DIGEST)
    if told.nonce != asked.nonce:
        raise TimestampInvalid(TimestampFault.OTHER_NONCE)
    if not _is_for_time_stamping_alone(answered):
        raise TimestampInvalid(TimestampFault.CERTIFICATE_UNFIT)
    verifier = VerifierBuilder.from_request(asked).add_root_certificate(root).build()
    try:
        verifier.verify(answered, digest)
    except VerificationError:
        raise TimestampInvalid(TimestampFault.NOT_SIGNED) from None
    return told.gen_time.astimezone(UTC)


def _is_for_time_stamping_alone(answered: TimeStampResponse) -> bool:
    """Say whether the signer's certificate has the one purpose, marked critical (RFC 3161 §2.3).

    The library asks that the purpose be among those named.
    """
    signers = list(answered.signed_data.signer_infos)
    if len(signers) != 1:
        return False
    held = [x509.load_der_x509_certificate(one) for one in answered.signed_data.certificates]
    signed_by = [
        one
        for one in held
        if (one.issuer, one.serial_number) == (signers[0].issuer, signers[0].serial_number)
    ]
    if len(signed_by) != 1:
        return False
    try:
        purposes = signed_by[0].extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return purposes.critical and list(purposes.value) == [ExtendedKeyUsageOID.TIME_STAMPING]
