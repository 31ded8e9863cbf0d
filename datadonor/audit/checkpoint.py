"""Signed heads of a log: c2sp.org/tlog-checkpoint.

A checkpoint says how many records a log has and what their Merkle root is;
whoever keeps one can later be shown that nothing before it was changed.
Promises: what is parsed formats to the same bytes again; nothing but
``NoteError`` for any bytes. Must not know: the log's records, where keys and
checkpoints are kept. That no two signed heads contradict each other is for the
caller to keep: ``sign_checkpoint`` has no memory.
"""

import base64
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from datadonor.audit import note as notes
from datadonor.audit.merkle import EMPTY_ROOT, HASH_BYTES, MAX_SIZE
from datadonor.audit.note import NoteError, SignatureType, VerifierKey

_LINES = 3
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One head of a log.

    Args:
        origin: What names the log, and the key that signs it: a random id, never
            the person.
        size: Number of records, 0 to ``merkle.MAX_SIZE``.
        root: The Merkle root over them, 32 bytes.

    Raises:
        NoteError: The origin is empty or more than one line, the size is out of
            range, or the root is not 32 bytes or, for size 0, not the root of
            the empty tree.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin:
            raise NoteError(reason="origin")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_BYTES:
            raise NoteError(reason="checkpoint")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise NoteError(reason="checkpoint")


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """Return the three lines of a checkpoint, each ending in a line feed: origin, size, root."""
    root = base64.b64encode(checkpoint.root).decode("ascii")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that a note's text spells.

    Args:
        text: The text of a note, after its signature was verified.

    Raises:
        NoteError: It is not exactly three lines that each end in a line feed, or
            one of them has another form. Extension lines are refused (our
            choice: our logs write none, and what no rule explains should not
            travel under a signature).

    Source: c2sp.org/tlog-checkpoint, Note text.
    """
    lines = text.split("\n")
    if len(lines) != _LINES + 1 or lines.pop():
        raise NoteError(reason="checkpoint")
    origin, size, root = lines
    return Checkpoint(origin, parse_decimal(size), notes.decode_base64(root))


def parse_decimal(text: str) -> int:
    """Return a size or index in ASCII decimal, in its one right spelling.

    Raises:
        NoteError: A sign, a leading zero, white space, another alphabet's digits,
            or more than ``merkle.MAX_SIZE``.
    """
    if not _DECIMAL.fullmatch(text) or int(text) > MAX_SIZE:
        raise NoteError(reason="number")
    return int(text)


def sign_checkpoint(checkpoint: Checkpoint, private_key: Ed25519PrivateKey) -> bytes:
    """Return the signed note of a checkpoint; the key's name is the origin.

    Sign only a head that extends every head signed before it.

    Raises:
        NoteError: The origin cannot be a key's name (spaces, ``+``).
    """
    return notes.sign(format_checkpoint(checkpoint), checkpoint.origin, private_key)


def open_checkpoint(note: bytes, verifier_key: str) -> Checkpoint:
    """Return the checkpoint in a note that the log's own key has signed.

    Args:
        note: The bytes as received. Lines of other keys are ignored.
        verifier_key: The log's vkey, of type 0x01.

    Raises:
        NoteError: The note is not in order (see ``note.verify``), its text is no
            checkpoint, its origin is not the key's name, or the key is a cosigner's.

    Source: c2sp.org/tlog-checkpoint. That the key's name is the origin is a
        SHOULD there and a must here, so that a key speaks for one log only.
    """
    key = VerifierKey.parse(verifier_key)
    if key.signature_type is not SignatureType.ED25519:
        raise NoteError(reason="verifier_key")
    checkpoint = parse_checkpoint(notes.verify(note, [verifier_key]).text)
    if checkpoint.origin != key.name:
        raise NoteError(reason="origin")
    return checkpoint
