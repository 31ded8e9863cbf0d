"""A donor with a vault and a registry, made once and copied for each test that wants one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.releases import Citizen, citizen, new_template
from tests.unit.conftest import SyntheticVault


@pytest.fixture(scope="session")
def template_at_noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("template") / "vault")


@pytest.fixture
def donor(template_at_noon: SyntheticVault, tmp_path: Path) -> Iterator[Citizen]:
    with citizen(template_at_noon, tmp_path) as someone:
        yield someone
