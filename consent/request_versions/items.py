"""Which data are asked for: the items and what is asked about the person."""

from collections.abc import Iterator
from typing import Final

from consent.request import Dates, Item, ProjectRequest
from consent.request_versions.change import (
    Change,
    ChangeCode,
    before_and_now,
    moved_day,
    only_in,
    word,
)
from consent.vocabulary import Words
from datadonor.records.categories import category

_COARSE: Final = {"age_band": "year_of_birth", "region": "municipality"}
"""What is told already by something finer."""


def compare_items(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    """Compare the items, matched by id."""
    before = {item.id: item for item in old.items}
    for item in new.items:
        if item.id not in before:
            yield Change(ChangeCode.ITEM_ADDED, f"items.{item.id}", {"category": _name(item)})
        elif item != before[item.id]:
            found = list(_item(before[item.id], item))
            yield from found or [Change(ChangeCode.ORDER_CHANGED, f"items.{item.id}")]
    for item in old.items:
        if new.item(item.id) is None:
            yield Change(ChangeCode.ITEM_REMOVED, f"items.{item.id}", {"category": _name(item)})


def _item(old: Item, new: Item) -> Iterator[Change]:
    where = f"items.{new.id}"
    facts = {"category": _name(new)}
    if old.category != new.category:
        yield Change(
            ChangeCode.ITEM_CATEGORY_CHANGED, where, {"before": _name(old), "now": _name(new)}
        )
    # No list of types means all of them.
    if new.types is None and old.types is not None:
        yield Change(ChangeCode.ITEM_TYPES_ADDED, where, facts)
    elif new.types is not None:
        if old.types is not None and set(new.types) - set(old.types):
            yield Change(ChangeCode.ITEM_TYPES_ADDED, where, facts)
        if old.types is None or set(old.types) - set(new.types):
            yield Change(ChangeCode.ITEM_TYPES_REMOVED, where, facts)
    if old.why != new.why:
        yield Change(ChangeCode.ITEM_REASON_CHANGED, where, facts)
    if old.required != new.required:
        code = ChangeCode.ITEM_REQUIRED if new.required else ChangeCode.ITEM_OPTIONAL
        yield Change(code, where, facts)
    yield from moved_day(
        old.window.from_,
        new.window.from_,
        where,
        facts,
        (ChangeCode.WINDOW_STARTS_LATER, ChangeCode.WINDOW_STARTS_EARLIER),
    )
    yield from moved_day(
        old.window.until,
        new.window.until,
        where,
        facts,
        (ChangeCode.WINDOW_ENDS_LATER, ChangeCode.WINDOW_ENDS_EARLIER),
    )
    if old.finest_resolution is not new.finest_resolution:
        is_finer = new.finest_resolution.rank < old.finest_resolution.rank
        yield Change(
            ChangeCode.RESOLUTION_FINER if is_finer else ChangeCode.RESOLUTION_COARSER,
            where,
            facts | before_and_now("resolutions", old.finest_resolution, new.finest_resolution),
        )
    if old.dates is not new.dates:
        tells_less = old.dates is Dates.EXACT or (old.dates, new.dates) == (Dates.MONTH, Dates.YEAR)
        yield Change(
            ChangeCode.DATES_TELL_LESS if tells_less else ChangeCode.DATES_TELL_MORE,
            where,
            facts | before_and_now("dates", old.dates, new.dates),
        )


def compare_demographics(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    """Compare what is asked about the person."""
    for asked in only_in(new.demographics, old.demographics):
        is_told = _COARSE.get(asked) in old.demographics
        code = ChangeCode.DEMOGRAPHIC_COARSER if is_told else ChangeCode.DEMOGRAPHIC_ADDED
        yield Change(code, "demographics", {"asked": word("demographics", asked)})
    for asked in only_in(old.demographics, new.demographics):
        facts = {"asked": word("demographics", asked)}
        yield Change(ChangeCode.DEMOGRAPHIC_REMOVED, "demographics", facts)


def _name(item: Item) -> Words:
    known = category(item.category)
    return Words(known.name.da, known.name.en) if known else Words(item.category, item.category)
