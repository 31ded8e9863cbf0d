"""The auditor's package at the command line: made by the citizen, checked by a stranger."""

import json
from pathlib import Path
from typing import Final

import pytest

from tests.audit_altered_packages import TAMPERED, rewritten
from tests.audit_lies import LIES, Liar
from tests.audit_package_bytes import TRICKS
from tests.commands import AtTheTerminal
from tests.donations import Donor
from tests.releases import PROJECT
from tests.seals import make_reader

COLUMNS: Final = "position,recorded,kind,project"


@pytest.fixture
def package(giver: AtTheTerminal) -> Path:
    """Return a package of someone who has sent something."""
    assert giver.run("donation", "send", PROJECT, "--to", str(inbox(giver)), typed="y\n").code == 0
    file = giver.home / "some.ddaudit"
    assert giver.run("log", "package", "--out", str(file)).code == 0
    return file


def inbox(giver: AtTheTerminal) -> Path:
    folder = giver.home / "stick"
    folder.mkdir(exist_ok=True)
    return folder


def test_what_was_sent_is_covered_and_both_languages_say_so(
    giver: AtTheTerminal, package: Path
) -> None:
    for language, words in (("en", "The package is whole"), ("da", "Pakken er hel")):
        answer = giver.run("auditor", "verify", str(package), lang=language)
        assert answer.code == 0
        assert answer.out.startswith(words)
    document = giver.run("auditor", "verify", str(package), "--json").document
    assert document["ok"] is True
    assert document["releases"] == document["covered"] == 2


def test_the_registry_to_be_compared_is_named_in_words(giver: AtTheTerminal, package: Path) -> None:
    document = giver.run("auditor", "verify", str(package), "--json").document
    said = "".join(giver.run("auditor", "verify", str(package)).out.split())
    assert document["registry_root_sha256"] in said


def test_with_hidden_events_the_verdict_says_by_which_events(
    giver: AtTheTerminal, package: Path, tmp_path: Path
) -> None:
    file = tmp_path / "part.ddaudit"
    assert giver.run("log", "package", "--out", str(file), "--hide", "1").code == 0
    for language, words in (("en", "By the events that are shown"), ("da", "Efter de hændelser")):
        said = (
            giver.run("auditor", "verify", str(each), lang=language).out for each in (package, file)
        )
        assert [words in " ".join(each.split()) for each in said] == [False, True]


def test_no_vault_is_needed(giver: AtTheTerminal, package: Path, tmp_path: Path) -> None:
    giver.citizen.opened.close()
    giver.citizen.closed = type(giver.citizen.closed)(tmp_path / "none", giver.citizen.closed.words)
    assert giver.run("auditor", "verify", str(package)).code == 0


def test_it_shows_who_decided_what_and_what_left(giver: AtTheTerminal, package: Path) -> None:
    answer = giver.run("auditor", "show", str(package))
    assert answer.code == 0
    assert "Yes to: activity, heart, sleep" in answer.out
    assert "covered by the consent" in answer.out
    document = giver.run("auditor", "show", str(package), "--json").document
    assert [each["kind"] for each in document["decisions"]] == ["consent.given"]
    assert [each["covered"] for each in document["released"]] == [True, True]


def test_it_shows_a_table_and_audit_events(giver: AtTheTerminal, package: Path) -> None:
    table = giver.run("auditor", "show", str(package), "--format", "csv").out
    assert table.startswith(COLUMNS)
    bundle = json.loads(giver.run("auditor", "show", str(package), "--format", "fhir").out)
    assert {each["resource"]["resourceType"] for each in bundle["entry"]} == {"AuditEvent"}


def test_a_package_of_one_project_with_an_event_hidden(
    giver: AtTheTerminal, tmp_path: Path
) -> None:
    file = tmp_path / "one.ddaudit"
    words = ("log", "package", "--out", str(file), "--project", PROJECT, "--hide", "1", "--json")
    answer = giver.run(*words)
    assert answer.code == 0
    assert answer.document["events"]["hidden"] >= 1
    assert giver.run(*words).error == "FILE_EXISTS"


@pytest.mark.parametrize(
    ("words", "error", "code"),
    [
        (("--project", "no-such-project"), "REQUEST_UNKNOWN", 1),
        (("--hide", "999"), "NO_SUCH_EVENT", 1),
        (("--hide", "x"), "USAGE", 2),
    ],
)
def test_what_cannot_be_packed_is_refused_and_leaves_no_file(
    giver: AtTheTerminal, tmp_path: Path, words: tuple[str, ...], error: str, code: int
) -> None:
    file = tmp_path / "refused.ddaudit"
    answer = giver.run("log", "package", "--out", str(file), *words)
    assert (answer.error, answer.code) == (error, code)
    assert not file.exists()


@pytest.mark.parametrize("name", ["event removed", "hidden event uncounted", "opening left out"])
def test_what_was_tampered_with_is_named(giver: AtTheTerminal, package: Path, name: str) -> None:
    code, change = TAMPERED[name]
    package.write_bytes(rewritten(package.read_bytes(), change))
    answer = giver.run("auditor", "verify", str(package))
    assert answer.code == (1 if code == "OPENING_NOT_KEPT" else 5)
    assert code in answer.out
    assert giver.run("auditor", "verify", str(package), "--json").document["ok"] is False


@pytest.mark.parametrize("name", TRICKS)
def test_a_file_that_is_no_package_is_an_error_with_words(
    giver: AtTheTerminal, package: Path, name: str
) -> None:
    code, trick = TRICKS[name]
    package.write_bytes(trick(package.read_bytes()))
    answer = giver.run("auditor", "verify", str(package))
    assert answer.error == code
    assert answer.code in {3, 5}


def test_a_release_by_no_consent_is_wrong_and_not_tampering(
    giver: AtTheTerminal, tmp_path: Path
) -> None:
    code, lie = LIES["release by another decision"]
    giver.citizen.reopen()
    lie(Liar(Donor(giver.citizen, make_reader("age"))))
    giver.citizen.opened.close()
    file = tmp_path / "lie.ddaudit"
    assert giver.run("log", "package", "--out", str(file)).code == 0
    answer = giver.run("auditor", "show", str(file))
    assert answer.code == 1
    assert code in answer.out
    assert "NOT covered by a consent" in answer.out
