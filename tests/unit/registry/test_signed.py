"""Stored metadata, verified anew: no part of it is believed for where it lies."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import TargetFile, Targets

from datadonor.registry import signed
from datadonor.registry.errors import (
    RegistryTampered,
    RootInvalid,
)
from datadonor.registry.signed import RootChain, verify_metadata
from tests.attacks.registries import (
    SyntheticRegistry,
    fresh,
    recipient,
    some_records,
)

NOW = datetime.now(UTC)


def files_of(registry: SyntheticRegistry) -> dict[str, bytes]:
    newest = {name: registry.versions[name] for name in ("snapshot", "targets")}
    return {
        "timestamp.json": (registry.metadata / "timestamp.json").read_bytes(),
        **{
            f"{role}.json": (registry.metadata / f"{version}.{role}.json").read_bytes()
            for role, version in newest.items()
        },
    }


@pytest.fixture
def bare(tmp_path: Path) -> SyntheticRegistry:
    """Return a registry that names versions without hashes: only signatures are left."""
    made = SyntheticRegistry(tmp_path / "bare")
    made.with_hashes = False
    made.publish(some_records())
    return made


def test_stored_metadata_is_verified(bare: SyntheticRegistry) -> None:
    state = verify_metadata(RootChain(bare.root), files_of(bare))
    assert state.versions == (1, 1, 1, 1)
    assert set(state.records) == set(some_records())
    assert len(state.bins) == 16


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_stored_metadata_of_other_keys_is_not_believed(
    role: str, bare: SyntheticRegistry, tmp_path: Path
) -> None:
    other = SyntheticRegistry(tmp_path / "other")
    other.with_hashes = False
    other.publish(recipient("evil"))
    name = f"{role}.json"
    with pytest.raises(RegistryTampered):
        verify_metadata(RootChain(bare.root), {**files_of(bare), name: files_of(other)[name]})


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_stored_metadata_of_different_moments_is_not_believed(
    role: str, bare: SyntheticRegistry
) -> None:
    name, earlier = f"{role}.json", files_of(bare)
    bare.publish(recipient("r3"))
    with pytest.raises(RegistryTampered):
        verify_metadata(RootChain(bare.root), {**files_of(bare), name: earlier[name]})


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b'{"signed":{"_type":"x"}}'])
def test_stored_metadata_that_is_none_is_not_believed(
    content: bytes, bare: SyntheticRegistry
) -> None:
    for name in files_of(bare):
        with pytest.raises(RegistryTampered):
            verify_metadata(RootChain(bare.root), {**files_of(bare), name: content})


def test_an_entry_without_sha256_is_not_passed_over(bare: SyntheticRegistry) -> None:
    """Left out, it could be the revocations."""
    targets = Targets(version=1, expires=NOW + timedelta(days=1))
    targets.targets["revocations.json"] = TargetFile(2, {"sha512": "00" * 64}, "revocations.json")
    files = {**files_of(bare), "targets.json": bare.signed(targets, bare.keys.targets)}
    with pytest.raises(RegistryTampered):
        verify_metadata(RootChain(bare.root), files)


def test_a_chain_ends_before_a_root_that_is_not_rightly_signed(bare: SyntheticRegistry) -> None:
    old = bare.keys
    bare.keys = type(old)(fresh(3), old.targets, old.snapshot, old.timestamp)
    both = [*old.root[:2], *bare.keys.root[:2]]
    for signers, version in ((old.root, 1), (bare.keys.root, 1), (both, 2)):
        bare.versions["root"] = 1
        roots = {2: bare.write_root(signers)}
        chain = RootChain(bare.root)
        chain.extend(roots.get)
        assert chain.newest.version == version
        skipping = RootChain(bare.root)
        skipping.extend({2: bare.root}.get)
        assert skipping.newest.version == 1


def test_a_root_beyond_its_bound_is_none(bare: SyntheticRegistry) -> None:
    RootChain(bare.root + b" " * 1000)
    with pytest.raises(RootInvalid):
        RootChain(bare.root + b" " * signed.MOST_ROOT_BYTES)


def test_a_chain_can_be_had_as_it_was_under_an_earlier_root(bare: SyntheticRegistry) -> None:
    before = files_of(bare)
    bare.rotate_root()
    bare.write_root()
    chain = RootChain(bare.root)
    chain.extend(lambda version: _root(bare, version))
    assert list(chain.files()) == [1, 2, 3]
    earlier = chain.up_to(2)
    assert list(earlier.files()) == [1, 2]
    assert verify_metadata(earlier, before).versions.root == 2
    assert list(chain.files()) == [1, 2, 3]  # it is another chain


def _root(registry: SyntheticRegistry, version: int) -> bytes | None:
    file = registry.metadata / f"{version}.root.json"
    return file.read_bytes() if file.is_file() else None
