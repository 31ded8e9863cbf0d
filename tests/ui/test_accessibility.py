"""Every page against EN 301 549 and WCAG 2.2 as far as a program can see it.

Each rule has a planted fault that it must catch.
"""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from datadonor.settings import Settings
from datadonor.texts import Language
from tests.ui import watching
from tests.ui.conftest import Starter
from tests.ui.inspection import faults
from tests.ui.journey import Machine
from tests.ui.screenshots import ENTRIES, OF_A_PROJECT, SMALL, rest, unlock
from tests.ui.sights import is_one_of
from tests.ui.test_pages import home, unlocked
from tests.ui.walking import go, press
from tests.ui.worlds import World, empty_world, full_world, typical_world
from ui import announce as announcing
from ui.app import Started
from ui.navigation import Place
from ui.tokens import INDICATOR_LEAST, TOKENS, Colours, contrast
from ui.widgets import banner
from ui.widgets.activity_table import ActivityTable

PAGES = ("no-vault", "unlock", "unlock-wrong", "home", "home-read-only", "display")
SETTINGS = [
    pytest.param(Settings(language=language, text_percent=percent), id=f"{language}-{percent}")
    for language in Language
    for percent in (100, 200)
]

Shower = Callable[..., Started]


@pytest.fixture(scope="module")
def worlds(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, World]:
    """The vaults that pictures are taken of, too; pages only read them."""
    folder = tmp_path_factory.mktemp("worlds")
    return {
        "empty": empty_world(folder / "empty"),
        "typical": typical_world(folder / "typical"),
        "full": full_world(folder / "full"),
    }


@pytest.fixture
def machine(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Machine]:
    made = Machine(qapp, qtbot, tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def show(
    open_window: Starter, qtbot: QtBot, whole: Path, rolled_back_beside: Path, tmp_path: Path
) -> Shower:
    """Shows one of ``PAGES`` in a window of 800 × 600."""

    def page(name: str, **settings: object) -> Started:
        if name == "home":
            started = unlocked(open_window, qtbot, whole, **settings)
        elif name == "home-read-only":
            started = unlocked(open_window, qtbot, rolled_back_beside, **settings)
            go(started, qtbot, Place.HOME)
        elif name == "no-vault":
            started = open_window(tmp_path / "none", **settings)
        else:
            started = open_window(whole, **settings)
        if name == "display":
            started.window.go(Place.DISPLAY)
        if name == "unlock-wrong":
            press(Qt.Key.Key_X)
            press(Qt.Key.Key_Return)
            qtbot.waitUntil(
                lambda: bool(started.window.page.findChildren(QLabel)) and _said(started)
            )
        started.window.resize(800, 600)
        watching.settle(started.window)
        return started

    return page


def _said(started: Started) -> bool:
    return any(type(widget).__name__ == "ErrorText" for widget in watching.seen(started.window))


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("state", ["empty", "typical", "full"])
def test_every_page_of_an_open_vault_keeps_every_rule(
    machine: Machine, worlds: dict[str, World], state: str, settings: Settings
) -> None:
    """WCAG 2.2: 1.3.1, 1.4.3, 1.4.4, 1.4.10, 1.4.11, 2.4.6, 2.5.3, 2.5.8, 4.1.2."""
    world = worlds[state]
    begin(machine, world.vault, settings)
    unlock(machine.started)
    errands = [(place, "") for place in ENTRIES]
    if state != "empty":
        errands += list(product(OF_A_PROJECT, world.projects))
        errands += [(Place.REQUEST, str(file)) for file in world.ground.requests]
    errands += [(Place.REQUEST, str(world.ground.stranger)), (Place.REQUEST, "")]
    broken = []
    for place, argument in errands:
        machine.started.session.go(place, argument)
        rest(machine.started)
        broken += faults_of(machine.started, f"{place} {Path(argument).stem}")
    assert broken == []


@pytest.mark.parametrize("settings", SETTINGS)
def test_every_page_before_the_vault_is_open_keeps_every_rule(
    machine: Machine, whole: Path, tmp_path: Path, settings: Settings
) -> None:
    begin(machine, whole, settings)
    broken = faults_of(machine.started, "unlock")
    for place in (
        *(Place.RECOVER, Place.RESTORE, Place.CHAIRS),
        *(Place.DISPLAY, Place.HELP, Place.CRASH),
    ):
        machine.started.session.go(place)
        broken += faults_of(machine.started, place)
    machine.started.session.go(Place.UNLOCK)
    unlock(machine.started, "forkert")
    broken += faults_of(machine.started, "unlock, refused")
    begin(machine, tmp_path / "none", settings)
    broken += faults_of(machine.started, "welcome")
    assert broken == []


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_vault_that_can_only_be_read_keeps_every_rule(
    machine: Machine, rolled_back: Path, settings: Settings
) -> None:
    begin(machine, rolled_back, settings)
    unlock(machine.started)
    broken = faults_of(machine.started, "stopped")
    for place in ENTRIES:
        machine.started.session.go(place)
        rest(machine.started)
        broken += faults_of(machine.started, place)
    assert broken == []


def test_a_fault_on_a_page_is_told_with_its_page(
    machine: Machine, worlds: dict[str, World]
) -> None:
    """Planted fault: the walk over the pages does see what is on them."""
    begin(machine, worlds["empty"].vault, Settings())
    unlock(machine.started)
    machine.started.window.page.content.addWidget(QPushButton())
    assert faults_of(machine.started, "home") == ["home: unnamed: QPushButton"]


def begin(machine: Machine, vault: Path, settings: Settings) -> None:
    """Start the window as small as it may be."""
    machine.change_settings(settings)
    machine.start(vault)
    machine.started.window.resize(*SMALL)
    watching.settle(machine.started.window)


def faults_of(started: Started, where: str) -> list[str]:
    watching.settle(started.window)
    found = faults(started.window, started.session.language)
    return [f"{where}: {fault}" for fault in found]


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_everything_and_leaves_it(show: Shower, name: str) -> None:
    """WCAG 2.2: 2.1.1, 2.1.2."""
    window = show(name).window
    reachable = {
        widget
        for widget in watching.seen(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
    }
    met = set()
    for _ in range(len(reachable) + 2):
        focus = QApplication.focusWidget()
        assert focus is not None
        met.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    # Of several answers of which one holds Tab reaches one; arrows reach the others.
    missed = {widget for widget in reachable - met if not is_one_of(widget)}
    assert missed == set()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_heading(show: Shower, name: str) -> None:
    window = show(name).window
    shown = [w for w in watching.seen(window) if type(w).__name__ == "Heading"]
    assert len(shown) == 1


# -- what is painted ------------------------------------------------------------


def grabbed(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def count(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("colours", list(TOKENS))
def test_the_focus_ring_is_seen(show: Shower, colours: Colours) -> None:
    """WCAG 2.2, 2.4.7: the ring is around what the keyboard is on, and goes with it."""
    window = show("unlock", colours=colours).window
    tokens = TOKENS[colours]
    first = QApplication.focusWidget()
    assert first is not None
    assert _ring_pixels(window, first, tokens.ring) > first.width() * 2
    press(Qt.Key.Key_Tab)
    then = QApplication.focusWidget()
    assert then is not None
    watching.settle(window)
    assert _ring_pixels(window, then, tokens.ring) > then.width() * 2
    if colours != "contrast":
        assert _ring_pixels(window, first, tokens.ring) < first.width()


def _ring_pixels(window: QWidget, widget: QWidget, colour: str) -> int:
    """Count the ring's colour in a frame of a few pixels around a widget."""
    image = grabbed(window)
    corner = widget.mapTo(window, QPoint(0, 0))
    wanted = QColor(colour).rgb()
    found = 0
    for y in range(corner.y() - 5, corner.y() + widget.height() + 5):
        for x in range(corner.x() - 5, corner.x() + widget.width() + 5):
            inside = (
                widget.geometry().translated(corner - widget.geometry().topLeft()).contains(x, y)
            )
            if not inside and image.valid(x, y):
                found += image.pixel(x, y) == wanted
    return found


@pytest.mark.parametrize("colours", list(TOKENS))
@pytest.mark.parametrize("percent", [100, 200])
def test_a_choice_is_seen_and_grows_with_the_text(
    show: Shower, colours: Colours, percent: int
) -> None:
    """WCAG 2.2, 1.4.11; Fusion's own indicators miss it and stay small."""
    window = show("display", colours=colours, text_percent=percent).window
    button = next(w for w in watching.seen(window) if isinstance(w, QRadioButton))
    image = grabbed(button)
    middle = image.height() // 2
    surface = TOKENS[colours].surface
    strongest = max(
        contrast(image.pixelColor(x, middle).name(), surface) for x in range(button.height())
    )
    assert strongest >= INDICATOR_LEAST
    assert button.height() >= watching.LEAST_TARGET * percent / 100


# -- what is read aloud ---------------------------------------------------------


def test_a_cell_is_read_as_a_whole_sentence(show: Shower) -> None:
    """WCAG 2.2, 1.3.1: Qt reads a cell without its header and row."""
    table = home(show("home")).table
    interface = QAccessible.queryAccessibleInterface(table)
    read = [
        interface.child(place).text(QAccessible.Text.Name)
        for place in range(interface.childCount())
    ]
    assert any(cell.startswith("A consent was withdrawn. You. 13 June 2026") for cell in read)
    assert any("You, with help from Ane Eksempelsen" in cell for cell in read)


def test_results_are_announced(show: Shower, monkeypatch: pytest.MonkeyPatch) -> None:
    """WCAG 2.2, 4.1.3."""
    said: list[str] = []
    monkeypatch.setattr(banner, "announce", lambda _, text, **__: said.append(text))
    show("home-read-only")
    assert any("the log is not whole" in text for text in said)


def test_an_announcement_reaches_qt(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.append)
    label = QLabel("x")
    qtbot.addWidget(label)
    announcing.announce(label, "Saved.", is_urgent=True)
    assert len(heard) == 1


def test_a_secret_field_is_not_read_aloud(show: Shower) -> None:
    window = show("unlock").window
    press(Qt.Key.Key_X)
    focus = QApplication.focusWidget()
    assert focus is not None
    interface = QAccessible.queryAccessibleInterface(focus)
    assert "x" not in interface.text(QAccessible.Text.Value)
    assert window.windowTitle() == "Datadonor"


# -- planted faults ---------------------------------------------------------------


@pytest.fixture
def bench(qtbot: QtBot) -> QWidget:
    """An empty window to plant faults in."""
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    return window


def plant(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    watching.settle(window)


def test_an_unnamed_button_is_caught(bench: QWidget) -> None:
    plant(bench, QPushButton())
    assert watching.unnamed(bench) == ["QPushButton"]


def test_an_unnamed_table_is_caught(bench: QWidget) -> None:
    plant(bench, ActivityTable())
    assert "ActivityTable" in watching.unnamed(bench)


def test_a_name_that_hides_the_label_is_caught(bench: QWidget) -> None:
    button = QPushButton("Send")
    button.setAccessibleName("Continue")
    plant(bench, button)
    assert watching.misnamed(bench) == ["Send"]


def test_a_small_target_is_caught(bench: QWidget) -> None:
    button = QPushButton("x")
    button.setFixedSize(23, 40)
    plant(bench, button)
    assert watching.small_targets(bench) == ["QPushButton 23 × 40"]


def test_a_clipped_label_is_caught(bench: QWidget) -> None:
    label = QLabel("A sentence that needs more room than it is given here.")
    label.setFixedWidth(60)
    plant(bench, label)
    assert len(watching.clipped(bench)) == 1


def test_a_clipped_button_is_caught(bench: QWidget) -> None:
    button = QPushButton("Withdraw consent")
    button.setFixedWidth(40)
    plant(bench, button)
    assert watching.clipped(bench) == ["button 'Withdraw consent'"]


def test_what_reaches_out_of_its_parent_is_caught(bench: QWidget) -> None:
    lost = QWidget(bench)
    lost.setGeometry(250, 0, 100, 20)
    lost.show()
    assert watching.clipped(bench) == ["QWidget reaches out of its parent"]


def test_a_doubled_mnemonic_is_caught(bench: QWidget) -> None:
    plant(bench, QPushButton("&Send"))
    plant(bench, QPushButton("&Save"))
    assert watching.doubled_mnemonics(bench) == ["s"]
