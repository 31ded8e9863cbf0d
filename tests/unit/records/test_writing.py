"""Records are put into the vault once, numbered, converted and counted."""

import json
from array import array
from typing import Any, Final

import numpy as np
import pytest

from datadonor.records.categories import CategoryId
from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Document,
    Episode,
    Flag,
    IdentifierKind,
    KnownIdentifier,
    Sample,
    SampleColumns,
    Source,
    Template,
    Trace,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.records.units import Dialect
from datadonor.records.writing import UNSORTED, RecordWriter, columns_of, trace_values
from datadonor.vault.database import Connection
from tests.importing import rows_of
from tests.stores import PHONE, UTC, WATCH, bring_in, new_import, steps, store_in_memory, table

START: Final = 1_780_000_000_000
OFFSET: Final = Context(Basis(ZoneKnown.OFFSET, 120), "kg", Dialect.PLAIN, Flag.BY_HAND, '{"a":1}')


def weight(number: float, unit: str | None = "kg", name: str = "BodyMass") -> Sample:
    return Sample(TypeId(name), START, 0, number, None, WATCH, UTC._replace(unit=unit))


def only(connection: Connection, query: str) -> Any:  # noqa: ANN401 - a row of any shape
    (row,) = connection.rows(query)
    return row


# -- samples ------------------------------------------------------------------


def test_a_sample_is_stored_in_the_unit_of_its_type_and_the_text_of_the_file_is_kept() -> None:
    with store_in_memory() as connection:
        writer = bring_in(connection, [weight(150, "lb")])
        number, unit, raw = only(
            connection,
            "SELECT number, t.unit, c.unit FROM sample JOIN sample_type t ON t.id = type_id "
            "JOIN context c ON c.id = context_id",
        )
        assert (number, unit, raw) == (pytest.approx(68.0388555), "kg", "lb")
        assert writer.added == {"body": 1}


def test_an_unknown_unit_is_never_mixed_with_a_known_one() -> None:
    """Kept as it stood, marked, and apart in roll-ups."""
    with store_in_memory() as connection:
        bring_in(connection, [weight(80), weight(80, "jugs")])
        units: dict[str, int] = dict(
            connection.rows(
                "SELECT t.unit, flags FROM sample JOIN sample_type t ON t.id = type_id "
                "JOIN context c ON c.id = context_id"
            )
        )
        assert units == {"kg": Flag.NONE, "jugs": Flag.UNCONVERTED}
        assert connection.number("SELECT count(*) FROM hour") == 2


def test_a_type_that_nobody_knows_is_kept_and_counted_apart() -> None:
    """No project can ask for it, and it is not lost."""
    with store_in_memory() as connection:
        writer = bring_in(connection, [weight(1, "jugs", "NobodyKnowsThis")])
        assert writer.added == {UNSORTED: 1}
        assert only(connection, "SELECT name, unit FROM sample_type") == ("NobodyKnowsThis", "jugs")


def test_what_a_context_says_comes_back() -> None:
    with store_in_memory() as connection:
        bring_in(connection, [weight(80)._replace(context=OFFSET)])
        row = only(
            connection,
            "SELECT zone_known, offset_minutes, zone, unit, dialect, flags, detail FROM context",
        )
        assert row == ("offset", 120, None, "kg", "plain", 1, '{"a":1}')
        assert only(connection, "SELECT name, device FROM source") == ("watch", "watch")


def test_the_same_context_is_stored_once_an_import() -> None:
    with store_in_memory() as connection:
        bring_in(connection, [steps(START + n * 60_000, n) for n in range(100)])
        assert connection.number("SELECT count(*) FROM context") == 1


def test_a_file_that_adds_nothing_leaves_no_context_behind() -> None:
    samples = [steps(START + n * 60_000, n) for n in range(10)]
    with store_in_memory() as connection:
        bring_in(connection, samples)
        before = {name: table(connection, name) for name in ("sample", "context", "hour", "day")}
        writer = bring_in(connection, samples)
        after = {name: table(connection, name) for name in before}
        assert after == before
        assert sum(writer.duplicates.values()) == 10


def test_numbers_codes_and_what_only_lasted_come_back_as_they_were() -> None:
    """No number becomes nothing, and nothing becomes a number."""
    samples = [
        steps(START, 0.1 + 0.2),
        steps(START + 1, 0.0),
        Sample(TypeId("SleepAnalysis"), START, 60_000, None, "deep", WATCH, UTC),
        Sample(TypeId("MindfulSession"), START, 60_000, None, None, PHONE, UTC),
        Sample(TypeId("BloodGlucose"), START, 0, None, "Low", PHONE, UTC),
    ]
    with store_in_memory() as connection:
        bring_in(connection, samples)
        found = {
            (name, start, number, code)
            for name, start, number, code in connection.rows(
                "SELECT name, start_ms, number, code FROM sample "
                "JOIN sample_type ON sample_type.id = type_id"
            )
        }
        assert found == {(each.type, each.start_ms, each.number, each.code) for each in samples}


def test_many_samples_and_columns_are_written_in_the_order_of_the_file() -> None:
    """Samples that wait are written before columns that come later, so twins keep their number."""
    one = steps(START, 5)
    with store_in_memory() as connection, connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        writer.add_sample(one)
        writer.add_columns(columns_of([one, one]))
        writer.add_sample(one)
        writer.add_columns(columns_of([]))
        writer.finish()
        assert connection.number("SELECT count(*) FROM sample") == 4
        assert writer.added == {"activity": 4}


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200, 20_001])
def test_statements_of_many_rows_lose_none(count: int) -> None:
    with store_in_memory() as connection:
        writer = bring_in(connection, [steps(START + n * 60_000, n % 7) for n in range(count)])
        assert connection.number("SELECT count(*) FROM sample") == count
        assert sum(writer.added.values()) == count
        assert connection.number("SELECT total(count) FROM day") == count


def test_columns_and_rows_are_two_ways_to_say_one_thing() -> None:
    samples = [steps(START, 1), weight(80), weight(81), steps(START, 1, WATCH)]
    assert rows_of(columns_of(samples)) == samples


def test_templates_that_repeat_are_one() -> None:
    """However an importer numbers its templates, equal ones are stored as one."""
    template = Template(TypeId("StepCount"), PHONE, UTC._replace(unit="count"))
    columns = SampleColumns(
        np.array([0, 1], np.int32),
        np.array([START, START], np.int64),
        np.array([60_000, 60_000], np.int64),
        np.array([5.0, 5.0]),
        np.array([-1, -1], np.int32),
        (template, template),
        (),
    )
    with store_in_memory() as connection, connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        writer.add_columns(columns)
        writer.finish()
        assert connection.number("SELECT count(*) FROM sample") == 2, "they are twins"
        assert connection.number("SELECT count(*) FROM context") == 1


# -- episodes -----------------------------------------------------------------

WORKOUT: Final = Episode(
    "Workout", START, 1_800_000, WATCH, UTC, "running", {"sum": 5.5},
    (Trace("beats", "ms", array("i", [800, 810, -5])), Trace("slope", "1", array("d", [0.5, 1.5]))),
)  # fmt: skip


def bring_in_episodes(connection: Connection, *episodes: Episode) -> RecordWriter:
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for episode in episodes:
            writer.add_episode(episode)
        writer.finish()
    return writer


def test_an_episode_is_stored_once_with_its_traces() -> None:
    with store_in_memory() as connection:
        assert bring_in_episodes(connection, WORKOUT).added == {"activity": 1}
        assert bring_in_episodes(connection, WORKOUT).duplicates == {"activity": 1}
        assert json.loads(only(connection, "SELECT facts FROM episode")[0]) == {"sum": 5.5}
        traces = {
            name: (unit, count, trace_values(item, count, content).tolist())
            for name, unit, item, count, content in connection.rows(
                "SELECT name, unit, item, count, content FROM trace"
            )
        }
        assert traces == {"beats": ("ms", 3, [800, 810, -5]), "slope": ("1", 2, [0.5, 1.5])}


@pytest.mark.parametrize(
    "change",
    [
        {"start_ms": START + 1},
        {"code": "walking"},
        {"facts": {"sum": 5.6}},
        {"source": PHONE},
        {"traces": ()},
        {"kind": "SleepSession"},
    ],
)
def test_an_episode_without_an_id_is_all_of_what_it_says(change: dict[str, Any]) -> None:
    with store_in_memory() as connection:
        bring_in_episodes(connection, WORKOUT, WORKOUT._replace(**change))
        assert connection.number("SELECT count(*) FROM episode") == 2


def test_an_episode_with_an_id_is_that_id() -> None:
    """Whatever else the maker changed in a later export."""
    first = WORKOUT._replace(identity="1")
    with store_in_memory() as connection:
        bring_in_episodes(connection, first, first._replace(facts={}, code=None))
        bring_in_episodes(connection, first._replace(identity="2"))
        assert connection.number("SELECT count(*) FROM episode") == 2


# -- documents and identifiers ------------------------------------------------

DOCUMENT: Final = Document(
    "Observation", CategoryId("laboratory"), "system|1", b'{"value": 1.00}', PHONE,
    Basis(ZoneKnown.OFFSET, 120), START, "http://loinc.org|718-7", "Haemoglobin", "1",
)  # fmt: skip


def bring_in_documents(connection: Connection, *documents: Document) -> RecordWriter:
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for document in documents:
            writer.add_document(document)
        writer.finish()
    return writer


@pytest.mark.parametrize(
    ("versions", "kept"),
    [(["1", "2"], "2"), (["2", "1"], "2"), (["1", "1"], "1"), (["", "1"], "1")],
)
def test_a_newer_version_of_a_document_takes_the_place_of_an_older_one(
    versions: list[str], kept: str
) -> None:
    with store_in_memory() as connection:
        for version in versions:
            body = b'{"version": "%s"}' % version.encode()
            bring_in_documents(connection, DOCUMENT._replace(version=version, body=body))
        assert only(connection, "SELECT version, body FROM document") == (
            kept,
            b'{"version": "%s"}' % kept.encode(),
        )


def test_a_documents_bytes_are_kept_as_received() -> None:
    """Decimals carry their precision: 1.00 is not 1."""
    with store_in_memory() as connection:
        writer = bring_in_documents(connection, DOCUMENT, DOCUMENT._replace(kind="Condition"))
        bodies = [body for (body,) in connection.rows("SELECT body FROM document")]
        assert bodies == [b'{"value": 1.00}'] * 2, "one identity of two kinds is two documents"
        assert writer.added == {"laboratory": 2}


def test_each_import_remembers_the_identifiers_it_met() -> None:
    """So that one goes when the last import that told of it is deleted, and not before."""
    name = KnownIdentifier(IdentifierKind.NAME, "Synthetic Person", is_subject=True)
    with store_in_memory() as connection:
        imports = [new_import(connection), new_import(connection)]
        for number in imports:
            writer = RecordWriter(connection, number)
            writer.add_identifier(name)
            writer.add_identifier(name)
        assert (
            sorted(row[3] for row in connection.rows("SELECT * FROM known_identifier")) == imports
        )


def test_sources_of_one_name_and_two_classes_are_two() -> None:
    with store_in_memory() as connection:
        bring_in(
            connection,
            [
                steps(START, 5, Source("same", each))
                for each in (DeviceClass.APP, DeviceClass.PHONE)
            ],
        )
        assert connection.number("SELECT count(*) FROM source") == 2
        assert connection.number("SELECT count(*) FROM sample") == 2
