"""Put a sealed bundle into a folder: a stick, or a place that the recipient looks into.

Whole under its own name, or not at all; and nothing that lies there is ever overwritten.
Must not know: who takes it from there.
"""

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.errors import DiskFull, DiskRefused
from datadonor.registry.errors import RegistryLocationInvalid
from datadonor.registry.fetcher import parse_location
from export.delivery.errors import (
    DeliveryAddressUnfit,
    DeliveryFolderLost,
    DeliveryFolderMissing,
    DeliveryNameTaken,
    SealedFileChanged,
)
from export.delivery.port import Course, Progress, Receipt
from export.delivery.sealed import SealedFile

OPEN_MODE: Final = 0o644
"""Whoever takes the folder must be able to read it, and nobody but the recipient can open it."""

HANDED_OVER_AT: Final = 315_619_200
"""The time that the file bears: 1980-01-02, in UTC seconds. Two bundles that one donor puts
into two folders must not share a minute. FAT knows no earlier year than 1980."""

STAGED_ENDING: Final = ".part"

_SPARE_BYTES: Final = 1024 * 1024  # for the folder's own entries
_LOST: Final = {
    *(errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTDIR),
    *(errno.ESTALE, errno.ENOTCONN, errno.ESHUTDOWN, errno.EBADF),
}
_NO_LINKS: Final = {
    *(errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL, errno.EACCES),
    *(errno.EMLINK, errno.EXDEV),
}
_NO_SYNC: Final = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
_CREATE: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


def folder_of(url: str) -> Path:
    """Return the folder that an address means.

    Raises:
        DeliveryAddressUnfit: It is not ``file://`` with an absolute path on this computer.
    """
    try:
        folder = parse_location(url).folder
    except RegistryLocationInvalid:
        raise DeliveryAddressUnfit from None
    if folder is None or not url.lower().startswith("file:"):
        raise DeliveryAddressUnfit
    return folder


def name_in_folder(sealed: SealedFile) -> str:
    """Return what a bundle is called in a folder: its digest, and what seals it."""
    return f"{sealed.sha256}{sealed.ending}"


def put(sealed: SealedFile, folder: Path, course: Course) -> Receipt:
    """Put a bundle into a folder that is there.

    Raises:
        DeliveryFolderMissing: The folder is not there.
        DeliveryNameTaken: Something else has the bundle's name.
        DiskFull: There is too little room, or a file may not be so large.
        DeliveryFolderLost: The folder went away meanwhile.
        DiskRefused: It may not be written to, or the sealed file cannot be read.
        SealedFileChanged: The sealed file is not what it was.
        DatadonorError: What ``report_progress`` raised.

    After an error nothing is left there, if the folder can still be reached.
    """
    with _folder_errors():
        if not folder.is_dir():
            raise DeliveryFolderMissing
    final = folder / name_in_folder(sealed)
    staged = final.with_name(final.name + STAGED_ENDING)
    if _is_there(sealed, final):
        paths.discard(staged)
        return _receipt(sealed, course, sent_bytes=0)
    with _folder_errors():
        # Left there by a run that was killed. Ours: no other file has such a name.
        staged.unlink(missing_ok=True)
        if shutil.disk_usage(folder).free < sealed.size_bytes + _SPARE_BYTES:
            raise DiskFull
    try:
        _write(sealed, staged, course)
        _publish(staged, final)
    except BaseException:
        paths.discard(staged)
        raise
    return _receipt(sealed, course, sent_bytes=sealed.size_bytes)


def _receipt(sealed: SealedFile, course: Course, *, sent_bytes: int) -> Receipt:
    course.report_progress(Progress(sealed.size_bytes, sealed.size_bytes))
    return Receipt("folder", sealed.sha256, sealed.size_bytes, sent_bytes, sent_bytes == 0)


def _is_there(sealed: SealedFile, final: Path) -> bool:
    """Say whether the bundle lies there already.

    Raises:
        DeliveryNameTaken: Something else does.
    """
    with _folder_errors():
        try:
            found = final.lstat()
        except FileNotFoundError:
            return False
    if not stat.S_ISREG(found.st_mode) or found.st_size != sealed.size_bytes:
        raise DeliveryNameTaken
    try:
        SealedFile(final, sealed.size_bytes, sealed.sha256).verify()
    except SealedFileChanged:
        raise DeliveryNameTaken from None
    return True


def _write(sealed: SealedFile, staged: Path, course: Course) -> None:
    digest = hashlib.sha256()
    done_bytes = 0
    with _folder_errors():
        descriptor = os.open(staged, _CREATE, OPEN_MODE)
    try:
        for piece in sealed.pieces(0, sealed.size_bytes):
            course.report_progress(Progress(done_bytes, sealed.size_bytes))
            digest.update(piece)
            left = memoryview(piece)
            with _folder_errors():
                while left:
                    left = left[os.write(descriptor, left) :]
            done_bytes += len(piece)
        if digest.hexdigest() != sealed.sha256:
            raise SealedFileChanged
        with _folder_errors():
            os.fsync(descriptor)
    finally:
        with suppress(OSError):
            os.close(descriptor)
    # Some systems for other systems' sticks let nobody set a time.
    with _folder_errors(), suppress(PermissionError):
        os.utime(staged, (HANDED_OVER_AT, HANDED_OVER_AT))


def _publish(staged: Path, final: Path) -> None:
    """Give a file its name, unless that is taken by now.

    Raises:
        DeliveryNameTaken: It is.
        DeliveryFolderLost, DiskRefused: The folder does not let us.
    """
    with _folder_errors():
        try:
            os.link(staged, final)
        except FileExistsError:
            raise DeliveryNameTaken from None
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # FAT knows no second name for a file. Between the look and the rename lies a
            # moment in which another could put something there; nobody else uses our names.
            if os.path.lexists(final):
                raise DeliveryNameTaken from None
            os.rename(staged, final)
        else:
            os.unlink(staged)  # noqa: PTH108 - beside the link, the order is the point
        try:
            paths.sync_folder(final.parent)
        except OSError as error:
            # Some systems for other systems' sticks have no way to ask.
            if error.errno not in _NO_SYNC:
                raise


@contextmanager
def _folder_errors() -> Iterator[None]:
    """Turn the system's errors into ours: a stick that is pulled out is not a faulty disk."""
    try:
        with paths.disk_errors():
            yield
    except DiskRefused as error:
        cause = error.__context__
        if isinstance(cause, OSError) and cause.errno in _LOST:
            raise DeliveryFolderLost from None
        raise
