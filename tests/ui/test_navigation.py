"""Where one can go from where, without a window."""

import pytest

from ui.navigation import Place, Standing, entrance, may_go, places


@pytest.mark.parametrize(
    ("standing", "first"),
    [
        (Standing(has_vault=False, is_open=False), Place.NO_VAULT),
        (Standing(has_vault=True, is_open=False), Place.UNLOCK),
        (Standing(has_vault=True, is_open=True), Place.HOME),
    ],
)
def test_the_entrance_is_what_comes_next(standing: Standing, first: Place) -> None:
    assert entrance(standing) is first
    assert list(places(standing)) == [first, Place.DISPLAY]


@pytest.mark.parametrize("has_vault", [False, True])
def test_nothing_behind_the_lock_can_be_reached_while_it_is_locked(has_vault: bool) -> None:
    assert not may_go(Place.HOME, Standing(has_vault=has_vault, is_open=False))


def test_language_and_text_size_can_be_reached_before_unlocking() -> None:
    for has_vault in (False, True):
        assert may_go(Place.DISPLAY, Standing(has_vault=has_vault, is_open=False))
