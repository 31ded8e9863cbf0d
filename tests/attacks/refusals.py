"""What every attack must end in, and what a hostile mirror needs: old metadata."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.errors import (
    RegistryError,
)
from datadonor.texts import Language
from tests.attacks.conftest import Citizen
from tests.attacks.registries import (
    SyntheticRegistry,
    recipient,
)


@contextmanager
def refused(
    citizen: Citizen, kind: type[RegistryError], exit_code: ExitCode = ExitCode.TAMPERED
) -> Iterator[None]:
    """Demand an error of exactly this kind, a log entry, and nothing else."""
    rows, events = citizen.rows(), len(citizen.happened())
    with pytest.raises(DatadonorError) as caught:
        yield
    assert type(caught.value) is kind
    assert kind.exit_code is exit_code
    for language in Language:
        said = caught.value.user_message(language)
        assert said.code == kind.code
        assert said.message
        assert said.remedy
    assert citizen.rows() == rows
    new = citizen.happened()[events:]
    assert new[-1] == ("registry.refused", {"reason": kind.code.lower()})
    assert {each for each, _ in new[:-1]} <= {"network.contacted"}


def updated(registry: SyntheticRegistry) -> None:
    """Publish something new."""
    registry.publish({**registry.records, **recipient("r3")})


def keep(registry: SyntheticRegistry) -> dict[str, bytes]:
    """Return all metadata as it is now."""
    return {file.name: file.read_bytes() for file in registry.metadata.iterdir()}


def put_back(registry: SyntheticRegistry, kept: dict[str, bytes]) -> None:
    """Make the metadata what it was."""
    for file in registry.metadata.iterdir():
        file.unlink()
    for name, content in kept.items():
        registry.write(name, content)
