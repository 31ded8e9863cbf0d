"""Bundles sent to other people's tus server, over a line that breaks wherever it likes.

The server is ``@tus/server`` with its store of files, from npm, pinned in
``tests/tus/package-lock.json`` and installed by ``make test``. Between it and us stands a
relay that cuts connections at random bytes of either direction.
"""

import hashlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final, Self

import pytest

from datadonor.network import Contact, Door, Limits
from datadonor.registry.targets import Delivery
from export.delivery import (
    DeliveryElsewhere,
    DeliveryTooLarge,
    SealedFile,
    UploadState,
    deliver,
    tus,
)
from tests.tus.courses import Notes, sealed_file
from tests.unit.loopback import only_this_computer

ROOT: Final = Path(__file__).resolve().parents[2]
PEER: Final = ROOT / "build" / "tus"
SCRIPT: Final = ROOT / "tests" / "tus" / "server.mjs"

pytestmark = pytest.mark.skipif(
    not (PEER / "package-lock.json").exists(),
    reason="@tus/server is not here: it needs Node.js and npm, and then make test installs it",
)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before


class TusServer:
    """Other people's server, in a process of its own; use it in ``with``."""

    def __init__(self, folder: Path, *, most: int | None = None) -> None:
        self.folder = folder
        self._most = most
        self.port = 0

    def start(self) -> None:
        """Listen; the second time on the same port as the first."""
        told = {"folder": str(self.folder), "port": self.port, "most": self._most}
        self._process = subprocess.Popen(
            ["node", "--input-type=module", "-e", SCRIPT.read_text("utf-8"), json.dumps(told)],
            cwd=PEER,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the tus server did not start"
        self.port = int(line)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait(10)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def files(self) -> list[bytes]:
        """Return what it has: uploads, whole or not."""
        kept = [file for file in self.folder.iterdir() if file.suffix != ".json"]
        return [file.read_bytes() for file in sorted(kept)]

    def lose_all(self) -> None:
        for file in self.folder.iterdir():
            file.unlink()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


class CuttingRelay:
    """Passes connections on, and cuts each after so many bytes of either direction.

    A cut is a reset as often as an end, as on a real line.
    """

    def __init__(self, port: int, chance: Random, most_bytes: int, most_cuts: int) -> None:
        self._target = port
        self._chance = chance
        self._most_bytes = most_bytes
        self._most_cuts = most_cuts
        self.cuts = 0
        self._is_over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._left: dict[socket.socket, int] = {}

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()
        self._listener.close()

    def _accept(self) -> None:
        while not self._is_over.is_set():
            with suppress(TimeoutError):
                connection, _ = self._listener.accept()
                thread = threading.Thread(target=self._relay, args=(connection,))
                self._threads.append(thread)
                thread.start()

    def _relay(self, near: socket.socket) -> None:
        self._left[near] = self._chance.randrange(self._most_bytes)
        # Now and then within the very head of a question or an answer.
        if self._chance.random() < 0.3:
            self._left[near] = self._chance.randrange(1000)
        with (
            near,
            suppress(OSError),
            socket.create_connection(("127.0.0.1", self._target)) as far,
            selectors.DefaultSelector() as ready,
        ):
            ready.register(near, selectors.EVENT_READ, far)
            ready.register(far, selectors.EVENT_READ, near)
            while not self._is_over.is_set():
                for key, _ in ready.select(0.05):
                    source = key.fileobj
                    assert isinstance(source, socket.socket)
                    come = source.recv(65_536)
                    if not come or not self.passes_on(near, come, key.data):
                        return

    def passes_on(self, near: socket.socket, come: bytes, to: socket.socket) -> bool:
        """Pass on what has come, and say whether the connection stays."""
        left = self._left[near]
        is_cut = self.cuts < self._most_cuts and len(come) >= left
        to.sendall(come[:left] if is_cut else come)
        self._left[near] -= len(come)
        if is_cut:
            self.cuts += 1
            self._break(near)
        return not is_cut

    def _break(self, near: socket.socket) -> None:
        if self._chance.random() < 0.5:
            linger = b"\1\0\0\0\0\0\0\0"  # on, 0 s: closing sends a reset
            near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[TusServer]:
    folder = tmp_path / "store"
    folder.mkdir()
    with TusServer(folder) as made:
        yield made


def to(port: int) -> Delivery:
    return Delivery(kind="tus", url=f"http://127.0.0.1:{port}/files")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_bundle_arrives_whole(server: TusServer, tmp_path: Path) -> None:
    sealed = sealed_file(tmp_path, 20_000_000)
    notes = Notes()
    contacts: list[Contact] = []
    with Door(contacts.append) as door:
        receipt = deliver(sealed, to(server.port), door, notes.course())
    assert [digest(content) for content in server.files()] == [sealed.sha256]
    assert receipt.sent_bytes == 20_000_000
    assert [contact.sent_bytes for contact in contacts] == [0, 0, 2**23, 2**23, 20_000_000 - 2**24]
    assert {contact.outcome for contact in contacts} == {"answered"}


def test_the_server_learns_nothing_but_digest_and_length(server: TusServer, tmp_path: Path) -> None:
    sealed = sealed_file(tmp_path)
    with Door(lambda _: None) as door:
        deliver(sealed, to(server.port), door, Notes().course())
    (about,) = [json.loads(file.read_text()) for file in server.folder.glob("*.json")]
    assert about["metadata"] == {"filename": sealed.sha256}
    assert about["size"] == sealed.size_bytes


@pytest.mark.parametrize("seed", [1, 2])
def test_a_bundle_arrives_whole_over_a_line_that_is_cut_fifty_times(
    server: TusServer, tmp_path: Path, seed: int
) -> None:
    sealed = sealed_file(tmp_path, 12_000_000, seed)
    notes = Notes()
    contacts: list[Contact] = []
    limits = Limits(read_seconds=5, reply_seconds=5)
    with (
        CuttingRelay(server.port, Random(seed), 300_000, 60) as relay,
        Door(contacts.append, limits=limits) as door,
    ):
        notes.on_wait = lambda: time.sleep(0.02)
        receipt = deliver(sealed, to(relay.port), door, notes.course())
    assert relay.cuts >= 50
    whole = [content for content in server.files() if len(content) == sealed.size_bytes]
    assert [digest(content) for content in whole] == [sealed.sha256]
    # Other places may have been asked for, when the answer was cut; nothing lies there.
    assert all(content in (b"", whole[0]) for content in server.files())
    # What was on its way when it was cut is all that is sent twice.
    assert receipt.sent_bytes < 3 * sealed.size_bytes


def test_a_bundle_arrives_whole_through_a_restart_of_the_server(
    server: TusServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tus, "MOST_STRETCH", 500_000)
    sealed = sealed_file(tmp_path, 3_000_000)
    notes = Notes()

    def restart() -> None:
        if len(notes.waits) == 2:
            server.start()

    def kill_once(_: object) -> None:
        if notes.state and notes.state.offset == 1_000_000 and not notes.waits:
            server.kill()
            notes.on_report = lambda _: None

    notes.on_report, notes.on_wait = kill_once, restart
    with Door(lambda _: None) as door:
        deliver(sealed, to(server.port), door, notes.course())
    assert len(notes.waits) == 2
    assert [digest(content) for content in server.files()] == [sealed.sha256]


def test_what_the_server_loses_is_sent_anew(
    server: TusServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tus, "MOST_STRETCH", 500_000)
    sealed = sealed_file(tmp_path, 2_000_000)
    notes = Notes()

    def lose(_: object) -> None:
        if notes.state and notes.state.offset == 1_000_000:
            notes.on_report = lambda _: None
            server.lose_all()

    notes.on_report = lose
    with Door(lambda _: None) as door:
        receipt = deliver(sealed, to(server.port), door, notes.course())
    assert [digest(content) for content in server.files()] == [sealed.sha256]
    assert receipt.sent_bytes > 2_000_000


def test_an_offset_that_is_wrong_is_put_right(server: TusServer, tmp_path: Path) -> None:
    """Both ways: the state says less than has arrived, and more."""
    sealed = sealed_file(tmp_path, 1_000_000)
    notes = Notes()
    with Door(lambda _: None) as door:
        deliver(sealed, to(server.port), door, notes.course())
        assert notes.state is not None
        url = notes.state.url
        (kept,) = [file for file in server.folder.iterdir() if file.suffix != ".json"]
        for has, says in ((1_000_000, 10), (400_000, 10), (400_000, 900_000), (0, 900_000)):
            os.truncate(kept, has)
            state = UploadState(url=url, offset=says)
            receipt = deliver(sealed, to(server.port), door, Notes().course(), state)
            assert receipt.sent_bytes == 1_000_000 - has
            assert [digest(content) for content in server.files()] == [sealed.sha256]


def test_a_server_with_a_limit_is_believed(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    with TusServer(folder, most=1000) as server, Door(lambda _: None) as door:
        deliver(sealed_file(tmp_path, 1000), to(server.port), door, Notes().course())
        with pytest.raises(DeliveryTooLarge):
            deliver(sealed_file(tmp_path, 1001), to(server.port), door, Notes().course())


def test_a_server_behind_another_name_is_not_followed_there(
    server: TusServer, tmp_path: Path
) -> None:
    """It says where the upload is by the name it was asked by.

    A careless proxy changes that name, and then it says another place.
    """
    sealed = sealed_file(tmp_path, 1000)
    with (
        RenamingRelay(server.port) as relay,
        Door(lambda _: None) as door,
        pytest.raises(DeliveryElsewhere),
    ):
        deliver(sealed, to(relay.port), door, Notes().course())
    assert server.files() == [b""]


class RenamingRelay(CuttingRelay):
    """Tells the server another name than it was asked by."""

    def __init__(self, port: int) -> None:
        super().__init__(port, Random(1), 1, 0)

    def passes_on(self, near: socket.socket, come: bytes, to: socket.socket) -> bool:
        to.sendall(come.replace(b"Host: 127.0.0.1", b"Host: eksempel.dk"))
        return True


SENDER: Final = """
import json, random, sys, time
from pathlib import Path
from datadonor.network import Door
from datadonor.registry.targets import Delivery
from export.delivery import Course, SealedFile, UploadState, deliver, tus

told = json.loads(sys.argv[1])
tus.MOST_STRETCH = 200_000
store = Path(told["state"])

def remember(state):
    fresh = store.with_suffix(".new")
    fresh.write_text(state.model_dump_json() if state else "")
    fresh.replace(store)

text = store.read_text() if store.exists() else ""
state = UploadState.model_validate_json(text) if text else None
sealed = SealedFile(Path(told["path"]), told["size"], told["sha256"])
course = Course(
    pause=time.sleep, chance=random.random, remember=remember,
    report_progress=lambda _: time.sleep(0.002),
)
with Door(lambda _: None) as door:
    print("ready", flush=True)
    receipt = deliver(sealed, Delivery(kind="tus", url=told["url"]), door, course, state)
print("done", receipt.sha256, flush=True)
"""


def run_sender(sealed: SealedFile, server: TusServer, state: Path) -> "subprocess.Popen[str]":
    told = {
        "path": str(sealed.path),
        "size": sealed.size_bytes,
        "sha256": sealed.sha256,
        "state": str(state),
        "url": to(server.port).url,
    }
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, json.dumps(told)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_sender_that_is_killed_goes_on_where_it_was(server: TusServer, tmp_path: Path) -> None:
    sealed = sealed_file(tmp_path, 6_000_000)
    state = tmp_path / "state"
    chance = Random(5)
    reached = []
    for _ in range(8):
        process = run_sender(sealed, server, state)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.02 + chance.random() * 0.12)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if state.exists():
            reached.append(UploadState.model_validate_json(state.read_text()).offset)
    assert reached == sorted(reached)
    assert reached[-1] > 0
    process = run_sender(sealed, server, state)
    assert process.communicate()[0] == f"ready\ndone {sealed.sha256}\n"
    whole = [content for content in server.files() if content]
    assert [digest(content) for content in whole] == [sealed.sha256]
