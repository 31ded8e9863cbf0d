"""What is fuzzed: each format's reader with the writer behind it, and the reader of zips.

A target takes bytes and returns, or raises what is a find: anything but a refusal. It
writes to tables in memory and takes back what it wrote, so that inputs do not depend on
one another. Must not need the fuzzer, so that tests can run it as well.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from datadonor.records.sample import Document, Episode, KnownIdentifier, Sample, SampleColumns
from datadonor.records.writing import RecordWriter
from datadonor.sources.detection import known_formats
from datadonor.sources.errors import FileRefused
from datadonor.sources.found import Found
from datadonor.sources.limits import Limits, Meter
from datadonor.sources.parcel import Entry, Parcel
from datadonor.sources.reading import Format, Reading
from datadonor.sources.tables.proposal import propose
from datadonor.sources.zips import members_of, open_zip, reading_errors
from datadonor.vault.database import Connection
from tests.honest_files import honest_files
from tests.hostile_zips import DEFLATED, DESCRIPTOR, Member, build
from tests.stores import new_import, store_in_memory, unsound

ZIPS: Final = "zips"
_BOUNDS: Final = Limits(entries=1000, unpacked_bytes=1 << 24, nested_bytes=1 << 20)

Target = Callable[[bytes], None]


class Unsound(Exception):
    """What was stored cannot be: the text says how."""


def target_names() -> list[str]:
    """Return what can be fuzzed: the formats that stand, and zips."""
    return [*(each.name for each in known_formats()), ZIPS]


def seeds_of(name: str) -> Iterator[bytes]:
    """Yield what the fuzzer begins with: synthetic files, after a byte that picks their name."""
    if name == ZIPS:
        yield build([Member(b"a", b"1"), Member(b"f/b", b"2" * 99, DEFLATED, DESCRIPTOR)])
        yield build([Member(b"a", b"1", is_long=True)], is_long=True)
        yield build([Member(b"x.zip", build([Member(b"a", b"1")]))])
        return
    for honest in honest_files():
        if honest.format == name:
            names = _names_of(name)
            for file, content in honest.files.items():
                yield bytes([names.index(file)]) + content


def target_of(name: str) -> Target:
    """Return what takes the fuzzer's bytes.

    Raises:
        LookupError: Nothing is called so.
    """
    if name == ZIPS:
        return _read_zip
    kind = next((each for each in known_formats() if each.name == name), None)
    if kind is None:
        raise LookupError(name)
    return FormatTarget(kind, _names_of(name))


class FormatTarget:
    """Gives one format's reader one file at a time, and the tables what it finds."""

    def __init__(self, kind: Format, names: list[str]) -> None:
        """Make empty tables, which last as long as this."""
        self._kind = kind
        self._names = names
        self._stack = ExitStack()
        self._connection = self._stack.enter_context(store_in_memory())

    def __call__(self, data: bytes) -> None:
        """Read one file: its first byte picks the name, for formats that look at names."""
        name = self._names[data[0] % len(self._names)] if data else self._names[0]
        content = data[1:]
        meter = Meter(_BOUNDS, lambda _: None)
        entry = Entry(1, PurePosixPath(name), len(content), lambda: io.BytesIO(content), meter)
        parcel = Parcel(Path(name), "", (entry,), meter, ())
        self._connection.execute("BEGIN")
        try:
            with suppress(FileRefused):
                _read(self._kind, entry, parcel, self._connection)
        finally:
            self._connection.execute("ROLLBACK")


def _read(kind: Format, entry: Entry, parcel: Parcel, connection: Connection) -> None:
    head = entry.head()
    if not head or not kind.sniff(entry, head):
        return
    mapping = propose(entry).mapping if kind.name == "table" else None
    writer = RecordWriter(connection, new_import(connection))
    for found in kind.read([entry], Reading(parcel, mapping=mapping)):
        _write(found, writer)
    writer.finish()
    problem = unsound(connection)
    if problem is not None:
        raise Unsound(problem)


def _write(found: Found, writer: RecordWriter) -> None:
    match found:
        case SampleColumns():
            writer.add_columns(found)
        case Sample():
            writer.add_sample(found)
        case Episode():
            writer.add_episode(found)
        case Document():
            writer.add_document(found)
        case KnownIdentifier():
            writer.add_identifier(found)
        case _:
            pass


def _read_zip(data: bytes) -> None:
    with suppress(FileRefused), reading_errors():
        archive = open_zip(io.BytesIO(data), _BOUNDS)
        for member in members_of(archive, _BOUNDS):
            with archive.open(member) as opened:
                while opened.read(1 << 16):
                    pass


def _names_of(name: str) -> list[str]:
    return sorted({file for each in honest_files() if each.format == name for file in each.files})
