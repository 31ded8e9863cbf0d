"""The report of a fault says where it was, and nothing of what was there."""

import json
import logging
import os
import platform
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor import logs, paths
from datadonor.errors import DatadonorError, DiskRefused
from datadonor.settings import Settings, save_settings
from datadonor.texts import Language
from tests.ui import watching
from tests.ui.crash_child import PLACES, SECRET, fail
from tests.ui.test_crash import HOOKS
from ui import choosing
from ui.app import Looks
from ui.crash import CrashBoundary, report_for, surroundings
from ui.crash_report import (
    MOST_CRASHES,
    CrashBook,
    describe,
    name_or_unknown,
)
from ui.pages.crash import CrashPage, ReportText
from ui.session import Session
from ui.tasks import Tasks

ROOT: Final = Path(__file__).resolve().parents[2]


def caught(act: Callable[[], None]) -> BaseException:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError("nothing was raised")


def english(book: CrashBook) -> str:
    return book.report(surroundings(), Language.ENGLISH)


def book_of(*errors: BaseException) -> CrashBook:
    book = CrashBook()
    for error in errors:
        book.add(describe(error))
    return book


# -- what is told ---------------------------------------------------------------------


def test_a_report_names_kind_code_and_place(qapp: QApplication) -> None:
    line = fail.__code__.co_firstlineno + 1
    report = english(book_of(caught(fail)))
    assert "Fault 1: ValueError, code FAULT" in report
    assert f":fail:{line}\n" in report
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in report
    assert "(offscreen)" in report


def test_our_own_error_is_named_by_its_code(qapp: QApplication) -> None:
    def refused() -> None:
        raise DiskRefused

    assert "datadonor.errors.DiskRefused, code DISK_REFUSED" in english(book_of(caught(refused)))


def test_a_code_of_others_is_not_taken() -> None:
    class Foreign(Exception):
        code = SECRET

    assert describe(Foreign(SECRET)).links[0].code == DatadonorError.code


@pytest.mark.parametrize("is_told", [True, False])
def test_what_lies_behind_an_error_is_named_unless_it_was_dropped(is_told: bool) -> None:
    def behind() -> None:
        try:
            fail()
        except ValueError as error:
            raise KeyError(SECRET) from (error if is_told else None)

    kinds = [link.kind for link in describe(caught(behind)).links]
    assert kinds == (["KeyError", "ValueError"] if is_told else ["KeyError"])


def test_a_chain_that_bites_its_tail_ends() -> None:
    error = caught(fail)
    error.__cause__ = other = KeyError(SECRET)
    other.__cause__ = error
    assert len(describe(error).links) == 2


def test_a_very_deep_fault_is_cut() -> None:
    def dig(depth: int) -> None:
        if depth == 0:
            fail()
        dig(depth - 1)

    places = describe(caught(lambda: dig(500))).links[0].places
    assert len(places) <= 40
    assert ":fail:" in places[-1]


@pytest.mark.parametrize(
    "made", [SECRET, "Karen Holm", "/home/karen", "a\nb", "", "a b", "tal=1", "../x", None, 7]
)
def test_a_name_made_while_the_program_runs_is_not_taken(made: object) -> None:
    assert name_or_unknown(made) == "?"


@pytest.mark.parametrize(
    "name",
    ["fail", "ui.pages.crash", "f.<locals>.g", "<lambda>", "f.<locals>.<lambda>", "__main__"],
)
def test_names_of_code_are_taken(name: str) -> None:
    assert name_or_unknown(name) == name


def test_a_type_and_a_module_with_made_names_are_not_told(qapp: QApplication) -> None:
    made = type(SECRET, (Exception,), {"__module__": f"/home/{SECRET}"})
    scope: dict[str, object] = {"__name__": f"a {SECRET}", "made": made}
    exec(compile(f"def f():\n    raise made({SECRET!r})", f"/home/{SECRET}.py", "exec"), scope)  # noqa: S102 - the fault that is planted
    function = scope["f"]
    assert callable(function)
    report = english(book_of(caught(function)))
    assert SECRET not in report
    assert "?.?, code FAULT" in report


def test_the_same_fault_is_counted_and_others_after_the_fifth(qapp: QApplication) -> None:
    again = [caught(fail) for _ in range(3)]
    kinds = (KeyError, TypeError, IndexError, OSError, RuntimeError, LookupError)
    report = english(book_of(*again, *(kind(SECRET) for kind in kinds)))
    assert "Fault 1: ValueError, code FAULT, 3 times" in report
    assert f"Fault {MOST_CRASHES}:" in report
    assert f"Fault {MOST_CRASHES + 1}:" not in report
    assert "2 more faults are left out." in report
    assert SECRET not in report


def test_a_report_is_in_the_persons_language(qapp: QApplication) -> None:
    report = book_of(caught(fail)).report(surroundings(), Language.DANISH)
    assert report.startswith("Rapport om en fejl i Datadonor\n")


def test_a_system_that_does_not_name_itself_is_no_fault(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> None:
        raise OSError

    monkeypatch.setattr("platform.freedesktop_os_release", absent)
    assert "System: Linux" in english(CrashBook()) or os.name != "posix"


def test_the_computers_own_name_is_not_in_it(qapp: QApplication) -> None:
    words = english(book_of(caught(fail))).split()
    assert platform.node() not in words or platform.node() in {"", "localhost"}


# -- wherever it happens ----------------------------------------------------------------


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The program's own log, as ``datadonor`` begins it; everything put back after the test."""
    root = logging.getLogger()
    handlers, level, raising = list(root.handlers), root.level, logging.raiseExceptions
    with pytest.MonkeyPatch.context() as patch:
        for module, hook in (*HOOKS, (warnings, "showwarning")):
            patch.setattr(module, hook, getattr(module, hook))
        for handler in handlers:
            root.removeHandler(handler)
        logs.begin(tmp_path / "datadonor.log")
        yield tmp_path / "datadonor.log"
        for handler in list(root.handlers):
            root.removeHandler(handler)
            handler.close()
        for handler in handlers:
            root.addHandler(handler)
        root.setLevel(level)
        logging.raiseExceptions = raising


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    file = tmp_path / "settings.json"
    save_settings(file, Settings(language=Language.ENGLISH))
    session = Session(tmp_path / "none", file, Tasks())
    looks = Looks(qapp, session)
    yield session
    session.close()
    looks.end()


@pytest.fixture
def boundary(log: Path, session: Session) -> CrashBoundary:
    """The handler of the process, without Qt's messages, which pytest-qt watches."""
    boundary = CrashBoundary()
    boundary.setParent(session)
    sys.excepthook = boundary.on_exception
    threading.excepthook = boundary.on_thread_exception
    sys.unraisablehook = boundary.on_unraisable
    return boundary


def fails(place: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.ui.crash_child", place, str(folder), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


SILENT: Final = {"in_a_task", "in_a_message_of_qt"}
"""The page that asked is told of the one; the other is none of the person's business."""


@pytest.mark.parametrize("place", PLACES)
def test_no_value_gets_out_wherever_it_fails(tmp_path: Path, place: str) -> None:
    done = fails(place, tmp_path)
    assert done.returncode == 0
    *before, last = done.stdout.splitlines()
    answer = json.loads(last)
    if place not in SILENT:
        assert "ValueError, code FAULT" in answer["report"]
        assert answer["report"].strip() in answer["shown"]
        assert answer["told"] == (0 if place == "in_a_finaliser" else 1)
    written = (tmp_path / "datadonor.log").read_text("utf-8")
    assert ("library" if place == "in_a_message_of_qt" else "crashed") in written
    for said in (answer["report"], answer["shown"], written, done.stderr, *before):
        assert SECRET not in said
    for told in (answer["report"], answer["shown"]):
        assert str(ROOT) not in told


@pytest.mark.parametrize("place", ["in_a_slot", "in_painting", "in_a_thread", "in_a_message_of_qt"])
def test_without_the_boundary_the_value_does_get_out(tmp_path: Path, place: str) -> None:
    assert SECRET in fails(place, tmp_path, "open").stderr


def test_an_error_on_the_database_thread_gets_out_nowhere(
    boundary: CrashBoundary, session: Session, log: Path, qtbot: QtBot
) -> None:
    told: list[DatadonorError] = []
    session.tasks.run_query(fail, lambda _: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == "FAULT"
    assert told[0].__cause__ is None
    assert told[0].__traceback__ is None
    assert "ValueError" in log.read_text("utf-8")
    assert SECRET not in log.read_text("utf-8")


def test_the_window_is_told_once_a_second(boundary: CrashBoundary, qtbot: QtBot) -> None:
    told: list[None] = []
    boundary.crashed.connect(lambda: told.append(None))
    for _ in range(1000):
        boundary.tell_of(describe(caught(fail)))
    assert len(told) == 1
    assert "1000 times" in boundary.report(Language.ENGLISH)


def test_a_thread_that_ends_itself_is_no_fault(boundary: CrashBoundary) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert boundary.book.is_empty


# -- the page ---------------------------------------------------------------------------


@pytest.fixture
def page(boundary: CrashBoundary, session: Session, qtbot: QtBot) -> CrashPage:
    boundary.tell_of(describe(caught(fail)))
    page = CrashPage(session)
    qtbot.addWidget(page)
    page.resize(800, 600)
    page.show()
    page.enter()
    return page


def test_what_is_shown_is_what_is_copied_and_saved(
    page: CrashPage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "fault.txt"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    page.copy_button.click()
    assert "Copied" in page.banner.text
    page.save_button.click()
    assert "Saved" in page.banner.text
    report = report_for(session, Language.ENGLISH)
    assert QGuiApplication.clipboard().text() == report
    assert file.read_text("utf-8") == report
    assert page.report.toPlainText() + "\n" == report
    assert paths.is_private(file)


def test_a_report_that_cannot_be_saved_is_still_there(
    page: CrashPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(tmp_path / "no" / "such.txt")])
    page.save_button.click()
    assert "cannot be" in page.banner.text
    assert "ValueError" in page.report.toPlainText()


def test_who_does_not_choose_a_place_saves_nothing(
    page: CrashPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [])
    page.save_button.click()
    assert page.banner.isHidden()


def test_going_on_leads_back(page: CrashPage, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.asked_back):
        page.primary_button.click()


def test_without_a_fault_the_page_says_so(session: Session, qtbot: QtBot) -> None:
    page = CrashPage(session)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    assert page.heading.text() == "Nothing has gone wrong"
    assert not page.report.isVisible()
    assert not page.save_button.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_page_can_be_named_hit_and_read(
    page: CrashPage, session: Session, percent: int
) -> None:
    """WCAG 2.2: 4.1.2, 2.5.3, 2.5.8, 1.4.4, 1.4.10; unique mnemonics."""
    session.change_settings(text_percent=percent)
    watching.settle(page)
    assert watching.unnamed(page) == []
    assert watching.misnamed(page) == []
    assert watching.doubled_mnemonics(page) == []
    assert watching.small_targets(page) == []
    assert watching.clipped(page) == []
    assert cut_lines(page) == 0


def cut_lines(page: CrashPage) -> int:
    """Return how many lines of the report are below its lower edge."""
    view = page.report
    return max(
        0, round(view.document().size().height()) - view.height() // view.fontMetrics().height()
    )


def test_a_report_that_is_cut_is_caught(page: CrashPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReportText, "_fit", lambda _: None)
    page.report.setFixedHeight(30)
    watching.settle(page)
    assert cut_lines(page) > 0


def test_tab_leaves_the_report(page: CrashPage) -> None:
    page.report.setFocus()
    QTest.keyClick(page.report, Qt.Key.Key_Tab)
    assert not page.report.hasFocus()


def test_the_dates_of_a_report_do_not_follow_the_machine() -> None:
    """Creating an application calls ``setlocale``; a report reads alike everywhere."""
    QLocale.setDefault(QLocale("ar_EG"))
    crash = describe(caught(fail))
    assert crash.when is not None
    book = CrashBook()
    book.add(crash)
    assert f"When: {crash.when:%Y-%m-%d}" in english(book)
    QLocale.setDefault(QLocale("en_GB"))


def test_a_crash_page_in_danish_says_so_in_danish(
    page: CrashPage, session: Session, qapp: QApplication
) -> None:
    session.change_settings(language=Language.DANISH)
    qapp.processEvents()
    assert page.report.toPlainText().startswith("Rapport om en fejl")
