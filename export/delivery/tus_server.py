"""The other side of an upload: what it is asked, and what its answers mean.

tus 1.0.0 (https://tus.io/protocols/resumable-upload) with creation, and checksum and
termination where it has them. A client of our own, because those there are make their
own connections, follow redirects, send what they are and take in any answer, and none
can be driven through our one door. Must not know: when to try again, and the file.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin, urlsplit

from pydantic import ValidationError

from datadonor.network import (
    AnswerRefused,
    Body,
    Door,
    Head,
    Message,
    Purpose,
    is_same_origin,
)
from datadonor.network.sending import Method
from export.delivery.errors import (
    DeliveryConfused,
    DeliveryElsewhere,
    DeliveryNotTus,
    DeliveryTooLarge,
)
from export.delivery.port import UploadState

VERSION: Final = "1.0.0"
ALGORITHMS: Final = ("sha256", "sha512", "sha1")
"""For checksums on the way, best first, by tus' names and hashlib's. ``sha1`` is the one
that every server with checksums has; it guards against accidents, not against anyone."""

_MOST: Final = 2**53 - 1
_HELLO: Final = {"Tus-Resumable": VERSION}
_NOT_TUS: Final = frozenset({400, 404, 405, 410, 412, 415, 501})
_GONE: Final = frozenset({404, 410})
_GONE_OR_HIDDEN: Final = _GONE | {403}  # tus 1.0.0, HEAD


class UploadGone(Exception):
    """The other side has no such upload. Never leaves this package."""


@dataclass(frozen=True)
class Abilities:
    """What a server says of itself (tus 1.0.0, OPTIONS)."""

    most_bytes: int | None = None
    checksum: str | None = None
    can_terminate: bool = False


@dataclass(frozen=True)
class TusServer:
    """A server at an address of a recipient's entry."""

    door: Door
    endpoint: str = field(repr=False)

    @property
    def host(self) -> str:
        """Its name, for errors; empty if the address has none."""
        try:
            return urlsplit(self.endpoint).hostname or ""
        except ValueError:
            return ""

    def is_home_of(self, state: UploadState) -> bool:
        """Say whether an upload lies on this server."""
        return is_same_origin(state.url, self.endpoint)

    def abilities(self) -> Abilities:
        """Ask what it can.

        Raises:
            DeliveryNotTus: Not tus 1.0.0, or it lets nobody create an upload.
            NetworkError: It did not answer as it should.
        """
        with self._meaning(_NOT_TUS):
            # No Tus-Resumable: OPTIONS is the one question that is asked without.
            head = self._say("OPTIONS", self.endpoint, {}, frozenset({200, 204}))
        extensions = _words(head, "tus-extension")
        if VERSION not in _words(head, "tus-version") or "creation" not in extensions:
            raise DeliveryNotTus(host=self.host)
        offered = _words(head, "tus-checksum-algorithm") if "checksum" in extensions else ()
        most = head.headers.get("tus-max-size")
        return Abilities(
            most_bytes=None if most is None else self._number(most),
            checksum=next((name for name in ALGORITHMS if name in offered), None),
            can_terminate="termination" in extensions,
        )

    def create(self, size_bytes: int, name: str) -> UploadState:
        """Ask for a place for a file.

        Args:
            size_bytes: How long the file is.
            name: ASCII. All that is told of the file besides.

        Raises:
            DeliveryTooLarge: It is longer than the server takes.
            DeliveryElsewhere: The place is not on this server.
            DeliveryNotTus: This is not how tus answers.
            NetworkError: It did not answer as it should.
        """
        headers = {
            **_HELLO,
            "Upload-Length": str(size_bytes),
            "Upload-Metadata": f"filename {b64encode(name.encode('ascii')).decode()}",
        }
        with self._meaning(_NOT_TUS):
            head = self._say("POST", self.endpoint, headers, frozenset({201}))
        self._require_tus(head)
        where = head.headers.get("location")
        if not where:
            raise DeliveryNotTus(host=self.host)
        try:
            state = UploadState(url=urljoin(self.endpoint, where), offset=0)
        except (ValidationError, ValueError):
            raise DeliveryElsewhere(host=self.host) from None
        if not self.is_home_of(state):
            raise DeliveryElsewhere(host=self.host)
        return state

    def offset(self, state: UploadState, size_bytes: int) -> int:
        """Ask how much of a file it has.

        Raises:
            UploadGone: None of it, nor a place for it; or what lies there is another file.
            DeliveryConfused: More than there is.
            DeliveryNotTus: This is not how tus answers.
            NetworkError: It did not answer as it should.
        """
        with self._meaning(gone=_GONE_OR_HIDDEN):
            head = self._say("HEAD", state.url, _HELLO, frozenset({200, 204}))
        self._require_tus(head)
        length = head.headers.get("upload-length")
        if length is not None and self._number(length) != size_bytes:
            raise UploadGone
        return self._offset_in(head, 0, size_bytes)

    def append(
        self, state: UploadState, body: Body, checksum: tuple[str, bytes] | None = None
    ) -> int:
        """Send a stretch of a file, from where the state says; return the new offset.

        Args:
            state: Where to, and from which byte on.
            body: The stretch.
            checksum: Its digest, and by which algorithm.

        Raises:
            UploadGone: There is no such upload any more.
            DeliveryTooLarge: The server takes no more.
            DeliveryConfused: It says that it has what it cannot have, or took nothing.
            DeliveryNotTus: This is not how tus answers.
            AnswerRefused: 409 the offset is another, 423 another is writing there, 460
                something else arrived than was sent; or any other refusal.
            NetworkError: It did not answer as it should.
            DatadonorError: What reading the body raised.
        """
        headers = {
            **_HELLO,
            "Upload-Offset": str(state.offset),
            "Content-Type": "application/offset+octet-stream",
        }
        if checksum is not None:
            headers["Upload-Checksum"] = f"{checksum[0]} {b64encode(checksum[1]).decode()}"
        with self._meaning(frozenset({405, 412, 415, 501}), gone=_GONE):
            head = self._say("PATCH", state.url, headers, frozenset({200, 204}), body)
        self._require_tus(head)
        return self._offset_in(head, state.offset + 1, state.offset + body.size_bytes)

    def terminate(self, state: UploadState) -> None:
        """Ask it to drop what it has of a file.

        Raises:
            UploadGone: It has none.
            NetworkError: It did not answer as it should.
        """
        with self._meaning(gone=_GONE):
            self._say("DELETE", state.url, _HELLO, frozenset({200, 204}))

    def _say(
        self,
        method: Method,
        url: str,
        headers: Mapping[str, str],
        welcome: frozenset[int],
        body: Body | None = None,
    ) -> Head:
        message = Message(method, url, headers, body, welcome)
        return self.door.send(message, Purpose.DELIVERY)

    @contextmanager
    def _meaning(
        self, not_tus: frozenset[int] = frozenset(), *, gone: frozenset[int] = frozenset()
    ) -> Iterator[None]:
        try:
            yield
        except AnswerRefused as error:
            if error.status in gone:
                raise UploadGone from None
            if error.status == 413:  # noqa: PLR2004 - RFC 9110 §15.5.14
                raise DeliveryTooLarge(host=self.host) from error
            if error.status in not_tus:
                raise DeliveryNotTus(host=self.host) from error
            raise

    def _require_tus(self, head: Head) -> None:
        if head.headers.get("tus-resumable") != VERSION:
            raise DeliveryNotTus(host=self.host)

    def _offset_in(self, head: Head, least: int, most: int) -> int:
        offset = self._number(head.headers.get("upload-offset", ""))
        if not least <= offset <= most:
            raise DeliveryConfused(host=self.host)
        return offset

    def _number(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(_MOST))):
            raise DeliveryConfused(host=self.host)
        return int(text)


def _words(head: Head, name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in head.headers.get(name, "").split(","))
