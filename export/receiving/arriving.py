"""What lies in an inbox, and in which order it is to be taken."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from datadonor import paths
from export.bundle.layout import MANIFEST, MANIFEST_BYTES
from export.receiving.manifest_reading import parse_manifest
from export.receiving.refusals import BundleRefused
from export.receiving.tar_reading import TarReader
from export.receiving.unsealing import TAKEN, unsealed
from export.seal.errors import (
    SealAltered,
    SealCut,
    SealDamaged,
    SealKeyWeak,
    SealNotAllowed,
    SealTooNew,
    SealUnknown,
    SealWrongKey,
)
from export.seal.port import PrivateSealKey
from export.withdrawing import SUFFIX

UNREADABLE: Final = (
    BundleRefused, SealAltered, SealCut, SealDamaged, SealKeyWeak, SealNotAllowed, SealTooNew,
    SealUnknown, SealWrongKey,
)  # fmt: skip
"""Errors that are about a sealed bundle. All others are about this computer."""


class Arrival(NamedTuple):
    """A file in the inbox, and what its signed manifest says of it, if it could be read."""

    file: Path
    is_notice: bool = False
    project: str = ""
    pseudonym: str = ""
    sequence: int = 0

    @property
    def order(self) -> tuple[bool, bool, str, str, int, str]:
        """Notices, then bundles by donor and number, then what cannot be read."""
        is_dark = not (self.is_notice or self.pseudonym)
        return (
            is_dark, not self.is_notice,
            self.project, self.pseudonym, self.sequence, self.file.name,
        )  # fmt: skip

    @property
    def whose(self) -> tuple[str, str] | None:
        """Project and pseudonym, if a rightly signed manifest names them."""
        return (self.project, self.pseudonym) if self.pseudonym else None


class Inbox(NamedTuple):
    """What lies in an inbox: what is taken, in order, and how much else there is."""

    arrivals: tuple[Arrival, ...]
    ignored: int


def look_into(inbox: Path, keys: Sequence[PrivateSealKey]) -> Inbox:
    """Return what lies in an inbox.

    Args:
        inbox: Whole files only. Names that begin with a dot, links, folders and other
            endings are passed over.
        keys: That open seals.

    Raises:
        DiskRefused: It cannot be read.
    """
    with paths.disk_errors():
        found = sorted(inbox.iterdir())
    taken = [
        file
        for file in found
        if file.suffix.lower() in TAKEN
        and file.is_file()
        and not file.is_symlink()
        and not file.name.startswith(".")
    ]
    arrivals = sorted((_looked_at(file, keys) for file in taken), key=lambda each: each.order)
    return Inbox(tuple(arrivals), len(found) - len(taken))


def _looked_at(file: Path, keys: Sequence[PrivateSealKey]) -> Arrival:
    """Read as much of a file as its order needs. What is wrong with it is found later."""
    if file.suffix.lower() == SUFFIX:
        return Arrival(file, is_notice=True)
    try:
        with unsealed(file, keys) as source:
            if source.is_notice:
                return Arrival(file, is_notice=True)
            tar = TarReader(source)
            first = tar.next()
            if first is None or first.name != MANIFEST or first.size > MANIFEST_BYTES:
                return Arrival(file)
            manifest = parse_manifest(b"".join(tar.content(first.size)))
    except UNREADABLE:
        return Arrival(file)
    facts = manifest.facts
    return Arrival(
        file,
        project=facts.project,
        pseudonym=manifest.pseudonym,
        sequence=facts.sequence,
    )
