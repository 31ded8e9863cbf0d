"""What is known of an export while it is read, beside the element at hand."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo


class Setting:
    """What stands around an element.

    ``zone`` is for days, which have none. ``day`` is the local day of the export, once
    it is known.
    """

    def __init__(self, zone: ZoneInfo, files: Iterable[PurePosixPath] | None = None) -> None:
        """Begin before the first element.

        Args:
            zone: For days, which have none.
            files: What lies beside the XML; nothing if it was given alone, for then
                nobody can say that a file is missing.
        """
        self.zone = zone
        self.day: date | None = None
        self._names = None if files is None else {_folded(file.name) for file in files}

    def lacks(self, path: str) -> bool:
        """Whether the export names a file that is not there. Only names are compared."""
        name = _folded(path.rpartition("/")[2])
        return self._names is not None and name not in self._names


def _folded(name: str) -> str:
    """Write a name one way: some programs take apart what others put together."""
    return unicodedata.normalize("NFC", name).casefold()
