"""A vault, an honest registry and a mirror of it on loopback; no other computer."""

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.network import Door, Limits
from datadonor.registry.client import RegistryClient
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.recovery import RecoveryWords
from tests.attacks.mirrors import Mirror, running
from tests.attacks.registries import SyntheticRegistry, some_records

WEAK: Final = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
PASSPHRASE: Final = "blå hest ved åen"
QUICK: Final = Limits(connect_seconds=2, read_seconds=0.5, total_seconds=1)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests reach servers that they started on this computer, and nothing else."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:  # noqa: ANN401 - as the library
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] != "127.0.0.1":
            pytest.fail(f"The network was asked for: {address!r}", pytrace=True)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@dataclass
class Clock:
    """The computer's clock in a citizen's hands: the true time and what it is off by."""

    off: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.off


@dataclass
class Citizen:
    """A vault with a registry client."""

    opened: OpenVault
    clock: Clock
    ca_file: Path | None = None

    @property
    def client(self) -> RegistryClient:
        return RegistryClient(
            self.opened,
            door=lambda told: Door(told, limits=QUICK, ca_file=self.ca_file),
        )

    def rows(self) -> list[tuple[Any, ...]]:
        """Return both tables, byte for byte."""
        connection = self.opened.vault.connection
        return [
            *connection.rows("SELECT name, NULL, content FROM registry_file ORDER BY name"),
            *connection.rows("SELECT * FROM registry_target ORDER BY name"),
        ]

    def execute(self, statement: str, *values: str | bytes) -> None:
        """Write to the tables behind the program's back."""
        self.opened.vault.connection.execute(statement, values)

    def happened(self) -> list[tuple[str, dict[str, Any]]]:
        """Return kinds and details of the events, oldest first."""
        return [
            (stored.event.kind, stored.event.what.model_dump(exclude={"v"}, mode="json"))
            for stored in self.opened.log.events()
            if stored.event is not None
        ]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RecoveryWords]:
    folder = tmp_path_factory.mktemp("template") / "vault"
    return folder, custody.create_vault(folder, PASSPHRASE, kdf=WEAK)


@pytest.fixture
def citizen(template: tuple[Path, RecoveryWords], tmp_path: Path) -> Iterator[Citizen]:
    folder, words = template
    shutil.copytree(folder, tmp_path / "vault")
    clock = Clock()
    with custody.open_vault(tmp_path / "vault", words, system_clock=clock) as opened:
        yield Citizen(opened, clock)


@pytest.fixture
def registry(tmp_path: Path) -> SyntheticRegistry:
    made = SyntheticRegistry(tmp_path / "registry")
    made.publish(some_records())
    return made


@pytest.fixture
def mirror(registry: SyntheticRegistry) -> Iterator[Mirror]:
    with running(registry.folder) as server:
        yield server


@pytest.fixture
def reader(citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror) -> Citizen:
    """Return a citizen who has read version 1 of the registry from the mirror."""
    citizen.client.use(mirror.url, registry.root)
    citizen.client.refresh()
    mirror.requested.clear()
    return citizen
