"""A publisher that dies between any two writes leaves what every client can use."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.exceptions import DownloadHTTPError, RepositoryError

from datadonor.registry.publisher import Registry
from datadonor.registry.workshop_errors import (
    RenewalNotEnough,
)
from tests.unit.registry.operators import (
    NOW,
    WEAK,
    Client,
    Killed,
    files,
    passphrase,
    stop_before,
)


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry.create(tmp_path / "registry", passphrase, NOW, WEAK)


@pytest.fixture
def client(registry: Registry, tmp_path: Path) -> Client:
    return Client(registry, tmp_path / "client")


Act = Callable[[Registry], object]


def replacing(name: str) -> Act:
    return lambda registry: registry.rotate_root(name, passphrase, NOW, WEAK)


ACTS: dict[str, tuple[Act, str]] = {
    "publish": (lambda it: it.publish(passphrase, NOW, {"catalogue/a.html": b"a"}), "new"),
    "renew": (lambda it: it.refresh_timestamp(passphrase, NOW + timedelta(days=16)), "old"),
    "renew root": (lambda it: it.renew_root(passphrase, NOW), "old"),
    **{f"replace {name}": (replacing(name), "old") for name in ("root1", "targets1", "online")},
}


@pytest.mark.parametrize("name", ACTS)
def test_a_process_that_dies_leaves_what_every_client_can_use(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before each write in turn: a newcomer and one who was there both read on."""
    act, outcome = ACTS[name]
    made = Registry.create(tmp_path / "made", passphrase, NOW, WEAK)
    made.approve("old", 1, b"old")
    made.publish(passphrase, NOW)
    made.approve("new", 1, b"new")
    before = {"projects/old/1.ddrequest"}
    after = before | ({"projects/new/1.ddrequest"} if outcome == "new" else set())
    deaths = 0
    while True:
        folder = tmp_path / f"{deaths}"
        shutil.copytree(made.folder, folder / "registry")
        registry = Registry.open(folder / "registry")
        regular = Client(registry, folder / "regular")
        regular.updater()
        with monkeypatch.context() as patch:
            placed = stop_before(patch, deaths)
            try:
                act(registry)
            except Killed:
                is_dead = True
            else:
                is_dead = False
        for each in (regular, Client(registry, folder / "newcomer")):
            found = {other for other in each.everything() if other.startswith("projects/")}
            assert found in (before, after), (placed, each.folder.name)
            assert is_dead or found == after
        assert registry.status(NOW).is_live
        # Whatever was left, the next publication is whole.
        registry.publish(passphrase, NOW)
        assert "projects/new/1.ddrequest" in regular.names()
        shutil.rmtree(folder)
        if not is_dead:
            break
        deaths += 1
    assert deaths == len(placed)
    assert deaths >= {"publish": 5, "renew": 2, "renew root": 1}.get(name, 2)


def test_a_repository_written_in_the_wrong_order_breaks(tmp_path: Path) -> None:
    """Negative control: the timestamp first, and the client that comes then is turned away."""
    registry = Registry.create(tmp_path / "registry", passphrase, NOW, WEAK)
    before = files(registry.folder / "public")
    registry.approve("new", 1, b"new")
    registry.publish(passphrase, NOW)
    newer = registry.folder / "public/metadata"
    for name in ("2.snapshot.json", "2.targets.json"):
        assert f"metadata/{name}" not in before
        kept = (newer / name).read_bytes()
        (newer / name).unlink()
        with pytest.raises((RepositoryError, DownloadHTTPError)):
            Client(registry, tmp_path / name).updater()
        (newer / name).write_bytes(kept)


@pytest.mark.parametrize("name", ["targets1", "online"])
def test_a_replacement_without_the_old_key_is_healed_by_the_next_signature(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can sign for the old root any more, so one moment lies between two writes.

    Then the online key's replacement is healed by the online key, and that of a targets
    key by a publication.
    """
    made = Registry.create(tmp_path / "made", passphrase, NOW, WEAK)
    made.approve("old", 1, b"old")
    made.publish(passphrase, NOW)
    (made.folder / f"keys/{name}.key").rename(tmp_path / "lost.key")
    stages = []
    for deaths in range(9):
        registry = Registry.open(shutil.copytree(made.folder, tmp_path / f"{deaths}"))
        with monkeypatch.context() as patch:
            stop_before(patch, deaths)
            with suppress(Killed):
                registry.rotate_root(name, passphrase, NOW, WEAK)
        stage = (name in registry.keys_in_force(), registry.status(NOW).is_live)
        stages.append(stage)
        if stage == (False, False):
            if name == "targets1":
                with pytest.raises(RenewalNotEnough):
                    registry.refresh_timestamp(passphrase, NOW)
                registry.publish(passphrase, NOW)
            else:
                registry.refresh_timestamp(passphrase, NOW)
        client = Client(registry, tmp_path / f"client {deaths}")
        assert client.read("projects/old/1.ddrequest") == b"old"
    assert set(stages) == {(True, True), (False, False), (False, True)}
    assert stages == sorted(stages, key=[(True, True), (False, False), (False, True)].index)
