"""A synthetic vault, made once and copied for each test that wants one."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.recovery import RecoveryWords

WEAK: Final = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
PASSPHRASE: Final = "blå hest ved åen"


@dataclass(frozen=True)
class SyntheticVault:
    """A closed vault with one event, and what opens it."""

    folder: Path
    words: RecoveryWords
    passphrase: str = PASSPHRASE

    def open(self) -> OpenVault:
        """Open it by the words: quick, because they need no Argon2id."""
        return custody.open_vault(self.folder, self.words, wait=no_wait)


def no_wait(_seconds: float) -> None:
    """Pass over the pause after wrong tries."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    folder = tmp_path_factory.mktemp("template") / "vault"
    return SyntheticVault(folder, custody.create_vault(folder, PASSPHRASE, kdf=WEAK))


@pytest.fixture
def closed(template: SyntheticVault, tmp_path: Path) -> SyntheticVault:
    shutil.copytree(template.folder, tmp_path / "vault")
    return SyntheticVault(tmp_path / "vault", template.words)


@pytest.fixture
def opened(closed: SyntheticVault) -> Iterator[OpenVault]:
    with closed.open() as vault:
        yield vault
