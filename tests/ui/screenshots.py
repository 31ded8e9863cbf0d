"""Takes a picture of every page: ``python -m tests.ui.screenshots [FOLDER]``.

Every page in both languages, three themes and two text sizes, from a vault with nothing in
it, one with some, and one with a whole life; with an ``index.html`` to look at them
together. ``--only NAME,…`` takes those whose name begins so; ``--quick`` takes one look in
each language.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from itertools import product
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "Europe/Copenhagen"  # where most of those who look at them will sit

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from datadonor.settings import Settings, save_settings
from datadonor.texts import Language
from datadonor.vault import kdf
from tests.ui.ending import end
from tests.ui.scenes import Scene, going, nothing, rest, unlock
from tests.ui.scenes_of_others import of_others
from tests.ui.scenes_of_researchers import of_a_researcher
from tests.ui.vaults import WEAK, fill, make_vault, roll_back
from tests.ui.watching import settle
from tests.ui.worlds import World, empty_world, full_world, typical_world
from ui.app import Started, start
from ui.navigation import Place
from ui.practice import Practice

__all__ = ["ENTRIES", "OF_A_PROJECT", "SMALL", "rest", "unlock"]

ROOT: Final = Path(__file__).resolve().parents[2]
WIDE: Final = (1200, 800)
SMALL: Final = (800, 600)
"""The smallest window that the design promises; used at 200 %."""

_LOOKS: Final = tuple(product(Language, ("light", "dark", "contrast"), (100, 200)))
_QUICK: Final = (
    (Language.ENGLISH, "light", 100),
    (Language.DANISH, "dark", 200),
)

ENTRIES: Final = (
    Place.HOME,
    Place.DATA,
    Place.IMPORT,
    Place.PROJECTS,
    Place.SENDING,
    Place.ACTIVITY,
    Place.RECIPIENTS,
    Place.SETTINGS,
    Place.ASSIST,
    Place.MANDATES,
    Place.HELP,
)
OF_A_PROJECT: Final = (
    *(Place.PROJECT, Place.CONSENT, Place.PAPER),
    *(Place.WITHDRAW, Place.PREVIEW),
)


def scenes(folder: Path) -> Iterator[Scene]:
    yield from _at_the_door(folder)
    worlds: dict[str, World] = {
        "empty": empty_world(folder / "empty"),
        "typical": typical_world(folder / "typical"),
        "full": full_world(folder / "full"),
    }
    for place in ENTRIES:
        for state, world in worlds.items():
            yield Scene(f"{place}-{state}", world.vault, going(place))
    for state in ("typical", "full"):
        world = worlds[state]
        for place, project in product(OF_A_PROJECT, world.projects):
            nth = world.projects.index(project) + 1
            yield Scene(f"{place}-{state}-{nth}", world.vault, going(place, project))
    yield from of_others(folder)
    yield from of_a_researcher(folder)
    ground = worlds["typical"].ground
    for name, file in (("approved", ground.requests[1]), ("stranger", ground.stranger)):
        play = going(Place.REQUEST, str(file))
        yield Scene(f"request-{name}", worlds["typical"].vault, play)


def _at_the_door(folder: Path) -> Iterator[Scene]:
    whole, rolled_back = make_vault(folder / "whole"), make_vault(folder / "rolled-back")
    fill(whole)
    fill(rolled_back)
    roll_back(rolled_back)
    damaged = make_vault(folder / "damaged")
    (damaged / "vault.db").write_bytes(b"\0" * 8192)
    yield Scene("welcome", folder / "none", nothing)
    yield Scene("unlock", whole, nothing)
    yield Scene("unlock-wrong", whole, lambda started: unlock(started, "forkert"))
    yield Scene("unlock-damaged", damaged, unlock)
    yield Scene("recover", whole, lambda started: started.session.go(Place.RECOVER))
    yield Scene("restore", folder / "none", lambda started: started.session.go(Place.RESTORE))
    yield Scene("stopped", rolled_back, unlock)
    yield Scene("nearly-idle", whole, nearly_idle)
    yield Scene("display", whole, lambda started: started.session.go(Place.DISPLAY))
    yield Scene("crash", whole, lambda started: started.session.go(Place.CRASH))


def nearly_idle(started: Started) -> None:
    unlock(started)
    started.idle.nearly_idle.emit()


def take(app: QApplication, scene: Scene, settings: Settings, home: Path, target: Path) -> None:
    """Start the window anew, bring it to the scene and keep its picture."""
    file = home / "settings.json"
    save_settings(file, settings)
    (scene.vault / "vault.tries").unlink(missing_ok=True)
    started = start(app, scene.vault, file, _practice)
    window = started.window
    window.resize(*(SMALL if settings.text_percent > 100 else WIDE))
    window.show()
    QTest.qWait(20)
    scene.play(started)
    settle(window)
    window.grab().save(str(target))
    end(started)


def _practice() -> Practice:
    from datadonor.demo import practice

    return practice


def main(arguments: Sequence[str]) -> int:
    asked = _parse(arguments)
    target: Path = asked.folder
    target.mkdir(parents=True, exist_ok=True)
    kdf.FLOOR = WEAK  # type: ignore[misc] # what is photographed is not the cost
    app = QApplication([])
    pictures: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        for scene in scenes(home):
            if not scene.name.startswith(tuple(asked.only.split(","))):
                continue
            for language, colours, percent in _QUICK if asked.quick else _LOOKS:
                settings = Settings.model_validate(
                    {"language": language, "colours": colours, "text_percent": percent}
                )
                name = f"{scene.name}-{language}-{colours}-{percent}.png"
                take(app, scene, settings, home, target / name)
                pictures.append((scene.name, name))
    (target / "index.html").write_text(_index(pictures), "utf-8")
    print(f"{len(pictures)} pictures are in {target}")
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.screenshots")
    default = ROOT / "build" / "screenshots"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--only", default="", metavar="NAME")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args(arguments)


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
