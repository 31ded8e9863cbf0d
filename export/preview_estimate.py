"""How recognisable what a preview shows would make the person.

On the cautious side: days with readings are counted as if every record had its own.
"""

from typing import Final

from consent.request import Dates, Resolution
from consent.selection import ItemSelection
from datadonor.records.totals import HOUR_MS
from export.preview import Preview
from export.recognisability import Contents, Estimate, estimate

_DAY_MS: Final = 24 * HOUR_MS
_FINE: Final = frozenset({Resolution.RAW, Resolution.HOUR})
_MEASURED: Final = frozenset({"Observation", "Patient"})


def contents_of(shown: Preview) -> Contents:
    """Return what of a preview tells of the person, beside the answers about them.

    Raises:
        LeakFound: As ``Preview.digest``.
    """
    items = shown.prepared.stream.items
    by_type = shown.prepared.contents.totals.by_type
    return Contents(
        rare_groups=frozenset(),  # a rare code stays, unless there is an explicit yes to it
        has_codes=any(kind not in _MEASURED for kind in by_type) or _has_documents(items),
        fine_days=max((_days(item) for item in items if _is_fine(item)), default=0),
        daily_days=max(
            (_days(item) for item in items if item.grant.resolution is Resolution.DAY), default=0
        ),
        has_true_dates=any(item.grant.dates is Dates.EXACT for item in items),
    )


def estimate_of(shown: Preview) -> tuple[Estimate, Contents]:
    """Estimate how many others share what would be sent.

    Raises:
        LeakFound: As ``Preview.digest``.
    """
    contents = contents_of(shown)
    year = shown.prepared.stream.release_day.year
    return estimate(shown.prepared.about.told, contents, year), contents


def _is_fine(item: ItemSelection) -> bool:
    return item.grant.resolution in _FINE


def _has_documents(items: tuple[ItemSelection, ...]) -> bool:
    return any(item.count().documents for item in items)


def _days(item: ItemSelection) -> int:
    """Return the most days on which an item can have readings."""
    counts = item.count()
    span = item.scope.span
    within = max(0, span.until_ms - span.from_ms) // _DAY_MS + 1
    return min(counts.samples + counts.episodes, within)
