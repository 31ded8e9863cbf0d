"""What a workout was, in the words that watches and their makers use for it.

One table for FIT, Garmin's account export and GPX, whose words are nearly the same
(``lap_swimming``, ``Trail Running``, ``run``). Must not know files.

Source: the names of ``sport`` and ``sub_sport`` in the FIT profile (public, by
Garmin), and the ids of ``resources/vocabulary/episodes.toml``.
"""

import re
from typing import Final

from datadonor.records.types import workout_kinds

OTHER: Final = "other"

_WORDS: Final = {
    "alpine_skiing": "downhill_skiing",
    "boating": "sailing",
    "breathing": "mind_and_body",
    "breathwork": "mind_and_body",
    "bike": "cycling",
    "bmx": "cycling",
    "bouldering": "climbing",
    "cardio": "mixed_cardio",
    "cardio_training": "mixed_cardio",
    "cyclocross": "cycling",
    "diving": "underwater_diving",
    "disc_golf": "disc_sports",
    "e_bike_fitness": "cycling",
    "e_bike_mountain": "cycling",
    "e_biking": "cycling",
    "fitness_equipment": "other",
    "flexibility_training": "flexibility",
    "floor_climbing": "stairs",
    "hiit": "high_intensity_interval_training",
    "horseback_riding": "equestrian_sports",
    "ice_skating": "skating_sports",
    "indoor_cardio": "mixed_cardio",
    "inline_skating": "skating_sports",
    "kayaking": "paddle_sports",
    "kitesurfing": "surfing_sports",
    "lap_swimming": "swimming",
    "meditation": "mind_and_body",
    "mixed_martial_arts": "martial_arts",
    "mountain_biking": "cycling",
    "mountaineering": "climbing",
    "multi_sport": "swim_bike_run",
    "multisport": "swim_bike_run",
    "obstacle": "running",
    "open_water_swimming": "swimming",
    "padel": "tennis",
    "paddling": "paddle_sports",
    "rafting": "paddle_sports",
    "resort_skiing": "downhill_skiing",
    "resort_skiing_snowboarding": "snow_sports",
    "ride": "cycling",
    "rock_climbing": "climbing",
    "run": "running",
    "skate_skiing": "cross_country_skiing",
    "snorkeling": "underwater_diving",
    "snowshoeing": "snow_sports",
    "spin": "cycling",
    "stand_up_paddleboarding": "paddle_sports",
    "street_running": "running",
    "strength_training": "traditional_strength_training",
    "surfing": "surfing_sports",
    "swim": "swimming",
    "track": "running",
    "trail": "running",
    "treadmill": "running",
    "ultra": "running",
    "virtual_ride": "cycling",
    "virtual_run": "running",
    "wakeboarding": "water_sports",
    "wakesurfing": "water_sports",
    "walk": "walking",
    "water_skiing": "water_sports",
    "water_tubing": "water_sports",
    "wheelchair_push_run": "wheelchair_run_pace",
    "wheelchair_push_walk": "wheelchair_walk_pace",
    "windsurfing": "surfing_sports",
}

_ENDINGS: Final = (
    ("running", "running"),
    ("cycling", "cycling"),
    ("biking", "cycling"),
    ("walking", "walking"),
    ("swimming", "swimming"),
    ("rowing", "rowing"),
    ("skiing", "downhill_skiing"),
    ("diving", "underwater_diving"),
    ("climbing", "climbing"),
)
"""What a longer word ends in: ``obstacle_running``, ``road_biking``."""

_SEPARATORS: Final = re.compile(r"[\s\-/]+")
_VERSION: Final = re.compile(r"_v\d+$")


def workout_word(sport: str | None, detail: str | None = None) -> str:
    """Return our word for a workout.

    Args:
        sport: What it was in a maker's words, in any case, with blanks or underscores.
        detail: Which sort of it, if the maker says so; it decides only where the
            sport alone says nothing ("training", "fitness_equipment").

    Returns:
        The id of a kind of workout; ``other`` for what is not known.
    """
    word = _word(sport)
    return word if word != OTHER else _word(detail)


def _word(raw: str | None) -> str:
    if raw is None:
        return OTHER
    name = _VERSION.sub("", _SEPARATORS.sub("_", raw.strip().lower()[:60]))
    if name in workout_kinds():
        return name
    if name in _WORDS:
        return _WORDS[name]
    return next((word for ending, word in _ENDINGS if name.endswith(ending)), OTHER)
