"""What a seal costs beside the bare library, on the same bytes and the same disk.

Ours takes the file's digest as it goes, groups chunks, and on opening checks every piece
before it hands it on. The peers do none of that: pyrage's and the reference package's own
functions from a file in memory to a file on disk.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import crypt4gh.lib as crypt4gh_package  # type: ignore[import-untyped]
import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bench.measure import Work
from bench.registry import Question, Setting, Sides, benchmark
from datadonor.registry.targets import SealKeys
from export.seal.opening import open_sealed, seal_for
from export.seal.port import PrivateSealKey
from tests.seals import crypt4gh_text

_CHUNK_BYTES = 10_240
"""What a tar stream is written in."""


@benchmark(
    "seal",
    Question("128 MB sealed: age / pyrage", "age", "pyrage", aim=2),
    Question("sealed: Crypt4GH / crypt4gh package", "crypt4gh", "package", aim=2),
    Question("opened: age / pyrage", "age open", "pyrage open", aim=2),
    Question("opened: Crypt4GH / crypt4gh package", "crypt4gh open", "package open", aim=2),
    Question("sealed: Crypt4GH / age", "crypt4gh", "age"),
)
def seal(setting: Setting) -> Iterator[Sides]:
    """Seal and open the same bytes, in chunks as they come from a tar stream."""
    content = bytes(range(256)) * (setting.count(128_000_000) // 256 + 1)
    age, genome = _Age(), _Genome()
    yield {
        "age": partial(_sealing, setting.folder, content, age, ours=True),
        "pyrage": partial(_sealing, setting.folder, content, age, ours=False),
        "crypt4gh": partial(_sealing, setting.folder, content, genome, ours=True),
        "package": partial(_sealing, setting.folder, content, genome, ours=False),
        "age open": partial(_opening, setting.folder, content, age, ours=True),
        "pyrage open": partial(_opening, setting.folder, content, age, ours=False),
        "crypt4gh open": partial(_opening, setting.folder, content, genome, ours=True),
        "package open": partial(_opening, setting.folder, content, genome, ours=False),
    }


class _Age:
    """age: our keys, and the library bare."""

    def __init__(self) -> None:
        self._identity = pyrage.x25519.Identity.generate()
        self._recipient = self._identity.to_public()
        self.keys = SealKeys(format="age", keys=(str(self._recipient),))
        self.private = PrivateSealKey("age", str(self._identity).encode())

    def bare_seal(self, content: BinaryIO, out: BinaryIO) -> None:
        pyrage.encrypt_io(content, out, [self._recipient])

    def bare_open(self, source: BinaryIO, out: BinaryIO) -> None:
        pyrage.decrypt_io(source, out, [self._identity])


class _Genome:
    """Crypt4GH: our keys, and the reference package bare."""

    def __init__(self) -> None:
        secret = X25519PrivateKey.generate()
        public = secret.public_key().public_bytes_raw()
        self._raw = secret.private_bytes_raw()
        self._public = public
        self.keys = SealKeys(format="crypt4gh", keys=(crypt4gh_text(public),))
        self.private = PrivateSealKey("crypt4gh", self._raw)

    def bare_seal(self, content: BinaryIO, out: BinaryIO) -> None:
        writer = X25519PrivateKey.generate().private_bytes_raw()
        package: Any = crypt4gh_package
        package.encrypt([(0, writer, self._public)], content, out)

    def bare_open(self, source: BinaryIO, out: BinaryIO) -> None:
        package: Any = crypt4gh_package
        package.decrypt([(0, self._raw, None)], source, out)


@contextmanager
def _sealing(folder: Path, content: bytes, kind: _Age | _Genome, *, ours: bool) -> Iterator[Work]:
    file = folder / "sealed"
    with file.open("wb") as out:
        if ours:
            chunks = _chunks(content)
            yield lambda: seal_for(kind.keys).seal_stream(chunks, kind.keys, out)
        else:
            yield lambda: kind.bare_seal(io.BytesIO(content), out)
    with file.open("rb") as source, open_sealed(source, kind.private) as opened:
        assert opened.read_to_end() == len(content)
    file.unlink()


@contextmanager
def _opening(folder: Path, content: bytes, kind: _Age | _Genome, *, ours: bool) -> Iterator[Work]:
    sealed = io.BytesIO()
    kind.bare_seal(io.BytesIO(content), sealed)
    sealed.seek(0)
    file = folder / "opened"
    with file.open("wb") as out:
        if ours:
            with open_sealed(sealed, kind.private) as opened:
                yield lambda: out.writelines(opened)
        else:
            yield lambda: kind.bare_open(sealed, out)
    assert file.stat().st_size == len(content)
    file.unlink()


def _chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _CHUNK_BYTES):
        yield content[start : start + _CHUNK_BYTES]
