"""Reading a tar stream that is written as ``export.bundle.tar`` writes it, and no other.

Each header is compared with the one that would be written for its name and size, so there
is nothing in it to be clever with: no links, no extensions, no second way to say a name.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple, Protocol

from datadonor import paths
from export.bundle.tar import BLOCK, header, padded_length
from export.receiving.refusals import (
    BundleCut,
    BundleNotAFile,
    BundleNotCanonical,
    BundlePathUnsafe,
    BundleTooLarge,
)

_CHUNK: Final = 1024 * 1024
_REGULAR: Final = b"0"
_ELSEWHERE: Final = b"123456"
"""Links, devices, folders and pipes."""


class Readable(Protocol):
    """Where bytes come from."""

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""


class Pieces:
    """Makes a source of bytes of what a seal gives piece by piece."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Read from pieces of any length; what they raise is raised on unchanged."""
        self._pieces = pieces
        self._rest = memoryview(b"")

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        taken, self._rest = self._rest[:most], self._rest[most:]
        return bytes(taken)


class Member(NamedTuple):
    """What a header says."""

    name: str
    size: int


class TarReader:
    """Reads one stream, once, from its beginning to its very end."""

    def __init__(self, source: Readable) -> None:
        """Read from ``source``, which is not closed."""
        self._source = source
        self.length = 0

    def next(self) -> Member | None:
        """Return the next member, or nothing at the end; its bytes are to be read next.

        Raises:
            BundleCut: The stream ends.
            BundleNotAFile: It is a link, a folder or a device.
            BundlePathUnsafe: Its name leads out of the folder.
            BundleTooLarge: Its size is written as only huge ones are.
            BundleNotCanonical: Its header is not as ``header`` writes it.
        """
        block = self._read(BLOCK)
        return None if not any(block) else _parse(block)

    def content(self, size: int) -> Iterator[bytes]:
        """Yield a member's bytes in pieces.

        Raises:
            BundleCut: The stream ends.
            BundleNotCanonical: What fills up the last block is not zero.
        """
        left = size
        while left:
            piece = self._read(min(left, _CHUNK))
            left -= len(piece)
            yield piece
        if any(self._read(-size % BLOCK)):
            raise BundleNotCanonical

    def skip(self, size: int) -> None:
        """Read a member's bytes and drop them.

        Raises:
            BundleCut, BundleNotCanonical: As ``content``.
        """
        for _ in self.content(size):
            pass

    def finish(self) -> None:
        """Read what follows the first block of the end: zeros, as many as there must be.

        Raises:
            BundleCut: There are too few.
            BundleNotCanonical: There is something else, or more.
        """
        left = padded_length(self.length + BLOCK) - self.length
        while left:
            piece = self._read(min(left, _CHUNK))
            if any(piece):
                raise BundleNotCanonical
            left -= len(piece)
        with paths.disk_errors():
            more = self._source.read(1)
        if more:
            raise BundleNotCanonical

    def _read(self, size: int) -> bytes:
        """Return exactly so many bytes."""
        pieces = []
        left = size
        while left:
            with paths.disk_errors():
                piece = self._source.read(left)
            if not piece:
                raise BundleCut
            pieces.append(piece)
            left -= len(piece)
        self.length += size
        return b"".join(pieces)


def _parse(block: bytes) -> Member:
    kind = block[156:157]
    if kind in _ELSEWHERE:
        raise BundleNotAFile
    if kind != _REGULAR:
        raise BundleNotCanonical
    if block[124] & 0x80:  # base 256, which GNU tar writes for sizes past eleven octal digits
        raise BundleTooLarge
    try:
        name = block[:100].rstrip(b"\0").decode("utf-8")
        size = int(block[124:135], 8)
    except ValueError:
        raise BundleNotCanonical from None
    if _is_unsafe(name) or block[345:500].strip(b"\0"):
        raise BundlePathUnsafe
    try:
        expected = header(name, size)
    except ValueError:
        raise BundleNotCanonical from None
    if block != expected:
        raise BundleNotCanonical
    return Member(name, size)


def _is_unsafe(name: str) -> bool:
    """Say whether a name leads, on any system, elsewhere than into the folder."""
    steps = name.replace("\\", "/").split("/")
    return "\\" in name or ":" in name or any(step in ("", ".", "..") for step in steps)
