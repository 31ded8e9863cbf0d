"""A person at the window who knows nothing of the program but what stands on it.

Everything is found by the words that are seen there, in the language in force: with the
keyboard by walking from one thing to the next, with the mouse by pointing at it. What
cannot be found so, a newcomer does not find.
"""

import os
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from datadonor.audit import custody
from datadonor.audit.events import Event
from datadonor.demo import practice
from datadonor.settings import Settings, save_settings
from tests.ui.ending import end
from tests.ui.sights import (
    above,
    arrow_to,
    in_sight,
    is_meant,
    is_one_of,
    plain,
    row_words,
    shown_on,
    top_of,
)
from tests.ui.watching import seen, settle
from tests.ui.wording import words_of
from ui.app import Started, start
from ui.practice import Practice
from ui.tasks import Changes
from ui.widgets.labels import Heading

PATIENCE_MS: Final = 60_000
MOST_STOPS: Final = 250
"""More things on a page than anybody walks through; then it is not there."""

PICTURES: Final = "DATADONOR_JOURNEY_PICTURES"
"""Names a folder that gets a picture of each step, to look at."""


class Machine:
    """A computer with the program on it: what is kept stays from one start to the next."""

    def __init__(self, app: QApplication, qtbot: QtBot, home: Path) -> None:
        self.vault = home / "vault"
        self._app, self._qtbot = app, qtbot
        self._settings_file = home / "settings.json"
        self._running: Started | None = None

    @property
    def started(self) -> Started:
        assert self._running is not None
        return self._running

    def start(self, vault: Path | None = None) -> Started:
        """Open the window, as the program does; of a window before nothing is left."""
        self.close()
        running = start(self._app, vault or self.vault, self._settings_file, _practice)
        running.window.resize(1060, 720)
        with self._qtbot.waitExposed(running.window):
            running.window.show()
        self._running = running
        return running

    def change_settings(self, settings: Settings) -> None:
        """Put other settings in force for the next start."""
        save_settings(self._settings_file, settings)

    def close(self) -> None:
        """Close the window, as the button on its frame does."""
        if self._running is not None:
            end(self._running)
            self._running = None


def _practice() -> Practice:
    return practice


class Person(ABC):
    """Reads what stands on the window, and acts on it."""

    def __init__(self, machine: Machine, qtbot: QtBot, name: str) -> None:
        self._machine, self._qtbot = machine, qtbot
        self._name = name
        self._pictures = 0

    # -- reading ------------------------------------------------------------------

    @property
    def window(self) -> QWidget:
        return self._machine.started.window

    @property
    def heading(self) -> str:
        """What stands on top of the page."""
        return next((plain(each.text()) for each in seen(self.window) if type(each) is Heading), "")

    def reads(self) -> str:
        """Return everything that can be read, also by scrolling, one thing a line."""
        lines = (line for each in words_of(self.window) for line in each.splitlines())
        return "\n".join(line for line, _ in groupby(line for line in lines if line.strip()))

    def copies_numbered_words(self) -> dict[str, str]:
        """Return the words that stand beside numbers, as one copies them to paper."""
        return dict(re.findall(r"^(\d+)\. ([a-z]+)$", self.reads(), re.MULTILINE))

    def rows(self) -> list[str]:
        """Return what stands in each row of the table on the page."""
        table = next(each for each in seen(self.window) if isinstance(each, QTableView))
        model = table.model()
        return [row_words(table, model.index(row, 0)) for row in range(model.rowCount())]

    def first_line_in_sight(self) -> str:
        """Return the uppermost text of the page that is not scrolled away."""
        texts = [
            each
            for each in self._machine.started.window.page.findChildren(QLabel)
            if each.text() and each.isVisible() and in_sight(each, self.window)
        ]
        return plain(min(texts, key=top_of).text())

    def sees(self, *words: str) -> None:
        """Make sure that something stands there."""
        read = " ".join(self.reads().split())
        missing = [each for each in words if each not in read]
        assert missing == [], f"not on the page {self.heading!r}:\n{self.reads()}"

    def line_after(self, line: str) -> str:
        """Return what stands below something."""
        lines = self.reads().splitlines()
        return lines[lines.index(line) + 1]

    def comes_to(self, heading: str) -> None:
        """Wait for a page, until nothing moves on it any more, and look at it."""
        self._wait(lambda: self.heading.startswith(heading), f"the page {heading!r}")
        self.rests()
        assert self.heading.startswith(heading), self.heading
        self.looks()
        self.finds_the_keyboard()

    def waits_for(self, words: str) -> None:
        """Wait until something stands on the page."""
        self._wait(lambda: words in " ".join(self.reads().split()), words)
        self.rests()
        self.looks()

    def finds_the_keyboard(self) -> None:
        """Make sure that what the keyboard is on can be seen (WCAG 2.2, 2.4.7 and 2.4.11)."""
        focus = QApplication.focusWidget()
        assert focus is not None, f"the keyboard is nowhere on {self.heading!r}"
        assert in_sight(focus, self.window), (
            f"the keyboard is out of sight on {self.heading!r}: "
            f"{type(focus).__name__} {shown_on(focus)!r}"
        )

    def rests(self) -> None:
        """Wait as a person does who does nothing while something is going on."""
        session = self._machine.started.session
        for _ in range(3):
            self._wait(lambda: session.job is None, "the end of what takes long")
            done: list[None] = []
            session.tasks.run_command(lambda: None, Changes(), done.append, _refuse)
            self._wait(lambda done=done: bool(done), "an answer")  # type: ignore[misc]
        settle(self.window)

    def looks(self) -> None:
        """Keep a picture, if somebody wants to see them."""
        folder = os.environ.get(PICTURES)
        if folder is None:
            return
        settle(self.window)
        self._pictures += 1
        title = re.sub(r"\W+", "-", self.heading.lower())[:40]
        file = Path(folder) / f"{self._name}-{self._pictures:02}-{title}.png"
        self.window.grab().save(str(file))

    # -- acting -------------------------------------------------------------------

    @abstractmethod
    def presses(self, words: str, about: str = "") -> None:
        """Press what begins with some words.

        Args:
            words: As they stand on it.
            about: What stands above it, where the same words stand more than once.
        """

    @abstractmethod
    def writes(self, label: str, text: str) -> None:
        """Write in the field with a label."""

    @abstractmethod
    def opens_row(self, words: str) -> None:
        """Open the row of a table in which some words stand."""

    def _wait(self, is_so: Callable[[], bool], what: str) -> None:
        try:
            self._qtbot.waitUntil(is_so, timeout=PATIENCE_MS)
        except Exception as error:
            raise AssertionError(
                f"waited in vain for {what}; there is {self.heading!r}:\n{self.reads()}"
            ) from error

    def _things(self) -> str:
        return "\n".join(
            f"  {type(each).__name__} {shown_on(each)!r} about {above(each)!r}"
            for each in seen(self.window)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        )


class Typist(Person):
    """Uses the keyboard alone, and walks with it."""

    def presses(self, words: str, about: str = "") -> None:
        widget = self.reaches(words, about)
        if is_one_of(widget) and widget.isChecked():
            return  # the arrow that led here has chosen it
        self.types(Qt.Key.Key_Space)

    def writes(self, label: str, text: str) -> None:
        QTest.keyClicks(self.reaches(label, kind=QLineEdit), text)

    def opens_row(self, words: str) -> None:
        table = self.reaches("", kind=QTableView)
        assert isinstance(table, QTableView)
        for _ in range(MOST_STOPS):
            if words in row_words(table, table.currentIndex()):
                self.types(Qt.Key.Key_Return)
                return
            self.types(Qt.Key.Key_Down)
        raise AssertionError(f"no row with {words!r}")

    def types(self, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        """Press a key: the window decides where it goes, as with a real keyboard."""
        QTest.keyClick(self.window.windowHandle(), key, held or Qt.KeyboardModifier.NoModifier)

    @property
    def focus(self) -> QWidget:
        """What the ring is around."""
        focus = QApplication.focusWidget()
        assert focus is not None, f"the keyboard is nowhere on {self.heading!r}"
        return focus

    def reaches(self, words: str, about: str = "", kind: type[QWidget] = QWidget) -> QWidget:
        """Walk with Tab until the ring is around something, within a group with arrows."""
        for _ in range(MOST_STOPS):
            focus = self.focus
            if isinstance(focus, kind) and self._is_it(focus, words, about):
                self.finds_the_keyboard()
                return focus
            if is_one_of(focus) and self._arrows_lead_to(words, about):
                return self.focus
            self.types(Qt.Key.Key_Tab)
        raise AssertionError(
            f"Tab never comes to {words!r} about {about!r} on {self.heading!r}; "
            f"there are:\n{self._things()}"
        )

    def _arrows_lead_to(self, words: str, about: str) -> bool:
        """Go to another answer of the question that the ring is on, if it is meant."""
        group = self.focus.parentWidget()
        assert group is not None
        beside = [each for each in seen(group) if is_one_of(each)]
        wanted = next((each for each in beside if self._is_it(each, words, about)), None)
        if wanted is None:
            return False
        for _ in beside:
            if self.focus is wanted:
                break
            self.types(arrow_to(self.focus, wanted))
        return self.focus is wanted

    def _is_it(self, widget: QWidget, words: str, about: str) -> bool:
        """Say whether it is meant, and nothing has those very words where this goes on."""
        return is_meant(widget, words, about) and (
            shown_on(widget) == words
            or not any(
                shown_on(each) == words and is_meant(each, words, about)
                for each in seen(self.window)
                if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
            )
        )


class Pointer(Person):
    """Uses the mouse, and the keyboard for writing only."""

    def presses(self, words: str, about: str = "") -> None:
        widget = self._found(words, about, QAbstractButton)
        self._click(widget, widget.rect().center())

    def writes(self, label: str, text: str) -> None:
        field = self._found(label, "", QLineEdit)
        self._click(field, field.rect().center())
        assert QApplication.focusWidget() is field
        QTest.keyClicks(field, text)

    def opens_row(self, words: str) -> None:
        table = self._found("", "", QTableView)
        assert isinstance(table, QTableView)
        for row in range(table.model().rowCount()):
            index = table.model().index(row, 0)
            if words in row_words(table, index):
                box = table.visualRect(table.model().index(row, table.model().columnCount() - 1))
                self._click(table.viewport(), box.center())
                return
        raise AssertionError(f"no row with {words!r}")

    def _found(self, words: str, about: str, kind: type[QWidget]) -> QWidget:
        found = [
            each
            for each in seen(self.window)
            if isinstance(each, kind) and each.isEnabled() and is_meant(each, words, about)
        ]
        exact = [each for each in found if shown_on(each) == words]
        assert len(exact or found) == 1, (
            f"{len(found)} things {words!r} about {about!r} on {self.heading!r}; "
            f"there are:\n{self._things()}"
        )
        return (exact or found)[0]

    def _click(self, widget: QWidget, at: QPoint) -> None:
        self._scroll_to(widget, at)
        place = widget.mapTo(self.window, at)
        under = self.window.childAt(place)
        assert under is not None
        assert under is widget or widget.isAncestorOf(under) or under.isAncestorOf(widget), (
            f"something else lies over {shown_on(widget)!r}: {type(under).__name__}"
        )
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(self.window, place))

    def _scroll_to(self, widget: QWidget, at: QPoint) -> None:
        """Turn the wheel until a place is in sight; the program's own scrolling does not help."""
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        content = None if area is None else area.widget()
        if area is None or content is None:
            return
        middle = widget.mapTo(content, at).y()
        area.verticalScrollBar().setValue(middle - area.viewport().height() // 2)
        settle(self.window)


def _refuse(error: object) -> None:
    raise AssertionError(error)


def log_of(vault: Path, passphrase: str) -> list[str]:
    """Return what a vault's log says, in order: kinds, and of which project or what answer."""
    with custody.open_vault(vault, passphrase) as opened:
        assert opened.log.inspect() == []
        said = [stored.event for stored in opened.log.events()]
    return [_told(event) for event in said if event is not None]


def _told(event: Event) -> str:
    answer = getattr(event.what, "answer", None)
    return " ".join(filter(None, (event.kind, event.project, answer)))
