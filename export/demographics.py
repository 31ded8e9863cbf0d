"""What is told about the person: no more than was asked and granted, and only what is known.

Each answer is made coarser by a rule, and an answer that would point at too few people is
made coarser still or stays. What is not known is told as not known; where the vault
contradicts itself nothing is told. Must not read the vault and has no clock.

Source of the rules: our choice, with HIPAA's rule that ages of 90 and more are one group
(45 CFR 164.514(b)(2)(i)(C)).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Final, Literal, NamedTuple, TypeVar, cast

from consent.request import Demographic
from export.demographics_known import Known, Place
from export.population import SEXES, Born, Group, Sex, expected

FEWEST_ALIKE: Final = 20
"""People who share what is told in a municipality, counted on the safe side, before it is told."""

BAND_YEARS: Final = 5
"""Years of birth in a band: those of the standard populations of WHO and Eurostat."""

OLD: Final = 90
_OLDEST: Final = 120

_Value = TypeVar("_Value")


class Told(NamedTuple):
    """One answer as it is sent.

    Attributes:
        what: What was asked; ``region`` also where the municipality was asked and stays.
        value: Years of birth as ``Born.edtf`` writes them; ``male`` or ``female``; a region
            by ISO 3166-2; a municipality by its code of four digits.
        rule: By which it was made coarser (``export.minimisation.rules``).
    """

    what: Demographic
    value: str
    rule: str


class Reason(StrEnum):
    """Why an answer that was granted is not sent."""

    NOT_KNOWN = "not_known"
    CONTRADICTING = "contradicting"
    FEW_ALIKE = "few_alike"


class NotTold(NamedTuple):
    """One answer that is not sent."""

    what: Demographic
    reason: Reason


class Demographics(NamedTuple):
    """What is told about the person, in the order of the columns, and what is not."""

    told: tuple[Told, ...]
    not_told: tuple[NotTold, ...]


class _Stays(Exception):
    """An answer is not sent."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def demographics_of(known: Known, granted: Collection[Demographic], year: int) -> Demographics:
    """Return what is told about the person.

    Args:
        known: What the vault knows.
        granted: What was asked and the person said yes to.
        year: In which it is sent.
    """
    told: list[Told] = []
    not_told: list[NotTold] = []
    for what in ("year_of_birth", "age_band", "sex"):
        if what in granted:
            try:
                told.append(_about_person(what, known, year))
            except _Stays as stays:
                not_told.append(NotTold(what, stays.reason))
    alike = group_of(told)
    wanted: list[Demographic] = [each for each in ("region", "municipality") if each in granted]
    for answer in _about_home(known, wanted, alike, year):
        if isinstance(answer, NotTold):
            not_told.append(answer)
        elif answer not in told:
            told.append(answer)
    return Demographics(tuple(told), tuple(not_told))


def group_of(told: Iterable[Told]) -> Group:
    """Return the people who share what is told. Of two spans of birth the shorter counts."""
    by_what = {each.what: each.value for each in told}
    born = by_what.get("year_of_birth", by_what.get("age_band"))
    return Group(
        born=None if born is None else Born.parse(born),
        sex=cast("Sex | None", by_what.get("sex")),
        region=by_what.get("region"),
        municipality=by_what.get("municipality"),
    )


def born_told(year_of_birth: int, year: int) -> Born:
    """Return a year of birth as it is told; who turns 90 or more in the year is of one group."""
    last = year - OLD
    return Born(None, last) if year_of_birth <= last else Born(year_of_birth, year_of_birth)


def band_told(year_of_birth: int, year: int) -> Born:
    """Return the band of a year of birth.

    Bands are of birth years and not of ages: a band of ages changes on a birthday, and
    who gets data every month would see when. For the same reason a band goes into the
    group "or earlier" as one, once the first of it turn 90.
    """
    first = year_of_birth - year_of_birth % BAND_YEARS
    last = first + BAND_YEARS - 1
    oldest = year - OLD
    if first <= oldest:
        return Born(None, oldest - oldest % BAND_YEARS + BAND_YEARS - 1)
    return Born(first, last)


def _about_person(what: Demographic, known: Known, year: int) -> Told:
    if what == "sex":
        sex = _only(known.sexes)
        if sex not in SEXES:
            raise _Stays(Reason.FEW_ALIKE)
        return Told(what, sex, "sex")
    born = _only(each for each in known.birth_years if year - _OLDEST <= each <= year)
    if what == "year_of_birth":
        return Told(what, born_told(born, year).edtf, "year_of_birth")
    return Told(what, band_told(born, year).edtf, "age_band")


def _only(found: Iterable[_Value]) -> _Value:
    """Return the one value there is, and never one of several."""
    values = set(found)
    if len(values) > 1:
        raise _Stays(Reason.CONTRADICTING)
    if not values:
        raise _Stays(Reason.NOT_KNOWN)
    return values.pop()


def _about_home(
    known: Known, wanted: Collection[Demographic], alike: Group, year: int
) -> Iterator[Told | NotTold]:
    """Yield where the person lives: the region also in place of a municipality that stays."""
    municipality = None
    if "municipality" in wanted:
        try:
            municipality = _one_place(known.places, "municipality")
            _must_hide(replace(alike, municipality=municipality), year)
            yield Told("municipality", municipality, "municipality")
        except _Stays as stays:
            municipality = None
            yield NotTold("municipality", stays.reason)
    if "region" in wanted or (municipality is None and "municipality" in wanted):
        try:
            region = _one_place(known.places, "region")
            _must_hide(replace(alike, region=region), year)
            yield Told("region", region, "region")
        except _Stays as stays:
            if "region" in wanted:
                yield NotTold("region", stays.reason)


def _one_place(places: Collection[Place], which: Literal["municipality", "region"]) -> str:
    """Return the place on which all addresses agree; each of them must say it."""
    found = {getattr(each, which) for each in places}
    if len(found) > 1:
        raise _Stays(Reason.CONTRADICTING)
    place = next(iter(found), None)
    if not isinstance(place, str):
        several = len({each.told for each in places}) > 1
        raise _Stays(Reason.CONTRADICTING if several else Reason.NOT_KNOWN)
    return place


def _must_hide(group: Group, year: int) -> None:
    if expected(group, year).low < FEWEST_ALIKE:
        raise _Stays(Reason.FEW_ALIKE)
