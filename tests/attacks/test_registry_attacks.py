"""Attacks on the registry: the real client, over real HTTP on loopback.

Each is refused with an error of its own kind, with a sentence in both languages; the
log says so; and the tables are, byte for byte, what they were. Each test ends with the
honest registry being taken, so that what was refused was refused for what it was.

Source: The Update Framework Specification 1.0, section 1.5.2, names the attacks.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tuf.api.metadata import Timestamp

from datadonor.errors import ExitCode
from datadonor.registry.client import RegistryClient
from datadonor.registry.errors import (
    RegistryError,
    RegistryRolledBack,
    RegistryTampered,
    RegistryUnreachable,
    RootInvalid,
)
from datadonor.registry.targets import bin_of, recipient_name
from datadonor.texts import Language
from tests.attacks.conftest import Citizen
from tests.attacks.mirrors import (
    Mirror,
    refusing,
    running,
)
from tests.attacks.refusals import keep, put_back, refused, updated
from tests.attacks.registries import (
    SyntheticRegistry,
    bin_line,
    fresh,
    recipient,
)


def test_a_recipient_with_another_key_is_refused(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    """Where no bin carries it and it is fetched by itself."""
    registry.with_bins = False
    registry.publish()
    name = recipient_name("r1")
    honest = registry.records[name]
    registry.write_target(name, recipient("r1", "age1attacker")[name], signed_as=honest)
    citizen.client.use(mirror.url, registry.root)
    with refused(citizen, RegistryTampered):
        citizen.client.refresh()
    registry.write_target(name, honest)
    citizen.client.refresh()


def test_a_line_of_a_bin_that_was_changed_is_refused(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    name = recipient_name("r1")
    honest = registry.bins()[bin_of(name)]
    evil = honest.replace(
        bin_line(name, registry.records[name]),
        bin_line(name, recipient("r1", "age1attackerr")[name]),
    )
    assert evil != honest
    registry.write_target(bin_of(name), evil, signed_as=honest)
    citizen.client.use(mirror.url, registry.root)
    with refused(citizen, RegistryTampered):
        citizen.client.refresh()
    registry.write_target(bin_of(name), honest)
    citizen.client.refresh()


def test_old_targets_under_a_new_snapshot_are_refused(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    """Mix and match, with the hashes that a snapshot can hold, and without."""
    for with_hashes in (True, False):
        registry.with_hashes = with_hashes
        updated(registry)
        version = registry.versions["targets"]
        honest = (registry.metadata / f"{version}.targets.json").read_bytes()
        old = (registry.metadata / f"{version - 1}.targets.json").read_bytes()
        registry.write(f"{version}.targets.json", old)
        with refused(reader, RegistryTampered if with_hashes else RegistryRolledBack):
            reader.client.refresh()
        registry.write(f"{version}.targets.json", honest)
        reader.client.refresh()


def test_a_new_snapshot_under_an_old_timestamp_is_refused(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    updated(registry)
    kept = keep(registry)
    updated(registry)
    registry.write("timestamp.json", kept["timestamp.json"])
    registry.write("2.snapshot.json", (registry.metadata / "3.snapshot.json").read_bytes())
    with refused(reader, RegistryTampered):
        reader.client.refresh()


def test_stolen_online_keys_approve_nobody(reader: Citizen, registry: SyntheticRegistry) -> None:
    """They sign snapshot and timestamp; what is approved they cannot sign."""
    honest = keep(registry)
    evil = {**registry.records, **recipient("evil")}
    registry.records = evil
    for name, content in registry.bins().items():
        registry.write_target(name, content)
    registry.write_targets({**evil, **registry.bins()}, signers=fresh(2))
    registry.write_snapshot()
    registry.write_timestamp()
    with refused(reader, RegistryTampered):
        reader.client.refresh()
    put_back(registry, honest)
    reader.client.refresh()


def test_stolen_online_keys_do_not_bring_back_old_targets(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    """A revocation, say, made unseen: newer snapshot and timestamp around older targets."""
    registry.with_hashes = False
    updated(registry)
    reader.client.refresh()
    registry.versions["targets"] = 1
    registry.write_snapshot()
    registry.write_timestamp()
    for rows in ("", "DELETE FROM registry_file WHERE name LIKE 's%' OR name LIKE 't%'"):
        if rows:
            reader.execute(rows)
        with refused(reader, RegistryRolledBack):
            reader.client.refresh()
    registry.versions["targets"] = 2
    updated(registry)
    reader.client.refresh()


def test_one_of_two_targets_keys_and_all_online_keys_approve_nobody(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    evil = {**registry.records, **recipient("evil")}
    registry.write_targets(evil, signers=registry.keys.targets[:1])
    registry.write_snapshot()
    registry.write_timestamp()
    with refused(reader, RegistryTampered):
        reader.client.refresh()
    updated(registry)
    reader.client.refresh()


def test_a_signature_that_stands_twice_counts_once(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    evil = {**registry.records, **recipient("evil")}
    registry.write_targets(evil, signers=registry.keys.targets[:1] * 2)
    registry.write_snapshot()
    registry.write_timestamp()
    with refused(reader, RegistryTampered):
        reader.client.refresh()


def test_a_root_signed_by_one_of_three_is_refused(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    thief = registry.keys.root[0]
    old = registry.keys
    registry.keys = type(old)((thief, *fresh(2)), fresh(2), fresh(1), fresh(1))
    registry.write_root(signers=[thief, *registry.keys.root[1:]])
    registry.publish(recipient("evil"))
    with refused(reader, RegistryTampered):
        reader.client.refresh()


def test_a_root_signed_by_old_keys_only_or_new_keys_only_is_refused(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    old = registry.keys
    registry.keys = type(old)(fresh(3), old.targets, old.snapshot, old.timestamp)
    for signers in (old.root[:2], registry.keys.root[:2]):
        registry.versions["root"] = 1
        registry.write_root(signers)
        with refused(reader, RegistryTampered):
            reader.client.refresh()
    registry.versions["root"] = 1
    registry.write_root([*old.root[:2], *registry.keys.root[:2]])
    assert reader.client.refresh().versions.root == 2


def test_a_root_that_skips_a_version_is_refused(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    registry.rotate_root()
    registry.rotate_root()
    registry.write("2.root.json", (registry.metadata / "3.root.json").read_bytes())
    with refused(reader, RegistryTampered):
        reader.client.refresh()


def test_another_registry_at_the_same_place_is_refused(
    reader: Citizen, mirror: Mirror, registry: SyntheticRegistry, tmp_path: Path
) -> None:
    other = SyntheticRegistry(tmp_path / "other")
    other.publish(recipient("evil"))
    honest, mirror.folder = mirror.folder, other.folder
    with refused(reader, RegistryTampered):
        reader.client.refresh()
    mirror.folder = honest
    reader.client.refresh()


def test_the_place_of_another_registry_is_refused(
    reader: Citizen, mirror: Mirror, registry: SyntheticRegistry, tmp_path: Path
) -> None:
    other = SyntheticRegistry(tmp_path / "other")
    other.publish(recipient("evil"))
    with running(other.folder) as elsewhere:
        reader.client.use(elsewhere.url, registry.root)
        with refused(reader, RegistryTampered):
            reader.client.refresh()
    reader.client.use(mirror.url, registry.root)
    reader.client.refresh()


def test_another_registry_that_is_chosen_keeps_nothing_of_the_first(
    reader: Citizen, tmp_path: Path
) -> None:
    """Negative control: by its own root it is a registry like any other."""
    other = SyntheticRegistry(tmp_path / "other")
    other.publish(recipient("elsewhere"))
    with running(other.folder) as elsewhere:
        reader.client.use(elsewhere.url, other.root)
        assert reader.client.view() is None
        assert [row[0] for row in reader.rows()] == [
            "first.root.json",
            "location",
            "root_history/1.root.json",
        ]
        reader.client.refresh()
    view = reader.client.view()
    assert view is not None
    assert set(view.recipients) == {"elsewhere"}
    assert not view.projects


@pytest.mark.parametrize(
    "spoil",
    [
        lambda root: b"",
        lambda root: b"{}",
        lambda root: b"[" * 100_000,
        lambda root: root[:-40],
        lambda root: root.replace(b'"threshold":2', b'"threshold":1', 1),
        lambda root: root + b" " * 600_000,
    ],
)
def test_a_root_that_is_none_is_not_chosen(
    spoil: Callable[[bytes], bytes], reader: Citizen, mirror: Mirror, registry: SyntheticRegistry
) -> None:
    rows, events = reader.rows(), reader.happened()
    with pytest.raises(RootInvalid):
        reader.client.use(mirror.url, spoil(registry.root))
    assert (reader.rows(), reader.happened()) == (rows, events)
    reader.client.use(mirror.url, registry.root)


def test_a_root_that_too_few_have_signed_is_not_chosen(
    reader: Citizen, mirror: Mirror, tmp_path: Path
) -> None:
    other = SyntheticRegistry(tmp_path / "other")
    for signers in (other.keys.root[:1], fresh(2)):
        with pytest.raises(RootInvalid):
            reader.client.use(mirror.url, other.write_root(signers))
    reader.client.use(mirror.url, other.write_root())


def test_a_timestamp_is_no_root(
    reader: Citizen, mirror: Mirror, registry: SyntheticRegistry
) -> None:
    signed = registry.signed(Timestamp(), registry.keys.root)
    with pytest.raises(RootInvalid):
        reader.client.use(mirror.url, signed)


# -- the sentences ------------------------------------------------------------------


def test_each_kind_of_refusal_has_a_sentence_of_its_own() -> None:
    kinds = RegistryError.__subclasses__()
    assert len(kinds) >= 15
    for language in Language:
        sentences = [
            kind(minutes=1, as_of="2026-01-01").user_message(language).message for kind in kinds
        ]
        assert len(set(sentences)) == len(sentences)
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_a_refusal_names_the_host_in_the_log(reader: Citizen, mirror: Mirror) -> None:
    mirror.play("timestamp.json", refusing(500))
    with refused(reader, RegistryUnreachable, ExitCode.OTHER_SIDE):
        reader.client.refresh()
    kind, contact = reader.happened()[-2]
    assert kind == "network.contacted"
    assert (contact["host"], contact["outcome"]) == ("127.0.0.1", "refused")
    assert contact["requests"] == 2


def test_a_refresh_that_a_stop_interrupts_changes_nothing(
    reader: Citizen, registry: SyntheticRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    updated(registry)
    rows = reader.rows()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("datadonor.registry.store.save_records", stop)
    with pytest.raises(KeyboardInterrupt):
        reader.client.refresh()
    assert reader.rows() == rows
    monkeypatch.undo()


def test_the_usual_door_is_used_when_none_is_given(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    client = RegistryClient(citizen.opened)
    client.use(mirror.url, registry.root)
    assert client.refresh().requests >= 4
