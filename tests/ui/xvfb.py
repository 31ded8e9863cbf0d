"""A virtual X11 screen with a Danish keyboard, and the real program on it.

Nothing of the program is replaced: what runs is ``python -m datadonor --vault FOLDER``,
as the person starts it, with a home folder of its own. Needs ``Xvfb`` and ``setxkbmap``
(``tools/qt_system_libraries.sh --with-xvfb``).
"""

import json
import os
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

ROOT: Final = Path(__file__).resolve().parents[2]
HAND: Final = Path(__file__).with_name("x11_hand.py")
PATIENCE_SECONDS: Final = 60.0
"""Long: other programs may be busy on the machine. Nothing waits longer than it must."""

_SCREEN: Final = ("-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset")
_XWD_HEADER: Final = struct.Struct(">25I")  # X11/XWDFile.h, version 7
_XWD_COLOUR_BYTES: Final = 12


def missing_programs() -> list[str]:
    """Return what a virtual screen needs and this machine does not have."""
    return [name for name in ("Xvfb", "setxkbmap") if shutil.which(name) is None]


def wait_until(is_so: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for something outside this process.

    Raises:
        AssertionError: It did not come about in time.
    """
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


class VirtualScreen:
    """One Xvfb, from ``with`` to its end, and hands on its keyboard."""

    def __init__(self, folder: Path) -> None:
        """Prepare a screen that keeps its picture in an empty folder."""
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.display = ""

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        reading, writing = os.pipe()
        try:
            self._process = subprocess.Popen(
                ["Xvfb", "-displayfd", str(writing), "-fbdir", str(self._folder), *_SCREEN],
                pass_fds=[writing],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(writing)
        with os.fdopen(reading, "rb") as said:
            # Xvfb takes the first number that is free, and says which when it is ready.
            number = said.readline().decode().strip()
        assert number, "Xvfb did not start"
        self.display = f":{number}"
        subprocess.run(["setxkbmap", "-display", self.display, "dk"], check=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def environment(self, home: Path) -> dict[str, str]:
        """Return what a program is started with that knows this screen and no other."""
        return isolated(home) | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    # -- what a person does ---------------------------------------------------

    def windows(self) -> list[str]:
        """Return the titles of what stands on the screen."""
        return [str(title) for title in self._hand("windows")]

    def focus(self, title: str) -> None:
        """Give a window the keyboard: no window manager does it here."""
        wait_until(lambda: title in self.windows(), f"a window named {title}")
        wait_until(lambda: self._hand("focus", title), f"the keyboard on {title}")

    def write(self, text: str) -> None:
        """Press the keys of a text, one after another."""
        self._hand("write", text)

    def press(self, *keys: str) -> None:
        """Press keys together, by the names of X11: ``press("Control_L", "l")``."""
        self._hand("press", *keys)

    def close(self, title: str) -> None:
        """Ask a window to close, as its frame's button would."""
        self._hand("close", title)

    def _hand(self, *words: str) -> list[object]:
        done = subprocess.run(
            [sys.executable, "-S", str(HAND), self.display, *words],
            check=True,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
        )
        found: list[object] = json.loads(done.stdout)
        return found

    # -- what is seen -----------------------------------------------------------

    def picture(self) -> "Picture":
        """Return what is on the screen now."""
        return Picture((self._folder / "Xvfb_screen0").read_bytes())


class Picture:
    """A screen, read from the X window dump that Xvfb keeps."""

    def __init__(self, dump: bytes) -> None:
        """Read a dump of 32 bits a pixel."""
        header = _XWD_HEADER.unpack_from(dump)
        start = header[0] + header[19] * _XWD_COLOUR_BYTES
        self.width, self.height = header[4], header[5]
        self.bytes_per_line = header[12]
        assert header[11] == 32
        self.content = dump[start : start + self.bytes_per_line * self.height]

    def colours(self) -> Mapping[int, int]:
        """Return each colour (0xRRGGBB) with the number of its pixels."""
        found: dict[int, int] = {}
        for pixel in memoryview(self.content).cast("I"):
            found[pixel] = found.get(pixel, 0) + 1
        return {pixel & 0xFFFFFF: number for pixel, number in found.items()}


def isolated(home: Path) -> dict[str, str]:
    """Return an environment whose home, and everything that is kept there, is a folder."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
    runtime = home / "runtime"
    runtime.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(runtime),
    }


@contextmanager
def program(vault: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start the real program, and end it if the test has not."""
    with started(["-m", "datadonor", "--vault", str(vault)], environment) as process:
        yield process


@contextmanager
def started(
    words: Sequence[str], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Start Python with some words, and end it if the test has not."""
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
