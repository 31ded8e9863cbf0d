"""From a passphrase to a key: Argon2id, its cost and its bounds.

The parameters are stored beside the sealed key, where anyone with the disk can
edit them. They are bound by the seal, but only after they have been obeyed; so
they are held within bounds before any memory is taken (``docs/formats/key-file.md``).
"""

import os
import time
import unicodedata
from collections.abc import Callable
from typing import Annotated, Final, Literal

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pydantic import BaseModel, ConfigDict, Field

SALT_BYTES: Final = 16
"""RFC 9106 §3.1 recommends 128 bits."""

LEAST_PASSPHRASE: Final = 8
"""Characters; NIST SP 800-63B §5.1.1."""

_MIB: Final = 1024  # KiB
_TARGET_SECONDS: Final = 0.5
_DOUBLING: Final = 2
_SMALL_MACHINE_BYTES: Final = 4 * 1024**3


class KdfParameters(BaseModel):
    """The cost of one Argon2id run. The bounds are what a reader will obey."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: Literal["argon2id"] = "argon2id"
    memory_kib: Annotated[int, Field(ge=8 * _MIB, le=2048 * _MIB)]
    iterations: Annotated[int, Field(ge=1, le=20)]
    lanes: Annotated[int, Field(ge=1, le=16)]

    @property
    def is_below_floor(self) -> bool:
        """Whether a new vault would not be made with so little."""
        return self.memory_kib * self.iterations < FLOOR.memory_kib * FLOOR.iterations


FLOOR: Final = KdfParameters(memory_kib=64 * _MIB, iterations=3, lanes=4)
"""The least that a new vault is made with: RFC 9106 §4, second choice."""


def derive_key(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Return the 32-byte key that a passphrase stands for.

    The passphrase is taken in Unicode NFC, because ``å`` can be typed as one or
    as two code points. Releases the GIL; takes about half a second on purpose.
    """
    return Argon2id(
        salt=salt,
        length=32,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    ).derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))


def calibrate(
    timer: Callable[[], float] = time.perf_counter, memory_bytes: int | None = None
) -> KdfParameters:
    """Choose a cost of about half a second on this machine, never below the floor.

    Args:
        timer: Seconds, monotone.
        memory_bytes: The machine's memory; asked of the system if not given.

    Source: ``docs/adr/0001-raw-key-and-slots.md``: memory doubles first, up to 256 MiB on machines
        with less than 4 GB and 1 GiB on others.
    """
    began = timer()
    derive_key("calibration", bytes(SALT_BYTES), FLOOR)
    spare = _TARGET_SECONDS / max(timer() - began, 1e-6)
    memory = machine_memory_bytes() if memory_bytes is None else memory_bytes
    most = 256 * _MIB if memory < _SMALL_MACHINE_BYTES else 1024 * _MIB
    chosen = FLOOR.memory_kib
    while spare >= _DOUBLING and chosen < most:
        chosen, spare = chosen * _DOUBLING, spare / _DOUBLING
    return FLOOR.model_copy(update={"memory_kib": chosen})


def machine_memory_bytes() -> int:
    """Return the machine's memory, or 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
