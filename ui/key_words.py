"""A recipient's key as words that two people can read to each other. No Qt.

The digest of the key is cut to 128 bits and written as twelve words with a check sum, by
the English list of BIP 39, which is the same in every language of the window. Our choice:
nobody compares 64 hexadecimal digits, and to find another key with the same words takes
2¹²⁸ tries.
"""

from functools import cache
from hashlib import sha256
from typing import Final

from mnemonic import Mnemonic

from consent.envelope import EnvelopeDamaged, PublicKey

WORD_COUNT: Final = 12
_BYTES: Final = 16


def words_of_key(written: str) -> tuple[str, ...]:
    """Return the words of a public key, as it stands in the list; none if it is no key."""
    try:
        key = PublicKey.parse(written)
    except EnvelopeDamaged:
        return ()
    return tuple(_words().to_mnemonic(sha256(key.raw).digest()[:_BYTES]).split())


@cache
def _words() -> Mnemonic:
    return Mnemonic("english")
