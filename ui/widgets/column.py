"""A part of a page that is made anew whenever what it shows has changed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget


class Column(QWidget):
    """Widgets below each other, replaced all at once; the keyboard stays where it was."""

    def __init__(self, spacing: int = 12) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Put these in the place of those before; nothing is shown while there are none."""
        focus = QApplication.focusWidget()
        named = "" if focus is None or not self.isAncestorOf(focus) else _name(focus)
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = list(parts)
        for part in parts:
            self._layout.addWidget(part)
            part.show()
        # What has no parent yet would be shown as a window of its own.
        if self.parentWidget() is not None:
            self.setVisible(bool(parts))
        if named:
            self._focus(named)

    def _focus(self, named: str) -> None:
        for part in self._parts:
            for widget in (part, *part.findChildren(QWidget)):
                if _name(widget) == named and widget.isEnabled():
                    widget.setFocus()
                    return


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or str(widget.property("text") or "")
