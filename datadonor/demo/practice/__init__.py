"""Practice with made-up data: the whole way from import to withdrawal, and nothing leaves.

Everything is real but the persons: a registry in a folder, a recipient that answers with
its own program, requests with its signature, a year of health files. Throw-away keys in
the same folder sign it all, so none of it counts anywhere else. The window's port is
``ui.practice``; this package fits it.
"""

from datadonor.demo.practice.answering import play_recipient
from datadonor.demo.practice.ground import (
    PracticeFolderTaken,
    PracticeGround,
    is_practice,
    load_practice,
    practice_folder,
)
from datadonor.demo.practice.making import make_practice

__all__ = [
    "PracticeFolderTaken",
    "PracticeGround",
    "is_practice",
    "load_practice",
    "make_practice",
    "play_recipient",
    "practice_folder",
]
