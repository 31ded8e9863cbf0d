"""Values that stand in a document come and go with it."""

from collections.abc import Iterator

import pytest

from datadonor.records.categories import CategoryId
from datadonor.records.sample import Basis, Document, Flag, Sample, Source, ZoneKnown
from datadonor.records.types import TypeId
from datadonor.records.writing import RecordWriter
from datadonor.vault.database import Connection
from tests.stores import UTC, bring_in, new_import, store_in_memory

CLINIC = Source("Klinik")
KG = UTC._replace(unit="kg")


@pytest.fixture
def store() -> Iterator[Connection]:
    with store_in_memory() as connection:
        yield connection


def weight(number: float | None, start_ms: int = 1_700_000_000_000) -> Sample:
    context = KG if number is not None else KG._replace(flags=Flag.RETRACTED)
    return Sample(TypeId("BodyMass"), start_ms, 0, number, None, CLINIC, context)


def document(
    *samples: Sample, identity: str = "a", version: str = "1", body: str = "{}"
) -> Document:
    return Document(
        "DocumentReference",
        CategoryId("documents"),
        identity,
        body.encode(),
        CLINIC,
        Basis(ZoneKnown.UTC),
        version=version,
        samples=samples,
    )


def bring(store: Connection, *documents: Document) -> RecordWriter:
    with store.transaction():
        writer = RecordWriter(store, new_import(store))
        for one in documents:
            writer.add_document(one)
        writer.finish()
    return writer


def numbers(store: Connection) -> list[float | None]:
    return [row[0] for row in store.rows("SELECT number FROM sample ORDER BY start_ms, number")]


def rolled_up(store: Connection) -> int:
    return store.number("SELECT sum(count) FROM day")


def test_a_newer_version_takes_the_values_of_the_older_with_it(store: Connection) -> None:
    bring(store, document(weight(77.0), weight(253.0)))
    bring(store, document(weight(77.0), weight(75.3), version="2", body="{ }"))
    assert numbers(store) == [75.3, 77.0]
    assert rolled_up(store) == 2


def test_an_older_version_that_comes_late_changes_nothing(store: Connection) -> None:
    bring(store, document(weight(75.3), version="2"))
    late = bring(store, document(weight(253.0), version="1", body="{ }"))
    assert numbers(store) == [75.3]
    assert (late.added.total(), late.duplicates.total()) == (0, 2)


def test_the_same_document_again_adds_nothing(store: Connection) -> None:
    bring(store, document(weight(77.0), weight(77.0)))
    again = bring(store, document(weight(77.0), weight(77.0)))
    assert numbers(store) == [77.0, 77.0], "true twins in one document both stay"
    assert (again.added.total(), again.duplicates.total()) == (0, 3)


def test_two_documents_that_tell_of_one_reading_make_one(store: Connection) -> None:
    bring(store, document(weight(77.0)), document(weight(77.0), identity="b"))
    assert numbers(store) == [77.0]


def test_a_value_stays_while_another_document_has_it(store: Connection) -> None:
    bring(store, document(weight(77.0)), document(weight(77.0), identity="b"))
    bring(store, document(version="2", body="{ }"))
    assert numbers(store) == [77.0]
    bring(store, document(version="2", body="{ }", identity="b"))
    assert numbers(store) == []
    assert rolled_up(store) == 0


def test_without_a_version_other_content_replaces(store: Connection) -> None:
    """Many senders number nothing; what came last is what they say now."""
    bring(store, document(weight(77.0), version=""))
    bring(store, document(weight(78.0), version="", body="{ }"))
    assert numbers(store) == [78.0]


@pytest.mark.parametrize("is_late", [True, False])
def test_a_retracted_reading_never_counts(store: Connection, *, is_late: bool) -> None:
    """Whichever comes first, the value or word that it was wrong."""
    value, retraction = document(weight(253.0)), document(weight(None), identity="b")
    bring(store, *((value,) if is_late else (retraction,)))
    bring(store, *((retraction,) if is_late else (value,)))
    assert numbers(store) == [None]
    assert rolled_up(store) == 0


def test_without_retraction_the_value_counts(store: Connection) -> None:
    bring_in(store, [weight(253.0)])
    assert rolled_up(store) == 1
