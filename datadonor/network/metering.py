"""Read from a connection within bounds of time and bytes, whatever is being read.

What is written is bounded in time too: each piece, and the whole.

The libraries' own timeout is a limit on silence, and their reader asks again until it
has what it wants. One byte now and then keeps them busy for hours: with a line, a head
without end, one ``100 Continue`` after another. So the bounds stand below them, where
bytes leave the connection.
"""

import io
from collections.abc import Callable
from contextvars import ContextVar
from http.client import HTTPException, HTTPResponse, IncompleteRead
from socket import socket as Socket  # noqa: N812 - only the type
from typing import Any, Final

from urllib3.connection import HTTPConnection, HTTPSConnection

from datadonor.network.errors import AnswerTooLarge, NetworkTooSlow


class Meter:
    """How much time and how many bytes one exchange has left."""

    def __init__(
        self, host: str, seconds: float, most_bytes: int, clock: Callable[[], float]
    ) -> None:
        """Start it.

        Args:
            host: For the errors.
            seconds: Until the last byte must be here.
            most_bytes: How much may come, whatever it is.
            clock: Seconds that never go back.
        """
        self._host = host
        self._clock = clock
        self._end = clock() + seconds
        self._bytes_left = most_bytes

    def seconds_left(self, most: float) -> float:
        """Return how long to wait, at most so many seconds.

        Raises:
            NetworkTooSlow: The time is over.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise NetworkTooSlow(host=self._host)
        return min(left, most)

    def hurry(self, seconds: float) -> None:
        """Leave at most so many seconds from now."""
        self._end = min(self._end, self._clock() + seconds)

    def allow(self, count: int) -> None:
        """Let so many bytes more come."""
        self._bytes_left += count

    def took(self, count: int) -> None:
        """Count what came.

        Raises:
            AnswerTooLarge: It is more than may come.
        """
        self._bytes_left -= count
        if self._bytes_left < 0:
            raise AnswerTooLarge(host=self._host)


class Reading:
    """How one exchange is read, and by what."""

    def __init__(self, meter: Meter, silence_seconds: float) -> None:
        """Begin with nothing that reads."""
        self.meter = meter
        self.silence_seconds = silence_seconds
        self.readers: list[io.RawIOBase] = []
        self.has_begun = False  # with the host itself, not a proxy on the way to it

    def end(self) -> None:
        """Close what the libraries may have left to the garbage collector."""
        for reader in self.readers:
            reader.close()


READING: Final[ContextVar[Reading]] = ContextVar("reading")
"""Of the exchange that is beginning. The libraries make the reader below far from here,
and hand nothing of ours through to it."""


class _MeteredReader(io.RawIOBase):
    """Reads from a connection, never for longer or more than the meter says."""

    def __init__(self, raw: io.RawIOBase, connection: Socket) -> None:
        self._raw = raw
        self._connection = connection
        self._reading = READING.get()
        self._reading.readers.append(self)
        self.is_at_end = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:  # noqa: ANN401 - typeshed's is private
        meter = self._reading.meter
        self._connection.settimeout(meter.seconds_left(self._reading.silence_seconds))
        count = self._raw.readinto(buffer)
        meter.took(count or 0)
        self.is_at_end = count == 0
        return count

    def close(self) -> None:
        try:
            self._raw.close()
        finally:
            super().close()


class _MeteredResponse(HTTPResponse):
    def __init__(self, sock: Socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(sock, *args, **kwargs)
        self._reader = _MeteredReader(self.fp.detach(), sock)
        self.fp = io.BufferedReader(self._reader)

    def begin(self) -> None:
        """Read the head of a reply. A proxy's consent to a tunnel is read without this.

        Raises:
            IncompleteRead: It ended in the middle, which the library would take for its
                end: an empty body then, where a length was to come.
        """
        READING.get().has_begun = True
        try:
            super().begin()
        except HTTPException:
            # Half a status line is no line of a strange protocol; it is half an answer.
            if not self._reader.is_at_end:
                raise
        if self._reader.is_at_end:
            raise IncompleteRead(b"")


class PlainConnection(HTTPConnection):
    """A connection of urllib3's, read by our reader."""

    response_class = _MeteredResponse

    def send(self, data: Any) -> None:  # noqa: ANN401 - typeshed's is private
        """Send a piece, never for longer than the meter says."""
        _bound(self.sock)
        super().send(data)


class EncryptedConnection(HTTPSConnection):
    """A connection of urllib3's through TLS, read by our reader."""

    response_class = _MeteredResponse

    def send(self, data: Any) -> None:  # noqa: ANN401 - typeshed's is private
        """Send a piece, never for longer than the meter says."""
        _bound(self.sock)
        super().send(data)


def _bound(connection: Socket | None) -> None:
    """Bound the next sending, if there is a connection yet.

    Raises:
        NetworkTooSlow: The time is over.
    """
    if connection is not None:
        reading = READING.get()
        connection.settimeout(reading.meter.seconds_left(reading.silence_seconds))
