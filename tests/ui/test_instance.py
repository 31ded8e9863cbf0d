"""One window for each vault: who comes second hands over, and hostile callers get nowhere."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from datadonor import paths
from tests.ui.test_handover import HOSTILE
from ui import instance
from ui.file_open import FileOpenFilter
from ui.handover import NO, OK, Message, write_message
from ui.instance import MOST_CALLERS, Instance, Meeting

ROOT: Final = Path(__file__).resolve().parents[2]
POSIX: Final = pytest.mark.skipif(os.name != "posix", reason="sockets and modes of POSIX")

Opener = Callable[..., Instance]


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stand for a login session's folder; short, because a socket's path may be 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="dd", dir="/tmp"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "log" / "datadonor.log")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[Opener]:
    """Begins instances as the program does, and ends them after the test."""
    begun: list[Instance] = []

    def begin(folder: Path = tmp_path / "vault") -> Instance:
        found = instance.begin(folder)
        assert found is not None
        begun.append(found)
        found.listen()
        return found

    yield begin
    for one in begun:
        one.end()
    qapp.processEvents()


def second(tmp_path: Path, *words: str, runtime_dir: str | None = None) -> subprocess.Popen[str]:
    """Start a process that begins a second time and says what came of it."""
    code = (
        "import sys; from pathlib import Path; from ui import instance;"
        "file = Path(sys.argv[2]) if len(sys.argv) > 2 else None;"
        "got = instance.begin(Path(sys.argv[1]), file, patience_seconds=1);"
        "print('handed over' if got is None else 'only' if got.is_only else 'one more')"
    )
    given = os.environ if runtime_dir is None else {**os.environ, "XDG_RUNTIME_DIR": runtime_dir}
    return subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "vault"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=given,
    )


def said(qtbot: QtBot, process: subprocess.Popen[str]) -> str:
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
    return process.communicate()[0].strip()


class Ears:
    """What an instance tells the window."""

    def __init__(self, of: Instance | FileOpenFilter) -> None:
        self.offered: list[Path] = []
        self.raised = 0
        of.file_offered.connect(self.offered.append)
        if isinstance(of, Instance):
            of.raise_asked.connect(self._on_raise)

    def _on_raise(self) -> None:
        self.raised += 1


class Stranger:
    """Connects by a plain socket and says whatever it likes."""

    def __init__(self, qtbot: QtBot, path: str) -> None:
        self._qtbot = qtbot
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._socket.setblocking(False)

    def say(self, words: bytes) -> None:
        self._socket.send(words)

    def answer(self) -> bytes:
        """Return what came until the other side hung up."""
        heard = b""
        while True:
            got: list[bytes] = []

            def has_come(got: list[bytes] = got) -> bool:
                try:
                    got.append(self._socket.recv(100))
                except BlockingIOError:
                    return False
                except ConnectionResetError:
                    got.append(b"")
                return True

            self._qtbot.waitUntil(has_come, timeout=5000)
            if not got[0]:
                self._socket.close()
                return heard
            heard += got[0]


@pytest.fixture
def stranger(qtbot: QtBot, tmp_path: Path) -> Callable[[], Stranger]:
    return lambda: Stranger(qtbot, Meeting.of(tmp_path / "vault").server)


# -- the second start ---------------------------------------------------------------


def test_a_second_start_hands_its_file_over_and_ends(
    first: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    ears = Ears(first())
    file = tmp_path / "med mellemrum\nog æøå.ddrequest"
    assert said(qtbot, second(tmp_path, str(file))) == "handed over"
    assert ears.offered == [file]
    assert ears.raised == 1


def test_a_second_start_without_a_file_asks_for_the_window(
    first: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    ears = Ears(first())
    assert said(qtbot, second(tmp_path)) == "handed over"
    assert (ears.offered, ears.raised) == ([], 1)


def test_another_vault_has_a_window_of_its_own(first: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    first(tmp_path / "another")
    assert said(qtbot, second(tmp_path)) == "only"


@POSIX
def test_a_folder_written_another_way_is_the_same_folder(
    first: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "vault")
    first(tmp_path / "link" / ".." / "vault")
    assert said(qtbot, second(tmp_path)) == "handed over"


def test_when_the_window_has_gone_the_next_start_is_the_only_one(
    first: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    first().end()
    assert said(qtbot, second(tmp_path)) == "only"


def test_who_gets_no_answer_opens_a_window_all_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    lock = instance.take_lock(Meeting.of(tmp_path / "vault").lock_file)
    assert lock is not None
    assert said(qtbot, second(tmp_path)) == "one more"
    os.close(lock)


def test_one_more_window_is_not_called(first: Opener, tmp_path: Path) -> None:
    first()
    lock = instance.take_lock(Meeting.of(tmp_path / "vault").lock_file)
    assert lock is None
    assert not Instance().is_only
    assert not Instance().listen()


def test_a_second_listener_would_steal_the_name(first: Opener, tmp_path: Path) -> None:
    """Why the lock comes first: Qt's server does not refuse."""
    first()
    thief = QLocalServer()
    thief.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    assert thief.listen(Meeting.of(tmp_path / "vault").server)
    thief.close()


@POSIX
def test_what_a_killed_window_left_does_not_keep_the_next_one_out(
    first: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(Meeting.of(tmp_path / "vault").server)
    stale.close()
    ears = Ears(first())
    assert said(qtbot, second(tmp_path)) == "handed over"
    assert ears.raised == 1


@POSIX
def test_a_lock_of_the_vault_frees_the_lock_file_and_takes_it_again(tmp_path: Path) -> None:
    """The image ends by ``exec``, the process does not: a lock by its number would refuse it."""
    code = (
        "import os, sys; from pathlib import Path; from ui import instance;"
        "got = instance.begin(Path(sys.argv[1]), patience_seconds=0);"
        "print(os.getpid(), got.is_only, flush=True);"
        "again = [sys.executable, '-c', sys.orig_argv[2], *sys.argv[1:], 'again'];"
        "len(sys.argv) > 2 or os.execv(sys.executable, again)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "vault")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    before, after = (line.split() for line in done.stdout.splitlines())
    assert before == after
    assert before[1] == "True"


@POSIX
def test_a_lock_that_is_inherited_would_not_be_free(tmp_path: Path) -> None:
    """The control: with the file passed on through ``exec`` the new image is kept out."""
    code = (
        "import os, sys; from pathlib import Path; from ui import instance;"
        "got = instance.begin(Path(sys.argv[1]), patience_seconds=0);"
        "print(got.is_only, flush=True);"
        "got._lock is None or os.set_inheritable(got._lock, True);"
        "again = [sys.executable, '-c', sys.orig_argv[2], *sys.argv[1:], 'again'];"
        "len(sys.argv) > 2 or os.execv(sys.executable, again)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "vault")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.split() == ["True", "False"]


# -- where they meet ----------------------------------------------------------------


@POSIX
def test_nobody_else_may_enter_the_place(first: Opener, runtime: Path, tmp_path: Path) -> None:
    first()
    meeting = Meeting.of(tmp_path / "vault")
    assert meeting.lock_file.parent == runtime / "datadonor"
    for file in (meeting.lock_file.parent, meeting.lock_file, Path(meeting.server)):
        assert not stat.S_IMODE(file.stat().st_mode) & 0o077


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can become another account"
)
def test_another_account_cannot_call(first: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    first()
    server = Path(Meeting.of(tmp_path / "vault").server)
    for folder in list(server.parents)[:2]:
        folder.chmod(0o755)  # so that what keeps it out is the socket's own mode
    code = (
        "import os, socket, sys; os.setgroups([]); os.setgid(65534); os.setuid(65534);"
        "socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
    )

    def comes_in() -> bool:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", code, str(server)], capture_output=True, check=False
        )
        assert done.returncode == 0 or b"PermissionError" in done.stderr
        return done.returncode == 0

    assert not comes_in()
    server.chmod(0o777)  # the control
    assert comes_in()


@POSIX
@pytest.mark.parametrize("fault", ["missing", "relative", "open", "link", "absent"])
def test_a_session_folder_that_is_not_as_promised_is_not_used(
    runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    assert instance.meeting_folder() == runtime / "datadonor"
    if fault == "missing":
        monkeypatch.delenv("XDG_RUNTIME_DIR")
    elif fault == "open":
        runtime.chmod(0o755)
    else:
        (tmp_path / "link").symlink_to(runtime)
        given = {"relative": "run", "link": str(tmp_path / "link"), "absent": "/nowhere/at/all"}
        monkeypatch.setenv("XDG_RUNTIME_DIR", given[fault])
    assert instance.meeting_folder() == tmp_path / "log" / "window"
    assert paths.is_private(tmp_path / "log" / "window")


def test_the_names_say_nothing_of_the_vault(tmp_path: Path) -> None:
    meeting = Meeting.of(tmp_path / "Karens boks")
    assert "Karen" not in f"{meeting}"


def test_without_a_place_to_meet_there_is_a_window_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    (tmp_path / "log").write_text("a file where the folder should be")
    found = instance.begin(tmp_path / "vault")
    assert found is not None
    assert not found.is_only


@POSIX
def test_a_lock_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    assert instance.take_lock(tmp_path / "lock") is None
    assert not (tmp_path / "elsewhere").exists()


# -- callers ------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("name", HOSTILE)
def test_who_sends_one_is_answered_no_and_the_window_hears_nothing(
    first: Opener, stranger: Callable[[], Stranger], name: str
) -> None:
    ears = Ears(first())
    someone = stranger()
    someone.say(HOSTILE[name])
    assert someone.answer() in {NO, b""}  # what is not read any more can cut the answer off
    assert (ears.offered, ears.raised) == ([], 0)


@POSIX
def test_who_speaks_slowly_is_heard(
    first: Opener, stranger: Callable[[], Stranger], qtbot: QtBot
) -> None:
    ears = Ears(first())
    someone = stranger()
    for byte in write_message(Message(Path("/a.ddrequest"))):
        someone.say(bytes([byte]))
        qtbot.wait(5)
    assert someone.answer() == OK
    assert ears.offered == [Path("/a.ddrequest")]


@POSIX
@pytest.mark.parametrize("words", [b"", b"datadonor-window/1 2\n/"])
def test_who_never_finishes_is_sent_away(
    first: Opener,
    stranger: Callable[[], Stranger],
    monkeypatch: pytest.MonkeyPatch,
    words: bytes,
) -> None:
    monkeypatch.setattr(instance, "CALLER_MILLISECONDS", 50)
    ears = Ears(first())
    someone = stranger()
    someone.say(words)
    assert someone.answer() == b""
    assert ears.raised == 0


@POSIX
def test_many_callers_are_sent_away_and_the_next_person_is_heard(
    first: Opener,
    stranger: Callable[[], Stranger],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(instance, "CALLER_MILLISECONDS", 400)
    ears = Ears(first())
    silent = []
    for _ in range(3 * MOST_CALLERS):
        silent.append(stranger())
        qtbot.wait(2)
    assert silent[-1].answer() == b""  # at once
    assert said(qtbot, second(tmp_path)) == "handed over"  # when those before have had their time
    assert ears.raised == 1
    for someone in silent[:-1]:
        assert someone.answer() == b""


@POSIX
def test_who_hangs_up_at_once_does_no_harm(first: Opener, qtbot: QtBot, tmp_path: Path) -> None:
    ears = Ears(first())
    for _ in range(20):
        caller = socket.socket(socket.AF_UNIX)
        caller.connect(Meeting.of(tmp_path / "vault").server)
        caller.close()
    qtbot.wait(20)
    assert said(qtbot, second(tmp_path)) == "handed over"
    assert ears.raised == 1


@POSIX
def test_ending_hangs_up_on_those_who_speak(
    first: Opener, stranger: Callable[[], Stranger], qtbot: QtBot
) -> None:
    begun = first()
    someone = stranger()
    qtbot.wait(20)
    begun.end()
    assert someone.answer() == b""


@POSIX
def test_who_speaks_does_not_keep_the_window_from_ending(
    stranger: Callable[[], Stranger], qtbot: QtBot, tmp_path: Path
) -> None:
    begun = instance.begin(tmp_path / "vault")
    assert begun is not None
    begun.listen()
    someone = stranger()
    qtbot.wait(20)
    begun.end()
    gone = weakref.ref(begun)
    del begun
    assert gone() is None
    assert someone.answer() == b""


@POSIX
def test_a_call_that_nobody_answers_ends(first: Opener, tmp_path: Path) -> None:
    first()
    # The window's own loop does not run here, so nobody answers: the same to a second start.
    server = Meeting.of(tmp_path / "vault").server
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(instance, "CALLER_MILLISECONDS", 50)
        assert instance.call(server, b"datadonor-window/2 0\n") == b""
    assert instance.call(str(tmp_path / "nobody"), b"x") == b""


# -- the window ---------------------------------------------------------------------


def test_a_minimised_window_is_brought_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    instance.bring_forward(window)
    assert window.isVisible()
    assert not window.windowState() & Qt.WindowState.WindowMinimized


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        (QUrl.fromLocalFile("/somewhere/a.ddrequest"), [Path("/somewhere/a.ddrequest")]),
        (QUrl("https://eksempel.dk/a.ddrequest"), []),
        (QUrl.fromLocalFile("/" + "a" * 5000), []),
    ],
)
def test_a_file_that_the_desktop_gives_is_offered(
    qapp: QApplication, address: QUrl, offered: list[Path]
) -> None:
    watch, target = FileOpenFilter(), QObject()
    ears = Ears(watch)
    target.installEventFilter(watch)
    QApplication.sendEvent(target, QFileOpenEvent(address))
    assert ears.offered == offered
