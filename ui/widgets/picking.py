"""Choices that hear a person whichever way they press: mouse, key or screen reader.

A screen reader's, switch's or voice control's press on anything checkable comes from Qt as
``toggle()``: ``toggled`` is emitted and ``clicked`` is not. ``toggled`` alone would not do
either, since the program's own ``setChecked`` emits it, too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QAbstractButton


def when_picked(button: QAbstractButton, act: Callable[[bool], object]) -> None:
    """Have something done when a person changes a choice, not when the program does.

    Args:
        button: Checkable. The program sets it within ``setting``.
        act: Gets whether it is checked now. Of exclusive choices, the one that is no
            longer chosen is told, too.

    Source: EN 301 549, 11.5.2.13: an action that is offered to assistive technology does
        what it does for everyone else.
    """
    button.toggled.connect(lambda is_on: None if button.property(_SETTING) else act(is_on))


@contextmanager
def setting(*buttons: QAbstractButton) -> Iterator[None]:
    """Within this the program sets choices, and nobody is told."""
    for button in buttons:
        button.setProperty(_SETTING, True)
    try:
        yield
    finally:
        for button in buttons:
            button.setProperty(_SETTING, False)


def when_chosen(button: QAbstractButton, act: Callable[[], object]) -> None:
    """Have something done when a person chooses one of several, and nothing when it is left.

    Args:
        button: One of exclusive choices.
        act: Does it.
    """
    when_picked(button, lambda is_on: act() if is_on else None)


_SETTING = "isBeingSetByTheProgram"
