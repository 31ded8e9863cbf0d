"""Going back and standing still: what is old and rightly signed is refused all the same."""

from datetime import timedelta
from pathlib import Path

import pytest

from datadonor.errors import ExitCode
from datadonor.registry.errors import (
    ClockBehind,
    RegistryCopyDamaged,
    RegistryFrozen,
    RegistryNotChosen,
    RegistryRolledBack,
    RegistryStale,
)
from datadonor.registry.targets import recipient_name
from tests.attacks.conftest import Citizen
from tests.attacks.mirrors import (
    Mirror,
    running,
)
from tests.attacks.refusals import keep, put_back, refused, updated
from tests.attacks.registries import (
    SyntheticRegistry,
    project,
    some_records,
)


def test_a_rollback_is_refused(reader: Citizen, registry: SyntheticRegistry) -> None:
    first = keep(registry)
    updated(registry)
    second = keep(registry)
    reader.client.refresh()
    put_back(registry, first)
    with refused(reader, RegistryRolledBack):
        reader.client.refresh()
    put_back(registry, second)
    reader.client.refresh()


def test_a_freeze_is_refused_once_it_has_run_out(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    """An old timestamp that has not run out cannot be told from an unchanged registry."""
    reader.clock.off = timedelta(days=6)
    assert reader.client.refresh().added == ()
    reader.clock.off = timedelta(days=8)
    with refused(reader, RegistryFrozen):
        reader.client.refresh()
    registry.now += timedelta(days=8)
    updated(registry)
    assert reader.client.refresh().added == (recipient_name("r3"),)


def test_a_timestamp_that_has_run_out_is_refused(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    registry.write_timestamp(expires=registry.now - timedelta(hours=1))
    citizen.client.use(mirror.url, registry.root)
    with refused(citizen, RegistryFrozen):
        citizen.client.refresh()
    assert citizen.client.view() is None
    registry.write_timestamp()
    citizen.client.refresh()


@pytest.mark.parametrize("role", ["snapshot", "targets", "root"])
def test_any_role_that_has_run_out_is_refused(
    role: str, citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    now = registry.now
    registry.now = now - timedelta(days=400)
    if role == "root":
        registry.write_root()
    elif role == "targets":
        registry.write_targets(registry.records)
    else:
        registry.write_snapshot()
    registry.now = now
    if role == "targets":
        registry.write_snapshot()
    registry.write_timestamp()
    citizen.client.use(mirror.url, registry.root)
    with refused(citizen, RegistryFrozen):
        citizen.client.refresh()
    if role == "root":
        registry.write_root()
    registry.publish()
    citizen.client.refresh()


@pytest.mark.parametrize("gone", ["metadata", "everything fetched", "the newest roots"])
def test_a_wiped_cache_revives_nothing(
    gone: str, reader: Citizen, registry: SyntheticRegistry
) -> None:
    """The log remembers what the rows no longer do."""
    first = keep(registry)
    registry.rotate_root()
    updated(registry)
    second = keep(registry)
    reader.client.refresh()
    names = {
        "metadata": "name IN ('timestamp.json', 'snapshot.json', 'targets.json')",
        "everything fetched": "name NOT IN ('location', 'first.root.json')",
        "the newest roots": "name LIKE 'root_history/%'",
    }
    reader.execute(f"DELETE FROM registry_file WHERE {names[gone]}")
    with pytest.raises(RegistryCopyDamaged):
        reader.client.view()
    put_back(registry, first)
    with refused(reader, RegistryRolledBack):
        reader.client.refresh()
    put_back(registry, second)
    reader.client.refresh()
    assert reader.client.view() is not None


@pytest.mark.parametrize("role", ["timestamp", "snapshot"])
def test_a_wiped_cache_revives_no_single_role_either(
    role: str, reader: Citizen, registry: SyntheticRegistry
) -> None:
    """The same root and targets, and only what the online keys sign is older."""
    first = keep(registry)
    if role == "snapshot":
        registry.write_snapshot()
    registry.write_timestamp()
    reader.client.refresh()
    reader.execute("DELETE FROM registry_file WHERE name NOT IN ('location', 'first.root.json')")
    put_back(registry, first)
    with refused(reader, RegistryRolledBack):
        reader.client.refresh()


def test_a_wiped_cache_is_not_helped_by_choosing_again(
    reader: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    first = keep(registry)
    updated(registry)
    second = keep(registry)
    reader.client.refresh()
    reader.execute("DELETE FROM registry_file")
    reader.execute("DELETE FROM registry_target")
    with pytest.raises(RegistryNotChosen):
        reader.client.refresh()
    assert reader.client.view() is None
    put_back(registry, first)
    reader.client.use(mirror.url, registry.root)
    with refused(reader, RegistryRolledBack):
        reader.client.refresh()
    put_back(registry, second)
    reader.client.refresh()


def test_another_registry_in_between_does_not_help_either(
    reader: Citizen, registry: SyntheticRegistry, mirror: Mirror, tmp_path: Path
) -> None:
    first = keep(registry)
    updated(registry)
    reader.client.refresh()
    other = SyntheticRegistry(tmp_path / "other")
    other.publish(some_records())
    with running(other.folder) as elsewhere:
        reader.client.use(elsewhere.url, other.root)
        reader.client.refresh()
    reader.client.use(mirror.url, registry.root)
    put_back(registry, first)
    with refused(reader, RegistryRolledBack):
        reader.client.refresh()


def test_rows_put_back_to_an_earlier_state_are_not_believed(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    """Everything rightly signed, and old: a backup of the tables slipped in again."""
    earlier = reader.rows()
    registry.publish({**some_records(), **project("heart", 3)})
    reader.client.refresh()
    reader.execute("DELETE FROM registry_file")
    reader.execute("DELETE FROM registry_target")
    for name, digest, content in earlier:
        if digest is None:
            reader.execute("INSERT INTO registry_file VALUES (?, ?)", name, content)
        else:
            reader.execute("INSERT INTO registry_target VALUES (?, ?, ?)", name, digest, content)
    with pytest.raises(RegistryCopyDamaged):
        reader.client.view()
    reader.client.refresh()
    view = reader.client.view()
    assert view is not None
    assert view.published("heart", 3)


def test_a_clock_set_back_is_refused(reader: Citizen, registry: SyntheticRegistry) -> None:
    reader.clock.off = timedelta(minutes=-9)
    reader.client.refresh()
    reader.clock.off = timedelta(minutes=-12)
    with refused(reader, ClockBehind, ExitCode.NO):
        reader.client.refresh()
    reader.clock.off = timedelta()
    reader.client.refresh()


def test_a_clock_set_back_makes_nothing_fresh(reader: Citizen) -> None:
    view = reader.client.view()
    assert view is not None
    view.require_fresh(reader.clock())
    for off in (timedelta(days=8), timedelta(days=-1)):
        with pytest.raises(RegistryStale):
            view.require_fresh(reader.clock() + off)
