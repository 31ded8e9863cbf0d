"""A commitment to the donor's log that tells the recipient nothing.

The recipient gets a digest over the log's checkpoint and 32 fresh random bytes that stay
in the vault. The donor can later show both to an auditor; two recipients see two values.
"""

from hashlib import sha256
from typing import Final

BLINDING_BYTES: Final = 32
_DOMAIN: Final = b"datadonor/log-commit/v1\0"


def log_commitment(project: str, blinding: bytes, checkpoint: bytes) -> str:
    """Return the commitment in hex.

    ``SHA-256("datadonor/log-commit/v1" ‖ 0 ‖ PROJECT ‖ 0 ‖ BLINDING ‖ CHECKPOINT)``; a
    project's id has no zero byte in it and the blinding has one length, so no two inputs
    are written alike.

    Args:
        project: The registry's id.
        blinding: 32 random bytes, fresh for every bundle.
        checkpoint: The log's checkpoint as it is signed.
    """
    if len(blinding) != BLINDING_BYTES or "\0" in project:
        raise ValueError("32 bytes, and an id without a zero")
    return sha256(_DOMAIN + project.encode() + b"\0" + blinding + checkpoint).hexdigest()
