"""Reading what a person gave in a process beside this one, so that both cores work.

The process beside takes files apart while this one writes to the vault. It is a process
and not a thread, because both are busy with Python. It holds no key and writes no file,
and it ends when nobody listens any more: with the import, with a lock, with the program.
"""

import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path
from typing import IO, Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.errors import DatadonorError
from datadonor.records.sample import Document, Episode, SampleColumns
from datadonor.sources.detection import detect, known_formats
from datadonor.sources.errors import FileDamaged, MappingNeeded
from datadonor.sources.found import Found, Note, Notice
from datadonor.sources.parcel import Limits, Parcel, open_parcel
from datadonor.sources.reading import Format, Reading
from datadonor.vault import hardening

LARGE_BYTES: Final = 2 << 20
"""From here on a second process earns the third of a second that it takes to start:
2 MB of a zip are some 70 000 records."""

_LENGTH_BYTES: Final = 8
_LETTERS_AHEAD: Final = 24
"""How far the reader may be ahead: some 50 000 records, or 2 MB."""

_PATIENCE_SECONDS: Final = 0.2
"""How long a wish to stop waits at most."""

_LETTER_BYTES: Final = 256 << 10
"""How much waits before it is handed on, about."""

_SMALL: Final = 500
"""What a sample, a notice or the frame of an episode takes, about."""

_PROGRAM: Final = "from datadonor.sources.beside import serve; serve()"


class Claim(NamedTuple):
    """A format was found; what follows belongs to it. ``total_bytes`` of its entries."""

    format: str
    total_bytes: int


class Piece(NamedTuple):
    """Some of what a format found, and how many bytes were read for it."""

    found: list[Found]
    bytes_read: int


class Request(NamedTuple):
    """What is to be read."""

    place: Path
    limits: Limits
    zone: str
    mapping: object


Letter = list[Claim] | Claim | Piece | type[DatadonorError] | None
"""First all claims; then each claim and its pieces; a refusal, or nothing, at the end."""


class Part(Enum):
    """Which of the formats found are read."""

    ALL = auto()
    LARGEST = auto()
    OTHERS = auto()

    def has(self, claim: Claim, claims: Iterable[Claim]) -> bool:
        """Whether a format is of this part."""
        largest = max(claims, key=lambda each: each.total_bytes)
        return self is Part.ALL or (self is Part.LARGEST) == (claim == largest)


def read_parcel(
    parcel: Parcel, reading: Reading, formats: Sequence[Format], part: Part = Part.ALL
) -> Iterator[Letter]:
    """Yield what is in a parcel, here and now: all claims, then a part of what they hold.

    Raises:
        FileRefused, DiskRefused: As its formats say.
    """
    claims, _ = detect(parcel, formats)
    kinds = {each.name: each for each in formats}
    listed = {
        name: Claim(name, sum(entry.size_bytes for entry in entries))
        for name, entries in claims.items()
    }
    yield list(listed.values())
    told = parcel.meter.bytes_read
    # The largest last, as it is when it comes from beside: numbers are given in this order.
    for name in sorted(claims, key=lambda each: Part.LARGEST.has(listed[each], listed.values())):
        if not part.has(listed[name], listed.values()):
            continue
        entries = claims[name]
        yield listed[name]
        waiting: list[Found] = []
        weight = 0
        try:
            for found in kinds[name].read(entries, reading):
                waiting.append(found)
                weight += _weight(found)
                if weight >= _LETTER_BYTES:
                    yield Piece(waiting, parcel.meter.bytes_read - told)
                    told, waiting, weight = parcel.meter.bytes_read, [], 0
        except MappingNeeded:
            if len(claims) == 1:
                raise
            # Tables that nobody explained, in the midst of what is known.
            waiting.append(Notice(Note.NOT_IMPORTED, len(entries)))
        yield Piece(waiting, parcel.meter.bytes_read - told)
        told = parcel.meter.bytes_read
    yield None


def _weight(found: Found) -> int:
    """Return about how many bytes something takes."""
    match found:
        case SampleColumns():
            return _LETTER_BYTES  # a letter of its own, as large as its reader made it
        case Episode():
            return _SMALL + sum(trace.values.itemsize * len(trace.values) for trace in found.traces)
        case Document():
            return _SMALL * (1 + len(found.samples)) + len(found.body)
        case _:
            return _SMALL


@contextmanager
def read_beside(request: Request, check: Callable[[], None]) -> Iterator[Iterator[Letter]]:
    """Start the process beside to read the largest part, and hand out what it finds.

    The letters can be taken once. Meanwhile this process has time for the other parts.
    The process beside is gone when the block ends, however it ends. What it refuses is
    raised where letters are taken, and so is a fault of ours; if it is killed over a file,
    that is ``FileDamaged``.

    Args:
        request: What is to be read.
        check: Called while nothing comes; raises to stop waiting.
    """
    # What it writes on stderr could hold what it read, so nobody hears it.
    process = subprocess.Popen(  # noqa: S603 - our own program, nothing of a person's
        [sys.executable, "-I", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None  # noqa: S101 - both were asked for
    assert process.stdout is not None  # noqa: S101
    mailbox = _Mailbox(process.stdout, check)
    try:
        with suppress(BrokenPipeError), process.stdin:  # no answer says the same
            process.stdin.write(pickle.dumps(request))
        mailbox.start()
        yield mailbox.letters()
    finally:
        process.kill()
        process.wait()
        mailbox.close()
        process.stdout.close()


def serve() -> None:
    """Be the process beside: read what the first message asks for, and answer."""
    hardening.harden_process()
    gc.freeze()
    request: Request = pickle.load(sys.stdin.buffer)  # noqa: S301 - from whoever made this process
    try:
        _send(_letters(request))
    except BrokenPipeError:
        os._exit(0)  # nobody listens any more, and a goodbye would fail as well


def _letters(request: Request) -> Iterator[Letter]:
    try:
        with open_parcel(request.place, limits=request.limits, is_hashed=False) as parcel:
            reading = Reading(parcel, ZoneInfo(request.zone), request.mapping)
            yield from read_parcel(parcel, reading, known_formats(), Part.LARGEST)
    except DatadonorError as error:
        yield type(error)
    except Exception:  # noqa: BLE001 - a privacy boundary: what it says could hold what it read
        yield DatadonorError  # a fault of ours, as it would be without this process


def _send(letters: Iterable[Letter]) -> None:
    for letter in letters:
        packed = pickle.dumps(letter, protocol=pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.write(len(packed).to_bytes(_LENGTH_BYTES, "big"))
        sys.stdout.buffer.write(packed)
        sys.stdout.buffer.flush()


class _Mailbox:
    """Takes letters out of a pipe as they come, so that their writer need not wait."""

    def __init__(self, pipe: IO[bytes], check: Callable[[], None]) -> None:
        self._pipe = pipe
        self._check = check
        self._packed: queue.Queue[bytes | None] = queue.Queue(_LETTERS_AHEAD)
        self._thread = threading.Thread(target=self._collect, name="letters", daemon=True)
        self._is_closed = False

    def start(self) -> None:
        self._thread.start()

    def letters(self) -> Iterator[Letter]:
        """Yield letters up to the last.

        Raises:
            DatadonorError: What the writer raised.
            FileDamaged: The writer was killed.
        """
        while True:
            packed = self._next()
            if packed is None:
                raise FileDamaged
            letter: Letter = pickle.loads(packed)  # noqa: S301 - from the process made here
            if isinstance(letter, type):
                raise letter
            yield letter
            if letter is None:
                return

    def _next(self) -> bytes | None:
        while True:
            try:
                return self._packed.get(timeout=_PATIENCE_SECONDS)
            except queue.Empty:
                self._check()

    def close(self) -> None:
        """Stop collecting. The pipe's other end is closed by now."""
        self._is_closed = True
        with suppress(queue.Empty):
            while True:
                self._packed.get_nowait()
        if self._thread.ident is not None:
            self._thread.join()

    def _collect(self) -> None:
        while not self._is_closed:
            length = int.from_bytes(self._pipe.read(_LENGTH_BYTES), "big")
            packed = self._pipe.read(length)
            self._packed.put(packed if length and len(packed) == length else None)
            if not length or len(packed) < length:
                return
