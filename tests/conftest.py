"""For all tests: no screen, a home of their own, and no network.

Nothing here imports Qt, so tests of the core run without the window's libraries.
"""

import os
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

# What properties are tried on is the same in each run, however slow the machine: a test fails
# because of a change. To look further: make test ARGS="--hypothesis-profile=explore"
# Nothing is left to hypothesis's own defaults, which are others where it finds the variable CI.
DEFAULTS = settings.get_profile("default")
settings.register_profile(
    "same",
    DEFAULTS,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", DEFAULTS, derandomize=False, deadline=None, print_blob=True)
settings.load_profile("same")

# Before anything imports Qt. A test that wants a real screen starts a process of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

XDG = {
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
}


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty home, so that none reads or writes the developer's own."""
    home: Path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for variable, folder in XDG.items():
        monkeypatch.setenv(variable, str(home / folder))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test reach another computer; sockets between processes are allowed."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: tuple[object, ...] | str | bytes) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _fail(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)


def _fail(address: object) -> NoReturn:
    pytest.fail(f"The network was asked for: {address!r}", pytrace=True)
