"""What must hold so that a screen reader, a switch or a voice can use the window."""

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.ui.watching import seen


def deaf_choices(window: QWidget) -> list[str]:
    """Return the choices that act when they are clicked, but not when they are toggled.

    A screen reader's press comes as ``toggle()``, which does not emit ``clicked``: the choice
    would look made and nothing would have happened (EN 301 549, 11.5.2.13).
    """
    return [
        f"{type(widget).__name__} {widget.text()!r}"
        for widget in seen(window)
        if isinstance(widget, QAbstractButton)
        and widget.isCheckable()
        and widget.receivers(SIGNAL("clicked(bool)"))
        and not widget.receivers(SIGNAL("toggled(bool)"))
    ]


def risky_scroll_areas(window: QWidget) -> list[str]:
    """Return what scrolls with a bar of Qt's own, which a screen reader can fall over.

    While such a bar is seen it is a child on the accessibility bus. Asked for it when it has
    just gone, as when the page changes, Qt reads past the end of its list and the program
    falls (measured with 6.11.3). Tables, lists and texts are exposed otherwise.
    """
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return [
        type(widget).__name__
        for widget in seen(window)
        if isinstance(widget, QAbstractScrollArea)
        and not isinstance(widget, QAbstractItemView | QTextEdit | QPlainTextEdit)
        and {widget.verticalScrollBarPolicy(), widget.horizontalScrollBarPolicy()} != {never}
    ]
