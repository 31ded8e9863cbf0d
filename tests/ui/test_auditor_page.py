"""The auditor's page: a package is checked and read without a vault, with the keyboard too."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from datadonor.texts import Language, text
from tests.audit_altered_packages import TAMPERED
from tests.audit_lies import LIES
from tests.audit_package_bytes import TRICKS
from tests.receipt_papers import Sheets
from tests.ui import inspection, watching
from tests.ui.auditor_packages import make_packages
from tests.ui.conftest import Starter
from tests.ui.walking import go, idle, press, told
from ui import auditing, choosing
from ui.app import Started
from ui.auditing import Section, Shown
from ui.navigation import Place
from ui.pages.auditor import AuditorPage
from ui.pages.auditor import result as result_module
from ui.pages.auditor.line_table import LineTable

CHANGES = {**{name: code for name, (code, _) in TAMPERED.items()},
           **{name: code for name, (code, _) in LIES.items()}}  # fmt: skip

ISSUE = {
    "event removed": "Events are missing",
    "events re-ordered": "do not stand in the log's order",
    "hidden event uncounted": "Events that cannot be seen are not counted",
    "consent dated back": "The consent is dated back and does not cover it",
    "release outside consent": "Data were packed without a consent that covered it",
    "answer forged": "was not signed by the recipient",
    "checkpoint from another log": "A signed checkpoint belongs to another log",
    "commitment does not open": "does not open with what is in the package",
}
"""What a package can be tampered with, and the words that name it."""


@pytest.fixture(scope="module")
def packages(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_packages(tmp_path_factory.mktemp("packages"))


@pytest.fixture
def started(open_window: Starter, tmp_path: Path) -> Started:
    """A window for an auditor, without any vault, in English."""
    return open_window(tmp_path / "none", language="en", seat="auditor")


def page_of(started: Started) -> AuditorPage:
    page = started.window.page
    assert isinstance(page, AuditorPage)
    return page


def check(started: Started, qtbot: QtBot, file: Path) -> AuditorPage:
    go(started, qtbot, Place.AUDITOR, str(file))
    idle(started, qtbot)
    return page_of(started)


def choose(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """Have the system's window answer."""
    answers = [[str(file)] for file in files]
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: answers.pop(0))


def show(started: Started, qtbot: QtBot, section: Section) -> LineTable:
    page = page_of(started)
    page.result.sections.chips[section].click()
    idle(started, qtbot)
    return page.result.list.table


def rows(table: LineTable) -> list[str]:
    """Return each line as it is read aloud."""
    return [
        str(table.lines.data(table.lines.index(row, 1), Qt.ItemDataRole.AccessibleTextRole))
        for row in range(table.lines.rowCount())
    ]


def tab_to(is_there: Callable[[], bool]) -> None:
    for _ in range(60):
        if is_there():
            return
        press(Qt.Key.Key_Tab)
    pytest.fail("Tab does not lead there")


# -- the way through it, with the keyboard alone --------------------------------------------


def test_from_the_file_to_the_exact_words_and_back_with_the_keyboard_alone(
    started: Started,
    qtbot: QtBot,
    packages: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose(monkeypatch, packages["whole"])
    assert started.window.place is Place.AUDITOR
    page = page_of(started)
    assert QApplication.focusWidget() is page.primary_button
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert page.result.verdict.text.startswith("The package is whole")

    chips = page.result.sections.chips
    tab_to(lambda: QApplication.focusWidget() is chips[Section.FINDINGS])
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    idle(started, qtbot)
    assert page.result.section is Section.DECISIONS
    table = page.result.list.table
    tab_to(lambda: QApplication.focusWidget() is table)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert "Det er frivilligt at være med." in told(started)
    assert page.detail.isVisible()

    press(Qt.Key.Key_Escape)
    assert page.result.isVisible()
    assert QApplication.focusWidget() is table
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not table  # Tab leaves every table


def test_every_part_is_read_and_opened(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["whole"])
    expected = {
        Section.RELEASES: ("Sent: donation 1 to A hospital (made up)", "Covered by a consent"),
        Section.DECISIONS: ("A yes was said to version 1", "Activity, Heart, Sleep"),
        Section.REFUSALS: ("the consent had been withdrawn", "Sleep and heart rhythm"),
        Section.WITHDRAWALS: ("A consent was withdrawn. Deleted", "Deleted: 2 September 2026"),
        Section.ANSWERS: ("We have received your data", "We have received your data"),
    }
    for section, (line, detail) in expected.items():
        table = show(started, qtbot, section)
        read = rows(table)
        number = next(place for place, each in enumerate(read) if line in each)
        table.row_opened.emit(number)
        assert detail in told(started), section
        assert page.detail.isVisible()
        page.go_back()
    assert page.result.isVisible()


def test_others_who_had_a_part_in_it_are_told_of(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["whole"])
    assert Section.MANDATES not in page.result.sections.chips
    check(started, qtbot, packages["others"])
    expected = {
        Section.MANDATES: ("Someone authorised. Power of attorney", "Up to and including"),
        Section.DECISIONS: ("A yes was said", "Whoever explained it"),
        Section.RELEASES: ("Sealed: donation 1", "tid.example: 1 September 2026 at"),
    }
    for section, (line, detail) in expected.items():
        table = show(started, qtbot, section)
        number = next(place for place, each in enumerate(rows(table)) if line in each)
        table.row_opened.emit(number)
        assert detail in told(started), section
        page.go_back()


def test_a_release_leads_to_the_decision_that_covers_it(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["whole"])
    show(started, qtbot, Section.RELEASES).row_opened.emit(0)
    page.detail.event_button.click()
    assert page.detail.sentence.text().startswith("A yes was said")
    page.go_back()
    assert page.detail.sentence.text().startswith("Sent")
    page.go_back()
    assert page.result.isVisible()


def test_numbers_for_comparing_come_on_wish(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["whole"])
    key = "datadono r/log/"
    assert key not in told(started)
    page.result.numbers_button.click()
    assert key in told(started)


# -- what is wrong is named --------------------------------------------------------------


@pytest.mark.parametrize("name", CHANGES)
def test_each_tampering_is_named_for_what_it_is(
    started: Started, qtbot: QtBot, packages: dict[str, Path], name: str
) -> None:
    page = check(started, qtbot, packages[name])
    account = page.result._account
    assert account is not None
    sentences = [found.sentence for found in account.findings if found.code == CHANGES[name]]
    said = told(started)
    assert sentences
    assert all(sentence in said for sentence in sentences)
    assert "The package is whole." not in page.result.verdict.text
    assert page.result.verdict.text.startswith(
        ("Something in the package", "The package is whole, but")
    )


@pytest.mark.parametrize("name", ISSUE)
def test_what_an_auditor_must_see_is_said_in_plain_words(
    started: Started, qtbot: QtBot, packages: dict[str, Path], name: str
) -> None:
    check(started, qtbot, packages[name])
    assert ISSUE[name] in told(started)
    # Negative control: of a whole package none of it is said.
    check(started, qtbot, packages["whole"])
    assert not [each for each in ISSUE.values() if each in told(started)]


def test_hidden_events_are_counted_where_the_verdict_stands(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["whole"])
    assert "1 event is hidden by the citizen" in page.result.verdict.text
    show(started, qtbot, Section.EVENTS)
    page.result.filter_button.click()
    page.result.filters.kinds.chips[Shown.HIDDEN].click()
    idle(started, qtbot)
    assert rows(page.result.list.table) == ["This event is hidden by the citizen"]
    page.result.list.table.row_opened.emit(0)
    assert page.detail.isVisible()


def test_a_finding_leads_to_its_event(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["release outside consent"])
    (card,) = [card for card in page.result.findings.cards if "without a consent" in shown(card)]
    card.button.click()
    assert "sealed" in page.detail.sentence.text()
    page.go_back()
    assert page.result.section is Section.FINDINGS


def shown(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


# -- files that are none -------------------------------------------------------------------


@pytest.mark.parametrize("name", TRICKS)
def test_what_is_no_package_is_said_and_not_believed(
    started: Started, qtbot: QtBot, packages: dict[str, Path], tmp_path: Path, name: str
) -> None:
    code, trick = TRICKS[name]
    file = tmp_path / "odd.ddaudit"
    file.write_bytes(trick(packages["whole"].read_bytes()))
    page = check(started, qtbot, file)
    assert text(f"errors.{code}.what", Language.ENGLISH) in page.banner.text
    assert page.result.isHidden()
    assert QApplication.focusWidget() is page.primary_button


def test_a_folder_and_a_file_that_is_gone_are_said(
    started: Started, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "That is a folder" in check(started, qtbot, tmp_path).banner.text
    assert "no longer there" in check(started, qtbot, tmp_path / "gone.ddaudit").banner.text
    monkeypatch.setattr(auditing, "MOST_BYTES", 10)
    large = tmp_path / "large.ddaudit"
    large.write_bytes(bytes(11))
    too_large = text("errors.PACKAGE_TOO_LARGE.what", Language.ENGLISH)
    assert too_large in check(started, qtbot, large).banner.text


def test_a_file_that_changes_is_checked_again_and_one_that_does_not_is_not(
    started: Started, qtbot: QtBot, packages: dict[str, Path], tmp_path: Path
) -> None:
    file = tmp_path / "some.ddaudit"
    file.write_bytes(packages["whole"].read_bytes())
    page = check(started, qtbot, file)
    first = page.result._account
    go(started, qtbot, Place.HELP)
    check(started, qtbot, file)
    assert page.result._account is first
    file.write_bytes(packages["event altered"].read_bytes())
    assert page.result.verdict.text.startswith("The package is whole")  # as it was read
    check(started, qtbot, file)
    assert page.result.verdict.text.startswith("Something in the package was changed")
    file.unlink()
    page.keeping.again_button.click()
    idle(started, qtbot)
    assert "no longer there" in page.banner.text
    assert page.result.isHidden()


def test_the_check_says_what_it_does_and_can_be_stopped(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page, held = page_of(started), threading.Event()
    started.session.tasks.run_query(held.wait, lambda _: None, lambda _: None)
    page.take_file(packages["whole"])
    assert page.progress.isVisible()
    assert "is being read" in page.progress.text.text()
    assert not page.primary_button.isVisible()
    page.take_file(packages["event altered"])  # one thing at a time
    page.progress.cancel_button.click()
    held.set()
    idle(started, qtbot)
    assert page.banner.text.startswith("You stopped the check")
    assert page.result.isHidden()
    assert page.primary_button.isEnabled()
    assert check(started, qtbot, packages["whole"]).result.isVisible()


# -- keeping what was found ----------------------------------------------------------------


def test_what_was_found_is_saved_in_three_forms(
    started: Started,
    qtbot: QtBot,
    packages: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = check(started, qtbot, packages["whole"])
    files = [tmp_path / name for name in ("r.pdf", "t.csv", "a.json")]
    choose(monkeypatch, *files)
    for button in (page.primary_button, page.keeping.table_button, page.keeping.fhir_button):
        button.click()
        idle(started, qtbot)
        assert page.banner.text.startswith("Saved")
    assert "Report on an auditor" in Sheets(files[0].read_bytes()).text
    assert files[1].read_text("utf-8-sig").startswith("position,recorded,kind")
    assert json.loads(files[2].read_bytes())["resourceType"] == "Bundle"


def test_a_disk_that_refuses_is_said_and_what_was_found_stays(
    started: Started,
    qtbot: QtBot,
    packages: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = check(started, qtbot, packages["whole"])
    choose(monkeypatch, tmp_path / "nowhere" / "r.pdf")
    page.primary_button.click()
    idle(started, qtbot)
    assert "disk" in page.banner.text.casefold()
    assert page.result.isVisible()
    assert page.primary_button.isEnabled()


# -- long lists, the other language, somebody's vault ----------------------------------------


def test_events_come_a_sheet_at_a_time(
    started: Started, qtbot: QtBot, packages: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (auditing, result_module):
        monkeypatch.setattr(module, "PAGE_ROWS", 4)
    page = check(started, qtbot, packages["whole"])
    table = show(started, qtbot, Section.EVENTS)
    size = page.result._examined.size  # type: ignore[union-attr] # it was examined
    seen = rows(table)
    sheets = 1
    while page.result.list.older_button.isVisible():
        page.result.list.older_button.click()
        idle(started, qtbot)
        seen += rows(table)
        sheets += 1
    assert len(seen) == size
    assert sheets == -(-size // 4)
    assert seen[-2] == "This event is hidden by the citizen"
    assert QApplication.focusWidget() is table
    page.result.list.newer_button.click()
    idle(started, qtbot)
    assert rows(table) == seen[4 * (sheets - 2) : 4 * (sheets - 1)]


def test_only_what_is_wanted_is_shown(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["whole"])
    table = show(started, qtbot, Section.EVENTS)
    everything = rows(table)
    page.result.filter_button.click()
    page.result.filters.kinds.chips[Shown.CONSENTS].click()
    idle(started, qtbot)
    assert 0 < len(rows(table)) < len(everything)
    (project,) = [key for key in page.result.filters.projects.chips if key]
    page.result.filters.kinds.chips[Shown.EVERYTHING].click()
    page.result.filters.projects.chips[project].click()
    idle(started, qtbot)
    assert 0 < len(rows(table)) < len(everything)
    page.result.everything_button.click()
    idle(started, qtbot)
    assert rows(table) == everything


def test_the_other_language_tells_the_same(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["consent dated back"])
    before = len(page.result.findings.cards)
    started.session.change_settings(language=Language.DANISH)
    idle(started, qtbot)
    assert page.result.verdict.text.startswith("Pakken er hel, men noget passer ikke")
    assert "Samtykket er dateret tilbage" in told(started)
    assert len(page.result.findings.cards) == before


def test_nothing_is_kept_once_somebodys_vault_is_open(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page = check(started, qtbot, packages["whole"])
    started.session.vault_unlocked.emit()
    assert page._examined is None
    assert page.result._account is None
    assert page.result.isHidden()


def test_no_health_data_stand_on_the_page(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    check(started, qtbot, packages["whole"])
    for section in page_of(started).result.sections.chips:
        show(started, qtbot, Section(section))
        said = " ".join([told(started), *rows(page_of(started).result.list.table)])
        assert [word for word in ("Karen", "sukkersyge", "3102451234") if word in said] == []
    assert started.window.windowTitle() == "Datadonor"
    # Negative control: what may be told is told.
    show(started, qtbot, Section.RELEASES)
    assert "A hospital" in " ".join(rows(page_of(started).result.list.table))


def test_the_check_goes_on_while_help_is_read_and_is_told_of_there(
    started: Started, qtbot: QtBot, packages: dict[str, Path]
) -> None:
    page, held = page_of(started), threading.Event()
    started.session.tasks.run_query(held.wait, lambda _: None, lambda _: None)
    page.take_file(packages["whole"])
    started.session.go(Place.HELP)
    assert "Checking a package" in told(started)
    held.set()
    go(started, qtbot, Place.AUDITOR)
    assert page.result.isVisible()


# -- the rules for every page ----------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("percent", [100, 200])
def test_every_state_of_the_page_keeps_every_rule(
    open_window: Starter,
    qtbot: QtBot,
    packages: dict[str, Path],
    tmp_path: Path,
    language: Language,
    percent: int,
) -> None:
    """WCAG 2.2: 1.3.1, 1.4.3, 1.4.4, 1.4.10, 1.4.11, 2.4.6, 2.5.3, 2.5.8, 4.1.2."""
    window = open_window(tmp_path / "none", language=language, text_percent=percent, seat="auditor")
    window.window.resize(800, 600)
    broken: list[str] = []

    def look(where: str) -> None:
        watching.settle(window.window)
        found = inspection.faults(window.window, language)
        broken.extend(f"{where}: {fault}" for fault in found)

    look("nothing chosen")
    page = page_of(window)
    for name in ("whole", "event altered", "consent dated back"):
        check(window, qtbot, packages[name])
        page.result.numbers_button.setChecked(True)
        look(name)
    for section in map(Section, page.result.sections.chips):
        table = show(window, qtbot, section)
        if section is Section.EVENTS:
            page.result.filter_button.setChecked(True)
        look(section)
        if section is not Section.FINDINGS and table.lines.rowCount():
            table.row_opened.emit(0)
            page.detail.numbers_button.setChecked(True)
            look(f"{section}, opened")
            page.go_back()
    check(window, qtbot, tmp_path / "gone.ddaudit")
    look("no file")
    assert broken == []
