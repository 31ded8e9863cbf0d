"""One window for each vault folder: a second start hands its file over and ends.

A lock on a file comes first, and only whoever holds it listens: Qt's local server cannot
be the test, because with ``UserAccessOption`` a second ``listen`` succeeds and steals the
name (measured, Qt 6.11). The lock is ``flock``, which ends with the process and with its
image: after a lock of the vault, which begins a new image, it is free and taken again. A
lock file that names a process would refuse that image, which has the same number.

Both lie in a folder that only this account may enter. What comes in is read as
``ui.handover`` says, from a few callers at a time, each of whom has little time. On
Windows the lock is on a byte of the file and the server is a named pipe: not tried.
"""

import os
import stat
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from datadonor import paths
from datadonor.errors import DatadonorError
from ui.handover import MOST_BYTES, NO, OK, Message, MessageRefused, read_message, write_message

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE_SECONDS: Final = 5.0
"""How long a second start waits for the first: longer than a vault takes to lock."""

MOST_CALLERS: Final = 8
"""More at a time are sent away; a person has one mouse."""

CALLER_MILLISECONDS: Final = 2000
"""A caller who has not said a whole message by then is sent away."""

_PAUSE_SECONDS: Final = 0.1
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where the starts for one vault folder meet."""

    lock_file: Path
    server: str
    """What Qt's local server is called: a path, or on Windows the name of a pipe."""

    @classmethod
    def of(cls, vault_folder: Path) -> Self:
        """Return the place for a vault folder, however its path is written.

        Raises:
            DiskFull, DiskRefused: There is no private folder to meet in.
        """
        # A digest, because a folder's name can be long and can name a person.
        digest = sha256(os.fsencode(os.path.realpath(vault_folder))).hexdigest()[:_DIGITS]
        folder = meeting_folder()
        name = f"datadonor-{digest}" if sys.platform == "win32" else str(folder / f"{digest}.sock")
        return cls(folder / f"{digest}.lock", name)


def meeting_folder() -> Path:
    """Return a folder that only this account may enter, made if need be.

    In ``XDG_RUNTIME_DIR`` if that is what the XDG base directory specification promises:
    absolute, ours, closed to others. Beside the program's own log otherwise.

    Raises:
        DiskFull, DiskRefused: As ``paths.private_folder`` says.
    """
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if sys.platform != "win32" and Path(given).is_absolute() and _is_ours_alone(Path(given)):
        return paths.private_folder(Path(given) / "datadonor")
    return paths.private_folder(paths.log_file().parent / "window")


class Instance(QObject):
    """This process's part: the one window of its vault folder, or one more that nobody calls."""

    file_offered = Signal(object)
    """A ``Path``, absolute: a file to review, and nothing but to review. Never read yet."""

    raise_asked = Signal()
    """The person has started the program again, and means this window."""

    def __init__(self, meeting: Meeting | None = None, lock: int | None = None) -> None:
        super().__init__()
        self._meeting = meeting
        self._lock = lock
        self._server: QLocalServer | None = None

    @property
    def is_only(self) -> bool:
        """Whether this is the window that second starts will call."""
        return self._lock is not None

    def listen(self) -> bool:
        """Answer second starts from now on, if this is the only window. Needs an application.

        Returns:
            Whether it can be called. If not, a second start opens a window of its own, and
            the vault's own lock keeps the two apart.
        """
        if self._meeting is None or self._lock is None:
            return False
        QLocalServer.removeServer(self._meeting.server)  # of an image that is no more
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_call)
        self._server = server
        return server.listen(self._meeting.server)

    def end(self) -> None:
        """Stop answering, and let the next start be the only window."""
        if self._server is not None:
            for caller in self._callers(self._server):
                caller.end()
            self._server.close()
            self._server.deleteLater()
            self._server = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _on_call(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            if len(self._callers(server)) < MOST_CALLERS:
                caller = _Caller(server, socket)
                caller.spoke.connect(self._on_message)
                caller.listen()
            else:
                socket.abort()
                socket.deleteLater()

    @staticmethod
    def _callers(server: QLocalServer) -> list["_Caller"]:
        return [caller for caller in server.findChildren(_Caller) if not caller.has_ended]

    @Slot(object)
    def _on_message(self, message: Message) -> None:
        self.raise_asked.emit()
        if message.file is not None:
            self.file_offered.emit(message.file)


class _Caller(QObject):
    """One second start, or whoever says to be one.

    Does not know who listens: were it the last to hold the instance, which holds the server
    that it belongs to, it would be deleted once more by its own deletion, and the program fall.
    """

    spoke = Signal(object)
    """A ``Message``, whole."""

    def __init__(self, server: QLocalServer, socket: QLocalSocket) -> None:
        super().__init__(server)
        self._socket = socket
        self._received = b""
        self.has_ended = False
        socket.setParent(self)
        socket.setReadBufferSize(MOST_BYTES + 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.end)
        socket.readyRead.connect(self._on_ready_read)
        socket.disconnected.connect(self.end)

    def listen(self) -> None:
        """Hear what it says, and what it has said before."""
        self._timer.start(CALLER_MILLISECONDS)
        if self._socket.bytesAvailable():
            self._on_ready_read()

    def end(self) -> None:
        """Send the caller away."""
        self.has_ended = True
        self._timer.stop()
        # A connection that is cut off says so, which would come back here.
        self._socket.disconnected.disconnect(self.end)
        self._socket.abort()
        self.deleteLater()  # not at once: this can be the answer to a signal of the socket

    def _on_ready_read(self) -> None:
        self._received += bytes(self._socket.readAll().data())
        try:
            message = read_message(self._received)
        except MessageRefused:
            self._answer(NO)
            return
        if message is not None:
            self._answer(OK)
            self.spoke.emit(message)

    def _answer(self, answer: bytes) -> None:
        self._socket.readyRead.disconnect(self._on_ready_read)
        self._socket.write(answer)
        self._socket.flush()
        self._socket.disconnectFromServer()  # once it is written; the timer sees to that


def begin(
    vault_folder: Path, offered: Path | None = None, *, patience_seconds: float = PATIENCE_SECONDS
) -> Instance | None:
    """Become the one window of a vault folder, or hand over to the one there is.

    Needs no application yet, so a second start opens no window for the blink of an eye.

    Args:
        vault_folder: Whose window it is about.
        offered: A file to review, if this start was given one.
        patience_seconds: How long to wait for a window that has the lock and is silent:
            one that is just beginning, or one that is locking its vault.

    Returns:
        This process's instance, or None if the other window has taken over and this
        process should end. An instance that is not the only one, if the other has not
        answered: then the person gets a window all the same.
    """
    try:
        meeting = Meeting.of(vault_folder)
        message = write_message(Message(offered))
    except (DatadonorError, MessageRefused):
        return Instance()
    end = time.monotonic() + patience_seconds
    while True:
        lock = take_lock(meeting.lock_file)
        if lock is not None:
            return Instance(meeting, lock)
        if call(meeting.server, message) == OK:
            return None
        if time.monotonic() >= end:
            return Instance()
        time.sleep(_PAUSE_SECONDS)


def call(server: str, message: bytes) -> bytes:
    """Say a message to the window that listens, and return its answer, or nothing."""
    socket = QLocalSocket()
    socket.connectToServer(server)
    if not socket.waitForConnected(CALLER_MILLISECONDS):
        return b""
    socket.write(message)
    socket.flush()
    answer = b""
    while len(answer) < len(OK) and (
        socket.bytesAvailable() or socket.waitForReadyRead(CALLER_MILLISECONDS)
    ):
        answer += bytes(socket.readAll().data())
    socket.abort()
    return answer


def take_lock(file: Path) -> int | None:
    """Take the lock of a file, made if need be, and return what holds it until closed.

    Returns:
        A file descriptor, which a new image of this process does not inherit (PEP 446);
        None if another process has the lock, or there can be none.
    """
    try:
        # Not through a link: the folder is ours alone, but was it always?
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(file, flags, paths.FILE_MODE)
    except OSError:
        return None
    try:
        if sys.platform == "win32":  # not tried: no such machine at hand
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def bring_forward(window: QWidget) -> None:
    """Show a window before others, as far as the desktop lets a program do so."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _is_ours_alone(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    is_closed = not stat.S_IMODE(found.st_mode) & 0o077
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and is_closed
