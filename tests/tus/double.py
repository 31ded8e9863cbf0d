"""A tus server on loopback that does what a test says, and otherwise what tus 1.0.0 says.

Unlike other people's servers it can check checksums, lose what it has, lie, dawdle and cut.
"""

import hashlib
import socket
import threading
from base64 import b64decode, b64encode
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, NamedTuple, Self

VERSION: Final = ("Tus-Resumable", "1.0.0")


class Asked(NamedTuple):
    """One question, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Says:
    """An answer, given in place of the right one; the body of the question is read away."""

    status: int
    headers: tuple[tuple[str, str], ...] = (VERSION,)
    text: bytes = b""


@dataclass(frozen=True)
class Cuts:
    """Takes so much of the body, keeps it, and breaks off."""

    after: int = 0


@dataclass(frozen=True)
class Spoils:
    """Lets a byte of the body change on its way in."""


@dataclass(frozen=True)
class Waits:
    """Says nothing for so long, and then does what is right."""

    seconds: float


Act = Says | Cuts | Spoils | Waits | Callable[["TusDouble"], None]


@dataclass
class Kept:
    """What the server has of one upload."""

    length: int
    metadata: str
    content: bytearray = field(default_factory=bytearray)


class TusDouble:
    """The server; use it in ``with``."""

    def __init__(
        self, *, most: int | None = None, checksums: tuple[str, ...] = (), port: int = 0
    ) -> None:
        self.most = most
        self.checksums = checksums
        self.kept: dict[str, Kept] = {}
        self.asked: list[Asked] = []
        self.is_over = threading.Event()
        self._plans: dict[str, deque[Act]] = defaultdict(deque)
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.port: int = self._server.server_address[1]

    @property
    def url(self) -> str:
        """Where uploads are created."""
        return f"http://127.0.0.1:{self.port}/files/"

    def on(self, method: str, *acts: Act) -> None:
        """Do these at the next questions of a kind, one each."""
        self._plans[method].extend(acts)

    def always(self, method: str, act: Act) -> None:
        """Do this at each question of a kind."""
        self._plans[method].extend([act] * 200)

    def next_act(self, method: str) -> Act | None:
        plan = self._plans[method]
        return plan.popleft() if plan else None

    def methods(self) -> list[str]:
        """Return what was asked, in order."""
        return [asked.method for asked in self.asked]

    def whole(self) -> list[bytes]:
        """Return the uploads that are complete."""
        every = self.kept.values()
        return [bytes(kept.content) for kept in every if len(kept.content) == kept.length]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self._server.shutdown()
        self._server.end_connections()
        self._server.server_close()
        self._thread.join(10)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing it joins them

    def __init__(self, address: tuple[str, int], double: TusDouble) -> None:
        self.double = double
        self.open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def end_connections(self) -> None:
        for connection in list(self.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, *_: object) -> None:
        """Pass over what happens to a connection that breaks off."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    @property
    def double(self) -> TusDouble:
        return self.server.double

    def do_OPTIONS(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        act = self.double.next_act(self.command)
        length = int(self.headers.get("Content-Length", "0"))
        take = min(length, act.after) if isinstance(act, Cuts) else length
        body = self.rfile.read(take)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.double.asked.append(Asked(self.command, self.path, headers, body))
        match act:
            case Says():
                self._say(act.status, *act.headers, text=act.text)
                return
            case Cuts():
                kept = self.double.kept.get(self.path)
                if kept is not None and self.command == "PATCH" and not self.double.checksums:
                    kept.content += body
                self.close_connection = True
                return
            case Spoils():
                body = bytes([body[0] ^ 1]) + body[1:]
            case Waits():
                self.double.is_over.wait(act.seconds)
            case None:
                pass
            case _:
                act(self.double)
        {
            "OPTIONS": self._options,
            "POST": self._create,
            "HEAD": self._tell,
            "PATCH": self._append,
            "DELETE": self._drop,
        }[self.command](body)

    def _say(self, status: int, *headers: tuple[str, str], text: bytes = b"") -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def _options(self, body: bytes) -> None:
        extensions = ["creation", "termination"] + ["checksum"] * bool(self.double.checksums)
        said = [VERSION, ("Tus-Version", "1.0.0,0.2.2"), ("Tus-Extension", ",".join(extensions))]
        if self.double.checksums:
            said.append(("Tus-Checksum-Algorithm", ",".join(self.double.checksums)))
        if self.double.most is not None:
            said.append(("Tus-Max-Size", str(self.double.most)))
        self._say(204, *said)

    def _create(self, body: bytes) -> None:
        length = int(self.headers["Upload-Length"])
        if self.double.most and length > self.double.most:
            self._say(413, VERSION)
            return
        path = f"/files/{len(self.double.kept):08x}"
        self.double.kept[path] = Kept(length, self.headers.get("Upload-Metadata", ""))
        self._say(201, VERSION, ("Location", f"http://127.0.0.1:{self.double.port}{path}"))

    def _tell(self, body: bytes) -> None:
        kept = self.double.kept.get(self.path)
        if kept is None:
            self._say(404, VERSION)
            return
        offset = ("Upload-Offset", str(len(kept.content)))
        self._say(200, VERSION, offset, ("Upload-Length", str(kept.length)))

    def _append(self, body: bytes) -> None:
        kept = self.double.kept.get(self.path)
        if kept is None:
            self._say(404, VERSION)
        elif int(self.headers["Upload-Offset"]) != len(kept.content):
            self._say(409, VERSION)
        elif not self._is_as_sent(body):
            self._say(460, VERSION)
        else:
            kept.content += body
            self._say(204, VERSION, ("Upload-Offset", str(len(kept.content))))

    def _is_as_sent(self, body: bytes) -> bool:
        said = self.headers.get("Upload-Checksum")
        if said is None:
            return True
        name, digest = said.split(" ")
        assert name in self.double.checksums
        assert b64encode(b64decode(digest)).decode() == digest
        return hashlib.new(name, body).digest() == b64decode(digest)

    def _drop(self, body: bytes) -> None:
        gone = self.double.kept.pop(self.path, None)
        self._say(404 if gone is None else 204, VERSION)
