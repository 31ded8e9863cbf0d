"""Proof that one record lies in a log, in one file: c2sp.org/tlog-proof.

Holds the record's index, its inclusion proof and a signed checkpoint, so that
it can be checked anywhere, offline, with the log's public key alone. Promises:
what is parsed formats to the same bytes again; nothing but ``ProofError`` and
``NoteError`` for any bytes. Must not know: the log, where the file lies.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from datadonor.audit.checkpoint import Checkpoint, open_checkpoint, parse_decimal
from datadonor.audit.merkle import HASH_BYTES, ProofError, leaf_hash, verify_inclusion
from datadonor.audit.note import (
    MAX_NOTE_BYTES,
    NoteError,
    SignatureType,
    VerifierKey,
    decode_base64,
    verify,
)

MAX_PROOF_FILE_BYTES: Final = 2 * MAX_NOTE_BYTES
"""The largest proof file. Our choice: the largest note, and as much again."""

_HEADER = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "
_INDEX = "index "


@dataclass(frozen=True, slots=True)
class ProofFile:
    """What a proof file holds; nothing of it is verified.

    Args:
        index: The record's zero-based index in the log.
        hashes: Its inclusion proof, 32 bytes each, from the leaf's sibling upward.
        checkpoint: The signed note, as the log wrote it.
        extra: Bytes for the application, or None. No signature covers them.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None


def format_proof_file(proof_file: ProofFile) -> bytes:
    """Return the bytes that ``parse_proof_file`` reads.

    Raises:
        ProofError: What it holds could not be read again.
    """
    lines = [_HEADER]
    if proof_file.extra is not None:
        lines.append(_EXTRA + _encode(proof_file.extra))
    lines.append(f"{_INDEX}{proof_file.index}")
    lines.extend(map(_encode, proof_file.hashes))
    written = "\n".join([*lines, "", ""]).encode("ascii") + proof_file.checkpoint
    parse_proof_file(written)
    return written


def parse_proof_file(proof_file: bytes) -> ProofFile:
    """Return what a proof file holds, without verifying any of it.

    Raises:
        ProofError: It is too large or has another form.

    Source: c2sp.org/tlog-proof, Format.
    """
    head, separator, checkpoint = proof_file.partition(b"\n\n")
    if not separator or len(proof_file) > MAX_PROOF_FILE_BYTES:
        raise ProofError(reason="form")
    extra_bytes: bytes | None = None
    try:
        match head.decode("ascii").split("\n"):
            case [header, extra, index, *hashes] if extra.startswith(_EXTRA):
                extra_bytes = _decode_extra(extra.removeprefix(_EXTRA))
            case [header, index, *hashes]:
                pass
            case _:
                raise ProofError(reason="form")
        if header != _HEADER or not index.startswith(_INDEX):
            raise ProofError(reason="form")
        number = parse_decimal(index.removeprefix(_INDEX))
        return ProofFile(number, tuple(map(_decode_hash, hashes)), checkpoint, extra_bytes)
    except (UnicodeDecodeError, NoteError):
        raise ProofError(reason="form") from None


def verify_proof_file(
    proof_file: bytes, record: bytes, log_key: str, cosigner_keys: Sequence[str] = ()
) -> Checkpoint:
    """Return the checkpoint under which a proof file shows that a record lies.

    Args:
        proof_file: The bytes as received.
        record: The leaf's data, the exact bytes that the log has hashed.
        log_key: The log's vkey, of type 0x01; its name is the expected origin.
        cosigner_keys: vkeys of type 0x04 that must all have signed too.

    Raises:
        ProofError: The file has another form, or its proof does not lead from
            the record to the checkpoint's root.
        NoteError: The checkpoint is not in order, or a signature that was asked
            for is missing or false.

    Source: c2sp.org/tlog-proof; the order of the steps is the log's key and
        origin, then cosignatures, then inclusion.
    """
    proof = parse_proof_file(proof_file)
    checkpoint = open_checkpoint(proof.checkpoint, log_key)
    for cosigner_key in cosigner_keys:
        # One at a time: each must have signed, not any of them.
        if VerifierKey.parse(cosigner_key).signature_type is not SignatureType.ED25519_COSIGNATURE:
            raise NoteError(reason="verifier_key")
        verify(proof.checkpoint, [cosigner_key])
    verify_inclusion(leaf_hash(record), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return checkpoint


def _encode(blob: bytes) -> str:
    return base64.b64encode(blob).decode("ascii")


def _decode_extra(encoded: str) -> bytes:
    extra = decode_base64(encoded)
    if not extra:
        raise ProofError(reason="form")
    return extra


def _decode_hash(encoded: str) -> bytes:
    decoded = decode_base64(encoded)
    if len(decoded) != HASH_BYTES:
        raise ProofError(reason="form")
    return decoded
