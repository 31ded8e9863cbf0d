"""Where a registry lies, and how python-tuf is given its files from there.

Two fetchers behind python-tuf's one port: over the network, through the only door out;
and from a folder or stick. Neither follows a way that leads elsewhere, both are bounded,
and whatever goes wrong, also halfway through a file, becomes a ``DownloadError`` with no
text of anyone else's.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from tuf.api.exceptions import DownloadError, DownloadHTTPError, SlowRetrievalError
from tuf.ngclient.fetcher import FetcherInterface

from datadonor.network import (
    AnswerCutShort,
    AnswerRefused,
    AnswerTooLarge,
    CertificateRejected,
    Door,
    NetworkError,
    NetworkRedirected,
    NetworkTooSlow,
    Purpose,
)
from datadonor.network.door import is_loopback
from datadonor.registry.errors import (
    RegistryCutShort,
    RegistryError,
    RegistryLocationInvalid,
    RegistryRedirected,
    RegistryTooLarge,
    RegistryUncertified,
    RegistryUnreachable,
)

MOST_BYTES: Final = 64 * 1024 * 1024
"""The longest file of a registry: a bin. python-tuf bounds each file besides."""

MOST_SECONDS: Final = 900.0
"""How long one refresh may wait for the other side in all. Our choice."""

FOLDER_BASE: Final = "folder:///"
"""Stands before the names of files in a folder, which python-tuf takes for addresses."""

_NOT_FOUND: Final = 404
_PIECE: Final = 64 * 1024
_MOST_LOCATION: Final = 1000
_OPEN_FLAGS: Final = (
    os.O_RDONLY
    # A link put there meanwhile is not followed; a pipe put there does not make us wait.
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_MEANINGS: Final[dict[type[NetworkError], type[RegistryError]]] = {
    AnswerCutShort: RegistryCutShort,
    AnswerTooLarge: RegistryTooLarge,
    CertificateRejected: RegistryUncertified,
    NetworkRedirected: RegistryRedirected,
}


class FetchFailed(DownloadError):
    """A file could not be had. ``reason`` says what the person is told."""

    def __init__(self, reason: type[RegistryError]) -> None:
        """Keep the reason; its code is the whole text."""
        super().__init__(reason.code)
        self.reason = reason


class _Fetcher(FetcherInterface):
    """Holds at most one file open, until the next is asked for or it is closed."""

    def __init__(self) -> None:
        self._open = ExitStack()

    def close(self) -> None:
        """Let go of the file that is open."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class RequestsFetcher(_Fetcher):
    """Fetches over the network, through the only door out."""

    def __init__(
        self,
        door: Door | None = None,
        *,
        most_bytes: int = MOST_BYTES,
        most_seconds: float = MOST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Fetch through a door.

        Args:
            door: Stays the caller's to close. Without one, a door that tells nobody.
            most_bytes: The longest file.
            most_seconds: For all files together.
            clock: Seconds that never go back.
        """
        super().__init__()
        self._door = door or Door(lambda _: None)
        self._most_bytes = most_bytes
        self._clock = clock
        self._end = clock() + most_seconds

    def _fetch(self, url: str) -> Iterator[bytes]:
        self.close()
        # Opened here and not in the generator: python-tuf looks at the status at once.
        with _network_errors():
            self._require_time()
            answer = self._open.enter_context(
                self._door.get(url, Purpose.REGISTRY, self._most_bytes)
            )
        return self._pieces(answer.pieces())

    def _pieces(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        with _network_errors():
            for piece in pieces:
                self._require_time()
                yield piece

    def _require_time(self) -> None:
        if self._clock() > self._end:
            raise SlowRetrievalError("REGISTRY_SLOW")


class FolderFetcher(_Fetcher):
    """Fetches from a folder or stick. Reads ordinary files within it and nothing else."""

    def __init__(self, folder: str | Path, *, most_bytes: int = MOST_BYTES) -> None:
        """Fetch from a folder, named by its path or its ``file://`` address.

        Raises:
            RegistryLocationInvalid: It is neither.
        """
        super().__init__()
        self._folder = folder if isinstance(folder, Path) else _folder_of(folder)
        self._most_bytes = most_bytes

    def _fetch(self, url: str) -> Iterator[bytes]:
        self.close()
        with _disk_errors():
            file = self._open.enter_context(self._open_within(url))
        return self._pieces(file)

    def _open_within(self, url: str) -> BinaryIO:
        names = unquote(url.removeprefix(FOLDER_BASE)).split("/")
        if not url.startswith(FOLDER_BASE) or any(map(_is_odd, names)):
            raise FetchFailed(RegistryRedirected)
        real = self._folder.joinpath(*names).resolve(strict=True)
        if not real.is_relative_to(self._folder.resolve(strict=True)):
            raise FetchFailed(RegistryRedirected)
        descriptor = os.open(real, _OPEN_FLAGS)
        file = os.fdopen(descriptor, "rb")
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            file.close()
            raise FetchFailed(RegistryRedirected)
        if found.st_size > self._most_bytes:
            file.close()
            raise FetchFailed(RegistryTooLarge)
        return file

    def _pieces(self, file: BinaryIO) -> Iterator[bytes]:
        left = self._most_bytes
        with _disk_errors():
            while piece := file.read(min(_PIECE, left + 1)):
                left -= len(piece)
                if left < 0:  # it grew while it was read
                    raise FetchFailed(RegistryTooLarge)
                yield piece


@dataclass(frozen=True, slots=True)
class Location:
    """Where a registry lies: behind an address, or in a folder.

    ``text`` is how it is kept, ``base`` what the names of files are put behind.
    """

    text: str
    base: str
    folder: Path | None

    @contextmanager
    def fetcher(self, make_door: Callable[[], Door]) -> Iterator[FetcherInterface]:
        """Yield what fetches from here. A folder needs no door, so none is made."""
        if self.folder is not None:
            with FolderFetcher(self.folder) as from_folder:
                yield from_folder
            return
        with make_door() as door, RequestsFetcher(door) as from_network:
            yield from_network


def parse_location(text: str) -> Location:
    """Read where a registry lies.

    Raises:
        RegistryLocationInvalid: Neither an https address, nor an http address on this
            computer, nor a folder; or an address with a user, a query or a fragment.
    """
    if len(text) > _MOST_LOCATION or not text.isprintable() or not text.strip():
        raise RegistryLocationInvalid
    if "://" not in text or text.lower().startswith("file:"):
        folder = _folder_of(text)
        return Location(str(folder), FOLDER_BASE, folder)
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise RegistryLocationInvalid from None
    is_allowed = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not is_allowed or not host or "@" in parts.netloc or any(mark in text for mark in "?# \\"):
        raise RegistryLocationInvalid
    base = text.rstrip("/") + "/"
    return Location(base, base, None)


def _folder_of(text: str) -> Path:
    path = text
    if text.lower().startswith("file:"):
        parts = urlsplit(text)
        if parts.netloc not in ("", "localhost") or parts.query or parts.fragment:
            raise RegistryLocationInvalid
        path = url2pathname(parts.path)
    if not path:
        raise RegistryLocationInvalid
    return Path(path).absolute()


def _is_odd(name: str) -> bool:
    """Say whether a step of a path could lead elsewhere, on any system."""
    return name in ("", ".", "..") or any(mark in name for mark in "\\:\0")


@contextmanager
def _network_errors() -> Iterator[None]:
    """Turn the network's errors into python-tuf's, without their texts."""
    try:
        yield
    except AnswerRefused as error:
        raise DownloadHTTPError(error.code, error.status) from error
    except NetworkTooSlow as error:
        raise SlowRetrievalError(error.code) from error
    except NetworkError as error:
        raise FetchFailed(_MEANINGS.get(type(error), RegistryUnreachable)) from error


@contextmanager
def _disk_errors() -> Iterator[None]:
    """Turn the system's errors into python-tuf's, without their texts, which hold paths."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise DownloadHTTPError(RegistryUnreachable.code, _NOT_FOUND) from None
    except (OSError, RuntimeError, ValueError):  # a loop of links is a RuntimeError
        raise FetchFailed(RegistryUnreachable) from None
