"""A whole vault in one file, still encrypted: ``.ddbackup`` (``docs/formats/backup.md``).

A plain tar of three members in this order: ``backup.json``, ``vault.key``,
``vault.db``. The tar is read member by member with our own bounds, never
unpacked by name, because a backup comes back from the world.
"""

import os
import secrets
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Annotated, BinaryIO, Final, Literal

import rfc8785
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.database import DATABASE_FILE
from datadonor.vault.errors import BackupDamaged, VaultTooNew
from datadonor.vault.keyfile import KEY_FILE
from datadonor.vault.vault import Vault

MANIFEST: Final = "backup.json"
_FORMAT: Final = "datadonor.backup/1"
_BLOCK: Final = tarfile.BLOCKSIZE
_MOST_SMALL_BYTES: Final = 64 * 1024
_PIECE: Final = 1024 * 1024

_PASSES: Final = 4
"""How often a backup goes through all of the vault: copying, two digests, and writing."""

Tell = Callable[[int, int], None]
"""Gets how many bytes have been gone through, and about how many there are. What it raises
ends the backup."""

_Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class FileExists(DatadonorError):
    """A file of that name is there already; it is not overwritten."""

    code = "FILE_EXISTS"
    exit_code = ExitCode.USAGE


class BackupManifest(BaseModel):
    """What a backup says of itself. Holds nothing of the person's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.backup/1"]
    made: AwareDatetime
    log_size: Annotated[int, Field(ge=0)]
    log_root: _Digest
    key_file_sha256: _Digest
    database_sha256: _Digest


def make_backup(
    vault: Vault,
    file: Path,
    made: AwareDatetime,
    log_size: int,
    root: bytes,
    tell: Tell = lambda _done, _all: None,
) -> str:
    """Write a backup of an open vault. Called on the vault's writing thread.

    Returns:
        The SHA-256 of the whole file, in hex.

    Raises:
        FileExists: Nothing was written.
        DiskFull, DiskRefused: No half file is left under the name. The same holds for what
            ``tell`` raises.
    """
    if file.exists():
        raise FileExists
    copy = file.with_name(f"{file.name}.{secrets.token_hex(4)}.db.tmp")
    whole = file.with_name(f"{file.name}.{secrets.token_hex(4)}.tmp")
    try:
        with paths.disk_errors():
            paths.write_durably(copy, b"")  # made by us, so that it is private
        way = _Way(tell, vault.folder / DATABASE_FILE)
        vault.connection.copy_to(copy, lambda: way.stand_at(_size(copy)))
        way.stand_at(_size(copy))
        key_file = vault.key_file_bytes(log_size, root)
        with paths.disk_errors():
            manifest = BackupManifest(
                format=_FORMAT,
                made=made,
                log_size=log_size,
                log_root=root.hex(),
                key_file_sha256=sha256(key_file).hexdigest(),
                database_sha256=_digest(copy, way.go),
            )
            _write(whole, rfc8785.dumps(manifest.model_dump(mode="json")), key_file, copy, way.go)
            digest = _digest(whole, way.go)
            whole.replace(file)
            paths.sync_folder(file.parent)
    finally:
        paths.discard(copy)
        paths.discard(whole)
    return digest


def unpack_backup(file: Path, folder: Path) -> tuple[BackupManifest, str]:
    """Check a backup and lay its key file and database in an empty folder.

    Returns:
        What the backup says of itself, and the SHA-256 of the whole file.

    Raises:
        BackupDamaged: It is not a backup, not whole, or altered.
        VaultTooNew: A newer version of the program wrote it.
        DiskFull, DiskRefused: As ``paths.disk_errors`` says.
    """
    with paths.disk_errors(), file.open("rb") as opened:
        manifest = _parse_manifest(b"".join(_member(opened, MANIFEST, _MOST_SMALL_BYTES)))
        for name, expected, most in (
            (KEY_FILE, manifest.key_file_sha256, _MOST_SMALL_BYTES),
            (DATABASE_FILE, manifest.database_sha256, None),
        ):
            digest = sha256()
            with _new_file(folder / name) as target:
                for piece in _member(opened, name, most):
                    digest.update(piece)
                    target.write(piece)
            if digest.hexdigest() != expected:
                raise BackupDamaged
        if opened.read(2 * _BLOCK + 1) != bytes(2 * _BLOCK):
            raise BackupDamaged
        opened.seek(0)
        return manifest, _digest_of(opened)


def _parse_manifest(content: bytes) -> BackupManifest:
    try:
        return BackupManifest.model_validate_json(content)
    except ValidationError as error:
        later = any(
            problem["loc"] == ("format",)
            and str(problem["input"]).startswith(_FORMAT.partition("/")[0] + "/")
            for problem in error.errors(include_url=False)
        )
    raise VaultTooNew if later else BackupDamaged


class _Way:
    """How far a backup has come, in bytes gone through."""

    def __init__(self, tell: Tell, database: Path) -> None:
        self._tell = tell
        self._done = 0
        self._all = _PASSES * _size(database)

    def stand_at(self, done: int) -> None:
        """Say that so many bytes have been gone through."""
        self._done = done
        self._tell(done, max(self._all, done))

    def go(self, more: int) -> None:
        """Say that so many more have been."""
        self.stand_at(self._done + more)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0  # only how far it has come is less exact


def _write(
    whole: Path, manifest: bytes, key_file: bytes, database: Path, go: Callable[[int], None]
) -> None:
    with _new_file(whole) as target:
        for name, content in ((MANIFEST, manifest), (KEY_FILE, key_file)):
            _write_header(target, name, len(content))
            target.write(content)
            target.write(bytes(-len(content) % _BLOCK))
        size = database.stat().st_size
        _write_header(target, DATABASE_FILE, size)
        with database.open("rb") as source:
            while piece := source.read(_PIECE):
                target.write(piece)
                go(len(piece))
        target.write(bytes(-size % _BLOCK + 2 * _BLOCK))  # a tar ends with two empty blocks


def _write_header(target: BinaryIO, name: str, size_bytes: int) -> None:
    header = tarfile.TarInfo(name)
    header.size = size_bytes
    header.mode = paths.FILE_MODE
    target.write(header.tobuf(tarfile.GNU_FORMAT))


def _member(source: BinaryIO, name: str, most_bytes: int | None) -> Iterator[bytes]:
    """Yield the next member's bytes; it must be the named one and a plain file."""
    try:
        header = tarfile.TarInfo.frombuf(source.read(_BLOCK), "utf-8", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError, ValueError):
        raise BackupDamaged from None
    too_large = most_bytes is not None and header.size > most_bytes
    if header.name != name or header.type != tarfile.REGTYPE or header.size < 0 or too_large:
        raise BackupDamaged
    left = header.size
    while left:
        piece = source.read(min(left, _PIECE))
        if not piece:
            raise BackupDamaged
        left -= len(piece)
        yield piece
    if any(source.read(-header.size % _BLOCK)):
        raise BackupDamaged


@contextmanager
def _new_file(file: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, paths.FILE_MODE)
    with os.fdopen(descriptor, "wb") as opened:
        yield opened
        opened.flush()
        os.fsync(opened.fileno())


def _digest(file: Path, go: Callable[[int], None]) -> str:
    with file.open("rb") as opened:
        return _digest_of(opened, go)


def _digest_of(opened: BinaryIO, go: Callable[[int], None] = lambda _: None) -> str:
    digest = sha256()
    while piece := opened.read(_PIECE):
        digest.update(piece)
        go(len(piece))
    return digest.hexdigest()
