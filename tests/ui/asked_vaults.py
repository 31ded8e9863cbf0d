"""Synthetic vaults of someone who was asked: a real registry, a request, half a year of data.

They are made by the computer's own clock, which is the one that the window goes by.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from consent.request import SignedRequest
from consent.shelf import RequestShelf
from datadonor.audit import custody
from datadonor.audit.events import SELF
from datadonor.records.sample import Sample
from tests.attacks.registries import SyntheticRegistry
from tests.consents import Clock
from tests.donations import bring_in
from tests.releases import Citizen, open_at, signed_version
from tests.ui.vaults import PASSPHRASE, WEAK
from tests.unit.conftest import SyntheticVault
from tests.unit.records.stored import HOUR, asleep, pulse, steps

_DAYS = 40


@contextmanager
def asked(folder: Path, *versions: int | SignedRequest) -> Iterator[Citizen]:
    """Return someone with data whose vault holds some versions of the sleep project.

    Args:
        folder: Empty; the vault and the registry are put in it.
        versions: Published, and taken in; the first one if none is named.
    """
    now = datetime.now(UTC)
    vault = folder / "vault"
    words = custody.create_vault(vault, PASSPHRASE, kdf=WEAK, system_clock=Clock(now))
    closed = SyntheticVault(vault, words, PASSPHRASE)
    clock = Clock(datetime.now(UTC))
    registry = SyntheticRegistry(folder / "registry", clock.now)
    someone = Citizen(closed, registry, clock, open_at(closed, clock))
    try:
        someone.publish(*(versions or (1,)))
        someone.client.use(str(registry.folder), registry.root)
        someone.refresh()
        take_in(someone, *(versions or (1,)))
        bring_in(someone, _weeks(now))
        yield someone
    finally:
        someone.opened.close()


def take_in(someone: Citizen, *versions: int | SignedRequest) -> None:
    """Put published versions on the shelf."""
    for each in versions:
        signed = signed_version(each) if isinstance(each, int) else each
        RequestShelf(someone.opened).add(signed, SELF, someone.opened.log.now())


def make_asked(folder: Path, *versions: int, says_yes: bool = False, **choices: Any) -> Path:  # noqa: ANN401 - any field of the choices
    """Make such a vault and close it.

    Args:
        folder: Empty or not there.
        versions: As ``asked`` has it.
        says_yes: Whether they have said yes to the first of them.
        **choices: What differs from a yes to everything.
    """
    folder.mkdir(exist_ok=True)
    with asked(folder, *versions) as someone:
        if says_yes:
            someone.give(versions[0] if versions else 1, **choices)
    return folder / "vault"


def _weeks(now: datetime) -> Iterator[Sample]:
    """Yield a night, some heartbeats and some steps for each of the last days."""
    today_ms = int(now.timestamp() // 86_400) * 86_400_000
    for day in range(1, _DAYS + 1):
        noon = today_ms - day * 24 * HOUR + 12 * HOUR
        yield asleep(noon - 12 * HOUR, "restless", minutes=400 + day % 60)
        for hour in range(3):
            yield pulse(noon + hour * HOUR, 60 + (day + hour) % 40)
        yield steps(noon, 1_000 + day)
