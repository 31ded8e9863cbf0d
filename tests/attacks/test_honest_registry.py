"""The control to every attack: what is honest is taken, whole, and exactly what changed."""

from pathlib import Path

import pytest

from datadonor.registry.errors import RegistryRolledBack
from datadonor.registry.targets import BINS, bin_of, project_name, recipient_name
from tests.attacks.conftest import Citizen
from tests.attacks.mirrors import Mirror, running
from tests.attacks.refusals import refused
from tests.attacks.registries import (
    SyntheticRegistry,
    fresh,
    project,
    recipient,
    revocations,
    some_records,
)


def test_an_honest_registry_is_taken(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    citizen.client.use(mirror.url, registry.root)
    report = citizen.client.refresh()
    assert report.added == tuple(sorted(registry.records))
    assert report.versions == (1, 1, 1, 1)
    view = citizen.client.view()
    assert view is not None
    assert set(view.recipients) == {"r1", "r2"}
    assert {name: set(versions) for name, versions in view.projects.items()} == {
        "heart": {1, 2},
        "sleep": {1},
        "ended": {1},
    }
    assert view.published("heart", 2) == registry.records[project_name("heart", 2)]
    assert view.published("heart", 3) is None
    revoked = view.revocation("ended")
    assert revoked is not None
    assert revoked.reason.da == "Godkendelsen er trukket tilbage."
    view.require_fresh(citizen.clock())


def test_the_log_tells_who_was_asked_and_what_came_of_it(reader: Citizen) -> None:
    kinds = reader.happened()[2:]  # made, and opened by its words
    assert [kind for kind, _ in kinds] == [
        "registry.chosen",
        "network.contacted",
        "registry.refreshed",
    ]
    contact = kinds[1][1]
    assert contact["host"] == "127.0.0.1"
    assert contact["purpose"] == "registry"
    assert contact["outcome"] == "answered"
    assert contact["requests"] >= 4
    assert contact["received_bytes"] > 1000
    assert kinds[2][1] == dict.fromkeys(
        ("root_version", "timestamp_version", "snapshot_version", "targets_version"), 1
    )


def test_an_update_adds_exactly_what_changed(
    reader: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    before = {row[0]: row for row in reader.rows()}
    changed = {**some_records(), **recipient("r2", "age1other"), **recipient("r3")}
    del changed[project_name("sleep", 1)]
    registry.publish(changed)
    report = reader.client.refresh()
    assert report.added == (recipient_name("r3"),)
    assert report.changed == (recipient_name("r2"),)
    assert report.removed == (project_name("sleep", 1),)
    after = {row[0]: row for row in reader.rows()}
    differing = {
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    }
    assert differing == {
        recipient_name("r2"),
        recipient_name("r3"),
        project_name("sleep", 1),
        "timestamp.json",
        "snapshot.json",
        "targets.json",
    }
    asked = [path for path in mirror.requested if path.startswith("/targets/")]
    wanted = sorted({bin_of(recipient_name("r2")), bin_of(recipient_name("r3"))})
    assert [path.rpartition(".jsonl")[0][-1] for path in asked] == [each[5] for each in wanted]


def test_an_unchanged_registry_costs_two_requests(reader: Citizen, mirror: Mirror) -> None:
    report = reader.client.refresh()
    assert (report.added, report.changed, report.removed) == ((), (), ())
    assert mirror.requested == ["/metadata/2.root.json", "/metadata/timestamp.json"]
    assert report.requests == 2


def test_roots_are_followed_across_three_versions(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    for _ in range(3):
        registry.rotate_root()
    registry.publish()
    assert reader.client.refresh().versions.root == 4
    registry.rotate_root()
    assert reader.client.refresh().versions.root == 5
    assert reader.client.view() is not None
    names = [row[0] for row in reader.rows() if row[0].startswith("root_history/")]
    assert names == [f"root_history/{version}.root.json" for version in range(1, 6)]


def test_someone_who_comes_late_follows_from_the_first_root(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    for _ in range(3):
        registry.rotate_root()
    citizen.client.use(mirror.url, registry.root)
    assert citizen.client.refresh().versions.root == 4


@pytest.mark.parametrize("role", ["timestamp", "snapshot"])
def test_a_registry_goes_on_after_a_stolen_key_made_it_race_ahead(
    role: str, reader: Citizen, registry: SyntheticRegistry
) -> None:
    """With new keys the versions may begin anew (TUF 1.0, 5.3.11); with the old not."""
    registry.versions = {**registry.versions, role: 1_000_000}
    if role == "snapshot":
        registry.write_snapshot()
    registry.write_timestamp()
    reader.client.refresh()
    registry.versions = {**registry.versions, role: 2}
    registry.publish()
    with refused(reader, RegistryRolledBack):
        reader.client.refresh()
    # A stolen snapshot key is in the timestamp too: the specification changes both.
    snapshot = registry.keys.snapshot if role == "timestamp" else fresh(1)
    registry.keys = type(registry.keys)(
        registry.keys.root, registry.keys.targets, snapshot, fresh(1)
    )
    registry.write_root()
    registry.versions = {**registry.versions, role: 2}
    registry.publish()
    report = reader.client.refresh()
    assert getattr(report.versions, role) == 3
    assert reader.client.view() is not None


def test_a_folder_is_read_like_a_mirror_and_nobody_is_contacted(
    citizen: Citizen, registry: SyntheticRegistry
) -> None:
    citizen.client.use(str(registry.folder), registry.root)
    assert citizen.client.refresh().added == tuple(sorted(registry.records))
    assert "network.contacted" not in [kind for kind, _ in citizen.happened()]


def test_a_mirror_that_moves_keeps_what_was_read(
    reader: Citizen, registry: SyntheticRegistry
) -> None:
    with running(registry.folder) as other:
        reader.client.use(other.url, registry.root)
        assert reader.client.view() is not None
        assert reader.client.refresh().added == ()


def test_records_that_stand_in_no_bin_are_all_fetched_in_order(
    citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    registry.with_bins = False
    registry.publish()
    citizen.client.use(mirror.url, registry.root)
    citizen.client.refresh()
    asked = [path for path in mirror.requested if path.startswith("/targets/")]
    assert len(asked) == len(registry.records)
    assert [path.rpartition("/")[0] for path in asked] == [
        f"/targets/{name}".rpartition("/")[0] for name in sorted(registry.records)
    ]


@pytest.mark.parametrize("looked_at", [(), ("heart",), ("sleep", "ended", "heart")])
def test_what_is_looked_at_changes_no_request(
    looked_at: tuple[str, ...], citizen: Citizen, registry: SyntheticRegistry, mirror: Mirror
) -> None:
    """The server learns that someone reads the registry, never what in it."""
    citizen.client.use(mirror.url, registry.root)
    citizen.client.refresh()
    before = len(mirror.requested)
    view = citizen.client.view()
    assert view is not None
    for project_id in looked_at:
        assert view.published(project_id, 1)
        view.revocation(project_id)
        view.is_recipient_approved("r1", citizen.clock())
    assert len(mirror.requested) == before
    registry.publish({**some_records(), **project("heart", 3), **revocations("ended", "sleep")})
    citizen.client.refresh()
    assert [
        path.partition(".")[2] if "targets/" in path else path for path in mirror.requested
    ] == [
        "/metadata/2.root.json",
        "/metadata/timestamp.json",
        "/metadata/1.snapshot.json",
        "/metadata/1.targets.json",
        *(f"{each[5]}.jsonl" for each in BINS if each in {bin_of(name) for name in some_records()}),
        "/metadata/2.root.json",
        "/metadata/timestamp.json",
        "/metadata/2.snapshot.json",
        "/metadata/2.targets.json",
        *(
            f"{each[5]}.jsonl"
            for each in BINS
            if each in {bin_of(project_name("heart", 3)), bin_of("revocations.json")}
        ),
    ]


def test_the_private_folder_is_gone_afterwards(
    citizen: Citizen,
    registry: SyntheticRegistry,
    mirror: Mirror,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    citizen.client.use(mirror.url, registry.root)
    citizen.client.refresh()
    assert list((tmp_path / "temporary").iterdir()) == []
