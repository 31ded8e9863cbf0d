"""What the home page reads: the core's own figures, also from a log that was meddled with."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from consent.ledger import ConsentState
from consent.reading import ConsentReading
from datadonor.audit import events
from datadonor.audit.verdict import Condition
from datadonor.records.rollups import date_in_denmark
from datadonor.records.summary import summary
from datadonor.texts import Language
from tests.ui.asked_vaults import make_asked
from tests.ui.vaults import open_weak
from ui.overview import LATEST, Overview, read_overview


@pytest.fixture(scope="module")
def asked_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("asked") / "someone", says_yes=True)


def overview_of(folder: Path, limit: int = LATEST) -> Overview:
    with open_weak(folder) as opened:
        return read_overview(opened, limit)


def test_the_newest_come_first(whole: Path) -> None:
    overview = overview_of(whole)
    assert overview.condition is Condition.WHOLE
    assert not overview.is_read_only
    assert overview.size == 7
    assert [row.position for row in overview.latest] == [6, 5, 4, 3, 2]
    assert all(row.event is not None for row in overview.latest)


def test_the_figures_are_the_cores(asked_vault: Path) -> None:
    with open_weak(asked_vault, lambda: datetime.now(UTC)) as opened:
        overview = read_overview(opened)
        held = summary(opened.vault.connection)
        states = [each.state for each in ConsentReading(opened).consents()]
        last = max(each.last_ms or 0 for each in held)
    assert overview.data.records == sum(each.records for each in held) > 0
    assert overview.data.categories == len(held)
    assert overview.data.latest == date_in_denmark(last)
    assert overview.projects.active == sum(state.is_in_force for state in states) == 1
    assert overview.projects.waiting == states.count(ConsentState.REQUESTED) == 0


def test_a_request_without_an_answer_is_counted(tmp_path: Path) -> None:
    folder = make_asked(tmp_path / "someone")
    with open_weak(folder, lambda: datetime.now(UTC)) as opened:
        overview = read_overview(opened)
    assert (overview.projects.waiting, overview.projects.active) == (1, 0)


def test_an_empty_vault_has_nothing(whole: Path) -> None:
    held = overview_of(whole).data
    assert (held.records, held.categories, held.latest) == (0, 0, None)


def test_the_last_sending_is_told_with_its_day(whole: Path) -> None:
    sending = overview_of(whole).sending
    assert sending is not None
    assert sending.when == datetime(2026, 5, 31, 16, 12, tzinfo=UTC)
    assert sending.title is None  # there is no request that would say what it is called


def test_the_project_of_the_latest_events_has_its_name(asked_vault: Path) -> None:
    with open_weak(asked_vault, lambda: datetime.now(UTC)) as opened:
        rows = read_overview(opened, 20).latest
    titles = {
        row.title.in_language(Language.ENGLISH)
        for row in rows
        if row.event is not None and row.event.project is not None and row.title is not None
    }
    assert titles == {"Sleep and heart rhythm"}


def test_what_this_unlock_has_written_is_counted(whole: Path) -> None:
    with open_weak(whole) as opened:
        assert read_overview(opened).log.size == 7
        opened.log.record(events.ConsentWithdrawn(), events.SELF)
        overview = read_overview(opened)
    assert overview.log.size == overview.size == 8
    assert " 8 " in overview.finding.sentence(Language.ENGLISH)


def test_an_erased_event_keeps_its_row(whole: Path) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute("UPDATE event SET body = NULL WHERE position = 5")
        overview = read_overview(opened)
    (erased,) = [row for row in overview.latest if row.event is None]
    assert (erased.position, erased.fault) == (5, None)


def test_one_event_that_is_none_does_not_hide_the_others(whole: Path) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute("UPDATE event SET body = x'00' WHERE position = 2")
    overview = overview_of(whole)
    assert overview.condition is Condition.ALTERED
    assert overview.is_read_only
    assert not overview.log.is_whole
    assert len(overview.latest) == LATEST
    (faulty,) = [row for row in overview.latest if row.event is None]
    assert faulty.position == 2
    assert faulty.fault is not None
    assert faulty.fault.code == "EVENT_INVALID"


def test_a_consent_that_cannot_be_read_does_not_hide_the_page(whole: Path) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute(
            "UPDATE event SET body = substr(body, 1, 60) WHERE position = 3"
        )
    assert len(overview_of(whole).latest) == LATEST


def test_a_rolled_back_log_can_be_read(rolled_back: Path) -> None:
    overview = overview_of(rolled_back)
    assert overview.condition is Condition.SHORTENED
    assert overview.is_read_only
    assert overview.size == 7
