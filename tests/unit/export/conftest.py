"""What the tests of giving share: someone who gives, and an authority that stamps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.donations import Donor, donor
from tests.releases import new_template
from tests.timestamping import Authority, Desk, listening
from tests.unit.conftest import SyntheticVault


@pytest.fixture(scope="package")
def at_noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    """A vault as it is copied for each test, never opened itself."""
    return new_template(tmp_path_factory.mktemp("noon") / "vault")


@pytest.fixture
def giver(at_noon: SyntheticVault, tmp_path: Path) -> Iterator[Donor]:
    """Someone with data, an approved request, and a consent."""
    with donor(at_noon, tmp_path) as someone:
        yield someone


@pytest.fixture(scope="package")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A time-stamping authority's keys, made by OpenSSL."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def desk(authority: Authority) -> Iterator[Desk]:
    """The authority at work, on this computer."""
    with listening(authority) as there:
        yield there
