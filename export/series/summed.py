"""Samples and episodes summed up: an Observation and a row for each period and code.

Must not decide which records, and must not tell any of them by itself.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from datadonor.records.dictionaries import StoredType
from datadonor.records.fhir import Resource, own_coding
from datadonor.records.types import ValueKind, sample_type
from export.outgoing import Outgoing, Row
from export.series.codes import answer_of, quantity, rounded, statistic, type_concept, unit_of
from export.series.kinds import kind_concept, workout_codings
from export.series.moulds import HEAD
from export.series.periods import Summary, summaries
from export.series.summing import (
    Hour,
    Sums,
    adds_up,
    hours_of_episodes,
    hours_of_samples,
    left_out_of_sums,
)
from export.series.terms import (
    FREE_TEXT,
    IMPLAUSIBLE,
    NO_VALUE,
    UNIT_UNKNOWN,
    Terms,
    Told,
    inside,
)

SUMMARIES_TABLE: Final = "summaries"
MINUTES: Final = "min"

_Codings = Mapping[str, list[Resource]]


class _Figures(NamedTuple):
    """What is told of one summary; ``unit`` nothing where only a count is."""

    unit: str | None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    total: float | None = None


class _Series(NamedTuple):
    """One type or kind: its name, its code, and what is told of its sums."""

    name: str
    unit: str
    code: Resource
    figures: Callable[[str, Sums], _Figures]


def summed_samples(terms: Terms, withheld: Counter[str]) -> Iterator[Outgoing]:
    """Yield the samples of an item summed up, by type and time.

    Args:
        terms: Whose resolution is coarser than raw.
        withheld: Counts, by reason, what stays although it was granted.
    """
    for stored in terms.selection.types:
        staying = left_out_of_sums(terms.selection, stored)
        withheld[IMPLAUSIBLE] += staying.implausible
        withheld[NO_VALUE] += staying.without_value
        codings: dict[str, list[Resource]] = {}
        hours = _told_hours(terms, stored, codings, withheld)
        series = _Series(
            stored.name,
            stored.unit,
            type_concept(stored.name),
            partial(_figures, stored),
        )
        yield from _told(terms, series, hours, codings)


def summed_episodes(terms: Terms, kind: str) -> Iterator[Outgoing]:
    """Yield the episodes of a kind summed up: how many, and how many minutes."""
    codings: dict[str, list[Resource]] = {}

    def told_hours() -> Iterator[Hour]:
        for hour in hours_of_episodes(terms.selection, kind):
            found = workout_codings(hour.code)
            word = hour.code if found else ""
            codings[word] = found
            yield hour._replace(code=word)

    series = _Series(
        kind, MINUTES, kind_concept(kind), lambda _, sums: _Figures(MINUTES, total=sums.total)
    )
    yield from _told(terms, series, told_hours(), codings)


def _told_hours(
    terms: Terms, stored: StoredType, codings: dict[str, list[Resource]], withheld: Counter[str]
) -> Iterator[Hour]:
    """Yield the hours with codes that may leave in place of the vault's."""
    unit = unit_of(stored)
    for hour in hours_of_samples(terms.selection, stored):
        if not hour.code:
            if unit is None and hour.sums.low is not None:
                withheld[UNIT_UNKNOWN] += hour.sums.records
            else:
                yield hour
            continue
        answer = answer_of(stored, hour.code)
        if answer is None:
            withheld[FREE_TEXT if hour.code.strip() else NO_VALUE] += hour.sums.records
            continue
        codings[answer.word] = list(answer.codings)
        yield hour._replace(code=answer.word)


def _figures(stored: StoredType, code: str, sums: Sums) -> _Figures:
    """Return what is told of a type's sums. A bound is counted and no more."""
    known = sample_type(stored.name)
    if code:
        is_coded = known is not None and known.value is ValueKind.CODE
        return _Figures(MINUTES, total=sums.total) if is_coded else _Figures(None)
    if sums.low is None:
        return _Figures(MINUTES, total=sums.total)
    unit = unit_of(stored)
    if not math.isfinite(sums.sum):  # numbers of a type without a range can be that large
        return _Figures(unit, sums.low, sums.high)
    total = sums.total if adds_up(stored) else None
    return _Figures(unit, sums.low, sums.high, sums.sum / sums.records, total)


def _told(
    terms: Terms, series: _Series, hours: Iterable[Hour], codings: _Codings
) -> Iterator[Outgoing]:
    found = summaries(hours, terms.resolution, terms.moments)
    base = inside(terms.base(series.code))
    told = (_one(terms, series, base, each, codings) for each in found)
    yield from terms.outgoing(told)


def _one(terms: Terms, series: _Series, base: str, summary: Summary, codings: _Codings) -> Told:
    figures = series.figures(summary.code, summary.sums)
    item = terms.selection.grant.item
    # Two items may sum up the same records over other windows: these are other resources.
    name = f"{item}\n{series.name}\n{series.unit}\n{summary.code}\n{summary.name}"
    own = terms.identity.record_id("summary", name)
    answer = codings.get(summary.code)
    element: Resource = {"valueCodeableConcept": {"coding": answer}} if answer else {}
    element["component"] = list(_components(summary, figures))
    line = f'{HEAD}{own}",{base},{summary.when.json},{inside(element)}}}'.encode()
    return Told(summary.when, own, line, (_row(terms, series, own, summary, figures),), None)


def _components(summary: Summary, figures: _Figures) -> Iterator[Resource]:
    yield {"code": statistic("count"), "valueQuantity": quantity(summary.sums.records, "1")}
    days = {"coding": own_coding("statistic", "days")}
    yield {"code": days, "valueQuantity": quantity(summary.days, "d")}
    if figures.unit is None:
        return
    for code, number in (
        ("minimum", figures.low),
        ("maximum", figures.high),
        ("average", figures.mean),
        ("sum", figures.total),
    ):
        if number is not None:
            yield {"code": statistic(code), "valueQuantity": quantity(number, figures.unit)}


def _row(terms: Terms, series: _Series, own: str, summary: Summary, figures: _Figures) -> Row:
    numbers = (
        None if each is None else rounded(each)
        for each in (figures.low, figures.high, figures.mean, figures.total)
    )
    return Row(
        SUMMARIES_TABLE,
        (
            own,
            series.name,
            summary.code or None,
            terms.resolution.value,
            summary.when.start,
            summary.when.end,
            summary.days,
            summary.sums.records,
            figures.unit,
            *numbers,
        ),
    )
