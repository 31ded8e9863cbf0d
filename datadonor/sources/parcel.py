"""What a person gives: one file, a folder, or a zip, seen as a list of entries to read.

Nothing is unpacked to the disk, and names are never used as places: an entry is a
stream, read from its beginning and counted. A zip inside a zip is looked into, once.

Whatever is built to do harm is refused, here or in ``zips``: special files, archives
that are not what they say, and more bytes than any honest file.
"""

import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final

from typing_extensions import override

from datadonor.errors import DatadonorError, DiskRefused
from datadonor.sources.errors import FileChanged, FileEmpty, FileHostile, FileTooLarge
from datadonor.sources.limits import Limits, Meter
from datadonor.sources.zips import ZIP_MAGIC, is_zip, members_of, open_zip, reading_errors

__all__ = ["HEAD_BYTES", "Entry", "Limits", "Meter", "Parcel", "open_parcel", "size_bytes"]

HEAD_BYTES: Final = 65_536
"""How much of an entry is looked at to say what it is."""

if TYPE_CHECKING:
    from typing_extensions import Buffer

_ZIP_DEPTH: Final = 2
"""A watch maker's export is a zip of zips; nobody honest goes deeper."""

_CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One stream in what a person gave.

    ``number`` counts from 1 in the order of the listing. ``path`` is the name inside
    the parcel: it may tell which entries belong together and nothing else, and is
    never a place on the disk. ``size_bytes`` is what the listing says.
    """

    number: int
    path: PurePosixPath
    size_bytes: int
    _opener: Callable[[], BinaryIO] = field(repr=False)
    _meter: Meter = field(repr=False)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open it at its beginning, as a stream that counts and cannot seek.

        Raises:
            FileRefused: When reading: cut, damaged, too large.
            DiskRefused: The disk does not give it.
            ImportCancelled: The person stopped it.
        """
        with reading_errors():
            stream = self._opener()
        try:
            yield io.BufferedReader(_Counted(stream, self._meter), _CHUNK_BYTES)
        finally:
            stream.close()

    def head(self) -> bytes:
        """Return its first bytes, at most ``HEAD_BYTES``. Not counted as read."""
        with reading_errors():
            stream = self._opener()
            try:
                return stream.read(HEAD_BYTES)
            finally:
                stream.close()

    def read(self, most_bytes: int) -> bytes:
        """Return all of it.

        Raises:
            FileTooLarge: It is longer than ``most_bytes``.
            FileRefused, DiskRefused, ImportCancelled: As in ``open``.
        """
        if self.size_bytes > most_bytes:
            raise FileTooLarge
        with self.open() as stream:
            content = stream.read(most_bytes + 1)
        if len(content) > most_bytes:
            raise FileTooLarge
        return content


@dataclass(frozen=True, slots=True)
class Parcel:
    """All of what a person gave at once.

    ``digest`` is the SHA-256 in hex of the file, or of a folder's sorted names and
    their files' SHA-256. ``total_bytes`` is what reading everything once would count.
    """

    place: Path
    digest: str
    entries: tuple[Entry, ...]
    meter: Meter
    _marks: tuple[tuple[Path, tuple[int, ...]], ...]

    @property
    def total_bytes(self) -> int:
        """How many bytes all entries have, as the listing says."""
        return sum(entry.size_bytes for entry in self.entries)

    def verify_unchanged(self) -> None:
        """Make sure that what was read is what was hashed.

        Raises:
            FileChanged: A file's size, time or identity is another than at the beginning.
        """
        for file, mark in self._marks:
            try:
                is_same = _mark(file) == mark
            except DiskRefused:
                raise FileChanged from None
            if not is_same:
                raise FileChanged


@contextmanager
def open_parcel(
    place: Path,
    *,
    check: Callable[[int], None] = lambda _: None,
    limits: Limits | None = None,
    is_hashed: bool = True,
) -> Iterator[Parcel]:
    """Open what a person gave; entries can be read while the block lasts.

    Args:
        place: A file, a folder or a zip.
        check: Called with the bytes read so far; raises ``ImportCancelled`` to stop.
        limits: What is refused.
        is_hashed: Whether its digest is made; it is empty otherwise.

    Raises:
        FileRefused: It is empty, cut, damaged, locked, hostile or too large.
        DiskRefused: It is not there or may not be read.
    """
    bounds = Limits() if limits is None else limits
    files = _files(place, bounds)
    marks = tuple((file, _mark(file)) for file, _ in files)
    if not any(size for _, (size, *_) in marks):
        raise FileEmpty
    digest = _digest(files, is_folder=place.is_dir(), check=check) if is_hashed else ""
    with ExitStack() as stack:
        shelf = _Shelf(bounds, Meter(bounds, check), stack)
        for file, name in files:
            shelf.add_file(file, name)
        yield Parcel(place, digest, tuple(shelf.entries), shelf.meter, marks)


def size_bytes(place: Path) -> int:
    """Return how large a file, or all files of a folder, are on the disk; 0 if not there."""
    try:
        return sum(file.stat().st_size for file, _ in _files(place, Limits()))
    except DatadonorError:
        return 0


class _Archive:
    """A zip whose members can be opened for as long as the parcel is.

    A zip within a zip is held in memory, and only the one that was used last.
    """

    def __init__(self, load: Callable[[], zipfile.ZipFile], held: "_Held | None") -> None:
        self._load = load
        self._held = held
        self._kept = None if held is not None else load()

    def opened(self) -> zipfile.ZipFile:
        """Return the zip, loaded anew if another was used since."""
        if self._held is None:
            return self._kept or self._load()
        return self._held.of(self, self._load)

    def open(self, member: zipfile.ZipInfo) -> BinaryIO:
        """Open one member. ``ZipExtFile`` has all of ``BinaryIO`` that is used here."""
        return self.opened().open(member)  # type: ignore[return-value]


class _Held:
    """The one zip within a zip whose bytes are in memory."""

    def __init__(self) -> None:
        self._owner: _Archive | None = None
        self._archive: zipfile.ZipFile | None = None

    def of(self, owner: _Archive, load: Callable[[], zipfile.ZipFile]) -> zipfile.ZipFile:
        if self._archive is None or self._owner is not owner:
            self._archive = None  # the old bytes go before the new ones come
            self._archive = load()
            self._owner = owner
        return self._archive


class _Shelf:
    """Collects entries while a parcel is opened."""

    def __init__(self, limits: Limits, meter: Meter, stack: ExitStack) -> None:
        self.entries: list[Entry] = []
        self.meter = meter
        self._limits = limits
        self._stack = stack
        self._held = _Held()

    def add_file(self, file: Path, name: PurePosixPath) -> None:
        """Add a file of the disk, or what is in it if it is a zip."""
        with reading_errors(), file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            has_entries = is_zip(opened.read(len(ZIP_MAGIC)))
        if not has_entries:
            self._add(name, size, lambda: file.open("rb"))
            return

        def load() -> zipfile.ZipFile:
            stream = self._stack.enter_context(file.open("rb"))
            return self._stack.enter_context(open_zip(stream, self._limits))

        with reading_errors():
            archive = _Archive(load, None)
        self._add_zip(archive, name, depth=1)

    def _add_zip(self, archive: _Archive, outer: PurePosixPath, *, depth: int) -> None:
        with reading_errors():
            listing = members_of(archive.opened(), self._limits)
        for member in listing:
            name = outer / member.filename
            if depth < _ZIP_DEPTH and self._is_zip(archive, member):
                self._add_nested(archive, member, name, depth)
            else:
                self._add(name, member.file_size, partial(archive.open, member))

    def _add_nested(
        self, outer: _Archive, member: zipfile.ZipInfo, name: PurePosixPath, depth: int
    ) -> None:
        if member.file_size > self._limits.nested_bytes:
            raise FileTooLarge

        def load() -> zipfile.ZipFile:
            content = io.BytesIO()
            with outer.open(member) as opened:
                while piece := opened.read(_CHUNK_BYTES):
                    content.write(piece)
                    self.meter.count(0)  # the person may stop it here as well
            return open_zip(content, self._limits)

        self._add_zip(_Archive(load, self._held), name, depth=depth + 1)

    @staticmethod
    def _is_zip(archive: _Archive, member: zipfile.ZipInfo) -> bool:
        with reading_errors(), archive.open(member) as opened:
            return is_zip(opened.read(len(ZIP_MAGIC)))

    def _add(self, name: PurePosixPath, size: int, opener: Callable[[], BinaryIO]) -> None:
        if len(self.entries) >= self._limits.entries:
            raise FileTooLarge
        self.entries.append(Entry(len(self.entries) + 1, name, size, opener, self.meter))


class _Counted(io.RawIOBase):
    """Reads on, counting; a foreign exception does not come through."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        super().__init__()
        self._stream = stream
        self._meter = meter

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: "Buffer", /) -> int:
        view = memoryview(buffer)
        with reading_errors():
            piece = self._stream.read(len(view))
        view[: len(piece)] = piece
        self._meter.count(len(piece))
        return len(piece)


def _files(place: Path, limits: Limits) -> list[tuple[Path, PurePosixPath]]:
    """List the regular files of what was given, links in folders left out, sorted."""
    with reading_errors():
        mode = place.stat().st_mode
        if stat.S_ISREG(mode):
            return [(place, PurePosixPath(place.name))]
        if not stat.S_ISDIR(mode):
            raise FileHostile
        found: list[tuple[Path, PurePosixPath]] = []
        for folder, folders, names in os.walk(place, onerror=_refuse):
            folders.sort()
            for name in sorted(names):
                file = Path(folder, name)
                if stat.S_ISREG(file.lstat().st_mode):
                    found.append((file, PurePosixPath(file.relative_to(place).as_posix())))
            if len(found) > limits.entries:
                raise FileTooLarge
    if not found:
        raise FileEmpty
    return found


def _refuse(error: OSError) -> None:
    raise error


def _mark(file: Path) -> tuple[int, ...]:
    with reading_errors():
        seen = file.stat()
    return (seen.st_size, seen.st_mtime_ns, seen.st_ino, seen.st_dev)


def _digest(
    files: list[tuple[Path, PurePosixPath]], *, is_folder: bool, check: Callable[[int], None]
) -> str:
    total = hashlib.sha256()
    for file, name in files:
        digest = _file_digest(file, check)
        if not is_folder:
            return digest
        total.update(f"{digest} {name}\n".encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _file_digest(file: Path, check: Callable[[int], None]) -> str:
    digest = hashlib.sha256()
    with reading_errors(), file.open("rb") as opened:
        while piece := opened.read(_CHUNK_BYTES):
            digest.update(piece)
            check(0)
    return digest.hexdigest()
