"""What a person waits for in the window, each beside the least that it could cost.

The real window over real vaults, without a screen (Qt's ``offscreen``), each run in a process
of its own, so that what is loaded late is loaded anew. "Painted" is generous: what is there is
laid out and the whole window painted once more. The person takes two seconds over the
passphrase, and what the key costs on purpose is not counted.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from bench.apple_export import write_export
from bench.donation import Donor
from bench.measure import Side, Told, Work, ready
from bench.memory import peak_bytes
from bench.registry import Question, Setting, Sides, benchmark
from bench.synthetic import PASSPHRASE, add_years_of_samples, make_vault
from datadonor.audit import custody

_EVENTS: Final = 2_000
"""In the log of the large vault: some years with the program."""


@benchmark(
    "window",
    Question("start to unlock page / a bare Qt window", "start", "bare"),
    Question("home beyond the key, nothing in it / open_vault", "home of 0", "open 0", most=0.3),
    Question("home beyond the key, 10 M / open_vault", "home of 10 M", "open 10 M", most=0.3),
    Question("opening my data, 10 M / bare SELECT of roll-ups", "data", "sql data"),
    Question("its table to the middle / bare SELECT", "middle", "sql middle", most=0.2),
    Question("its table to the end / bare SELECT", "end", "sql end", most=0.2),
    Question("a year's plot / bare SELECT of roll-ups", "year", "sql year", most=0.2),
    Question("preview of 1 M to the first row / bare SELECT", "preview", "sql preview"),
    Question("longest pause, importing 1 M / idle", "import", "idle", most=0.05),
    Question(
        "memory, my data of 10 M / a bare Qt window", "held", "bare held", most=350, unit="MiB"
    ),
)
def window(setting: Setting) -> Iterator[Sides]:
    """Walk through the window as a person does, each way beside its floor."""
    child = _Child(setting.folder)
    vaults = _Vaults(setting)
    empty, large, donor = vaults.empty(), vaults.large(), vaults.donor()
    export = setting.folder / "export.zip"
    write_export(export, setting.count(1_000_000))
    walk = partial(child.side, "walk")
    floor = partial(child.side, "floors")
    yield {
        "start": ready(partial(child.until_painted, "begin", empty)),
        "bare": ready(partial(child.until_painted, "bare")),
        "home of 0": walk("home", empty),
        "open 0": floor("open", empty),
        "home of 10 M": walk("home", large),
        "open 10 M": floor("open", large),
        **{name: walk(name, large) for name in ("data", "middle", "end", "year")},
        **{f"sql {name}": floor(name, large) for name in ("data", "middle", "end", "year")},
        "preview": walk("preview", donor),
        "sql preview": floor("preview", donor),
        "import": partial(_importing, child, vaults, export),
        "idle": walk("idle", empty),
        "held": ready(partial(child.held, "walk", "all", large)),
        "bare held": ready(partial(child.held, "bare")),
    }


class _Child:
    """Starts the measured processes, with a home of their own and without a screen."""

    def __init__(self, folder: Path) -> None:
        home = folder / "home"
        home.mkdir(mode=0o700)
        places = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
        self._environment = {
            **os.environ,
            **dict.fromkeys(places, str(home)),
            "QT_QPA_PLATFORM": "offscreen",
        }

    def side(self, program: str, *words: str | Path) -> Side:
        """Return a side that tells what a process has measured itself."""
        return ready(lambda: Told(self._run(program, *words)))

    def until_painted(self, program: str, *words: str | Path) -> Told:
        """Start a process, and return the seconds until it had painted."""
        began = time.perf_counter()
        return Told(self._run(program, *words) - began)

    def held(self, program: str, *words: str | Path) -> Told:
        """Return the most that a process held, in MiB."""
        return Told(peak_bytes(_command(program, *words), self._environment) / 2**20)

    def _run(self, program: str, *words: str | Path) -> float:
        done = subprocess.run(
            _command(program, *words), env=self._environment, stdout=subprocess.PIPE, check=True
        )
        return float(json.loads(done.stdout))


def _command(program: str, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", f"bench.window.{program}", *map(str, words)]


class _Vaults:
    """Makes what is walked through, each once, and opened once by its passphrase.

    Opening brings the cost of the passphrase up to what is usual.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._made = 0

    def empty(self) -> Path:
        """Return a new vault with nothing in it."""
        return self._new(0, lambda _: None)

    def large(self) -> Path:
        """Return one with ten million samples."""
        samples = self._setting.count(10_000_000)
        events = self._setting.count(_EVENTS)
        return self._new(
            events, lambda opened: add_years_of_samples(opened.vault.connection, samples)
        )

    def donor(self) -> Path:
        """Return one with a million samples, all of which would leave."""
        donor = Donor.make(self._setting.folder / "donor", self._setting.count(1_000_000))
        with donor.open() as opened:
            donor.say_yes(opened)
        return donor.folder / "vault"

    def _new(self, events: int, fill: Callable[[custody.OpenVault], None]) -> Path:
        self._made += 1
        folder = self._setting.folder / f"vault-{self._made}"
        make_vault(folder, events)
        with custody.open_vault(folder, PASSPHRASE) as opened, opened.vault.transaction():
            fill(opened)
        return folder


@contextmanager
def _importing(child: _Child, vaults: _Vaults, export: Path) -> Iterator[Work]:
    with child.side("walk", "import", vaults.empty(), export)() as work:
        yield work
