"""Opening a bundle into a folder that appears only when everything in it is verified."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from export.bundle.writing import Writable
from export.receiving.tar_reading import Readable
from export.receiving.verifying import Expected, Verified, read_bundle

_UNFINISHED: Final = ".unfinished"


class FolderTaken(DatadonorError):
    """There is something already where the bundle would be opened."""

    code = "FOLDER_TAKEN"
    exit_code = ExitCode.USAGE


class Opened(NamedTuple):
    """A bundle that lies open.

    Attributes:
        folder: Holds the bag: ``bagit.txt``, ``data`` and the rest.
        verified: What was verified of it.
    """

    folder: Path
    verified: Verified


def open_bundle(source: Readable, expected: Expected, folder: Path) -> Opened:
    """Verify a bundle and write it into a new folder.

    Until the last byte is verified the files lie beside it under another name, which a
    program that is killed leaves behind and the next opening removes.

    Args:
        source: The tar stream, unsealed, from its first byte.
        expected: What the recipient knows.
        folder: Must not be there. Made with 0700, its files with 0600.

    Raises:
        BundleRefused: By the subclass that says why. Nothing is left behind.
        FolderTaken: Nothing was changed.
        DiskFull, DiskRefused: Nothing is left behind, as far as the disk allows.
    """
    if os.path.lexists(folder):
        raise FolderTaken
    unfinished = folder.with_name(f".{folder.name}{_UNFINISHED}")
    with paths.disk_errors():
        if os.path.lexists(unfinished):
            shutil.rmtree(unfinished)
    paths.private_folder(unfinished)
    try:
        verified = read_bundle(source, expected, _Folder(unfinished).file)
        _publish(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return Opened(folder, verified)


class _Folder:
    """A fresh private folder that files are written into, each once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        paths.private_folder(root / "data")

    @contextmanager
    def file(self, name: str) -> Iterator[Writable]:
        """Open a new file for a member's bytes, and make it durable."""
        path = self._root.joinpath(*name.split("/"))
        paths.private_folder(path.parent)
        with paths.disk_errors():
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            descriptor = os.open(path, flags, paths.FILE_MODE)
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())


def _publish(unfinished: Path, folder: Path) -> None:
    """Give a finished folder its name, durably.

    Raises:
        FolderTaken: Something has come to lie there meanwhile.
    """
    with paths.disk_errors():
        for each in (*unfinished.rglob("*"), unfinished):
            if each.is_dir():
                paths.sync_folder(each)
        if os.path.lexists(folder):
            raise FolderTaken
        unfinished.rename(folder)
        paths.sync_folder(folder.parent)
