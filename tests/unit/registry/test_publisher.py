"""What the operator publishes, read with python-tuf's own client as any client would."""

import base64
import json
import shutil
import stat
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from tuf.api.exceptions import ExpiredMetadataError, RepositoryError
from tuf.api.metadata import Metadata, Root, Timestamp

from datadonor.registry import drafting
from datadonor.registry.bins import fill_bins
from datadonor.registry.publisher import Registry
from datadonor.registry.signing_keys import (
    KEY_NAMES,
    NAME_FIELD,
    PLAN,
    SigningKeyMissing,
    SigningKeyUnknown,
    SigningKeyWrong,
    names_of,
)
from datadonor.registry.status import notices
from datadonor.registry.targets import (
    BINS,
    REVOCATIONS,
    RecordInvalid,
    bin_of,
    parse_recipient,
    parse_revocations,
)
from datadonor.registry.workshop_errors import (
    WorkshopDamaged,
    WorkshopTooLarge,
)
from datadonor.texts import Language
from datadonor.vault.keystore import PrivateKeyDamaged, WrongKeyPassphrase
from tests.unit.registry.operators import (
    NOW,
    REASON,
    WEAK,
    Asked,
    Client,
    files,
    fill,
    metadata,
    passphrase,
    recipient,
    root_of,
)

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "formats" / "registry.md"


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry.create(tmp_path / "registry", passphrase, NOW, WEAK)


@pytest.fixture
def client(registry: Registry, tmp_path: Path) -> Client:
    return Client(registry, tmp_path / "client")


class TestPublishing:
    def test_what_is_approved_is_what_a_client_reads(
        self, registry: Registry, client: Client
    ) -> None:
        fill(registry)
        registry.revoke("hjerterytme", NOW, REASON)
        report = registry.publish(passphrase, NOW)
        assert report.changes.added == (
            "projects/hjerterytme/1.ddrequest",
            "projects/hjerterytme/3.ddrequest",
            "recipients/midtland.json",
        )
        assert report.changes.changed == (REVOCATIONS,)
        found = client.everything()
        assert found["projects/hjerterytme/1.ddrequest"] == b"the first request"
        assert found["projects/hjerterytme/3.ddrequest"] == b"the third request"
        assert parse_recipient(found["recipients/midtland.json"]).id == "midtland"
        revoked = parse_revocations(found[REVOCATIONS]).revocations[0]
        assert (revoked.id, revoked.since, revoked.reason) == ("hjerterytme", NOW, REASON)

    def test_nothing_is_published_before_it_is_published(
        self, registry: Registry, client: Client
    ) -> None:
        fill(registry)
        assert client.names() == {REVOCATIONS, *BINS}
        assert registry.status(NOW).unpublished.count == 3

    def test_the_bins_hold_the_same_bytes_again(self, registry: Registry, client: Client) -> None:
        fill(registry)
        registry.publish(passphrase, NOW)
        found = client.everything()
        again = {}
        for name in BINS:
            lines = found[name].splitlines()
            assert lines == sorted(lines, key=lambda line: json.loads(line)["name"])
            for line in lines:
                document = json.loads(line)
                again[document["name"]] = base64.b64decode(document["content"])
                assert bin_of(document["name"]) == name
        assert again == {name: content for name, content in found.items() if name not in BINS}

    def test_bins_are_the_same_bytes_for_the_same_records(self) -> None:
        """A known answer: the form is one that another program can write as well."""
        records = {"projects/a/1.ddrequest": b"\x00\xff", "recipients/b.json": b"{}"}
        bins = fill_bins(records)
        assert bins == fill_bins(dict(reversed(records.items())))
        assert set(bins) == set(BINS)
        digest = sha256(b"projects/a/1.ddrequest").hexdigest()
        assert bins[f"bins/{digest[0]}.jsonl"].splitlines(keepends=True)[0] == (
            b'{"content":"AP8=","name":"projects/a/1.ddrequest"}\n'
        )
        assert sum(content.count(b"\n") for content in bins.values()) == 2

    def test_only_keys_that_sign_are_asked_for(self, registry: Registry) -> None:
        """Root keys stay where they are while recipients come and go."""
        fill(registry)
        asked = Asked()
        assert registry.publish(asked, NOW).signed == ("targets", "snapshot", "timestamp")
        assert asked.names == ["targets1", "targets2", "online"]
        asked = Asked()
        assert registry.publish(asked, NOW).signed == ("timestamp",)
        assert asked.names == ["online"]

    def test_unchanged_targets_are_signed_anew_in_time(
        self, registry: Registry, client: Client
    ) -> None:
        for days, signed in (
            (16, ("snapshot", "timestamp")),
            (119, ("snapshot", "timestamp")),
            (120, ("targets", "snapshot", "timestamp")),
        ):
            report = registry.publish(passphrase, NOW + timedelta(days=days))
            assert report.signed == signed, days
            assert not report.changes.count
        client.updater()

    def test_a_key_that_is_not_there_stops_everything(self, registry: Registry) -> None:
        """One of two targets keys is not enough, whoever has it."""
        fill(registry)
        (registry.folder / "keys/targets2.key").rename(registry.folder / "elsewhere")
        before = files(registry.folder / "public")
        with pytest.raises(SigningKeyMissing) as missing:
            registry.publish(passphrase, NOW)
        assert missing.value.facts == {"name": "targets2"}
        assert files(registry.folder / "public") == before

    def test_a_wrong_passphrase_stops_everything(self, registry: Registry) -> None:
        fill(registry)
        before = files(registry.folder / "public")
        for wrong in ("targets1", "targets2", "online"):
            known = {**{name: passphrase(name) for name in KEY_NAMES}, wrong: "another one"}
            with pytest.raises(WrongKeyPassphrase):
                registry.publish(known.__getitem__, NOW)
            assert files(registry.folder / "public") == before

    def test_the_key_of_another_registry_is_refused(
        self, registry: Registry, tmp_path: Path
    ) -> None:
        other = Registry.create(tmp_path / "other", passphrase, NOW, WEAK)
        shutil.copy(other.folder / "keys/online.key", registry.folder / "keys/online.key")
        with pytest.raises(SigningKeyWrong):
            registry.publish(passphrase, NOW)
        (registry.folder / "keys/online.key").write_text("{}")
        with pytest.raises(PrivateKeyDamaged):
            registry.publish(passphrase, NOW)

    def test_keys_may_lie_on_sticks(
        self, registry: Registry, client: Client, tmp_path: Path
    ) -> None:
        fill(registry)
        sticks = []
        for name in ("targets1", "targets2"):
            sticks.append(tmp_path / f"stick of {name}")
            sticks[-1].mkdir()
            (registry.folder / f"keys/{name}.key").rename(sticks[-1] / f"{name}.key")
        with pytest.raises(SigningKeyMissing):
            registry.publish(passphrase, NOW)
        Registry.open(registry.folder, sticks).publish(passphrase, NOW)
        assert "recipients/midtland.json" in client.names()

    def test_more_than_a_client_takes_is_not_published(
        self, registry: Registry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill(registry)
        before = files(registry.folder / "public")
        monkeypatch.setattr(drafting, "MOST_TARGETS_BYTES", 2000)
        with pytest.raises(WorkshopTooLarge):
            registry.publish(passphrase, NOW)
        assert files(registry.folder / "public") == before

    def test_files_that_are_no_records_are_passed_over(
        self, registry: Registry, client: Client
    ) -> None:
        fill(registry)
        records = registry.folder / "records"
        for stray in ("recipients/.midtland.json.swp", "recipients/a b.json", "projects/note.txt"):
            (records / stray).write_bytes(b"stray")
        (records / "projects/hjerterytme/2.ddrequest~").write_bytes(b"stray")
        registry.publish(passphrase, NOW)
        assert len(client.names()) == 4 + len(BINS)

    def test_a_record_edited_by_hand_is_read_again_before_it_is_signed(
        self, registry: Registry
    ) -> None:
        fill(registry)
        (registry.folder / "records/recipients/midtland.json").write_bytes(b"{}")
        with pytest.raises(RecordInvalid):
            registry.publish(passphrase, NOW)

    def test_what_is_published_has_names_that_bear_digest_and_version(
        self, registry: Registry
    ) -> None:
        """Consistent snapshots: a file never changes under its name, the timestamp apart."""
        fill(registry)
        seen = files(registry.folder / "public")
        for day in range(3):
            registry.approve("søvn".replace("ø", "o"), day + 1, b"%d" % day)
            registry.publish(passphrase, NOW + timedelta(days=day))
            now = files(registry.folder / "public")
            changed = {name for name in seen if now.get(name) != seen[name]}
            assert changed == {"metadata/timestamp.json"}
            seen = now
        for name, content in seen.items():
            if name.startswith("targets/"):
                assert Path(name).name.partition(".")[0] == sha256(content).hexdigest()

    def test_a_number_left_by_a_dead_process_is_not_used_again(
        self, registry: Registry, client: Client
    ) -> None:
        """A mirror may have copied the file already."""
        fill(registry)
        left = registry.folder / "public/metadata/2.targets.json"
        left.write_bytes(b"left by a dead process")
        registry.publish(passphrase, NOW)
        assert left.read_bytes() == b"left by a dead process"
        assert registry.status(NOW).roles["targets"].version == 3
        client.updater()

    def test_a_public_folder_with_gaps_is_not_built_upon(self, registry: Registry) -> None:
        """Its versions are not known, and a lower one would be refused by every client."""
        public = registry.folder / "public/metadata"
        kept = files(public)
        for name in ("timestamp.json", "1.snapshot.json", "1.targets.json"):
            for content in (None, b"", b"{}", b"[" * 9999, kept["1.root.json"]):
                if content is None:
                    (public / name).unlink()
                else:
                    (public / name).write_bytes(content)
                for act in (registry.publish, registry.refresh_timestamp):
                    with pytest.raises(WorkshopDamaged):
                        act(passphrase, NOW)
                with pytest.raises(WorkshopDamaged):
                    registry.status(NOW)
                (public / name).write_bytes(kept[name])
        assert registry.publish(passphrase, NOW).roles["timestamp"].version == 2

    def test_a_root_that_is_none_is_not_built_upon(self, registry: Registry) -> None:
        (registry.folder / "public/root.json").write_bytes(b"{}")
        with pytest.raises(WorkshopDamaged):
            registry.publish(passphrase, NOW)


class TestCatalogue:
    def test_it_is_written_beside_what_is_signed(self, registry: Registry) -> None:
        page = {"catalogue/index.html": b"<p>", "catalogue/da/a.html": b"a"}
        registry.publish(passphrase, NOW, page)
        public = registry.folder / "public"
        assert (public / "catalogue/da/a.html").read_bytes() == b"a"
        assert stat.S_IMODE((public / "catalogue/da").stat().st_mode) == 0o755
        assert stat.S_IMODE((public / "catalogue/da/a.html").stat().st_mode) == 0o644

    def test_pages_that_are_no_longer_wanted_are_removed(self, registry: Registry) -> None:
        registry.publish(passphrase, NOW, {"catalogue/a.html": b"a", "catalogue/b.html": b"b"})
        registry.publish(passphrase, NOW, {"catalogue/a.html": b"new"})
        assert files(registry.folder / "public/catalogue") == {"a.html": b"new"}
        registry.refresh_timestamp(passphrase, NOW)
        assert files(registry.folder / "public/catalogue") == {"a.html": b"new"}

    @pytest.mark.parametrize(
        "name",
        ["metadata/timestamp.json", "targets/x", "root.json", "../keys/x", "/x", "", "a/../../x"],
    )
    def test_it_cannot_be_written_over_anything_else(self, registry: Registry, name: str) -> None:
        before = files(registry.folder / "keys")
        with pytest.raises(ValueError, match="beside"):
            registry.publication.write_catalogue({"catalogue/x": b"", name: b"planted"})
        assert files(registry.folder / "keys") == before
        assert not (registry.folder / "public/catalogue").exists()


class TestRenewal:
    def test_a_week_later_only_the_online_key_signs(
        self, registry: Registry, client: Client
    ) -> None:
        fill(registry)
        asked = Asked()
        report = registry.refresh_timestamp(asked, NOW + timedelta(days=7))
        assert report.signed == ("timestamp",)
        assert asked.names == ["online"]
        assert client.names() == {REVOCATIONS, *BINS}, "what waits is not published on the side"
        report = registry.refresh_timestamp(asked, NOW + timedelta(days=15))
        assert report.signed == ("snapshot", "timestamp")
        client.updater()

    def test_the_root_is_renewed_by_two_of_its_keys(
        self, registry: Registry, client: Client
    ) -> None:
        client.updater()
        (registry.folder / "keys/root1.key").unlink()
        later = NOW + timedelta(days=400)
        assert registry.renew_root(passphrase, later).signed == ("root",)
        assert registry.status(later).roles["root"].days == 365
        client.updater()
        (registry.folder / "keys/root2.key").unlink()
        with pytest.raises(SigningKeyMissing):
            registry.renew_root(passphrase, later)

    def test_what_has_run_out_is_refused_by_clients_and_told_to_the_operator(
        self, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = Registry.create(tmp_path / "old", passphrase, NOW - timedelta(days=8), WEAK)
        with pytest.raises(ExpiredMetadataError):
            Client(old, tmp_path / "client").updater()
        assert not old.status(NOW).is_live
        assert "ROLE_EXPIRED" in {notice.code for notice in notices(old.status(NOW))}
        old.refresh_timestamp(passphrase, NOW)
        assert old.status(NOW).is_live
        Client(old, tmp_path / "client").updater()


class TestRotation:
    @pytest.mark.parametrize(
        ("name", "new"),
        [
            ("root1", "root4"),
            ("root3", "root4"),
            ("targets1", "targets3"),
            ("targets2", "targets3"),
            ("online", "online2"),
        ],
    )
    @pytest.mark.parametrize("is_lost", [True, False])
    def test_a_key_is_replaced(
        self, registry: Registry, client: Client, tmp_path: Path, name: str, new: str, is_lost: bool
    ) -> None:
        fill(registry)
        registry.publish(passphrase, NOW)
        client.updater()
        before = root_of(registry)
        if is_lost:
            (registry.folder / f"keys/{name}.key").unlink()
        assert registry.rotate_root(name, passphrase, NOW, WEAK) == new
        root = root_of(registry)
        assert root.version == 2
        assert set(registry.keys_in_force()) == set(KEY_NAMES) - {name} | {new}
        (old_id,) = set(before.keys) - set(root.keys)
        assert before.keys[old_id].unrecognized_fields[NAME_FIELD] == name
        for role in PLAN:
            assert root.roles[role].threshold == PLAN[role].threshold
            assert len(root.roles[role].keyids) == len(PLAN[role].keys)
        for each in (client, Client(registry, tmp_path / "newcomer")):
            assert each.read("projects/hjerterytme/1.ddrequest") == b"the first request"
        assert registry.status(NOW).is_live
        registry.approve("sovn", 1, b"later")
        registry.publish(passphrase, NOW)
        assert client.read("projects/sovn/1.ddrequest") == b"later"

    def test_the_new_root_is_signed_for_the_old_one_and_for_itself(
        self, registry: Registry
    ) -> None:
        registry.rotate_root("root1", passphrase, NOW, WEAK)
        root = root_of(registry)
        signed = {each["keyid"] for each in metadata(registry, "2.root.json")["signatures"]}
        names = {root.keys[each].unrecognized_fields[NAME_FIELD] for each in signed}
        assert names == {"root2", "root3", "root4"}, "the new key shows that it exists"

    def test_every_root_key_can_be_replaced_in_turn(
        self, registry: Registry, client: Client
    ) -> None:
        for name in ("root1", "root2", "root3", "root4"):
            registry.rotate_root(name, passphrase, NOW, WEAK)
        assert set(names_of(root_of(registry), "root")) == {"root5", "root6", "root7"}
        client.updater()

    def test_after_a_theft_the_stolen_online_key_signs_nothing(
        self, registry: Registry, client: Client
    ) -> None:
        fill(registry)
        registry.publish(passphrase, NOW)
        client.updater()
        stolen = (registry.folder / "keys/online.key").read_bytes()
        registry.rotate_root("online", passphrase, NOW, WEAK)
        registry.publish(passphrase, NOW)
        client.updater()
        public = registry.folder / "public/metadata"
        timestamp = Metadata[Timestamp].from_file(str(public / "timestamp.json"))
        timestamp.signed.version += 1
        (tmp := registry.folder / "thief").mkdir()
        (tmp / "online.key").write_bytes(stolen)
        from datadonor.registry.signing_keys import KeyRing

        first = Metadata[Root].from_file(str(registry.folder / "public/root.json")).signed
        signer = KeyRing([tmp], passphrase).signer("online", names_of(first, "timestamp")["online"])
        timestamp.sign(signer)
        (public / "timestamp.json").write_bytes(timestamp.to_bytes())
        with pytest.raises(RepositoryError):
            client.updater()

    def test_what_waits_is_not_published_on_the_side(
        self, registry: Registry, client: Client
    ) -> None:
        fill(registry)
        registry.rotate_root("targets1", passphrase, NOW, WEAK)
        assert client.names() == {REVOCATIONS, *BINS}
        assert registry.status(NOW).unpublished.count == 3

    def test_two_lost_root_keys_are_one_too_many(self, registry: Registry) -> None:
        for name in ("root1", "root2"):
            (registry.folder / f"keys/{name}.key").unlink()
        before = files(registry.folder)
        with pytest.raises(SigningKeyMissing):
            registry.rotate_root("root1", passphrase, NOW, WEAK)
        assert files(registry.folder) == before

    @pytest.mark.parametrize("name", ["root4", "", "../root1", "snapshot", "ROOT1"])
    def test_a_key_that_is_not_in_force_cannot_be_replaced(
        self, registry: Registry, name: str
    ) -> None:
        with pytest.raises(SigningKeyUnknown):
            registry.rotate_root(name, passphrase, NOW, WEAK)

    def test_the_old_file_is_left_and_told_of(self, registry: Registry) -> None:
        registry.rotate_root("root1", passphrase, NOW, WEAK)
        status = registry.status(NOW)
        assert status.unused_keys == ("root1",)
        assert "KEY_UNUSED" in {notice.code for notice in notices(status)}


def test_a_name_that_is_no_name_leads_to_no_file(registry: Registry) -> None:
    """The root comes from a folder that may have been on a server."""
    root = root_of(registry)
    for key in root.keys.values():
        key.unrecognized_fields[NAME_FIELD] = "../records/online"
    assert set(names_of(root, "root")) == set(root.roles["root"].keyids)


def test_the_document_says_the_plan() -> None:
    text = DOCUMENT.read_text("utf-8")
    for role, plan in PLAN.items():
        names = " ".join(f"`{name}`" for name in plan.keys)
        row = f"| `{role}` | {names} | {plan.threshold} | {plan.lifetime.days} days |"
        assert row in text
    assert "`root` | `root1` `root2` `root3` | 3 |" not in text
    for kept in (drafting.TARGETS_RENEWED, drafting.SNAPSHOT_RENEWED):
        assert f"{kept.days} days are left" in text
    assert f"`{NAME_FIELD}`" in text


class TestStatus:
    def test_a_new_registry_is_live_and_its_keys_lie_together(self, registry: Registry) -> None:
        status = registry.status(NOW)
        assert status.is_live
        assert [notice.code for notice in notices(status)] == ["KEYS_TOGETHER"]
        for name in ("root1", "root2", "root3", "targets1", "targets2"):
            (registry.folder / f"keys/{name}.key").unlink()
        assert notices(registry.status(NOW)) == []

    def test_what_differs_is_told_by_name(self, registry: Registry) -> None:
        fill(registry)
        registry.publish(passphrase, NOW)
        registry.add_recipient(recipient(kind="university"))
        registry.approve("sovn", 1, b"new")
        (registry.folder / "records/projects/hjerterytme/3.ddrequest").unlink()
        unpublished = registry.status(NOW).unpublished
        assert unpublished.added == ("projects/sovn/1.ddrequest",)
        assert unpublished.changed == ("recipients/midtland.json",)
        assert unpublished.removed == ("projects/hjerterytme/3.ddrequest",)

    def test_the_days_that_are_left_are_whole(self, registry: Registry) -> None:
        days = {name: role.days for name, role in registry.status(NOW).roles.items()}
        assert days == {"root": 365, "targets": 180, "snapshot": 30, "timestamp": 7}
        later = registry.status(NOW + timedelta(days=7, seconds=1))
        assert later.roles["timestamp"].days == -1
        assert not later.is_live

    def test_what_will_soon_run_out_is_told(self, registry: Registry) -> None:
        codes = [
            (notice.code, notice.facts.get("role"))
            for notice in notices(registry.status(NOW + timedelta(days=340)))
        ]
        assert ("ROLE_ENDS_SOON", "root") in codes
        assert ("ROLE_EXPIRED", "targets") in codes

    def test_an_outdated_recipient_is_told_unless_it_is_revoked(self, registry: Registry) -> None:
        registry.add_recipient(recipient(valid_until=str(NOW.date() - timedelta(days=1))))
        assert registry.status(NOW).expired_recipients == ("midtland",)
        registry.revoke("midtland", NOW, REASON)
        assert registry.status(NOW).expired_recipients == ()

    def test_every_notice_has_words(self, registry: Registry) -> None:
        registry.add_recipient(recipient(valid_until=str(NOW.date() - timedelta(days=1))))
        registry.rotate_root("root1", passphrase, NOW, WEAK)
        for days in (0, 5, 355, 900):
            for notice in notices(registry.status(NOW + timedelta(days=days))):
                for language in Language:
                    assert notice.sentence(language).endswith(".")
