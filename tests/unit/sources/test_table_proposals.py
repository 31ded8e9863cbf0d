"""What the tables in a file could mean: one proposal for each kind, and not too many."""

import zipfile
from pathlib import Path

import pytest

from datadonor.sources.tables.proposals import MOST_PROPOSALS, propose_mappings

ROWS = "25-03-2024 08:15;61\n26-03-2024 08:20;58\n"


def zipped(folder: Path, *headings: str) -> Path:
    file = folder / "tables.zip"
    with zipfile.ZipFile(file, "w") as packed:
        for number, each in enumerate(headings):
            packed.writestr(f"table-{number}.csv", f"Dato;{each}\n{ROWS}")
    return file


def test_tables_of_one_kind_are_proposed_once(tmp_path: Path) -> None:
    found = propose_mappings(zipped(tmp_path, "Puls", "Vægt (kg)", "Puls"))
    assert [each.headings for each in found] == [("Dato", "Puls"), ("Dato", "Vægt (kg)")]
    assert len({each.fingerprint for each in found}) == len(found)
    assert all(each.mapping is not None for each in found)


def test_nobody_is_shown_more_than_they_can_confirm(tmp_path: Path) -> None:
    many = [f"Puls {number}" for number in range(MOST_PROPOSALS + 3)]
    assert len(propose_mappings(zipped(tmp_path, *many))) == MOST_PROPOSALS


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 and no more", b"a letter"])
def test_what_cannot_be_read_again_is_proposed_nothing(
    tmp_path: Path, content: bytes | None
) -> None:
    """What was said of the file already stands; a second refusal says nothing new."""
    file = tmp_path / "whatever.csv"
    if content is not None:
        file.write_bytes(content)
    assert propose_mappings(file) == []
