"""How things stand at a recipient's desk, read without any key: what is kept, and what waits.

Counts and names of files only. Must not know: what is in a bundle.
"""

from itertools import starmap
from pathlib import Path
from typing import NamedTuple, Self

from datadonor import paths
from export.answers import SUFFIX as ANSWER
from export.receiving.by_hand import ByHand, read_attention
from export.receiving.quarantine import Quarantine, Refused
from export.receiving.store import Series, Store, StoreDamaged
from export.receiving.unsealing import TAKEN
from export.withdrawing import SUFFIX as NOTICE


class Waiting(NamedTuple):
    """What lies in an inbox. A notice that came sealed counts as sealed: nobody has looked."""

    sealed: int = 0
    notices: int = 0


class Held(NamedTuple):
    """What a store has of one project."""

    project: str
    donors: int = 0
    bundles: int = 0
    gone: int = 0
    withdrawn: int = 0


class Standing(NamedTuple):
    """How things stand.

    Attributes:
        inbox: What has come and was not collected yet.
        held: By project, ascending.
        by_hand: What a person is to take out, by the SHA-256 of the notice.
        refused: What lies in quarantine, by its digest.
        answers: How many answers lie ready to be fetched.
        damaged: Of how many donors, and in how many notes, the store is not as it says.
    """

    inbox: Waiting = Waiting()
    held: tuple[Held, ...] = ()
    by_hand: tuple[tuple[str, ByHand], ...] = ()
    refused: tuple[Refused, ...] = ()
    answers: int = 0
    damaged: int = 0


def read_standing(inbox: Path | None, store: Path | None, answers: Path | None) -> Standing:
    """Look into the three folders of a recipient; one that is not there counts as empty.

    Raises:
        DiskRefused: A folder may not be read.
    """
    found = Standing(inbox=_waiting_in(inbox), answers=_count(answers, ANSWER))
    if store is None or not store.is_dir():
        return found
    attention = read_attention(store)
    read = _Read.of(Store(store))
    return found._replace(
        held=tuple(starmap(_held, sorted(read.series.items()))),
        by_hand=tuple(sorted(attention.waiting.items())),
        refused=tuple(Quarantine(Store(store)).everything()),
        damaged=attention.damaged + read.damaged,
    )


def count_damaged(store: Store) -> int:
    """Return of how many donors the store is not as it says."""
    return _Read.of(store).damaged


class _Read(NamedTuple):
    """What is known of the donors, by project, and of how many it could not be read."""

    series: dict[str, list[Series]]
    damaged: int

    @classmethod
    def of(cls, store: Store) -> Self:
        read: dict[str, list[Series]] = {}
        damaged = 0
        for project, donor in store.donors():
            try:
                read.setdefault(project, []).append(store.load(project, donor))
            except StoreDamaged:
                damaged += 1
        return cls(read, damaged)


def _waiting_in(inbox: Path | None) -> Waiting:
    if inbox is None or not inbox.is_dir():
        return Waiting()
    with paths.disk_errors():
        endings = [
            file.suffix.lower()
            for file in inbox.iterdir()
            if file.is_file() and not file.is_symlink() and not file.name.startswith(".")
        ]
    notices = endings.count(NOTICE)
    return Waiting(sum(ending in TAKEN for ending in endings) - notices, notices)


def _count(folder: Path | None, ending: str) -> int:
    if folder is None or not folder.is_dir():
        return 0
    with paths.disk_errors():
        return sum(file.suffix == ending for file in folder.iterdir())


def _held(project: str, series: list[Series]) -> Held:
    bundles = [held for each in series for held in each.bundles]
    kept = sum(held.state == "held" for held in bundles)
    return Held(
        project,
        donors=len(series),
        bundles=kept,
        gone=len(bundles) - kept,
        withdrawn=sum(bool(each.withdrawals) for each in series),
    )
