"""Periods, steps and blocks: what "My data" shows, without a window."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.records.categories import CategoryId
from datadonor.records.contents import Held, contents
from datadonor.records.counting import count_category, count_import
from datadonor.records.deleting import delete_category
from datadonor.records.listing import Listed
from datadonor.records.reading import page
from datadonor.records.summary import summary
from datadonor.texts import Language
from tests.ui.data_vaults import LAST, make_data_vault
from tests.ui.vaults import open_weak
from ui.data.blocks import MOST_ROWS, Block, Blocks, Loaded, read_block, read_blocks
from ui.data.holdings import all_time, chosen_of, read_holdings
from ui.data.period import Period, Reach, closer, following, period_with, preceding, whole_period
from ui.data.picture import Chosen, Form, Grain, read_picture
from ui.data.whole import read_record

HEART = Chosen(CategoryId("heart"), "HeartRate", Held.SAMPLES)
STEPS = Chosen(CategoryId("activity"), "StepCount", Held.SAMPLES)
SLEEP = Chosen(CategoryId("sleep"), "SleepAnalysis", Held.SAMPLES)
WORKOUT = Chosen(CategoryId("activity"), "Workout", Held.EPISODES)
WHOLE = whole_period(date(2016, 3, 1), LAST)


@pytest.fixture(scope="module")
def opened(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenVault]:
    folder = make_data_vault(tmp_path_factory.mktemp("data") / "vault", days=400)
    with open_weak(folder) as vault:
        yield vault


def everything(opened: OpenVault, chosen: Chosen) -> Period:
    holdings = {each.category: each for each in read_holdings(opened)}
    kinds = holdings[chosen.category].kinds
    found = all_time(next(each for each in kinds if each.name == chosen.name))
    assert found is not None
    return found


# -- periods ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reach", "first", "end"),
    [
        (Reach.DAY, date(2026, 1, 1), date(2026, 1, 2)),
        (Reach.WEEK, date(2025, 12, 29), date(2026, 1, 5)),
        (Reach.MONTH, date(2026, 1, 1), date(2026, 2, 1)),
        (Reach.YEAR, date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_holds_its_day(reach: Reach, first: date, end: date) -> None:
    period = period_with(reach, date(2026, 1, 1), WHOLE)
    assert (period.first, period.end) == (first, end)


def test_the_days_of_clock_changes_have_23_and_25_hours() -> None:
    hours = [
        (period.until_ms - period.from_ms) / 3_600_000
        for period in (
            period_with(Reach.DAY, date(2026, 3, 29), WHOLE),
            period_with(Reach.DAY, date(2025, 10, 26), WHOLE),
        )
    ]
    assert hours == [23, 25]


def test_one_walks_from_the_first_period_with_data_to_the_last_and_no_further() -> None:
    period = period_with(Reach.MONTH, WHOLE.first, WHOLE)
    assert preceding(period, WHOLE) is None
    walked = [period]
    while (after := following(walked[-1], WHOLE)) is not None:
        walked.append(after)
    assert len(walked) == 10 * 12 + 3
    assert walked[-1].holds(LAST)
    assert all(one.end == other.first for one, other in pairwise(walked))


def test_one_comes_from_all_to_the_single_day_and_no_further() -> None:
    reaches = []
    period: Period | None = WHOLE
    while period is not None:
        reaches.append(period.reach)
        period = closer(period, date(2020, 2, 29), WHOLE)
    assert reaches == [Reach.ALL, Reach.YEAR, Reach.MONTH, Reach.DAY]


# -- what there is ------------------------------------------------------------------------


def test_the_glance_counts_what_the_slow_summary_counts(opened: OpenVault) -> None:
    connection = opened.vault.connection
    quick = {
        category: sum(each.records for each in kinds)
        for category, kinds in contents(connection).items()
    }
    assert quick == {each.category: each.records for each in summary(connection)}


def test_all_27_categories_are_there_and_those_with_data_come_first(opened: OpenVault) -> None:
    holdings = read_holdings(opened)
    full = [bool(each.kinds) for each in holdings]
    assert len(holdings) == 27
    assert full == sorted(full, reverse=True)
    assert 0 < sum(full) < 27


def test_what_would_go_is_counted_to_the_last_record(opened: OpenVault) -> None:
    connection = opened.vault.connection
    body = CategoryId("body")
    assert count_category(connection, body) == len(page(connection, body, limit=1000).records) > 0
    assert count_import(connection, "i-ur") + count_import(connection, "i-sundhed") == sum(
        each.records for each in summary(connection)
    )
    assert count_import(connection, "no-such") == 0


# -- pictures -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "reach", "form", "grain"),
    [
        (HEART, Reach.YEAR, Form.BAND, Grain.DAY),
        (HEART, Reach.WEEK, Form.BAND, Grain.HOUR),
        (HEART, Reach.DAY, Form.POINTS, Grain.MOMENT),
        (STEPS, Reach.YEAR, Form.BARS, Grain.MONTH),
        (STEPS, Reach.MONTH, Form.BARS, Grain.DAY),
        (STEPS, Reach.DAY, Form.BARS, Grain.HOUR),
        (SLEEP, Reach.MONTH, Form.LANES, Grain.DAY),
        (SLEEP, Reach.DAY, Form.LANES, Grain.MOMENT),
        (WORKOUT, Reach.YEAR, Form.BARS, Grain.MONTH),
    ],
)
def test_each_kind_is_drawn_in_its_way(
    opened: OpenVault, chosen: Chosen, reach: Reach, form: Form, grain: Grain
) -> None:
    period = period_with(reach, date(2026, 4, 15), everything(opened, chosen))
    picture = read_picture(opened.vault.connection, chosen, period)
    assert (picture.form, picture.grain) == (form, grain)
    assert picture.steps


@pytest.mark.parametrize("chosen", [HEART, STEPS, SLEEP, WORKOUT])
def test_every_record_is_in_one_step_whatever_the_period(opened: OpenVault, chosen: Chosen) -> None:
    connection = opened.vault.connection
    whole = everything(opened, chosen)
    in_all = read_picture(connection, chosen, whole).samples
    for reach in (Reach.YEAR, Reach.MONTH, Reach.WEEK):
        period: Period | None = period_with(reach, whole.first, whole)
        found = 0
        while period is not None:
            found += read_picture(connection, chosen, period).samples
            period = following(period, whole)
        assert found == in_all, reach


def test_a_months_band_holds_the_lowest_and_highest_of_its_records(opened: OpenVault) -> None:
    connection = opened.vault.connection
    period = period_with(Reach.DAY, date(2026, 4, 15), everything(opened, HEART))
    numbers = [step.mean for step in read_picture(connection, HEART, period).steps]
    month = period_with(Reach.MONTH, date(2026, 4, 15), everything(opened, HEART))
    steps = read_picture(connection, HEART, month).steps
    (day,) = [step for step in steps if step.day == date(2026, 4, 15)]
    known = [number for number in numbers if number is not None]
    assert (day.low, day.high) == (min(known), max(known))
    assert day.mean == pytest.approx(sum(known) / len(known))


# -- a list of millions, by blocks ----------------------------------------------------------


def all_rows(opened: OpenVault, chosen: Chosen, period: Period) -> list[Listed]:
    connection = opened.vault.connection
    waiting = list(read_blocks(connection, chosen, period))
    rows: list[Listed] = []
    while waiting:
        loaded = read_block(connection, chosen, waiting[0])
        waiting[:1] = loaded.smaller
        rows += [row.record for row in loaded.rows]
    return rows


def by_keys(opened: OpenVault, chosen: Chosen) -> list[Listed]:
    rows: list[Listed] = []
    after = None
    while True:
        part = page(
            opened.vault.connection, chosen.category, type_name=chosen.name, after=after, limit=997
        )
        rows += part.records
        after = part.next
        if after is None:
            return rows


@pytest.mark.parametrize(
    "chosen",
    [
        HEART,
        STEPS,
        SLEEP,
        WORKOUT,
        Chosen(CategoryId("allergies"), "AllergyIntolerance", Held.DOCUMENTS),
        Chosen(CategoryId("laboratory"), "DiagnosticReport", Held.DOCUMENTS),
    ],
)
def test_the_blocks_together_are_the_whole_list_in_its_order(
    opened: OpenVault, chosen: Chosen
) -> None:
    found = all_rows(opened, chosen, WHOLE)
    assert [row.id for row in found] == [row.id for row in by_keys(opened, chosen)]


def test_a_period_lists_what_begins_in_it_and_nothing_else(opened: OpenVault) -> None:
    period = period_with(Reach.MONTH, date(2026, 4, 15), WHOLE)
    found = all_rows(opened, HEART, period)
    assert {row.id for row in found} == {
        row.id
        for row in by_keys(opened, HEART)
        if row.start_ms is not None and period.from_ms <= row.start_ms < period.until_ms
    }
    assert len(found) == 30 * 48


def test_what_roll_ups_leave_out_still_stands_in_the_list(opened: OpenVault) -> None:
    connection = opened.vault.connection
    connection.execute("SAVEPOINT planted")
    try:
        connection.execute(
            "INSERT INTO sample SELECT type_id, start_ms + 1, source_id, duration_ms, key + 1, "
            "99999, NULL, context_id FROM sample WHERE type_id = "
            "(SELECT id FROM sample_type WHERE name = 'HeartRate') LIMIT 1"
        )
        assert len(all_rows(opened, HEART, WHOLE)) == len(by_keys(opened, HEART))
        assert 99999 in {row.number for row in all_rows(opened, HEART, WHOLE)}
    finally:
        connection.execute("ROLLBACK TO planted")
        connection.execute("RELEASE planted")


def test_a_block_of_too_many_rows_is_cut_before_it_is_read(opened: OpenVault) -> None:
    connection = opened.vault.connection
    everything_at_once = Block(WHOLE.from_ms, WHOLE.until_ms, MOST_ROWS + 1)
    loaded = read_block(connection, HEART, everything_at_once)
    assert not loaded.rows
    assert len(loaded.smaller) > 1
    assert isinstance(read_block(connection, HEART, loaded.smaller[0]), Loaded)
    assert read_block(connection, HEART, loaded.smaller[0]).rows


def test_a_row_is_found_in_its_block() -> None:
    newest, older, oldest = Block(200, 300, 3), Block(100, 200, 5), Block(0, 100, 2)
    blocks = Blocks([newest, older, oldest])
    assert len(blocks) == 10
    assert [blocks.place(row) for row in (0, 2, 3, 7, 8)] == [
        (newest, 0),
        (newest, 2),
        (older, 0),
        (older, 4),
        (oldest, 0),
    ]
    blocks.replace(older, [older._replace(rows=1)])
    assert len(blocks) == 6
    assert blocks.place(4) == (oldest, 0)
    assert blocks.row_at(150) == 3


# -- one record ---------------------------------------------------------------------------


def test_a_record_says_which_file_brought_it_and_when(opened: OpenVault) -> None:
    newest = page(opened.vault.connection, HEART.category, limit=1).records[0]
    shown = read_record(opened, newest.id, Language.DANISH)
    assert shown.format == "Apple Sundhed"
    assert shown.brought_in is not None
    assert shown.whole.origin.id == "i-ur"
    assert shown.value.endswith("pr. minut")


def test_deleting_a_category_leaves_nothing_of_it(tmp_path: Path) -> None:
    folder = make_data_vault(tmp_path / "vault", days=3)
    with open_weak(folder) as vault:
        expected = count_category(vault.vault.connection, HEART.category)
        assert delete_category(vault, HEART.category, SELF) == expected
        holdings = {each.category: each for each in read_holdings(vault)}
        assert not holdings[HEART.category].kinds
        assert chosen_of(holdings[STEPS.category].kinds[0]) in (STEPS, WORKOUT)
