"""What a log must be for a package to rest on it: read in one way, bound, and not hidden."""

from datetime import timedelta
from pathlib import Path

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from datadonor.audit.events import (
    SELF,
    AssistanceEnded,
    DonationDropped,
    Erased,
    Head,
    KeysRotated,
    NetworkContacted,
    Restored,
    VaultCreated,
    VaultMigrated,
)
from datadonor.audit.package_findings import Rank
from datadonor.errors import ExitCode
from datadonor.texts import Language
from export.audit_package.account import Account
from export.audit_package.judging import judge_package
from export.audit_package.making import EventNotHidable, Wanted
from export.audit_package.telling import full_document
from tests.audit_altered_packages import rewritten
from tests.audit_lies import Liar
from tests.audit_packages import answered, give_something, package_of
from tests.audit_rewritten_logs import REWRITTEN, Line, relogged, written
from tests.consents import fitting_choices
from tests.donations import Donor, donor
from tests.releases import PROJECT, signed_version
from tests.unit.conftest import SyntheticVault


@pytest.fixture(scope="module")
def good(
    at_noon: SyntheticVault, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, Ed25519PrivateKey]:
    """Return a package, and the key to its log."""
    with donor(at_noon, tmp_path_factory.mktemp("good")) as giver:
        answered(giver, give_something(giver), "received")
        giver.citizen.clock.forward(days=30)
        return package_of(giver), giver.citizen.opened.log._signing_key()


def codes(content: bytes) -> set[str]:
    return {each.code for each in judge_package(content).findings}


# -- read in one way ---------------------------------------------------------------------


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_log_that_another_program_wrote_is_named_for_what_it_is(
    good: tuple[bytes, Ed25519PrivateKey], name: str
) -> None:
    code, change = REWRITTEN[name]
    report = judge_package(relogged(*good, change))
    full_document(report, Language.DANISH)
    assert code in {each.code for each in report.findings if each.rank is Rank.TAMPERED}
    # Negative control: to write it anew alone gives nothing away.
    assert relogged(*good, lambda lines: lines) == good[0]


@pytest.mark.parametrize("year", ["9999", "0001"])
def test_a_moment_beyond_all_calendars_makes_nothing_stumble(
    good: tuple[bytes, Ed25519PrivateKey], year: str
) -> None:
    body = written("consent.withdrawn", {}).replace(b"2026-09-30", f"{year}-12-31".encode())
    report = judge_package(relogged(*good, lambda lines: [*lines, Line(body)]))
    full_document(report, Language.ENGLISH)
    assert "EVENT_UNREADABLE" in {each.code for each in report.findings}


def test_words_that_look_like_a_kind_are_no_fault(giver: Donor) -> None:
    """A helper may be called anything that has no digits: the line is read in full, and fits."""
    who = {"name": 'Mette "kind" \\ Test', "role": "helper"}
    contact = {"host": "a.example", "outcome": "ok", "purpose": "registry"}
    plain = written("network.contacted", {**contact, "received_bytes": 1, "requests": 1}, None)
    helper = b'"assisted_by":%b,"capacity":"self"' % rfc8785.dumps(who)
    body = plain.replace(b'"capacity":"self"', helper)
    key = giver.citizen.opened.log._signing_key()
    content = relogged(package_of(giver), key, lambda lines: [*lines, Line(body)])
    assert "EVENT_UNREADABLE" not in codes(content)


def test_what_is_truly_erased_is_counted_and_no_fault(giver: Donor) -> None:
    log = giver.citizen.opened.log
    contact = NetworkContacted(
        host="a.example", outcome="ok", purpose="registry", received_bytes=1, requests=1
    )
    log.erase(log.record(contact, SELF), SELF)
    report = judge_package(package_of(giver))
    assert report.package.manifest.log.erased == 1
    assert report.exit_code is ExitCode.YES


# -- bound -------------------------------------------------------------------------------


@pytest.mark.parametrize(("upkeep", "is_bound"), [(0, True), (1, True), (2, True), (3, False)])
def test_only_a_programs_own_upkeep_may_stand_between_a_commitment_and_its_bundle(
    giver: Donor, upkeep: int, *, is_bound: bool
) -> None:
    give_something(giver)
    log = giver.citizen.opened.log
    size = log.size
    for details in (AssistanceEnded(), KeysRotated(), KeysRotated())[:upkeep]:
        log.record(details, SELF)
    Liar(giver)._bound_to(size)
    assert ("HISTORY_REWRITTEN" not in codes(package_of(giver))) is is_bound


# -- said by the document as by the event ------------------------------------------------


def test_a_yes_on_paper_is_as_old_as_its_page_and_no_forgery(
    at_noon: SyntheticVault, tmp_path: Path
) -> None:
    with donor(at_noon, tmp_path) as giver:
        someone, signed = giver.citizen, signed_version(1)
        someone.book.withdraw(signed.request)
        choices = fitting_choices(signed, recipient=someone.recipient)
        someone.clock.forward(days=9)
        someone.republish()
        someone.refresh()
        on_paper = someone.opened.log.now() - timedelta(days=3)
        someone.book.give(signed, choices, someone.approval(signed), on_paper)
        give_something(giver)
        report = judge_package(package_of(giver))
    assert "DECISION_FORGED" not in {each.code for each in report.findings}
    assert report.exit_code is ExitCode.YES


# -- not hidden --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "details",
    [
        Restored(backup_sha256="1" * 64, restored=Head(size=1, root="1" * 64)),
        Erased(position=0, leaf_sha256="1" * 64),
        DonationDropped(sequence=1, bundle_sha256="1" * 64, reason="no_consent"),
        VaultCreated(schema_version=6),
        VaultMigrated(before=5, now=6),
    ],
    ids=lambda each: each.kind,
)
def test_what_a_verdict_rests_on_is_not_hidden(
    giver: Donor,
    details: Restored | Erased | DonationDropped | VaultCreated | VaultMigrated,
) -> None:
    log = giver.citizen.opened.log
    project = PROJECT if isinstance(details, DonationDropped) else None
    place = log.record(details, SELF, project=project)
    with pytest.raises(EventNotHidable):
        package_of(giver, Wanted(hide=frozenset({place})))
    # Negative control: what no verdict rests on can be.
    package_of(giver, Wanted(hide=frozenset({1})))


def test_with_hidden_events_the_verdict_is_by_those_that_are_shown(giver: Donor) -> None:
    give_something(giver)
    whole = judge_package(package_of(giver))
    part = judge_package(package_of(giver, Wanted(hide=frozenset({1}))))
    for language, words in (
        (Language.ENGLISH, "By the events that are shown"),
        (Language.DANISH, "Efter de hændelser, der er vist"),
    ):
        assert words not in Account(whole, language).statements[0]
        assert words in Account(part, language).statements[0]
    (found,) = Account(part, Language.ENGLISH).findings
    assert found.code == "EVENTS_HIDDEN"
    assert "cannot be hidden" not in found.meaning
    assert "may be a withdrawal" in found.meaning


# -- told as it was ----------------------------------------------------------------------


def test_what_was_only_packed_is_not_said_to_have_left(giver: Donor) -> None:
    give_something(giver)
    Liar(giver).outside_consent()
    for language, packed, left in (
        (Language.ENGLISH, "Data were packed", "Data left"),
        (Language.DANISH, "Data blev pakket", "Data blev sendt"),
    ):
        account = Account(judge_package(package_of(giver)), language)
        (found,) = [each for each in account.findings if each.code == "RELEASE_OUTSIDE_CONSENT"]
        assert found.sentence.startswith(packed)
        assert "recipient was given" not in found.meaning
        assert left not in found.sentence
    Liar(giver).sent_otherwise()
    account = Account(judge_package(package_of(giver)), Language.ENGLISH)
    said = [each.sentence for each in account.findings if each.code == "RELEASE_OUTSIDE_CONSENT"]
    assert {each[: len("Data left")] for each in said} == {"Data were", "Data left"}


def test_a_package_without_releases_may_lack_a_registry(giver: Donor) -> None:
    """Nothing rests on it there; that it is gone is said all the same."""

    def leave_out(files: dict[str, bytes], _: object) -> None:
        for name in [each for each in files if each.startswith("registry/")]:
            del files[name]

    report = judge_package(rewritten(package_of(giver), leave_out))
    assert report.exit_code is ExitCode.YES
    assert "REGISTRY_ABSENT" in {each.code for each in report.findings}
