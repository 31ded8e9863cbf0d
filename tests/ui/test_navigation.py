"""Where one can go from where, without a window."""

import pytest

from ui.navigation import Place, Standing, entrance, entries, entry_of, may_go

NO_VAULT = Standing(has_vault=False, is_open=False)
LOCKED = Standing(has_vault=True, is_open=False)
OPEN = Standing(has_vault=True, is_open=True)
READ_ONLY = Standing(has_vault=True, is_open=True, is_read_only=True)

BEHIND_THE_LOCK = sorted(
    set(Place)
    - {Place.WELCOME, Place.UNLOCK, Place.RECOVER, Place.RESTORE}
    - {Place.DISPLAY, Place.HELP, Place.CRASH}
)


@pytest.mark.parametrize(
    ("standing", "first"),
    [
        (NO_VAULT, Place.WELCOME),
        (LOCKED, Place.UNLOCK),
        (OPEN, Place.HOME),
        (READ_ONLY, Place.STOPPED),
    ],
)
def test_the_entrance_is_what_comes_next(standing: Standing, first: Place) -> None:
    assert entrance(standing) is first
    assert may_go(first, standing)


@pytest.mark.parametrize("standing", [NO_VAULT, LOCKED, OPEN, READ_ONLY])
def test_every_entry_can_be_gone_to_and_help_stands_in_the_same_place(standing: Standing) -> None:
    """WCAG 2.2, 3.2.6."""
    offered = list(entries(standing))
    assert all(may_go(place, standing) for place in offered)
    assert offered[-1] is Place.HELP


@pytest.mark.parametrize("place", BEHIND_THE_LOCK)
@pytest.mark.parametrize("standing", [NO_VAULT, LOCKED])
def test_nothing_behind_the_lock_can_be_reached_while_it_is_locked(
    place: Place, standing: Standing
) -> None:
    assert not may_go(place, standing)
    assert may_go(place, OPEN)


@pytest.mark.parametrize("standing", [NO_VAULT, LOCKED, OPEN, READ_ONLY])
def test_language_help_and_crash_reports_can_always_be_reached(standing: Standing) -> None:
    assert all(may_go(place, standing) for place in (Place.DISPLAY, Place.HELP, Place.CRASH))


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


@pytest.mark.parametrize("standing", [NO_VAULT, LOCKED, OPEN, READ_ONLY])
def test_wherever_one_is_an_entry_is_marked_that_is_there(standing: Standing) -> None:
    offered = set(entries(standing))
    for place in Place:
        if may_go(place, standing) and place is not Place.CRASH:
            assert entry_of(place, standing) in offered | {place}
    assert entry_of(Place.CONSENT, OPEN) is Place.PROJECTS
    assert entry_of(Place.RECOVER, LOCKED) is Place.UNLOCK
