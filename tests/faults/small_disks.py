"""Two ways to run out of room: a small disk of memory, and a limit on a file's size.

Both in a forked child, so that whatever happens the machine is as it was afterwards: the
small disk is mounted in a namespace of the child's own and goes away with it.
"""

import ctypes
import os
import resource
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.faults.children import Say, run_child

Squeezed = Callable[[int], AbstractContextManager[None]]
"""Leaves room for so many bytes within a block."""

Work = Callable[[Path, Squeezed], None]

_CLONE_NEWNS: Final = 0x00020000  # linux/sched.h
_CLONE_NEWUSER: Final = 0x10000000
_MS_REC_PRIVATE: Final = 0x4000 | 0x40000  # linux/mount.h
_NOT_PERMITTED: Final = "mounting is not permitted here"


class SmallDisk(ABC):
    """A place to work in that can be made to have no room."""

    def run(self, folder: Path, work: Work) -> None:
        """Do the work in a child; a failed assertion there is one here."""
        folder.mkdir()

        def live(say: Say) -> None:
            try:
                self.enter(folder)
            except OSError:
                say(_NOT_PERMITTED)
                return
            work(folder, self.squeezed(folder))

        said, status = run_child(live)
        if _NOT_PERMITTED in said:
            pytest.skip(_NOT_PERMITTED)
        assert status == 0

    @abstractmethod
    def enter(self, folder: Path) -> None:
        """Prepare the folder, in the child.

        Raises:
            OSError: This machine does not allow it.
        """

    @abstractmethod
    def squeezed(self, folder: Path) -> Squeezed:
        """Return what takes the room away."""


class MemoryDisk(SmallDisk):
    """A tmpfs, filled up with a file: writes fail with ENOSPC."""

    def __init__(self, size_bytes: int) -> None:
        self._size_bytes = size_bytes

    def enter(self, folder: Path) -> None:
        if sys.platform != "linux":
            raise OSError(_NOT_PERMITTED)
        user, group = os.getuid(), os.getgid()
        _call("unshare", _CLONE_NEWNS | (_CLONE_NEWUSER if user else 0))
        if user:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        _call("mount", b"none", b"/", None, ctypes.c_ulong(_MS_REC_PRIVATE), None)
        size = f"size={self._size_bytes}".encode()
        _call("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", ctypes.c_ulong(0), size)

    def squeezed(self, folder: Path) -> Squeezed:
        @contextmanager
        def squeeze(room_bytes: int) -> Iterator[None]:
            filler = folder / "filler"
            with filler.open("wb") as opened:
                left = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize - room_bytes
                os.posix_fallocate(opened.fileno(), 0, left)
            try:
                yield
            finally:
                filler.unlink()

        return squeeze


class SizeLimit(SmallDisk):
    """A limit on the size of any file (``RLIMIT_FSIZE``): writes fail with EFBIG."""

    def enter(self, folder: Path) -> None:
        """Nothing: a limit needs no disk of its own."""

    def squeezed(self, folder: Path) -> Squeezed:
        @contextmanager
        def squeeze(room_bytes: int) -> Iterator[None]:
            unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, unlimited[1]))
            try:
                yield
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)

        return squeeze


def _call(name: str, *arguments: object) -> None:
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), name)
