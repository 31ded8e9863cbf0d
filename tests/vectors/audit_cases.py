"""Read the vectors of this folder for the tests: one JSON file is one case."""

import json
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parent


def load(path: Path | str) -> dict[str, Any]:
    """Return one case, by its path or by its path within this folder."""
    case: dict[str, Any] = json.loads((VECTORS / path).read_text("utf-8"))
    return case


def files(kind: str, *folders: str) -> list[Any]:
    """Return the files of a kind as parameters; a folder without any fails the test."""
    found = []
    for folder in folders:
        paths = sorted((VECTORS / folder / kind).glob("*.json"))
        assert paths, f"{folder}/{kind} is empty"
        found += [pytest.param(path, id=f"{folder}/{path.stem}") for path in paths]
    return found
