"""The activity page: every event in a sentence, found again, and proved to be whole."""

import csv
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.audit import custody, events
from datadonor.audit.events import LogExported, moment
from datadonor.audit.wording import describe_event
from datadonor.texts import Language, catalogue
from tests.query_steps import counted_steps
from tests.ui.asked_vaults import make_asked
from tests.ui.conftest import Starter
from tests.ui.vaults import HELPER, PASSPHRASE, assisted, make_vault, open_weak, ticking
from tests.ui.walking import go, idle, press, unlocked
from ui import choosing
from ui.activity import PAGE_ROWS, TOPIC_STARTS, Doer, Span, Topic, Wanted, read_sheet
from ui.activity_list import save_activity_list
from ui.activity_words import auditor_facts, sentence, who
from ui.app import Started
from ui.jobs import Course
from ui.navigation import Place
from ui.pages.activity import ActivityPage

LANGUAGES = pytest.mark.parametrize("language", list(Language))
MANY = 20_000


@pytest.fixture(scope="module")
def asked_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("asked") / "someone", says_yes=True)


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with 20,000 events of five kinds, one every quarter of an hour."""
    folder = make_vault(tmp_path_factory.mktemp("long") / "vault")
    clock = ticking(datetime(2026, 1, 1, tzinfo=UTC), timedelta(minutes=15))
    kinds = (
        events.ConsentWithdrawn(),
        events.ReleaseRefused(reason="expired"),
        events.RegistryRefreshed(
            root_version=1, timestamp_version=1, snapshot_version=1, targets_version=1
        ),
        events.RecoveryWordsIssued(),
        events.DataDeleted(scope="category", category="sleep", records=3),
    )
    with open_weak(folder, clock) as opened:
        for begin in range(0, MANY, 1000):
            who = assisted() if begin == 3000 else events.SELF
            with opened.log.transaction(who) as recording:
                for number in range(begin, begin + 1000):
                    project = "hjerterytme" if number % 5 < 2 else None
                    recording.append(kinds[number % 5], project=project)
    return folder


def page_of(started: Started) -> ActivityPage:
    page = started.window.pages[Place.ACTIVITY]
    assert isinstance(page, ActivityPage)
    return page


def shown(started: Started, column: int = 1) -> list[str]:
    table = page_of(started).table.activities
    return [str(table.data(table.index(row, column))) for row in range(table.rowCount())]


def activity(open_window: Starter, qtbot: QtBot, vault: Path, argument: str = "") -> Started:
    started = unlocked(open_window, qtbot, vault)
    go(started, qtbot, Place.ACTIVITY, argument)
    return started


def choose(started: Started, qtbot: QtBot, topic: Topic) -> None:
    page = page_of(started)
    if not page.filter_button.isChecked():
        page.filter_button.click()
    page.filters.topics.chips[topic].click()
    idle(started, qtbot)


# -- sentences --------------------------------------------------------------------------


def test_what_the_person_did_is_said_to_them_with_the_projects_name(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    started = activity(open_window, qtbot, asked_vault)
    assert "You said yes to “Sleep and heart rhythm”." in shown(started)
    assert "You took in a request from “Sleep and heart rhythm”." in shown(started)


def test_where_the_name_is_not_known_the_plain_sentence_stands(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = activity(open_window, qtbot, whole)
    assert shown(started)[0] == "A consent was withdrawn."
    assert len(shown(started)) == 7
    assert any("with help from Ane Eksempelsen" in name for name in shown(started, 2))


def test_what_others_did_is_not_said_to_be_the_persons(asked_vault: Path) -> None:
    with open_weak(asked_vault, lambda: datetime.now(UTC)) as opened:
        rows = read_sheet(opened, Wanted(topic=Topic.CONSENTS)).rows
        row = next(row for row in rows if row.event and row.event.kind == "consent.given")
        assert row.event is not None
        by_program = row.event.model_copy(update={"who": events.PROGRAM})
        said = sentence(row._replace(event=by_program), Language.ENGLISH)
    assert said.startswith("“Sleep and heart rhythm”: A yes was said to version 1.")
    assert "You" not in said


@LANGUAGES
@pytest.mark.parametrize("kind", sorted(events.KINDS))
def test_every_kind_of_event_has_words(kind: str, language: Language) -> None:
    """There is no falling back: a kind without words would stop the page."""
    words = catalogue()[f"events.{kind}"][language]
    named = {name for _, name, _, _ in Formatter().parse(words) if name}
    fields = events.KINDS[kind].model_fields
    facts = {name for name, field in fields.items() if field.annotation in (int, str)}
    assert words.endswith(".")
    assert named <= facts


def test_who_did_it_is_said_for_everyone() -> None:
    said = {
        who(events.Actor.model_validate({"capacity": capacity}))
        for capacity in ("self", "guardian", "proxy", "program")
    }
    assert len(said) == 4


# -- filters ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "beginnings"),
    [
        (Topic.DATA, ("import.", "data.")),
        (Topic.CONSENTS, ("consent.", "request.")),
        (Topic.SENDINGS, ("donation.",)),
        (Topic.REFUSALS, ("donation.refused",)),
        (Topic.APPROVALS, ("registry.",)),
        (Topic.VAULT, ("vault.",)),
    ],
)
def test_what_is_chosen_is_what_is_shown(
    long_log: Path, topic: Topic, beginnings: tuple[str, ...]
) -> None:
    with open_weak(long_log, lambda: datetime(2027, 1, 1, tzinfo=UTC)) as opened:
        rows = read_sheet(opened, Wanted(topic=topic)).rows
    assert len(rows) == PAGE_ROWS
    assert all(row.event and row.event.kind.startswith(beginnings) for row in rows)


def test_every_kind_of_event_belongs_to_a_topic() -> None:
    for kind in events.KINDS:
        start = events.starts_with_kind(kind)
        topics = [
            topic
            for topic, starts in TOPIC_STARTS.items()
            if any(start.startswith(each) for each in starts)
        ]
        assert topics, kind


def test_helped_and_since_and_project_narrow_it_down(long_log: Path) -> None:
    now = datetime(2026, 7, 1, tzinfo=UTC)
    with open_weak(long_log, lambda: now) as opened:
        helped = read_sheet(opened, Wanted(doer=Doer.HELPED)).rows
        program = read_sheet(opened, Wanted(doer=Doer.PROGRAM)).rows
        week = read_sheet(opened, Wanted(span=Span.WEEK)).rows
        project = read_sheet(opened, Wanted(project="hjerterytme", topic=Topic.REFUSALS)).rows
        none = read_sheet(opened, Wanted(project="other")).rows
    names = {row.event.who.assisted_by for row in helped if row.event is not None}
    assert {None if name is None else name.name for name in names} == {HELPER}
    assert all(row.event and row.event.who.capacity == "program" for row in program)
    earliest = now - timedelta(days=7)
    assert all(row.event and moment(row.event.when.recorded) >= earliest for row in week)
    assert all(row.event and row.event.project == "hjerterytme" for row in project)
    assert none == ()


def test_a_topic_is_chosen_by_hand_and_everything_comes_back(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = activity(open_window, qtbot, whole)
    page = page_of(started)
    assert page.everything_button.isHidden()
    choose(started, qtbot, Topic.SENDINGS)
    assert shown(started) == ["A sealed bundle left the computer (number 1)."]
    choose(started, qtbot, Topic.REFUSALS)
    assert shown(started) == []
    assert page.empty.isVisible()
    page.everything_button.click()
    idle(started, qtbot)
    assert len(shown(started)) == 7
    assert page.empty.isHidden()


def test_the_page_can_be_opened_at_one_project(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = activity(open_window, qtbot, whole, "hjerterytme")
    assert len(shown(started)) == 3
    assert "Only events of “hjerterytme”." in page_of(started).shown.text()
    go(started, qtbot, Place.HOME)
    go(started, qtbot, Place.ACTIVITY)
    assert len(shown(started)) == 7


# -- a long log -----------------------------------------------------------------------------


def test_every_event_of_a_long_log_is_met_once_and_no_sheet_is_slow(long_log: Path) -> None:
    """Backwards by keyset: the oldest sheet costs what the newest does."""
    with open_weak(long_log, lambda: datetime(2027, 1, 1, tzinfo=UTC)) as opened:
        sheet = read_sheet(opened, Wanted())
        met = [row.position for row in sheet.rows]
        taken = []
        while sheet.older is not None:
            with counted_steps(opened.vault.connection) as steps:
                sheet = read_sheet(opened, Wanted(), sheet.older)
            taken.append(steps.taken)
            met += [row.position for row in sheet.rows]
    assert met == list(range(sheet.size - 1, -1, -1))
    assert len(met) > MANY
    first, last = sum(taken[:100]), sum(taken[-100:])
    assert 0 < last < first * 1.5


def test_older_and_newer_lead_through_the_sheets(
    open_window: Starter, qtbot: QtBot, long_log: Path
) -> None:
    started = activity(open_window, qtbot, long_log)
    page = page_of(started)
    newest = [row.position for row in page._sheet.rows] if page._sheet else []
    assert page.newer_button.isHidden()
    for _ in range(3):
        page.older_button.click()
        idle(started, qtbot)
    assert page._sheet is not None
    assert page._sheet.rows[0].position == newest[0] - 3 * PAGE_ROWS
    assert "number 76 to 100" in page.shown.text()
    assert QApplication.focusWidget() is page.table
    for _ in range(3):
        page.newer_button.click()
        idle(started, qtbot)
    assert [row.position for row in page._sheet.rows] == newest
    assert page.newer_button.isHidden()


# -- one event ---------------------------------------------------------------------------------


def test_a_row_opens_what_is_known_and_escape_leads_back_to_it(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    started = activity(open_window, qtbot, asked_vault)
    page = page_of(started)
    row = shown(started).index("You said yes to “Sleep and heart rhythm”.")
    page.table.setFocus()
    page.table.go_to_row(row)
    press(Qt.Key.Key_Return)
    assert page.details.isVisible()
    assert not page.table.isVisible()
    assert page.details.sentence.text() == "You said yes to “Sleep and heart rhythm”."
    assert page.back_button.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert QApplication.focusWidget() is page.table
    assert page.table.currentIndex().row() == row
    assert started.window.place is Place.ACTIVITY


def test_the_digests_are_there_for_an_auditor_only(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    started = activity(open_window, qtbot, asked_vault)
    page = page_of(started)
    page._on_row_opened(0)
    assert page._sheet is not None
    row = page._sheet.rows[0]
    assert not page.details.auditor_facts.isVisible()
    page.details.auditor_button.click()
    assert page.details.auditor_facts.isVisible()
    told = dict(auditor_facts(row))
    assert told["Digest in the log (SHA-256)"].replace(" ", "") == row.leaf_sha256


def test_the_events_of_one_project_are_one_press_away(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    started = activity(open_window, qtbot, asked_vault)
    page = page_of(started)
    page._on_row_opened(shown(started).index("You said yes to “Sleep and heart rhythm”."))
    page.details.only_button.click()
    idle(started, qtbot)
    assert "Only events of “Sleep and heart rhythm”." in page.shown.text()
    assert page.table.isVisible()
    assert all("Sleep and heart rhythm" in said for said in shown(started))


def test_an_event_that_cannot_be_read_opens_too(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute("UPDATE event SET body = x'00' WHERE position = 6")
    started = activity(open_window, qtbot, whole)
    page_of(started)._on_row_opened(0)
    assert "not written the way" in page_of(started).details.sentence.text()


# -- whole or not ------------------------------------------------------------------------------


def test_the_log_is_said_to_be_whole_and_can_be_checked_again(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = activity(open_window, qtbot, whole)
    page = page_of(started)
    assert page.log_banner.text.startswith("The log is whole 7 event")
    assert "checked today at" in page.log_banner.text
    page.check_button.click()
    assert "Checking the log" in page.log_banner.text
    idle(started, qtbot)
    assert page.check_button.isEnabled()
    assert page.log_banner.text.startswith("The log is whole")


def test_what_was_changed_since_the_unlock_is_found_by_checking_again(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    """The control: a check that always said "whole" would fail here."""
    started = activity(open_window, qtbot, whole)
    page = page_of(started)
    started.session.ask(
        lambda opened: opened.vault.connection.execute(
            "UPDATE event SET body = CAST(body || ' ' AS BLOB) WHERE position = 3"
        ),
        lambda _: None,
        lambda error: pytest.fail(error.code),
    )
    page.check_button.click()
    idle(started, qtbot)
    assert "Stop: the log is not whole" in page.log_banner.text


def test_a_log_that_was_set_back_is_said_here_too(
    open_window: Starter, qtbot: QtBot, rolled_back: Path
) -> None:
    started = activity(open_window, qtbot, rolled_back)
    assert "Stop: the log is not whole" in page_of(started).log_banner.text
    assert len(shown(started)) == 7


# -- the list for an auditor ----------------------------------------------------------------------


def test_the_list_for_an_auditor_has_every_event_and_is_itself_an_event(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "list.csv"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    started = activity(open_window, qtbot, whole)
    page_of(started).save_button.click()
    qtbot.waitUntil(lambda: started.session.job is None)
    idle(started, qtbot)
    assert page_of(started).banner.text.startswith("The list has been saved")
    with file.open(encoding="utf-8-sig", newline="") as opened_file:
        rows = list(csv.DictReader(opened_file))
    assert [row["number"] for row in rows] == [str(number) for number in range(7)]
    assert rows[3]["helped_by"] == "Ane Eksempelsen"
    started.window.close()
    with custody.open_vault(whole, PASSPHRASE) as opened:
        last = opened.log.event(events.Position(7)).event
        assert last is not None
        assert isinstance(last.what, LogExported)
        assert last.what.file_sha256 == sha256(file.read_bytes()).hexdigest()
        assert last.what.head.size == 7
        for stored, row in zip(opened.log.events(), rows, strict=False):
            assert stored.event is not None
            assert row["leaf_sha256"] == stored.leaf_sha256
            assert row["what"] == describe_event(stored.event, Language.ENGLISH)


def test_the_list_says_nothing_of_health_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "vault")
    with open_weak(folder) as opened:
        deleted = events.DataDeleted(scope="category", category="mental-health", records=3)
        opened.log.record(deleted, assisted("=HYPERLINK(Testesen)"))
        course = Course(lambda _: None, lambda: False)
        assert save_activity_list(opened, course, tmp_path / "a.csv", Language.DANISH) == 2
    written = (tmp_path / "a.csv").read_text("utf-8-sig")
    assert "mental" not in written
    assert ",'=HYPERLINK" in written
    assert ",=HYPERLINK" not in written
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0
