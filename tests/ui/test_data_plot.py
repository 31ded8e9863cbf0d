"""The plot: tamed, readable, walked through by keyboard, in the colours and words in force."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from datadonor.records.categories import CategoryId
from datadonor.records.contents import Held
from datadonor.settings import Settings
from datadonor.texts import Language
from tests.ui.data_vaults import LAST, make_data_vault
from tests.ui.vaults import open_weak
from tests.ui.watching import name_of
from ui.data.period import Reach, period_with, whole_period
from ui.data.picture import Chosen, Picture, Step, read_picture
from ui.plots import plot_view
from ui.plots.plot_view import PlotView
from ui.plots.ticks import time_ticks
from ui.theme import Theme
from ui.tokens import TOKENS
from ui.widgets.step_table import StepModel

WHOLE = whole_period(date(2024, 1, 1), LAST)
LANGUAGES = pytest.mark.parametrize("language", list(Language))


@pytest.fixture(scope="module")
def pictures(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture]:
    folder = make_data_vault(tmp_path_factory.mktemp("data") / "vault", days=100)
    found = {}
    with open_weak(folder) as opened:
        for category, kind, reach in (
            ("heart", "HeartRate", Reach.MONTH),
            ("heart", "HeartRate", Reach.DAY),
            ("activity", "StepCount", Reach.YEAR),
            ("sleep", "SleepAnalysis", Reach.MONTH),
        ):
            chosen = Chosen(CategoryId(category), kind, Held.SAMPLES)
            period = period_with(reach, date(2026, 4, 15), WHOLE)
            found[f"{kind}-{reach}"] = read_picture(opened.vault.connection, chosen, period)
    return found


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(qapp)
    theme.apply(Settings(colours="light", text_percent=100))
    return theme


class Around(QWidget):
    """What stands around a plot, and hears what it leaves alone."""

    def __init__(self, plot: PlotView) -> None:
        super().__init__()
        self.wheels = 0
        QVBoxLayout(self).addWidget(plot)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheels += 1
        event.accept()


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, pictures: dict[str, Picture]) -> Iterator[PlotView]:
    plot = PlotView()
    around = Around(plot)
    qtbot.addWidget(around)
    around.resize(700, 400)
    show(plot, pictures["HeartRate-month"])
    with qtbot.waitExposed(around):
        around.show()
    yield plot
    around.close()


def show(plot: PlotView, picture: Picture, language: Language = Language.ENGLISH) -> None:
    plot.show_picture(picture, language, "Heart rate, April 2026", str)


def canvas_of(plot: PlotView) -> Any:  # noqa: ANN401 - the drawing library ships no types
    assert plot.canvas is not None
    return plot.canvas


def lines_of(plot: PlotView) -> list[Any]:
    drawn = canvas_of(plot).plot.listDataItems()
    return [each for each in drawn if type(each).__name__ == "PlotDataItem"]


# -- the library is tamed ---------------------------------------------------------------------


def test_the_drawing_library_is_not_loaded_before_the_first_plot() -> None:
    """Importing the pages loads neither it nor what it is built on."""
    code = (
        "import sys, ui.pages.data; "
        "sys.exit(any(name.split('.')[0] == 'pyqtgraph' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    caught = code.replace("ui.pages.data", "ui.plots.canvas")
    assert subprocess.run([sys.executable, "-c", caught], check=False).returncode == 1


def test_no_menu_opens_and_nothing_can_be_exported(shown: PlotView, qtbot: QtBot) -> None:
    canvas = canvas_of(shown)
    places = [canvas.rect().center(), QPoint(6, 60), canvas.rect().center() + QPoint(0, 150)]
    for target in (shown, canvas.plot, canvas.plot.viewport()):
        for place in places:
            QTest.mouseClick(target, Qt.MouseButton.RightButton, pos=place)
            reason, there = QContextMenuEvent.Reason.Mouse, target.mapToGlobal(place)
            QApplication.sendEvent(target, QContextMenuEvent(reason, place, there))
    qtbot.wait(10)
    menus = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu)]
    assert not any(menu.isVisible() for menu in menus)
    assert not canvas.plot.getPlotItem().menuEnabled()
    assert not canvas.plot.getViewBox().menuEnabled()
    assert canvas.plot.getPlotItem().buttonsHidden


def test_the_wheel_scrolls_the_page_and_not_the_plot(shown: PlotView) -> None:
    canvas = canvas_of(shown)
    before = canvas.plot.viewRange()
    centre = QPointF(shown.mapTo(shown.window(), shown.rect().center()))
    target = shown.window().childAt(shown.mapTo(shown.window(), shown.rect().center()))
    assert target is shown  # what draws is transparent for the mouse
    QTest.wheelEvent(shown.window().windowHandle(), centre, QPoint(0, -120))
    around = shown.parentWidget()
    assert isinstance(around, Around)
    assert around.wheels == 1
    assert canvas.plot.viewRange() == before


def test_left_to_itself_the_library_would_do_all_that(qtbot: QtBot, theme: Theme) -> None:
    """What the tests above look for is there to be found."""
    import pyqtgraph

    bare = pyqtgraph.PlotWidget()
    qtbot.addWidget(bare)
    bare.plot([1, 2, 3])
    bare.resize(400, 300)
    with qtbot.waitExposed(bare):
        bare.show()
    assert bare.getPlotItem().menuEnabled()
    assert bare.backgroundBrush().color() == QColor("black")
    assert bare.getAxis("left").autoSIPrefix
    assert bare.focusPolicy() & Qt.FocusPolicy.TabFocus
    before = bare.viewRange()
    QTest.wheelEvent(bare.windowHandle(), QPointF(200, 150), QPoint(0, -120))
    QApplication.processEvents()
    assert bare.viewRange() != before
    bare.close()


def test_dragging_does_not_move_the_plot(shown: PlotView) -> None:
    canvas = canvas_of(shown)
    before = canvas.plot.viewRange()
    QTest.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    QTest.mouseMove(shown, QPoint(100, 120))
    QTest.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(100, 120))
    assert canvas.plot.viewRange() == before


def test_long_lines_are_thinned_out_by_their_peaks(
    shown: PlotView, pictures: dict[str, Picture]
) -> None:
    show(shown, pictures["HeartRate-day"])
    lines = lines_of(shown)
    assert lines
    for line in lines:
        assert line.opts["autoDownsample"]
        assert line.opts["downsampleMethod"] == "peak"
        assert line.opts["clipToView"]


# -- looks follow --------------------------------------------------------------------------------


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_colours_and_text_size_follow_the_settings_at_once(
    shown: PlotView,
    theme: Theme,
    colours: Any,  # noqa: ANN401 - one of three words
) -> None:
    theme.apply(Settings(colours=colours, text_percent=200))
    QApplication.processEvents()
    plot = canvas_of(shown).plot
    tokens = TOKENS[colours]
    assert plot.backgroundBrush().color() == QColor(tokens.surface)
    for side in ("left", "bottom"):
        axis = plot.getAxis(side)
        assert axis.textPen().color() == QColor(tokens.text)
        assert axis.style["tickFont"].pointSizeF() == pytest.approx(24, abs=0.6)
    image = shown.grab().toImage()
    assert QColor(tokens.text).rgb() in {
        image.pixel(x, y) for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize(
    ("language", "number"), [(Language.DANISH, "1.234,5"), (Language.ENGLISH, "1,234.5")]
)
def test_numbers_stand_as_the_language_writes_them_without_prefixes(
    shown: PlotView, pictures: dict[str, Picture], language: Language, number: str
) -> None:
    show(shown, pictures["HeartRate-month"], language)
    axis = canvas_of(shown).plot.getAxis("left")
    assert axis.tickStrings([1234.5], 1.0, 0.5) == [number]
    assert axis.tickStrings([25_000.0], 1.0, 5000.0) == [
        number[:1].replace("1", "25") + (".000" if language is Language.DANISH else ",000")
    ]
    assert not axis.autoSIPrefix
    assert not canvas_of(shown).plot.getAxis("bottom").autoSIPrefix


@pytest.mark.parametrize("reach", list(Reach))
@pytest.mark.parametrize("room", [160.0, 400.0, 900.0])
@LANGUAGES
def test_labels_of_time_never_touch_each_other(
    reach: Reach, room: float, language: Language
) -> None:
    period = period_with(reach, date(2026, 3, 29), WHOLE)
    ticks = time_ticks(period, language, lambda label: 8.0 * len(label), room)
    whole = period.until_ms - period.from_ms
    ends = [
        (tick.at_ms - period.from_ms) / whole * room + side * 4.0 * len(tick.label)
        for tick in ticks
        for side in (-1, 1)
    ]
    assert ends == sorted(ends)
    assert not ends or ends[-1] <= room


def test_danish_labels_are_danish_whatever_the_machine_speaks() -> None:
    period = period_with(Reach.YEAR, date(2026, 5, 1), WHOLE)
    ticks = time_ticks(period, Language.DANISH, len, 900)
    assert [tick.label for tick in ticks][4] == "maj"


# -- walking -------------------------------------------------------------------------------------


def test_a_plot_says_what_it_shows_and_where_one_stands(shown: PlotView) -> None:
    assert name_of(shown) == "Heart rate, April 2026"
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Home)
    assert "1 April 2026" in shown.accessibleDescription()


def test_arrow_keys_go_from_step_to_step_and_each_is_read_aloud(
    shown: PlotView, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(plot_view, "announce", lambda _, text: heard.append(text))
    picture = shown.picture
    assert picture is not None
    last = len(picture.steps) - 1
    for key, expected in (
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_PageDown, 11),
        (Qt.Key.Key_End, last),
        (Qt.Key.Key_Right, last),
    ):
        QTest.keyClick(shown, key)
        assert shown.current == expected
    assert len(heard) == 6
    assert "lowest" in heard[0]


def test_enter_and_a_double_click_open_what_one_stands_on(shown: PlotView) -> None:
    opened: list[Step] = []
    shown.step_opened.connect(opened.append)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert not opened  # one stands on nothing yet
    QTest.keyClick(shown, Qt.Key.Key_End)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert shown.picture is not None
    place = canvas_of(shown).mapTo(shown, canvas_of(shown).place_of(shown.picture.steps[9]))
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert shown.current == 9
    QTest.mouseDClick(shown, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert opened == [shown.picture.steps[-1], shown.picture.steps[9]]


def test_tab_reaches_a_plot_once_and_leaves_it(shown: PlotView, qtbot: QtBot) -> None:
    around = shown.parentWidget()
    assert around is not None
    focusable = [
        each
        for each in (shown, *shown.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert focusable == [shown]


# -- the same numbers as a table -------------------------------------------------------------------


@pytest.mark.parametrize(
    "which", ["HeartRate-month", "HeartRate-day", "StepCount-year", "SleepAnalysis-month"]
)
def test_the_table_holds_what_is_drawn(
    shown: PlotView, pictures: dict[str, Picture], which: str
) -> None:
    picture = pictures[which]
    show(shown, picture)
    model = StepModel()
    model.show_picture(picture, Language.ENGLISH)
    rows = [model.step_at(row) for row in range(model.rowCount())]
    assert rows == list(picture.steps[::-1])
    plot = canvas_of(shown).plot
    bars = [item for item in plot.items() if type(item).__name__ == "BarGraphItem"]
    lines = lines_of(shown)
    drawn = sum(len(item.opts["x"]) for item in bars) or sum(
        len(line.getOriginalDataset()[0]) for line in lines
    )
    assert drawn == len(picture.steps)


def test_a_row_is_read_as_one_sentence(pictures: dict[str, Picture]) -> None:
    model = StepModel()
    model.show_picture(pictures["StepCount-year"], Language.ENGLISH)
    said = [
        model.data(model.index(0, column), Qt.ItemDataRole.AccessibleTextRole)
        for column in range(model.columnCount())
    ]
    assert len(set(said)) == 1
    assert str(said[0]).startswith("May 2026: ")
