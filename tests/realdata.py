"""Where real files by others lie, if they do: beside the checkout, never in it."""

import os
from pathlib import Path
from typing import Final

import pytest

FOLDER: Final = Path(
    os.environ.get("DATADONOR_TESTDATA", Path(__file__).resolve().parents[2] / "shared/testdata")
)


def real_files(pattern: str) -> list[Path]:
    """Return the real files that match a pattern below the folder, sorted; perhaps none."""
    return sorted(FOLDER.glob(pattern))


def real_file(name: str) -> Path:
    """Return one real file; the test is skipped where it is missing."""
    file = FOLDER / name
    if not file.exists():
        pytest.skip("the folder with real files is not here")
    return file
