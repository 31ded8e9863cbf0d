"""Which seal: the one that a recipient's record asks for, or the one that a key opens."""

from typing import BinaryIO, Final

from datadonor.registry.targets import SealKeys
from export.seal.age import AgeSeal
from export.seal.crypt4gh import Crypt4ghSeal
from export.seal.port import OpenedSeal, PrivateSealKey, Seal, SealFormat

_SEALS: Final[dict[SealFormat, Seal]] = {"age": AgeSeal(), "crypt4gh": Crypt4ghSeal()}

ENDINGS: Final[dict[SealFormat, str]] = {"age": ".age", "crypt4gh": ".c4gh"}
"""Of a sealed file's name."""


def seal_for(keys: SealKeys) -> Seal:
    """Return the seal that a recipient asks for."""
    return _SEALS[keys.format]


def open_sealed(source: BinaryIO, key: PrivateSealKey) -> OpenedSeal:
    """Open a sealed file with a key, in the format of the key.

    A file of the other format is ``SealUnknown`` to it. For arguments and errors see
    ``Seal.open_stream``.
    """
    return _SEALS[key.format].open_stream(source, key)
