"""How many people share a sex, years of birth and a place: an estimate from public figures.

Read once from ``resources/population``: Statistics Denmark's table FOLK1A, by age and sex
in the whole country and by sex in each municipality. No place is known by age here, so a
group in a place is an estimate with wide bounds, and says so. Must not know any person.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Sex = Literal["male", "female"]
SEXES: Final[tuple[Sex, ...]] = ("male", "female")

_DAYS: Final = 365
_OLDEST: Final = 120
"""Years beyond which nobody is looked for."""

_COUNTED: Final = (0.9, 1.1)
"""The true number as a share of a counted one: the count is some years old. Our choice."""

_IN_REGION: Final = (0.6, 1.5)
_IN_MUNICIPALITY: Final = (1 / 3, 2.5)
"""The same where a place's ages are taken to be the country's: towns of students and
islands of the old are far from it. Our choice, on the safe side; of women in Aarhus on 1
January 2020 the estimate is 1.3 to 1.4 times the true number at 60, 80 and 90 years.
"""


class Born(NamedTuple):
    """Years of birth, both included; no first one for "or earlier"."""

    first: int | None
    last: int

    @property
    def edtf(self) -> str:
        """As ISO 8601-2 (EDTF) writes it: ``1974``, ``1970/1974``, ``../1936``."""
        if self.first == self.last:
            return f"{self.last:04}"
        return f"{'..' if self.first is None else f'{self.first:04}'}/{self.last:04}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``edtf`` wrote.

        Raises:
            ValueError: It is no such thing.
        """
        first, slash, last = text.partition("/")
        if not slash:
            return cls(int(first), int(first))
        return cls(None if first == ".." else int(first), int(last))


@dataclass(frozen=True, slots=True)
class Group:
    """People who share what is told; what is not told is not shared.

    Attributes:
        born: Years of birth.
        sex: As registered.
        region: ISO 3166-2, such as ``DK-83``. Does not count beside a municipality.
        municipality: The public code of four digits, such as ``0461``.
    """

    born: Born | None = None
    sex: Sex | None = None
    region: str | None = None
    municipality: str | None = None


class Expected(NamedTuple):
    """How many people a group has: a likely number, and bounds that mostly hold it."""

    low: float
    likely: float
    high: float


class Municipality(BaseModel):
    """A municipality, and who lives there."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    region: Annotated[str, StringConstraints(pattern=r"^DK-8[1-5]$")]
    male: Annotated[int, Field(ge=0)]
    female: Annotated[int, Field(ge=0)]

    def of(self, sex: Sex) -> int:
        """Return how many of one sex."""
        return self.male if sex == "male" else self.female


class _Population(NamedTuple):
    counted: date
    ages: Mapping[Sex, tuple[int, ...]]
    regions: Mapping[str, str]
    municipalities: Mapping[str, Municipality]


def expected(group: Group, year: int) -> Expected:
    """Return how many people a group has in a year, the person asked about among them.

    Where there are two readings, those born then as they were counted and those who were
    then as old as they are now, the smaller one counts: some have died, and cohorts differ.

    Raises:
        KeyError: There is no such region or municipality.
    """
    likely = 0.0
    for sex in SEXES if group.sex is None else (group.sex,):
        of_age = _born(group.born, sex, year)
        likely += of_age * _lives_there(group, sex)
    below, above = _bounds(group)
    return Expected(likely * below, likely, likely * above)


def _bounds(group: Group) -> tuple[float, float]:
    if group.born is None:
        return _COUNTED
    if group.municipality is not None:
        return _IN_MUNICIPALITY
    return _COUNTED if group.region is None else _IN_REGION


def _lives_there(group: Group, sex: Sex) -> float:
    """Return which share of a sex lives in the group's place."""
    everywhere = population().municipalities
    if group.municipality is not None:
        places: Iterable[Municipality] = (everywhere[group.municipality],)
    elif group.region is not None:
        if group.region not in population().regions:
            raise KeyError(group.region)
        places = (each for each in everywhere.values() if each.region == group.region)
    else:
        return 1
    return sum(each.of(sex) for each in places) / sum(each.of(sex) for each in everywhere.values())


def _born(born: Born | None, sex: Sex, year: int) -> float:
    if born is None:
        return sum(population().ages[sex])
    first = year - _OLDEST if born.first is None else max(born.first, year - _OLDEST)
    return sum(_born_in(each, sex, year) for each in range(first, min(born.last, year) + 1))


def _born_in(born: int, sex: Sex, year: int) -> float:
    age = year - born
    now = (_aged(age, sex) + _aged(age - 1, sex)) / 2 if age else _aged(0, sex)
    counted = population().counted
    if born >= counted.year:
        return now  # they were not all born when it was counted
    passed = counted.timetuple().tm_yday / _DAYS
    age_then = counted.year - born
    then = passed * _aged(age_then, sex) + (1 - passed) * _aged(age_then - 1, sex)
    return min(now, then)


def _aged(age: int, sex: Sex) -> int:
    ages = population().ages[sex]
    return ages[age] if 0 <= age < len(ages) else 0


@cache
def population() -> _Population:
    """Return the figures."""
    rows = _read("denmark")
    places = dict(rows["municipalities"])
    del places["counted"]
    return _Population(
        rows["ages"]["counted"],
        {sex: tuple(rows["ages"][sex]) for sex in SEXES},
        rows["regions"],
        {f"{code:0>4}": Municipality.model_validate(row) for code, row in places.items()},
    )


@cache
def municipality_of_postal_code(code: str) -> str | None:
    """Return the municipality in which a postal code lies altogether, if there is one."""
    return _by_postal_code("municipalities").get(code)


@cache
def region_of_postal_code(code: str) -> str | None:
    """Return the region in which a postal code lies altogether, if there is one."""
    return _by_postal_code("regions").get(code)


@cache
def _by_postal_code(kind: Literal["municipalities", "regions"]) -> Mapping[str, str]:
    return {
        postal: f"{place:0>4}" if kind == "municipalities" else place
        for place, ranges in _read("postal_codes")[kind].items()
        for postal in _codes(ranges)
    }


def _codes(ranges: Iterable[str]) -> Iterator[str]:
    for each in ranges:
        first, _, last = each.partition("-")
        yield from (f"{code:04}" for code in range(int(first), int(last or first) + 1))


def _read(name: str) -> dict[str, Any]:
    text = files("resources").joinpath("population", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
