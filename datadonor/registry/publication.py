"""What stands in ``public``: plain files that any web server can serve.

They are written so that a process that dies between two writes leaves a repository
that every client can still use, old or new: the contents first under names that bear
their digest, then the metadata under names that bear its version, and last, by one
rename, ``timestamp.json``, which is where every client begins (The Update Framework
Specification 1.0, section 6, consistent snapshots).

Must not know: private keys, what is approved.
"""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final, Generic, NamedTuple, TypeVar

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, TargetFile, Targets, Timestamp

from datadonor import paths
from datadonor.registry.errors import RootInvalid
from datadonor.registry.signed import RootChain
from datadonor.registry.workshop_errors import WorkshopDamaged

ROOT_FILE: Final = "root.json"
"""The first root, for a citizen's ``--root``."""

METADATA: Final = "metadata"
TARGETS: Final = "targets"

_OPEN_FOLDER: Final = 0o755
_OPEN_FILE: Final = 0o644
_VERSIONED: Final = re.compile(r"([1-9][0-9]{0,8})\.([a-z]+)\.json")
_FOREIGN: Final = (RepositoryError, ValueError, TypeError, KeyError, RecursionError)

_S = TypeVar("_S", Root, Targets, Snapshot, Timestamp)


class Found(NamedTuple, Generic[_S]):
    """What clients find of one role, its exact bytes, and whether they will believe it."""

    signed: _S
    content: bytes
    is_signed: bool


class Publication:
    """The folder ``public`` of one registry."""

    def __init__(self, folder: Path) -> None:
        """Stand in a folder, whether or not anything is published in it."""
        self.folder = folder

    # -- reading --------------------------------------------------------------

    def root(self) -> Root:
        """Return the root in force: the last of the chain from the first one.

        Raises:
            WorkshopDamaged: The first root is gone or no root.
            DiskRefused: It may not be read.
        """
        try:
            chain = RootChain(self._read(ROOT_FILE) or b"")
        except RootInvalid:
            raise WorkshopDamaged from None
        chain.extend(lambda version: self._read(f"{METADATA}/{version}.{ROOT_FILE}"))
        return chain.newest

    def found(self, root: Root, role: type[_S]) -> Found[_S]:
        """Return what clients find of a role other than root, believed or not.

        Raises:
            WorkshopDamaged: There is nothing to find, or nothing that can be read: then
                nobody here can say which versions clients have seen.
        """
        content = self._found(role)
        try:
            metadata = Metadata[_S].from_bytes(content)
            signed = metadata.signed
            if not isinstance(signed, role):
                raise WorkshopDamaged
            result = root.get_verification_result(
                role.type, metadata.signed_bytes, metadata.signatures
            )
        except _FOREIGN:
            raise WorkshopDamaged from None
        return Found(signed, content, bool(result))

    def next_timestamp(self) -> int:
        """Return the version after the one that clients find, whoever has signed that.

        Raises:
            WorkshopDamaged: As in ``found``.
        """
        return self._parsed(Timestamp).version + 1

    def next_version(self, role: type[Targets] | type[Snapshot]) -> int:
        """Return a version that no file has borne, not even one left by a dead process.

        So what a mirror may have copied too early never changes under its name.
        """
        with paths.disk_errors():
            names = [each.name for each in (self.folder / METADATA).glob("*.json")]
        found = [_VERSIONED.fullmatch(name) for name in names]
        versions = [int(each[1]) for each in found if each is not None and each[2] == role.type]
        return max(versions, default=0) + 1

    # -- writing --------------------------------------------------------------

    def write_contents(self, contents: Mapping[str, bytes], targets: Targets) -> None:
        """Write what the targets name, each under a name that bears its digest.

        Raises:
            DiskFull, DiskRefused: Some may have been written; nothing points to them yet.
        """
        for name, target in targets.targets.items():
            (path,) = target.get_prefixed_paths()
            self.write(f"{TARGETS}/{path}", contents[name])

    def write_metadata(self, metadata: Metadata[_S]) -> None:
        """Write one role's metadata under its name.

        Raises:
            DiskFull, DiskRefused: What was there stands.
        """
        role, version = metadata.signed.type, metadata.signed.version
        name = f"{role}.json" if role == Timestamp.type else f"{version}.{role}.json"
        self.write(f"{METADATA}/{name}", metadata.to_bytes())
        if (role, version) == (Root.type, 1):
            self.write(ROOT_FILE, metadata.to_bytes())

    def write_catalogue(self, files: Mapping[str, bytes]) -> None:
        """Write pages and lists for people beside what is signed.

        Files of an earlier catalogue in the same folders that are no longer wanted are
        removed.

        Args:
            files: By path below ``public``, with slashes.

        Raises:
            ValueError: A path leads out, or to where signed files lie.
            DiskFull, DiskRefused: Some may have been written.
        """
        for name in files:
            parts = PurePosixPath(name).parts
            is_outside = not parts or PurePosixPath(name).is_absolute() or ".." in parts
            if is_outside or "\\" in name or parts[0] in {METADATA, TARGETS, ROOT_FILE}:
                msg = "a catalogue is written beside what is signed, not over it"
                raise ValueError(msg)
        for name, content in files.items():
            self.write(name, content)
        wanted = {self.folder / name for name in files}
        with paths.disk_errors():
            for top in {name.partition("/")[0] for name in files if "/" in name}:
                for file in (self.folder / top).rglob("*"):
                    if file.is_file() and file not in wanted:
                        file.unlink()

    def write(self, name: str, content: bytes) -> None:
        """Write one file that everyone may read, unless it is there as it should be.

        Raises:
            DiskFull, DiskRefused: What was there stands.
        """
        path = self.folder / name
        if self._read(name) == content:
            return
        with paths.disk_errors():
            self._open_folder(path.parent)
        staged = paths.stage(path, content)
        with paths.disk_errors():
            staged.chmod(_OPEN_FILE)
        paths.publish(staged, path)

    def _open_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        if folder != self.folder:
            self._open_folder(folder.parent)
        folder.mkdir()
        folder.chmod(_OPEN_FOLDER)  # whatever the umask: a web server must be able to enter

    def _read(self, name: str) -> bytes | None:
        with paths.disk_errors():
            try:
                return (self.folder / name).read_bytes()
            except FileNotFoundError:
                return None

    def _found(self, role: type[_S]) -> bytes:
        """Return the bytes to which clients are led from the timestamp."""
        name = f"{role.type}.json"
        if role is Snapshot:
            name = f"{self._parsed(Timestamp).snapshot_meta.version}.{name}"
        elif role is Targets:
            meta = self._parsed(Snapshot).meta.get(name)
            name = f"{meta.version if meta else 0}.{name}"
        content = self._read(f"{METADATA}/{name}")
        if content is None:
            raise WorkshopDamaged
        return content

    def _parsed(self, role: type[_S]) -> _S:
        try:
            signed = Metadata[_S].from_bytes(self._found(role)).signed
        except _FOREIGN:
            raise WorkshopDamaged from None
        if not isinstance(signed, role):
            raise WorkshopDamaged
        return signed


def describe(contents: Mapping[str, bytes]) -> dict[str, TargetFile]:
    """Return length and SHA-256 of each content, as targets name them."""
    return {name: TargetFile.from_data(name, content) for name, content in contents.items()}
