"""Bytes on their way: chunks as a file, a file read in full pieces, and what was written counted.

Must not know: seals.
"""

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from typing_extensions import Buffer, override

from datadonor import paths
from datadonor.errors import DiskRefused
from export.seal.port import Sealed

_BUFFER_BYTES = 64 * 1024


def reader_of(chunks: Iterator[bytes]) -> io.BufferedReader:
    """Return a file, not seekable, that reads what an iterator yields.

    ``read(n)`` returns n bytes unless the end is reached. What the iterator raises is
    raised by ``read``. At most one chunk and 64 KiB are held.
    """
    return io.BufferedReader(_Chunks(chunks), _BUFFER_BYTES)


class _Chunks(io.RawIOBase):
    """Chunks of any length as a raw file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = memoryview(b"")

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Buffer, /) -> int:
        while not self._left:  # an empty chunk is no end
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = memoryview(chunk)
        room = memoryview(buffer)
        size = min(len(room), len(self._left))
        room[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


class Counted(Iterator[bytes]):
    """Chunks as they are, counted as they pass."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        """Begin at nothing."""
        self._chunks = chunks
        self.size_bytes = 0

    @override
    def __next__(self) -> bytes:
        chunk = next(self._chunks)
        self.size_bytes += len(chunk)
        return chunk


def read_up_to(source: BinaryIO, size: int) -> bytes:
    """Read so many bytes, fewer only if the file ends.

    Raises:
        DiskRefused: It cannot be read.
    """
    parts = []
    while size > 0:
        with paths.disk_errors():
            part = source.read(size)
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


class Tally:
    """Writes, and knows how much and with what digest."""

    def __init__(self, out: BinaryIO) -> None:
        """Begin at nothing, wherever ``out`` stands."""
        self._out = out
        self._hash = sha256()
        self._size = 0

    def write(self, piece: bytes) -> int:
        """Write all of a piece.

        Raises:
            DiskFull, DiskRefused: As ``paths.disk_errors`` says.
        """
        left = memoryview(piece)
        while left:
            with paths.disk_errors():
                written = self._out.write(left)
            if not written:  # a file that takes nothing would be asked for ever
                raise DiskRefused
            left = left[written:]
        self._hash.update(piece)
        self._size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Hand on what a buffer of ``out`` holds.

        Raises:
            DiskFull, DiskRefused: As ``paths.disk_errors`` says.
        """
        with paths.disk_errors():
            self._out.flush()

    def sealed(self, plain_bytes: int) -> Sealed:
        """Say what was written."""
        return Sealed(self._size, self._hash.hexdigest(), plain_bytes)
