"""Twins: the same file again adds nothing, a newer one adds what is new, true twins stay.

Twins are samples alike in everything. How a file's samples come in batches, and in
which order, must not matter: ``datadonor.records.twins`` counts them either way.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datadonor.records import twins
from datadonor.records.sample import Basis, Flag, Sample, ZoneKnown
from datadonor.records.types import TypeId
from datadonor.records.writing import RecordWriter, columns_of
from datadonor.vault.database import Connection
from tests.stores import APP, PHONE, UTC, WATCH, bring_in, new_import, store_in_memory, table

START: Final = 1_780_000_000_000

CONTEXTS: Final = [
    UTC._replace(unit="count"),
    UTC._replace(unit="steps"),
    UTC._replace(unit="count", basis=Basis(ZoneKnown.OFFSET, 120)),
    UTC._replace(unit="count", flags=Flag.BY_HAND),
]


@st.composite
def few_sorts(draw: st.DrawFn) -> Sample:
    """Draw a sample of so few sorts that many are alike."""
    kind = draw(st.sampled_from(["StepCount", "SleepAnalysis", "NobodyKnowsThis"]))
    number = draw(st.sampled_from([0.0, -0.0, 1.0, 1.5]))
    code = draw(st.sampled_from(["deep", "rem"])) if kind == "SleepAnalysis" else None
    return Sample(
        TypeId(kind),
        START + draw(st.integers(0, 2)) * 60_000,
        draw(st.integers(0, 1)) * 60_000,
        None if code else number,
        code,
        draw(st.sampled_from([WATCH, PHONE, APP])),
        draw(st.sampled_from(CONTEXTS)),
    )


FILES = st.lists(few_sorts(), min_size=1, max_size=60)


def content(sample: Sample) -> tuple[object, ...]:
    """Return all in which twins are alike: zone and flags are not part of a sample's key."""
    number = None if sample.number is None else sample.number + 0.0
    unit = sample.context.unit
    return (*sample[:3], number, sample.code, sample.source, unit)


def in_store(connection: Connection) -> Counter[tuple[object, ...]]:
    """Return what the store has, as ``content`` says it."""
    query = (
        "SELECT t.name, start_ms, duration_ms, number, code, s.name, s.device, c.unit FROM sample "
        "JOIN sample_type t ON t.id = type_id JOIN source s ON s.id = source_id "
        "JOIN context c ON c.id = context_id"
    )
    return Counter((*row[:5], (row[5], row[6]), row[7]) for row in connection.rows(query))


def split(samples: Sequence[Sample], borders: set[int]) -> list[Sequence[Sample]]:
    """Cut a file into batches before each of some places."""
    places = [0, *sorted(each for each in borders if each < len(samples)), len(samples)]
    return [samples[a:b] for a, b in pairwise(places) if a < b]


def bring_in_batches(connection: Connection, batches: list[Sequence[Sample]]) -> RecordWriter:
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for batch in batches:
            writer.add_columns(columns_of(batch))
        writer.finish()
    return writer


@settings(max_examples=80)
@given(samples=FILES, borders=st.sets(st.integers(1, 60)))
def test_twins_inside_one_file_survive_however_it_is_cut(
    samples: list[Sample], borders: set[int]
) -> None:
    """Batches are a matter of memory: what is stored does not depend on them."""
    with store_in_memory() as connection:
        writer = bring_in_batches(connection, split(samples, borders))
        assert in_store(connection) == Counter(content(each) for each in samples)
        assert sum(writer.added.values()) == len(samples)
        assert not any(writer.duplicates.values())


@settings(max_examples=80)
@given(samples=FILES, more=FILES, borders=st.sets(st.integers(1, 60)), chance=st.randoms())
def test_the_same_file_again_adds_nothing_and_a_newer_one_what_is_new(
    samples: list[Sample], more: list[Sample], borders: set[int], chance: Random
) -> None:
    """In any order, and in any batches: full exports are sorted anew each time."""
    newer = [*samples, *more]
    chance.shuffle(newer)
    with store_in_memory() as connection:
        bring_in(connection, samples)
        before = table(connection, "sample")
        again = bring_in_batches(connection, split(samples, borders))
        assert table(connection, "sample") == before
        assert sum(again.duplicates.values()) == len(samples)
        update = bring_in_batches(connection, split(newer, borders))
        assert in_store(connection) == Counter(content(each) for each in newer)
        assert sum(update.added.values()) == len(more)
        assert set(before) <= set(table(connection, "sample"))


@settings(max_examples=60)
@given(left=FILES, right=FILES)
def test_two_files_that_overlap_give_the_larger_count_of_each(
    left: list[Sample], right: list[Sample]
) -> None:
    """Three alike in one file and two in another are three, in whichever order they come."""
    counts = [Counter(content(each) for each in samples) for samples in (left, right)]
    with store_in_memory() as connection, store_in_memory() as other:
        bring_in(connection, left)
        bring_in(connection, right)
        bring_in(other, right)
        bring_in(other, left)
        assert in_store(connection) == in_store(other) == counts[0] | counts[1]


def test_twins_are_counted_across_many_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of earlier samples is kept in runs that are merged: none is lost by it."""
    monkeypatch.setattr(twins, "WINDOW", 512)
    sample = Sample(TypeId("StepCount"), START, 60_000, 5.0, None, WATCH, CONTEXTS[0])
    others = [sample._replace(start_ms=START + n * 60_000) for n in range(1, 40)]
    batches: list[Sequence[Sample]] = []
    for number in range(30):  # in all, fewer than a window
        batches.append([sample] * (number % 3 + 1))
        batches.append(others[:number])
    expected = Counter(content(each) for batch in batches for each in batch)
    with store_in_memory() as connection:
        bring_in_batches(connection, batches)
        found = in_store(connection)
    assert found[content(sample)] == expected[content(sample)] == 60


def test_memory_of_earlier_samples_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a file is, no more than two windows and the newest batch are kept."""
    monkeypatch.setattr(twins, "WINDOW", 100)
    kept = twins.Twins()
    for number in range(50):
        kept._remember(np.arange(number * 30, number * 30 + 30, dtype=np.uint64))
        assert len(kept._older) + sum(map(len, kept._runs)) <= 2 * 100 + 2 * 30


def test_keys_that_did_not_count_twins_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: without the memory of earlier batches twins melt into one."""
    monkeypatch.setattr(twins.Twins, "_remember", lambda _self, _ordered: None)
    sample = Sample(TypeId("StepCount"), START, 60_000, 5.0, None, WATCH, CONTEXTS[0])
    with store_in_memory() as connection:
        bring_in_batches(connection, [[sample], [sample]])
        assert in_store(connection)[content(sample)] == 1
