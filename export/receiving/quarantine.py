"""Where what was refused is kept, sealed as it came, with the reason beside it.

Nothing is deleted here but by the donor's own notice: a person must be able to look, and to
put a file back into the inbox when its reason is gone.
"""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import rfc8785
from pydantic import BaseModel, ConfigDict

from datadonor import paths
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from export.receiving.store import QUARANTINE, Store, StoreDamaged

REASON: Final = "reason.json"


class Refused(NamedTuple):
    """Something in quarantine.

    Attributes:
        sha256: Names it.
        code: Of the error; empty if the reason beside it cannot be read.
        whose: Project and pseudonym, if they are known.
        what: Why it is here, by language, as it was written then.
        remedy: What can be done, likewise.
    """

    sha256: str
    code: str
    whose: tuple[str, str] | None
    what: Mapping[str, str] = MappingProxyType({})
    remedy: Mapping[str, str] = MappingProxyType({})

    def sentences(self, language: Language) -> tuple[str, str]:
        """Return why it is here, and what can be done. Of later programs' reasons too."""
        what, remedy = self.what.get(language), self.remedy.get(language)
        if what is None or remedy is None:
            said = StoreDamaged().user_message(language)
            return said.message, said.remedy
        return what, remedy


class _Reason(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str = "datadonor.quarantine/1"
    code: str
    on: date
    project: str | None = None
    pseudonym: str | None = None
    what: dict[str, str]
    remedy: dict[str, str]


class Quarantine:
    """The quarantine of one store."""

    def __init__(self, store: Store) -> None:
        """Stand for it."""
        self._store = store
        self._root = store.root / QUARANTINE

    def take(
        self,
        file: Path,
        sha256: str,
        error: DatadonorError,
        whose: tuple[str, str] | None,
        day: date,
    ) -> None:
        """Move a file out of the inbox, the reason first.

        Raises:
            DiskFull, DiskRefused: The file is still in the inbox.
        """
        folder = self._root / sha256
        said = {each.value: error.user_message(each) for each in Language}
        project, pseudonym = whose or (None, None)
        reason = _Reason(
            code=error.code,
            on=day,
            project=project,
            pseudonym=pseudonym,
            what={name: each.message for name, each in said.items()},
            remedy={name: each.remedy for name, each in said.items()},
        )
        document = reason.model_dump(mode="json", exclude_none=True)
        self._store.write(folder / REASON, rfc8785.dumps(document))
        _move(file, folder / f"{sha256}{file.suffix.lower()}", self._store.work(sha256))

    def find(self, sha256: str) -> Refused | None:
        """Return what is kept of a digest, if it is here."""
        file = self._root / sha256 / REASON
        with paths.disk_errors():
            if not file.is_file():
                return None
            content = file.read_bytes()
        try:
            reason = _Reason.model_validate_json(content)
        except ValueError:
            return Refused(sha256, "", None)
        whose = None
        if reason.project is not None and reason.pseudonym is not None:
            whose = (reason.project, reason.pseudonym)
        return Refused(sha256, reason.code, whose, reason.what, reason.remedy)

    def erase(self, sha256: str) -> None:
        """Delete what is kept of a digest, because its donor withdrew."""
        self._store.remove(self._root / sha256, sha256)

    def everything(self) -> Iterator[Refused]:
        """Yield what is here, by its digest."""
        with paths.disk_errors():
            names = (
                sorted(each.name for each in self._root.iterdir()) if self._root.is_dir() else []
            )
        for name in names:
            refused = self.find(name)
            if refused is not None:
                yield refused

    def count(self) -> int:
        """Return how many things are here."""
        with paths.disk_errors():
            return sum(1 for _ in self._root.iterdir()) if self._root.is_dir() else 0


def _move(file: Path, place: Path, staged: Path) -> None:
    """Move a file, durably; over a copy where it lies on another disk."""
    with paths.disk_errors():
        try:
            file.rename(place)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.copyfile(file, staged)
            with staged.open("rb") as copied:
                os.fsync(copied.fileno())
            staged.rename(place)
            file.unlink()
        place.chmod(paths.FILE_MODE)
        paths.sync_folder(place.parent)
        paths.sync_folder(file.parent)
