"""An open vault that begins on 5 January 2027, before a made-up child comes of age."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from consent.book import ConsentBook
from consent.ledger import ConsentState
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from tests.consents import Clock, signed_request
from tests.unit.conftest import SyntheticVault, no_wait

SLEEP = signed_request("sleep")
ID = SLEEP.request.id
TODAY = date(2026, 9, 1)
AT_EIGHTEEN = datetime(2028, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(closed: SyntheticVault, clock: Clock) -> Iterator[OpenVault]:
    clock.now = datetime(2027, 1, 5, 12, tzinfo=UTC)
    with custody.open_vault(closed.folder, closed.words, system_clock=clock, wait=no_wait) as found:
        yield found


@pytest.fixture
def book(vault: OpenVault) -> ConsentBook:
    return ConsentBook(vault)


def state(book: ConsentBook) -> ConsentState | None:
    consent = book.consent(ID)
    return None if consent is None else consent.state


def refused(vault: OpenVault, error: type[DatadonorError], attempt: Callable[[], object]) -> None:
    """Check that an attempt fails for its own reason, with nothing written."""
    before = vault.log.size
    with pytest.raises(error):
        attempt()
    assert vault.log.size == before
