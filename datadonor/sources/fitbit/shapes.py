"""Saying what one file of a Takeout is, from its first bytes and with help of its name.

Names alone decide nothing; but a JSON file of bare numbers says what they are in its
name only. Must not read beyond the head.
"""

import re
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from datadonor.sources.fitbit import metrics
from datadonor.sources.fitbit.metrics import Column, Layout
from datadonor.sources.fitbit.rows import header_of
from datadonor.sources.parcel import Entry


class Shape(StrEnum):
    """What kind of file it is."""

    VALUES = "values"  # older JSON: times and values
    TABLE = "table"  # CSV: times and values
    OLD_SLEEP = "old_sleep"
    OLD_EXERCISE = "old_exercise"
    OLD_WEIGHT = "old_weight"
    SLEEPS = "sleeps"
    STAGES = "stages"
    STAGE_SERIES = "stage_series"
    EXERCISES = "exercises"
    SCORES = "scores"
    OLD_SCORES = "old_scores"
    NIGHT_TEMPERATURE = "night_temperature"
    PROFILE = "profile"
    DEVICES = "devices"
    LEFT_OUT = "left_out"


class Part(NamedTuple):
    """One file and what it is. ``column`` is for JSON, ``layout`` for tables."""

    entry: Entry
    shape: Shape
    column: Column | None = None
    layout: Layout | None = None


_FIRST_VALUE: Final = re.compile(
    rb'\s*\[\s*\{\s*"dateTime"\s*:\s*"\d\d/\d\d/\d\d \d\d:\d\d:\d\d"\s*,\s*"value"\s*:\s*'
)
_SLEEP: Final = re.compile(rb'\s*\[\s*\{\s*"logId"\s*:\s*"?\d+"?\s*,\s*"dateOfSleep"\s*:')
_EXERCISE: Final = re.compile(rb'\s*\[\s*\{\s*"logId"\s*:\s*"?\d+"?\s*,\s*"activityName"\s*:')
_WEIGHT: Final = re.compile(rb'\s*\[\s*\{\s*"logId"\s*:\s*"?\d+"?\s*,\s*"weight"\s*:')
_BPM: Final = re.compile(rb'\{\s*"bpm"\s*:')
_RESTING: Final = re.compile(rb'\{\s*"date"\s*:\s*(?:null|"[^"]{0,20}")\s*,\s*"value"\s*:')
_VO2_MAX: Final = re.compile(rb'\{\s*"(?:demographic|filteredDemographic|run|filteredRun)VO2Max')

_PRODUCTS: Final = frozenset({"google health", "fitbit"})
_OLD_TREE: Final = "global export data"
_NEW_TREE: Final = "_googledata"

_LEFT_OUT_ENDINGS: Final = (".csv", ".json", ".txt", ".html", ".jpg", ".png")

_HEADERS: Final = (
    (("sleep_id", "sleep_type"), Shape.SLEEPS),
    (("sleep_id", "sleep_stage_id"), Shape.STAGES),
    (("sleep_id", "sleep_score_id"), Shape.SCORES),
    (("sleep_log_entry_id", "timestamp", "overall_score"), Shape.OLD_SCORES),
    (("start time", "end time", "sleep stage"), Shape.STAGE_SERIES),
    (("exercise_id", "exercise_start", "exercise_end"), Shape.EXERCISES),
    (("type", "sleep_start", "sleep_end", "temperature_samples"), Shape.NIGHT_TEMPERATURE),
)
"""How headers begin, in small letters."""


def recognise(entry: Entry, head: bytes) -> Part | None:
    """Return what an entry is, or nothing if it is not of a Takeout of this service."""
    text = head.removeprefix(b"\xef\xbb\xbf")
    if text.lstrip()[:1] == b"[":
        found = _json(entry, text)
    elif text[:1] == b"{" or b"\0" in text[:512]:
        found = None
    else:
        found = _table(entry, head)
    if found is None and is_in_tree(entry):
        return Part(entry, Shape.LEFT_OUT)
    return found


def is_in_tree(entry: Entry) -> bool:
    """Whether an entry lies in a folder of a Takeout, and is of a kind that lies there."""
    folders = [part.lower() for part in entry.path.parts[:-1]]
    is_takeout = any(
        first == "takeout" and second in _PRODUCTS for first, second in pairwise(folders)
    )
    is_tree = any(part == _OLD_TREE or part.endswith(_NEW_TREE) for part in folders)
    return (is_takeout or is_tree) and entry.path.suffix.lower() in _LEFT_OUT_ENDINGS


def _json(entry: Entry, text: bytes) -> Part | None:
    for pattern, shape in (
        (_SLEEP, Shape.OLD_SLEEP),
        (_EXERCISE, Shape.OLD_EXERCISE),
        (_WEIGHT, Shape.OLD_WEIGHT),
    ):
        if pattern.match(text):
            return Part(entry, shape)
    first = _FIRST_VALUE.match(text)
    if not first:
        return None
    for pattern, column in (
        (_BPM, metrics.OLD_HEART_RATE),
        (_RESTING, metrics.OLD_RESTING),
        (_VO2_MAX, metrics.OLD_VO2_MAX),
    ):
        if pattern.match(text, first.end()):
            return Part(entry, Shape.VALUES, column)
    stem = metrics.stem(entry.path.name)
    if stem in metrics.LEFT_OUT_STEMS or text[first.end() : first.end() + 1] in b"{[":
        return Part(entry, Shape.LEFT_OUT)
    # Numbers of a kind that nobody names: said to be unreadable, not guessed.
    return Part(entry, Shape.VALUES, metrics.OLD_STEMS.get(stem))


def _table(entry: Entry, head: bytes) -> Part | None:
    header = header_of(head)
    for beginning, shape in _HEADERS:
        if header[: len(beginning)] == beginning:
            return Part(entry, shape)
    if {"email_address", "date_of_birth", "weight_unit"} <= set(header):
        return Part(entry, Shape.PROFILE)
    if "serial_number" in header and is_in_tree(entry):
        return Part(entry, Shape.DEVICES)
    found = metrics.layout(header, str(entry.path).lower())
    return Part(entry, Shape.TABLE, layout=found) if found else None
