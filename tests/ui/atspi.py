"""The program as a screen reader meets it: over the accessibility bus, on a virtual screen.

Everything is real and private to the test: an X11 screen, a session bus, AT-SPI's own
registry, and the program as a person starts it. ``spoken`` says what a page must be like.
Needs Debian's ``at-spi2-core dbus-daemon gir1.2-atspi-2.0 python3-gi``
(``tools/qt_system_libraries.sh --with-atspi``).
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.ui.spoken import Node, heading
from tests.ui.xvfb import VirtualScreen, missing_programs, started, wait_until

READER: Final = Path(__file__).with_name("atspi_reader.py")
SYSTEM_PYTHON: Final = "/usr/bin/python3"
PATIENCE_SECONDS: Final = 30.0
TITLE: Final = "Datadonor"
_PROBE: Final = "import gi; gi.require_version('Atspi', '2.0')"


@cache
def missing_parts() -> list[str]:
    """Return what reading the bus needs and this machine does not have."""
    missing = missing_programs()
    if shutil.which("dbus-daemon") is None:
        missing.append("dbus-daemon")
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        missing.append("at-spi2-core")
    probe = [SYSTEM_PYTHON, "-c", _PROBE]
    if (
        not Path(SYSTEM_PYTHON).exists()
        or subprocess.run(probe, check=False, capture_output=True).returncode
    ):
        missing.append("gir1.2-atspi-2.0")
    return missing


class CannotBeDone(Exception):
    """The bus does not offer what was asked for. The text says what was missing."""


class ScreenReader:
    """Reads and presses what one running program shows on the bus."""

    def __init__(self, reader: subprocess.Popen[str], watched: subprocess.Popen[bytes]) -> None:
        self._reader = reader
        self.program = watched

    def tree(self) -> Node | None:
        """Return all that the program shows, or None while it is not on the bus."""
        found = self._ask(do="tree")
        return None if found is None else Node.from_json(found)

    def wait_until_there(self) -> None:
        """Wait until the program is on the bus."""
        self._wait(lambda: self.tree() is not None, "the program on the bus")

    def page(self, expected: str) -> Node:
        """Wait for the page with a heading, and return all that the program shows."""
        return self._shown(lambda said: said == expected, f"the page {expected!r}")

    def page_after(self, left: str) -> Node:
        """Wait for a page with another heading, and return all that the program shows."""
        return self._shown(lambda said: said not in {"", left}, f"a page after {left!r}")

    def _shown(self, is_meant: Callable[[str], bool], what: str) -> Node:
        """Wait until the heading is meant and nothing changes any more."""
        latest: list[Node] = []

        def is_there() -> bool:
            tree = self.tree()
            before, latest[:] = list(latest), [] if tree is None else [tree]
            return tree is not None and is_meant(heading(tree)) and before == latest

        try:
            self._wait(is_there, what)
        except AssertionError as error:
            heard = "\n".join(map(str, latest))
            raise AssertionError(f"{error}; what is there instead:\n{heard}") from None
        return latest[0]

    def press(self, name: str, role: str | None = None) -> None:
        """Do what a thing with a name is there for.

        Raises:
            CannotBeDone: There is not exactly one that can be pressed.
        """
        self._ask(do="press", name=name, role=role)

    def write(self, name: str, text: str) -> None:
        """Fill in a field.

        Raises:
            CannotBeDone: There is not exactly one that can be written in.
        """
        self._ask(do="write", name=name, text=text)

    def heard(self) -> list[str]:
        """Return what the program has announced so far (WCAG 2.2, 4.1.3)."""
        found: list[str] = self._ask(do="heard")
        return found

    def _wait(self, is_so: Callable[[], bool], what: str) -> None:
        def is_so_or_ended() -> bool:
            code = self.program.poll()
            if code is not None:
                last, _ = self.program.communicate()
                raise AssertionError(f"the program ended ({code}) before {what}:\n{last!r}")
            return is_so()

        wait_until(is_so_or_ended, what, PATIENCE_SECONDS)

    def _ask(self, **question: object) -> Any:  # noqa: ANN401 - as the reader answers
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(json.dumps({"pid": self.program.pid, **question}) + "\n")
        self._reader.stdin.flush()
        line = self._reader.stdout.readline()
        assert line, "the reader has ended"
        said = json.loads(line)
        if "problem" in said:
            raise CannotBeDone(f"{question.get('name')!r}: {said['problem']}")
        return said["answer"]


@dataclass(frozen=True)
class Desk:
    """A screen with an accessibility bus, on which programs can be started and read."""

    screen: VirtualScreen
    environment: Mapping[str, str]

    @contextmanager
    def reading(self, vault: Path, settings: Mapping[str, object]) -> Iterator[ScreenReader]:
        """Start the program with settings of a person's, and a reader beside it."""
        with self.running(["-m", "datadonor", "--vault", str(vault)], settings) as reader:
            yield reader

    @contextmanager
    def running(
        self, words: Sequence[str], settings: Mapping[str, object]
    ) -> Iterator[ScreenReader]:
        """Start Python with some words, as ``reading`` does."""
        file = Path(self.environment["XDG_CONFIG_HOME"]) / "datadonor" / "settings.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(dict(settings)), "utf-8")
        with started(words, self.environment) as watched, self.reader(watched) as reader:
            # No window manager does it here; without it nothing has the keyboard.
            self.screen.focus(TITLE)
            yield reader

    @contextmanager
    def reader(self, watched: subprocess.Popen[bytes]) -> Iterator[ScreenReader]:
        """Begin to read a program that was started in this environment."""
        with subprocess.Popen(
            # What is called deprecated is what Debian 12 has.
            [SYSTEM_PYTHON, "-W", "ignore", str(READER)],
            env=dict(self.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            yield ScreenReader(process, watched)
            assert process.stdin is not None
            process.stdin.close()


@contextmanager
def desk() -> Iterator[Desk]:
    """Set up a screen and its buses, and take all of it away again."""
    with ExitStack() as stack:
        # Not pytest's folder: a socket's path has room for about a hundred characters.
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-")))
        screen = stack.enter_context(VirtualScreen(home / "screen"))
        environment = {
            **screen.environment(home),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "GSETTINGS_BACKEND": "memory",
            "NO_AT_BRIDGE": "1",  # the reader itself is not to be read
        }
        bus = stack.enter_context(_session_bus(environment))
        yield Desk(screen, {**environment, "DBUS_SESSION_BUS_ADDRESS": bus})


@contextmanager
def _session_bus(environment: Mapping[str, str]) -> Iterator[str]:
    """Start a bus that starts AT-SPI's launcher and registry when they are asked for."""
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as bus:
        try:
            assert bus.stdout is not None
            yield bus.stdout.readline().strip()
        finally:
            # What it has started ends when its connection does.
            bus.terminate()
