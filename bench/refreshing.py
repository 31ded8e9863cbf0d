"""What the registry costs a citizen: the first refresh, and one that finds nothing new."""

import base64
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyrage
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.measure import Side, Work
from bench.registry import Question, Setting, Sides, benchmark
from bench.synthetic import PASSPHRASE, make_vault
from datadonor import paths
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.registry.client import RegistryClient
from datadonor.registry.publication import ROOT_FILE
from datadonor.registry.publisher import Registry
from datadonor.registry.targets import (
    Delivery,
    Names,
    Recipient,
    SealKeys,
    recipient_name,
    to_bytes,
)
from datadonor.registry.workshop import PUBLIC
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.recovery import RecoveryWords

_SIZES = (1_000, 10_000)
_QUICK = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
_PIECE = 64 * 1024

Answered = tuple[str, int]
"""A path that was asked for, and the length of the body that came back."""


def _question(which: str, size: int) -> Question:
    recipients = f"{size:,} recipients".replace(",", " ")
    what = f"{which}, {recipients} / bare download"
    return Question(what, f"{which} {size}", f"{which} {size} bare")


@benchmark(
    "refresh",
    *(_question(which, size) for which in ("first", "unchanged") for size in _SIZES),
)
def refresh(setting: Setting) -> Iterator[Sides]:
    """Refresh from a web server on this computer, in this process.

    The peer asks the same server for the same files in the same order over one
    connection, reads each to its end and does nothing with it. Any real network is
    slower and adds the same to both sides, so there the ratio is lower. Making and
    opening the vaults and choosing the registry are not timed. Bytes are those of the
    bodies, and one request finds nothing: that for the next root.
    """
    with ExitStack() as stack:
        sides: dict[str, Side] = {}
        for size in _SIZES:
            number = setting.count(size)
            folder = setting.folder / str(size)
            root = _publish(folder / "registry", number)
            server = stack.enter_context(_serving(folder / "registry" / PUBLIC))
            words = make_vault(folder / "fresh", 0)
            with custody.open_vault(folder / "fresh", words) as fresh:
                RegistryClient(fresh).use(server.url, root)
            shutil.copytree(folder / "fresh", folder / "read")
            read = stack.enter_context(custody.open_vault(folder / "read", words))
            assert len(RegistryClient(read).refresh().added) == number + 1  # and the revocations
            server.take()

            for which, client in (
                ("first", partial(_client_of_a_copy, folder / "fresh", words)),
                ("unchanged", partial(_client_as_after_opening, read)),
            ):
                name = f"{which} {size}"
                answered = _answered(server, client)
                sides[name] = partial(_refreshing, server, client, answered)
                sides[f"{name} bare"] = partial(_downloading, server, answered)
                setting.facts[name] = {
                    "requests": len(answered),
                    "bytes": sum(length for _, length in answered),
                }
        yield sides


# -- the sides ---------------------------------------------------------------------

_Client = Callable[[], AbstractContextManager[RegistryClient]]


def _answered(server: "_Server", client: _Client) -> list[Answered]:
    """Refresh once, and return what it asks for; the refresh itself must say the same."""
    with client() as chosen:
        report = chosen.refresh()
    answered = server.take()
    assert report.requests == len(answered)
    assert report.received_bytes == sum(length for _, length in answered)
    return answered


@contextmanager
def _refreshing(server: "_Server", client: _Client, answered: list[Answered]) -> Iterator[Work]:
    with client() as chosen:
        yield chosen.refresh
    assert server.take() == answered


@contextmanager
def _downloading(server: "_Server", answered: list[Answered]) -> Iterator[Work]:
    urls = [f"{server.url}{path}" for path, _ in answered]

    def download() -> None:
        with requests.Session() as session:
            session.trust_env = False  # no proxies, no .netrc: the barest that there is
            for url in urls:
                with session.get(url, stream=True) as response:
                    for _ in response.iter_content(_PIECE):
                        pass

    yield download
    assert server.take() == answered


@contextmanager
def _client_of_a_copy(fresh: Path, words: RecoveryWords) -> Iterator[RegistryClient]:
    """Yield the client of a vault that has chosen the registry and not yet read it."""
    copy = fresh.with_name("copy")
    shutil.copytree(fresh, copy)
    try:
        with custody.open_vault(copy, words) as opened:
            yield RegistryClient(opened)
    finally:
        shutil.rmtree(copy)


@contextmanager
def _client_as_after_opening(opened: OpenVault) -> Iterator[RegistryClient]:
    """Yield the client of a vault that has read it. Each refresh adds two events to its log."""
    opened.vault.connection.shorten_wal()
    yield RegistryClient(opened)


# -- the other side ----------------------------------------------------------------


def _publish(folder: Path, number: int) -> bytes:
    """Publish so many recipients, and return the root."""
    now = datetime.now(UTC)
    registry = Registry.create(folder, lambda _: PASSPHRASE, now, _QUICK)
    paths.private_folder(registry.records.folder / "recipients")
    for recipient in _recipients(number):
        # Not add_recipient: for each it would wait twice until the disk has it.
        file = registry.records.folder / recipient_name(recipient.id)
        file.write_bytes(to_bytes(recipient))
    registry.publish(lambda _: PASSPHRASE, now)
    return (folder / PUBLIC / ROOT_FILE).read_bytes()


def _recipients(number: int) -> Iterator[Recipient]:
    """Yield recipients with keys of their own, ids in no order, some 800 bytes each."""
    chance = random.Random(3)
    for nth in chance.sample(range(number * 10), number):
        place = f"sted-{nth:06}"
        receipt = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        yield Recipient(
            id=f"{place}-hospital",
            name=Names(da=f"{place} Sygehus (opdigtet)", en=f"{place} Hospital (made up)"),
            kind="hospital",
            identifiers={"cvr": f"{99_000_000 + nth:08}"},
            seal=SealKeys(format="age", keys=(str(pyrage.x25519.Identity.generate().to_public()),)),
            receipt_keys=(f"ed25519:{base64.b64encode(receipt).decode()}",),
            delivery=(Delivery(kind="tus", url=f"https://data.{place}.example/upload"),),
            answers_url=f"https://data.{place}.example/answers",
            valid_until=date(2099, 12, 31),
        )


@contextmanager
def _serving(folder: Path) -> Iterator["_Server"]:
    with _Server(folder) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """Serves a folder on loopback, keeps connections, and notes what it was asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.answered: list[Answered] = []

    def take(self) -> list[Answered]:
        """Return what was asked for since the last time, in order."""
        taken, self.answered = self.answered, []
        return taken


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body may wait 40 ms for its head's receipt
    server: _Server

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        is_there = file.is_file()
        content = file.read_bytes() if is_there else b""
        # Noted before it is sent: whoever has the answer finds the note.
        self.server.answered.append((self.path, len(content)))
        self.send_response(HTTPStatus.OK if is_there else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass
