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
from consent.shelf import RequestShelf
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from tests.attacks.registries import SyntheticRegistry
from tests.consents import Clock
from tests.releases import Citizen, open_at, signed_version
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


# -- where a project stands --------------------------------------------------------------


def keep(someone: Citizen, version: int = 1) -> None:
    """Take a request in, without an answer."""
    RequestShelf(someone.opened).add(signed_version(version), SELF, someone.opened.log.now())


def put_off(someone: Citizen) -> None:
    keep(someone)
    someone.book.put_off(signed_version(1), SELF)


def refused(someone: Citizen) -> None:
    keep(someone)
    someone.book.refuse(signed_version(1))


def given(someone: Citizen) -> None:
    someone.give()


def withdrawn(someone: Citizen) -> None:
    someone.give()
    someone.book.withdraw(signed_version(1).request)


def _refuse(error: object) -> None:
    raise AssertionError(error)
