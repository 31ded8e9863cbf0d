"""What the home page reads, also from a log that someone has meddled with."""

from pathlib import Path

from datadonor.audit import events
from datadonor.audit.verdict import Condition
from datadonor.texts import Language
from tests.ui.vaults import open_weak
from ui.overview import LATEST, read_overview


def test_the_newest_come_first(whole: Path) -> None:
    with open_weak(whole) as opened:
        overview = read_overview(opened)
    assert overview.condition is Condition.WHOLE
    assert not overview.is_read_only
    assert overview.size == 7
    assert [row.position for row in overview.latest] == [6, 5, 4, 3, 2, 1, 0]
    assert all(row.event is not None for row in overview.latest)


def test_no_more_than_fit_a_page_are_read(whole: Path) -> None:
    with open_weak(whole) as opened:
        for _ in range(LATEST):
            opened.log.record(events.ConsentWithdrawn(), events.SELF)
        overview = read_overview(opened)
    assert len(overview.latest) == LATEST
    assert overview.size == LATEST + 7


def test_the_sentence_counts_what_this_unlock_has_written(whole: Path) -> None:
    with open_weak(whole) as opened:
        opened.log.record(events.ConsentWithdrawn(), events.SELF)
        overview = read_overview(opened)
    assert " 8 " in overview.finding.sentence(Language.ENGLISH)


def test_an_erased_event_keeps_its_row(whole: Path) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute("UPDATE event SET body = NULL WHERE position = 1")
        overview = read_overview(opened)
    (erased,) = [row for row in overview.latest if row.event is None]
    assert (erased.position, erased.fault) == (1, None)


def test_one_event_that_is_none_does_not_hide_the_others(whole: Path) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute("UPDATE event SET body = x'00' WHERE position = 2")
    with open_weak(whole) as opened:
        overview = read_overview(opened)
    assert overview.condition is Condition.ALTERED
    assert overview.is_read_only
    assert len(overview.latest) == 7
    (faulty,) = [row for row in overview.latest if row.event is None]
    assert faulty.position == 2
    assert faulty.fault is not None
    assert faulty.fault.code == "EVENT_INVALID"


def test_a_rolled_back_log_can_be_read(rolled_back: Path) -> None:
    with open_weak(rolled_back) as opened:
        overview = read_overview(opened)
    assert overview.condition is Condition.SHORTENED
    assert overview.is_read_only
    assert overview.size == 7
