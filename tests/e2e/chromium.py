"""A headless Chromium that a test drives over two pipes: no port, no other program.

The Chrome DevTools Protocol on file descriptors 3 and 4 (``--remote-debugging-pipe``):
JSON messages, each ended by a zero byte.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pytest

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
_WAIT_SECONDS: Final = 60.0
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--remote-debugging-pipe",
)


def program() -> str:
    """Return where Chromium is, or skip the test."""
    for name in PROGRAMS:
        found = shutil.which(name)
        if found is not None:
            return found
    pytest.skip("no Chromium here (Debian: apt-get install chromium)")


class Chromium:
    """One browser with one page."""

    def __init__(self, folder: Path) -> None:
        """Start it with an empty profile in a folder."""
        executable = program()
        to_browser, ours_out = os.pipe()
        ours_in, from_browser = os.pipe()
        # Above 9, so that putting them on 3 and 4 cannot overwrite one another.
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_browser, from_browser)]
        for end in (to_browser, from_browser):
            os.close(end)
        home = folder / "home"
        home.mkdir(parents=True)
        quiet = os.open(os.devnull, os.O_WRONLY)
        self._pid = os.posix_spawn(
            executable,
            [executable, *_FLAGS, f"--user-data-dir={folder / 'profile'}", "about:blank"],
            {**os.environ, "HOME": str(home)},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, high[0], 3),
                (os.POSIX_SPAWN_DUP2, high[1], 4),
                (os.POSIX_SPAWN_DUP2, quiet, 1),
                (os.POSIX_SPAWN_DUP2, quiet, 2),
            ],
            setpgroup=0,
        )
        for end in (*high, quiet):
            os.close(end)
        self._out, self._in = ours_out, ours_in
        self._left = b""
        self._count = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the browser and everything that it started."""
        os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._out)
        os.close(self._in)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call a method and wait for its answer."""
        self._count += 1
        message: dict[str, object] = {
            "id": self._count,
            "method": method,
            "params": parameters,
        }
        if self._session is not None and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._count:
                assert "error" not in answer, (method, answer)
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def wait_for(self, method: str) -> dict[str, Any]:
        """Return the first event of a kind that has not been looked at."""
        for index, event in enumerate(self.events):
            if event.get("method") == method:
                del self.events[index]
                found: dict[str, Any] = event["params"]
                return found
        while True:
            event = self._read()
            if event.get("method") == method:
                params: dict[str, Any] = event["params"]
                return params
            self.events.append(event)

    def open(self, address: str) -> None:
        """Go to an address and wait until the page and what it needs are there."""
        self.events.clear()
        answer = self.call("Page.navigate", url=address)
        assert "errorText" not in answer, answer
        self.wait_for("Page.loadEventFired")

    def ask(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        """Evaluate an expression in the page and return its value."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def complaints(self) -> list[str]:
        """Return what the page has written to the console, and what failed to load."""
        self.ask("0")
        said = []
        for event in self.events:
            params = event.get("params", {})
            if event.get("method") == "Log.entryAdded":
                said.append(params["entry"]["text"])
            elif event.get("method") == "Runtime.exceptionThrown":
                said.append(params["exceptionDetails"]["text"])
            elif event.get("method") == "Runtime.consoleAPICalled":
                said.append(str(params["args"]))
            elif event.get("method") == "Network.loadingFailed":
                said.append(params["errorText"])
        return said

    def requested(self) -> list[str]:
        """Return every address that the page has asked for."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]

    def look(self, width: int, height: int, *, dark: bool = False, media: str = "") -> None:
        """Set the window's size, the colour scheme and the medium."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press and let go of a key.

        Args:
            key: Its name.
            code: Its Windows virtual-key code.
            text: What it types, if anything.
        """
        for kind in ("keyDown" if text else "rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                text=text if kind == "keyDown" else "",
                windowsVirtualKeyCode=code,
            )

    def picture(self) -> bytes:
        """Return the whole page as a PNG."""
        answer = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(answer["data"])

    def _read(self) -> dict[str, Any]:
        deadline = time.monotonic() + _WAIT_SECONDS
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._in], [], [], deadline - time.monotonic())
            chunk = os.read(self._in, 65536) if ready else b""
            assert chunk, "Chromium does not answer"
            self._left += chunk
        message, _, self._left = self._left.partition(b"\0")
        read: dict[str, Any] = json.loads(message)
        return read


@contextmanager
def chromium(folder: Path) -> Iterator[Chromium]:
    """Run a browser for as long as the block lasts."""
    with Chromium(folder) as browser:
        yield browser
