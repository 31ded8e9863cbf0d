"""Servers on this computer that do to a connection exactly what a test says.

Real sockets, threads that are joined, sockets that are closed. Used by the tests of the
one door out, and by whoever else wants a server that misbehaves.
"""

import selectors
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, Self

from datadonor.network import is_loopback

END_OF_HEAD: Final = b"\r\n\r\n"

Serve = Callable[["Host", socket.socket], None]
"""What to do with one connection. It is closed afterwards."""


class Host:
    """A server on loopback, with every question it was asked."""

    def __init__(
        self, serve: Serve, *, tls: ssl.SSLContext | None = None, address: str = "127.0.0.1"
    ) -> None:
        """Listen at once.

        Args:
            serve: Called in a thread of its own for each connection. What it raises of
                the system's errors is passed over: the other side may leave.
            tls: Makes the server speak TLS.
            address: An address of this computer.
        """
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._listener = socket.create_server((address, 0), family=family)
        self._serve = serve
        self._tls = tls
        self._threads = [threading.Thread(target=self._accept)]
        self.port: int = self._listener.getsockname()[1]
        self.heads: list[str] = []
        self.connections = 0
        self.is_over = threading.Event()
        self.sent_bytes = 0
        self._open: set[socket.socket] = set()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return where something lies on this server."""
        return f"http{'s' if self._tls else ''}://{host}:{self.port}{path}"

    def ask(self, connection: socket.socket) -> str:
        """Read one question, or nothing if there is no more."""
        head = b""
        while END_OF_HEAD not in head:
            come = connection.recv(4096)
            if not come:
                return ""
            head += come
        self.heads.append(head.decode("latin-1"))
        return self.heads[-1]

    def send(self, connection: socket.socket, content: bytes) -> None:
        """Send, and count."""
        connection.sendall(content)
        self.sent_bytes += len(content)

    def drip(self, connection: socket.socket, content: bytes, every: float = 0.03) -> None:
        """Send one byte at a time until it is over."""
        for number in range(len(content)):
            if self.is_over.wait(every):
                return
            self.send(connection, content[number : number + 1])

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        with suppress(OSError), socket.socket(self._listener.family) as connection:
            connection.connect(self._listener.getsockname())  # wakes the one in accept
        self._threads[0].join(10)
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)  # wakes those who wait for more
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self.is_over.is_set():
                connection.close()
                return
            self.connections += 1
            thread = threading.Thread(target=self._run, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _run(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with suppress(OSError):
            try:
                if self._tls is not None:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                self._open.add(connection)
                self._serve(self, connection)
                connection.shutdown(socket.SHUT_RDWR)
            finally:
                self._open.discard(connection)
                connection.close()


def reply(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """Write a well-formed answer with its length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + END_OF_HEAD + body


def says(content: bytes) -> Serve:
    """Answer every question on every connection with the same bytes, and keep it open."""

    def serve(host: Host, connection: socket.socket) -> None:
        while host.ask(connection):
            host.send(connection, content)

    return serve


def says_and_leaves(content: bytes) -> Serve:
    """Answer one question and close the connection."""

    def serve(host: Host, connection: socket.socket) -> None:
        host.ask(connection)
        host.send(connection, content)

    return serve


def drips(at_once: bytes, slowly: bytes) -> Serve:
    """Answer one question: some bytes at once, and then one at a time."""

    def serve(host: Host, connection: socket.socket) -> None:
        host.ask(connection)
        host.send(connection, at_once)
        host.drip(connection, slowly)

    return serve


def never_ends(at_once: bytes, again: bytes) -> Serve:
    """Answer one question, and then the same again and again as fast as it is taken."""

    def serve(host: Host, connection: socket.socket) -> None:
        host.ask(connection)
        host.send(connection, at_once)
        while not host.is_over.is_set():
            host.send(connection, again)

    return serve


def relays_to(port: int) -> Serve:
    """Be a proxy that takes ``CONNECT`` to anywhere, and connects to a port of ours."""

    def serve(host: Host, connection: socket.socket) -> None:
        if not host.ask(connection).startswith("CONNECT "):
            host.send(connection, reply(b"by the proxy"))
            return
        with socket.create_connection(("127.0.0.1", port)) as target:
            connection.sendall(b"HTTP/1.1 200 Connection established" + END_OF_HEAD)
            _relay(connection, target, host.is_over)

    return serve


def _relay(one: socket.socket, other: socket.socket, is_over: threading.Event) -> None:
    with selectors.DefaultSelector() as ready:
        ready.register(one, selectors.EVENT_READ, other)
        ready.register(other, selectors.EVENT_READ, one)
        while not is_over.is_set():
            for key, _ in ready.select(0.05):
                source = key.fileobj
                assert isinstance(source, socket.socket)
                come = source.recv(65536)
                if not come:
                    return
                key.data.sendall(come)


@contextmanager
def only_this_computer() -> Iterator[None]:
    """Let nothing but loopback be reached, in place of the rule that nothing may be."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: tuple[object, ...] | str | bytes) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert is_loopback(str(address[0])), address
        connect(self, address)

    socket.socket.connect = connect_here  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]
