"""Receiving what citizens give: one bundle verified or opened, or a whole inbox. No Qt.

The same calls as the commands make, with a course that says how far it is and can stop
them. What a page gets back are counts and names; what is in a bundle goes to the folder
that the researcher chose, and nowhere else.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from datadonor import paths
from export.receiving.collecting import collect
from export.receiving.desk import Report
from export.receiving.keys_folder import desk_of, expected_of, seal_key
from export.receiving.opening import open_bundle
from export.receiving.standing import read_standing
from export.receiving.tar_reading import Readable
from export.receiving.unsealing import unsealed
from export.receiving.verifying import Verified, verify_bundle


class Reported(Protocol):
    """What long work reports to, and is stopped by: a ``ui.jobs.Course``."""

    def check(self) -> None:
        """Go on only if the work is still wanted."""

    def report(self, done: int, total: int | None = None) -> None:
        """Say how far it is."""


@dataclass(frozen=True, slots=True)
class Received:
    """What is told of one bundle that is right in every byte.

    Attributes:
        project: Of the registry.
        pseudonym: Of the donor, in the project.
        sequence: Which of the donor's it is.
        files: How many there are in it.
        has_gap: Whether it is not the first; which came before, only collecting knows.
        folder: Where it lies open, if it was opened.
    """

    project: str
    pseudonym: str
    sequence: int
    files: int
    has_gap: bool
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """What is told of one emptying of an inbox; ``left`` is how many files are still in it."""

    report: Report
    inbox: Path
    left: int


def verify_one(bundle: Path, keys: Path, passphrase: str, course: Reported) -> Received:
    """Verify a bundle, and keep nothing of it.

    Raises:
        DatadonorError: As ``expected_of``, ``seal_key``, ``unsealed`` and ``verify_bundle``.
    """
    expected = expected_of(keys, ())
    with unsealed(bundle, [seal_key(keys, passphrase)]) as source:
        return _told(verify_bundle(_Watched(source, bundle, course), expected))


def open_one(bundle: Path, keys: Path, passphrase: str, into: Path, course: Reported) -> Received:
    """Verify a bundle, and write what is in it into a new folder.

    Args:
        bundle: The sealed file.
        keys: The folder of keys.
        passphrase: Theirs.
        into: In which the new folder is made, named as the file is.
        course: Says how far it is; what is stopped leaves no folder.

    Raises:
        FolderTaken: There is such a folder already.
        DatadonorError: As ``verify_one``.
    """
    expected = expected_of(keys, ())
    folder = into / bundle.stem
    with unsealed(bundle, [seal_key(keys, passphrase)]) as source:
        verified = open_bundle(_Watched(source, bundle, course), expected, folder).verified
    return _told(verified, folder)


def collect_all(
    keys: Path, passphrase: str, inbox: Path, store: Path, answers: Path, course: Reported
) -> Collected:
    """Empty an inbox. Stopped between two files, what was done by then is done.

    Raises:
        DatadonorError: As ``desk_of`` and ``collect``.
    """
    desk = desk_of(keys, passphrase, ())
    course.check()

    def told(done: int, total: int) -> None:
        if done < total:  # what is all done cannot be stopped any more
            course.report(done, total)

    report = collect(inbox, store, answers, desk, told)
    return Collected(report, inbox, sum(read_standing(inbox, None, None).inbox))


# -- within -----------------------------------------------------------------------------


def _told(verified: Verified, folder: Path | None = None) -> Received:
    manifest = verified.manifest
    return Received(
        manifest.facts.project,
        str(manifest.pseudonym),
        manifest.facts.sequence,
        len(manifest.files),
        has_gap=verified.has_gap,
        folder=folder,
    )


class _Watched:
    """A bundle's bytes on their way, counted against the size of the sealed file."""

    def __init__(self, source: Readable, bundle: Path, course: Reported) -> None:
        self._source = source
        self._course = course
        with paths.disk_errors():
            self._total = bundle.stat().st_size
        self._done = 0

    def read(self, most: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""
        piece = self._source.read(most)
        self._done += len(piece)
        self._course.report(min(self._done, self._total), self._total)
        return piece
