"""The operator's folder: a new one, and what is approved in it."""

import json
import stat
from datetime import date
from pathlib import Path

import pytest

from datadonor.registry.publisher import Registry
from datadonor.registry.signing_keys import (
    KEY_NAMES,
    NAME_FIELD,
    PLAN,
    names_of,
)
from datadonor.registry.targets import (
    BINS,
    REVOCATIONS,
    RecordInvalid,
    parse_recipient,
    to_bytes,
)
from datadonor.registry.workshop import MOST_RECIPIENT_BYTES
from datadonor.registry.workshop_errors import (
    IdRevoked,
    IdTaken,
    IdUnknown,
    VersionTaken,
    WorkshopExists,
    WorkshopInUse,
    WorkshopMissing,
)
from datadonor.vault.errors import PassphraseTooShort
from datadonor.vault.occupancy import Occupancy
from tests.unit.registry.operators import (
    NOW,
    REASON,
    WEAK,
    Asked,
    Client,
    Killed,
    files,
    fill,
    passphrase,
    recipient,
    root_of,
    stop_before,
)


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry.create(tmp_path / "registry", passphrase, NOW, WEAK)


@pytest.fixture
def client(registry: Registry, tmp_path: Path) -> Client:
    return Client(registry, tmp_path / "client")


class TestNew:
    def test_an_empty_registry_is_whole(self, client: Client) -> None:
        assert client.names() == {REVOCATIONS, *BINS}
        assert client.read(REVOCATIONS) == b'{"format":"datadonor.revocations/1","revocations":[]}'

    def test_roles_thresholds_and_lifetimes_are_those_of_the_plan(self, registry: Registry) -> None:
        root = root_of(registry)
        assert root.consistent_snapshot
        for role, plan in PLAN.items():
            assert root.roles[role].threshold == plan.threshold
            assert tuple(names_of(root, role)) == plan.keys
        ends = {role: status.expires - NOW for role, status in registry.status(NOW).roles.items()}
        assert ends == {role: plan.lifetime for role, plan in PLAN.items()}
        assert (PLAN["root"].threshold, PLAN["targets"].threshold) == (2, 2)

    def test_no_two_roles_that_should_be_apart_share_a_key(self, registry: Registry) -> None:
        root = root_of(registry)
        offline = set(root.roles["root"].keyids) | set(root.roles["targets"].keyids)
        assert len(offline) == 5
        assert offline.isdisjoint(root.roles["timestamp"].keyids)
        assert len({root.keys[each].unrecognized_fields[NAME_FIELD] for each in offline}) == 5

    def test_each_key_is_asked_for_once_and_sealed_on_its_own(self, tmp_path: Path) -> None:
        asked = Asked()
        made = Registry.create(tmp_path / "registry", asked, NOW, WEAK)
        assert asked.names == list(KEY_NAMES)
        keys = made.folder / "keys"
        assert {file.stem for file in keys.iterdir()} == set(KEY_NAMES)
        assert len({json.loads(file.read_bytes())["salt"] for file in keys.iterdir()}) == 6

    def test_what_is_private_is_private_and_what_is_public_can_be_served(
        self, registry: Registry
    ) -> None:
        for part, folder_mode, file_mode in (
            ("keys", 0o700, 0o600),
            ("records", 0o700, 0o600),
            ("public", 0o755, 0o644),
        ):
            top = registry.folder / part
            for path in (top, *top.rglob("*")):
                expected = folder_mode if path.is_dir() else file_mode
                assert stat.S_IMODE(path.stat().st_mode) == expected, path

    def test_a_folder_with_something_in_it_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "letter").write_text("mine")
        with pytest.raises(WorkshopExists):
            Registry.create(tmp_path, passphrase, NOW, WEAK)
        with pytest.raises(WorkshopExists):
            Registry.create(tmp_path / "letter", passphrase, NOW, WEAK)
        assert files(tmp_path) == {"letter": b"mine"}

    def test_a_short_passphrase_leaves_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(PassphraseTooShort):
            Registry.create(tmp_path / "new", lambda _: "1234567", NOW, WEAK)
        assert not (tmp_path / "new").exists()

    def test_a_disk_that_fills_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stop_before(monkeypatch, 12)
        with pytest.raises(Killed):
            Registry.create(tmp_path / "new", passphrase, NOW, WEAK)
        assert files(tmp_path) == {}

    def test_a_folder_without_a_registry_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(WorkshopMissing):
            Registry.open(tmp_path)


class TestRecords:
    def test_a_recipient_is_kept_as_canonical_json(self, registry: Registry) -> None:
        content = recipient()
        assert registry.add_recipient(content) == parse_recipient(content)
        kept = (registry.folder / "records/recipients/midtland.json").read_bytes()
        assert kept == to_bytes(parse_recipient(content)) != content
        assert registry.records.recipient("midtland") == parse_recipient(content)

    def test_a_recipient_is_replaced_by_a_newer_record(self, registry: Registry) -> None:
        registry.add_recipient(recipient())
        registry.add_recipient(recipient(kind="university"))
        assert [each.kind for each in registry.records.recipients().values()] == ["university"]

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{}",
            b"[" * 5000,
            b"\xff",
            recipient("../midtland"),
            recipient(unknown=1),
            recipient() + b" " * MOST_RECIPIENT_BYTES,
        ],
    )
    def test_what_is_no_recipient_is_refused(self, registry: Registry, content: bytes) -> None:
        before = files(registry.folder)
        with pytest.raises(RecordInvalid):
            registry.add_recipient(content)
        assert files(registry.folder) == before

    def test_other_bytes_for_an_approved_version_are_refused(self, registry: Registry) -> None:
        assert registry.approve("hjerterytme", 2, b"these bytes")
        assert not registry.approve("hjerterytme", 2, b"these bytes")
        with pytest.raises(VersionTaken):
            registry.approve("hjerterytme", 2, b"other bytes")
        assert registry.records.versions("hjerterytme") == {2: b"these bytes"}

    def test_versions_may_have_gaps_and_come_in_any_order(self, registry: Registry) -> None:
        for version in (9, 1, 10):
            registry.approve("hjerterytme", version, b"%d" % version)
        assert list(registry.records.versions("hjerterytme")) == [1, 9, 10]

    def test_the_day_of_approval_is_kept_where_it_is_told(self, registry: Registry) -> None:
        registry.approve("hjerterytme", 1, b"one", date(2026, 5, 3))
        registry.approve("hjerterytme", 2, b"two")
        assert registry.records.approved_on("hjerterytme", 1) == date(2026, 5, 3)
        assert registry.records.approved_on("hjerterytme", 2) is None

    @pytest.mark.parametrize(
        ("project", "version"),
        [("../x", 1), ("", 1), (".x", 1), ("x/y", 1), ("x", 0), ("x", -1), ("x", 10000), ("ø", 1)],
    )
    def test_an_id_that_is_no_target_name_is_refused(
        self, registry: Registry, project: str, version: int
    ) -> None:
        before = files(registry.folder)
        with pytest.raises(RecordInvalid):
            registry.approve(project, version, b"bytes")
        assert registry.records.versions(project) == {}
        assert files(registry.folder) == before

    def test_an_id_belongs_to_one_thing_whatever_the_letter_case(self, registry: Registry) -> None:
        """Some disks cannot hold both, and a citizen should not have to see the difference."""
        fill(registry)
        for again in (registry, Registry.open(registry.folder)):
            for project in ("midtland", "Hjerterytme"):
                with pytest.raises(IdTaken):
                    again.approve(project, 1, b"a")
            for other in ("hjerterytme", "MIDTLAND"):
                with pytest.raises(IdTaken):
                    again.add_recipient(recipient(other))

    def test_only_what_is_known_can_be_revoked_and_only_once(self, registry: Registry) -> None:
        fill(registry)
        for unknown in ("nobody", "Midtland", "midtland.json", "../keys", ""):
            with pytest.raises(IdUnknown):
                registry.revoke(unknown, NOW, REASON)
        for known in ("midtland", "hjerterytme"):
            assert registry.revoke(known, NOW, REASON).id == known
            with pytest.raises(IdRevoked):
                registry.revoke(known, NOW, REASON)
        assert [each.id for each in registry.records.revocations().revocations] == [
            "midtland",
            "hjerterytme",
        ]

    def test_what_is_revoked_is_not_approved_again(self, registry: Registry) -> None:
        fill(registry)
        registry.revoke("midtland", NOW, REASON)
        registry.revoke("hjerterytme", NOW, REASON)
        with pytest.raises(IdRevoked):
            registry.add_recipient(recipient())
        with pytest.raises(IdRevoked):
            registry.approve("hjerterytme", 4, b"a new version")

    def test_two_at_a_time_do_not_change_anything(self, registry: Registry) -> None:
        lock = Occupancy.enter(registry.records.folder, "command")
        try:
            for act in (
                lambda: registry.add_recipient(recipient()),
                lambda: registry.approve("hjerterytme", 1, b"a"),
                lambda: registry.revoke("hjerterytme", NOW, REASON),
                lambda: registry.publish(passphrase, NOW),
                lambda: registry.refresh_timestamp(passphrase, NOW),
                lambda: registry.renew_root(passphrase, NOW),
                lambda: registry.rotate_root("root1", passphrase, NOW, WEAK),
            ):
                with pytest.raises(WorkshopInUse):
                    act()
        finally:
            lock.leave()
        fill(registry)
