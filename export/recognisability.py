"""How recognisable is the person by what is sent: expected others in Denmark who share it.

An estimate, and an honest one: it counts those who share sex, years of birth and place; it
says where it cannot count, and what it knows nothing of. What makes a person rare beside
that (a rare illness, a pattern over weeks) has no figure here and takes the lower bound to
nothing. A sent bundle is never without risk, whatever the number. Must not know any record.

Source of the method: expected size of a cell in the population; one person's data have no
group of their own to be counted in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from export.demographics import Told, band_told, group_of
from export.population import Born, Expected, Group, expected, population

FEW: Final = 20
"""Fewer others than this, and somebody who knows a little more would find the person."""

MANY: Final = 1000
PATTERN_DAYS: Final = 14
"""Days of readings one by one, or by the hour, after which the pattern is nearly one's own."""

_GAIN: Final = 1.5


class Level(StrEnum):
    """How many others, in a word."""

    ALONE = "alone"
    FEW = "few"
    SOME = "some"
    MANY = "many"
    AT_MOST = "at_most"


class Caveat(StrEnum):
    """What the number does not know."""

    RARE = "rare"
    CODES = "codes"
    PATTERN = "pattern"
    DAILY_PATTERN = "daily_pattern"
    TRUE_DATES = "true_dates"
    OTHER_DATA = "other_data"


class Step(StrEnum):
    """What makes the person less rare."""

    RARE_LEFT_OUT = "rare_left_out"
    COARSER_SERIES = "coarser_series"
    SHIFTED_DATES = "shifted_dates"
    NO_MUNICIPALITY = "no_municipality"
    NO_REGION = "no_region"
    AGE_BAND = "age_band"
    NO_BIRTH = "no_birth"
    NO_SEX = "no_sex"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle holds beside the answers about the person.

    Attributes:
        rare_groups: Groups of rare codes (``export.minimisation.codes``) of which it holds any.
        has_codes: Whether it holds codes of illnesses, medicine, procedures or results.
        fine_days: Days that have readings one by one or by the hour.
        daily_days: Days that have daily sums.
        has_true_dates: Whether any date is sent as it is.
    """

    rare_groups: frozenset[str] = frozenset()
    has_codes: bool = False
    fine_days: int = 0
    daily_days: int = 0
    has_true_dates: bool = False


class Advice(NamedTuple):
    """One thing to leave out, and how many others there would likely be.

    ``others`` is nothing where that is not known.
    """

    step: Step
    others: int | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many others share what is sent.

    Attributes:
        others: Besides the person: a likely number and its bounds. Where there is a rare
            finding the lower bound is 0 and the likely number is not to be shown.
        level: In a word.
        caveats: What the number does not know, the weightiest first; never empty.
        less_rare: What would make it more others, what helps most first.
    """

    others: Expected
    level: Level
    caveats: tuple[Caveat, ...]
    less_rare: tuple[Advice, ...]


def estimate(told: tuple[Told, ...], contents: Contents, year: int) -> Estimate:
    """Estimate how many others in Denmark share what is told, and what else may tell.

    Args:
        told: About the person.
        contents: Of the bundle.
        year: In which it is sent.
    """
    group = group_of(told)
    others = _others(group, year)
    if contents.rare_groups:
        others = others._replace(low=0.0)
    return Estimate(
        others=others,
        level=_level(others, contents),
        caveats=tuple(_caveats(contents)),
        less_rare=tuple(_advice(group, contents, others.likely, year)),
    )


def _others(group: Group, year: int) -> Expected:
    return Expected(*(max(0.0, each - 1) for each in expected(group, year)))


def _level(others: Expected, contents: Contents) -> Level:
    if others.likely < 1:
        return Level.ALONE
    if contents.rare_groups:
        return Level.AT_MOST
    if others.likely < FEW:
        return Level.FEW
    return Level.SOME if others.likely < MANY else Level.MANY


def _caveats(contents: Contents) -> Iterator[Caveat]:
    if contents.rare_groups:
        yield Caveat.RARE
    if contents.fine_days >= PATTERN_DAYS:
        yield Caveat.PATTERN
    elif contents.fine_days or contents.daily_days:
        yield Caveat.DAILY_PATTERN
    if contents.has_true_dates:
        yield Caveat.TRUE_DATES
    if contents.has_codes:
        yield Caveat.CODES
    yield Caveat.OTHER_DATA


def _advice(group: Group, contents: Contents, likely: float, year: int) -> Iterator[Advice]:
    """Yield what has no figure first: it weighs more than any of the others."""
    if contents.rare_groups:
        yield Advice(Step.RARE_LEFT_OUT, None)
    if contents.fine_days >= PATTERN_DAYS:
        yield Advice(Step.COARSER_SERIES, None)
    if contents.has_true_dates:
        yield Advice(Step.SHIFTED_DATES, None)
    steps = [
        Advice(step, round(_others(other, year).likely)) for step, other in _coarser(group, year)
    ]
    steps.sort(key=lambda each: -(each.others or 0))
    for each in steps:
        if (each.others or 0) >= max(1.0, likely) * _GAIN:
            yield each


def _coarser(group: Group, year: int) -> Iterator[tuple[Step, Group]]:
    if group.municipality is not None:
        region = population().municipalities[group.municipality].region
        yield Step.NO_MUNICIPALITY, replace(group, municipality=None, region=region)
    elif group.region is not None:
        yield Step.NO_REGION, replace(group, region=None)
    if group.born is not None:
        if group.born.first == group.born.last:
            yield Step.AGE_BAND, replace(group, born=_band(group.born, year))
        else:
            yield Step.NO_BIRTH, replace(group, born=None)
    if group.sex is not None:
        yield Step.NO_SEX, replace(group, sex=None)


def _band(born: Born, year: int) -> Born:
    return band_told(born.last, year)
