"""The donor's key for one project, and the pseudonym that follows from it.

Both are made anew from the vault's secret whenever they are needed, so there is no list
of who is who anywhere. Two projects have keys that nobody can bring together; the holder
of the secret alone can show that a key is theirs. Must not know: names, numbers, CPR.
"""

import base64
from hashlib import sha256
from typing import Final, NewType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consent.envelope import PublicKey
from consent.request import ProjectId

Pseudonym = NewType("Pseudonym", str)
"""What a recipient calls the donor: 20 letters and digits of base32."""

_INFO: Final = b"datadonor/donor-key/v1"
_PSEUDONYM_SIGNS: Final = 20
"""100 bits: two donors of one project never share one."""


def donor_key(vault_secret: bytes, project: ProjectId | str) -> Ed25519PrivateKey:
    """Return the donor's signing key for a project.

    HKDF-SHA256 (RFC 5869) without salt; the project's id stands in ``info`` behind its
    length in bytes (two bytes, big-endian), so that no two ids give one input.

    Args:
        vault_secret: 32 bytes.
        project: The registry's id of the project.
    """
    name = project.encode()
    info = _INFO + len(name).to_bytes(2, "big") + name
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(vault_secret)
    return Ed25519PrivateKey.from_private_bytes(seed)


def pseudonym_of(key: PublicKey) -> Pseudonym:
    """Return the pseudonym of a donor's public key: the first signs of its SHA-256 in base32."""
    written = base64.b32encode(sha256(key.raw).digest()).decode().lower()
    return Pseudonym(written[:_PSEUDONYM_SIGNS])
