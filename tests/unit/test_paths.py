"""Files are private, and replaced whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from datadonor import paths
from datadonor.errors import DiskFull, DiskRefused


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_private_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    assert not paths.is_private(folder)
    paths.private_folder(folder)
    assert mode(folder) == paths.FOLDER_MODE
    assert paths.is_private(folder)


def test_a_file_is_private_from_its_first_byte(tmp_path: Path) -> None:
    paths.atomic_write(tmp_path / "file", b"new")
    assert mode(tmp_path / "file") == paths.FILE_MODE


def test_a_write_leaves_nothing_but_the_file(tmp_path: Path) -> None:
    paths.atomic_write(tmp_path / "file", b"old")
    paths.atomic_write(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EACCES, DiskRefused),
        (errno.EROFS, DiskRefused),
        (errno.EIO, DiskRefused),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failing_disk_leaves_the_old_file_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    expected: type[Exception],
) -> None:
    file = tmp_path / "file"
    paths.atomic_write(file, b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "0101701234 must not be told", str(file))

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(expected) as caught:
        paths.atomic_write(file, b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert "0101701234" not in f"{caught.value!r}{caught.value.__cause__!r}"
    assert caught.value.__suppress_context__
