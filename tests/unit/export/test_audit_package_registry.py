"""The registry as of each release: kept when a bundle is sealed, brought along, and asked."""

import json

import pytest

from datadonor.audit.events import SELF, VaultMigrated
from datadonor.audit.package_file import read_package
from datadonor.errors import ExitCode
from datadonor.registry.at_release import keep_registry, kept_content, kept_names
from datadonor.registry.errors import RegistryTampered
from export.audit_package.judging import judge_package
from export.audit_package.registry_copy import Verifier
from export.bundle.errors import BundleNotConfirmed
from tests.audit_lies import Liar
from tests.audit_packages import answered, give_something, package_of
from tests.consents import RECIPIENT_KEY
from tests.donations import Donor
from tests.releases import RECIPIENT


def found(content: bytes) -> dict[str, object]:
    """Return the codes that were found, each with the reason that it names, if any."""
    findings = judge_package(content).findings
    return {each.code: dict(each.facts).get("reason") for each in findings}


def read_anew(giver: Donor, *revoked: str) -> None:
    giver.citizen.clock.forward(days=1)
    giver.citizen.revoke(*revoked)
    giver.citizen.refresh()


def test_the_registry_of_a_release_stays_when_the_vault_reads_a_newer_one(giver: Donor) -> None:
    entry = give_something(giver)
    then = kept_names(giver.citizen.opened.vault.connection, entry.bundle_sha256)
    read_anew(giver)
    content = package_of(giver)
    report = judge_package(content)
    assert report.exit_code is ExitCode.YES
    assert "REGISTRY_LATER" not in [each.code for each in report.findings]
    copy = report.registry_at[entry.bundle_sha256]
    assert copy.versions is not None
    assert report.registry.versions is not None
    assert copy.versions.targets < report.registry.versions.targets
    files = read_package(content)
    assert json.loads(files[f"registry/releases/{entry.bundle_sha256}.json"]) == then
    assert {
        "first.root.json", "timestamp.json", "snapshot.json", "targets.json",
        "targets/revocations.json", f"targets/recipients/{RECIPIENT.id}.json",
    } <= then.keys()  # fmt: skip


def test_what_several_releases_rest_on_is_kept_once(giver: Donor) -> None:
    connection = giver.citizen.opened.vault.connection
    give_something(giver)
    kept = connection.number("SELECT count(*) FROM kept_registry")
    with connection.transaction():
        keep_registry(connection, "7" * 64, RECIPIENT.id)
    assert connection.number("SELECT count(*) FROM kept_registry") == kept
    assert len(kept_names(connection, "7" * 64)) == kept


def test_a_bundle_that_could_not_be_sealed_leaves_no_registry_behind(giver: Donor) -> None:
    prepared = giver.prepare()
    with pytest.raises(BundleNotConfirmed):
        giver.outbox.seal(prepared, "0" * 64)
    connection = giver.citizen.opened.vault.connection
    assert connection.number("SELECT count(*) FROM release_registry") == 0
    assert connection.number("SELECT count(*) FROM kept_registry") == 0


def test_what_was_altered_in_the_vault_is_not_brought_along(giver: Donor) -> None:
    entry = give_something(giver)
    connection = giver.citizen.opened.vault.connection
    digest = kept_names(connection, entry.bundle_sha256)["targets.json"]
    assert kept_content(connection, digest) is not None
    query = "UPDATE kept_registry SET content = ? WHERE sha256 = ?"
    giver.citizen.execute(query, b"{}", bytes.fromhex(digest))
    assert kept_content(connection, digest) is None
    assert "REGISTRY_FORGED" in found(package_of(giver))


def test_of_a_bundle_sealed_before_states_were_kept_the_newest_counts_if_it_is_the_same(
    giver: Donor,
) -> None:
    migrated = VaultMigrated(before=4, now=5)
    giver.citizen.opened.log.record(migrated, SELF)
    entry = give_something(giver)
    giver.citizen.execute("DELETE FROM release_registry")
    same = judge_package(package_of(giver))
    assert same.exit_code is ExitCode.YES
    assert same.registry_at[entry.bundle_sha256].versions == same.registry.versions
    assert "REGISTRY_LATER" not in [each.code for each in same.findings]
    read_anew(giver)
    later = judge_package(package_of(giver))
    assert later.exit_code is ExitCode.YES
    assert later.registry_at == {}
    assert "REGISTRY_LATER" in [each.code for each in later.findings]


def test_of_a_bundle_sealed_since_states_are_kept_the_state_has_to_be_there(giver: Donor) -> None:
    give_something(giver)
    giver.citizen.execute("DELETE FROM release_registry")
    report = judge_package(package_of(giver))
    assert report.exit_code is ExitCode.NO
    assert "REGISTRY_NOT_KEPT" in [each.code for each in report.findings]


def test_a_later_revocation_says_nothing_against_an_earlier_release(giver: Donor) -> None:
    give_something(giver)
    read_anew(giver, RECIPIENT.id)
    assert "RELEASE_NOT_APPROVED" not in found(package_of(giver))


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        (Liar.to_a_revoked_recipient, "recipient_revoked"),
        (Liar.for_a_revoked_project, "project_revoked"),
        (Liar.for_a_request_taken_down, "request_not_published"),
        (Liar.by_a_list_too_old, "registry_stale"),
    ],
)
def test_a_release_that_the_registry_did_not_allow_is_named_with_its_reason(
    giver: Donor, lie: object, reason: str
) -> None:
    give_something(giver)
    assert callable(lie)
    lie(Liar(giver))
    assert found(package_of(giver))["RELEASE_NOT_APPROVED"] == reason


def test_a_recipient_that_is_not_on_the_list_any_more_is_named(giver: Donor) -> None:
    give_something(giver)
    giver.citizen.recipient = None
    read_anew(giver)
    Liar(giver).sealed_by_the_registry("5" * 64)
    assert found(package_of(giver))["RELEASE_NOT_APPROVED"] == "recipient_unknown"


def test_an_answer_signed_with_a_key_that_was_replaced_since_is_believed(giver: Donor) -> None:
    entry = give_something(giver)
    answered(giver, entry, "received", RECIPIENT_KEY)
    assert giver.citizen.recipient is not None
    keys = ("ed25519:" + "A" * 42 + "E=",)
    giver.citizen.recipient = giver.citizen.recipient.model_copy(update={"receipt_keys": keys})
    read_anew(giver)
    report = judge_package(package_of(giver))
    assert [each.answer.kind for each in report.said.answers[entry.bundle_sha256]] == ["received"]
    assert "ANSWER_FORGED" not in [each.code for each in report.findings]
    # Negative control: without the state of the release the key is not known.
    giver.citizen.execute("DELETE FROM release_registry")
    assert "ANSWER_FORGED" in found(package_of(giver))


def test_each_state_is_verified_under_the_roots_of_its_own_moment(giver: Donor) -> None:
    first = give_something(giver)
    giver.citizen.registry.rotate_root()
    read_anew(giver)
    with giver.citizen.opened.vault.transaction() as writing:
        keep_registry(writing.connection, "7" * 64, RECIPIENT.id)
    Liar(giver).release(bundle_sha256="7" * 64)
    read_anew(giver)
    at = judge_package(package_of(giver)).registry_at
    roots = [
        copy.versions.root
        for copy in (at[first.bundle_sha256], at["7" * 64])
        if copy.versions is not None
    ]
    assert roots == sorted(set(roots))
    assert len(roots) == 2


def test_other_roots_than_those_of_before_stand_for_themselves(giver: Donor) -> None:
    """What was verified for one state lends no belief to another that is signed otherwise."""
    give_something(giver)
    files = {
        name.removeprefix("registry/"): content
        for name, content in read_package(package_of(giver)).items()
        if name.startswith("registry/") and not name.startswith(("registry/k", "registry/re"))
    }
    last = max(name for name in files if name.endswith(".root.json") and name[0].isdigit())
    verifier = Verifier()
    assert verifier.verify(files).versions is not None
    unsigned = json.dumps({**json.loads(files[last]), "signatures": []}).encode()
    for changed in ({last: unsigned}, {"9.root.json": b""}):
        with pytest.raises(RegistryTampered):
            verifier.verify({**files, **changed})
    assert verifier.verify(files).versions is not None
