"""The dictionary of tables: every column, type and kind that goes is described, and no other."""

import json
from collections.abc import Iterator

import pytest

from consent.request import Dates, Resolution
from datadonor.records.types import sample_types
from datadonor.vault.database import Connection
from export.minimisation.dates import DateTreatment
from export.series import dictionary_of
from export.series.codes import type_concept
from export.series.kinds import STATISTICS, statistic_unit
from export.series.moments import Moments
from export.series.tables import COLUMNS
from tests.series_cases import RELEASE_DAY, Someone, selection
from tests.stores import store_in_memory

KINDS = ("Workout", "Electrocardiogram")


@pytest.fixture
def store() -> Iterator[Connection]:
    with store_in_memory() as connection:
        yield connection


def test_every_column_has_words_in_both_languages(store: Connection) -> None:
    items = [
        selection(store, finest_resolution=resolution, dates=dates)
        for resolution in Resolution
        for dates in Dates
    ]
    found = dictionary_of(items, ("HeartRate", *KINDS))
    assert [each["table"] for each in found["tables"]] == ["samples", "episodes", "summaries"]
    for each in found["tables"]:
        names = [column["name"] for column in each["columns"]]
        assert names == [column.name for column in COLUMNS[each["table"]]]
        for column in each["columns"]:
            assert column["da"] != column["en"]
            assert column["precision"].keys() == {"da", "en"}
    assert len(found["items"]) == len(items)
    json.dumps(found)


def test_only_what_is_sent_is_named(store: Connection) -> None:
    """That the vault holds something else, or once held it, is nobody's business."""
    found = dictionary_of([selection(store, finest_resolution="day")], ("StepCount", "Workout"))
    assert [each["table"] for each in found["tables"]] == ["summaries"]
    assert [each["id"] for each in found["types"]] == ["StepCount"]
    assert [each["id"] for each in found["kinds"]] == ["Workout"]
    assert found["types"][0]["unit"] == sample_types()[found["types"][0]["id"]].unit
    assert "HeartRate" not in json.dumps(found)


def test_a_name_of_no_vocabulary_is_not_repeated(store: Connection) -> None:
    found = dictionary_of([selection(store)], ("Bodils egen",))
    assert (found["types"], found["kinds"]) == ([], [])


def test_answers_are_explained(store: Connection) -> None:
    (sleep,) = dictionary_of([selection(store)], ("SleepAnalysis",))["types"]
    told = {each["code"]: each for each in sleep["answers"]}
    assert {"da", "en"} <= told["asleep"].keys()


def test_every_type_has_our_own_code_and_no_words() -> None:
    for name in sample_types():
        codings = type_concept(name)["coding"]
        assert codings[-1]["code"] == name
        assert all(each.keys() == {"system", "code"} for each in codings)


def test_statistics_have_units() -> None:
    units = [statistic_unit(each) for each in STATISTICS]
    assert units[0] == "m"
    assert all(units)


@pytest.mark.parametrize("dates", [Dates.EXACT, Dates.SHIFTED])
def test_moments_are_those_of_the_treatment(dates: Dates) -> None:
    """The quick way to write a moment says what the treatment itself says."""
    treatment = DateTreatment(dates, Someone(), Resolution.RAW, RELEASE_DAY)
    moments = Moments(treatment, dates)
    for ms in (0, -1, -1000, 1_717_408_800_123, 1_717_365_599_999, 951_782_400_000):
        assert moments.text(ms) == treatment.instant(ms)


@pytest.mark.parametrize("dates", [Dates.MONTH, Dates.YEAR])
def test_moments_of_which_the_day_is_not_told_are_those_of_the_treatment(dates: Dates) -> None:
    """The day is that in Denmark: the last hour of 2023 in UTC is of 2024."""
    treatment = DateTreatment(dates, Someone(), Resolution.RAW, RELEASE_DAY)
    moments = Moments(treatment, dates)
    for ms in (0, 1_704_063_600_000, 1_704_063_599_999, 1_704_067_200_000):
        assert moments.text(ms) == treatment.when(ms)


def test_many_days_are_told_rightly_though_few_are_remembered() -> None:
    treatment = DateTreatment(Dates.SHIFTED, Someone(), Resolution.RAW, RELEASE_DAY)
    moments = Moments(treatment, Dates.SHIFTED)
    for day in range(9000):
        assert moments.text(day * 86_400_000) == treatment.instant(day * 86_400_000)
