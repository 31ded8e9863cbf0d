"""The program in the desktop's menu, and its files opened by a double click. Linux only.

Writes three files for this account below ``XDG_DATA_HOME`` and nothing else: a desktop
entry, the types of ``.ddrequest`` and ``.ddaudit`` files, and the icon (freedesktop.org:
Desktop Entry, Shared MIME-info, Icon Theme and Base Directory specifications). The desktop's
caches are renewed by its own tools where they are. Installing twice changes nothing; removing
leaves nothing behind, not even the caches and folders that only these files were the reason for.

The entry that is installed starts the very program that installed it: ``datadonor`` alone
would be looked for where the session looks, which need not be where it is.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode

APP_ID: Final = "dk.datadonor.Datadonor"
"""What the desktop knows the program by; the window says the same of itself."""

REQUEST_TYPE: Final = "application/vnd.datadonor.request+json"
"""The type of a ``.ddrequest``."""

PACKAGE_TYPE: Final = "application/vnd.datadonor.audit+zip"
"""The type of a ``.ddaudit``."""

_ENTRY: Final = Path("applications") / f"{APP_ID}.desktop"
_TYPE: Final = Path("mime", "packages") / f"{APP_ID}.xml"
_ICON: Final = Path("icons", "hicolor", "scalable", "apps") / f"{APP_ID}.svg"

_PUBLIC_FILE: Final = 0o644
_PUBLIC_FOLDER: Final = 0o755
_SECONDS: Final = 60

_TYPE_CACHES: Final = (
    *("XMLnamespaces", "aliases", "generic-icons", "globs", "globs2", "icons", "magic"),
    *("mime.cache", "subclasses", "treemagic", "types", "version"),
)
"""What ``update-mime-database`` makes of the packages (shared-mime-info 2.2)."""


class DesktopNotOffered(DatadonorError):
    """This system keeps its menu in another way. Nothing was changed."""

    code = "DESKTOP_NOT_OFFERED"
    exit_code = ExitCode.NO


@dataclass(frozen=True, slots=True)
class DesktopFiles:
    """What was written or removed, and which of the desktop's tools were run."""

    files: tuple[Path, ...]
    refreshed: tuple[str, ...]


def data_home() -> Path:
    """Return where this account's desktop files lie.

    Raises:
        DesktopNotOffered: This is no system with such a place.
    """
    if sys.platform != "linux":
        raise DesktopNotOffered
    given = Path(os.environ.get("XDG_DATA_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".local" / "share"


def own_command() -> tuple[str, ...]:
    """Return what starts this very program."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    beside = Path(sys.executable).with_name("datadonor")
    if os.access(beside, os.X_OK):
        return (str(beside),)
    return (sys.executable, "-m", "datadonor")


def install(home: Path, command: Sequence[str]) -> DesktopFiles:
    """Put the program into this account's menu, and its type of file among those known.

    Args:
        home: See ``data_home``.
        command: What starts the program; its first word is an absolute path.

    Raises:
        DiskFull, DiskRefused: Some of the files may have been written; install again, or
            remove.
    """
    written = (
        _put(home / _TYPE, _own("desktop", f"{APP_ID}.mime.xml")),
        _put(home / _ICON, _own("icons", "datadonor.svg")),
        _put(home / _ENTRY, entry_for(command).encode()),
    )
    return DesktopFiles(written, _refresh(home))


def remove(home: Path) -> DesktopFiles:
    """Take away what ``install`` has put there, and what there was only because of it.

    Raises:
        DiskRefused: Something could not be removed.
    """
    gone = tuple(home / file for file in (_ENTRY, _TYPE, _ICON) if (home / file).is_file())
    with paths.disk_errors():
        for file in gone:
            file.unlink()
    refreshed = _refresh(home) if gone else ()
    _sweep(home)
    return DesktopFiles(gone, refreshed)


def entry_for(command: Sequence[str]) -> str:
    """Return the desktop entry that starts a command, with the file that was double-clicked."""
    written = _own("desktop", f"{APP_ID}.desktop").decode()
    started = " ".join(quoted(word) for word in command)
    tried = _as_string(command[0])
    return written.replace("\nExec=datadonor %f\n", f"\nTryExec={tried}\nExec={started} %f\n")


def quoted(word: str) -> str:
    """Write one word of a command as the Desktop Entry specification wants it (its §7).

    In double quotes, with the four signs escaped that mean something there, ``%`` doubled,
    and all of it once more as a string value.
    """
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    return _as_string(f'"{word.replace("%", "%%")}"')


def _as_string(value: str) -> str:
    """Escape what a value of type string would read otherwise (§4)."""
    for sign, written in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        value = value.replace(sign, written)
    return value


def _own(*names: str) -> bytes:
    return files("resources").joinpath(*names).read_bytes()


def _put(file: Path, content: bytes) -> Path:
    """Write a file that the desktop may read, if it is not there as it should be."""
    with paths.disk_errors():
        for folder in reversed(file.parents):
            if not folder.exists():
                folder.mkdir(mode=_PUBLIC_FOLDER)
                folder.chmod(_PUBLIC_FOLDER)  # the program's own umask closes what it makes
        if file.is_file() and not file.is_symlink() and file.read_bytes() == content:
            return file
    staged = paths.stage(file, content)
    with paths.disk_errors():
        staged.chmod(_PUBLIC_FILE)
    paths.publish(staged, file)
    return file


def _refresh(home: Path) -> tuple[str, ...]:
    """Have the desktop's own tools renew its caches, and return those that did."""
    wanted = (
        ("update-mime-database", _TYPE.parts[0]),
        ("update-desktop-database", _ENTRY.parts[0]),
    )
    return tuple(
        tool for tool, folder in wanted if (home / folder).is_dir() and _run(tool, home / folder)
    )


def _run(tool: str, folder: Path) -> bool:
    """Run one tool; a desktop without it finds the files at the next login."""
    program = shutil.which(tool)
    if program is None:
        return False
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603 - a tool of the desktop and a folder, no shell
            [program, str(folder)],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            umask=0o022,  # its caches are the desktop's to read
        )
        return done.returncode == 0
    return False


def _sweep(home: Path) -> None:
    """Remove caches of nothing, and then the empty folders."""
    types = home / _TYPE.parts[0]
    if not _has_files(home / _TYPE.parent):
        for name in _TYPE_CACHES:
            paths.discard(types / name)
        with suppress(OSError):
            (types / Path(REQUEST_TYPE).parent).rmdir()
    if not any((home / _ENTRY.parent).glob("*.desktop")):
        paths.discard(home / _ENTRY.parent / "mimeinfo.cache")
    for file in (_ENTRY, _TYPE, _ICON):
        for folder in list(file.parents)[:-1]:
            with suppress(OSError):  # not empty, or not there
                (home / folder).rmdir()


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
