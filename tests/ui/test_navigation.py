"""Where one can go from where, without a window."""

import pytest

from ui.navigation import (
    WITHOUT_VAULT,
    Place,
    Standing,
    entrance,
    entries,
    entry_of,
    may_go,
)

NO_VAULT = Standing(has_vault=False, is_open=False)
LOCKED = Standing(has_vault=True, is_open=False)
OPEN = Standing(has_vault=True, is_open=True)
READ_ONLY = Standing(has_vault=True, is_open=True, is_read_only=True)
RESEARCHER = Standing(has_vault=False, is_open=False, seat="researcher")
AUDITOR = Standing(has_vault=True, is_open=False, seat="auditor")
CHOOSING = Standing(has_vault=True, is_open=False, is_choosing=True)

CLOSED = [NO_VAULT, LOCKED, RESEARCHER, AUDITOR, CHOOSING]
ALL = [*CLOSED, OPEN, READ_ONLY]

BEHIND_THE_LOCK = sorted(
    set(Place)
    - {Place.WELCOME, Place.UNLOCK, Place.RECOVER, Place.RESTORE}
    - {Place.DISPLAY, Place.HELP, Place.CRASH}
    - WITHOUT_VAULT
)


@pytest.mark.parametrize(
    ("standing", "first"),
    [
        (NO_VAULT, Place.WELCOME),
        (LOCKED, Place.UNLOCK),
        (OPEN, Place.HOME),
        (READ_ONLY, Place.STOPPED),
        (RESEARCHER, Place.RESEARCHER),
        (AUDITOR, Place.AUDITOR),
        (CHOOSING, Place.CHAIRS),
    ],
)
def test_the_entrance_is_what_comes_next(standing: Standing, first: Place) -> None:
    assert entrance(standing) is first
    assert may_go(first, standing)


@pytest.mark.parametrize("standing", ALL)
def test_every_entry_can_be_gone_to_and_help_stands_in_the_same_place(standing: Standing) -> None:
    """WCAG 2.2, 3.2.6."""
    offered = list(entries(standing))
    assert all(may_go(place, standing) for place in offered)
    assert offered[-1] is Place.HELP


@pytest.mark.parametrize("place", BEHIND_THE_LOCK)
@pytest.mark.parametrize("standing", CLOSED)
def test_nothing_behind_the_lock_can_be_reached_while_it_is_locked(
    place: Place, standing: Standing
) -> None:
    assert not may_go(place, standing)
    assert may_go(place, OPEN)


@pytest.mark.parametrize("standing", ALL)
def test_language_help_and_crash_reports_can_always_be_reached(standing: Standing) -> None:
    assert all(may_go(place, standing) for place in (Place.DISPLAY, Place.HELP, Place.CRASH))


@pytest.mark.parametrize("place", sorted(WITHOUT_VAULT))
def test_who_needs_no_vault_is_let_in_while_none_is_open(place: Place) -> None:
    assert all(may_go(place, standing) for standing in CLOSED)
    assert not may_go(place, OPEN)
    assert not may_go(place, READ_ONLY)


@pytest.mark.parametrize("standing", CLOSED)
def test_who_is_using_this_can_be_said_before_the_lock_and_stands_there_once(
    standing: Standing,
) -> None:
    offered = list(entries(standing))
    assert offered.count(Place.CHAIRS) == 1
    assert Place.CHAIRS not in entries(OPEN)


def test_a_seat_has_entries_of_its_own_and_no_lock_before_it() -> None:
    assert list(entries(RESEARCHER))[:3] == [Place.RESEARCHER, Place.DRAFT, Place.BUNDLES]
    assert next(entries(AUDITOR)) is Place.AUDITOR
    assert Place.UNLOCK not in {*entries(RESEARCHER), *entries(AUDITOR)}


def test_a_seat_is_left_when_a_vault_is_open() -> None:
    standing = Standing(has_vault=True, is_open=True, seat="auditor")
    assert entrance(standing) is Place.HOME
    assert list(entries(standing)) == list(entries(OPEN))


def test_before_somebody_is_chosen_nobodys_vault_can_be_gone_to() -> None:
    for place in (Place.WELCOME, Place.UNLOCK, Place.RECOVER, Place.RESTORE):
        assert not may_go(place, CHOOSING)
        assert may_go(place, NO_VAULT) or may_go(place, LOCKED)


def test_a_second_vault_is_not_made_over_the_first() -> None:
    assert may_go(Place.WELCOME, NO_VAULT)
    assert not may_go(Place.WELCOME, LOCKED)
    assert not may_go(Place.WELCOME, OPEN)


def test_recovery_words_that_nobody_confirmed_can_be_gone_back_to() -> None:
    assert may_go(Place.WELCOME, Standing(has_vault=True, is_open=True, is_beginning=True))


def test_a_backup_can_be_restored_where_there_is_none_or_one_that_is_not_whole() -> None:
    assert may_go(Place.RESTORE, NO_VAULT)
    assert may_go(Place.RESTORE, LOCKED)
    assert may_go(Place.RESTORE, READ_ONLY)
    assert not may_go(Place.RESTORE, OPEN)


@pytest.mark.parametrize("standing", ALL)
def test_wherever_one_is_an_entry_is_marked_that_is_there(standing: Standing) -> None:
    offered = set(entries(standing))
    for place in Place:
        if may_go(place, standing) and place is not Place.CRASH:
            assert entry_of(place, standing) in offered | {place}
    assert entry_of(Place.CONSENT, OPEN) is Place.PROJECTS
    assert entry_of(Place.RECOVER, LOCKED) is Place.UNLOCK
