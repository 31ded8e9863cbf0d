"""Takes a picture of every page: ``python -m tests.ui.screenshots [FOLDER]``.

Every page in both languages, three themes and two text sizes, from synthetic vaults, with
an ``index.html`` to look at them together.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import product
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from datadonor.settings import Settings, save_settings
from datadonor.texts import Language
from datadonor.vault import kdf
from tests.ui.vaults import PASSPHRASE, WEAK, fill, make_vault, roll_back
from tests.ui.watching import settle
from ui.app import Started, start
from ui.navigation import Place
from ui.pages.unlock import UnlockPage

ROOT: Final = Path(__file__).resolve().parents[2]
WIDE: Final = (1060, 720)
SMALL: Final = (800, 600)
"""The smallest window that the design promises; used at 200 %."""

_PATIENCE_SECONDS: Final = 10.0


@dataclass(frozen=True)
class Scene:
    """One page in one state."""

    name: str
    vault: Path
    play: Callable[[Started], None]


def scenes(folder: Path) -> list[Scene]:
    whole, rolled_back = make_vault(folder / "whole"), make_vault(folder / "rolled-back")
    fill(whole)
    fill(rolled_back)
    roll_back(rolled_back)
    damaged = make_vault(folder / "damaged")
    (damaged / "vault.db").write_bytes(b"\0" * 8192)
    return [
        Scene("no-vault", folder / "none", lambda _: None),
        Scene("unlock", whole, lambda _: None),
        Scene("unlock-wrong", whole, lambda started: unlock(started, "forkert")),
        Scene("unlock-damaged", damaged, unlock),
        Scene("home", whole, unlock),
        Scene("home-read-only", rolled_back, unlock),
        Scene("home-nearly-idle", whole, nearly_idle),
        Scene("display", whole, lambda started: started.window.go(Place.DISPLAY)),
    ]


def unlock(started: Started, passphrase: str = PASSPHRASE) -> None:
    page = started.window.pages[Place.UNLOCK]
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.field, passphrase)
    page.unlock_button.click()
    # The answer ends the wait, whichever it is.
    wait_until(page.unlock_button.isEnabled)
    if started.session.is_open:
        # Two answers are under way: the unlock's, and the overview's after it.
        done: list[None] = []
        started.session.tasks.run_query(lambda: None, done.append, lambda _: None)
        wait_until(lambda: bool(done))


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "the window did not answer"
        QTest.qWait(5)


def nearly_idle(started: Started) -> None:
    unlock(started)
    started.idle.nearly_idle.emit()


def take(app: QApplication, scene: Scene, settings: Settings, home: Path, target: Path) -> None:
    """Start the window anew, bring it to the scene and keep its picture."""
    file = home / "settings.json"
    save_settings(file, settings)
    (scene.vault / "vault.tries").unlink(missing_ok=True)
    started = start(app, scene.vault, file)
    window = started.window
    window.resize(*(SMALL if settings.text_percent > 100 else WIDE))
    window.show()
    QTest.qWait(20)
    scene.play(started)
    settle(window)
    target.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(target))
    window.close()
    window.deleteLater()
    started.looks.end()
    QTest.qWait(0)


def main(arguments: list[str]) -> int:
    target = Path(arguments[0]) if arguments else ROOT / "build" / "screenshots"
    kdf.FLOOR = WEAK  # type: ignore[misc] # what is photographed is not the cost
    app = QApplication([])
    pictures: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        for scene in scenes(home):
            for language, colours, percent in product(
                Language, ("light", "dark", "contrast"), (100, 200)
            ):
                settings = Settings.model_validate(
                    {"language": language, "colours": colours, "text_percent": percent}
                )
                name = f"{scene.name}-{language}-{colours}-{percent}.png"
                take(app, scene, settings, home, target / name)
                pictures.append((scene.name, name))
    (target / "index.html").write_text(_index(pictures), "utf-8")
    print(f"{len(pictures)} pictures are in {target}")
    return 0


def _index(pictures: list[tuple[str, str]]) -> str:
    parts = ['<!doctype html><meta charset="utf-8"><title>Datadonor</title>']
    parts.append("<style>body{font-family:sans-serif}img{width:32%;border:1px solid}</style>")
    latest = ""
    for scene, file in pictures:
        if scene != latest:
            parts.append(f"<h2>{escape(scene)}</h2>")
            latest = scene
        parts.append(f'<img src="{escape(file)}" alt="{escape(file)}" title="{escape(file)}">')
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
