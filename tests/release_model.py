"""What may be released, in plain words: sets of items, days and versions, written by hand.

An independent model of the gate and the rules for records, for tests that compare them
with it. It shares no code with either: the versions of ``tests.releases.VERSIONS`` stand
here a second time, as what they are meant to ask for.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from consent.policy import Record
from datadonor.records.listing import SAMPLES, Listed, Shelf
from datadonor.records.sample import Sample
from datadonor.records.types import TypeId
from datadonor.vault.database import Connection
from tests.releases import PROJECT, RECIPIENT
from tests.stores import UTC as NOWHERE
from tests.stores import WATCH, bring_in

DENMARK: Final = ZoneInfo("Europe/Copenhagen")
FRESH: Final = timedelta(days=7)
MOST_LAG: Final = timedelta(minutes=10)
REQUIRED: Final = "sleep"
"""The item without which nobody can take part."""


@dataclass(frozen=True)
class Asked:
    """What a version asks for: items, the days they are of, and its own last day."""

    items: frozenset[str]
    first: date
    last: date
    end: date

    def is_within(self, other: "Asked") -> bool:
        """Say whether it asks for nothing that another version does not."""
        return (
            self.items <= other.items
            and other.first <= self.first
            and self.last <= other.last
            and self.end <= other.end
        )


ALL: Final = frozenset({"sleep", "heart", "activity"})
ASKED: Final = {
    1: Asked(ALL, date(2025, 1, 1), date(2030, 12, 31), date(2030, 12, 31)),
    2: Asked(ALL - {"heart"}, date(2025, 1, 1), date(2030, 12, 31), date(2030, 12, 31)),
    3: Asked(ALL, date(2024, 1, 1), date(2030, 12, 31), date(2030, 12, 31)),
    4: Asked(ALL - {"activity"}, date(2025, 6, 1), date(2026, 3, 31), date(2030, 12, 31)),
    5: Asked(ALL, date(2025, 1, 1), date(2030, 12, 31), date(2026, 12, 31)),
}
DAYS: Final = (
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2025, 1, 1),
    date(2025, 5, 31),
    date(2025, 6, 1),
    date(2026, 3, 31),
    date(2026, 4, 1),
    date(2030, 12, 31),
    date(2031, 1, 1),
)
KEPT: Final = {
    "sleep": ("SleepAnalysis", None, "asleep"),
    "heart": ("HeartRate", 60.0, None),
    "activity": ("StepCount", 100.0, None),
}
"""What the vault has of each item on each of the days: type, number, code."""

Place = tuple[str, date]
"""A record in the model's words: item and day."""


def bring_in_records(connection: Connection) -> None:
    """Put one record of each item on each day, at noon, into a vault."""
    bring_in(
        connection,
        [
            Sample(TypeId(name), _noon_ms(day), 1000, number, code, WATCH, NOWHERE)
            for name, number, code in KEPT.values()
            for day in DAYS
        ],
    )


def records_of(connection: Connection) -> dict[Place, Record]:
    """Return these records as the rules take them."""
    shelf = Shelf(connection)
    listed = [shelf.sample(row) for row in connection.rows(SAMPLES)]
    return {place_of(each): Record.of(each) for each in listed}


def place_of(listed: Listed) -> Place:
    """Return which record it is in the model's words."""
    assert listed.start_ms is not None
    return listed.category, datetime.fromtimestamp(listed.start_ms / 1000, UTC).date()


def _noon_ms(day: date) -> int:
    return round(datetime.combine(day, time(12), UTC).timestamp() * 1000)


@dataclass
class Consent:
    """A yes, as the model remembers it."""

    version: int
    windows: dict[str, tuple[date, date]]
    left_out: frozenset[Place]
    last: date


@dataclass
class Known:
    """What is written in the vault, in the model's words. A backup brings all of it back."""

    consent: Consent | None = None
    is_in_force: bool = False
    is_unconfirmed: bool = False
    published: frozenset[int] = frozenset()
    revoked: frozenset[str] = frozenset()
    as_of: datetime | None = None
    fresh_until: datetime | None = None


@dataclass
class World:
    """What is true, whatever the vault has forgotten."""

    published: frozenset[int] = frozenset({1})
    revoked: frozenset[str] = frozenset()
    fresh_until: datetime | None = None
    has_withdrawn: bool = False
    withdrawn_items: set[str] = field(default_factory=set)


def may_go(known: Known, now: datetime, lag: timedelta) -> set[Place]:
    """Say in the model's words what may be released: item and day of each record."""
    consent, today = known.consent, now.astimezone(DENMARK).date()
    if lag > MOST_LAG or consent is None or not known.is_in_force or known.is_unconfirmed:
        return set()
    if known.as_of is None or known.fresh_until is None:
        return set()
    if today > consent.last or not known.as_of <= now < known.fresh_until:
        return set()
    if consent.version not in known.published or known.revoked & {PROJECT, RECIPIENT.id}:
        return set()
    asked = ASKED[consent.version]
    for later in sorted(known.published - set(range(consent.version + 1))):
        if ASKED[later].is_within(ASKED[consent.version]):
            asked = ASKED[later]
    if today > asked.end:
        return set()
    return {
        (item, day)
        for item, (first, last) in consent.windows.items()
        for day in DAYS
        if item in asked.items
        and max(first, asked.first) <= day <= min(last, asked.last)
        and (item, day) not in consent.left_out
    }
