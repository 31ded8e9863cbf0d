"""On which terms a series goes: by which item, for whom, under which rules.

The same for every record of an item, so it is made once. Must not know records.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
from typing import Final, NamedTuple, Protocol

import orjson

from consent.request import Dates, Resolution
from consent.selection import ItemSelection
from datadonor.records.fhir import Resource, category_concepts
from export.outgoing import Outgoing, Row
from export.series.moments import Moments, When

OBSERVATION: Final = "Observation"
FREE_TEXT: Final = "free_text_dropped"
UNIT_UNKNOWN: Final = "unit_unknown_dropped"
NO_VALUE: Final = "value_missing"
IMPLAUSIBLE: Final = "implausible_left_out"
PLACE: Final = "place_dropped"
NEWEST: Final = "newest_days_held_back"

_MOST_SCATTERED: Final = 4096
"""How many records are put out of their order at once, and so how many are held."""


class Identity(Protocol):
    """The donor in one project, as ``export.pseudonym.ProjectIdentity`` has it."""

    @property
    def pseudonym(self) -> str:
        """What the recipient calls the donor."""
        ...  # pragma: no cover

    @property
    def newest_days_held_back(self) -> int:
        """How many of the newest days are not sent."""
        ...  # pragma: no cover

    def record_id(self, kind: str, name: str) -> str:
        """Return the id under which a record goes out."""
        ...  # pragma: no cover


class Told(NamedTuple):
    """Something that goes out, before it is put in its place."""

    when: When
    id: str
    line: bytes
    rows: tuple[Row, ...]
    record: str | None


@dataclass(frozen=True)
class Terms:
    """What holds for all that goes by one item."""

    selection: ItemSelection
    identity: Identity
    moments: Moments

    @property
    def resolution(self) -> Resolution:
        """How fine."""
        return self.selection.grant.resolution

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that are applied to every record, ascending."""
        dates = self.selection.grant.dates
        found = {"fields_allowed", "ids_rekeyed", "number_rounded", "source_dropped"}
        found.add(f"dates_{dates}")
        if self.resolution is Resolution.RAW:
            found |= {"device_class_only", FREE_TEXT}
        else:
            found.add(f"resolution_{self.resolution}")
        if dates is Dates.SHIFTED:
            found.add(NEWEST)
        if self.moments.is_coarse or self.resolution.rank >= Resolution.DAY.rank:
            found.add("time_of_day_dropped")
        return tuple(sorted(found))

    def base(self, code: Resource) -> Resource:
        """Return what all Observations of one code say."""
        return {
            "status": "final",
            "category": category_concepts(self.selection.category),
            "code": code,
            "subject": {"reference": f"Patient/{self.identity.pseudonym}"},
        }

    def outgoing(self, found: Iterable[Told]) -> Iterator[Outgoing]:
        """Yield what goes out, in the order in which it goes.

        By time, so long as time is told. Where only the month or the year is, their order
        would tell the day: they come by their ids, some thousands at once.
        """
        item, category = self.selection.grant.item, self.selection.category
        rules = self.rules
        for _, _, line, rows, record in self._placed(found):
            yield Outgoing(OBSERVATION, line, rows, item, category, record, rules)

    def _placed(self, found: Iterable[Told]) -> Iterable[Told]:
        return _scattered(found) if self.moments.is_coarse else found


def _scattered(found: Iterable[Told]) -> Iterator[Told]:
    for _, alike in groupby(found, lambda each: each.when.start):
        while several := sorted(islice(alike, _MOST_SCATTERED), key=lambda each: each.id):
            yield from several


def inside(element: Resource) -> str:
    """Return an object as compact JSON without its braces."""
    return orjson.dumps(element).decode()[1:-1]
