"""All samples and episodes that go by one item, in a lasting order.

By type and kind, then by time. Must not know documents, and not what other items permit.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from consent.request import Dates, Resolution
from consent.selection import ItemSelection
from datadonor.records.rollups import first_hour
from datadonor.records.totals import HOUR_MS
from export.outgoing import Outgoing, Withheld
from export.series.episodes import raw_episodes
from export.series.kinds import ROUTE
from export.series.moments import DateTreatment, Moments, day_number
from export.series.samples import raw_samples
from export.series.summed import summed_episodes, summed_samples
from export.series.terms import NEWEST, PLACE, Identity, Terms

_PLACES: Final = frozenset({ROUTE})
"""Kinds that tell where somebody was. No sum of them is less than that."""


def outgoing_of_item(
    selection: ItemSelection, identity: Identity, dates: DateTreatment, release_day: date
) -> Iterator[Outgoing | Withheld]:
    """Yield the samples and episodes of one item as they are sent, then what stays and why.

    Args:
        selection: What the item permits. Its documents are passed over.
        identity: The donor in the project.
        dates: What becomes of dates, as the item's grant says.
        release_day: On which it is sent, in Denmark. Of shifted dates the newest days
            before it stay, or the last record would tell the shift.

    Yields:
        Samples by type and time, then episodes by kind and time; where only months or
        years are told, the records of one are not in the order of time. Last what is
        withheld, by reason. The same arguments give the same lines. Memory does not grow
        with the number of records.
    """
    going = _without_newest(selection, identity, release_day)
    withheld: Counter[str] = Counter()
    if going is not selection:
        withheld[NEWEST] = _number(selection) - _number(going)
    terms = Terms(going, identity, Moments(dates, selection.grant.dates))
    if terms.resolution is Resolution.RAW:
        yield from raw_samples(terms, withheld)
        yield from raw_episodes(terms, frozenset(_kinds(going, withheld)))
    else:
        yield from summed_samples(terms, withheld)
        for kind in _kinds(going, withheld):
            yield from summed_episodes(terms, kind)
    for reason, count in sorted(withheld.items()):
        if count:
            yield Withheld(selection.grant.item, selection.category, reason, count)


def _without_newest(
    selection: ItemSelection, identity: Identity, release_day: date
) -> ItemSelection:
    """Return what goes without the newest days; the same if nothing is held back."""
    if selection.grant.dates is not Dates.SHIFTED:
        return selection
    first_held_back = day_number(release_day) - identity.newest_days_held_back + 1
    span = selection.scope.span
    until_ms = first_hour(first_held_back) * HOUR_MS
    if until_ms >= span.until_ms:
        return selection
    return replace(selection, scope=selection.scope._replace(span=span._replace(until_ms=until_ms)))


def _kinds(selection: ItemSelection, withheld: Counter[str]) -> Iterator[str]:
    """Yield the kinds of episode that go; those that tell a place go raw, or not at all."""
    is_place_granted = (
        selection.category == "location" and selection.grant.resolution is Resolution.RAW
    )
    for kind in selection.kinds:
        if kind in _PLACES and not is_place_granted:
            withheld[PLACE] += selection.only(kind).count().episodes
        else:
            yield kind


def _number(selection: ItemSelection) -> int:
    counts = selection.count()
    return counts.samples + counts.episodes
