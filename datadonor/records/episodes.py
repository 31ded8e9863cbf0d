"""Episodes: what owns samples or points, such as a workout, a tracing or a route.

Declared in ``resources/vocabulary/episodes.toml``. Must not know samples, files or any
person's data.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from datadonor.records.categories import CategoryId, Named, category

OTHER: Final = "other"
"""The kind of a workout that has no kind of its own."""

_WORKOUT: Final = "HKWorkoutActivityType"


class EpisodeKind(BaseModel):
    """Something that owns samples or points.

    Attributes:
        id: The key under which episodes are stored.
        category: What consent is given by.
        name: In a citizen's words.
        loinc: The code under which it is sent on.
        apple: HealthKit's full identifiers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]{1,39}$")]
    category: CategoryId
    name: Named
    loinc: Annotated[str, StringConstraints(pattern=r"^\d{1,6}-\d$")] | None = None
    apple: tuple[Annotated[str, StringConstraints(pattern=r"^HK[A-Za-z]+$")], ...] = ()

    @model_validator(mode="after")
    def _category_exists(self) -> Self:
        if category(self.category) is None:
            raise ValueError("no such category")
        return self


class WorkoutKind(BaseModel):
    """What a workout was; ``apple`` is HealthKit's full name for it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
    name: Named
    apple: Annotated[str, StringConstraints(pattern=rf"^{_WORKOUT}[A-Za-z]+$")]


class _Vocabulary(NamedTuple):
    episodes: Mapping[str, EpisodeKind]
    workouts: Mapping[str, WorkoutKind]
    by_apple: Mapping[str, WorkoutKind]


def episode_kinds() -> Mapping[str, EpisodeKind]:
    """Return all kinds of episode by id."""
    return _load().episodes


def episode_kind(episode_id: str) -> EpisodeKind | None:
    """Return the kind of episode of an id, or nothing."""
    return _load().episodes.get(episode_id)


def workout_kinds() -> Mapping[str, WorkoutKind]:
    """Return all kinds of workout by id; ``other`` is one of them."""
    return _load().workouts


def workout_kind_of_apple(identifier: str) -> WorkoutKind:
    """Return the kind of a ``HKWorkoutActivityType…``; ``other`` if it is not known."""
    vocabulary = _load()
    return vocabulary.by_apple.get(identifier, vocabulary.workouts[OTHER])


@cache
def _load() -> _Vocabulary:
    file = files("resources").joinpath("vocabulary", "episodes.toml")
    return _read(file.read_text("utf-8"))


def _read(text: str) -> _Vocabulary:
    tables = tomllib.loads(text)
    workouts = {name: _workout(name, row) for name, row in tables["workouts"].items()}
    return _Vocabulary(
        {name: _episode(name, row) for name, row in tables["episodes"].items()},
        workouts,
        {each.apple: each for each in workouts.values()},
    )


def _episode(name: str, row: dict[str, Any]) -> EpisodeKind:
    names = {"da": row.pop("da"), "en": row.pop("en")}
    apple = tuple(row.pop("apple", ()))
    return EpisodeKind.model_validate({"id": name, "name": names, "apple": apple, **row})


def _workout(name: str, row: dict[str, Any]) -> WorkoutKind:
    names = {"da": row.pop("da"), "en": row.pop("en")}
    apple = _WORKOUT + row.pop("apple")
    return WorkoutKind.model_validate({"id": name, "name": names, "apple": apple, **row})
