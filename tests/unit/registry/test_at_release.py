"""What the registry said at each release is kept, and each of its files only once."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from datadonor.registry.at_release import keep_registry, kept_content, kept_names
from datadonor.vault.database import Connection
from tests.releases import RECIPIENT, Citizen, citizen, new_template
from tests.unit.conftest import SyntheticVault

RELEASES = 500


@pytest.fixture(scope="module")
def at_noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("noon") / "vault")


@pytest.fixture
def donor(at_noon: SyntheticVault, tmp_path: Path) -> Iterator[Citizen]:
    with citizen(at_noon, tmp_path) as someone:
        yield someone


def bundle(number: int) -> str:
    return sha256(f"made-up bundle {number}".encode()).hexdigest()


def keep(donor: Citizen, numbers: range) -> None:
    with donor.opened.vault.transaction():
        for number in numbers:
            keep_registry(connection(donor), bundle(number), RECIPIENT.id)


def connection(donor: Citizen) -> Connection:
    return donor.opened.vault.connection


def held(donor: Citizen) -> tuple[int, int]:
    """Return how many contents are kept, and how many bytes they have together."""
    query = "SELECT count(*), coalesce(sum(length(content)), 0) FROM kept_registry"
    row = connection(donor).row(query)
    assert row is not None
    return int(row[0]), int(row[1])


def orphans(donor: Citizen) -> int:
    """Return how many contents no release rests on."""
    row = connection(donor).row(
        "SELECT count(*) FROM kept_registry WHERE sha256 NOT IN "
        "(SELECT sha256 FROM release_registry)"
    )
    assert row is not None
    return int(row[0])


def test_hundreds_of_releases_by_one_list_keep_it_once(donor: Citizen) -> None:
    keep(donor, range(1))
    once = held(donor)
    keep(donor, range(1, RELEASES))
    assert held(donor) == once
    assert orphans(donor) == 0
    assert kept_names(connection(donor), bundle(0)) == kept_names(connection(donor), bundle(499))


def test_a_list_that_was_only_signed_anew_adds_what_is_new_of_it(donor: Citizen) -> None:
    keep(donor, range(1))
    before, names = held(donor), kept_names(connection(donor), bundle(0))
    donor.clock.forward(days=1)
    donor.republish()
    donor.refresh()
    keep(donor, range(1, 2))
    later = kept_names(connection(donor), bundle(1))
    new = {name for name, digest in later.items() if names.get(name) != digest}
    assert 0 < len(new) < len(later)
    assert held(donor)[0] == before[0] + len(new)
    assert orphans(donor) == 0


@pytest.mark.parametrize("is_again", [True, False], ids=["sealed again", "not since"])
def test_what_was_altered_in_the_vault_is_put_right_by_the_next_release(
    donor: Citizen, *, is_again: bool
) -> None:
    keep(donor, range(1))
    digest = next(iter(kept_names(connection(donor), bundle(0)).values()))
    with donor.opened.vault.transaction():
        connection(donor).execute(
            "UPDATE kept_registry SET content = ? WHERE sha256 = ?", (b"x", bytes.fromhex(digest))
        )
    assert kept_content(connection(donor), digest) is None
    if is_again:
        keep(donor, range(1, 2))
    assert (kept_content(connection(donor), digest) is not None) == is_again
