"""Someone at the command line with a vault, a registry and a request to answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import AtTheTerminal, at_the_terminal
from tests.donations import bring_in, year
from tests.recipients import Desk, new_desk
from tests.releases import citizen, new_template
from tests.unit.conftest import SyntheticVault


@pytest.fixture(scope="session")
def vault_at_noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("template") / "vault")


@pytest.fixture
def donor(
    vault_at_noon: SyntheticVault,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[AtTheTerminal]:
    with (
        citizen(vault_at_noon, tmp_path) as someone,
        at_the_terminal(someone, tmp_path, capsys, monkeypatch) as there,
    ):
        yield there


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return new_desk(tmp_path, capsys)


@pytest.fixture
def giver(
    vault_at_noon: SyntheticVault,
    desk: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[AtTheTerminal]:
    """Return a donor with data who has said yes, and whose recipient is ``desk``."""
    with citizen(vault_at_noon, tmp_path) as someone:
        someone.recipient = desk.recipient
        someone.republish()
        someone.refresh()
        bring_in(someone, year())
        someone.give()
        with at_the_terminal(someone, tmp_path, capsys, monkeypatch) as there:
            yield there
