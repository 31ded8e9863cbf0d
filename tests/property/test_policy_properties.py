"""The two ways to say what may go, rule by rule and by SQL, give the same answer."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent import selection, selection_scope, selection_sql, trial_counts
from consent.choices import Choices
from consent.policy import Deny, DenyReason, Permit, Record, evaluate
from consent.request import ProjectRequest
from consent.selection import (
    DocumentPlace,
    EpisodePlace,
    ItemSelection,
    Selection,
    select,
)
from consent.selection_scope import Scope
from consent.selection_sql import Clause, LeftOut, Span
from consent.trial import try_choices
from consent.trial_counts import Tally
from datadonor.records.record_id import DocumentId, EpisodeId, SampleId
from datadonor.records.rollups import first_hour, local_day
from datadonor.vault.database import Connection
from tests.choice_cases import (
    fill_store,
    midnight_ms,
    random_choices,
    random_now,
    random_request,
    records_of,
    stored_records,
)
from tests.stores import store_in_memory

LEAST_CASES = 100_000
STORES = 4
DECISIONS = 200


@pytest.fixture(scope="module")
def stores() -> Iterator[list[tuple[Connection, list[Record]]]]:
    with ExitStack() as stack:
        several = [stack.enter_context(store_in_memory()) for _ in range(STORES)]
        for seed, connection in enumerate(several):
            fill_store(connection, Random(seed))
        yield [(each, records_of(stored_records(each))) for each in several]


def names(item: ItemSelection) -> list[str]:
    """Return the names of what an item selects, by what the rows themselves say."""
    return [
        *(str(SampleId(*row[:5])) for row in item.samples()),
        *(str(EpisodeId(row[0])) for row in item.episodes()),
        *(str(DocumentId(row[0])) for row in item.documents()),
    ]


def differences(connection: Connection, records: list[Record], seed: int) -> tuple[int, int, int]:
    """Ask one random decision of every record both ways.

    Returns:
        How many (item, record) pairs differ, how many records were asked about, and how
        many of them may go.
    """
    chance = Random(seed)
    request = random_request(chance)
    choices = random_choices(chance, request, [record.name for record in records])
    now = random_now(chance, request, choices)
    by_rule: dict[str, set[str]] = {}
    grants = set()
    permitted = 0
    for record in records:
        answer = evaluate(request, choices, record, now)
        if isinstance(answer, Permit):
            permitted += 1
            for grant in answer.grants:
                by_rule.setdefault(grant.item, set()).add(record.name)
                grants.add(grant)
    selected = select(connection, request, choices, now)
    by_sql = {item.grant.item: set(names(item)) for item in selected.items}
    differing = sum(
        len(by_rule.get(item.id, set()) ^ by_sql.get(item.id, set())) for item in request.items
    )
    differing += len(grants - {item.grant for item in selected.items})
    differing += abs(permitted - sum(each.total for each in selected.counts().values()))
    return differing, len(records), permitted


def test_sql_selects_exactly_what_the_rules_permit(
    stores: list[tuple[Connection, list[Record]]],
) -> None:
    """At least a hundred thousand decisions about one record, and a good part of them a yes."""
    cases = going = 0
    for number, (connection, records) in enumerate(stores):
        for nth in range(DECISIONS):
            seed = number * DECISIONS + nth
            differing, asked, permitted = differences(connection, records, seed)
            assert not differing, seed
            cases += asked
            going += permitted
    assert cases >= LEAST_CASES
    assert going >= cases / 100


def _no_end(words: str) -> str:
    return words.rpartition(" AND ")[0] + " AND ? IS NOT NULL"


def _utc_days(days: tuple[date, date]) -> Span:
    first, last = ((day - date(1970, 1, 1)) // timedelta(milliseconds=1) for day in days)
    return Span(first, last + 86_400_000)


def _a_millisecond_more(days: tuple[date, date]) -> Span:
    first, last = days
    return Span(midnight_ms(first), midnight_ms(last + timedelta(days=1)) + 1)


def _last_day_lost(days: tuple[date, date]) -> Span:
    first, last = days
    return Span(midnight_ms(first), midnight_ms(last))


MUTANTS: dict[str, tuple[object, str, object]] = {
    "ends of samples": (selection, "ends_within", lambda _: Clause("1")),
    "ends of samples of several items": (
        selection_sql,
        "_LASTING",
        _no_end(selection_sql._LASTING),
    ),
    "ends of documents": (selection_sql, "_DATED", _no_end(selection_sql._DATED)),
    "days in UTC": (Span, "of", staticmethod(_utc_days)),
    "a millisecond more": (Span, "of", staticmethod(_a_millisecond_more)),
    "the last day": (Span, "of", staticmethod(_last_day_lost)),
    "retraction": (selection_sql, "_IS_KEPT_BACK", selection_sql.IS_STANDING_IN),
    "a time that stands in": (selection_sql, "_IS_KEPT_BACK", selection_sql.IS_RETRACTED),
    "dateless kinds": (selection_sql, "IS_DATELESS", Clause("0")),
    "dateless kinds in the stream": (selection, "IS_DATELESS", Clause("0")),
    "records left out": (
        selection,
        "names_left_out",
        lambda _: LeftOut({}, (), ()),
    ),
    "records left out of one item only": (
        selection,
        "names_left_out",
        lambda choices: LeftOut.of(
            name for each in list(choices.items.values())[:1] for name in each.excluded_records
        ),
    ),
    "choices that widen": (selection_scope, "item_widenings", lambda *_: iter(())),
    "types": (Scope, "holds", lambda *_: True),
    "kinds of documents": (
        Scope,
        "document_terms",
        property(lambda scope: selection_sql.DocumentTerms(None, scope.span)),
    ),
    "the last day of consent": (selection_scope, "last_day", lambda *_: date(2099, 1, 1)),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_rule_forgotten_in_sql_is_noticed(
    mutant: str,
    stores: list[tuple[Connection, list[Record]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Negative control: the comparison catches each rule that is broken, one at a time."""
    holder, name, broken = MUTANTS[mutant]
    monkeypatch.setattr(holder, name, broken)
    connection, records = stores[0]
    assert any(differences(connection, records, seed)[0] for seed in range(DECISIONS))


def test_the_same_cases_come_again(stores: list[tuple[Connection, list[Record]]]) -> None:
    connection, records = stores[0]
    assert differences(connection, records, 7) == differences(connection, records, 7)


def whole(item: ItemSelection) -> tuple[list[tuple[object, ...]], ...]:
    return list(item.samples()), list(item.episodes()), list(item.documents())


def some_selections(stores: list[tuple[Connection, list[Record]]]) -> Iterator[Selection]:
    for seed in range(60):
        connection, records = stores[seed % STORES]
        chance = Random(seed)
        request = random_request(chance)
        choices = random_choices(chance, request, [record.name for record in records])
        yield select(connection, request, choices, random_now(chance, request, choices))


def test_a_stream_goes_on_after_any_row(
    stores: list[tuple[Connection, list[Record]]],
) -> None:
    """Wherever a page ends, the next one begins with the row after it: none twice, none lost."""
    pages = 0
    for selected in some_selections(stores):
        for item in selected.items:
            samples, episodes, documents = whole(item)
            for at in range(0, len(samples), 7):
                pages += 1
                assert list(item.samples(SampleId(*samples[at][:5]))) == samples[at + 1 :]  # type: ignore[arg-type]
            for at, row in enumerate(episodes):
                assert list(item.episodes(EpisodePlace.of(row))) == episodes[at + 1 :]
            for at, row in enumerate(documents):
                assert list(item.documents(DocumentPlace.of(row))) == documents[at + 1 :]
    assert pages > 10


def test_counts_are_those_of_the_streams_and_parts_make_the_whole(
    stores: list[tuple[Connection, list[Record]]],
) -> None:
    for selected in some_selections(stores):
        for item in selected.items:
            streams = whole(item)
            assert tuple(item.count()) == tuple(map(len, streams))
            kinds = {str(row[1]) for row in (*streams[1], *streams[2])}
            parts = [item.only(name) for name in kinds | {each.name for each in item.types}]
            assert sum(part.count().total for part in parts) == item.count().total


@settings(max_examples=300)
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_span_of_a_day_is_the_hours_whose_local_day_it_is(day: date) -> None:
    """Also on the days that have 23 or 25 hours, whatever the library says of them."""
    number = (day - date(1970, 1, 1)).days
    hours = range(first_hour(number), first_hour(number + 1))
    assert [local_day(hour) for hour in hours] == [number] * len(hours)
    assert len(hours) in {23, 24, 25}
    assert local_day(hours[0] - 1) == number - 1
    assert local_day(hours[-1] + 1) == number + 1


def expected(
    request: ProjectRequest, choices: Choices, records: list[Record], now: datetime
) -> tuple[int, Counter[DenyReason]]:
    """Ask the rules of each record how many would go, and why the others stay."""
    answers = [evaluate(request, choices, record, now) for record in records]
    staying = Counter(answer.reason for answer in answers if isinstance(answer, Deny))
    return len(answers) - staying.total(), staying


def trial_differences(
    connection: Connection, records: list[Record], seed: int
) -> tuple[int, Counter[DenyReason]]:
    """Try one random decision, and ask it of every record.

    Returns:
        How many counts and examples are not as the rules say, and the reasons met.
    """
    chance = Random(seed)
    request = random_request(chance)
    choices = random_choices(chance, request, [record.name for record in records])
    now = random_now(chance, request, choices)
    trial = try_choices(connection, request, choices, now)
    seen: Counter[DenyReason] = Counter()
    wrong = int([each.item for each in trial.items] != [each.id for each in request.items])
    for one in trial.categories:
        own = [record for record in records if record.category == one.category]
        going, staying = expected(request, choices, own, now)
        wrong += (one.whole.going, one.whole.staying) != (going, staying)
        wrong += sum(each.going for each in one.types.values()) != going
        answers = [evaluate(request, choices, Record.of(each), now) for each in one.examples]
        wrong += sum(not isinstance(answer, Permit) for answer in answers)
        wrong += bool(answers) != bool(going)
        seen += staying
    for item, found in zip(request.items, trial.items, strict=True):
        alone = request.model_copy(update={"items": (item,)})
        about = [
            record
            for record in records
            if record.category == item.category and record.type in (item.types or (record.type,))
        ]
        wrong += (found.whole.going, found.whole.staying) != expected(alone, choices, about, now)
    return wrong, seen


def test_a_trial_counts_what_the_rules_say_of_each_record(
    stores: list[tuple[Connection, list[Record]]],
) -> None:
    """By category, by type within it, and by item as if nothing else were asked for."""
    seen: Counter[DenyReason] = Counter()
    for seed in range(160):
        connection, records = stores[seed % STORES]
        wrong, reasons = trial_differences(connection, records, seed)
        assert not wrong, seed
        seen += reasons
    # Nothing of what the vocabulary lacks is ever asked for.
    assert set(DenyReason) - set(seen) == {DenyReason.UNSORTED}


TRIAL_MUTANTS: dict[str, tuple[object, str, object]] = {
    "ends of samples": MUTANTS["ends of samples of several items"],
    "ends of documents": MUTANTS["ends of documents"],
    "retraction": (trial_counts, "IS_RETRACTED", Clause("0")),
    "a time that stands in": (trial_counts, "IS_STANDING_IN", Clause("0")),
    "no date": (trial_counts, "_IS_UNDATED", Clause("0")),
    "no end": (trial_counts, "_IS_OPEN", Clause("0")),
    "records left out": (trial_counts, "names_left_out", lambda _: LeftOut({}, (), ())),
    "types that are added up": (Tally, "__add__", lambda one, _: one),
}


@pytest.mark.parametrize("mutant", TRIAL_MUTANTS)
def test_a_rule_forgotten_in_a_trial_is_noticed(
    mutant: str,
    stores: list[tuple[Connection, list[Record]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Negative control, likewise."""
    holder, name, broken = TRIAL_MUTANTS[mutant]
    monkeypatch.setattr(holder, name, broken)
    connection, records = stores[0]
    assert any(trial_differences(connection, records, seed)[0] for seed in range(100))
