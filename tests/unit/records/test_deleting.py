"""Deleting: what goes is gone from the file, and what stays stays true."""

from collections.abc import Callable

import pytest

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, DataDeleted
from datadonor.records.categories import CategoryId
from datadonor.records.deleting import (
    ImportMissing,
    delete_category,
    delete_everything,
    delete_import,
    delete_record,
)
from datadonor.records.dictionaries import stored_types
from datadonor.records.reading import page
from datadonor.records.record_id import EpisodeId, RecordMissing, SampleId
from datadonor.records.rollups import Touched, refresh_rollups
from datadonor.records.sample import (
    Context,
    Document,
    Episode,
    IdentifierKind,
    KnownIdentifier,
    Sample,
    Source,
    Trace,
)
from datadonor.records.types import TypeId
from datadonor.records.whole_record import record
from datadonor.vault.database import Connection, Row
from tests.unit.records.sqlcipher_pages import plain_pages
from tests.unit.records.stored import (
    CLINIC,
    HOUR,
    NOON,
    PHONE,
    SUMMER,
    WATCH,
    Record,
    asleep,
    bring_in,
    letter,
    pulse,
    steps,
    workout,
)

HEART = CategoryId("heart")
TABLES = (
    *("sample", "hour", "day", "episode", "trace", "document", "context", "source"),
    *("sample_type", "import", "known_identifier", "table_mapping", "document_sample"),
)

MARKED = Source("kilde-med-maerke-0xA1")
BODY = b'{"resourceType":"Condition","note":"brev-med-maerke-0xB2"}'
WORD = "<ord-med-maerke-0xC3"
NAME = "navn-med-maerke-0xD4"
MARKS = (MARKED.name.encode(), b"brev-med-maerke-0xB2", WORD.encode(), NAME.encode())


def counts(opened: OpenVault) -> dict[str, int]:
    ask = opened.vault.connection
    found = {table: ask.number(f"SELECT count(*) FROM {table}") for table in TABLES}
    return {table: count for table, count in found.items() if count}


def rows(connection: Connection, table: str) -> list[Row]:
    return list(connection.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3"))


def verify_whole(opened: OpenVault) -> None:
    """Compare roll-ups with ones made from nothing, and look for what points nowhere."""
    connection = opened.vault.connection
    before = {table: rows(connection, table) for table in ("hour", "day")}
    with opened.log.transaction(SELF) as recording:
        touched = Touched()
        for stored in stored_types(connection):
            (low, high) = connection.row(
                "SELECT min(start_ms), max(start_ms) FROM sample WHERE type_id = ?", (stored.id,)
            ) or (None, None)
            assert low is not None, "a type without samples"
            touched.add(stored.id, low, high)
        recording.connection.execute("DELETE FROM hour")
        recording.connection.execute("DELETE FROM day")
        refresh_rollups(recording.connection, touched)
    assert {table: rows(connection, table) for table in before} == before
    key = "type_id, start_ms, source_id, duration_ms, key"
    contexts = "SELECT context_id FROM sample UNION SELECT context_id FROM episode"
    sources = "SELECT source_id FROM sample UNION SELECT source_id FROM episode "
    sources += "UNION SELECT source_id FROM document"
    for query in (
        "SELECT count(*) FROM sample WHERE context_id NOT IN (SELECT id FROM context)",
        "SELECT count(*) FROM sample WHERE source_id NOT IN (SELECT id FROM source)",
        f"SELECT count(*) FROM document_sample WHERE ({key}) NOT IN (SELECT {key} FROM sample)",
        f"SELECT count(*) FROM context WHERE id NOT IN ({contexts})",
        f"SELECT count(*) FROM source WHERE id NOT IN ({sources})",
    ):
        assert connection.number(query) == 0, query
    assert connection.page_problems() == 0


def last_event(opened: OpenVault) -> dict[str, object]:
    event = opened.log.event(next(opened.log.events(opened.log.size - 1)).position).event
    assert event is not None
    assert isinstance(event.what, DataDeleted)
    return event.what.model_dump(exclude_none=True)


class TestOneRecord:
    def test_a_sample_goes_and_its_hour_is_made_anew(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON, 60), pulse(NOON + 1, 80), steps(NOON, 5)])
        newest = page(opened.vault.connection, HEART).records[0]
        assert delete_record(opened, newest.id, SELF) == 1
        assert [each.number for each in page(opened.vault.connection, HEART).records] == [60]
        assert opened.vault.connection.number("SELECT high FROM hour WHERE count = 1") == 60
        assert last_event(opened) == {"v": 1, "scope": "record", "records": 1}
        verify_whole(opened)

    def test_the_last_of_a_kind_takes_what_stood_for_it_along(self, opened: OpenVault) -> None:
        who = KnownIdentifier(IdentifierKind.NAME, NAME, is_subject=True)
        bring_in(opened, [pulse(NOON, 60), who])
        newest = page(opened.vault.connection, HEART).records[0]
        delete_record(opened, newest.id, SELF)
        assert counts(opened) == {}

    def test_a_document_and_an_episode_go(self, opened: OpenVault) -> None:
        from array import array

        beats = Trace("rate", "/min", array("h", [1, 2]))
        bring_in(
            opened, [letter(1, NOON), workout(NOON)._replace(traces=(beats,)), pulse(NOON, 60)]
        )
        for category in ("conditions", "activity"):
            (only,) = page(opened.vault.connection, CategoryId(category)).records
            assert delete_record(opened, only.id, SELF) == 1
        assert set(counts(opened)) == {
            *("sample", "hour", "day", "context", "source", "sample_type", "import")
        }
        verify_whole(opened)

    def test_what_is_not_there_changes_nothing(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON, 60)])
        before = (opened.log.root(), counts(opened))
        for missing in (EpisodeId(1), SampleId(1, NOON, 1, 0, 1)):
            with pytest.raises(RecordMissing):
                delete_record(opened, missing, SELF)
        assert (opened.log.root(), counts(opened)) == before

    def pair(self, opened: OpenVault) -> None:
        context = Context(SUMMER, "mmHg")
        upper, lower = (
            Sample(TypeId(f"BloodPressure{name}"), NOON, 0, value, None, WATCH, context)
            for name, value in (("Systolic", 131.0), ("Diastolic", 83.0))
        )
        facts = {"members": [{"type": upper.type, "value": 131.0}]}
        other = upper._replace(source=PHONE)
        later = upper._replace(start_ms=NOON + 1)
        both = Episode("BloodPressure", NOON, 0, WATCH, Context(SUMMER), facts=facts)
        bring_in(opened, [upper, lower, both, other, later])

    def shown(self, opened: OpenVault) -> list[str]:
        found = page(opened.vault.connection, CategoryId("blood_pressure")).records
        return sorted(f"{each.name} {each.source.device}" for each in found)

    def test_a_sample_takes_the_pair_that_repeats_its_value(self, opened: OpenVault) -> None:
        self.pair(opened)
        found = page(opened.vault.connection, CategoryId("blood_pressure")).records
        upper = next(
            each.id
            for each in found
            if each.number == 131 and each.source == WATCH and each.start_ms == NOON
        )
        assert delete_record(opened, upper, SELF) == 2
        assert self.shown(opened) == [
            "BloodPressureDiastolic watch",
            "BloodPressureSystolic phone",
            "BloodPressureSystolic watch",
        ]
        verify_whole(opened)

    def test_a_pair_takes_its_own_samples_and_no_others(self, opened: OpenVault) -> None:
        self.pair(opened)
        found = page(opened.vault.connection, CategoryId("blood_pressure")).records
        pair = next(each.id for each in found if each.name == "BloodPressure")
        assert delete_record(opened, pair, SELF) == 3
        assert self.shown(opened) == ["BloodPressureSystolic phone", "BloodPressureSystolic watch"]
        verify_whole(opened)


def sugar(start_ms: int, value: float) -> Sample:
    context = Context(SUMMER, "mmol/L")
    return Sample(TypeId("BloodGlucose"), start_ms, 0, value, None, CLINIC, context)


class TestValuesInDocuments:
    def report(self, number: int, *samples: Sample) -> Document:
        return letter(number, NOON, samples=samples)

    def left(self, opened: OpenVault) -> tuple[list[str], list[float | None]]:
        ask = opened.vault.connection
        letters = page(ask, CategoryId("conditions")).records
        sugars = page(ask, CategoryId("glucose")).records
        return sorted(each.title or "" for each in letters), [each.number for each in sugars]

    def test_a_value_takes_the_document_that_repeats_it(self, opened: OpenVault) -> None:
        bring_in(opened, [self.report(1, sugar(NOON, 5), sugar(NOON + 1, 6)), letter(2, NOON)])
        newest = page(opened.vault.connection, CategoryId("glucose")).records[0]
        assert delete_record(opened, newest.id, SELF) == 2
        assert self.left(opened) == (["Brev 2"], [5])
        verify_whole(opened)

    def test_a_document_takes_the_values_that_stand_in_no_other(self, opened: OpenVault) -> None:
        both = sugar(NOON, 5)
        bring_in(opened, [self.report(1, both, sugar(NOON + 1, 6)), self.report(2, both)])
        first = next(
            each.id
            for each in page(opened.vault.connection, CategoryId("conditions")).records
            if each.title == "Brev 1"
        )
        assert delete_record(opened, first, SELF) == 2
        assert self.left(opened) == (["Brev 2"], [5])
        verify_whole(opened)

    def test_a_category_takes_documents_of_others_that_repeat_it(self, opened: OpenVault) -> None:
        bring_in(opened, [self.report(1, sugar(NOON, 5)), letter(2, NOON), pulse(NOON, 60)])
        assert delete_category(opened, CategoryId("glucose"), SELF) == 2
        assert self.left(opened) == (["Brev 2"], [])
        verify_whole(opened)

    def test_a_category_of_documents_leaves_values_of_other_categories(
        self, opened: OpenVault
    ) -> None:
        bring_in(opened, [self.report(1, sugar(NOON, 5))])
        assert delete_category(opened, CategoryId("conditions"), SELF) == 1
        assert self.left(opened) == ([], [5])
        verify_whole(opened)

    def test_an_import_leaves_values_that_stand_in_documents_of_another(
        self, opened: OpenVault
    ) -> None:
        both = sugar(NOON, 5)
        first = bring_in(opened, [self.report(1, both, sugar(NOON + 1, 6))])
        second = bring_in(opened, [self.report(2, both)], "cd" * 32)
        assert delete_import(opened, first, SELF) == 2
        assert self.left(opened) == (["Brev 2"], [5])
        (kept,) = page(opened.vault.connection, CategoryId("glucose")).records
        assert record(opened.vault.connection, kept.id).origin.id == second
        assert kept.basis == SUMMER
        verify_whole(opened)
        assert delete_import(opened, second, SELF) == 2
        assert counts(opened) == {}


class TestCategory:
    def test_a_category_goes_and_the_others_stay(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON, 60), pulse(NOON + HOUR, 61, PHONE), steps(NOON, 5)])
        bring_in(opened, [letter(1, NOON), workout(NOON)], "cd" * 32)
        assert delete_category(opened, HEART, SELF) == 2
        assert last_event(opened) == {
            "v": 1,
            "scope": "category",
            "category": "heart",
            "records": 2,
        }
        assert page(opened.vault.connection, HEART).records == ()
        assert len(page(opened.vault.connection, CategoryId("activity")).records) == 2
        verify_whole(opened)
        assert delete_category(opened, CategoryId("conditions"), SELF) == 1
        assert delete_category(opened, CategoryId("conditions"), SELF) == 0
        verify_whole(opened)

    def test_what_the_vocabulary_lacks_can_go(self, opened: OpenVault) -> None:
        strange = Sample(TypeId("Strange"), NOON, 0, 1.0, None, WATCH, Context(SUMMER, "furlong"))
        bring_in(opened, [strange, workout(NOON)._replace(kind="Odd"), pulse(NOON, 60)])
        assert delete_category(opened, CategoryId(""), SELF) == 2
        assert last_event(opened)["category"] == "unsorted"
        verify_whole(opened)


class TestImport:
    def test_only_its_own_records_and_identifiers_go(self, opened: OpenVault) -> None:
        def named(value: str) -> KnownIdentifier:
            return KnownIdentifier(IdentifierKind.NAME, value, is_subject=True)

        first = bring_in(opened, [pulse(NOON, 60), letter(1, NOON), named("A B"), named("C D")])
        second = bring_in(
            opened,
            [pulse(NOON, 60), pulse(NOON + HOUR, 61), workout(NOON), named("C D")],
            "cd" * 32,
        )
        assert delete_import(opened, first, SELF) == 2
        assert last_event(opened) == {"v": 1, "scope": "import", "import_id": first, "records": 2}
        ask = opened.vault.connection
        assert [name for (name,) in ask.rows("SELECT value FROM known_identifier")] == ["C D"]
        assert [name for (name,) in ask.rows("SELECT name FROM import")] == [second]
        assert [each.number for each in page(ask, HEART).records] == [61]
        verify_whole(opened)
        with pytest.raises(ImportMissing):
            delete_import(opened, first, SELF)
        delete_import(opened, second, SELF)
        assert counts(opened) == {}

    def test_an_import_that_lost_its_last_record_is_gone(self, opened: OpenVault) -> None:
        """Also where an older file held most of it, so that contexts of it were unused."""
        who = KnownIdentifier(IdentifierKind.CPR, "3102991234", is_subject=True)
        other = Context(SUMMER, "count/min", detail='{"motion":"active"}')
        known = pulse(NOON, 60)._replace(context=other)
        bring_in(opened, [known, steps(NOON, 1)])
        bring_in(opened, [known, asleep(NOON, "awake"), who], "cd" * 32)
        delete_category(opened, CategoryId("sleep"), SELF)
        assert opened.vault.connection.number("SELECT count(*) FROM import") == 1
        assert opened.vault.connection.number("SELECT count(*) FROM known_identifier") == 0
        verify_whole(opened)


def marked(opened: OpenVault) -> str:
    """Bring in marked records among enough others to fill many pages."""
    around: list[Record] = [pulse(NOON - n * 1000, 60 + n % 40) for n in range(3000)]
    letters = [
        letter(
            n, NOON - n, body=b'{"resourceType":"Condition","note":"%d"}' % (n * 7919) * (n % 90)
        )
        for n in range(200)
    ]
    bring_in(opened, [*around, *letters])
    glucose = TypeId("BloodGlucose")
    word = Sample(glucose, NOON, 0, None, WORD, MARKED, Context(SUMMER))
    own: list[Record] = [
        word,
        asleep(NOON, "awake", MARKED),
        letter(500, NOON, body=BODY * 300, source=MARKED),
        letter(501, NOON + 1, body=BODY, source=MARKED),
        KnownIdentifier(IdentifierKind.NAME, NAME, is_subject=True),
    ]
    return bring_in(opened, own, "cd" * 32)


def one_by_one(opened: OpenVault, _name: str) -> None:
    for category in ("glucose", "sleep", "conditions"):
        for each in page(opened.vault.connection, CategoryId(category), limit=1000).records:
            if each.source == MARKED:
                delete_record(opened, each.id, SELF)


def by_category(opened: OpenVault, _name: str) -> None:
    for category in ("glucose", "sleep", "conditions"):
        delete_category(opened, CategoryId(category), SELF)


class TestReallyGone:
    @pytest.mark.parametrize(
        "delete",
        [
            one_by_one,
            by_category,
            lambda opened, name: delete_import(opened, name, SELF),
            lambda opened, _: delete_everything(opened, SELF),
        ],
        ids=["record", "category", "import", "everything"],
    )
    def test_no_page_of_the_files_holds_a_byte_of_it(
        self, opened: OpenVault, delete: Callable[[OpenVault, str], object]
    ) -> None:
        name = marked(opened)
        folder, key = opened.vault.folder, bytes(opened.vault._data_key)
        held = b"\0".join(plain_pages(folder, key))
        assert [mark for mark in MARKS if mark not in held] == []  # the search finds what is there
        delete(opened, name)
        assert (folder / "vault.db-wal").stat().st_size == 0
        left = b"\0".join(plain_pages(folder, key))
        assert b"CREATE TABLE sample" in left  # the pages are read rightly
        assert [mark for mark in MARKS if mark in left] == []
        if counts(opened):
            verify_whole(opened)

    def test_without_overwriting_the_bytes_would_be_found(self, opened: OpenVault) -> None:
        """Negative control: the search sees what SQLite only unlinks."""
        name = marked(opened)
        opened.vault.connection.execute("PRAGMA secure_delete = OFF")
        delete_import(opened, name, SELF)
        left = b"\0".join(plain_pages(opened.vault.folder, bytes(opened.vault._data_key)))
        assert any(mark in left for mark in MARKS)

    def test_without_emptying_the_log_of_writes_the_bytes_would_be_found(
        self, opened: OpenVault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Negative control: what was written lies in the write-ahead log first."""
        name = marked(opened)
        monkeypatch.setattr(Connection, "shorten_wal", lambda _: None)
        delete_import(opened, name, SELF)
        left = b"\0".join(plain_pages(opened.vault.folder, bytes(opened.vault._data_key)))
        assert any(mark in left for mark in MARKS)


class TestEverything:
    def test_nothing_of_health_is_left_and_the_log_stays(self, opened: OpenVault) -> None:
        marked(opened)
        with opened.log.transaction(SELF) as recording:
            recording.connection.execute("INSERT INTO table_mapping VALUES ('ab', '{}')")
        size = opened.log.size
        records = sum(
            counts(opened)[table]
            for table in ("sample", "episode", "document")
            if table in counts(opened)
        )
        assert delete_everything(opened, SELF) == records
        assert counts(opened) == {}
        assert opened.log.size == size + 1
        assert last_event(opened) == {"v": 1, "scope": "everything", "records": records}
        assert opened.log.inspect() == []

    def test_the_tables_named_are_all_that_health_data_lie_in(self, opened: OpenVault) -> None:
        """A table that a later step adds must be thought of here."""
        names = opened.vault.connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        others = {"event", "secret", "registry_file", "registry_target", "project_request"}
        others |= {"consent_document", "conversation"}  # decisions, which are kept as proof
        others |= {"outbox", "sent_line"}  # digests, and how far sealed files have come
        others |= {"kept_registry", "release_registry"}  # what was published, as it was
        others |= {"time_authority", "timestamp"}  # of sealed digests
        others |= {"mandate_key"}  # sealed, and proof as long as its holder may decide
        assert {name for (name,) in names} - others == set(TABLES)
