"""A registry made by our publisher, and python-tuf's own client to read it with.

The reader is not our client: what another implementation of the specification accepts
is the measure. Nothing here uses the network.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tuf.api.exceptions import DownloadHTTPError
from tuf.api.metadata import Metadata, Root, Targets
from tuf.ngclient import Updater  # type: ignore[attr-defined]  # its exports are not declared
from tuf.ngclient.fetcher import FetcherInterface

from datadonor import paths
from datadonor.registry.publisher import Registry
from datadonor.registry.targets import Names
from datadonor.vault.kdf import KdfParameters

WEAK = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
NOW = datetime.now(UTC).replace(microsecond=0)
REASON = Names(da="Tilladelsen er faldet bort.", en="The permission has lapsed.")


def passphrase(name: str) -> str:
    """Give every key a passphrase of its own."""
    return f"the passphrase of {name}"


class Asked:
    """Gives passphrases, and remembers for which keys."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, name: str) -> str:
        self.names.append(name)
        return passphrase(name)


class Folder(FetcherInterface):
    """Fetches from a folder."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        file = Path(url.removeprefix("file://"))
        if not file.is_file():
            raise DownloadHTTPError("not there", 404)
        return iter([file.read_bytes()])


class Client:
    """A client that keeps what it has seen, and begins with the first root."""

    def __init__(self, registry: Registry, folder: Path) -> None:
        self.public = registry.folder / "public"
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def copy(self, folder: Path) -> "Client":
        shutil.copytree(self.folder, folder, symlinks=True)
        twin = Client.__new__(Client)
        twin.public, twin.folder = self.public, folder
        return twin

    def updater(self) -> Updater:
        updater = Updater(
            str(self.folder),
            f"file://{self.public}/metadata",
            str(self.folder),
            f"file://{self.public}/targets",
            Folder(),
            bootstrap=(self.public / "root.json").read_bytes(),
        )
        updater.refresh()
        return updater

    def names(self) -> set[str]:
        self.updater()
        targets = Metadata[Targets].from_file(str(self.folder / "targets.json")).signed
        return set(targets.targets)

    def read(self, name: str) -> bytes | None:
        updater = self.updater()
        info = updater.get_targetinfo(name)
        return None if info is None else Path(updater.download_target(info)).read_bytes()

    def everything(self) -> dict[str, bytes]:
        updater = self.updater()
        found = {}
        for name in self.names():
            info = updater.get_targetinfo(name)
            assert info is not None
            found[name] = Path(updater.download_target(info)).read_bytes()
        return found


def recipient(recipient_id: str = "midtland", **others: Any) -> bytes:  # noqa: ANN401 - any JSON
    return json.dumps(
        {
            "id": recipient_id,
            "name": {"da": "Midtland Hospital", "en": "Midtland Hospital"},
            "kind": "hospital",
            "seal": {"format": "age", "keys": ["age1synthetic"]},
            "receipt_keys": ["ed25519:synthetic"],
            "valid_until": str(NOW.date() + timedelta(days=900)),
            **others,
        },
        indent=2,
    ).encode()


def fill(registry: Registry) -> None:
    registry.add_recipient(recipient())
    registry.approve("hjerterytme", 1, b"the first request")
    registry.approve("hjerterytme", 3, b"the third request")


def root_of(registry: Registry) -> Root:
    return registry.publication.root()


def metadata(registry: Registry, name: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads((registry.folder / "public" / "metadata" / name).read_bytes())


def files(folder: Path) -> dict[str, bytes]:
    """Return what lies in a folder, the lock apart."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith((".lock", ".tmp"))
    }


class Killed(BaseException):
    """The process ends here. Nothing of ours catches it."""


def stop_before(monkeypatch: pytest.MonkeyPatch, number: int) -> list[str]:
    """Let the process die just before a file is put in its place, and list those that were.

    A file's place is taken by one rename, so that dying before the next rename is the
    same as dying after this one.
    """
    placed: list[str] = []
    really = paths.publish

    def publish(staged: Path, path: Path) -> None:
        if len(placed) == number:
            raise Killed
        really(staged, path)
        placed.append(path.name)

    monkeypatch.setattr(paths, "publish", publish)
    return placed
