"""Finding events: the same answer as reading all of them and asking each."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, Assistant, Event, moment
from datadonor.audit.search import EventFilter, families, find_events, kinds
from tests.ui.vaults import PASSPHRASE, WEAK, ticking

_FIRST = datetime(2026, 5, 3, 6, 12, tzinfo=UTC)
_DIGEST = "1" * 64
_NASTY = Assistant(name='Bo "capacity":"program" Testesen', role="relative")
"""A name that looks like another part of an event; RFC 8785 writes its quotation marks as \\"."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenVault]:
    folder = tmp_path_factory.mktemp("search") / "vault"
    custody.create_vault(folder, PASSPHRASE, kdf=WEAK, system_clock=ticking(_FIRST, timedelta()))
    clock = ticking(_FIRST, timedelta(hours=12))
    with custody.open_vault(folder, PASSPHRASE, system_clock=clock) as opened:
        log = opened.log
        for number in range(30):
            project = ("sovn", "", "puls")[number % 3]
            who = (
                events.SELF,
                events.PROGRAM,
                Actor(capacity="self", assisted_by=_NASTY),
                Actor(capacity="guardian"),
            )[number % 4]
            details = (
                events.ConsentWithdrawn(),
                events.BackedUp(backup_sha256=_DIGEST, log_size=number),
                events.ReleaseRefused(reason="expired"),
            )[number % 3]
            log.record(details, who, project=project or None)
        opened.vault.connection.execute("UPDATE event SET body = NULL WHERE position = 7")
        opened.vault.connection.execute("UPDATE event SET body = x'00' WHERE position = 8")
        yield opened


CASES: list[tuple[EventFilter, Callable[[Event], bool]]] = [
    (EventFilter(starts=families("consent")), lambda event: event.kind.startswith("consent.")),
    (
        EventFilter(starts=kinds("donation.refused", "vault.created")),
        lambda event: event.kind in {"donation.refused", "vault.created"},
    ),
    (EventFilter(capacity="program"), lambda event: event.who.capacity == "program"),
    (EventFilter(capacity="guardian"), lambda event: event.who.capacity == "guardian"),
    (EventFilter(is_assisted=True), lambda event: event.who.assisted_by is not None),
    (EventFilter(project="puls"), lambda event: event.project == "puls"),
    (EventFilter(project="sovn"), lambda event: event.project == "sovn"),
    (
        EventFilter(since=_FIRST + timedelta(days=9)),
        lambda event: moment(event.when.recorded) >= _FIRST + timedelta(days=9),
    ),
    (
        EventFilter(starts=families("consent"), capacity="self", project="sovn"),
        lambda event: (
            event.kind.startswith("consent.")
            and event.who.capacity == "self"
            and event.project == "sovn"
        ),
    ),
]


@pytest.mark.parametrize(("wanted", "fits"), CASES)
def test_what_is_found_is_what_fits(
    opened: OpenVault, wanted: EventFilter, fits: Callable[[Event], bool]
) -> None:
    found = [raw.position for raw in find_events(opened.vault.connection, wanted, 1000, 1000)]
    expected = [
        position
        for position in range(opened.log.size - 1, -1, -1)
        if position not in {7, 8} and fits(_event(opened, position))
    ]
    assert found == expected
    assert expected, "a filter that nothing fits would prove nothing"


def _event(opened: OpenVault, position: int) -> Event:
    stored = opened.log.event(events.Position(position))
    assert stored.event is not None
    return stored.event


def test_without_a_filter_erased_and_unreadable_events_are_found_too(opened: OpenVault) -> None:
    found = find_events(opened.vault.connection, EventFilter(), 9, 3)
    assert [raw.position for raw in found] == [8, 7, 6]
    assert found[0].body == b"\0"
    assert found[1].body is None
    assert EventFilter().is_empty
    assert not EventFilter(capacity="self").is_empty


def test_pages_meet_without_gap_or_overlap(opened: OpenVault) -> None:
    before, met = 1000, []
    while page := find_events(opened.vault.connection, EventFilter(), before, 7):
        met += [raw.position for raw in page]
        before = page[-1].position
    assert met == list(range(opened.log.size - 1, -1, -1))
