"""What is different between two moments of one consent: state, extent, options, end.

Compared is what comes of the choices, not how they were written: what a person left out
is as the request asks. Must not know: the log, the vault, the clock, words.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from consent.choice_rules import RAREST_FIRST
from consent.choices import Choices, ItemChoice
from consent.ledger import ConsentState, ProjectConsent
from consent.policy import last_day, resolution_of, window_of
from consent.request import Item, ProjectRequest


class Kind(StrEnum):
    """In what two moments can differ. Each has a sentence (``chronicle.difference``)."""

    STATE = "state"
    VERSION = "version"
    ITEM_GRANTED = "item_granted"
    ITEM_WITHDRAWN = "item_withdrawn"
    TYPES_FEWER = "types_fewer"
    TYPES_MORE = "types_more"
    TYPES_OTHER = "types_other"
    WINDOW_NARROWER = "window_narrower"
    WINDOW_WIDER = "window_wider"
    WINDOW_MOVED = "window_moved"
    COARSER = "coarser"
    FINER = "finer"
    LEFT_OUT_MORE = "left_out_more"
    LEFT_OUT_FEWER = "left_out_fewer"
    LEFT_OUT_OTHERS = "left_out_others"
    OPTION_YES = "option_yes"
    OPTION_NO = "option_no"
    TOLD = "told"
    NOT_TOLD = "not_told"
    RARER = "rarer"
    OFTENER = "oftener"
    ENDS_EARLIER = "ends_earlier"
    ENDS_LATER = "ends_later"


class Difference(NamedTuple):
    """One difference.

    Attributes:
        kind: In what.
        about: The item, option or demographic by its name in the request; nothing if it is
            about the whole consent.
        before: What it was: a state, a version, a day, ``first/last`` day, a resolution, a
            frequency, or how many. Nothing where the kind says it all.
        now: What it is.
    """

    kind: Kind
    about: str | None = None
    before: str | None = None
    now: str | None = None


class Standing(NamedTuple):
    """How a consent stood: choices and the request they are to only while it was in force."""

    consent: ProjectConsent | None
    choices: Choices | None = None
    request: ProjectRequest | None = None

    @property
    def state(self) -> ConsentState | None:
        """Its state; nothing before the project ever asked."""
        return None if self.consent is None else self.consent.state


def compare_standings(before: Standing, now: Standing) -> Iterator[Difference]:
    """Yield what is different, in the order of the request.

    Where nothing was in force at one of the two, everything granted at the other is new or
    gone; nothing finer is told of it.
    """
    if before.state != now.state:
        yield Difference(Kind.STATE, None, before.state, now.state)
    yield from _versions(before, now)
    yield from _items(before, now)
    yield from _answers(before, now)
    if before.choices and now.choices and before.request and now.request:
        yield from _frequency(before.choices, before.request, now.choices, now.request)
        ends = last_day(before.request, before.choices), last_day(now.request, now.choices)
        if ends[0] != ends[1]:
            kind = Kind.ENDS_EARLIER if ends[1] < ends[0] else Kind.ENDS_LATER
            yield Difference(kind, None, str(ends[0]), str(ends[1]))


def _versions(before: Standing, now: Standing) -> Iterator[Difference]:
    if before.request and now.request and before.request.version != now.request.version:
        versions = str(before.request.version), str(now.request.version)
        yield Difference(Kind.VERSION, None, *versions)


def _items(before: Standing, now: Standing) -> Iterator[Difference]:
    names = dict.fromkeys(
        item.id
        for request in (now.request, before.request)
        if request is not None
        for item in request.items
    )
    for name in names:
        old, new = _granted(before, name), _granted(now, name)
        if old is None and new is not None:
            yield Difference(Kind.ITEM_GRANTED, name)
        elif new is None and old is not None:
            yield Difference(Kind.ITEM_WITHDRAWN, name)
        elif old is not None and new is not None:
            yield from _extent(name, old, new)
        if before.choices and now.choices:
            yield from _left_out(name, before.choices, now.choices)


class _Granted(NamedTuple):
    item: Item
    choice: ItemChoice

    @property
    def types(self) -> frozenset[str] | None:
        chosen = self.choice.types or self.item.types
        return None if chosen is None else frozenset(chosen)

    @property
    def days(self) -> tuple[date, date]:
        window = window_of(self.item, self.choice)
        return (date.max, date.min) if window is None else (window.first, window.last)


def _granted(standing: Standing, name: str) -> _Granted | None:
    item = None if standing.request is None else standing.request.item(name)
    if item is None or standing.choices is None or not standing.choices.is_granted(name):
        return None
    return _Granted(item, standing.choices.items[name])


def _extent(name: str, old: _Granted, new: _Granted) -> Iterator[Difference]:
    if old.types != new.types:
        yield _types(name, old.types, new.types)
    (first, last), (new_first, new_last) = old.days, new.days
    if (first, last) != (new_first, new_last):
        kind = Kind.WINDOW_MOVED
        if first <= new_first and new_last <= last:
            kind = Kind.WINDOW_NARROWER
        elif new_first <= first and last <= new_last:
            kind = Kind.WINDOW_WIDER
        yield Difference(kind, name, f"{first}/{last}", f"{new_first}/{new_last}")
    fine = resolution_of(old.item, old.choice), resolution_of(new.item, new.choice)
    if fine[0] != fine[1]:
        kind = Kind.COARSER if fine[1].rank > fine[0].rank else Kind.FINER
        yield Difference(kind, name, fine[0].value, fine[1].value)


def _types(name: str, old: frozenset[str] | None, new: frozenset[str] | None) -> Difference:
    """Return how types differ; nothing named is every type of the category."""
    counts = None if old is None else str(len(old)), None if new is None else str(len(new))
    kind = Kind.TYPES_OTHER
    if old is None or (new is not None and new < old):
        kind = Kind.TYPES_FEWER
    elif new is None or old < new:
        kind = Kind.TYPES_MORE
    return Difference(kind, name, *counts)


def _left_out(name: str, before: Choices, now: Choices) -> Iterator[Difference]:
    nothing = ItemChoice(granted=False)
    old = frozenset(before.items.get(name, nothing).excluded_records)
    new = frozenset(now.items.get(name, nothing).excluded_records)
    if old == new:
        return
    kind = Kind.LEFT_OUT_OTHERS
    if old < new:
        kind = Kind.LEFT_OUT_MORE
    elif new < old:
        kind = Kind.LEFT_OUT_FEWER
    yield Difference(kind, name, str(len(old)), str(len(new)))


def _answers(before: Standing, now: Standing) -> Iterator[Difference]:
    old, new = before.choices or Choices(), now.choices or Choices()
    for option in sorted({*old.options, *new.options}):
        was, is_now = old.options.get(option, False), new.options.get(option, False)
        if was != is_now:
            yield Difference(Kind.OPTION_YES if is_now else Kind.OPTION_NO, option)
    for what in sorted(set(old.demographics) ^ set(new.demographics)):
        yield Difference(Kind.TOLD if what in new.demographics else Kind.NOT_TOLD, what)


def _frequency(
    before: Choices, asked_before: ProjectRequest, now: Choices, asked_now: ProjectRequest
) -> Iterator[Difference]:
    old = min(before.frequency or asked_before.frequency, asked_before.frequency, key=_often)
    new = min(now.frequency or asked_now.frequency, asked_now.frequency, key=_often)
    if old != new:
        yield Difference(Kind.RARER if _often(new) < _often(old) else Kind.OFTENER, None, old, new)


def _often(frequency: str) -> int:
    return RAREST_FIRST.index(frequency)
