"""The recovery words: 256 random bits, written as 24 words of a list (BIP 39).

They are a key of their own, sealed beside the passphrase's: words can be revoked
and issued anew. The entropy is the key material; BIP 39's wallet seed is not
used. ``mnemonic`` has no Danish list, so the words are English in both languages.
"""

import secrets
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from mnemonic import Mnemonic

from datadonor.vault.errors import RecoveryWordsMisspelt

WORD_COUNT: Final = 24
_ENTROPY_BYTES: Final = 32
_ENOUGH_LETTERS: Final = 4  # no two words of the English list share their first four


@dataclass(frozen=True, slots=True)
class RecoveryWords:
    """24 lower-case words of the list with one space between, check sum right."""

    text: str = field(repr=False)


def new_recovery_words() -> RecoveryWords:
    """Return fresh words from the system's randomness."""
    return RecoveryWords(_list().to_mnemonic(secrets.token_bytes(_ENTROPY_BYTES)))


def parse_recovery_words(written: str) -> RecoveryWords:
    """Read words as a person writes them.

    Case, line breaks, numbering and what follows a word's fourth letter do not
    matter.

    Raises:
        RecoveryWordsMisspelt: Not 24 words of the list, or the check sum is off.
    """
    stems = ["".join(filter(str.isalpha, word)).lower() for word in written.split()]
    words = [_complete(stem) for stem in stems if stem]
    joined = " ".join(words)
    if len(words) != WORD_COUNT or not _list().check(joined):
        raise RecoveryWordsMisspelt
    return RecoveryWords(joined)


def recovery_key(words: RecoveryWords, salt: bytes) -> bytes:
    """Return the 32-byte key for a recovery slot (HKDF-SHA256, RFC 5869)."""
    entropy = bytes(_list().to_entropy(words.text))
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"datadonor/recovery/v1").derive(
        entropy
    )


@cache
def _list() -> Mnemonic:
    return Mnemonic("english")


@cache
def _by_stem() -> dict[str, str]:
    return {word[:_ENOUGH_LETTERS]: word for word in _list().wordlist}


def _complete(stem: str) -> str:
    return _by_stem().get(stem[:_ENOUGH_LETTERS], "")
