"""A draft's file: read, and written again without a loss.

What somebody else has written into it meanwhile is not overwritten, a comment of the
researcher's own is put aside before it is, and the file stays what it was: behind its
link, for those who could read it before.
"""

import stat
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, count
from pathlib import Path
from typing import Final

import yaml

from consent.draft import MOST_BYTES, explained_fields, read_draft
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Language, text

ASIDE: Final = ".bak"
"""Behind the whole name of a draft whose comments were put aside."""


class DraftChanged(DatadonorError):
    """What lies in the file is not what was last read from it or written into it."""

    code = "DRAFT_CHANGED"
    exit_code = ExitCode.BAD_FILE


class DraftTooLong(DatadonorError):
    """It could not be opened again: a draft has at most ``MOST_BYTES``."""

    code = "DRAFT_TOO_LONG"
    exit_code = ExitCode.BAD_FILE


@dataclass(slots=True)
class DraftFile:
    """Where a draft lies.

    Attributes:
        path: As it was chosen.
        known: SHA-256 of the bytes last read or written; nothing if whatever lies there
            may be replaced.
        is_ours: Whether the bytes there were written by ``write``.
    """

    path: Path
    known: bytes | None = None
    is_ours: bool = False

    def read(self) -> dict[str, object]:
        """Return the draft's values as they are written.

        Raises:
            DraftUnreadable: As ``read_draft``.
            DiskRefused: It may not be read.
        """
        content = _read(self.path)
        values = read_draft(content)
        self.known, self.is_ours = _digest(content), False
        return values

    def write(self, draft: str) -> Path | None:
        """Put a draft in the place of the one before.

        Returns:
            Where the one before was put aside for its comments, if it was.

        Raises:
            DraftChanged, DraftTooLong: Nothing was written.
            DiskFull, DiskRefused: The old file stands.
        """
        content = draft.encode()
        if len(content) > MOST_BYTES:
            raise DraftTooLong
        with paths.disk_errors():
            path = self.path.resolve()
            is_there = path.exists()
        before = _read(path) if is_there else None
        aside = None
        if before is not None and self.known is not None:
            if _digest(before) != self.known:
                raise DraftChanged
            if not self.is_ours and has_own_comments(before):
                aside = _put_aside(path, before)
        _replace(path, content)
        self.known, self.is_ours = _digest(content), True
        return aside

    def beside(self) -> "DraftFile":
        """Return a file beside it that is not there yet."""
        path = self.path
        others = (path.with_name(f"{path.stem}-{each}{path.suffix}") for each in count(2))
        with paths.disk_errors():
            return DraftFile(next(each for each in others if not each.exists()))


def has_own_comments(content: bytes) -> bool:
    """Say whether somebody wrote comments into a draft that this program does not write."""
    explained = {
        line.strip()
        for name in ("head", *explained_fields())
        for language in Language
        for line in text(f"draft.{name}", language).split("\n")
    }
    is_utf16 = content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE)
    draft = content.decode("utf-16" if is_utf16 else "utf-8-sig")
    return any(each.lstrip("#").strip() not in explained for each in _comments(draft))


# -- within -----------------------------------------------------------------------------


def _comments(draft: str) -> list[str]:
    """Return the comments of plain YAML: what stands between its tokens and is not white."""
    found, end = [], 0
    for token in yaml.scan(draft, Loader=yaml.SafeLoader):
        found += draft[end : token.start_mark.index].splitlines()
        end = max(end, token.end_mark.index)
    found += draft[end:].splitlines()
    return [line.strip() for line in found if line.strip()[:1] == "#"]


def _put_aside(path: Path, content: bytes) -> Path:
    """Keep a file's bytes beside it; what was put aside before stays."""
    names = chain([ASIDE], (f"-{number}{ASIDE}" for number in count(2)))
    others = (path.with_name(f"{path.name}{each}") for each in names)
    with paths.disk_errors():
        aside = next(each for each in others if not each.exists() or _read(each) == content)
    _replace(aside, content, like=path)
    return aside


def _replace(path: Path, content: bytes, like: Path | None = None) -> None:
    """Write a file; who could read the one before, or the one that it is like, still can."""
    staged = paths.stage(path, content)
    with paths.disk_errors():
        model = like or path
        if model.exists():
            staged.chmod(stat.S_IMODE(model.stat().st_mode))
    paths.publish(staged, path)


def _read(path: Path) -> bytes:
    """Return a file's bytes, and one more than the most if there are more."""
    with paths.disk_errors(), path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _digest(content: bytes) -> bytes:
    return sha256(content).digest()
