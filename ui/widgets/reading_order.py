"""The order in which a screen reader comes to what stands on a page (WCAG 2.2, 1.3.2).

Qt tells assistive technology of the parts of a widget in the order in which they were made,
wherever a layout has put them since. What is made late, and put above, would be read last.
"""

from PySide6.QtWidgets import QWidget


def read_in_order(*parts: QWidget) -> None:
    """Have parts of one parent read in this order, after all that is not among them.

    Args:
        *parts: Held by who asks: to look for them among a widget's children would make
            objects of Python out of parts of Qt's own that come and go.
    """
    for part in parts:
        part.raise_()  # to the end of its parent's children; nothing overlaps in a layout
