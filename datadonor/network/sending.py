"""What is sent to another computer: a message, its body, and the head that comes back.

Must not know: how it is sent, what the body means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

PIECE_BYTES: Final = 64 * 1024
"""The longest piece of a body. A TLS record holds 16 KiB; much more buys nothing."""

Method = Literal["OPTIONS", "POST", "HEAD", "PATCH", "DELETE"]
"""Those of the tus protocol, 1.0. What is only asked for goes by ``Door.get``."""

MAY_BE_SAID: Final = frozenset(
    {
        *("Tus-Resumable", "Upload-Length", "Upload-Offset", "Upload-Metadata"),
        *("Upload-Checksum", "Content-Type"),
    }
)
"""The headers that a message may carry. Any other could tell of the person or machine."""

_PRINTABLE: Final = re.compile(r"[!-~]+(?: [!-~]+)*")
_PORTS: Final = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Body:
    """What a message carries.

    Attributes:
        size_bytes: How long it is, exactly.
        pieces: One pass. What it raises must be a ``DatadonorError``; it ends the
            exchange, and comes out of ``Door.send`` as it is.
    """

    size_bytes: int
    pieces: Iterable[bytes] = field(repr=False)


@dataclass(frozen=True)
class Message:
    """One thing said to another computer, and which answers are welcome."""

    method: Method
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Body | None = None
    welcome: frozenset[int] = frozenset({200, 204})

    def __post_init__(self) -> None:
        """Hold callers to what may be said.

        Raises:
            ValueError: A header that may not be sent, or whose value is not plain.
        """
        for name, value in self.headers.items():
            if name not in MAY_BE_SAID or not _PRINTABLE.fullmatch(value):
                raise ValueError(f"this header may not be sent so: {name}")


@dataclass(frozen=True)
class Head:
    """The head of an answer: a welcome status, and what stood beside it.

    ``headers`` has names in lower case. A header that came twice is joined by a comma.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)


class Outgoing:
    """A body on its way out, counted."""

    def __init__(self, body: Body) -> None:
        """Take a body; nothing of it is read yet."""
        self._body = body
        self.has_begun = False
        self.sent_bytes = 0

    def __iter__(self) -> Iterator[memoryview]:
        """Yield pieces of at most ``PIECE_BYTES``; counted when they are handed over.

        Raises:
            RuntimeError: The body is not as long as it was said to be. What was
                announced has left by then, so the exchange cannot be saved.
        """
        self.has_begun = True
        for given in self._body.pieces:
            whole = memoryview(given)
            for start in range(0, len(whole), PIECE_BYTES):
                piece = whole[start : start + PIECE_BYTES]
                if self.sent_bytes + len(piece) > self._body.size_bytes:
                    raise RuntimeError("a body is longer than it was said to be")
                self.sent_bytes += len(piece)
                yield piece
        if self.sent_bytes != self._body.size_bytes:
            raise RuntimeError("a body is shorter than it was said to be")


def is_same_origin(url: str, other: str) -> bool:
    """Say whether two addresses have the same scheme, host and port (RFC 6454 §5).

    False if either is no address, or holds a user or password.
    """
    origin = _origin(url)
    return origin is not None and origin == _origin(other)


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
        host = parts.hostname
    except ValueError:
        return None
    if not host or port is None or parts.scheme not in _PORTS or "@" in parts.netloc:
        return None
    return parts.scheme, host, port
