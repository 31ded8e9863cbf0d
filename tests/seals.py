"""Keys and sealed files for tests. All keys are made anew and protect nothing."""

import base64
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pyrage import x25519

from datadonor.registry.targets import SealKeys
from export.seal.opening import open_sealed, seal_for
from export.seal.port import PrivateSealKey, Sealed, SealFormat

VECTORS = Path(__file__).parent / "vectors" / "seal"
FORMATS: tuple[SealFormat, ...] = ("age", "crypt4gh")


@dataclass(frozen=True)
class Reader:
    """Someone who can open seals: the public key as a record has it, and the private one."""

    public: str
    private: PrivateSealKey


def make_reader(kind: SealFormat) -> Reader:
    if kind == "age":
        identity = x25519.Identity.generate()
        return Reader(str(identity.to_public()), PrivateSealKey("age", str(identity).encode()))
    secret = X25519PrivateKey.generate()
    public = crypt4gh_text(secret.public_key().public_bytes_raw())
    return Reader(public, PrivateSealKey("crypt4gh", secret.private_bytes_raw()))


def crypt4gh_text(raw: bytes) -> str:
    middle = base64.b64encode(raw).decode()
    return f"-----BEGIN CRYPT4GH PUBLIC KEY-----\n{middle}\n-----END CRYPT4GH PUBLIC KEY-----\n"


def keys_of(*readers: Reader) -> SealKeys:
    (kind,) = {reader.private.format for reader in readers}
    return SealKeys(format=kind, keys=tuple(reader.public for reader in readers))


def seal_chunks(chunks: Iterable[bytes], *readers: Reader) -> tuple[bytes, Sealed]:
    out = io.BytesIO()
    keys = keys_of(*readers)
    sealed = seal_for(keys).seal_stream(iter(chunks), keys, out)
    return out.getvalue(), sealed


def seal(content: bytes, *readers: Reader) -> bytes:
    return seal_chunks([content], *readers)[0]


def open_all(sealed: bytes | BinaryIO, reader: Reader | PrivateSealKey) -> bytes:
    source = io.BytesIO(sealed) if isinstance(sealed, bytes) else sealed
    key = reader.private if isinstance(reader, Reader) else reader
    with open_sealed(source, key) as opened:
        return b"".join(opened)


def pattern(size: int) -> bytes:
    """Return content in which no 64 KiB equals another."""
    return (bytes(range(251)) * (size // 251 + 1))[:size]


class Trickle(io.RawIOBase):
    """A file that cannot seek and gives a few bytes at a time."""

    def __init__(self, content: bytes, at_once: int) -> None:
        self._inner = io.BytesIO(content)
        self._at_once = at_once

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        wanted = self._at_once if size is None or size < 0 else min(size, self._at_once)
        return self._inner.read(wanted)


@dataclass(frozen=True)
class Case:
    """One vector: ``tests/vectors/seal/<folder>/<name>.json``."""

    name: str
    key: PrivateSealKey
    sealed: bytes
    said: dict[str, Any]


def cases(folder: str) -> Iterator[Case]:
    """Read the vectors of one folder."""
    for file in sorted((VECTORS / folder).glob("*.json")):
        said = json.loads(file.read_text("utf-8"))
        kind: SealFormat = said["format"]
        secret = said["key"].encode() if kind == "age" else bytes.fromhex(said["key"])
        yield Case(file.stem, PrivateSealKey(kind, secret), _sealed(said), said)


def _sealed(said: dict[str, Any]) -> bytes:
    if "sealed_base64" in said:
        return base64.b64decode(said["sealed_base64"], validate=True)
    whole = (VECTORS / said["file"]).read_bytes()
    parts = [whole[start:end] for start, end in said["take"]]
    return b"".join(parts) + bytes.fromhex(said["then_hex"])


def is_content(said: dict[str, Any], content: bytes) -> bool:
    """Say whether content is that of a vector."""
    digest = hashlib.sha256(content).hexdigest()
    return (len(content), digest) == (said["content_bytes"], said["content_sha256"])
