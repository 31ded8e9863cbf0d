"""A window with faults planted in it, for ``test_atspi``. Not a test."""

import sys

from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)


def main() -> int:
    app = QApplication(sys.argv[:1])
    stack, page = QStackedWidget(), QWidget()
    column = QVBoxLayout(page)
    below, field = QLabel("Read first, stands last"), QLineEdit("as plain as day")
    read = [below, QPushButton(), QPushButton("Open"), QPushButton("Open"), field]
    for widget in read:
        widget.setParent(page)
    for widget in reversed(read):
        column.addWidget(widget)
    stack.addWidget(page)
    stack.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
