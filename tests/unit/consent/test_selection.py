"""What may go, found by SQL: which rows, in which order, along which road."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from random import Random
from typing import Any, Final

import pytest

from consent.choices import Choices, ItemChoice
from consent.periods import Period
from consent.policy import Grant
from consent.request import Dates, ProjectRequest, Resolution
from consent.selection import Counts, DocumentPlace, EpisodePlace, Selection, select
from consent.selection_sql import Clause, LeftOut, Span, any_of, none_of
from datadonor.audit.custody import OpenVault
from datadonor.records.record_id import SampleId
from datadonor.records.sample import Episode
from datadonor.records.writing import RecordWriter
from datadonor.vault.database import Connection, Row, Value
from datadonor.vault.errors import VaultReadOnly
from tests.choice_cases import fill_store, midnight_ms
from tests.stores import UTC as UTC_CONTEXT
from tests.stores import WATCH, bring_in, new_import, steps, store_in_memory
from tests.synthetic_requests import complete_request, with_change

NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
DAY_MS: Final = 86_400_000
FIRST_MS: Final = midnight_ms(date(2024, 1, 1))


@pytest.fixture
def store() -> Iterator[Connection]:
    with store_in_memory() as connection:
        yield connection


def request(**changes: Any) -> ProjectRequest:  # noqa: ANN401 - any field
    """Ask for a year of steps, or for whatever else."""
    fields = {
        "id": "steps",
        "category": "activity",
        "window": {"from": "2024-01-01", "until": "2024-12-31"},
        "finest_resolution": "hour",
        "dates": "shifted",
        "required": False,
    }
    whole = complete_request()
    one = whole.items[2].model_dump(mode="json", by_alias=True, exclude_none=True)
    return with_change(whole, "items", [one | fields | changes])


def yes(**changes: Any) -> Choices:  # noqa: ANN401 - any field
    return Choices(items={"steps": ItemChoice.model_validate({"granted": True} | changes)})


def starts(selected: Selection) -> list[int]:
    return [row[1] for item in selected.items for row in item.samples()]


def test_exactly_the_days_of_the_window_are_selected(store: Connection) -> None:
    outside = [FIRST_MS - 1, midnight_ms(date(2025, 1, 1))]
    inside = [FIRST_MS, FIRST_MS + DAY_MS, midnight_ms(date(2025, 1, 1)) - 60_000]
    across = [FIRST_MS - 30_000, midnight_ms(date(2025, 1, 1)) - 59_999]
    bring_in(store, [steps(ms, 10) for ms in (*outside, *inside, *across)])
    assert starts(select(store, request(), yes(), NOW)) == inside


def test_rows_come_by_type_and_time(store: Connection) -> None:
    fill_store(store, Random(3))
    everything = request(window={"from": "1900-01-01", "until": "2030-12-31"})
    (item,) = select(store, everything, yes(), NOW).items
    samples = list(item.samples())
    episodes = list(item.episodes())
    documents = list(item.documents())
    assert samples == sorted(samples, key=lambda row: row[:5])
    assert episodes == sorted(episodes, key=lambda row: (row[1], row[2], row[0]))
    places = [DocumentPlace.of(row) for row in documents]
    dated = [place for place in places if place.date_ms is not None]
    dateless = [place for place in places if place.date_ms is None]
    assert places == sorted(dated) + sorted(dateless, key=lambda place: place.number)
    assert min(len(samples), len(episodes), len(dated), len(dateless)) > 3
    assert item.count() == Counts(len(samples), len(episodes), len(documents))


def test_an_item_says_how_fine_and_with_which_dates(store: Connection) -> None:
    (item,) = select(store, request(), yes(resolution=Resolution.WEEK), NOW).items
    assert item.grant == Grant("steps", Resolution.WEEK, Dates.SHIFTED)
    assert item.category == "activity"
    assert item.count() == Counts(0, 0, 0)


@pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices(items={"steps": ItemChoice(granted=False)}),
        Choices(items={"unknown": ItemChoice(granted=True)}),
        yes(types=("HeartRate",)),
        yes(until=date(2025, 1, 1)),
        yes(resolution=Resolution.RAW),
        yes().model_copy(update={"expires": date(2026, 8, 31)}),
    ],
    ids=["nothing", "no", "not asked", "types", "window", "resolution", "over"],
)
def test_what_is_not_granted_or_goes_too_far_or_is_over_selects_nothing(
    store: Connection, choices: Choices
) -> None:
    bring_in(store, [steps(FIRST_MS, 10)])
    selected = select(store, request(), choices, NOW)
    assert selected == Selection(())
    assert not selected.counts()


def test_without_a_zone_nothing_is_selected(store: Connection) -> None:
    assert not select(store, request(), yes(), NOW.replace(tzinfo=None)).items


def test_one_record_that_two_items_permit_is_counted_once(store: Connection) -> None:
    bring_in(store, [steps(FIRST_MS + nth * DAY_MS, 10) for nth in range(100)])
    asked = request()
    second = asked.items[0].model_copy(
        update={
            "id": "few",
            "window": asked.items[0].window.model_copy(update={"until": date(2024, 1, 10)}),
        }
    )
    asked = asked.model_copy(update={"items": (asked.items[0], second)})
    few = ItemChoice(granted=True)
    selected = select(store, asked, Choices(items={"steps": few, "few": few}), NOW)
    assert [item.count().total for item in selected.items] == [100, 10]
    assert {category: each.total for category, each in selected.counts().items()} == {
        "activity": 100
    }


def test_ten_thousand_records_left_out_are_one_statement(
    store: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as choices may name, all of one second, and with few bound values."""
    bring_in(store, [steps(FIRST_MS + nth, 10) for nth in range(10_500)])
    rows = list(store.rows("SELECT type_id, start_ms, source_id, duration_ms, key FROM sample"))
    out = tuple(str(SampleId(*row)) for row in rows[:10_000])
    asked: list[Sequence[Value]] = []
    plain = Connection.rows

    def noting(self: Connection, query: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        asked.append(values)
        return plain(self, query, values)

    monkeypatch.setattr(Connection, "rows", noting)
    (item,) = select(store, request(), yes(excluded_records=out), NOW).items
    assert [row[:5] for row in item.samples()] == rows[10_000:]
    assert item.count().samples == 500
    assert max(map(len, asked)) < 20


def test_samples_alike_but_for_their_number_are_left_out_singly(store: Connection) -> None:
    bring_in(store, [steps(FIRST_MS, number) for number in (1, 2, 3)])
    names = [str(SampleId(*row[:5])) for row in store.rows("SELECT * FROM sample")]
    (item,) = select(store, request(), yes(excluded_records=(names[1],)), NOW).items
    assert [str(SampleId(*row[:5])) for row in item.samples()] == [names[0], names[2]]


def test_names_that_no_record_can_have_leave_nothing_out() -> None:
    odd = ("s1.2", "s01.5.1.0.9", "d007", "e", "", "x1", "s-", "d99999999999999999999")
    assert LeftOut.of(odd) == LeftOut({}, [], [])
    assert LeftOut.of(("s1.-5.1.0.9", "e7", "d9")) == LeftOut(
        {1: [SampleId(1, -5, 1, 0, 9)]}, [7], [9]
    )


def test_a_connection_that_only_reads_is_enough(opened: OpenVault) -> None:
    connection = opened.vault.connection
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        writer.add_sample(steps(FIRST_MS, 10))
        writer.add_episode(Episode("Workout", FIRST_MS, 10, WATCH, UTC_CONTEXT))
        writer.finish()
    connection.make_read_only()
    selected = select(connection, request(), yes(excluded_records=("d1",)), NOW)
    assert selected.counts() == {"activity": Counts(1, 1, 0)}
    with pytest.raises(VaultReadOnly):
        connection.execute("DELETE FROM sample")


def plans(connection: Connection, selected: Selection) -> Iterator[str]:
    """Explain every statement that streams a selection, from its start and from a place."""
    asked: list[tuple[str, Sequence[Value]]] = []

    class Noting(Connection):
        def rows(self, query: str, values: Sequence[Value] = ()) -> Iterator[Row]:
            asked.append((query, values))
            return connection.rows(query, values)

    noting = Noting(connection._raw, read_only=True)
    for item in selected.items:
        watched = type(item)(noting, item.scope, item.left_out, item.types, item.kinds)
        type_id = item.types[0].id
        list(watched.samples())
        list(watched.samples(SampleId(type_id, FIRST_MS, 0, 0, 0)))
        list(watched.episodes())
        list(watched.episodes(EpisodePlace("Workout", FIRST_MS, 0)))
        list(islice(watched.documents(), 1))
        list(watched.documents(DocumentPlace(FIRST_MS, 0)))
    for query, values in asked:
        yield (
            query.split(" FROM ")[1].split(" ")[0]
            + ": "
            + "; ".join(row[3] for row in connection.rows(f"EXPLAIN QUERY PLAN {query}", values))
        )


def test_every_stream_goes_along_an_index_and_sorts_nothing(store: Connection) -> None:
    """A statement that scans or sorts would cost the whole vault for each page.

    Documents without a date are few, and are put in order.
    """
    fill_store(store, Random(5))
    found = set(plans(store, select(store, request(), yes(), NOW)))
    samples = {plan for plan in found if plan.startswith("sample")}
    episodes = {plan for plan in found if plan.startswith("episode")}
    documents = {plan for plan in found if plan.startswith("document")}
    assert len(samples) == 2
    for plan in samples:
        assert "SEARCH sample USING PRIMARY KEY (type_id=? AND" in plan
    assert any("(type_id=? AND (start_ms,source_id,duration_ms,key)>" in plan for plan in samples)
    for plan in episodes:
        assert "SEARCH episode USING INDEX episode_time (kind=? AND" in plan
    for plan in documents:
        assert "SEARCH document USING" in plan
    assert any(
        "document_time (category=? AND date_ms>? AND date_ms<?)" in plan for plan in documents
    )
    assert not any("TEMP B-TREE" in plan for plan in samples | episodes)
    assert not any("SCAN sample" in plan or "SCAN document" in plan for plan in found)


def test_a_stream_reads_no_further_than_it_is_asked(store: Connection) -> None:
    bring_in(store, [steps(FIRST_MS + nth * 60_000, 10) for nth in range(5_000)])
    (item,) = select(store, request(), yes(), NOW).items
    pages = 0
    after: SampleId | None = None
    seen = 0
    while page := list(islice(item.samples(after), 1_000)):
        pages += 1
        seen += len(page)
        after = SampleId(*page[-1][:5])
    assert (pages, seen) == (5, 5_000)


@pytest.mark.parametrize(
    ("days", "hours"),
    [
        (Period(date(2024, 3, 31), date(2024, 3, 31)), 23),
        (Period(date(2024, 10, 27), date(2024, 10, 27)), 25),
        (Period(date(2024, 2, 28), date(2024, 3, 1)), 72),
        (Period(date(1970, 1, 1), date(1970, 1, 1)), 24),
    ],
)
def test_a_span_is_from_midnight_to_midnight_in_denmark(days: Period, hours: int) -> None:
    span = Span.of(days)
    assert span.from_ms == midnight_ms(days.first)
    assert span.until_ms - span.from_ms == hours * 3_600_000


def test_the_ends_of_the_calendar_have_spans() -> None:
    span = Span.of(Period(date.min, date.max))
    assert span.from_ms == -62_135_596_800_000
    assert span.until_ms == 253_402_297_200_000


def test_no_alternative_never_holds(store: Connection) -> None:
    def answer(clause: Clause) -> int:
        return store.number(f"SELECT {clause.text}", clause.values)

    assert answer(any_of()) == 0
    assert answer(none_of()) == 1
    assert answer(any_of(Clause("?", (0,)), Clause("?", (1,)))) == 1
    assert answer(none_of(Clause("?", (0,)), Clause("?", (1,)))) == 0
