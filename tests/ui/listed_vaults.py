"""Synthetic vaults of someone who has chosen an approved list and answered nothing yet.

By the computer's own clock, which the window goes by; or by one that was set back when the
list was fetched, so that it is old by now.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from pytestqt.qtbot import QtBot

from consent.request import SignedRequest
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from tests.attacks.registries import SyntheticRegistry
from tests.consents import Clock
from tests.releases import Citizen, open_at
from tests.ui.vaults import PASSPHRASE, WEAK
from tests.ui.walking import idle
from tests.unit.conftest import SyntheticVault
from ui.app import Started

_T = TypeVar("_T")


@contextmanager
def listed(folder: Path, *versions: int | SignedRequest, days_ago: int = 0) -> Iterator[Citizen]:
    """Return someone whose list has these versions of the sleep project, and who took in none.

    Args:
        folder: Empty; the vault and the registry are put in it.
        versions: Published.
        days_ago: When everything was made and fetched. A list holds for a week.
    """
    clock = Clock(datetime.now(UTC) - timedelta(days=days_ago))
    words = custody.create_vault(folder / "vault", PASSPHRASE, kdf=WEAK, system_clock=clock)
    closed = SyntheticVault(folder / "vault", words, PASSPHRASE)
    registry = SyntheticRegistry(folder / "registry", clock.now)
    someone = Citizen(closed, registry, clock, open_at(closed, clock))
    try:
        someone.publish(*versions)
        someone.client.use(str(registry.folder), registry.root)
        someone.refresh()
        yield someone
    finally:
        someone.opened.close()


def make_listed(folder: Path, *versions: int | SignedRequest, days_ago: int = 0) -> Path:
    """Make such a vault, and close it."""
    with listed(folder, *versions, days_ago=days_ago):
        pass
    return folder / "vault"


def renew(someone: Citizen) -> None:
    """Have the operators sign everything anew today; the vault does not read it."""
    someone.clock.now = datetime.now(UTC)
    someone.republish()


def asked_of(started: Started, qtbot: QtBot, question: Callable[[OpenVault], _T]) -> _T:
    """Return what the window's own open vault answers."""
    found: list[_T] = []
    started.session.ask(question, found.append, _refuse)
    idle(started, qtbot)
    return found[0]


def _refuse(error: object) -> None:
    raise AssertionError(error)
