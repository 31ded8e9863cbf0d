"""A vault of schema 3 learns when its documents ended, from what it kept of them.

What it cannot read is not over: a document may end later here than its importer would
say now, and never earlier.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from datadonor.audit import custody
from datadonor.audit.events import SELF
from datadonor.records.categories import CategoryId
from datadonor.records.listing import DOCUMENTS, Shelf
from datadonor.records.sample import OPEN_END_MS, Basis, Document, Source, ZoneKnown
from datadonor.records.writing import RecordWriter
from datadonor.sources.fhir.documents import Filed, filed
from datadonor.sources.fhir.elements import elements_of
from datadonor.sources.fhir.kinds import Kind, kinds
from datadonor.sources.reading import COPENHAGEN
from datadonor.vault import schema
from datadonor.vault.database import Connection
from tests.stores import new_import, store_in_memory
from tests.unit.conftest import PASSPHRASE

Json = dict[str, Any]

CLINIC: Final = Source("Klinik")
HOUR: Final = 3_600_000
DAY: Final = 24 * HOUR
NOON: Final = 1_698_836_400_000  # 2023-11-01T12:00:00+01:00
MIDNIGHT: Final = NOON - 12 * HOUR  # in Copenhagen
AT_NOON: Final = "2023-11-01T12:00:00+01:00"

(ENDS,) = [statement for statement in schema.STEPS[3] if "UPDATE document" in statement]


def stay(**period: object) -> Json:
    return {"resourceType": "Encounter", "period": period}


def filed_now(resource: Json) -> Filed:
    kind = kinds()[resource["resourceType"]]
    body = json.dumps(resource).encode()
    return filed(resource, kind, body, "one", CLINIC, COPENHAGEN)


def imported(resource: Json) -> Document:
    return filed_now(resource).document


def keep(connection: Connection, *documents: Document) -> None:
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for number, document in enumerate(documents):
            writer.add_document(document._replace(identity=str(number)))
        writer.finish()


def ends(connection: Connection) -> list[int | None]:
    return [row[0] for row in connection.rows("SELECT end_ms FROM document ORDER BY id")]


def learnt(*documents: Document, statement: str = ENDS) -> list[int | None]:
    """Return the ends that documents of schema 3 are given."""
    with store_in_memory() as connection:
        keep(connection, *documents)
        connection.execute("UPDATE document SET end_ms = NULL")
        connection.execute(statement)
        return ends(connection)


CASES: Final[list[tuple[Json, int | None]]] = [
    (stay(start=AT_NOON, end="2023-11-03"), MIDNIGHT + 3 * DAY),
    (stay(start="2023-11-01", end="2023-11"), MIDNIGHT + 30 * DAY),
    (stay(start="2023-11-01", end="2023"), MIDNIGHT + 61 * DAY),
    (stay(start="2023-11-01T11:00:00Z", end="2023-11-03"), MIDNIGHT + 3 * DAY + HOUR),
    (stay(start=AT_NOON, end="2023-11-02T11:00:00.250Z"), NOON + DAY + 250),
    (stay(start=AT_NOON, end="2023-11-02T12:00+01:00"), NOON + DAY),
    (stay(start=AT_NOON, end="2023-11-02T12:00:00"), OPEN_END_MS),  # in no zone
    (stay(start=AT_NOON, end=AT_NOON), None),
    (stay(start=AT_NOON), OPEN_END_MS),
    (stay(start=AT_NOON, end="tomorrow"), OPEN_END_MS),
    (stay(start=AT_NOON, end="2023-10-31"), OPEN_END_MS),
    (stay(start=AT_NOON, end=["2023-11-03"]), OPEN_END_MS),
    (stay(end="2023-11-03"), OPEN_END_MS),
    ({"resourceType": "Observation", "effectiveDateTime": AT_NOON}, None),
    ({"resourceType": "Observation", "issued": AT_NOON}, OPEN_END_MS),
    ({"resourceType": "Observation", "effectiveDateTime": "2019", "issued": AT_NOON}, OPEN_END_MS),
    ({"resourceType": "Condition", "onsetDateTime": AT_NOON}, OPEN_END_MS),
    ({"resourceType": "Condition", "recordedDate": AT_NOON, "onsetPeriod": {}}, None),
    (
        {
            "resourceType": "Specimen",
            "collection": {"collectedPeriod": {"start": AT_NOON, "end": "2023-11-01"}},
        },
        MIDNIGHT + DAY,
    ),
    ({"resourceType": "Specimen", "collection": {"collectedDateTime": AT_NOON}}, None),
    ({"resourceType": "Appointment", "start": AT_NOON, "end": "2023-11-01T12:00:00Z"}, NOON + HOUR),
    (
        {
            "resourceType": "DetectedIssue",
            "identifiedPeriod": {"start": AT_NOON},
            "date": "2023-11-02",
        },
        OPEN_END_MS,
    ),
    ({"resourceType": "Composition", "date": AT_NOON}, None),
    ({"resourceType": "Patient"}, None),
]


@pytest.mark.parametrize(("resource", "end_ms"), CASES)
def test_a_document_learns_its_end(resource: Json, end_ms: int | None) -> None:
    assert learnt(imported(resource)) == [end_ms]


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("'+1 day'", "'+0 day'"),
        ("'+1 month'", "'+0 month'"),
        ("'+1 year'", "'+0 year'"),
        ("4611686018427387904", "0"),
        ("'$.collection.collectedPeriod'", "'$.collectedPeriod'"),
        ("> date_ms", "> 0"),
        ("'*T*[-+Z]*'", "'*T*'"),
        ("'subsec'", "'utc'"),
        ("('Condition',", "('Conditions',"),
        ("coalesce(begun, over) IS NOT NULL OR", ""),
    ],
)
def test_a_statement_that_is_off_is_found(written: str, otherwise: str) -> None:
    """Negative control: the cases above hold each part of the statement."""
    assert written in ENDS
    off = ENDS.replace(written, otherwise)
    found = learnt_each(off)
    assert found != [end_ms for _, end_ms in CASES]


def learnt_each(statement: str) -> list[int | None]:
    return learnt(*(imported(resource) for resource, _ in CASES), statement=statement)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[1]", b"{} {}", b'"x"', b"[" * 2000])
def test_a_stay_that_cannot_be_read_is_not_over(body: bytes) -> None:
    document = imported(stay(start=AT_NOON, end="2023-11-03"))
    assert learnt(document._replace(body=body), document) == [OPEN_END_MS, document.end_ms]


def test_the_end_of_what_has_not_ended_is_the_importers() -> None:
    assert f"ELSE {OPEN_END_MS} " in ENDS


# -- whole vaults --------------------------------------------------------------------


@contextmanager
def store_of_schema_3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """Return tables as schema 3 made them, with one stay and one moment."""
    connection = Connection(sqlcipher.connect(":memory:", isolation_level=None), read_only=False)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(schema, "STEPS", schema.STEPS[:3])
            patch.setattr(schema, "VERSION", 3)
            assert connection.migrate() == (0, 3)
        import_id = new_import(connection)
        connection.execute("INSERT INTO source (name, device) VALUES ('Klinik', 'clinic')")
        for number, body in enumerate(
            (stay(start=AT_NOON, end="2023-11-03"), {"resourceType": "Composition"})
        ):
            connection.execute(
                "INSERT INTO document VALUES (NULL, ?, 'encounters', ?, 'offset', 60, NULL, NULL, "
                "NULL, ?, '', 0, 1, ?, ?)",
                (
                    body["resourceType"],
                    NOON,
                    bytes([number]) * 16,
                    import_id,
                    json.dumps(body).encode(),
                ),
            )
        yield connection
    finally:
        connection.close()


def test_tables_of_schema_3_become_those_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    with store_of_schema_3(monkeypatch) as connection:
        assert connection.migrate() == (3, schema.VERSION)
        shelf = Shelf(connection)
        listed = [shelf.document(row) for row in connection.rows(f"{DOCUMENTS} ORDER BY id")]
        assert [(each.start_ms, each.end_ms) for each in listed] == [
            (NOON, MIDNIGHT + 3 * DAY),
            (NOON, None),
        ]
        assert connection.page_problems() == 0


def test_without_the_statement_they_learn_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a stay would count as the one moment at which it began."""
    rest = tuple(statement for statement in schema.STEPS[3] if statement != ENDS)
    with store_of_schema_3(monkeypatch) as connection:
        monkeypatch.setattr(schema, "STEPS", (*schema.STEPS[:3], rest, *schema.STEPS[4:]))
        connection.migrate()
        assert ends(connection) == [None, None]


def test_a_stored_vault_of_schema_3_learns_its_ends(tmp_path: Path) -> None:
    """Its one document is an illness that does not say when it was recorded."""
    stored = Path(__file__).parents[2] / "vectors" / "vaults" / "schema-3.ddbackup"
    custody.restore(tmp_path / "vault", stored, PASSPHRASE, SELF)
    with custody.open_vault(tmp_path / "vault", PASSPHRASE) as opened:
        assert opened.vault.found.schema_now == schema.VERSION
        assert ends(opened.vault.connection) == [OPEN_END_MS]


# -- the same as the importer, or later ----------------------------------------------


def _may_last(name: str, kind: Kind) -> bool:
    if kind.found_by or "." in kind.dates:
        return True
    for path in kind.dates:
        elements = elements_of(name)
        *holders, last = path.split(".")
        for holder in holders:
            elements = elements_of(elements[holder].kind)
        period = elements.get(last) or elements.get(last + "Period")
        if f"{last}Period" in elements or (period and period.kind == "Period"):
            return True
    return False


def test_the_statement_knows_every_kind_that_may_last() -> None:
    """And no other. A kind that is added to the table later is not of an older vault."""
    assert {name for name, kind in kinds().items() if _may_last(name, kind)} == {
        name for name in kinds() if f"('{name}'," in ENDS
    }


_LAST = date(2030, 12, 31)
_DAYS = st.dates(date(2000, 1, 1), _LAST).map(date.isoformat)
_ZONES = st.sampled_from(["", "Z", "+00:00", "+01:00", "+02:00", "-05:00", "+09:00", "-12:00"])
_TIMES = st.builds(
    lambda moment, zone: moment.replace(microsecond=0).isoformat() + zone,
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 12, 31)),  # noqa: DTZ001 - the zone follows
    _ZONES,
)
_WHENS = st.one_of(
    _DAYS, _TIMES, _TIMES, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:4])
)
_ENDS = st.one_of(_WHENS, st.sampled_from(["", "?", "9999-12-31", "2023-02-30", "T", "2023-13"]))
_PERIODS = st.fixed_dictionaries({}, optional={"start": _WHENS, "end": _ENDS})


_OLDER_PERIODS: Final = {"whenUsed", "scheduledPeriod"}
"""Names of the years before R4 that stand over a Period."""


@st.composite
def _resources(draw: st.DrawFn) -> Json:
    """Make a resource with some of the dates of its kind; Periods only where FHIR has one."""
    name = draw(st.sampled_from(sorted(kinds())))
    resource: Json = {"resourceType": name}
    for path in (*kinds()[name].dates, *kinds()[name].found_by):
        if path == ".":
            resource |= draw(_PERIODS)
        elif draw(st.booleans()):
            *holders, last = path.split(".")
            tree, elements = resource, elements_of(name)
            for holder in holders:
                tree, elements = tree.setdefault(holder, {}), elements_of(elements[holder].kind)
            periods = {each for each, element in elements.items() if element.kind == "Period"}
            wanted = [f"{last}{choice}" for choice in ("", "DateTime", "Period")]
            called = draw(st.sampled_from([each for each in wanted if each in elements] or wanted))
            lasts = called in periods | _OLDER_PERIODS
            tree[called] = draw(_PERIODS if lasts else _WHENS)
    return resource


def _last_day(document: Document, end_ms: int | None) -> date:
    """Return the last day in Copenhagen that a document touches."""
    assert document.date_ms is not None
    if end_ms == OPEN_END_MS:
        return date.max
    ms = document.date_ms if end_ms is None else end_ms - 1
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return when.astimezone(ZoneInfo("Europe/Copenhagen")).date()


@given(st.lists(_resources(), min_size=1, max_size=12))
def test_no_document_ends_on_an_earlier_day_than_its_importer_says(resources: list[Json]) -> None:
    """Schema 3 dated no document whose end stood before its start."""
    found = [filed_now(each) for each in resources]
    documents = [
        each.document for each in found if each.document.date_ms is not None and not each.fault
    ]
    for document, end_ms in zip(documents, learnt(*documents), strict=True):
        assert _last_day(document, end_ms) >= _last_day(document, document.end_ms), document.body
        assert end_ms is None or end_ms > (document.date_ms or 0)


def test_a_document_of_one_moment_stays_one() -> None:
    document = Document(
        "Observation",
        CategoryId("laboratory"),
        "one",
        json.dumps({"effectiveDateTime": AT_NOON}).encode(),
        CLINIC,
        Basis(ZoneKnown.OFFSET, 60),
        NOON,
    )
    assert learnt(document) == [None]
