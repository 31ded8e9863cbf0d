"""An empty window in the program's looks, and widgets to plant in it. Not a test."""

from PySide6.QtCore import QDate
from PySide6.QtGui import QColor, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListView,
    QProgressBar,
    QRadioButton,
    QTabBar,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from datadonor.settings import Settings
from tests.ui import watching
from ui.theme import Theme
from ui.tokens import Colours
from ui.widgets.labels import Prose
from ui.widgets.ticks import Tick


def empty_window(qtbot: QtBot, app: QApplication, colours: Colours = "light") -> QWidget:
    """Show an empty window to plant faults in."""
    Theme(app).apply(Settings.model_validate({"colours": colours}))
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(500, 400)
    window.show()
    return window


def plant(window: QWidget, *widgets: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    watching.settle(window)


def table(*rows: tuple[str, str], titles: tuple[str, str] = ("When", "What")) -> QTableView:
    model = QStandardItemModel(len(rows), 2)
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            model.setItem(place, column, QStandardItem(text))
    model.setHorizontalHeaderLabels(titles)
    view = QTableView()
    view.setAccessibleName("Rows")
    view.verticalHeader().hide()
    view.setModel(model)
    model.setParent(view)
    return view


def one_of_each() -> list[QWidget]:
    """Return the kinds of widgets that pages are made of, each as it should be."""
    box, choice = QCheckBox("Steps"), QRadioButton("By the week")
    tick = Tick("A sentence that goes on. " * 6)
    line, number, browser, plain = QLineEdit("Written"), QDateEdit(), QTextBrowser(), Prose()
    number.setDate(QDate(2026, 5, 3))
    line.setAccessibleName("Name")
    number.setAccessibleName("Last day")
    browser.setAccessibleName("The request")
    browser.setPlainText("All of it.")
    browser.setMinimumHeight(80)
    plain.setText("Some words.")
    combo, bar, list_view = QComboBox(), QProgressBar(), QListView()
    combo.addItems(["A week", "A month"])
    combo.setAccessibleName("Period")
    bar.setValue(40)
    bar.setAccessibleName("Import")
    list_view.setModel(QStandardItemModel(list_view))
    list_view.setAccessibleName("Projects")
    tabs = QTabBar()
    tabs.addTab("&Plot")
    tabs.addTab("&Table")
    return [tick, box, choice, line, number, plain, combo, bar, tabs, browser, list_view]


def coloured(widget: QWidget, colour: str, *roles: QPalette.ColorRole) -> QWidget:
    palette = widget.palette()
    for role in roles:
        palette.setColor(role, QColor(colour))
    widget.setPalette(palette)
    return widget
