"""Fields to write in or to copy from."""

from PySide6.QtWidgets import QLineEdit


class Field(QLineEdit):
    """One line; the room around its text is the style's business."""
