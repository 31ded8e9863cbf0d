"""Covering time: what one source tells of is not counted again from the next.

``Cover`` is compared with a slow sweep that asks of every millisecond; whole totals in
the store are compared with an exact count in ``test_rollups_properties``.
"""

from typing import Final

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from datadonor.records.sample import DeviceClass, Source
from datadonor.records.totals import Cover, source_order
from datadonor.vault.database import Connection
from tests.stores import APP, PHONE, WATCH, bring_in, steps, store_in_memory

Span = tuple[int, int]

EPOCH: Final = 1_780_000_000_000
HOUR: Final = 3_600_000
SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda each: (each[0], sum(each))),
    max_size=8,
)


def cover_of(rounds: list[list[Span]], origin: int = 0) -> Cover:
    cover = Cover()
    for spans in rounds:
        if spans:
            cover.add(*_columns(spans, origin))
    return cover


def _columns(spans: list[Span], origin: int) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array(spans, np.int64).reshape(-1, 2) + origin
    return pairs[:, 0], pairs[:, 1]


def slow_share(told: list[Span], asked: Span) -> float:
    """Ask of every millisecond, one by one."""
    start, end = asked
    if start == end:
        return float(any(low <= start < high for low, high in told))
    covered = sum(any(low <= t < high for low, high in told) for t in range(start, end))
    return covered / (end - start)


@settings(max_examples=300)
@given(rounds=st.lists(SPANS, max_size=4), asked=SPANS, origin=st.sampled_from([0, EPOCH, -EPOCH]))
@example(rounds=[[(5, 5)], [(0, 10)]], asked=[(5, 5), (0, 10)], origin=0)
@example(rounds=[[(0, 5), (5, 10)]], asked=[(5, 5), (10, 10), (0, 10)], origin=EPOCH)
@example(rounds=[[(0, 20)], [(3, 4)]], asked=[(2, 6)], origin=0)
def test_a_share_is_what_a_slow_sweep_says(
    rounds: list[list[Span]], asked: list[Span], origin: int
) -> None:
    """Touching, nested, empty and doubled intervals, added in any order."""
    if not asked:
        return
    told = [span for spans in rounds for span in spans]
    found = cover_of(rounds, origin).share(*_columns(asked, origin))
    assert found.tolist() == pytest.approx([slow_share(told, span) for span in asked], abs=1e-12)


def test_a_span_of_years_loses_no_millisecond() -> None:
    """Times are large numbers; their differences are small and must stay exact."""
    cover = cover_of([[(0, 1)], [(50 * 365 * 24 * HOUR, 50 * 365 * 24 * HOUR + 1)]], EPOCH)
    share = cover.share(
        *_columns([(0, 2), (50 * 365 * 24 * HOUR, 50 * 365 * 24 * HOUR + 4)], EPOCH)
    )
    assert share.tolist() == [0.5, 0.25]


def total(connection: Connection) -> float:
    """Return the total of all days."""
    row = connection.row("SELECT total(total) FROM day")
    return float(row[0]) if row else 0.0


def test_a_watch_that_was_laid_down_is_filled_in_by_the_phone() -> None:
    """The first source counts whole, the next one for the time that it leaves open."""
    walk = [
        *(steps(EPOCH + n * 60_000, 100, WATCH) for n in range(30)),
        *(steps(EPOCH + n * 60_000, 90, PHONE) for n in range(20, 50)),
        *(steps(EPOCH + n * 60_000, 90, APP) for n in range(50)),
    ]
    with store_in_memory() as connection:
        bring_in(connection, walk)
        assert total(connection) == pytest.approx(30 * 100 + 20 * 90)


def test_the_order_of_imports_does_not_matter() -> None:
    """A total is a function of what is stored: phone first or watch first."""
    phone = [steps(EPOCH + n * 60_000, 90, PHONE, 7) for n in range(0, 50, 5)]
    watch = [steps(EPOCH + n * 60_000, 80, WATCH, 3) for n in range(0, 50, 4)]
    with store_in_memory() as one, store_in_memory() as other:
        bring_in(one, phone)
        bring_in(one, watch)
        bring_in(other, watch)
        bring_in(other, phone)
        assert total(one) == pytest.approx(total(other))
        assert total(one) < sum(each.number or 0 for each in phone + watch)


def test_sources_are_believed_by_class_then_by_age_then_as_the_person_says() -> None:
    """A new app changes no past; the person's own order comes before all."""
    later = Source("later watch", DeviceClass.WATCH)
    with store_in_memory() as connection:
        bring_in(connection, [steps(EPOCH, 1, each) for each in (APP, WATCH, PHONE, later)])
        names: dict[int, str] = dict(connection.rows("SELECT id, name FROM source"))
        order = [names[number] for number in source_order(connection)]
        assert order == ["watch", "later watch", "phone", "app"]
        connection.execute("UPDATE source SET rank = 1 WHERE name = 'app'")
        assert next(names[number] for number in source_order(connection)) == "app"
