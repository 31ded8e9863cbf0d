"""Resources on the disk: one a line, in parts of bounded size, private until published.

Whoever stops half-way takes back everything that was written. Must not know what a
resource means, nor the vault.

Source of the form: https://hl7.org/fhir/R4/nd-json.html (application/fhir+ndjson).
"""

import os
import re
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, Self

import orjson

from datadonor import paths
from datadonor.records.patterns import AGAIN

MOST_LINES: Final = 100_000
"""In one part. Source: our choice; some 90 MB of samples, which any editor opens."""

MOST_BYTES: Final = 256 << 20
"""After this a part ends, so that one holds at most this and one resource more."""

_BUFFER: Final = 1 << 18
_OUTSIDE_STRINGS: Final = re.compile(
    rb'("[^"\\]*+(?:\\.[^"\\]*+)%b")|[ \t\r\n]++' % AGAIN, re.DOTALL
)
_UNKNOWN: Final = "Resource"
_KIND: Final = re.compile(r"[A-Z][A-Za-z]{2,63}")
_ESCAPED: Final = {b"\n": b"\\n", b"\r": b"\\r"}


class WrittenFile(NamedTuple):
    """A file that was written. ``lines`` is nothing for a file without records."""

    name: str
    resource: str | None
    lines: int | None
    size_bytes: int
    sha256: str


def one_line(body: bytes) -> bytes:
    """Return JSON as one line, every character of its numbers and texts unchanged.

    White space outside strings goes only where the text has more than one line. A line
    break within a string, which JSON does not allow, becomes its escape.
    """
    body = body.removeprefix(b"\xef\xbb\xbf").strip()
    if b"\n" not in body and b"\r" not in body:
        return body
    bare = _OUTSIDE_STRINGS.sub(lambda found: found[1] or b"", body)
    return re.sub(rb"[\r\n]", lambda found: _ESCAPED[found[0]], bare)


class _Part:
    """One file while it is being written, under a name that says it is not whole."""

    def __init__(self, folder: Path, name: str, resource: str | None) -> None:
        self.path = folder / name
        self.staged = folder / f"{name}.{secrets.token_hex(4)}.tmp"
        self._resource = resource
        self._digest = sha256()
        self.lines = 0
        self.size_bytes = 0
        with paths.disk_errors():
            descriptor = os.open(self.staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, paths.FILE_MODE)
            self._file: BinaryIO = os.fdopen(descriptor, "wb", buffering=0)
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0

    def write(self, content: bytes) -> None:
        self._waiting.append(content)
        self.size_bytes += len(content)
        self._waiting_bytes += len(content)
        if self._waiting_bytes >= _BUFFER:
            self._write_waiting()

    def _write_waiting(self) -> None:
        content = b"".join(self._waiting)
        self._waiting.clear()
        self._waiting_bytes = 0
        self._digest.update(content)
        rest = memoryview(content)
        with paths.disk_errors():
            while rest:
                rest = rest[self._file.write(rest) :]

    def publish(self) -> WrittenFile:
        """Bring it to the disk and give it its name."""
        self._write_waiting()
        with paths.disk_errors():
            os.fsync(self._file.fileno())
            self._file.close()
        paths.publish(self.staged, self.path)
        lines = None if self._resource is None else self.lines
        digest = self._digest.hexdigest()
        return WrittenFile(self.path.name, self._resource, lines, self.size_bytes, digest)

    def drop(self) -> None:
        with suppress(OSError):
            self._file.close()
        paths.discard(self.staged)
        paths.discard(self.path)


class ResourceFiles:
    """Writes resources to ``<ResourceType>-0001.ndjson`` and on, in one folder.

    A context manager: whatever ends the block by an exception, what it wrote is gone.
    """

    def __init__(self, folder: Path) -> None:
        """Begin in a folder that is there and empty."""
        self._folder = folder
        self._part: _Part | None = None
        self._resource = ""
        self._numbers: dict[str, int] = {}
        self._published: list[Path] = []
        self.files: list[WrittenFile] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._take_back()
            return
        try:
            self._end_part()
        except BaseException:
            self._take_back()
            raise

    def add(self, resource: dict[str, Any]) -> None:
        """Write one resource.

        Raises:
            DiskFull, DiskRefused: It could not be written.
        """
        self.add_line(resource["resourceType"], orjson.dumps(resource))

    def add_line(self, kind: str, line: bytes) -> None:
        """Write one resource that is JSON on one line already.

        Args:
            kind: Its type; what cannot be one is filed under ``Resource``.
            line: Without line break.
        """
        if kind != self._resource or self._part is None:
            self._begin(kind)
        part = self._part
        if part is None or part.lines >= MOST_LINES or part.size_bytes >= MOST_BYTES:
            part = self._begin(kind)
        part.write(line + b"\n")
        part.lines += 1

    def add_file(self, name: str, content: bytes) -> None:
        """Write a file that is no list of resources."""
        self._end_part()
        self._part = _Part(self._folder, name, None)
        self._part.write(content)
        self._end_part()

    def _take_back(self) -> None:
        if self._part is not None:
            self._part.drop()
        for path in self._published:
            paths.discard(path)

    def _begin(self, kind: str) -> _Part:
        self._end_part()
        name = kind if _KIND.fullmatch(kind) else _UNKNOWN
        number = self._numbers[name] = self._numbers.get(name, 0) + 1
        self._resource = kind
        self._part = _Part(self._folder, f"{name}-{number:04}.ndjson", name)
        return self._part

    def _end_part(self) -> None:
        if self._part is not None:
            self._published.append(self._part.path)
            self.files.append(self._part.publish())
            self._part = None
