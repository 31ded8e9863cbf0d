"""What each item of a request permits, before any record is looked at.

A decision becomes a few scopes: which types, which span of UTC milliseconds, and which
single records stay. ``consent.selection`` and ``consent.trial`` ask the vault by them.
Pure, as ``consent.policy`` is, and strict in the same way: a choice that goes beyond what
was asked has no scope at all.
"""

from datetime import datetime
from typing import NamedTuple

from consent.choice_rules import item_widenings
from consent.choices import Choices, ItemChoice
from consent.periods import local_day
from consent.policy import Grant, last_day, resolution_of, window_of
from consent.request import Item, ProjectRequest
from consent.selection_sql import DocumentTerms, LeftOut, Span
from datadonor.records.categories import CategoryId
from datadonor.records.writing import UNSORTED


class Scope(NamedTuple):
    """What one granted item permits. ``types`` nothing: all of the category."""

    grant: Grant
    category: CategoryId
    types: frozenset[str] | None
    span: Span

    def holds(self, type_name: str) -> bool:
        """Whether a type or kind of its category is among those permitted."""
        return self.types is None or type_name in self.types

    @property
    def document_terms(self) -> DocumentTerms:
        """The same for documents."""
        return DocumentTerms(self.types, self.span)


def scopes(request: ProjectRequest, choices: Choices, now: datetime) -> tuple[Scope, ...]:
    """Return what each item permits, in the request's order; items that permit nothing are out.

    Raises:
        ValueError: As in ``select``.
    """
    if now.utcoffset() is None or local_day(now) > last_day(request, choices):
        return ()
    found = (_scope(item, choices.items.get(item.id)) for item in request.items)
    return tuple(scope for scope in found if scope is not None)


def names_left_out(choices: Choices) -> LeftOut:
    """Return the records that any item leaves out, granted or not: they stay everywhere."""
    return LeftOut.of(name for choice in choices.items.values() for name in choice.excluded_records)


def _scope(item: Item, choice: ItemChoice | None) -> Scope | None:
    if choice is None or not choice.granted or item.category == UNSORTED:
        return None
    if next(item_widenings(item, choice), None) is not None:
        return None
    window = window_of(item, choice)
    if window is None:
        return None
    chosen = [frozenset(each) for each in (item.types, choice.types) if each is not None]
    return Scope(
        Grant(item.id, resolution_of(item, choice), item.dates),
        CategoryId(item.category),
        frozenset.intersection(*chosen) if chosen else None,
        Span.of(window),
    )
