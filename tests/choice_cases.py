"""Makers of random requests, choices and records, with the days that go wrong most easily.

Everything is drawn from one ``Random``, so that a number brings a case back. What is
made is awkward on purpose: records on and beside midnights in Denmark, on nights when
the clock is changed, on leap days, before 1970; choices that widen, that leave out what
is not there, and that are over.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from consent.choices import Choices, ItemChoice
from consent.periods import local_day
from consent.policy import Record, last_day
from consent.request import Item, ProjectRequest, Resolution, Window
from datadonor.records.categories import CategoryId
from datadonor.records.listing import DOCUMENTS, EPISODES, SAMPLES, Listed, Shelf
from datadonor.records.sample import OPEN_END_MS, Context, Document, Episode, Flag, Sample
from datadonor.records.types import TypeId
from datadonor.records.writing import RecordWriter
from datadonor.vault.database import Connection
from tests.stores import APP, PHONE, WATCH, new_import
from tests.stores import UTC as UTC_CONTEXT
from tests.synthetic_requests import complete_request

COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")

DAYS: Final = (
    date(1962, 5, 1),
    date(1969, 12, 31),  # the epoch lies an hour within 1970-01-01 in Denmark
    date(1970, 1, 1),
    date(1970, 1, 2),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 3, 30),
    date(2024, 3, 31),  # has 23 hours
    date(2024, 4, 1),
    date(2024, 10, 26),
    date(2024, 10, 27),  # has 25 hours
    date(2024, 10, 28),
    date(2024, 12, 31),
    date(2025, 1, 1),
)
TYPES: Final = ("HeartRate", "RestingHeartRate", "StepCount", "FlightsClimbed", "MadeUpThing")
KINDS: Final = ("Electrocardiogram", "HeartbeatSeries", "Workout", "SleepSession", "MadeUpKind")
DOCUMENT_KINDS: Final = ("Observation", "Procedure", "Condition", "Device", "Medication", "Patient")
DOCUMENT_CATEGORIES: Final = ("heart", "activity", "laboratory", "devices", "")
CATEGORIES: Final = ("heart", "activity", "sleep", "laboratory", "devices", "genetics")

_HOUR_MS: Final = 3_600_000
_NAMES: Final = (*TYPES, *KINDS, *DOCUMENT_KINDS)
_NOWHERE: Final = ("s1.5.1.0.9", "e99999", "d99999")
_ODD: Final = ("s1.2", "s01.5.1.0.9", "d007", "e1", "d1", "s-", "d99999999999999999999")


def midnight_ms(day: date) -> int:
    """Return when a day begins in Denmark, in UTC milliseconds: by the library's own zone."""
    begins = datetime.combine(day, time(), COPENHAGEN).astimezone(UTC)
    return (begins - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def fill_store(connection: Connection, chance: Random, number: int = 250) -> None:
    """Bring random records of all sorts into an empty store."""
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for nth in range(number):
            start_ms = random_moment(chance)
            length_ms = random_length(chance, start_ms)
            match chance.randrange(5):
                case 0 | 1:
                    writer.add_sample(_sample(chance, start_ms, length_ms))
                case 2:
                    writer.add_episode(_episode(chance, start_ms, length_ms, nth))
                case _:
                    writer.add_document(_document(chance, start_ms, length_ms, nth))
        writer.finish()


def stored_records(connection: Connection) -> list[Listed]:
    """Return every record of a store."""
    shelf = Shelf(connection)
    return [
        *map(shelf.sample, connection.rows(SAMPLES)),
        *map(shelf.episode, connection.rows(EPISODES)),
        *map(shelf.document, connection.rows(DOCUMENTS)),
    ]


def random_moment(chance: Random) -> int:
    """Return a moment on or beside a midnight in Denmark, or within a day."""
    beside = chance.choice((-_HOUR_MS, -1, 0, 0, 1, _HOUR_MS, 2 * _HOUR_MS, 12 * _HOUR_MS))
    return midnight_ms(chance.choice(DAYS)) + beside


def random_length(chance: Random, start_ms: int) -> int:
    """Return a length in milliseconds; often one that ends on or beside a midnight."""
    if chance.random() < 0.5:
        return chance.choice((0, 1, _HOUR_MS, 23 * _HOUR_MS, 24 * _HOUR_MS, 25 * _HOUR_MS))
    end_ms = midnight_ms(chance.choice(DAYS)) + chance.choice((-1, 0, 0, 1))
    return max(0, end_ms - start_ms)


def random_request(chance: Random) -> ProjectRequest:
    """Return a request for one to five things, often several of one category."""
    few = chance.sample(CATEGORIES, k=2) if chance.random() < 0.7 else CATEGORIES
    items = tuple(_item(chance, number, few) for number in range(chance.randint(1, 5)))
    return complete_request().model_copy(update={"items": items})


def random_choices(chance: Random, request: ProjectRequest, names: Sequence[str]) -> Choices:
    """Return choices about a request; some widen, some leave out, some are over.

    Args:
        chance: What decides.
        request: What is chosen about.
        names: Of records that there are.
    """
    items = {
        item.id: _choice(chance, item, names) for item in request.items if chance.random() < 0.9
    }
    if chance.random() < 0.1:
        items["not-asked"] = ItemChoice(
            granted=True, excluded_records=tuple(chance.sample(names, k=min(3, len(names))))
        )
    expires = chance.choice((None, None, None, date(2026, 9, 2), date(2050, 1, 1)))
    return Choices(items=items, expires=expires)


def random_now(chance: Random, request: ProjectRequest, choices: Choices) -> datetime:
    """Return a moment to decide at: mostly in time, now and then beside the last midnight."""
    after = midnight_ms(last_day(request, choices) + timedelta(days=1))
    beside = chance.choice((-_HOUR_MS, -_HOUR_MS, -_HOUR_MS, -_HOUR_MS, -1, 0, _HOUR_MS))
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=after + beside)
    assert local_day(now) >= last_day(request, choices)
    return now if chance.random() < 0.95 else now.replace(tzinfo=None)


def records_of(listed: Iterable[Listed]) -> list[Record]:
    """Return what the rules need of records."""
    return [Record.of(each) for each in listed]


def _sample(chance: Random, start_ms: int, length_ms: int) -> Sample:
    type_name = TypeId(chance.choice(TYPES))
    unit = chance.choice((None, "count/min", "furlong"))
    is_retracted = chance.random() < 0.1
    some = (Flag.NONE, Flag.BY_HAND, Flag.NONE, Flag.TIME_STANDS_IN)
    flags = Flag.RETRACTED if is_retracted else chance.choice(some)
    context: Context = UTC_CONTEXT._replace(unit=unit, flags=flags)
    number = None if is_retracted else float(chance.randint(40, 90))
    source = chance.choice((WATCH, PHONE, APP))
    return Sample(type_name, start_ms, length_ms, number, None, source, context)


def _episode(chance: Random, start_ms: int, length_ms: int, nth: int) -> Episode:
    flags = chance.choices((Flag.RETRACTED, Flag.TIME_STANDS_IN, Flag.NONE), (1, 1, 8))[0]
    context = UTC_CONTEXT._replace(flags=flags)
    kind = chance.choice(KINDS)
    return Episode(kind, start_ms, length_ms, WATCH, context, identity=f"episode-{nth}")


def _document(chance: Random, start_ms: int, length_ms: int, nth: int) -> Document:
    kind = chance.choice(DOCUMENT_KINDS)
    ends = (None, start_ms + length_ms if length_ms else None, OPEN_END_MS)
    is_dated = chance.random() < 0.8
    return Document(
        kind=kind,
        category=CategoryId(chance.choice(DOCUMENT_CATEGORIES)),
        identity=f"document-{nth}",
        body=json.dumps({"resourceType": kind, "id": str(nth)}).encode(),
        source=APP,
        basis=UTC_CONTEXT.basis,
        date_ms=start_ms if is_dated else None,
        end_ms=chance.choice(ends) if is_dated else None,
        is_retracted=chance.random() < 0.1,
    )


def _item(chance: Random, number: int, categories: Sequence[str]) -> Item:
    category = chance.choice(categories)
    types = tuple(chance.sample(_NAMES, k=chance.randint(1, 8))) if chance.random() < 0.4 else None
    first, last = _two_days(chance)
    whole = Window.model_validate({"from": date(1900, 1, 1), "until": date(2030, 12, 31)})
    window = Window.model_validate({"from": first, "until": last})
    return (
        complete_request()
        .items[0]
        .model_copy(
            update={
                "id": f"item-{number}",
                "category": category,
                "types": types,
                "required": False,
                "window": whole if chance.random() < 0.1 else window,
                "finest_resolution": chance.choice(list(Resolution)),
            }
        )
    )


def _choice(chance: Random, item: Item, names: Sequence[str]) -> ItemChoice:
    excluded: list[str] = []
    if chance.random() < 0.4:
        excluded = chance.sample(names, k=min(chance.randint(1, 8), len(names)))
        excluded += [chance.choice(_NOWHERE)] if chance.random() < 0.3 else []
        excluded += [chance.choice(_ODD)] if chance.random() < 0.1 else []
    first, last = _two_days(chance)
    types = None
    if chance.random() < 0.3:
        some = item.types if item.types is not None and chance.random() < 0.9 else _NAMES
        types = tuple(chance.sample(some, k=chance.randint(1, min(4, len(some)))))
    # Half of the days are brought into what was asked for; the others may well widen.
    if chance.random() < 0.5:
        first, last = max(first, item.window.from_), min(last, item.window.until)
        if first > last:
            first, last = item.window.from_, item.window.until
    return ItemChoice.model_validate(
        {
            "granted": chance.random() < 0.85,
            "types": types,
            "from": first if chance.random() < 0.4 else None,
            "until": last if chance.random() < 0.4 else None,
            "resolution": chance.choice((None, None, None, *Resolution)),
            "excluded_records": tuple(dict.fromkeys(excluded)),
        }
    )


def _two_days(chance: Random) -> tuple[date, date]:
    first, last = sorted(chance.choices(DAYS, k=2))
    return first, last
