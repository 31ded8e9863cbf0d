"""An auditor's package of a real vault: what is in it, what is not, and that it holds."""

import base64
import json
import random
import re
from hashlib import sha256
from pathlib import Path

import pytest
import rfc8785

from consent.envelope import PublicKey, seal_envelope
from datadonor.audit.events import (
    SELF,
    ConsentGiven,
    DataDeleted,
    DonationSealed,
    ImportFinished,
    LogExported,
)
from datadonor.audit.package_file import (
    MANIFEST,
    PackageRefused,
    PackageTooNew,
    read_package,
    write_package,
)
from datadonor.audit.package_findings import finding, ranked, verdict
from datadonor.errors import ExitCode
from datadonor.texts import Language
from export.audit_package.csv_form import events_csv
from export.audit_package.fhir_form import audit_events
from export.audit_package.judging import judge_package
from export.audit_package.making import EventNotHidable, Wanted, save_package
from export.audit_package.telling import full_document
from export.kept_answers import kept_answer
from tests.audit_packages import answered, give_something, package_of
from tests.consents import RECIPIENT_KEY
from tests.donations import NAMED, Donor
from tests.releases import PROJECT, signed_version


def opened_up(content: bytes) -> str:
    """Return a file's text, and what stands within it in base64."""
    said = content.decode("utf-8", "replace")
    found = re.findall(r'"payload":"([A-Za-z0-9+/=]+)"', said)
    return said + "".join(base64.b64decode(each).decode() for each in found)


def codes(content: bytes) -> list[str]:
    return [each.code for each in judge_package(content).findings]


def test_a_release_under_a_consent_is_covered_and_nothing_is_found(giver: Donor) -> None:
    entry = give_something(giver)
    answered(giver, entry, "received")
    report = judge_package(package_of(giver))
    assert [release.is_covered for release in report.releases] == [True, True]
    assert {each.rank.exit_code for each in report.findings} <= {ExitCode.YES}
    assert report.exit_code is ExitCode.YES
    assert [each.answer.kind for each in report.said.answers[entry.bundle_sha256]] == ["received"]
    document = full_document(report, Language.ENGLISH)
    assert document["ok"] is True
    assert document["decisions"][0]["granted"] == ["activity", "heart", "sleep"]
    assert signed_version(1).request.title.da in document["decisions"][0]["text"]


def test_the_same_vault_makes_the_same_bytes(giver: Donor) -> None:
    give_something(giver)
    assert package_of(giver) == package_of(giver)


def test_a_withdrawal_is_open_until_its_deletion_is_signed(giver: Donor) -> None:
    entry = give_something(giver)
    answered(giver, entry, "received")
    giver.citizen.book.withdraw(signed_version(1).request)
    assert "DELETION_NOT_PROVEN" in codes(package_of(giver))
    answered(giver, entry, "deleted")
    report = judge_package(package_of(giver))
    assert "DELETION_NOT_PROVEN" not in [each.code for each in report.findings]
    (withdrawal,) = full_document(report, Language.DANISH)["withdrawals"]
    kinds = [each["kind"] for each in withdrawal["bundles"][0]["signed"]]
    assert kinds == ["received", "deleted"]


def test_an_answer_that_was_not_kept_is_said_to_be_missing(giver: Donor) -> None:
    entry = give_something(giver)
    giver.outbox.answered(entry, "received", "a" * 64)
    assert kept_answer(giver.citizen.opened, "a" * 64) is None
    assert "ANSWER_NOT_KEPT" in codes(package_of(giver))


def test_refusals_are_told_with_their_reason(giver: Donor) -> None:
    giver.citizen.book.withdraw(signed_version(1).request)
    giver.citizen.ask()
    report = judge_package(package_of(giver))
    (refusal,) = full_document(report, Language.ENGLISH)["refusals"]
    assert refusal["reason"] == "withdrawn"


def test_no_health_data_and_nothing_of_the_person_is_in_it(giver: Donor) -> None:
    """The reason is the person's own words, and the records left out tell of their days."""
    opened = giver.citizen.opened
    opened.log.record(
        ImportFinished(
            import_id="i1", format="libreview", file_sha256="0" * 64, added=1, duplicates=0,
            unreadable=0,
        ),
        SELF,
    )  # fmt: skip
    opened.log.record(DataDeleted(scope="category", category="glucose", records=1), SELF)
    give_something(giver)
    giver.citizen.book.withdraw(signed_version(1).request, reason="Karen har sukkersyge")
    content = package_of(giver)
    files = read_package(content)
    planted = ("Karen", "Testesen", "3102451234", "sukkersyge", NAMED.name, "libreview", "glucose")
    for name, each in files.items():
        if not name.startswith(("receipts/", "registry/", "requests/", "texts/")):
            # Those are of everybody, and the same for all.
            assert [word for word in planted if word in opened_up(each)] == [], name
    everything = "".join(map(opened_up, files.values()))
    assert [word for word in planted[:5] if word in everything] == []
    manifest = json.loads(files[MANIFEST])
    assert len(manifest["withheld"]) == 1
    assert "DECISION_WITHHELD" in codes(content)
    # Negative control: what is searched for would be found, and was there to be found.
    assert "sukkersyge" in opened_up(seal_envelope({"reason": "sukkersyge"}, "a", [RECIPIENT_KEY]))
    told = [stored.event.kind for stored in opened.log.events() if stored.event is not None]
    assert "import.finished" in told


def test_events_can_be_hidden_and_are_counted(giver: Donor) -> None:
    opened = giver.citizen.opened
    give_something(giver)
    content = package_of(giver, Wanted(hide=frozenset({1})))
    report = judge_package(content)
    counts = report.package.manifest.log
    assert counts.hidden == 1
    assert counts.shown + counts.hidden == counts.size == opened.log.size
    assert "EVENTS_HIDDEN" in codes(content)
    assert report.exit_code is ExitCode.YES


@pytest.mark.parametrize("kind", [ConsentGiven, DonationSealed])
def test_what_a_verdict_rests_on_cannot_be_hidden(
    giver: Donor, kind: type[ConsentGiven | DonationSealed]
) -> None:
    give_something(giver)
    (stored, *_) = giver.citizen.opened.log.events_of(kind)
    with pytest.raises(EventNotHidable):
        package_of(giver, Wanted(hide=frozenset({stored.position})))


def test_a_package_of_one_project_says_nothing_of_another(giver: Donor) -> None:
    give_something(giver)
    giver.citizen.opened.log.record(
        DonationSealed(
            recipient="another-hospital", sequence=1, records=1, decision_sha256="1" * 64,
            confirmed_sha256="2" * 64, bundle_sha256="3" * 64, log_commitment="4" * 64,
        ),
        SELF,
        project="another-project",
    )  # fmt: skip
    assert b"another-" in package_of(giver)
    content = package_of(giver, Wanted(PROJECT))
    assert b"another-" not in content
    report = judge_package(content)
    assert report.exit_code is ExitCode.YES
    assert report.package.manifest.log.hidden > 0


def test_that_it_was_written_stands_in_the_log(giver: Donor, tmp_path: Path) -> None:
    opened, file = giver.citizen.opened, tmp_path / "a.ddaudit"
    size = opened.log.size
    made = save_package(opened, Wanted(), file, SELF)
    (stored,) = opened.log.events_of(LogExported)
    assert stored.event is not None
    what = stored.event.what
    assert isinstance(what, LogExported)
    assert (what.head.size, what.file_sha256) == (size, made.sha256)
    assert file.read_bytes() == made.content
    assert judge_package(made.content).exit_code is ExitCode.YES


def test_the_table_and_the_audit_events_say_what_the_package_says(giver: Donor) -> None:
    give_something(giver)
    report = judge_package(package_of(giver))
    table = events_csv(report, Language.ENGLISH).splitlines()
    assert table[0].startswith("position,recorded,kind")
    assert len(table) == 1 + len(list(report.package.told()))
    entries = json.loads(audit_events(report))["entry"]
    kinds = [each["resource"]["type"]["code"] for each in entries]
    assert kinds == ["110113", "110106"]
    disclosure = entries[1]["resource"]
    assert disclosure["outcome"] == "0"
    assert sum(agent["requestor"] for agent in disclosure["agent"]) == 1
    assert all(each["resource"]["agent"][0]["network"] for each in entries)


def test_findings_are_ranked_and_the_heaviest_decides() -> None:
    found = [finding("EVENTS_HIDDEN", "log", count=1), finding("EVENT_ALTERED", 3)]
    assert [each.code for each in ranked(found)] == ["EVENT_ALTERED", "EVENTS_HIDDEN"]
    assert verdict(found) is ExitCode.TAMPERED
    assert verdict(found[:1]) is ExitCode.YES
    assert verdict([finding("CONSENT_BACKDATED", 1)]) is ExitCode.NO
    sentences = {each.sentence(language) for each in found for language in Language}
    assert len(sentences) == 4


def test_the_recipients_key_is_the_one_in_the_registry(giver: Donor) -> None:
    give_something(giver)
    report = judge_package(package_of(giver))
    (recipient,) = report.registry.recipients.values()
    assert recipient.receipt_keys == (PublicKey.of(RECIPIENT_KEY).format(),)


def test_nothing_that_is_changed_at_random_makes_it_stumble(giver: Donor) -> None:
    """Whatever stands in a package, checking it ends with a verdict or one of our own errors."""
    answered(giver, give_something(giver), "received")
    files = read_package(package_of(giver))
    chance, verdicts = random.Random(1), set()
    for _ in range(150):
        name = chance.choice(list(files))
        cut = files[name][: chance.randrange(len(files[name]) + 1)]
        changed = chance.choice([cut, b"null", b"[]", b"{}", b'{"signed":1}', b'"x"', b""])
        try:
            report = judge_package(write_package({**files, name: changed}))
            full_document(report, Language.DANISH)
            verdicts.add(report.exit_code)
        except PackageRefused as error:
            verdicts.add(error.exit_code)
    assert {ExitCode.TAMPERED, ExitCode.BAD_FILE} <= verdicts


def test_a_later_format_is_too_new(giver: Donor) -> None:
    files = read_package(package_of(giver))
    later = files[MANIFEST].replace(b"datadonor.audit/1", b"datadonor.audit/2")
    with pytest.raises(PackageTooNew):
        judge_package(write_package({**files, MANIFEST: later}))


def test_a_root_that_the_chain_does_not_come_to_is_forged(giver: Donor) -> None:
    files = read_package(package_of(giver))
    last = max(name for name in files if name.endswith(".root.json") and "first" not in name)
    assert "REGISTRY_FORGED" not in codes(write_package(files))
    manifest = json.loads(files[MANIFEST])
    manifest["files"][last] = sha256(b"{}").hexdigest()
    files |= {last: b"{}", MANIFEST: rfc8785.dumps(manifest)}
    assert "REGISTRY_FORGED" in codes(write_package(files))
