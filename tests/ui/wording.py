"""The words on a page: nothing left over from the program, nothing in the other language."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from xml.etree import ElementTree as ET

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from datadonor.texts import Language
from tests.ui import translations
from tests.ui.watching import name_of, seen

MOST_ROWS = 200
"""Rows of a table that are read; the rest is made by the same code."""

_LEFT_OVER = re.compile(r"%(?:L?n|L?\d)|\{\w*\}")
_TAGS = re.compile(r"<[^>]*>")


def words_of(window: QWidget) -> Iterator[str]:
    """Yield every text that is shown or read aloud, without the marks of mnemonics."""
    for widget in [window, *seen(window)]:
        yield from _shown_by(widget)
        yield widget.accessibleDescription()
        yield widget.toolTip()
        if isinstance(widget, QWidget):
            yield name_of(widget)


def _shown_by(widget: QWidget) -> Iterator[str]:
    match widget:
        case QAbstractButton():
            yield _plain(widget.text())
        case QLabel():
            yield _plain(_TAGS.sub(" ", unescape(widget.text())))
        case QGroupBox():
            yield _plain(widget.title())
        case QLineEdit():
            yield widget.placeholderText()
        case QTabBar():
            yield from (_plain(widget.tabText(place)) for place in range(widget.count()))
        case QProgressBar():
            yield widget.text()
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QTextBrowser():
            yield widget.toPlainText()
        case QAbstractItemView() if widget.model() is not None:
            yield from _in_model(widget.model())


def _in_model(model: QAbstractItemModel) -> Iterator[str]:
    is_list = isinstance(model, QAbstractListModel)  # its one column is PySide's secret
    for column in range(1 if is_list else model.columnCount()):
        for row in range(min(model.rowCount(), MOST_ROWS)):
            yield str(model.index(row, column).data() or "")
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def _plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def interpreted(window: QWidget) -> list[str]:
    """Return the labels that hide what looks like HTML: a title in a request could hide words."""
    return [
        label.text()
        for label in window.findChildren(QLabel)
        if label.text() and label.textFormat() is not Qt.TextFormat.PlainText
    ]


def left_over(window: QWidget) -> list[str]:
    """Return the texts with a place in them that was never filled in."""
    return sorted({text for text in words_of(window) if _LEFT_OVER.search(text)})


def in_english(window: QWidget) -> list[str]:
    """Return the texts of a Danish page that are English ones with a Danish translation."""
    other = english_only()
    return sorted({text for text in words_of(window) if text.strip() in other})


@cache
def english_only() -> frozenset[str]:
    """Return the window's English texts that no Danish text is spelt like."""
    english, danish = set(), set()
    tree = ET.parse(translations.FOLDER / "datadonor_da.ts")  # noqa: S314 - our own file
    for message in tree.getroot().iter("message"):
        english.add(_plain(message.findtext("source", "")))
        translation = message.find("translation")
        if translation is not None:
            forms = translation.findall("numerusform") or [translation]
            danish |= {_plain(form.text or "") for form in forms}
    return frozenset(english - danish)


class Words:
    """The window's texts in one language, by the English of the source."""

    def __init__(self, language: Language) -> None:
        """Read what Qt itself reads.

        Raises:
            FileNotFoundError: There is no such translation.
        """
        self._translator = QTranslator()
        file = translations.FOLDER / f"datadonor_{language}.qm"
        if not self._translator.load(str(file)):
            raise FileNotFoundError(file.name)

    def __call__(self, context: str, source: str) -> str:
        """Return a text as the page of a context shows it, without its mnemonic's mark."""
        # English has translations of its plurals only.
        return _plain(self._translator.translate(context, source) or source)
