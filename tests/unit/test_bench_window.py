"""The years of samples that the window is measured on, and the processes that measure it."""

from pathlib import Path

import pytest

from bench.__main__ import BENCHMARKS
from bench.registry import Setting
from bench.synthetic import add_years_of_samples
from bench.window import floors, sides
from bench.window.tools import KeyTime
from datadonor.records.categories import CategoryId
from datadonor.records.contents import contents
from datadonor.vault import kdf, slots
from tests.stores import store_in_memory

_WEAK = kdf.KdfParameters(memory_kib=8192, iterations=1, lanes=1)


def test_years_of_samples_have_roll_ups_and_are_as_many_as_asked() -> None:
    with store_in_memory() as connection:
        with connection.transaction():
            add_years_of_samples(connection, 20_000)
        assert connection.number("SELECT count(*) FROM sample") == 20_000
        assert connection.number("SELECT sum(count) FROM day") == 20_000
        heart = contents(connection)[CategoryId("heart")][0]
        assert heart.records == 16_000
        assert heart.first_ms is not None
        assert heart.last_ms is not None
        assert (heart.last_ms - heart.first_ms) // 86_400_000 == 3_652


@pytest.mark.parametrize("name", ["data", "middle", "end", "year"])
def test_every_floor_reads_rows_that_the_window_shows(name: str) -> None:
    with store_in_memory() as connection:
        with connection.transaction():
            add_years_of_samples(connection, 20_000)
        assert floors.read(connection, name) > 0


def test_a_floor_that_reads_nothing_is_no_floor() -> None:
    """Negative control: a query of an empty vault would make any ratio look bad or good."""
    with store_in_memory() as connection, pytest.raises(AssertionError):
        floors.read(connection, "data")


def test_the_cost_of_the_passphrase_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive_key", kdf.derive_key)  # and put back afterwards
    keys = KeyTime()
    slot = slots.seal_with_passphrase(slots.new_data_key(), "blå hest", "v", _WEAK)
    once = keys.seconds
    assert once > 0
    slots.open_with_passphrase(slot, "blå hest", "v")
    assert keys.seconds > once


def test_every_side_that_is_asked_about_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sides, "_Vaults", _NoVaults)
    monkeypatch.setattr(sides, "write_export", lambda *_: None)
    with sides.window.prepare(Setting(tmp_path)) as made:
        asked = {name for each in sides.window.questions for name in (each.side, each.peer)}
        assert set(made) == asked
    assert sides.window in BENCHMARKS


class _NoVaults:
    """Stands for vaults that take a minute to make."""

    def __init__(self, _: object) -> None:
        """Make nothing."""

    def empty(self) -> Path:
        return Path()

    large = donor = empty
