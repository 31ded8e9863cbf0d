"""The sealed file, read piece by piece, and held to what it was when it was sealed.

Must not know: where it goes.
"""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Literal

from datadonor import paths
from export.delivery.errors import SealedFileChanged

PIECE_BYTES: Final = 64 * 1024
"""What is read at once."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_OPEN_FLAGS: Final = (
    os.O_RDONLY
    # A link put there meanwhile is not followed; a pipe put there does not make us wait.
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class SealedFile:
    """A sealed bundle on this computer's disk.

    Attributes:
        path: Where it lies. Its name goes nowhere.
        size_bytes: Its length when it was sealed, more than 0.
        sha256: Its digest when it was sealed, 64 lower-case hexadecimal digits.
        ending: What its name ends with in a folder.
    """

    path: Path = field(repr=False)
    size_bytes: int
    sha256: str
    ending: Literal[".age", ".c4gh"] = ".age"

    def __post_init__(self) -> None:
        """Hold callers to the form.

        Raises:
            ValueError: A length or digest that is none.
        """
        if self.size_bytes <= 0 or not _DIGEST.fullmatch(self.sha256):
            raise ValueError("a sealed file has a length and a SHA-256")

    def pieces(self, start: int, size_bytes: int) -> Iterator[bytes]:
        """Yield a stretch of it, in pieces of at most ``PIECE_BYTES``, none empty.

        Args:
            start: Its first byte, counted from 0.
            size_bytes: How many; the stretch lies within the file.

        Raises:
            SealedFileChanged: It ends too soon.
            DiskRefused: It cannot be read.
        """
        with _opened(self.path) as file:
            with paths.disk_errors():
                file.seek(start)
            left = size_bytes
            while left:
                with paths.disk_errors():
                    piece = file.read(min(left, PIECE_BYTES))
                if not piece:
                    raise SealedFileChanged
                left -= len(piece)
                yield piece

    def digest_of(self, algorithm: str, start: int, size_bytes: int) -> bytes:
        """Return the digest of a stretch, by a name of hashlib's.

        Raises:
            SealedFileChanged, DiskRefused: As ``pieces``.
        """
        digest = hashlib.new(algorithm, usedforsecurity=False)
        for piece in self.pieces(start, size_bytes):
            digest.update(piece)
        return digest.digest()

    def verify(self, between: Callable[[], None] = lambda: None) -> None:
        """Read it all once, so that nothing is sent but what was sealed.

        Args:
            between: Called now and then; may raise to stop.

        Raises:
            SealedFileChanged: Other bytes, or another length.
            DiskRefused: It cannot be read.
        """
        with _opened(self.path) as file, paths.disk_errors():
            if os.fstat(file.fileno()).st_size != self.size_bytes:
                raise SealedFileChanged
        digest = hashlib.sha256()
        for number, piece in enumerate(self.pieces(0, self.size_bytes)):
            if number % 64 == 0:
                between()
            digest.update(piece)
        if digest.hexdigest() != self.sha256:
            raise SealedFileChanged


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with paths.disk_errors():
        file = os.fdopen(os.open(path, _OPEN_FLAGS), "rb", buffering=0)
    try:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise SealedFileChanged
        yield file
    finally:
        file.close()
