"""Try it on my data: what would go under some choices, before and without consenting.

Counts, days and a few examples, as plain data without words; and what changing a choice
would change. Nobody need have approved the request: a trial sends nothing and writes
nothing. It is the rules of ``consent.policy`` that it shows, asked by SQL.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from consent.choices import Choices, ItemChoice
from consent.policy import Grant
from consent.request import ProjectRequest
from consent.selection import (
    DocumentPlace,
    EpisodePlace,
    ItemSelection,
    Selection,
    select,
)
from consent.selection_scope import scopes
from consent.trial_counts import Counting, Tally
from datadonor.records.categories import CategoryId
from datadonor.records.listing import UNDATED_MS, Listed, Shelf, key_of
from datadonor.records.record_id import SampleId
from datadonor.vault.database import Connection

MOST_EXAMPLES: Final = 3
"""Of a category. Source: our choice; more is a list, and there is one elsewhere."""

_BEFORE_ALL: Final = -1
"""Below every number of a row."""


@dataclass(frozen=True, slots=True)
class CategoryTrial:
    """What would happen to a category's records, each counted once.

    Attributes:
        category: Which.
        whole: All of them.
        types: By type of sample, kind of episode or kind of document, by name.
        examples: At most ``MOST_EXAMPLES`` of those that would go, spread over types and
            time, oldest first; what has no date comes first.
    """

    category: CategoryId
    whole: Tally
    types: Mapping[str, Tally]
    examples: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class ItemTrial:
    """What one item would take, and why the rest of what it asks for would stay.

    What it does not ask for is not counted. ``grant`` is nothing if nothing would go by it.
    """

    item: str
    category: CategoryId
    grant: Grant | None
    whole: Tally
    types: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Trial:
    """What would go and what would stay: by category and by item, in the request's order."""

    categories: tuple[CategoryTrial, ...]
    items: tuple[ItemTrial, ...]

    @property
    def whole(self) -> Tally:
        """All categories that are asked for, together."""
        return _sum({each.category: each.whole for each in self.categories})

    def category(self, category_id: str) -> CategoryTrial | None:
        """Return what would happen to one category, or nothing if it is not asked for."""
        return next((each for each in self.categories if each.category == category_id), None)

    def item(self, item_id: str) -> ItemTrial | None:
        """Return what would happen by one item, or nothing if there is none of that id."""
        return next((each for each in self.items if each.item == item_id), None)


class Change(NamedTuple):
    """How many records of something would go, before and after a choice is changed.

    Attributes:
        what: The id of a category or of an item.
        before: How many would go.
        after: How many would go then.
        types: By type or kind, only those that change.
    """

    what: str
    before: int
    after: int
    types: Mapping[str, tuple[int, int]]


class Comparison(NamedTuple):
    """What changes between two trials of one request; what stays the same is left out."""

    categories: tuple[Change, ...]
    items: tuple[Change, ...]


def try_choices(
    connection: Connection, request: ProjectRequest, choices: Choices, now: datetime
) -> Trial:
    """Say what would go under some choices, if they were given now.

    Args:
        connection: Of an open vault; reading is enough.
        request: What is asked; approved or not.
        choices: What might be decided. What they widen goes nowhere.
        now: With zone.

    Raises:
        ValueError: Now is no day between the years 1 and 9999.
    """
    selected = select(connection, request, choices, now)
    counted: dict[CategoryId, Mapping[str, Tally]] = {}
    counting = Counting(connection, request, choices, now)
    for item in request.items:
        category = CategoryId(item.category)
        if category not in counted:
            counted[category] = counting.tallies(category)
    shelf = Shelf(connection)
    return Trial(
        tuple(
            CategoryTrial(category, _sum(types), types, _examples(shelf, selected, category, types))
            for category, types in counted.items()
        ),
        tuple(_items(counting, counted)),
    )


def everything_asked(request: ProjectRequest) -> Choices:
    """Return a yes to everything, just as it is asked: to show counts by, never to be signed."""
    return Choices(items={item.id: ItemChoice(granted=True) for item in request.items})


def compare(before: Trial, after: Trial) -> Comparison:
    """Return what a change of choices changes: from one trial of a request to another."""
    categories = {each.category: each.types for each in after.categories}
    items = {each.item: each.types for each in after.items}
    return Comparison(
        tuple(
            _changes({each.category: each.types for each in before.categories}, categories),
        ),
        tuple(_changes({each.item: each.types for each in before.items}, items)),
    )


def _items(
    counting: Counting, counted: Mapping[CategoryId, Mapping[str, Tally]]
) -> Iterator[ItemTrial]:
    request = counting.request
    grants = {
        scope.grant.item: scope.grant for scope in scopes(request, counting.choices, counting.now)
    }
    asked_by_category = [item.category for item in request.items]
    for item in request.items:
        category = CategoryId(item.category)
        own = {
            name: tally
            for name, tally in counted[category].items()
            if item.types is None or name in item.types
        }
        if asked_by_category.count(category) > 1:
            # As if nothing else were asked for: another item's yes is not this one's.
            alone = replace(counting, request=request.model_copy(update={"items": (item,)}))
            own = dict(alone.tallies(category, item.types))
        yield ItemTrial(item.id, category, grants.get(item.id), _sum(own), own)


def _sum(types: Mapping[str, Tally] | Mapping[CategoryId, Tally]) -> Tally:
    return sum(types.values(), Tally())


def _changes(
    before: Mapping[str, Mapping[str, Tally]] | Mapping[CategoryId, Mapping[str, Tally]],
    after: Mapping[str, Mapping[str, Tally]] | Mapping[CategoryId, Mapping[str, Tally]],
) -> Iterator[Change]:
    for what in dict.fromkeys((*before, *after)):
        old, new = before.get(what, {}), after.get(what, {})
        pairs = {
            name: (old.get(name, Tally()).going, new.get(name, Tally()).going)
            for name in sorted({*old, *new})
        }
        types = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if types:
            yield Change(what, _sum(old).going, _sum(new).going, types)


# -- examples -------------------------------------------------------------------------


def _examples(
    shelf: Shelf, selected: Selection, category: CategoryId, types: Mapping[str, Tally]
) -> tuple[Listed, ...]:
    """Return a few of a category's records that would go: each type in turn, later and later."""
    going = [(name, tally) for name, tally in types.items() if tally.going]
    going.sort(key=lambda each: -each[1].going)
    items = [each for each in selected.items if each.category == category]
    found: dict[str, Listed] = {}
    for nth in range(MOST_EXAMPLES if going else 0):
        name, tally = going[nth % len(going)]
        from_ms = UNDATED_MS
        if tally.reach is not None:
            first_ms, last_ms = tally.reach
            from_ms = first_ms + (last_ms - first_ms) * (2 * nth + 1) // (2 * MOST_EXAMPLES)
        example = _first_since(shelf, [item.only(name) for item in items], from_ms)
        if example is not None:
            found[str(example.id)] = example
    return tuple(sorted(found.values(), key=lambda each: key_of(each).place))


def _first_since(shelf: Shelf, items: list[ItemSelection], from_ms: int) -> Listed | None:
    """Return the first record at or after a time that one of some items permits.

    Where none is so late, because they have no date or begin earlier, any of them.
    """
    for since in (from_ms, UNDATED_MS):
        for item in items:
            found = next(_since(shelf, item, since), None)
            if found is not None:
                return found
    return None


def _since(shelf: Shelf, item: ItemSelection, from_ms: int) -> Iterator[Listed]:
    for stored in item.types:
        after = SampleId(stored.id, from_ms, _BEFORE_ALL, _BEFORE_ALL, _BEFORE_ALL)
        yield from map(shelf.sample, item.samples(after))
    for kind in item.kinds:
        yield from map(shelf.episode, item.episodes(EpisodePlace(kind, from_ms, _BEFORE_ALL)))
    yield from map(shelf.document, item.documents(DocumentPlace(from_ms, _BEFORE_ALL)))
