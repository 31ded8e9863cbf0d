"""The preview: row by row at once, all of it counted, confirmed by its fingerprint."""

import json
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from consent.book import ConsentBook
from consent.gate import RefusalReason
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import DonationSealed
from datadonor.records.sample import IdentifierKind, KnownIdentifier
from datadonor.records.writing import RecordWriter
from datadonor.texts import Language
from export.outbox import Outbox
from export.pseudonym import ProjectIdentity
from tests.releases import PROJECT
from tests.stores import new_import
from tests.ui.conftest import Starter
from tests.ui.givers import NAMED, Giver, make_giver
from tests.ui.inspection import faults
from tests.ui.vaults import PASSPHRASE
from tests.ui.walking import go, idle, press, unlocked, write
from tests.ui.watching import settle
from ui.app import Started
from ui.navigation import Place
from ui.pages.preview import PreviewPage
from ui.pages.preview.totals import in_groups
from ui.previewing import ROWS_AT_ONCE, Feed, Span
from ui.widgets.preview_table import Column
from ui.widgets.refusal_words import RefusalWords

PLANTED = "restless"
"""A word of the bundle that the vault is made to know as the person's own name."""


@pytest.fixture(scope="module")
def _made(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Giver:
    return make_giver(tmp_path_factory.mktemp("giver") / "giver")


@pytest.fixture
def giver(_made: Giver, tmp_path: Path) -> Giver:
    """Someone who has said yes, with some hundred records, and addresses of their own."""
    return _made.copied(tmp_path / "giver")


def preview(started: Started, qtbot: QtBot) -> PreviewPage:
    """Go to the preview, and wait until all of it has been gone through."""
    go(started, qtbot, Place.PREVIEW, PROJECT)
    qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
    idle(started, qtbot)
    page = started.window.page
    assert isinstance(page, PreviewPage)
    return page


def sent_away(started: Started, qtbot: QtBot, page: PreviewPage, folder: Path) -> None:
    """Confirm what stands on the page, and put it into a folder."""
    page.seen.click()
    page.primary_button.click()
    idle(started, qtbot)
    sending = started.window.page
    sending.way.ways.options["folder"].click()  # type: ignore[attr-defined]
    sending.way.folder = folder  # type: ignore[attr-defined]
    sending.way.changed.emit()  # type: ignore[attr-defined]
    sending.primary_button.click()
    qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
    idle(started, qtbot)


def own_faults(started: Started) -> list[str]:
    """Return what breaks a rule on the page, and not in the frame around it."""
    shared = ("deaf: ", "risky: Scroll")
    return [
        each for each in faults(started.window, Language.ENGLISH) if not each.startswith(shared)
    ]


def row_of_pulse(page: PreviewPage) -> int:
    """Return the first row that can be un-ticked."""
    records = page.records.table.records
    return next(row for row in range(records.rowCount()) if records.shown(row).record)


def _has_more(page: PreviewPage, rows: int) -> bool:
    return page.records.table.records.rowCount() > rows


# -- seeing ---------------------------------------------------------------------------------


def test_the_first_rows_are_there_before_all_has_been_gone_through(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    started.session.go(Place.PREVIEW, PROJECT)
    page = started.window.page
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(lambda: page.records.table.records.rowCount() > 0)
    assert page.totals.fingerprint.isHidden()
    assert not page.primary_button.isEnabled()
    assert not page.seen.isEnabled()
    qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
    idle(started, qtbot)
    assert page.totals.fingerprint.isVisible()
    assert page.seen.isEnabled()


def test_a_row_says_what_is_here_what_is_sent_and_why(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    page = preview(unlocked(open_window, qtbot, giver.vault, language="en"), qtbot)
    records = page.records.table.records
    shown = records.shown(row_of_pulse(page))
    assert NAMED.name in shown.before
    assert NAMED.name not in shown.after
    assert "not sent" in shown.after
    assert "All dates are moved" in shown.why
    spoken = str(records.index(row_of_pulse(page), 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("With you: ")
    assert "Sent: " in spoken
    assert "Why: " in spoken


def test_what_stays_is_shown_with_its_reason(
    open_window: Starter, qtbot: QtBot, giver: Giver, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How many days are held back is drawn for each vault; some hold none.
    monkeypatch.setattr(ProjectIdentity, "newest_days_held_back", 20)
    page = preview(unlocked(open_window, qtbot, giver.vault, language="en"), qtbot)
    staying = page.records.staying.records
    assert staying.rowCount() > 0
    words = [str(staying.index(row, Column.AFTER).data()) for row in range(staying.rowCount())]
    assert set(words) == {"Not sent"}
    assert all(len(staying.shown(row).why) > 20 for row in range(staying.rowCount()))


def test_every_row_can_be_scrolled_to_and_they_are_what_is_sealed(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    page = preview(started, qtbot)
    table = page.records.table
    while page.records.feed.after is not None:
        before = table.records.rowCount()
        table.scrollToBottom()
        qtbot.waitUntil(partial(_has_more, page, before))
    lines = []
    for row in range(table.records.rowCount()):
        detail = table.records.detail(row)
        assert detail is not None
        lines.append(detail.content)
    digest = page.totals.fingerprint.text()
    sent_away(started, qtbot, page, giver.stick)
    (sealed,) = giver.stick.iterdir()
    files = giver.files(sealed)
    sent = b"".join(content for name, content in files.items() if name.startswith("data/fhir/"))
    assert sorted(lines) == sorted(sent.decode().splitlines())
    assert digest == in_groups(_confirmed(giver, started, qtbot))


def _confirmed(giver: Giver, started: Started, qtbot: QtBot) -> str:
    found: list[str] = []

    def read(opened: OpenVault) -> str:
        (stored,) = opened.log.events_of(DonationSealed)
        assert stored.event is not None
        what = stored.event.what
        assert isinstance(what, DonationSealed)
        return what.confirmed_sha256

    started.session.ask(read, found.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(found))
    assert giver.vault.is_dir()
    return found[0]


def test_a_category_can_be_looked_at_alone(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    page = preview(started, qtbot)
    page.records.chips.chips["activity"].click()
    idle(started, qtbot)
    records = page.records.table.records
    assert records.rowCount() > 0
    details = [records.detail(row) for row in range(records.rowCount())]
    assert {each.category for each in details if each} == {"activity"}
    page.records.chips.chips["all"].click()
    idle(started, qtbot)
    assert records.rowCount() == min(ROWS_AT_ONCE, page.totals_found().records + 1)


def test_a_feed_of_some_spans_asks_for_them_alone() -> None:
    feed = Feed((Span("heart", 5, 150), Span("heart", 300, 2)))
    asked = []
    while feed.after is not None:
        asked.append((feed.after, feed.limit))
        feed.took(feed.limit, feed.after + feed.limit)
    assert asked == [(5, ROWS_AT_ONCE), (105, 50), (300, 2)]
    assert Feed(()).after is None


def test_the_record_under_the_keyboard_is_shown_with_every_field(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    page = preview(unlocked(open_window, qtbot, giver.vault, language="en"), qtbot)
    page.records.table.selectRow(row_of_pulse(page))
    assert page.record.isVisible()
    assert json.loads(page.record.content.toPlainText())["resourceType"] == "Observation"
    page.record.bytes_button.click()
    assert page.record.content.isVisible()


def test_the_files_show_the_bytes_that_are_sealed(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    page = preview(started, qtbot)
    shown = {}
    page.files.open_button.click()
    for path in page.files.chips.chips:
        page.files.chips.chips[path].click()
        qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
        idle(started, qtbot)
        while page.files.more_button.isVisible():
            page.files.more_button.click()
            qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
            idle(started, qtbot)
        shown[path] = page.files.content.toPlainText()
    sent_away(started, qtbot, page, giver.stick)
    (sealed,) = giver.stick.iterdir()
    files = giver.files(sealed)
    assert shown == {path: files[path].decode().rstrip("\0") for path in shown}
    assert {path for path in files if path.startswith("data/")} == set(shown)


def test_stopping_the_count_leaves_nothing_and_it_can_be_done_again(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)

    def stop_at_once() -> None:
        page = started.window.page
        if isinstance(page, PreviewPage) and started.session.job is not None:
            started.session.job_changed.disconnect(stop_at_once)
            started.session.job.cancel()

    started.session.job_changed.connect(stop_at_once)
    page = preview(started, qtbot)
    assert page.totals.stopped.isVisible()
    assert page.totals.fingerprint.isHidden()
    assert not page.seen.isEnabled()
    assert not page.primary_button.isEnabled()
    page.totals.again_button.click()
    qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
    idle(started, qtbot)
    assert page.totals.fingerprint.isVisible()


# -- confirming -------------------------------------------------------------------------------


def test_nothing_is_ticked_beforehand_and_nothing_goes_without_it(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    page = preview(unlocked(open_window, qtbot, giver.vault), qtbot)
    assert not any(box.isChecked() for box in page.findChildren(QCheckBox))
    assert not page.primary_button.isEnabled()
    assert page.why_not.text()
    page.seen.setFocus()
    press(Qt.Key.Key_Space)
    assert page.primary_button.isEnabled()
    assert page.why_not.isHidden()


def test_someone_without_a_consent_is_told_so_and_led_to_the_project(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    asked = make_giver(tmp_path / "asked", pulses=3, says_yes=False)
    started = unlocked(open_window, qtbot, asked.vault, language="en")
    page = preview(started, qtbot)
    assert page.stop.isVisible()
    assert "You have not said yes to the project." in page.stop.banner.text
    assert not page.records.isVisible()
    assert page.primary_button.isHidden()
    assert not own_faults(started)


def test_every_refusal_has_words_and_a_way_on() -> None:
    for reason in RefusalReason:
        stop = RefusalWords().of(reason)
        assert stop.why.endswith(".")
        assert stop.remedy.endswith(".")
        assert "datadonor" not in f"{stop.why}{stop.remedy}"


def test_something_that_points_at_the_person_stops_it_and_is_not_repeated(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    _make_leak(giver)
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    page = preview(started, qtbot)
    assert page.stop.isVisible()
    assert "data/fhir/" in page.stop.lines.text()
    assert "a name" in page.stop.lines.text()
    assert PLANTED not in page.stop.lines.text()
    assert not page.records.isVisible()
    assert page.primary_button.isHidden()
    assert not own_faults(started)


def _make_leak(giver: Giver) -> None:
    """Let the vault know a word of the bundle as the person's own."""
    with giver.open() as opened:
        connection = opened.vault.connection
        with connection.transaction():
            writer = RecordWriter(connection, new_import(connection))
            known = KnownIdentifier(IdentifierKind.NAME, PLANTED, is_subject=True)
            writer.add_identifier(known)
            writer.finish()


# -- leaving out ------------------------------------------------------------------------------


def test_an_unticked_record_is_not_in_the_opened_bundle(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    page = preview(started, qtbot)
    row = row_of_pulse(page)
    shown, detail = page.records.table.records.shown(row), page.records.table.records.detail(row)
    assert detail is not None
    before = page.totals_found()
    page.records.table.setFocus()
    page.records.table.selectRow(row)
    press(Qt.Key.Key_Space)
    assert not page.primary_button.isEnabled()
    idle(started, qtbot)
    assert page.leaving.isVisible()
    assert not page.records.table.records.is_sent(row)
    page.leaving.passphrase.field.setFocus()
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.noting.noted.count == 1, timeout=60_000)
    qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
    idle(started, qtbot)
    after = page.totals_found()
    assert (after.records, after.digest != before.digest) == (before.records - 1, True)
    staying = page.records.staying.records
    assert staying.shown(0).record == shown.record
    sent_away(started, qtbot, page, giver.stick)
    (sealed,) = giver.stick.iterdir()
    content = b"".join(giver.files(sealed).values()).decode()
    assert json.loads(detail.content)["id"] not in content
    assert shown.record is not None
    assert shown.record not in content


def test_an_unticked_record_is_remembered_when_the_window_is_closed(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    page = preview(started, qtbot)
    page.records.table.records.toggle(row_of_pulse(page))
    idle(started, qtbot)
    started.window.close()
    again = preview(unlocked(open_window, qtbot, giver.vault), qtbot)
    assert again.leaving.isVisible()
    assert len(again.noting.noted.leaving) == 1
    assert not again.records.table.records.is_sent(row_of_pulse(again))
    again.leaving.forget_button.click()
    qtbot.waitUntil(lambda: not again.noting.noted.is_changed)
    assert again.leaving.isHidden()
    assert again.records.table.records.is_sent(row_of_pulse(again))


def test_a_wrong_passphrase_signs_nothing(open_window: Starter, qtbot: QtBot, giver: Giver) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    page = preview(started, qtbot)
    page.records.table.records.toggle(row_of_pulse(page))
    idle(started, qtbot)
    page.leaving.passphrase.field.setFocus()
    write("forkert")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.leaving.passphrase.error.text()), timeout=60_000)
    started.window.close()
    with giver.open() as opened:
        consent = ConsentBook(opened).consent(PROJECT)
        assert consent is not None
        choices = ConsentBook(opened).choices(consent)
    assert choices is not None
    assert not any(each.excluded_records for each in choices.items.values())


def test_a_record_that_was_left_out_can_be_ticked_again(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    page = preview(started, qtbot)
    whole = page.totals_found().records
    page.records.table.records.toggle(row_of_pulse(page))
    idle(started, qtbot)
    _sign(page, started, qtbot, 1)
    page.records.staying.records.toggle(0)
    idle(started, qtbot)
    assert len(page.noting.noted.returning) == 1
    _sign(page, started, qtbot, 0)
    assert page.totals_found().records == whole


def _sign(page: PreviewPage, started: Started, qtbot: QtBot, count: int) -> None:
    page.leaving.passphrase.field.setText(PASSPHRASE)
    page.leaving.sign_button.click()
    qtbot.waitUntil(
        lambda: not page.noting.noted.is_changed and page.noting.noted.count == count,
        timeout=60_000,
    )
    qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
    idle(started, qtbot)


def test_a_click_anywhere_in_the_cell_of_the_tick_takes_it_away(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    page = preview(started, qtbot)
    table = page.records.table
    row = row_of_pulse(page)
    table.scrollTo(table.records.index(row, 0))
    settle(started.window)
    cell = table.visualRect(table.records.index(row, Column.SEND))
    assert min(cell.width(), cell.height()) >= 24
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert not table.records.is_sent(row)
    other = table.visualRect(table.records.index(row, Column.BEFORE))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other.center())
    assert not table.records.is_sent(row)
    idle(started, qtbot)


# -- the look ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("percent", "size"), [(100, (1060, 720)), (200, (800, 600))])
@pytest.mark.parametrize("colours", ["light", "contrast"])
def test_nothing_on_it_breaks_a_rule(
    open_window: Starter,
    qtbot: QtBot,
    giver: Giver,
    percent: int,
    size: tuple[int, int],
    colours: str,
) -> None:
    started = unlocked(
        open_window, qtbot, giver.vault, language="en", text_percent=percent, colours=colours
    )
    started.window.resize(*size)
    page = preview(started, qtbot)
    page.records.table.selectRow(row_of_pulse(page))
    page.records.table.records.toggle(row_of_pulse(page))
    idle(started, qtbot)
    page.files.open_button.click()
    settle(started.window)
    assert not own_faults(started)


def test_twenty_thousand_rows_scroll(open_window: Starter, qtbot: QtBot, tmp_path: Path) -> None:
    many = make_giver(tmp_path / "many", pulses=20_000)
    started = unlocked(open_window, qtbot, many.vault)
    page = preview(started, qtbot)
    assert page.totals_found().records >= 19_000
    table = page.records.table
    for _ in range(30):
        before = table.records.rowCount()
        table.scrollToBottom()
        qtbot.waitUntil(partial(_has_more, page, before))
    assert table.records.rowCount() == 31 * ROWS_AT_ONCE
    page.records.chips.chips["activity"].click()  # behind all the heartbeats
    idle(started, qtbot)
    first = table.records.detail(0)
    assert first is not None
    assert first.category == "activity"


def test_nothing_is_left_in_the_outbox_by_looking(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    preview(started, qtbot)
    started.window.close()
    with giver.open() as opened:
        assert Outbox(opened).entries() == []
        assert not list(opened.log.events_of(DonationSealed))
