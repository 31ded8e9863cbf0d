"""The real program, driven from outside, for ``test_chairs``. Not a test.

Run as a script it does what ``python -m datadonor`` does, with a hand that chooses the
second person on the page that asks who it is. The image that this begins is the script
again; each image says on a line of stdout where it stands and how it reads.
"""

import json
import os
import sys
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import ui.app
from datadonor.__main__ import main
from datadonor.people import People
from ui.app import Started
from ui.navigation import Place
from ui.pages.chairs import ChairsPage
from ui.practice import PracticeLoader


def run() -> NoReturn:
    real_start, real_execv = ui.app.start, os.execv
    kept: list[Started] = []

    def start(
        app: QApplication,
        vault_folder: Path,
        settings_file: Path,
        load_practice: PracticeLoader | None = None,
        people: People | None = None,
        *,
        is_choosing: bool = False,
    ) -> Started:
        started = real_start(
            app, vault_folder, settings_file, load_practice, people, is_choosing=is_choosing
        )
        kept.append(started)
        QTimer.singleShot(0, started.window, lambda: act(started))
        return started

    def execv(program: str, command: list[str]) -> NoReturn:
        assert list(command[:3]) == [sys.executable, "-m", "datadonor"]
        real_execv(program, [sys.executable, __file__, *command[3:]])

    ui.app.start = start
    os.execv = execv  # type: ignore[assignment] # called with plain words only
    main()
    raise AssertionError("the program ends by itself")


def act(started: Started) -> None:
    session, page = started.session, started.window.page
    stands = {
        "pid": os.getpid(),
        "place": started.window.place,
        "vault": str(session.vault_folder),
        "language": session.language,
        "waits": session.carried is not None,
    }
    os.write(1, json.dumps(stands).encode() + b"\n")
    if started.window.place is Place.CHAIRS:
        assert isinstance(page, ChairsPage)
        page.rows[1].card.click()
    else:
        started.window.close()


if __name__ == "__main__":
    run()
