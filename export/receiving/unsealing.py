"""What came, opened: a sealed file read as a stream, whichever of the recipient's keys opens it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from consent.envelope import MOST_BYTES
from datadonor import paths
from export.seal.errors import SealUnknown, SealWrongKey
from export.seal.opening import ENDINGS, open_sealed
from export.seal.port import OpenedSeal, PrivateSealKey
from export.withdrawing import SUFFIX, NoticeUnreadable

SEALED: Final = frozenset(ENDINGS.values())
TAKEN: Final = SEALED | {SUFFIX}
"""Endings of files that are taken out of an inbox."""

_CHUNK: Final = 1024 * 1024
_NOTICE_BEGINS: Final = b"{"
"""A notice is JSON; a bundle begins with the name of its manifest."""


class Unsealed:
    """The content of a sealed file, read as a file is."""

    def __init__(self, opened: OpenedSeal) -> None:
        """Read from an opened seal, which is not closed."""
        self._opened = opened
        self._waiting = b""

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""
        while not self._waiting:
            piece = next(self._opened, None)
            if piece is None:
                return b""
            self._waiting = piece
        piece, self._waiting = self._waiting[:most], self._waiting[most:]
        return piece

    @property
    def is_notice(self) -> bool:
        """Whether it is a notice of withdrawal and not a bundle. Asked before anything is read."""
        if not self._waiting:
            self._waiting = self.read(_CHUNK)
        return self._waiting.startswith(_NOTICE_BEGINS)

    def read_notice(self) -> bytes:
        """Return all that is left, if it is no more than a notice can be.

        Raises:
            NoticeUnreadable: It is more.
        """
        content = b""
        while piece := self.read(MOST_BYTES + 1):
            content += piece
            if len(content) > MOST_BYTES:
                raise NoticeUnreadable
        return content


@contextmanager
def unsealed(file: Path, keys: Sequence[PrivateSealKey]) -> Iterator[Unsealed]:
    """Open a sealed file with the first of some keys that fits.

    Raises:
        SealWrongKey, SealUnknown: No key does.
        DatadonorError: What else ``export.seal.opening.open_sealed`` raises.
        DiskRefused: It cannot be read.
    """
    with paths.disk_errors():
        source = file.open("rb")
    with source, _opened(source, keys) as opened:
        yield Unsealed(opened)


def digest_of_file(file: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    digest = sha256()
    with paths.disk_errors(), file.open("rb") as opened:
        while piece := opened.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _opened(source: BinaryIO, keys: Sequence[PrivateSealKey]) -> OpenedSeal:
    is_known = False
    for key in keys:
        with paths.disk_errors():
            source.seek(0)
        try:
            return open_sealed(source, key)
        except SealUnknown:
            continue
        except SealWrongKey:
            is_known = True
    raise SealWrongKey if is_known else SealUnknown
