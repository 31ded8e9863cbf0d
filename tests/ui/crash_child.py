"""A window that fails on purpose, run by itself for ``test_crash_report``. Not a test.

Within the tests' own loop an error in an overridden method is raised to whoever runs that
loop. In the program nobody does: ``QApplication.exec`` gives it to the hook. So this is a
process of its own, with the log, the boundary and the page that the program has. It prints
what the person would see, as JSON.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRunnable,
    Qt,
    QThread,
    QThreadPool,
    QTimer,
    Signal,
    Slot,
    qWarning,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget
from typing_extensions import override

from datadonor import logs
from datadonor.settings import Settings, save_settings
from datadonor.texts import Language
from tests.ui import watching
from ui.app import Looks
from ui.crash import CrashBoundary
from ui.pages.crash import CrashPage
from ui.session import Session
from ui.tasks import Tasks

SECRET: Final = "010190-1234"
"""Looks like a CPR number; no such person."""

_AFTER_MILLISECONDS: Final = 150


def fail() -> None:
    raise ValueError(SECRET)


class Faulty(QObject):
    pressed = Signal()

    @Slot()
    def on_pressed(self) -> None:
        fail()


class FaultyModel(QAbstractListModel):
    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 1

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            fail()
        return None


class FaultyWidget(QWidget):
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fail()


class FaultyWork(QRunnable):
    @override
    def run(self) -> None:
        fail()


class FaultyThread(QThread):
    @override
    def run(self) -> None:
        fail()


class FaultyEnd:
    def __del__(self) -> None:
        fail()


def in_a_slot(session: Session) -> object:
    faulty = Faulty()
    faulty.pressed.connect(faulty.on_pressed)
    faulty.pressed.emit()
    return faulty


def in_a_button(session: Session) -> object:
    button = QPushButton(SECRET)
    button.clicked.connect(lambda: int(button.text()))
    button.click()
    return button


def in_painting(session: Session) -> object:
    widget = FaultyWidget()
    widget.show()
    return widget


def in_a_model(session: Session) -> object:
    view = QListView()
    view.setModel(FaultyModel(view))
    view.show()
    return view


def in_a_pool(session: Session) -> object:
    pool = QThreadPool()
    pool.start(FaultyWork())
    pool.waitForDone()
    return pool


def in_a_thread_of_qt(session: Session) -> object:
    thread = FaultyThread()
    thread.start()
    thread.wait()
    return thread


def in_a_thread(session: Session) -> object:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    return thread


def in_a_finaliser(session: Session) -> object:
    FaultyEnd()
    return None


def in_an_answer(session: Session) -> object:
    """Fail on the screen's thread, after work on the database's."""
    session.tasks.run_query(lambda: SECRET, lambda _: fail(), print)
    return None


def in_a_task(session: Session) -> object:
    """Fail on the database's thread: the page that asked is told, without its text."""
    session.tasks.run_query(fail, print, lambda error: print(error.user_message(Language.ENGLISH)))
    return None


def in_a_message_of_qt(session: Session) -> object:
    qWarning(SECRET)
    return None


PLACES: Final[dict[str, Callable[[Session], object]]] = {
    place.__name__: place
    for place in (
        in_a_slot,
        in_a_button,
        in_painting,
        in_a_model,
        in_a_pool,
        in_a_thread_of_qt,
        in_a_thread,
        in_a_finaliser,
        in_an_answer,
        in_a_task,
        in_a_message_of_qt,
    )
}


def words_of(window: QWidget) -> Iterator[str]:
    """Yield all that a window shows or has read aloud."""
    for widget in (window, *watching.seen(window)):
        yield watching.name_of(widget)
        yield widget.accessibleDescription()
        yield widget.toolTip()
        for shown in ("text", "plainText", "title", "windowTitle"):
            yield str(widget.property(shown) or "")


def main(place: str, folder: Path, *, is_open: bool) -> None:
    """Fail at a place, and say what is seen of it. Open: without the boundary."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    if not is_open:
        logs.begin(folder / "datadonor.log")
    save_settings(folder / "settings.json", Settings(language=Language.ENGLISH))
    session = Session(folder / "none", folder / "settings.json", Tasks())
    looks = Looks(app, session)
    boundary = CrashBoundary()
    boundary.setParent(session)
    if not is_open:
        boundary.install()
    told: list[None] = []
    boundary.crashed.connect(lambda: told.append(None), Qt.ConnectionType.QueuedConnection)
    kept: list[object] = []
    QTimer.singleShot(0, lambda: kept.append(PLACES[place](session)))
    QTimer.singleShot(_AFTER_MILLISECONDS, app.quit)
    app.exec()
    for widget in app.topLevelWidgets():
        widget.hide()
    page = CrashPage(session)
    page.show()
    page.enter()
    words = "\n".join(words_of(page))
    report = boundary.report(Language.ENGLISH)
    print(json.dumps({"told": len(told), "report": report, "shown": words}))
    session.close()
    looks.end()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), is_open=sys.argv[3:] == ["open"])
