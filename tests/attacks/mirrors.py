"""A web server on loopback that serves a registry, honestly or as a test tells it to."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Trick = Callable[[BaseHTTPRequestHandler], None]
"""Answers one request in place of the honest answer."""


class Mirror:
    """A running server. ``requested`` holds the paths asked for, in order."""

    def __init__(self, folder: Path, tls: ssl.SSLContext | None = None) -> None:
        self.folder = folder
        self.requested: list[str] = []
        self.tricks: list[tuple[str, Trick]] = []
        self.stopping = threading.Event()
        self._connections: list[socket.socket] = []
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else each answer waits 40 ms

            def setup(self) -> None:
                super().setup()
                mirror._connections.append(self.connection)

            def do_GET(self) -> None:
                mirror.requested.append(self.path)
                for part, trick in mirror.tricks:
                    if part in self.path:
                        trick(self)
                        return
                send(self, mirror.folder / self.path.lstrip("/"))

            def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the library's
                """Say nothing on stderr."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "http" if tls is None else "https"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    def play(self, part: str, trick: Trick) -> None:
        """Answer requests whose path has this part in it with a trick."""
        self.tricks.insert(0, (part, trick))

    def be_honest(self) -> None:
        self.tricks.clear()
        self.requested.clear()

    def stop(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._server.server_close()
        self._thread.join()


@contextmanager
def running(folder: Path, tls: ssl.SSLContext | None = None) -> Iterator[Mirror]:
    mirror = Mirror(folder, tls)
    try:
        yield mirror
    finally:
        mirror.stop()


def send(handler: BaseHTTPRequestHandler, file: Path) -> None:
    """Answer honestly with a file."""
    content = file.read_bytes() if file.is_file() else None
    handler.send_response(404 if content is None else 200)
    handler.send_header("Content-Length", str(len(content or b"")))
    handler.end_headers()
    handler.wfile.write(content or b"")


# -- tricks ------------------------------------------------------------------------


def saying(content: bytes) -> Trick:
    """Answer with these bytes."""

    def trick(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return trick


def refusing(status: int) -> Trick:
    """Answer with a status and nothing else."""

    def trick(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return trick


def redirecting(to: str) -> Trick:
    """Answer that it lies elsewhere."""

    def trick(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to + handler.path)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return trick


def endless(mirror: Mirror) -> Trick:
    """Send without end and without saying how much."""

    def trick(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.end_headers()
        while not mirror.stopping.is_set():
            handler.wfile.write(b" " * 65536)

    return trick


def dripping(mirror: Mirror, seconds: float) -> Trick:
    """Send one byte now and then."""

    def trick(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        while not mirror.stopping.wait(seconds):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return trick


def cut_short(mirror: Mirror) -> Trick:
    """Announce the whole file, send half of it, hang up."""

    def trick(handler: BaseHTTPRequestHandler) -> None:
        content = (mirror.folder / handler.path.lstrip("/")).read_bytes()
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content[: len(content) // 2])

    return trick


def halved(mirror: Mirror) -> Trick:
    """Send half of the file and say that this is all."""

    def trick(handler: BaseHTTPRequestHandler) -> None:
        content = (mirror.folder / handler.path.lstrip("/")).read_bytes()
        saying(content[: len(content) // 2])(handler)

    return trick
