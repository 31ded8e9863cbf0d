"""Ask another computer for something, or send it something, and say that it was done.

What is allowed stands here.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Address, ip_address
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self
from urllib.parse import urlsplit

from datadonor.network.errors import (
    AddressInsecure,
    AddressInvalid,
    AnswerRefused,
    AnswerTooLarge,
    AnswerUnreadable,
    NetworkError,
    NetworkRedirected,
    Outcome,
)
from datadonor.network.metering import Meter
from datadonor.network.sending import PIECE_BYTES, Head, Message, Outgoing
from datadonor.network.wire import Prepared, Reply, Wire, prepare

_SPARE_SECONDS: Final = 1.0  # to read away what is not needed, so that its connection is kept
_LOOPBACK_IPV4: Final = IPv4Network("127.0.0.0/8")  # RFC 1122 §3.2.1.3
_LOOPBACK_IPV6: Final = IPv6Address("::1")  # RFC 4291 §2.5.3
_OK: Final = 200


class Purpose(StrEnum):
    """What another computer is asked for. Stands in the log beside its name."""

    REGISTRY = "registry"
    DELIVERY = "delivery"
    ANSWERS = "answers"
    TIMESTAMP = "timestamp"


class Contact(NamedTuple):
    """That another computer was asked or sent something, or that it was tried."""

    host: str  # in lower case, without port; names beyond ASCII as IDNA
    purpose: Purpose
    outcome: Outcome
    received_bytes: int  # of the answer's body
    sent_bytes: int = 0  # of the message's body; at most, if it did not come to its end


@dataclass(frozen=True)
class Limits:
    """What one answer may cost. Our choice, with slow connections in mind."""

    connect_seconds: float = 10.0  # for each address of the host
    read_seconds: float = 20.0  # of silence
    reply_seconds: float = 60.0  # of silence after a body: it is on its way, or being stored
    total_seconds: float = 300.0  # from the question to the last byte
    head_bytes: int = 64 * 1024  # status, headers, and whatever comes before them


class Answer:
    """What came back with status 200: its bytes, once, while its ``with`` block lasts."""

    def __init__(self, exchange: "_Exchange") -> None:
        """Begin to read; ``Door.get`` makes it."""
        self._exchange = exchange

    @property
    def media_type(self) -> str:
        """What the body is said to be, in lower case and without parameters (RFC 9110 §8.3)."""
        return self._exchange.header("content-type").partition(";")[0].strip().lower()

    def pieces(self) -> Iterator[bytes]:
        """Yield the body as it comes: never empty, at most ``PIECE_BYTES``, one pass.

        A body whose length is not announced ends where its connection does (RFC 9112
        §6.3), cut or not. So what matters has a digest or a signature of its own.

        Raises:
            AnswerTooLarge: After at most ``most_bytes``.
            NetworkTooSlow: The silence, or the whole, took too long.
            AnswerCutShort: Less came than was announced.
            NetworkError: Any other fault of the exchange.
        """
        while piece := self._exchange.next_piece():
            yield piece

    def read(self) -> bytes:
        """Return the whole body.

        Raises:
            NetworkError: As in ``pieces``.
        """
        return b"".join(self.pieces())


class _Exchange:
    """One question and its answer: how far it has come, and how it ended."""

    def __init__(self, host: str, most_bytes: int, meter: Meter) -> None:
        self.host = host
        self.outcome: Outcome = "failed"
        self.received_bytes = 0
        self.body: Outgoing | None = None
        self._most_bytes = most_bytes
        self._meter = meter
        self._reply: Reply | None = None

    @contextmanager
    def steps(self) -> Iterator[None]:
        """Remember how it ended, if it ends here."""
        try:
            yield
        except NetworkError as error:
            self.outcome = error.outcome
            raise

    def take_head(self, reply: Reply, welcome: frozenset[int]) -> Head:
        """Refuse any status but a welcome one; drop what text there is."""
        self._reply = reply
        if 300 <= reply.status < 400:  # noqa: PLR2004 - RFC 9110 §15.4
            raise NetworkRedirected(host=self.host)
        self._read_away(reply)
        if reply.status not in welcome:
            raise AnswerRefused(host=self.host, status=reply.status)
        self.outcome = "answered"
        return Head(reply.status, reply.headers)

    def take(self, reply: Reply) -> None:
        """Refuse anything but what was asked for, by its head alone."""
        self._reply = reply
        if 300 <= reply.status < 400:  # noqa: PLR2004 - RFC 9110 §15.4
            raise NetworkRedirected(host=self.host)
        if reply.status != _OK:
            self._read_away(reply)
            raise AnswerRefused(host=self.host, status=reply.status)
        if not reply.is_plain:
            raise AnswerUnreadable(host=self.host)
        if (reply.length or 0) > self._most_bytes:
            raise AnswerTooLarge(host=self.host)
        # As much again for the frame: a body in chunks has their lengths between them.
        self._meter.allow(2 * self._most_bytes)
        self.outcome = "answered"

    def next_piece(self) -> bytes:
        """Return what has come, or nothing at the end."""
        if self._reply is None:
            raise ValueError("an answer is read within its with block")
        with self.steps():
            self._meter.seconds_left(0)
            # One byte more than allowed is enough to know that it is too much.
            most = min(PIECE_BYTES, self._most_bytes - self.received_bytes + 1)
            piece = self._reply.next_bytes(most)
            self.received_bytes += len(piece)
            if self.received_bytes > self._most_bytes:
                raise AnswerTooLarge(host=self.host)
        return piece

    def header(self, name: str) -> str:
        """Return what stands beside the status under a name; nothing if it does not."""
        return "" if self._reply is None else self._reply.headers.get(name, "")

    def end(self) -> None:
        """Let go of the connection."""
        if self._reply is not None:
            self._reply.close()
            self._reply = None

    def _read_away(self, reply: Reply) -> None:
        """Read a short text nobody needs, so that the next question needs no new handshake."""
        self._meter.hurry(_SPARE_SECONDS)
        with suppress(NetworkError):
            while reply.next_bytes(PIECE_BYTES):
                pass


class Door:
    """Asks other computers, and tells of each that was asked.

    Connections are kept while it is open. It keeps nothing else: no cookies, no
    passwords, no addresses.
    """

    def __init__(
        self,
        on_contact: Callable[[Contact], None],
        *,
        limits: Limits = Limits(),
        ca_file: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make a door; ``close``, or the end of a ``with`` block, closes it.

        Args:
            on_contact: Called once at the end of each ``get`` that went as far as the
                network, whatever came of it.
            limits: What each answer may cost.
            ca_file: Certificate authorities (PEM) to believe **instead** of the
                commonly known ones, for a registry with an authority of its own.
            clock: Seconds that never go back.

        Raises:
            AuthoritiesInvalid, DiskRefused: ``ca_file`` is of no use.
        """
        self._on_contact = on_contact
        self._limits = limits
        self._clock = clock
        self._wire = Wire(ca_file)

    @contextmanager
    def get(self, url: str, purpose: Purpose, most_bytes: int) -> Iterator[Answer]:
        """Ask for what lies at an address.

        Args:
            url: ``https``; or ``http`` where the host is ``localhost``, ``::1`` or
                within ``127.0.0.0/8``. Without user or password.
            purpose: What the log says it was for.
            most_bytes: How long the body may be, inclusive.

        Yields:
            The answer, if its status is 200.

        Raises:
            AddressInvalid, AddressInsecure: Nothing was contacted, so ``on_contact``
                is not called either.
            NetworkRedirected: A status from 300 to 399.
            AnswerRefused: Any other status but 200.
            NetworkError: Any other fault; ``datadonor.network.errors`` says which.

        An error of ``on_contact`` never takes the place of another: after a failure,
        what failed is raised, and the callback's error is dropped. After a success it
        is raised, because a contact that could not be written down must not pass
        unnoticed.
        """
        with self._exchanged(prepare(url), None, purpose, most_bytes) as (exchange, reply):
            with exchange.steps():
                exchange.take(reply)
            yield Answer(exchange)

    def send(self, message: Message, purpose: Purpose) -> Head:
        """Send a message, and return the head of its answer; its text is dropped.

        The body leaves piece by piece, once: what fails is not tried again. It is not
        known then how much of it arrived.

        Args:
            message: What is sent to where; the rules for addresses are those of ``get``.
            purpose: What the log says it was for.

        Raises:
            AddressInvalid, AddressInsecure: Nothing was contacted.
            NetworkRedirected: A status from 300 to 399.
            AnswerRefused: Any other status that is not welcome.
            NetworkError: Any other fault.
            DatadonorError: What reading the body raised.

        ``on_contact`` is called as by ``get``.
        """
        question, body = _spoken(message)
        with self._exchanged(question, body, purpose, 0) as (exchange, reply), exchange.steps():
            return exchange.take_head(reply, message.welcome)

    @contextmanager
    def ask(self, message: Message, purpose: Purpose, most_bytes: int) -> Iterator[Answer]:
        """Send a message whose answer is wanted: a question that is too long for an address.

        What leaves is as in ``send``, and what may come back as in ``get``: status 200, and no
        other that the message calls welcome.

        Args:
            message: What is sent to where.
            purpose: What the log says it was for.
            most_bytes: How long the answer's body may be, inclusive.

        Yields:
            The answer.

        Raises:
            DatadonorError: As in ``send`` and ``get``.
        """
        question, body = _spoken(message)
        with self._exchanged(question, body, purpose, most_bytes) as (exchange, reply):
            with exchange.steps():
                exchange.take(reply)
            yield Answer(exchange)

    @contextmanager
    def _exchanged(
        self, question: Prepared, body: Outgoing | None, purpose: Purpose, most_bytes: int
    ) -> Iterator[tuple[_Exchange, Reply]]:
        # The adapter takes the same text apart by the same rules.
        host = _allowed_host(question.url or "")
        limits = self._limits
        meter = Meter(host, limits.total_seconds, limits.head_bytes, self._clock)
        exchange = _Exchange(host, most_bytes, meter)
        exchange.body = body
        silence = limits.read_seconds if body is None else limits.reply_seconds
        try:
            with exchange.steps():
                reply = self._wire.ask(
                    question,
                    host,
                    meter,
                    (limits.connect_seconds, silence),
                    # What is said to this computer stays on it.
                    through_proxies=not is_loopback(host),
                    body=body,
                )
            yield exchange, reply
        except BaseException:
            with suppress(Exception):
                self._tell(exchange, purpose)
            raise
        self._tell(exchange, purpose)

    def _tell(self, exchange: _Exchange, purpose: Purpose) -> None:
        exchange.end()
        sent_bytes = exchange.body.sent_bytes if exchange.body else 0
        self._on_contact(
            Contact(exchange.host, purpose, exchange.outcome, exchange.received_bytes, sent_bytes)
        )

    def close(self) -> None:
        """Close the connections that were kept."""
        self._wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def host_of(url: str) -> str:
    """Return the host of an address that may be asked, as a ``Contact`` names it.

    Raises:
        AddressInvalid, AddressInsecure: It may not be asked.
    """
    return _allowed_host(prepare(url).url or "")


def is_loopback(host: str) -> bool:
    """Say whether a host is this computer: by its own name or its own address."""
    if host == "localhost":  # RFC 6761 §6.3
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address == _LOOPBACK_IPV6 or address in _LOOPBACK_IPV4


def _spoken(message: Message) -> tuple[Prepared, Outgoing | None]:
    """Return a message as it is sent, and its body, counted.

    Raises:
        AddressInvalid: Its address is none.
    """
    question = prepare(message.url, message.method, message.headers)
    if message.body is None:
        return question, None
    question.headers["Content-Length"] = str(message.body.size_bytes)
    return question, Outgoing(message.body)


def _allowed_host(url: str) -> str:
    """Return the host of an address that may be asked.

    Raises:
        AddressInvalid: It has no host.
        AddressInsecure: It may not.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise AddressInvalid from None
    if not host:
        raise AddressInvalid
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not is_safe or "@" in parts.netloc:
        raise AddressInsecure(host=host)
    return host
