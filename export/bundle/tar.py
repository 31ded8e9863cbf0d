"""The tar stream (POSIX.1-1988 ustar): there is one way to write it.

A header holds a name and a size; all else is the same in every bundle, so it tells nothing
of who wrote it, where or when. The stream is padded with zero blocks, as tar has always
been, to one of few lengths (Padmé), so the length of a sealed bundle says little.
"""

from collections.abc import Iterator
from typing import Final

BLOCK: Final = 512
MOST_MEMBER: Final = 8**11 - 1
"""What eleven octal digits count."""

_NAME: Final = 100
_END: Final = bytes(2 * BLOCK)
_CHUNK: Final = 1024 * 1024


def header(name: str, size: int) -> bytes:
    """Return the header of a regular file: 512 bytes.

    Args:
        name: ASCII, at most 100 characters.
        size: Bytes, at most ``MOST_MEMBER``.
    """
    written = name.encode("ascii")
    if not 0 < len(written) <= _NAME or not 0 <= size <= MOST_MEMBER:
        raise ValueError("does not fit into a header")
    block = bytearray(
        b"%b0000600\0" % written.ljust(_NAME, b"\0")  # mode
        + b"0000000\0" * 2  # owner and group
        + b"%011o\0" % size
        + b"00000000000\0"  # time
        + b" " * 8  # sum, counted with spaces in its place
        + b"0"  # a regular file
        + bytes(_NAME)  # link
        + b"ustar\x0000"
        + bytes(64 + 16 + 155 + 12)  # names of owner and group, device, prefix, rest of the block
    )
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def padded_length(length: int) -> int:
    """Return the length that a stream of this length is padded to, at most 12 % more.

    Padmé: of a length's binary digits only as many count as it takes to write down how
    many there are (Nikitin et al., PoPETs 2019(4), algorithm 1). For bytes; a multiple
    of 512 stays one.
    """
    exponent = length.bit_length() - 1
    unimportant = exponent - exponent.bit_length()
    if unimportant <= 0:
        return length
    mask = (1 << unimportant) - 1
    return (length + mask) & ~mask


class TarStream:
    """One stream, piece by piece: members in the order in which they are asked for."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.length = 0

    def member(self, name: str, content: bytes) -> Iterator[bytes]:
        """Yield one member's bytes."""
        yield self._counted(header(name, len(content)))
        yield self._counted(content)
        yield self._counted(bytes(-len(content) % BLOCK))

    def end(self) -> Iterator[bytes]:
        """Yield the end and the padding."""
        yield self._counted(_END)
        missing = padded_length(self.length) - self.length
        while missing:
            piece = min(missing, _CHUNK)
            yield self._counted(bytes(piece))
            missing -= piece

    def _counted(self, piece: bytes) -> bytes:
        self.length += len(piece)
        return piece
