"""A hand on the keyboard of an X11 screen, for ``xvfb``. Not a test.

``python x11_hand.py DISPLAY windows|focus|write|press|close …``; the answer is a JSON list.

A process of its own, because Xlib ends the process that it is in when a screen goes away.
The keys go in through the server's XTEST extension, so the program under test cannot tell
them from a keyboard's.
"""

import ctypes
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

_IS_VIEWABLE: Final = 2  # X11/X.h
_REVERT_TO_PARENT: Final = 2
_CLIENT_MESSAGE: Final = 33
_MOST_BYTES_OF_TITLE: Final = 256
_UNICODE_KEYSYMS: Final = 0x0100_0000
_SHIFT: Final = "Shift_L"

_Window = ctypes.c_ulong


class _ClientMessage(ctypes.Structure):
    """``XClientMessageEvent``, as large as an ``XEvent``."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", _Window),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 24),
    )


class _Attributes(ctypes.Structure):
    """``XWindowAttributes``."""

    _fields_ = (
        ("geometry", ctypes.c_int * 5),
        ("visual", ctypes.c_void_p),
        ("root", _Window),
        ("kept", ctypes.c_int * 4),
        ("planes", ctypes.c_ulong * 2),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("room", ctypes.c_long * 8),
    )


class Hand:
    """One connection to a screen."""

    def __init__(self, display: str) -> None:
        """Connect.

        Raises:
            OSError: No such screen, or Xlib is not on this machine.
        """
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = _Window
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._x.XInternAtom.restype = ctypes.c_ulong
        # A window may go away between two calls; Xlib would end the process over it.
        self._handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
            lambda _display, _error: 0
        )
        self._x.XSetErrorHandler(self._handler)
        opened = self._x.XOpenDisplay(display.encode())
        if opened is None:
            raise OSError("there is no such screen")
        self._display = ctypes.c_void_p(opened)

    def windows(self) -> list[str]:
        """Return the titles of the windows that are shown."""
        return [title for _, title in self._shown()]

    def focus(self, title: str) -> list[str]:
        """Put the keyboard on a window, and return its title if it is there."""
        for window in self._named(title):
            self._x.XSetInputFocus(self._display, _Window(window), _REVERT_TO_PARENT, 0)
            self._sync()
            now, revert = _Window(), ctypes.c_int()
            self._x.XGetInputFocus(self._display, ctypes.byref(now), ctypes.byref(revert))
            return [title] if now.value == window else []
        return []

    def close(self, title: str) -> list[str]:
        """Send WM_DELETE_WINDOW (ICCCM 4.2.8.1)."""
        found = self._named(title)
        for window in found:
            message = _ClientMessage(
                type=_CLIENT_MESSAGE,
                window=window,
                message_type=self._atom("WM_PROTOCOLS"),
                format=32,
            )
            message.data[0] = self._atom("WM_DELETE_WINDOW")
            self._x.XSendEvent(self._display, _Window(window), 0, 0, ctypes.byref(message))
        self._sync()
        return [title] * len(found)

    def write(self, text: str) -> list[str]:
        """Press the key of each character; those above the keys with Shift."""
        for character in text:
            if character.isupper():
                self.press(_SHIFT, character.lower())
            else:
                self.press(character)
        return []

    def press(self, *keys: str) -> list[str]:
        """Press keys in turn, and let go of them in the other order."""
        codes = [self._code(key) for key in keys]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._sync()
        time.sleep(0.01)
        return []

    # -- within ---------------------------------------------------------------

    def _code(self, key: str) -> int:
        keysym = _keysym(key) or self._x.XStringToKeysym(key.encode())
        code: int = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(keysym))
        if not code:
            raise LookupError("no key of this keyboard has that sign")
        return code

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))

    def _sync(self) -> None:
        self._x.XSync(self._display, 0)

    def _named(self, title: str) -> list[int]:
        return [window for window, name in self._shown() if name == title]

    def _shown(self) -> Iterator[tuple[int, str]]:
        """Yield the windows with a title; without a window manager they lie on the root."""
        root, parent, number = _Window(), _Window(), ctypes.c_uint()
        children = ctypes.POINTER(_Window)()
        top = _Window(self._x.XDefaultRootWindow(self._display))
        self._x.XQueryTree(
            self._display, top, ctypes.byref(root), ctypes.byref(parent),
            ctypes.byref(children), ctypes.byref(number),
        )  # fmt: skip
        for place in range(number.value):
            window = _Window(children[place])
            title = ctypes.c_char_p()
            self._x.XFetchName(self._display, window, ctypes.byref(title))
            attributes = _Attributes()
            self._x.XGetWindowAttributes(self._display, window, ctypes.byref(attributes))
            if title.value and attributes.map_state == _IS_VIEWABLE:
                yield children[place], title.value[:_MOST_BYTES_OF_TITLE].decode("latin-1")


def _keysym(key: str) -> int:
    """Return the number of a single sign (X Window System Protocol, appendix A)."""
    if len(key) != 1:
        return 0
    return ord(key) if ord(key) < 0x100 else _UNICODE_KEYSYMS + ord(key)


def main(arguments: Sequence[str]) -> int:
    display, verb, *words = arguments
    hand = Hand(display)
    verbs: dict[str, Callable[..., list[str]]] = {
        "windows": hand.windows,
        "focus": hand.focus,
        "close": hand.close,
        "write": hand.write,
        "press": hand.press,
    }
    print(json.dumps(verbs[verb](*words)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
