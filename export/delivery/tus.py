"""Send a sealed bundle to a tus server, and go on where a cut left it.

What the server has is never guessed: after every fault it is asked. Must not know: who
the donor is, and any clock: waiting is done by whoever asked for the delivery.
"""

from collections.abc import Iterator
from typing import Final

from datadonor.network import (
    AddressInsecure,
    AddressInvalid,
    AnswerRefused,
    Body,
    Door,
    NetworkError,
)
from export.delivery.errors import (
    DeliveryDamaged,
    DeliveryForgotten,
    DeliveryTooLarge,
)
from export.delivery.port import Course, Progress, Receipt, UploadState
from export.delivery.sealed import SealedFile
from export.delivery.tus_server import Abilities, TusServer, UploadGone

MOST_STRETCH: Final = 8 * 1024 * 1024
"""Bytes of one PATCH. Our choice: on a line of 30 kB/s it fits the door's five minutes, and
most servers in front of others let as much through. A server with checksums drops a whole
stretch when it is cut, so it is halved after a fault and doubled after a success."""

LEAST_STRETCH: Final = 64 * 1024

MOST_TRIES: Final = 8
"""Faults in a row, with not a byte gained, before it is left for another day."""

MOST_BEGINNINGS: Final = 3
"""How often in one run a place for the bundle is asked for."""

FIRST_WAIT_SECONDS: Final = 1.0
MOST_WAIT_SECONDS: Final = 60.0
"""The wait doubles with each fault. By chance it is between half of that and all of it, so
that many who were cut off together do not come back together."""

_OFFSET_IS_ANOTHER: Final = 409
_CHECKSUM_FAILED: Final = 460
# 400: @tus/server says so when it gave up for the sake of another question of ours.
_PASSING: Final = frozenset({400, 408, _OFFSET_IS_ANOTHER, 423, 425, 429, _CHECKSUM_FAILED})


def upload(
    sealed: SealedFile, endpoint: str, door: Door, course: Course, state: UploadState | None
) -> Receipt:
    """Send a bundle; see ``deliver``."""
    return _Upload(sealed, TusServer(door, endpoint), course).run(state)


def abandon(endpoint: str, door: Door, state: UploadState) -> bool:
    """Ask a server to drop what it has of an upload that will not be gone on with.

    Returns:
        Whether nothing is left there. False where the server cannot, or did not answer:
        it then holds a sealed file or part of one until it tidies up.
    """
    server = TusServer(door, endpoint)
    if not server.is_home_of(state):
        return False
    try:
        server.terminate(state)
    except UploadGone:
        return True
    except NetworkError:
        return False
    return True


class _Upload:
    """One run."""

    def __init__(self, sealed: SealedFile, server: TusServer, course: Course) -> None:
        self._sealed = sealed
        self._server = server
        self._course = course
        self._abilities: Abilities | None = None
        self._stretch = MOST_STRETCH
        self._sent_bytes = 0
        self._tries = 0
        self._furthest = 0
        self._beginnings = 0

    def run(self, state: UploadState | None) -> Receipt:
        if state is not None and not self._server.is_home_of(state):
            state = None  # the recipient has moved
        if state is not None and state.offset == self._sealed.size_bytes:
            # Confirmed before; the server may have put it away since.
            return self._receipt()
        self._sealed.verify(lambda: self._report(0))
        is_known = state is None
        while state is None or not is_known or state.offset < self._sealed.size_bytes:
            try:
                state = self._step(state, is_known=is_known)
                is_known = True
                self._count_gain(state)
            except UploadGone:
                self._course.remember(None)
                state, is_known = None, True
            except NetworkError as error:
                is_known = state is None
                self._wait_after(error, state)
        return self._receipt()

    def _step(self, state: UploadState | None, *, is_known: bool) -> UploadState:
        self._report(state.offset if state else 0)
        size_bytes = self._sealed.size_bytes
        if state is None:
            return self._begin()
        if not is_known:
            return self._moved(state, self._server.offset(state, size_bytes))
        return self._moved(state, self._append(state))

    def _begin(self) -> UploadState:
        if self._beginnings == MOST_BEGINNINGS:
            raise DeliveryForgotten(host=self._server.host)
        most_bytes = self._ask_abilities().most_bytes
        # 0 is how some servers say that there is no limit.
        if most_bytes and self._sealed.size_bytes > most_bytes:
            raise DeliveryTooLarge(host=self._server.host)
        state = self._server.create(self._sealed.size_bytes, self._sealed.sha256)
        self._beginnings += 1
        self._furthest = 0
        self._course.remember(state)
        return state

    def _ask_abilities(self) -> Abilities:
        if self._abilities is None:
            self._abilities = self._server.abilities()
        return self._abilities

    def _append(self, state: UploadState) -> int:
        size_bytes = min(self._stretch, self._sealed.size_bytes - state.offset)
        algorithm = self._ask_abilities().checksum
        checksum = None
        if algorithm:
            checksum = (algorithm, self._sealed.digest_of(algorithm, state.offset, size_bytes))
        pieces = self._watched(state.offset, size_bytes)
        return self._server.append(state, Body(size_bytes, pieces), checksum)

    def _watched(self, start: int, size_bytes: int) -> Iterator[bytes]:
        done_bytes = start
        for piece in self._sealed.pieces(start, size_bytes):
            self._report(done_bytes)
            yield piece
            done_bytes += len(piece)
            self._sent_bytes += len(piece)

    def _moved(self, state: UploadState, offset: int) -> UploadState:
        if offset == state.offset:
            return state
        moved = UploadState(url=state.url, offset=offset)
        self._course.remember(moved)
        return moved

    def _count_gain(self, state: UploadState) -> None:
        """Begin the count of faults anew when it has never been further."""
        if state.offset > self._furthest:
            self._furthest = state.offset
            self._tries = 0
            self._stretch = min(2 * self._stretch, MOST_STRETCH)

    def _wait_after(self, error: NetworkError, state: UploadState | None) -> None:
        """Wait, or give up.

        Raises:
            NetworkError: What happened will not pass, or has happened too often.
            DeliveryDamaged: The same, where it is that something else arrived.
        """
        self._tries += 1
        if not _may_pass(error):
            raise error
        status = error.status if isinstance(error, AnswerRefused) else None
        if self._tries >= MOST_TRIES:
            if status == _CHECKSUM_FAILED:
                raise DeliveryDamaged(host=self._server.host) from error
            raise error
        self._stretch = max(self._stretch // 2, LEAST_STRETCH)
        self._report(state.offset if state else 0)
        if status != _OFFSET_IS_ANOTHER or self._tries > 1:
            longest = min(FIRST_WAIT_SECONDS * 2 ** (self._tries - 1), MOST_WAIT_SECONDS)
            self._course.pause(longest * (0.5 + self._course.chance() / 2))

    def _report(self, done_bytes: int) -> None:
        self._course.report_progress(Progress(done_bytes, self._sealed.size_bytes))

    def _receipt(self) -> Receipt:
        size_bytes = self._sealed.size_bytes
        self._report(size_bytes)
        return Receipt(
            "tus", self._sealed.sha256, size_bytes, self._sent_bytes, self._sent_bytes == 0
        )


def _may_pass(error: NetworkError) -> bool:
    """Say whether a fault of an exchange may pass by itself."""
    if isinstance(error, AnswerRefused):
        return error.status in _PASSING or error.status >= 500  # noqa: PLR2004 - RFC 9110 §15.6
    return error.outcome == "failed" and not isinstance(error, AddressInvalid | AddressInsecure)
